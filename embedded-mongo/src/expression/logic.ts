import { location } from '../errors'
import { compare } from '../value/compare'
import { isDoc } from '../value/document'
import { isNumber, toDouble } from '../value/number'
import { print } from '../value/print'
import { argumentsOf, eager, isNullish, namedArguments, type Operator } from './operator'

/** Truth in expressions and of flags: false, null, missing and zero are false. */
export function truthy(value: unknown): boolean {
  if (isNullish(value) || value === false) return false
  return isNumber(value) ? toDouble(value) !== 0 : true
}

/** Comparison across types; a missing value is below null. */
const comparison = (holds: (order: number) => boolean): Operator => eager(([a, b]) => holds(compare(a, b)), 2)

const and: Operator = (operand, scope, name) => {
  const terms = argumentsOf(name, operand, scope, 0, Infinity)
  return (root) => terms.every((term) => truthy(term(root)))
}

const or: Operator = (operand, scope, name) => {
  const terms = argumentsOf(name, operand, scope, 0, Infinity)
  return (root) => terms.some((term) => truthy(term(root)))
}

const cond: Operator = (operand, scope, name) => {
  const named = isDoc(operand) ? namedArguments(name, operand, 17083, ['if', 'then', 'else']) : undefined
  const parts = named ? [named.if, named.then, named.else] : operand
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

const choice: Operator = (operand, scope) => {
  if (!isDoc(operand))
    throw location(40060, `$switch requires an object as an argument, found: ${print(operand)}`)
  const unknown = Object.keys(operand).find((field) => field !== 'branches' && field !== 'default')
  if (unknown !== undefined) throw location(40067, `$switch found an unknown argument: ${unknown}`)
  const { branches } = operand
  if (!Array.isArray(branches)) throw location(40061, "$switch expected an array for 'branches'")
  if (branches.length === 0) throw location(40068, '$switch requires at least one branch.')
  const compiled = branches.map((branch: unknown) => {
    if (!isDoc(branch)) throw location(40062, '$switch expected each branch to be an object')
    const other = Object.keys(branch).find((field) => field !== 'case' && field !== 'then')
    if (other !== undefined) throw location(40063, `$switch found an unknown argument to a branch: ${other}`)
    if (!('case' in branch)) throw location(40064, "$switch requires each branch have a 'case' expression")
    if (!('then' in branch)) throw location(40065, "$switch requires each branch have a 'then' expression.")
    return { test: scope.compile(branch.case), then: scope.compile(branch.then) }
  })
  const otherwise = 'default' in operand ? scope.compile(operand.default) : undefined
  return (root) => {
    for (const { test, then } of compiled) if (truthy(test(root))) return then(root)
    if (otherwise) return otherwise(root)
    throw location(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    )
  }
}

export const LOGIC: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: and,
  $or: or,
  $not: eager(([value]) => !truthy(value), 1),
  $cond: cond,
  $ifNull: ifNull,
  $switch: choice,
  $literal: (operand) => () => operand,
}
