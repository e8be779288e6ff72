import { Decimal128, Double, Int32, Long } from 'bson'
import {
  addDecimals,
  type Decimal,
  decimalOfDouble,
  doubleOfDecimal,
  makeDecimal,
  multiplyDecimals,
  readDecimal,
} from './decimal'
import { isNumericType, typeOf } from './type'

/** Whether a value is of one of the four numeric types. */
export const isNumber = (value: unknown): boolean => isNumericType(typeOf(value))

/** The number as a double (rounded where a double cannot hold it); NaN for anything else. */
export function toDouble(value: unknown): number {
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (typeof value === 'number') return value
  if (value instanceof Decimal128) return doubleOfDecimal(readDecimal(value))
  if (typeof value === 'bigint') return Number(value)
  return isNumber(value) ? (value as Long).toNumber() : NaN
}

/** The number as a whole number; undefined when it has a fraction, is not finite or no number at all. */
export function toInteger(value: unknown): number | undefined {
  if (!isNumber(value)) return undefined
  const double = toDouble(value)
  return Number.isInteger(double) ? double : undefined
}

/** Any number as a decimal; doubles with 15 significant digits, as the server converts them. */
export function toDecimal(value: unknown): Decimal {
  if (value instanceof Decimal128) return readDecimal(value)
  if (value instanceof Double) return decimalOfDouble(value.value)
  if (typeof value === 'number' && !Number.isInteger(value)) return decimalOfDouble(value)
  const whole = toBigInt(value)
  return { kind: 'finite', negative: whole < 0n, digits: whole < 0n ? -whole : whole, exponent: 0 }
}

/** An Int32, a Long or a whole plain number as a bigint. */
export function toBigInt(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt()
  if (typeof value === 'bigint') return value
  return BigInt(toDouble(value))
}

const MIN_LONG = -(2n ** 63n)
const MAX_LONG = 2n ** 63n - 1n

/** Whether a whole number fits a 64-bit integer. */
export const fitsLong = (value: bigint): boolean => value >= MIN_LONG && value <= MAX_LONG

/** The whole number as Int32 when it fits and `narrow` asks for it, else as Long. */
export function wholeNumber(value: bigint, narrow: boolean): Int32 | Long {
  return narrow && value >= -0x8000_0000n && value <= 0x7fff_ffffn
    ? new Int32(Number(value))
    : Long.fromBigInt(value)
}

/** Which of the four types the result of an operation on two numbers has. */
export type Width = 'int' | 'long' | 'double' | 'decimal'

/** The type of one number. */
export function widthOf(value: unknown): Width {
  if (value instanceof Int32) return 'int'
  if (value instanceof Double) return 'double'
  if (value instanceof Decimal128) return 'decimal'
  if (typeof value === 'number') return typeOf(value) === 16 ? 'int' : 'double'
  return 'long'
}

const WIDTHS: readonly Width[] = ['int', 'long', 'double', 'decimal']

/** The wider of two number types: int < long < double < decimal. */
export const widest = (a: Width, b: Width): Width =>
  WIDTHS[Math.max(WIDTHS.indexOf(a), WIDTHS.indexOf(b))] ?? 'decimal'

interface Operation {
  whole(a: bigint, b: bigint): bigint
  double(a: number, b: number): number
  decimal(a: Decimal, b: Decimal): Decimal
}

/** Applies an operation in the wider type of both; int that overflows becomes long. */
function combine(a: unknown, b: unknown, operation: Operation): unknown {
  const width = widest(widthOf(a), widthOf(b))
  if (width === 'double') return new Double(operation.double(toDouble(a), toDouble(b)))
  if (width === 'decimal') return makeDecimal(operation.decimal(toDecimal(a), toDecimal(b)))
  if (width === 'int') {
    const quick = operation.double(toDouble(a), toDouble(b))
    if ((quick | 0) === quick) return new Int32(quick)
  }
  const exact = operation.whole(toBigInt(a), toBigInt(b))
  return fitsLong(exact) ? wholeNumber(exact, false) : undefined
}

const ADD: Operation = { whole: (a, b) => a + b, double: (a, b) => a + b, decimal: addDecimals }
const MULTIPLY: Operation = { whole: (a, b) => a * b, double: (a, b) => a * b, decimal: multiplyDecimals }

/** a + b with the server's types; undefined when a 64-bit integer overflows. */
export const addNumbers = (a: unknown, b: unknown): unknown => combine(a, b, ADD)

/** a × b with the server's types; undefined when a 64-bit integer overflows. */
export const multiplyNumbers = (a: unknown, b: unknown): unknown => combine(a, b, MULTIPLY)
