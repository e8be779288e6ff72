import { Double, Int32, Long } from 'bson'
import { badValue, failure } from '../errors'
import { compare } from '../value/compare'
import { addNumbers, isNumber, multiplyNumbers, toDouble } from '../value/number'
import { toBigInt, wholeNumber, Width, widthOf } from '../value/number'
import { eager, isNullish, nameOf, type Operator, strict } from './operator'

/** A running sum as the server keeps it: whole numbers exactly, doubles with a compensation for rounding. */
export class Summation {
  private count = 0
  private width: number = Width.int
  private whole = 0n
  private double = 0
  private lost = 0

  /** Adds a number; anything else counts as nothing. */
  add(value: unknown): void {
    if (!isNumber(value)) return
    this.count++
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

  /** The mean as a double; null when nothing was added. */
  mean(): Double | null {
    return this.count === 0 ? null : new Double(toDouble(this.total()) / this.count)
  }
}

function add(values: unknown[]): unknown {
  const sum = new Summation()
  let date: Date | undefined
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw failure(16612, 'only one date allowed in an $add expression')
      date = value
    } else if (isNumber(value)) sum.add(value)
    else throw failure(16554, `$add only supports numeric or date types, not ${nameOf(value)}`)
  }
  const total = sum.total()
  return date ? new Date(date.getTime() + Math.round(toDouble(total))) : total
}

/** -value; the smallest int becomes a long, the smallest long a double. */
const negative = (value: unknown) => multiplyNumbers(value, new Int32(-1)) ?? new Double(-toDouble(value))

function subtract([a, b]: unknown[]): unknown {
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toDouble(b)))
  if (!isNumber(a) || !isNumber(b)) throw failure(16556, `can't $subtract ${nameOf(b)} from ${nameOf(a)}`)
  return addNumbers(a, negative(b)) ?? new Double(toDouble(a) - toDouble(b))
}

function multiply(values: unknown[]): unknown {
  let product: unknown = new Int32(1)
  for (const value of values) {
    if (!isNumber(value)) throw failure(16555, `$multiply only supports numeric types, not ${nameOf(value)}`)
    product = multiplyNumbers(product, value) ?? new Double(toDouble(product) * toDouble(value))
  }
  return product
}

/** The wider type of the two numbers of a division, the second of which is not zero. */
function checkDivision(a: unknown, b: unknown, name: string, code: number, zero: Error): number {
  if (!isNumber(a) || !isNumber(b))
    throw failure(code, `${name} only supports numeric types, not ${nameOf(a)} and ${nameOf(b)}`)
  if (toDouble(b) === 0) throw zero
  return Math.max(widthOf(a), widthOf(b))
}

function divide([a, b]: unknown[], name: string): unknown {
  checkDivision(a, b, name, 16609, badValue("can't $divide by zero"))
  return new Double(toDouble(a) / toDouble(b))
}

function remainder([a, b]: unknown[], name: string): unknown {
  const width = checkDivision(a, b, name, 16611, failure(16610, "can't $mod by zero"))
  if (width === Width.double) return new Double(toDouble(a) % toDouble(b))
  return wholeNumber(toBigInt(a) % toBigInt(b), width === Width.int)
}

/** Rounds a double; whole numbers are whole already. */
const rounding = (round: (double: number) => number): Operator =>
  strict(([value], name) => {
    if (!isNumber(value)) throw failure(28765, `${name} only supports numeric types, not ${nameOf(value)}`)
    return widthOf(value) === Width.double ? new Double(round(toDouble(value))) : value
  }, 1)

/** The arguments, or the elements when there is one argument and it is an array. */
function spread(values: unknown[]): unknown[] {
  const [only] = values
  return values.length === 1 && Array.isArray(only) ? only : values
}

function sumOf(values: unknown[]): Summation {
  const sum = new Summation()
  for (const value of spread(values)) sum.add(value)
  return sum
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
  $mod: strict(remainder, 2),
  $ceil: rounding(Math.ceil),
  $floor: rounding(Math.floor),
  $sum: eager((values) => sumOf(values).total()),
  $avg: eager((values) => sumOf(values).mean()),
  $min: extreme(-1),
  $max: extreme(1),
}
