import { failure } from '../errors'
import type { Doc } from '../value/document'
import { typeName, typeOf } from '../value/type'

/** Evaluates a compiled expression for one document; `undefined` is a missing value. */
export type Evaluate = (root: Doc) => unknown

/** A variable: expressions are synchronous, so one place per variable is enough. */
export interface Cell {
  value: unknown
}

/** The compiler as operators see it. */
export interface Scope {
  compile(expression: unknown): Evaluate
  /** A scope with one more variable. */
  with(name: string, cell: Cell): Scope
}

/** Compiles one operator with its operand. */
export type Operator = (operand: unknown, scope: Scope, name: string) => Evaluate

/** Null or missing: most operators answer null for them. */
export const isNullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** Name of a value's type as expression errors print it. */
export const nameOf = (value: unknown): string => (value === undefined ? 'missing' : typeName(typeOf(value)))

/** The arguments of an operator, compiled: an array of them, or a single one. */
export function argumentsOf(
  name: string,
  operand: unknown,
  scope: Scope,
  min: number,
  max = min,
): Evaluate[] {
  const list: unknown[] = Array.isArray(operand) ? operand : [operand]
  const [code, wanted] = min === max ? [16020, 'exactly'] : [28667, 'at least']
  if (list.length < min || list.length > max)
    throw failure(code, `Expression ${name} takes ${wanted} ${min} arguments. ${list.length} were passed in.`)
  return list.map((item) => scope.compile(item))
}

type Apply = (values: unknown[], name: string) => unknown

/** An operator of the values of its arguments. @param count how many it must have; 0 = any number */
export const eager =
  (apply: Apply, count = 0): Operator =>
  (operand, scope, name) => {
    const terms = argumentsOf(name, operand, scope, count, count || Infinity)
    const valuesOf = (root: Doc): unknown[] => terms.map((term) => term(root))
    return (root) => apply(valuesOf(root), name)
  }

/** As `eager`, but null as soon as one argument is null or missing. */
export const strict = (apply: Apply, count?: number): Operator =>
  eager((values, name) => (values.some(isNullish) ? null : apply(values, name)), count)

/**
 * Checks the fields of an operator with named arguments (`{ input: …, as: … }`).
 * @param missing the code for each field that must be there
 * @throws ServerError `unknown` for any other field
 */
export function checkArguments(
  name: string,
  operand: Doc,
  unknown: number,
  missing: Readonly<Record<string, number>>,
  optional: readonly string[] = [],
): void {
  const other = Object.keys(operand).find((field) => !(field in missing || optional.includes(field)))
  if (other !== undefined) throw failure(unknown, `Unrecognized parameter to ${name}: ${other}`)
  for (const [field, code] of Object.entries(missing))
    if (!(field in operand)) throw failure(code, `Missing '${field}' parameter to ${name}`)
}

/** @throws ServerError 16866-16868 for a name no variable may have */
export function checkVariableName(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw failure(16866, 'empty variable names are not allowed')
  const starts = name === 'CURRENT' || /^[a-z\u0080-\uffff]/.test(name)
  if (!starts || !/^[a-zA-Z0-9_\u0080-\uffff]+$/.test(name))
    throw failure(starts ? 16868 : 16867, `'${name}' has an invalid character for a variable name`)
  return name
}
