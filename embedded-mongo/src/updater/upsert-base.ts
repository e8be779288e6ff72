import { failure } from '../errors'
import { isOperatorDoc } from '../matcher/compile'
import { conjunctionOf } from '../matcher/conjunction'
import { isRegex } from '../matcher/predicate'
import { isDoc, newDoc, type Doc } from '../value/document'

const notSingle = (why: string) => failure(54, `cannot infer query fields to set, ${why}`)

/** Values that operators pin down: `$eq`, and `$in` or `$all` with one element. */
function singleValues(operators: Doc): unknown[] {
  const lists = [operators.$in, operators.$all].filter((list) => Array.isArray(list) && list.length === 1)
  const single = lists.flat().filter((value) => !isOperatorDoc(value))
  return '$eq' in operators ? [operators.$eq, ...single] : single
}

/** Paths and values that a filter's equalities give. */
const equalities = (filter: Doc): Array<[string, unknown]> =>
  conjunctionOf(filter).fields.flatMap(([path, value]) => {
    const values = isOperatorDoc(value) ? singleValues(value) : [value]
    return values.filter((single) => !isRegex(single)).map((single): [string, unknown] => [path, single])
  })

/**
 * The document that a filter's equalities describe; dotted names become nested documents.
 * @param onlyId for replacements, which take nothing but `_id` from the filter
 * @throws ServerError 54 when a field gets two values
 */
export function equalitiesOf(filter: Doc, onlyId: boolean): Doc {
  const doc = newDoc()
  const found = equalities(filter)
  found.forEach(([path, value], at) => {
    for (const [other] of found.slice(0, at)) {
      if (other === path) throw notSingle(`path '${path}' is matched twice`)
      if (path.startsWith(`${other}.`) || other.startsWith(`${path}.`))
        throw notSingle(`both paths '${other}' and '${path}' are matched`)
    }
    const parts = path.split('.')
    if (onlyId && parts[0] !== '_id') return
    let holder = doc
    for (const part of parts.slice(0, -1)) {
      const next = holder[part]
      holder = holder[part] = isDoc(next) ? next : newDoc()
    }
    holder[parts.at(-1) ?? ''] = value
  })
  return doc
}
