import { Double, type Int32, Long } from 'bson'
import { badValue, failure, typeMismatch } from '../errors'
import { compare } from '../value/compare'
import { isNumber, subtractNumbers, toBigInt, toDouble, wholeNumber, Width, widthOf } from '../value/number'
import { eager, isNullish, nameOf, type Operator, strict } from './operator'

/** A running sum as the server keeps it: whole numbers exactly, doubles with a compensation for rounding. */
export class Summation {
  private width: number = Width.int
  private whole = 0n
  private double = 0
  private lost = 0

  /** Adds a number; anything else counts as nothing. */
  add(value: unknown): void {
    if (!isNumber(value)) return
    const width = widthOf(value)
    this.width = Math.max(this.width, width)
    if (width === Width.double) this.addDouble(toDouble(value))
    else this.whole += toBigInt(value)
  }

  private addDouble(value: number): void {
    const sum = this.double + value
    if (Number.isFinite(sum)) {
      const kept = Math.abs(this.double) >= Math.abs(value)
      this.lost += kept ? this.double - sum + value : value - sum + this.double
    }
    this.double = sum
  }

  /** The sum in the widest type seen; whole numbers beyond 64 bits become a double. */
  total(): Int32 | Long | Double {
    const { whole } = this
    if (this.width !== Width.double)
      return wholeNumber(whole, this.width === Width.int) ?? new Double(Number(whole))
    this.whole = 0n
    this.addDouble(Number(whole))
    return new Double(Number.isFinite(this.double) ? this.double + this.lost : this.double)
  }
}

/** From left to right and, other than `$sum`, without a compensation for the rounding of doubles. */
function add(values: unknown[]): unknown {
  let width: number = Width.int
  let whole = 0n
  let double = 0
  let hasDate = false
  for (const value of values) {
    if (value instanceof Date) {
      if (hasDate) throw failure(16612, 'only one date allowed in an $add expression')
      hasDate = true
    } else if (!isNumber(value))
      throw failure(16554, `$add only supports numeric or date types, not ${nameOf(value)}`)
    const number = value instanceof Date ? Long.fromNumber(value.getTime()) : value
    const widest = Math.max(width, widthOf(number))
    if (widest !== Width.double) whole += toBigInt(number)
    else double = (width === Width.double ? double : Number(whole)) + toDouble(number)
    width = widest
  }
  if (hasDate) return new Date(width === Width.double ? Math.round(double) : Number(whole))
  if (width === Width.double) return new Double(double)
  return wholeNumber(whole, width === Width.int) ?? new Double(Number(whole))
}

function subtract([a, b]: unknown[]): unknown {
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toDouble(b)))
  if (!isNumber(a) || !isNumber(b)) throw failure(16556, `can't $subtract ${nameOf(b)} from ${nameOf(a)}`)
  return subtractNumbers(a, b) ?? new Double(toDouble(a) - toDouble(b))
}

function multiply(values: unknown[]): unknown {
  const other = values.find((value) => !isNumber(value))
  if (other !== undefined) throw failure(16555, `$multiply only supports numeric types, not ${nameOf(other)}`)
  const width = Math.max(Width.int, ...values.map(widthOf))
  const double = values.reduce<number>((product, value) => product * toDouble(value), 1)
  if (width === Width.double) return new Double(double)
  const whole = values.reduce<bigint>((product, value) => product * toBigInt(value), 1n)
  return wholeNumber(whole, width === Width.int) ?? new Double(double)
}

function divide([a, b]: unknown[]): unknown {
  if (!isNumber(a) || !isNumber(b))
    throw typeMismatch(`$divide only supports numeric types, not ${nameOf(a)} and ${nameOf(b)}`)
  for (const operand of [a, b]) widthOf(operand)
  if (toDouble(b) === 0) throw badValue("can't $divide by zero")
  return new Double(toDouble(a) / toDouble(b))
}

const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function toDoubleOf([value]: unknown[]): Double {
  if (isNumber(value)) return new Double(toDouble(value))
  if (typeof value === 'boolean' || value instanceof Date) return new Double(Number(value))
  if (typeof value === 'string' && NUMERAL.test(value)) return new Double(Number(value))
  const why =
    typeof value === 'string'
      ? `Failed to parse number '${value}'`
      : `Unsupported conversion from ${nameOf(value)} to double`
  throw failure(241, `${why} in $convert with no onError value`)
}

/** The arguments, or the elements when there is one argument and it is an array. */
function spread(values: unknown[]): unknown[] {
  const [only] = values
  return values.length === 1 && Array.isArray(only) ? only : values
}

function sumOf(values: unknown[]): unknown {
  const sum = new Summation()
  for (const value of spread(values)) sum.add(value)
  return sum.total()
}

/** The smaller (sign -1) or larger one of two values; null and missing lose against any other. */
export const extremeOf = (sign: number, best: unknown, value: unknown): unknown =>
  !isNullish(value) && (best === null || compare(value, best) === sign) ? value : best

const extreme = (sign: number): Operator =>
  eager((values) => spread(values).reduce((best, value) => extremeOf(sign, best, value), null))

export const ARITHMETIC: Record<string, Operator> = {
  $add: strict(add),
  $subtract: strict(subtract, 2),
  $multiply: strict(multiply),
  $divide: strict(divide, 2),
  $toDouble: strict(toDoubleOf, 1),
  $sum: eager(sumOf),
  $min: extreme(-1),
  $max: extreme(1),
}
