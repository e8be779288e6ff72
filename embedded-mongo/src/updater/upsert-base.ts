import { ServerError } from '../errors'
import { isOperatorDoc } from '../matcher/compile'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import { BsonType, typeOf } from '../value/type'

const notSingle = (why: string) =>
  new ServerError(54, 'NotSingleValueField', `cannot infer query fields to set, ${why}`)

function collect(filter: Doc, found: Map<string, unknown>): void {
  const add = (path: string, value: unknown) => {
    if (typeOf(value) === BsonType.regex) return
    if (found.has(path)) throw notSingle(`path '${path}' is matched twice`)
    for (const other of found.keys()) {
      if (!path.startsWith(`${other}.`) && !other.startsWith(`${path}.`)) continue
      throw notSingle(`both paths '${other}' and '${path}' are matched`)
    }
    found.set(path, value)
  }
  for (const [name, value] of Object.entries(filter)) {
    if (
      (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) &&
      Array.isArray(value)
    ) {
      for (const branch of value) if (isDoc(branch)) collect(branch, found)
    } else if (!name.startsWith('$')) {
      if (!isOperatorDoc(value)) add(name, value)
      else for (const single of singleValues(value)) add(name, single)
    }
  }
}

/** Values that operators pin down: `$eq`, and `$in` or `$all` with one element. */
function singleValues(operators: Doc): unknown[] {
  const values: unknown[] = []
  if ('$eq' in operators) values.push(operators.$eq)
  for (const list of [operators.$in, operators.$all]) {
    if (Array.isArray(list) && list.length === 1 && !isOperatorDoc(list[0])) values.push(list[0])
  }
  return values
}

/**
 * The document that a filter's equalities describe; dotted names become nested documents.
 * @param onlyId for replacements, which take nothing but `_id` from the filter
 * @throws ServerError 54 when a field gets two values
 */
export function equalitiesOf(filter: Doc, onlyId: boolean): Doc {
  const found = new Map<string, unknown>()
  collect(filter, found)
  const doc = newDoc()
  for (const [path, value] of found) {
    const parts = path.split('.')
    if (onlyId && parts[0] !== '_id') continue
    let holder = doc
    for (const part of parts.slice(0, -1)) {
      const next = holder[part]
      const inner = isDoc(next) ? next : newDoc()
      holder[part] = inner
      holder = inner
    }
    holder[parts.at(-1) ?? ''] = value
  }
  return doc
}
