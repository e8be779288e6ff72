import { Double, Int32, Long } from 'bson'
import { notImplemented } from '../errors'
import { Bracket, bracketOf, BsonType, typeOf } from './type'

/** Whether a value is of one of the four numeric types. */
export const isNumber = (value: unknown): boolean => bracketOf(value) === Bracket.number

/** The number as a double when that is exact, undefined for Decimal128 and for a Long beyond 2^53. */
export function exactDouble(value: unknown): number | undefined {
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (typeof value === 'number') return value
  if (!(value instanceof Long)) return undefined
  const double = value.toNumber()
  return Number.isSafeInteger(double) ? double : undefined
}

/** The number as a double (rounded where a double cannot hold it); NaN for anything else. */
export function toDouble(value: unknown): number {
  return exactDouble(value) ?? (isNumber(value) ? Number(String(value)) : NaN)
}

/** The number as a whole number; undefined when it has a fraction, is not finite or no number at all. */
export function toInteger(value: unknown): number | undefined {
  const double = toDouble(value)
  return Number.isInteger(double) ? double : undefined
}

/** An Int32, a Long or a whole plain number as a bigint. */
export const toBigInt = (value: unknown): bigint =>
  value instanceof Long ? value.toBigInt() : BigInt(toDouble(value))

/** The whole number as Int32 when it fits and `narrow` asks for it, else as Long; undefined beyond 64 bits. */
export function wholeNumber(value: bigint, narrow: boolean): Int32 | Long | undefined {
  if (narrow && BigInt.asIntN(32, value) === value) return new Int32(Number(value))
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : undefined
}

/** The numeric types that this server computes with; the result of two numbers has the wider one. */
export const Width = { int: 0, long: 1, double: 2 } as const

/** @throws ServerError 238 for a Decimal128: it is stored and compared, not computed with */
export function widthOf(value: unknown): number {
  const type = typeOf(value)
  if (type === BsonType.decimal) throw notImplemented('arithmetic with Decimal128')
  return type === BsonType.int ? Width.int : type === BsonType.double ? Width.double : Width.long
}

/** a ± b in the wider type of both; int that overflows becomes long, long undefined. */
function combine(a: unknown, b: unknown, sign: 1 | -1): unknown {
  const width = Math.max(widthOf(a), widthOf(b))
  const quick = toDouble(a) + sign * toDouble(b)
  if (width === Width.double) return new Double(quick)
  if (width === Width.int && (quick | 0) === quick) return new Int32(quick)
  return wholeNumber(toBigInt(a) + BigInt(sign) * toBigInt(b), false)
}

/** a + b with the server's types; undefined when a 64-bit integer overflows. */
export const addNumbers = (a: unknown, b: unknown): unknown => combine(a, b, 1)

/** a - b with the server's types; undefined when a 64-bit integer overflows. */
export const subtractNumbers = (a: unknown, b: unknown): unknown => combine(a, b, -1)
