import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson'
import { location, ServerError } from '../errors'
import { isDoc } from '../value/document'
import { type Decimal, decimalOfDouble, makeDecimal, parseDecimal, truncateDecimal } from '../value/decimal'
import { isNumber, toBigInt, toDecimal, toDouble, widthOf, wholeNumber } from '../value/number'
import { print } from '../value/print'
import { BsonType, isNumericType, isTypeCode, typeCode, typeName, typeOf } from '../value/type'
import { parseInstant } from './calendar'
import { isNullish, namedArguments, type Operator, unary } from './scope'

const failed = (why: string) =>
  new ServerError(241, 'ConversionFailure', `${why} in $convert with no onError value`)

const nameOf = (value: unknown) => typeName(typeOf(value))

const unsupported = (value: unknown, to: string) =>
  failed(`Unsupported conversion from ${nameOf(value)} to ${to}`)

/** A number, date, ObjectId, boolean or binary as `$toString` prints it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Decimal128) return value.toString()
  if (value instanceof Binary && value.sub_type === Binary.SUBTYPE_UUID) return value.toUUID().toString()
  if (!isNumber(value)) throw unsupported(value, 'string')
  if (widthOf(value) !== 'double') return toBigInt(value).toString()
  const double = toDouble(value)
  if (Number.isFinite(double))
    return Object.is(double, -0) ? '-0' : String(double).replace(/e([+-])(\d)$/, 'e$10$2')
  return Number.isNaN(double) ? 'NaN' : double > 0 ? 'Infinity' : '-Infinity'
}

function wholeOf(value: unknown, to: 'int' | 'long'): unknown {
  const limit = to === 'int' ? 2n ** 31n : 2n ** 63n
  const fit = (whole: bigint) => {
    if (whole >= limit || whole < -limit) {
      throw failed(`Conversion would overflow target type in $convert with no onError value: ${whole}`)
    }
    return to === 'int' ? new Int32(Number(whole)) : Long.fromBigInt(whole)
  }
  if (typeof value === 'boolean') return fit(value ? 1n : 0n)
  if (value instanceof Date && to === 'long') return fit(BigInt(value.getTime()))
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw failed(`Failed to parse number '${value}'`)
    return fit(BigInt(value.replace('+', '')))
  }
  if (!isNumber(value)) throw unsupported(value, to)
  const width = widthOf(value)
  if (width === 'int' || width === 'long') return fit(toBigInt(value))
  const whole = width === 'double' ? exactWhole(toDouble(value)) : truncateDecimal(toDecimal(value))
  if (whole === undefined) throw failed(`Attempt to convert NaN or infinity value to integer type`)
  return fit(whole)
}

const exactWhole = (double: number): bigint | undefined =>
  Number.isFinite(double) ? BigInt(Math.trunc(double)) : undefined

function parseNumber(text: string): Decimal {
  const parsed = /^\s|\s$/.test(text) ? undefined : parseDecimal(text)
  if (!parsed) throw failed(`Failed to parse number '${text}'`)
  return parsed
}

function doubleOf(value: unknown): unknown {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0)
  if (value instanceof Date) return new Double(value.getTime())
  if (typeof value === 'string') {
    parseNumber(value)
    return new Double(Number(value.replace(/inf$/i, 'Infinity')))
  }
  if (!isNumber(value)) throw unsupported(value, 'double')
  return new Double(toDouble(value))
}

function decimalOf(value: unknown): unknown {
  if (typeof value === 'boolean') return makeDecimal(toDecimal(new Int32(value ? 1 : 0)))
  if (value instanceof Date) return makeDecimal(decimalOfDouble(value.getTime()))
  if (typeof value === 'string') return makeDecimal(parseNumber(value))
  if (!isNumber(value)) throw unsupported(value, 'decimal')
  return value instanceof Decimal128 ? value : makeDecimal(toDecimal(value))
}

function dateOf(value: unknown): unknown {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (value instanceof Timestamp) return new Date(value.t * 1000)
  if (typeof value === 'string') {
    const instant = parseInstant(value)
    if (instant === undefined) throw failed(`Error parsing date string '${value}'`)
    return new Date(instant)
  }
  if (!isNumber(value) || widthOf(value) === 'int') throw unsupported(value, 'date')
  return new Date(Math.trunc(toDouble(value)))
}

function objectIdOf(value: unknown): unknown {
  if (value instanceof ObjectId) return value
  if (typeof value !== 'string') throw unsupported(value, 'objectId')
  if (!/^[0-9a-fA-F]{24}$/.test(value)) {
    throw failed(
      `Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
    )
  }
  return new ObjectId(value)
}

function boolOf(value: unknown): unknown {
  return isNumericType(typeOf(value)) ? toDouble(value) !== 0 : value !== false
}

const TO = new Map<number, (value: unknown) => unknown>([
  [BsonType.double, doubleOf],
  [BsonType.string, textOf],
  [BsonType.objectId, objectIdOf],
  [BsonType.bool, boolOf],
  [BsonType.date, dateOf],
  [BsonType.int, (value) => wholeOf(value, 'int')],
  [BsonType.long, (value) => wholeOf(value, 'long')],
  [BsonType.decimal, decimalOf],
])

const to = (type: number): Operator => unary((value) => (isNullish(value) ? null : TO.get(type)?.(value)))

const convert: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 9, ['input', 'to'], ['onError', 'onNull'])
  const input = scope.compile(fields.input)
  const target = scope.compile(fields.to)
  const onError = 'onError' in fields ? scope.compile(fields.onError) : undefined
  const onNull = 'onNull' in fields ? scope.compile(fields.onNull) : () => null
  return (root) => {
    const value = input(root)
    const type = target(root)
    if (isNullish(value)) return onNull(root)
    if (isNullish(type)) return null
    if (isDoc(type)) throw location(9, "$convert's 'to' argument must be a string or number")
    const code = typeof type === 'string' ? typeCode(type) : toDouble(type)
    if (code === undefined || !isTypeCode(code)) {
      throw new ServerError(2, 'BadValue', `Unknown type name: ${print(type)}`)
    }
    try {
      const apply = TO.get(code)
      if (!apply) throw unsupported(value, typeName(code))
      return apply(value)
    } catch (error) {
      if (onError && error instanceof ServerError && error.code === 241) return onError(root)
      throw error
    }
  }
}

export const CONVERSIONS: Record<string, Operator> = {
  $type: unary((value) => (value === undefined ? 'missing' : typeName(typeOf(value)))),
  $isNumber: unary((value) => isNumber(value)),
  $convert: convert,
  $toString: to(BsonType.string),
  $toInt: to(BsonType.int),
  $toLong: to(BsonType.long),
  $toDouble: to(BsonType.double),
  $toDecimal: to(BsonType.decimal),
  $toBool: to(BsonType.bool),
  $toDate: to(BsonType.date),
  $toObjectId: to(BsonType.objectId),
}

/** A whole number in its narrowest type, for counts and date parts. */
export const narrow = (value: number): unknown => wholeNumber(BigInt(value), true)
