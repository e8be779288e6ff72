import { location } from '../errors'
import type { StringOrder } from '../value/collation'
import type { Doc } from '../value/document'

/** Evaluates a compiled expression for one document; `undefined` is a missing value. */
export type Evaluate = (root: Doc) => unknown

/** A variable: expressions are synchronous, so one place per variable is enough. */
export interface Cell {
  value: unknown
}

export interface ExpressionOptions {
  /** Variables of the command's `let`, without the `$$`. */
  vars?: Doc
  /** Variables that change between documents (`$lookup`). */
  cells?: ReadonlyMap<string, Cell>
  /** `$$NOW`. */
  now?: Date
  /** Order of strings under the command's collation. */
  strings?: StringOrder
}

/** Compiles one operator's operand. */
export type Operator = (operand: unknown, scope: Scope, name: string) => Evaluate

/** What an expression may refer to, and the compiler for its parts. */
export interface Scope {
  readonly options: ExpressionOptions
  compile(expression: unknown): Evaluate
  /** A scope with more variables. */
  with(cells: ReadonlyMap<string, Cell>): Scope
}

/** Compiles the arguments of an operator: an array, or a single one. */
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
      ? location(16020, `Expression ${name} takes exactly ${min} arguments. ${list.length} were passed in.`)
      : location(
          28667,
          `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${list.length} were passed in.`,
        )
  }
  return list.map((item) => scope.compile(item))
}

/** An operator with one argument. */
export const unary =
  (apply: (value: unknown, scope: Scope, name: string) => unknown): Operator =>
  (operand, scope, name) => {
    const [argument] = argumentsOf(name, operand, scope, 1)
    return (root) => apply(argument?.(root), scope, name)
  }

/** An operator with two arguments. */
export const binary =
  (apply: (a: unknown, b: unknown, scope: Scope, name: string) => unknown): Operator =>
  (operand, scope, name) => {
    const [first, second] = argumentsOf(name, operand, scope, 2)
    return (root) => apply(first?.(root), second?.(root), scope, name)
  }

/** An operator whose arguments are all evaluated. */
export const variadic =
  (
    apply: (values: unknown[], scope: Scope, name: string) => unknown,
    min = 0,
    max = Number.POSITIVE_INFINITY,
  ): Operator =>
  (operand, scope, name) => {
    const compiled = argumentsOf(name, operand, scope, min, max)
    return (root) =>
      apply(
        compiled.map((evaluate) => evaluate(root)),
        scope,
        name,
      )
  }

/** Null or missing: most operators answer null for them. */
export const isNullish = (value: unknown): value is null | undefined => value === null || value === undefined

/**
 * Compiles the named arguments of an operator (`{ input: …, as: … }`).
 * @throws ServerError with `code` for an operand that is no document, an unknown name or a missing one
 */
export function namedArguments(
  name: string,
  operand: unknown,
  code: number,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
    throw location(code, `${name} only supports an object as its argument`)
  }
  const fields = operand as Doc
  for (const field of Object.keys(fields)) {
    if (!required.includes(field) && !optional.includes(field)) {
      throw location(code, `Unrecognized parameter to ${name}: ${field}`)
    }
  }
  for (const field of required) {
    if (!(field in fields)) throw location(code, `Missing '${field}' parameter to ${name}`)
  }
  return fields
}
