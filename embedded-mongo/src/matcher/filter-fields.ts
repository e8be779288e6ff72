import { isDoc, type Doc } from '../value/document'
import { topLevel } from '../value/path'

/** Top-level fields a filter reads; undefined when it may read any. */
export function fieldsOfFilter(filter: Doc): ReadonlySet<string> | undefined {
  const fields = new Set<string>()
  return collectFields(filter, fields) ? fields : undefined
}

function collectFields(filter: Doc, fields: Set<string>): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (['$and', '$or', '$nor'].includes(name))
      return Array.isArray(value) && value.every((part) => isDoc(part) && collectFields(part, fields))
    if (!name.startsWith('$')) fields.add(topLevel(name))
    return !name.startsWith('$') || name === '$comment'
  })
}
