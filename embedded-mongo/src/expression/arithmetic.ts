import { Decimal128, Double, Int32, Long } from 'bson'
import { badValue, location, notImplemented } from '../errors'
import { compare } from '../value/compare'
import {
  addNumbers,
  fitsLong,
  isNumber,
  multiplyNumbers,
  toBigInt,
  toDouble,
  type Width,
  widest,
  wholeNumber,
  widthOf,
} from '../value/number'
import { eager, isNullish, nameOf, type Operator, strict } from './operator'

/** A running sum as the server keeps it: whole numbers exactly, doubles with a compensation for rounding. */
export class Summation {
  private count = 0
  private width: Width = 'int'
  /** Whole numbers: what a double still holds exactly, and the rest. */
  private small = 0
  private whole = 0n
  private double = 0
  private lost = 0
  private decimal: unknown

  /** Adds a number; anything else counts as nothing. */
  add(value: unknown): void {
    if (!isNumber(value)) return
    this.count++
    const width = widthOf(value)
    this.width = widest(this.width, width)
    if (width === 'double') return this.addDouble(toDouble(value))
    if (width === 'decimal') {
      this.decimal = this.decimal === undefined ? value : addNumbers(this.decimal, value)
      return
    }
    const sum = this.small + toDouble(value)
    if (Number.isSafeInteger(sum) && Number.isSafeInteger(toDouble(value))) this.small = sum
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
  total(): unknown {
    const whole = this.whole + BigInt(this.small)
    const exact = fitsLong(whole) ? wholeNumber(whole, this.width === 'int') : new Double(Number(whole))
    if (this.width === 'double') {
      this.whole = 0n
      this.small = 0
      this.addDouble(Number(whole))
      return new Double(Number.isFinite(this.double) ? this.double + this.lost : this.double)
    }
    if (this.width !== 'decimal') return exact
    const sum = addNumbers(this.decimal, exact)
    return this.double === 0 ? sum : addNumbers(sum, new Double(this.double + this.lost))
  }

  /** The mean as a double; null when nothing was added. */
  mean(): unknown {
    if (this.width === 'decimal') throw notImplemented('Decimal128 in $avg')
    return this.count === 0 ? null : new Double(toDouble(this.total()) / this.count)
  }
}

function add(values: unknown[]): unknown {
  const sum = new Summation()
  let date: Date | undefined
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw location(16612, 'only one date allowed in an $add expression')
      date = value
    } else if (isNumber(value)) sum.add(value)
    else throw location(16554, `$add only supports numeric or date types, not ${nameOf(value)}`)
  }
  const total = sum.total()
  return date ? new Date(date.getTime() + Math.round(toDouble(total))) : total
}

/** -value; the smallest int becomes a long, the smallest long a double. */
const negative = (value: unknown) => multiplyNumbers(value, new Int32(-1)) ?? new Double(-toDouble(value))

function subtract([a, b]: unknown[]): unknown {
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toDouble(b)))
  if (!isNumber(a) || !isNumber(b)) throw location(16556, `can't $subtract ${nameOf(b)} from ${nameOf(a)}`)
  return addNumbers(a, negative(b)) ?? new Double(toDouble(a) - toDouble(b))
}

function multiply(values: unknown[]): unknown {
  let product: unknown = new Int32(1)
  for (const value of values) {
    if (!isNumber(value)) throw location(16555, `$multiply only supports numeric types, not ${nameOf(value)}`)
    product = multiplyNumbers(product, value) ?? new Double(toDouble(product) * toDouble(value))
  }
  return product
}

/** The two numbers of a division, the second not zero. */
function checkDivision(a: unknown, b: unknown, name: string, code: number, zero: Error): Width {
  if (!isNumber(a) || !isNumber(b))
    throw location(code, `${name} only supports numeric types, not ${nameOf(a)} and ${nameOf(b)}`)
  if (toDouble(b) === 0) throw zero
  const width = widest(widthOf(a), widthOf(b))
  if (width === 'decimal') throw notImplemented(`Decimal128 in ${name}`)
  return width
}

function divide([a, b]: unknown[], name: string): unknown {
  checkDivision(a, b, name, 16609, badValue("can't $divide by zero"))
  return new Double(toDouble(a) / toDouble(b))
}

function remainder([a, b]: unknown[], name: string): unknown {
  const width = checkDivision(a, b, name, 16611, location(16610, "can't $mod by zero"))
  if (width === 'double') return new Double(toDouble(a) % toDouble(b))
  return wholeNumber(toBigInt(a) % toBigInt(b), width === 'int')
}

/** Rounds a number of any type but Decimal128; whole numbers are whole already. */
function rounded(value: unknown, name: string, code: number, round: (double: number) => number): unknown {
  if (!isNumber(value)) throw location(code, `${name} only supports numeric types, not ${nameOf(value)}`)
  if (value instanceof Decimal128) throw notImplemented(`Decimal128 in ${name}`)
  const double = toDouble(value)
  return widthOf(value) === 'double' && Number.isFinite(double) ? new Double(round(double)) : value
}

const integral = (round: (double: number) => number): Operator =>
  strict(([value], name) => rounded(value, name, 28765, round), 1)

/** The arguments, or the elements when there is one argument and it is an array. */
export function spread(values: unknown[]): unknown[] {
  const [only] = values
  return values.length === 1 && Array.isArray(only) ? only : values
}

function sumOf(values: unknown[]): Summation {
  const sum = new Summation()
  for (const value of spread(values)) sum.add(value)
  return sum
}

const extreme = (sign: number): Operator =>
  eager((values) => {
    let best: unknown = null
    for (const value of spread(values))
      if (!isNullish(value) && (best === null || compare(value, best) === sign)) best = value
    return best
  })

export const ARITHMETIC: Record<string, Operator> = {
  $add: strict(add),
  $subtract: strict(subtract, 2),
  $multiply: strict(multiply),
  $divide: strict(divide, 2),
  $mod: strict(remainder, 2),
  $ceil: integral(Math.ceil),
  $floor: integral(Math.floor),
  $sum: eager((values) => sumOf(values).total()),
  $avg: eager((values) => sumOf(values).mean()),
  $min: extreme(-1),
  $max: extreme(1),
}
