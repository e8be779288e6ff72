import { Decimal128, Double, Int32, Long } from 'bson'
import { badValue, location } from '../errors'
import { compare } from '../value/compare'
import {
  type Decimal,
  divideDecimals,
  doubleOfDecimal,
  exactDecimalOfDouble,
  makeDecimal,
  negateDecimal,
  remainderOfDecimals,
  roundDecimal,
  type Rounding,
} from '../value/decimal'
import {
  fitsLong,
  isNumber,
  multiplyNumbers,
  addNumbers,
  toBigInt,
  toDecimal,
  toDouble,
  toInteger,
  widest,
  wholeNumber,
  widthOf,
} from '../value/number'
import { print } from '../value/print'
import { typeName, typeOf } from '../value/type'
import { argumentsOf, binary, isNullish, type Operator, unary, variadic } from './scope'
import { Summation } from './summation'

/** Name of a value's type as expression errors print it. */
export const nameOf = (value: unknown): string => (value === undefined ? 'missing' : typeName(typeOf(value)))

const isZero = (value: unknown) => toDouble(value) === 0

function add(values: unknown[]): unknown {
  const sum = new Summation()
  let date: Date | undefined
  for (const value of values) {
    if (isNullish(value)) return null
    if (value instanceof Date) {
      if (date) throw location(16612, 'only one date allowed in an $add expression')
      date = value
    } else if (isNumber(value)) sum.add(value)
    else throw location(16554, `$add only supports numeric or date types, not ${nameOf(value)}`)
  }
  const total = sum.total()
  return date ? new Date(date.getTime() + Math.round(toDouble(total))) : total
}

function subtract(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toDouble(b)))
  if (!isNumber(a) || !isNumber(b)) throw location(16556, `can't $subtract ${nameOf(b)} from ${nameOf(a)}`)
  return addNumbers(a, negative(b)) ?? new Double(toDouble(a) - toDouble(b))
}

/** -value in its own type; the smallest int becomes a long, the smallest long a double. */
function negative(value: unknown): unknown {
  const width = widthOf(value)
  if (width === 'double') return new Double(-toDouble(value))
  if (width === 'decimal') return makeDecimal(negateDecimal(toDecimal(value)))
  const whole = -toBigInt(value)
  return fitsLong(whole) ? wholeNumber(whole, width === 'int') : new Double(Number(whole))
}

function multiply(values: unknown[]): unknown {
  let product: unknown = new Int32(1)
  for (const value of values) {
    if (isNullish(value)) return null
    if (!isNumber(value)) throw location(16555, `$multiply only supports numeric types, not ${nameOf(value)}`)
    product = multiplyNumbers(product, value) ?? new Double(toDouble(product) * toDouble(value))
  }
  return product
}

function divide(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumber(a) || !isNumber(b)) {
    throw location(16609, `$divide only supports numeric types, not ${nameOf(a)} and ${nameOf(b)}`)
  }
  if (isZero(b)) throw badValue("can't $divide by zero")
  if (widest(widthOf(a), widthOf(b)) !== 'decimal') return new Double(toDouble(a) / toDouble(b))
  return makeDecimal(divideDecimals(toDecimal(a), toDecimal(b)))
}

function remainder(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumber(a) || !isNumber(b)) {
    throw location(16611, `$mod only supports numeric types, not ${nameOf(a)} and ${nameOf(b)}`)
  }
  if (isZero(b)) throw location(16610, "can't $mod by zero")
  const width = widest(widthOf(a), widthOf(b))
  if (width === 'double') return new Double(toDouble(a) % toDouble(b))
  if (width === 'decimal') return makeDecimal(remainderOfDecimals(toDecimal(a), toDecimal(b)))
  return wholeNumber(toBigInt(a) % toBigInt(b), width === 'int')
}

function absolute(value: unknown): unknown {
  if (isNullish(value)) return null
  if (!isNumber(value)) throw location(28765, `$abs only supports numeric types, not ${nameOf(value)}`)
  return compare(value, new Int32(0)) < 0 || Object.is(toDouble(value), -0) ? negative(value) : value
}

/** Rounds a number of any type at a decimal place, keeping its type. */
function rounded(value: unknown, place: number, mode: Rounding, name: string): unknown {
  if (isNullish(value)) return null
  if (!isNumber(value)) throw location(51081, `${name} only supports numeric types, not ${nameOf(value)}`)
  if (value instanceof Decimal128) return makeDecimal(roundDecimal(toDecimal(value), place, mode))
  if (widthOf(value) === 'double') {
    const double = toDouble(value)
    if (!Number.isFinite(double) || double === 0) return value
    const result = doubleOfDecimal(roundDecimal(exactDecimalOfDouble(double), place, mode))
    return new Double(result === 0 && double < 0 ? -0 : result)
  }
  if (place >= 0) return value
  const exact = roundDecimal(toDecimal(value), place, mode)
  const whole = exact.kind === 'finite' ? exact.digits * 10n ** BigInt(exact.exponent) : 0n
  const signed = exact.kind === 'finite' && exact.negative ? -whole : whole
  return wholeNumber(signed, widthOf(value) === 'int')
}

const toPlace =
  (mode: Rounding): Operator =>
  (operand, scope, name) => {
    const [number, place] = argumentsOf(name, operand, scope, 1, 2)
    return (root) => {
      const digits = place ? place(root) : new Int32(0)
      if (isNullish(digits)) return null
      const whole = toInteger(digits)
      if (whole === undefined || whole < -20 || whole > 100) {
        throw location(
          51082,
          `precision argument to ${name} must be an integral value between -20 and 100, got ${print(digits)}`,
        )
      }
      return rounded(number?.(root), whole, mode, name)
    }
  }

/** Numbers among the arguments, or among the elements when there is one argument and it is an array. */
function operandsOf(values: unknown[]): unknown[] {
  const [only] = values
  return values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values
}

const sumOf = (values: unknown[]): Summation => {
  const sum = new Summation()
  for (const value of operandsOf(values)) if (isNumber(value)) sum.add(value)
  return sum
}

const extreme = (sign: number): Operator =>
  variadic((values, scope) => {
    let best: unknown = null
    for (const value of operandsOf(values)) {
      if (isNullish(value)) continue
      if (best === null || compare(value, best, scope.options.strings) === sign) best = value
    }
    return best
  })

/** The mean of a sum; decimals divide as decimals. */
export const meanOf = (sum: Summation): unknown => sum.mean((a: Decimal, b: Decimal) => divideDecimals(a, b))

export const ARITHMETIC: Record<string, Operator> = {
  $add: variadic(add),
  $subtract: binary(subtract),
  $multiply: variadic(multiply),
  $divide: binary(divide),
  $mod: binary(remainder),
  $abs: unary(absolute),
  $ceil: unary((value, _scope, name) => rounded(value, 0, 'up', name)),
  $floor: unary((value, _scope, name) => rounded(value, 0, 'down', name)),
  $round: toPlace('half-even'),
  $trunc: toPlace('truncate'),
  $sum: variadic((values) => sumOf(values).total()),
  $avg: variadic((values) => meanOf(sumOf(values))),
  $min: extreme(-1),
  $max: extreme(1),
}
