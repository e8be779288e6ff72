import { failure } from '../errors'
import { isDoc, type Doc } from '../value/document'
import { typeName, typeOf } from '../value/type'

/** Evaluates a compiled expression for one document; `undefined` is a missing value. */
export type Evaluate = (root: Doc) => unknown

/** A variable: expressions are synchronous, so one place per variable is enough. */
export interface Cell {
  value: unknown
}

/** What expressions may refer to besides the document. */
export interface Variables {
  /** The command's `let`, without the `$$`. */
  vars?: Doc | undefined
  /** `$$NOW`. */
  now?: Date | undefined
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
  if (list.length < min || list.length > max) {
    throw min === max
      ? failure(16020, `Expression ${name} takes exactly ${min} arguments. ${list.length} were passed in.`)
      : failure(
          28667,
          `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${list.length} were passed in.`,
        )
  }
  return list.map((item) => scope.compile(item))
}

/** An operator of the values of its arguments. */
export const eager =
  (apply: (values: unknown[], name: string) => unknown, min = 0, max = min || Infinity): Operator =>
  (operand, scope, name) => {
    const compiled = argumentsOf(name, operand, scope, min, max)
    return (root) =>
      apply(
        compiled.map((evaluate) => evaluate(root)),
        name,
      )
  }

/** As `eager`, but null as soon as one argument is null or missing. */
export const strict = (
  apply: (values: unknown[], name: string) => unknown,
  min = 0,
  max?: number,
): Operator => eager((values, name) => (values.some(isNullish) ? null : apply(values, name)), min, max)

/**
 * The fields of an operator with named arguments (`{ input: …, as: … }`).
 * @throws ServerError `code` for an operand that is no document, for an unknown or a missing name
 */
export function namedArguments(
  name: string,
  operand: unknown,
  code: number,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc {
  if (!isDoc(operand)) throw failure(code, `${name} only supports an object as its argument`)
  for (const field of Object.keys(operand)) {
    if (!required.includes(field) && !optional.includes(field))
      throw failure(code, `Unrecognized parameter to ${name}: ${field}`)
  }
  for (const field of required)
    if (!(field in operand)) throw failure(code, `Missing '${field}' parameter to ${name}`)
  return operand
}

/** @throws ServerError 16866-16868 for a name no variable may have */
export function checkVariableName(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw failure(16866, 'empty variable names are not allowed')
  if (name !== 'CURRENT' && !/^[a-z\u0080-\uffff]/.test(name))
    throw failure(16867, `'${name}' starts with an invalid character for a user variable name`)
  if (!/^[a-zA-Z0-9_\u0080-\uffff]+$/.test(name))
    throw failure(16868, `'${name}' contains an invalid character for a variable name`)
  return name
}
