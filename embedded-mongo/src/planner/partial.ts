import { compileMatcher } from '../matcher/compile'
import type { Condition } from '../matcher/conjunction'
import { compare } from '../value/compare'
import { BsonType, typeOf } from '../value/type'

/** Types by which a condition lets documents pass that lack the field, or have something else in it. */
const VAGUE: readonly number[] = [
  BsonType.null,
  BsonType.array,
  BsonType.regex,
  BsonType.minKey,
  BsonType.maxKey,
]

/**
 * Whether every document that meets the given conditions meets those of a partial index; false when in doubt. Only then
 * may the index answer the query.
 */
export const implies = (given: readonly Condition[], demanded: readonly Condition[]): boolean =>
  demanded.every((demand) => given.some((said) => said.path === demand.path && entails(said, demand)))

function entails(said: Condition, demand: Condition): boolean {
  const { operator, operand } = said
  if (operator === demand.operator && compare(operand, demand.operand) === 0) return true
  if (operator === '$in' && Array.isArray(operand) && operand.length > 0)
    return operand.every((value) => entails({ ...said, operator: '$eq', operand: value }, demand))
  if (VAGUE.includes(typeOf(operand))) return false
  if (demand.operator === '$exists') return ['$eq', '$gt', '$gte', '$lt', '$lte', '$type'].includes(operator)
  return operator === '$eq' && satisfies(operand, demand)
}

/** Whether a value meets the demand, and with it every document that has the value, in an array or not. */
const satisfies = (value: unknown, { operator, operand }: Condition): boolean =>
  ['$in', '$gt', '$gte', '$lt', '$lte', '$type'].includes(operator) &&
  compileMatcher({ value: { [operator]: operand } })({ value })
