import { truthy } from '../expression/logic'
import { compileMatcher, isOperatorDoc } from '../matcher/compile'
import { conjunctionOf } from '../matcher/conjunction'
import { isRegex } from '../matcher/predicate'
import { compare } from '../value/compare'
import type { Doc } from '../value/document'

/** One condition of a filter: a path, an operator, an operand. */
interface Condition {
  path: string
  operator: string
  operand: unknown
}

interface Conditions {
  list: readonly Condition[]
  /** There is nothing else in the filter. */
  complete: boolean
}

/** An index's condition is asked for with every query, and a filter once for every partial index. */
const known = new WeakMap<Doc, Conditions>()

function conditionsOf(filter: Doc): Conditions {
  const before = known.get(filter)
  if (before) return before
  const { fields, complete } = conjunctionOf(filter)
  const list = fields.flatMap(([path, value]) => {
    const operators = Object.entries(isOperatorDoc(value) ? value : { $eq: value })
    return operators.map(([operator, operand]) => ({ path, operator, operand }))
  })
  const found = { list, complete }
  known.set(filter, found)
  return found
}

/**
 * Whether every document that matches `filter` matches a partial index's condition; false when in doubt. Only then
 * may the index answer the query.
 */
export function implies(filter: Doc, condition: Doc): boolean {
  const demanded = conditionsOf(condition)
  const given = conditionsOf(filter).list
  return (
    demanded.complete &&
    demanded.list.every((demand) => given.some((said) => said.path === demand.path && entails(said, demand)))
  )
}

function entails(said: Condition, demand: Condition): boolean {
  const { operator, operand } = said
  if (operator === demand.operator && compare(operand, demand.operand) === 0) return true
  if (operator === '$in' && Array.isArray(operand) && operand.length > 0)
    return operand.every((value) => entails({ ...said, operator: '$eq', operand: value }, demand))
  if (operand === null || Array.isArray(operand) || isRegex(operand)) return false
  if (demand.operator === '$exists')
    return truthy(demand.operand) && ['$eq', '$gt', '$gte', '$lt', '$lte', '$type'].includes(operator)
  return operator === '$eq' && satisfies(operand, demand)
}

/** Whether a value meets the demand, and with it every document that has the value, in an array or not. */
const satisfies = (value: unknown, { operator, operand }: Condition): boolean =>
  ['$in', '$gt', '$gte', '$lt', '$lte', '$type'].includes(operator) &&
  compileMatcher({ value: { [operator]: operand } })({ value })
