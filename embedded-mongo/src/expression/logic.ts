import { compare } from '../value/compare'
import { isDoc } from '../value/document'
import { isNumber, toDouble } from '../value/number'
import { argumentsOf, checkArguments, eager, isNullish, nameOf, type Operator } from './operator'

/** Truth in expressions and of flags: false, null, missing and zero are false. */
export function truthy(value: unknown): boolean {
  if (isNullish(value) || value === false) return false
  return isNumber(value) ? toDouble(value) !== 0 : true
}

/** Comparison across types; a missing value is below null. */
const comparison = (holds: (order: number) => boolean): Operator => eager(([a, b]) => holds(compare(a, b)), 2)

/** `$and` and `$or`, which stop at the first term that decides. */
const junction =
  (decisive: boolean): Operator =>
  (operand, scope, name) => {
    const terms = argumentsOf(name, operand, scope, 0, Infinity)
    return (root) => terms.some((term) => truthy(term(root)) === decisive) === decisive
  }

const cond: Operator = (operand, scope, name) => {
  if (isDoc(operand)) checkArguments(name, operand, 17083, { if: 17080, then: 17081, else: 17082 })
  const parts = isDoc(operand) ? [operand.if, operand.then, operand.else] : operand
  const [test, yes, no] = argumentsOf(name, parts, scope, 3)
  return (root) => (truthy(test?.(root)) ? yes?.(root) : no?.(root))
}

const ifNull: Operator = (operand, scope, name) => {
  const terms = argumentsOf(name, operand, scope, 2, Infinity)
  return (root) => {
    let value: unknown
    for (const term of terms) if (!isNullish((value = term(root)))) break
    return value
  }
}

export const LOGIC: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: junction(false),
  $or: junction(true),
  $not: eager(([value]) => !truthy(value), 1),
  $cond: cond,
  $ifNull: ifNull,
  $literal: (operand) => () => operand,
  $type: eager(([value]) => nameOf(value), 1),
}
