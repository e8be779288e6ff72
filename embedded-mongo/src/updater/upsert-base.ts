import { failure } from '../errors'
import { isOperatorDoc } from '../matcher/compile'
import { conditionsOf, conjunctionOf } from '../matcher/conjunction'
import { isRegex } from '../matcher/predicate'
import { isDoc, newDoc, type Doc } from '../value/document'

const notSingle = (why: string) => failure(54, `cannot infer query fields to set, ${why}`)

/** Paths and values that a filter's equalities give; `$in` and `$all` of one value are such. */
const equalities = (filter: Doc): Array<[string, unknown]> =>
  conditionsOf(conjunctionOf(filter).fields).flatMap(({ path, operator, operand }) => {
    const isOne = ['$in', '$all'].includes(operator) && Array.isArray(operand) && operand.length === 1
    const [value] = isOne ? (operand as unknown[]) : [operand]
    const pins = operator === '$eq' || (isOne && !isOperatorDoc(value))
    return pins && !isRegex(value) ? [[path, value] as [string, unknown]] : []
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
