import { Int32 } from 'bson'
import { location } from '../errors'
import { compare } from '../value/compare'
import { isDoc } from '../value/document'
import { toDouble } from '../value/number'
import { print } from '../value/print'
import { isNumericType, typeOf } from '../value/type'
import { argumentsOf, binary, type Cell, isNullish, namedArguments, type Operator, unary } from './scope'

/** Truth in expressions: false, null, missing and zero are false. */
export function truthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return false
  return isNumericType(typeOf(value)) ? toDouble(value) !== 0 : true
}

/** Comparison across types; a missing value is below null. */
const comparison = (holds: (result: number) => boolean): Operator =>
  binary((a, b, scope) => holds(compare(a, b, scope.options.strings)))

const and: Operator = (operand, scope, name) => {
  const terms = argumentsOf(name, operand, scope, 0, Number.POSITIVE_INFINITY)
  return (root) => terms.every((term) => truthy(term(root)))
}

const or: Operator = (operand, scope, name) => {
  const terms = argumentsOf(name, operand, scope, 0, Number.POSITIVE_INFINITY)
  return (root) => terms.some((term) => truthy(term(root)))
}

const cond: Operator = (operand, scope, name) => {
  let parts: unknown[]
  if (isDoc(operand)) {
    const fields = namedArguments(name, operand, 17083, ['if', 'then', 'else'])
    parts = [fields.if, fields.then, fields.else]
  } else parts = operand as unknown[]
  const [test, yes, no] = argumentsOf(name, parts, scope, 3)
  return (root) => (truthy(test?.(root)) ? yes?.(root) : no?.(root))
}

const ifNull: Operator = (operand, scope, name) => {
  const terms = argumentsOf(name, operand, scope, 2, Number.POSITIVE_INFINITY)
  return (root) => {
    let value: unknown
    for (const term of terms) {
      value = term(root)
      if (!isNullish(value)) return value
    }
    return value
  }
}

const choice: Operator = (operand, scope) => {
  if (!isDoc(operand))
    throw location(40060, '$switch requires an object as an argument, found: ' + print(operand))
  for (const field of Object.keys(operand)) {
    if (field !== 'branches' && field !== 'default')
      throw location(40067, `$switch found an unknown argument: ${field}`)
  }
  const { branches } = operand
  if (!Array.isArray(branches)) throw location(40061, "$switch expected an array for 'branches'")
  if (branches.length === 0) throw location(40068, '$switch requires at least one branch.')
  const compiled = branches.map((branch: unknown) => {
    if (!isDoc(branch)) throw location(40062, '$switch expected each branch to be an object')
    for (const field of Object.keys(branch)) {
      if (field !== 'case' && field !== 'then')
        throw location(40063, `$switch found an unknown argument to a branch: ${field}`)
    }
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

/** @throws ServerError 16866-16868 for a name no variable may have */
export function checkVariableName(name: string): void {
  if (name === '') throw location(16866, 'empty variable names are not allowed')
  if (name !== 'CURRENT' && !/^[a-z\u0080-\uffff]/.test(name)) {
    throw location(16867, `'${name}' starts with an invalid character for a user variable name`)
  }
  if (!/^[a-zA-Z0-9_\u0080-\uffff]+$/.test(name)) {
    throw location(16868, `'${name}' contains an invalid character for a variable name`)
  }
}

const letIn: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 16875, ['vars', 'in'])
  if (!isDoc(fields.vars)) throw location(16876, `invalid parameter: expected an object (vars)`)
  const cells = new Map<string, Cell>()
  const assigned = Object.entries(fields.vars).map(([variable, value]) => {
    checkVariableName(variable)
    const cell: Cell = { value: undefined }
    cells.set(variable, cell)
    return { cell, evaluate: scope.compile(value) }
  })
  const body = scope.with(cells).compile(fields.in)
  return (root) => {
    const values = assigned.map(({ evaluate }) => evaluate(root))
    assigned.forEach(({ cell }, index) => {
      cell.value = values[index]
    })
    return body(root)
  }
}

export const LOGIC: Record<string, Operator> = {
  $eq: comparison((result) => result === 0),
  $ne: comparison((result) => result !== 0),
  $gt: comparison((result) => result > 0),
  $gte: comparison((result) => result >= 0),
  $lt: comparison((result) => result < 0),
  $lte: comparison((result) => result <= 0),
  $cmp: binary((a, b, scope) => new Int32(compare(a, b, scope.options.strings))),
  $and: and,
  $or: or,
  $not: unary((value) => !truthy(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: choice,
  $let: letIn,
  $literal: (operand) => () => operand,
}
