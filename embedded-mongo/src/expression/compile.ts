import { notImplemented } from '../errors'
import type { StringOrder } from '../value/collation'
import type { Doc } from '../value/document'
import { toDouble } from '../value/number'
import { isNumericType, typeOf } from '../value/type'

export interface ExpressionOptions {
  /** Variables of the command's `let`, without the `$$`. */
  vars?: Doc
  /** `$$NOW`. */
  now?: Date
  /** Order of strings under the command's collation. */
  strings?: StringOrder
}

/** Evaluates a compiled expression for one document; `undefined` is a missing value. */
export type Evaluate = (root: Doc) => unknown

export function compileExpression(_expression: unknown, _options: ExpressionOptions = {}): Evaluate {
  throw notImplemented('$expr')
}

/** Truth in expressions: false, null, missing and zero are false. */
export function truthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return false
  return isNumericType(typeOf(value)) ? toDouble(value) !== 0 : true
}
