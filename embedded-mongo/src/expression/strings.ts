import { failure, notImplemented } from '../errors'
import { isNumber, toInteger } from '../value/number'
import { eager, isNullish, nameOf, type Operator, strict } from './operator'

function concat(values: unknown[]): unknown {
  const other = values.find((value) => typeof value !== 'string')
  if (other !== undefined) throw failure(16702, `$concat only supports strings, not ${nameOf(other)}`)
  return values.join('')
}

/** Text of a value for `$substrCP`: null is empty. */
function textOf(value: unknown): string {
  if (isNullish(value)) return ''
  if (typeof value === 'string') return value
  if (isNumber(value) || value instanceof Date)
    throw notImplemented(`the conversion of ${nameOf(value)} to string`)
  throw failure(16007, `can't convert from BSON type ${nameOf(value)} to String`)
}

function whole(value: unknown, code: number, what: string): number {
  const number = toInteger(value)
  if (number === undefined)
    throw failure(code, `$substrCP: ${what} must be a numeric type (is BSON type ${nameOf(value)})`)
  return number
}

/** Counted in code points. */
function substring([text, start, length]: unknown[]): string {
  const from = whole(start, 34450, 'starting index')
  const most = whole(length, 34452, 'length')
  if (most < 0) throw failure(34454, '$substrCP: length must be a nonnegative integer.')
  if (from < 0) throw failure(34455, '$substrCP: the starting index must be nonnegative integer.')
  return Array.from(textOf(text))
    .slice(from, from + most)
    .join('')
}

export const STRINGS: Record<string, Operator> = {
  $concat: strict(concat),
  $substrCP: eager(substring, 3),
}
