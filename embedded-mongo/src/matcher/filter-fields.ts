import { isDoc, type Doc } from '../value/document'

/** Top-level fields a filter reads; undefined when it may read any. */
export function fieldsOfFilter(filter: Doc): ReadonlySet<string> | undefined {
  const fields = new Set<string>()
  return collectFields(filter, fields) ? fields : undefined
}

function collectFields(filter: Doc, fields: Set<string>): boolean {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' || name === '$or' || name === '$nor') {
      if (!Array.isArray(value) || !value.every((part) => isDoc(part) && collectFields(part, fields)))
        return false
    } else if (name === '$comment') continue
    else if (name.startsWith('$')) return false
    else fields.add(name.split('.')[0] ?? '')
  }
  return true
}
