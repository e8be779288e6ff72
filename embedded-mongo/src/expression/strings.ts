import { Binary, Decimal128, Int32, ObjectId } from 'bson'
import { location, ServerError } from '../errors'
import { isNumber, toBigInt, toDouble, toInteger, widthOf } from '../value/number'
import { eager, isNullish, nameOf, type Operator, strict } from './operator'

const failed = (why: string) =>
  new ServerError(241, 'ConversionFailure', `${why} in $convert with no onError value`)

/** Strings are counted in code points (CP). */
const points = (text: string): string[] => Array.from(text)

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

function objectIdOf([value]: unknown[]): unknown {
  if (value instanceof ObjectId) return value
  if (typeof value !== 'string') throw failed(`Unsupported conversion from ${nameOf(value)} to objectId`)
  if (!/^[0-9a-fA-F]{24}$/.test(value)) throw failed(`Failed to parse objectId '${value}'`)
  return new ObjectId(value)
}

function concat(values: unknown[]): unknown {
  const other = values.find((value) => typeof value !== 'string')
  if (other !== undefined) throw location(16702, `$concat only supports strings, not ${nameOf(other)}`)
  return values.join('')
}

/** Text of a value for `$toLower` and its like: null is empty, numbers and dates are printed. */
function coerced(value: unknown): string {
  if (isNullish(value)) return ''
  if (typeof value === 'string' || isNumber(value) || value instanceof Date) return textOf(value)
  throw location(16007, `can't convert from BSON type ${nameOf(value)} to String`)
}

function count(value: unknown, what: string, code: number, negative: number): number {
  const whole = toInteger(value)
  if (whole === undefined)
    throw location(code, `$substrCP: ${what} must be a numeric type (is BSON type ${nameOf(value)})`)
  if (whole < 0) throw location(negative, `$substrCP: ${what} must be nonnegative.`)
  return whole
}

function substring([text, start, length]: unknown[]): unknown {
  const letters = points(coerced(text))
  const from = count(start, 'starting index', 34450, 34455)
  return letters.slice(from, from + count(length, 'length', 34452, 34454)).join('')
}

function lengthOf([value]: unknown[]): unknown {
  if (typeof value !== 'string')
    throw location(34471, `$strLenCP requires a string argument, found: ${nameOf(value)}`)
  return new Int32(points(value).length)
}

export const STRINGS: Record<string, Operator> = {
  $concat: strict(concat),
  // The server changes the case of ASCII letters only.
  $toLower: eager(([value]) => coerced(value).replace(/[A-Z]+/g, (text) => text.toLowerCase()), 1),
  $toUpper: eager(([value]) => coerced(value).replace(/[a-z]+/g, (text) => text.toUpperCase()), 1),
  $substrCP: eager(substring, 3),
  $strLenCP: eager(lengthOf, 1),
  $type: eager(([value]) => nameOf(value), 1),
  $isNumber: eager(([value]) => isNumber(value), 1),
  $toString: strict(([value]) => textOf(value), 1),
  $toObjectId: strict(objectIdOf, 1),
}
