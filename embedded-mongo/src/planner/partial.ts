import { truthy } from '../expression/logic'
import { compileMatcher, isOperatorDoc } from '../matcher/compile'
import { conjunctionOf, type Conjunction } from '../matcher/conjunction'
import { isRegex } from '../matcher/predicate'
import { compare } from '../value/compare'
import type { Doc } from '../value/document'

/** One condition of a filter: a path, an operator, an operand. */
interface Condition {
  path: string
  operator: string
  operand: unknown
}

const conditionsOf = ({ fields }: Conjunction): Condition[] =>
  fields.flatMap(([path, value]) =>
    Object.entries(isOperatorDoc(value) ? value : { $eq: value }).map(([operator, operand]) => ({
      path,
      operator,
      operand,
    })),
  )

/**
 * Whether every document that matches `filter` matches a partial index's condition; false when in doubt. Only then
 * may the index answer the query.
 */
export function implies(filter: Doc, condition: Doc): boolean {
  const demanded = conjunctionOf(condition)
  if (!demanded.complete) return false
  const given = conditionsOf(conjunctionOf(filter))
  return conditionsOf(demanded).every((demand) =>
    given.some((known) => known.path === demand.path && entails(known, demand)),
  )
}

function entails(known: Condition, demand: Condition): boolean {
  const { operator, operand } = known
  if (operator === demand.operator && compare(operand, demand.operand) === 0) return true
  if (operator === '$in' && Array.isArray(operand) && operand.length > 0)
    return operand.every((value) => entails({ ...known, operator: '$eq', operand: value }, demand))
  if (operand === null || Array.isArray(operand) || isRegex(operand)) return false
  if (demand.operator === '$exists')
    return truthy(demand.operand) && ['$eq', '$gt', '$gte', '$lt', '$lte', '$type'].includes(operator)
  return operator === '$eq' && satisfies(operand, demand)
}

/** Whether a value meets the demand, and with it every document that has the value, in an array or not. */
const satisfies = (value: unknown, { operator, operand }: Condition): boolean =>
  ['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$type'].includes(operator) &&
  compileMatcher({ value: { [operator]: operand } })({ value })
