import { Binary, Decimal128, ObjectId } from 'bson'
import { location, ServerError } from '../errors'
import { isNumber, toBigInt, toDouble, toInteger, widthOf } from '../value/number'
import { eager, isNullish, nameOf, type Operator, strict } from './operator'

const failed = (why: string) =>
  new ServerError(241, 'ConversionFailure', `${why} in $convert with no onError value`)

/** A number, date, ObjectId, boolean or UUID as `$toString` prints it. */
function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Decimal128) return value.toString()
  if (value instanceof Binary && value.sub_type === Binary.SUBTYPE_UUID) return value.toUUID().toString()
  if (!isNumber(value)) throw failed(`Unsupported conversion from ${nameOf(value)} to string`)
  if (widthOf(value) !== 'double') return toBigInt(value).toString()
  const double = toDouble(value)
  return Object.is(double, -0) ? '-0' : String(double).replace(/e([+-])(\d)$/, 'e$10$2')
}

function concat(values: unknown[]): unknown {
  const other = values.find((value) => typeof value !== 'string')
  if (other !== undefined) throw location(16702, `$concat only supports strings, not ${nameOf(other)}`)
  return values.join('')
}

/** Text of a value for `$toLower`, `$substrCP` and their like: null is empty, numbers and dates are printed. */
function coerced(value: unknown): string {
  if (isNullish(value)) return ''
  if (typeof value === 'string' || isNumber(value) || value instanceof Date) return textOf(value)
  throw location(16007, `can't convert from BSON type ${nameOf(value)} to String`)
}

function whole(value: unknown, code: number, what: string): number {
  const number = toInteger(value)
  if (number === undefined)
    throw location(code, `$substrCP: ${what} must be a numeric type (is BSON type ${nameOf(value)})`)
  return number
}

/** Counted in code points. */
function substring([text, start, length]: unknown[]): string {
  const from = whole(start, 34450, 'starting index')
  const most = whole(length, 34452, 'length')
  if (most < 0) throw location(34454, '$substrCP: length must be a nonnegative integer.')
  if (from < 0) throw location(34455, '$substrCP: the starting index must be nonnegative integer.')
  return Array.from(coerced(text))
    .slice(from, from + most)
    .join('')
}

export const STRINGS: Record<string, Operator> = {
  $concat: strict(concat),
  // The server changes the case of ASCII letters only.
  $toLower: eager(([value]) => coerced(value).replace(/[A-Z]+/g, (text) => text.toLowerCase()), 1),
  $toUpper: eager(([value]) => coerced(value).replace(/[a-z]+/g, (text) => text.toUpperCase()), 1),
  $substrCP: eager(substring, 3),
  $type: eager(([value]) => nameOf(value), 1),
  $toString: strict(([value]) => textOf(value), 1),
}
