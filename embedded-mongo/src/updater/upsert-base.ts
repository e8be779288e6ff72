import { failure } from '../errors'
import { isOperatorDoc } from '../matcher/compile'
import { conditionsOf, conjunctionOf } from '../matcher/conjunction'
import { isRegex } from '../matcher/predicate'
import { isDoc, newDoc, type Doc } from '../value/document'
import { topLevel } from '../value/path'

const notSingle = (why: string) => failure(54, `cannot infer query fields to set, ${why}`)

/** Paths and values that a filter's equalities give; each value of `$all` is one, and that of an `$in` of one. */
const equalities = (filter: Doc): Array<[string, unknown]> =>
  conditionsOf(conjunctionOf(filter).fields).flatMap(({ path, operator, operand }) => {
    if (operator === '$eq') return [[path, operand] as [string, unknown]]
    const listed =
      operator === '$all' || (operator === '$in' && Array.isArray(operand) && operand.length === 1)
    const values = listed && Array.isArray(operand) ? (operand as unknown[]) : []
    return values
      .filter((value) => !isRegex(value) && !isOperatorDoc(value))
      .map((value): [string, unknown] => [path, value])
  })

/**
 * The document that a filter's equalities describe; dotted names become nested documents.
 * @param onlyId for replacements, which take nothing but `_id` from the filter
 * @throws ServerError 54 when a field gets two values, 111 for a part of the `_id` of a replacement
 */
export function equalitiesOf(filter: Doc, onlyId: boolean): Doc {
  const doc = newDoc()
  const found = equalities(filter).filter(([path]) => !onlyId || topLevel(path) === '_id')
  found.forEach(([path, value], at) => {
    for (const [other] of found.slice(0, at)) {
      if (other === path) throw notSingle(`path '${path}' is matched twice`)
      if (path.startsWith(`${other}.`) || other.startsWith(`${path}.`))
        throw notSingle(`both paths '${other}' and '${path}' are matched`)
    }
    const parts = path.split('.')
    if (onlyId && parts.length > 1)
      throw failure(111, `field at '_id' must be exactly specified, field at sub-path '${path}' found`)
    let holder = doc
    for (const part of parts.slice(0, -1)) {
      const next = holder[part]
      holder = holder[part] = isDoc(next) ? next : newDoc()
    }
    holder[parts.at(-1) ?? ''] = value
  })
  return doc
}
