import { ObjectId } from 'bson'
import { badValue, location } from '../errors'
import type { StringOrder } from '../value/collation'
import { Bracket, bracketOf, compare, exactDouble } from '../value/compare'
import { isDoc } from '../value/document'
import { equalityKey } from '../value/equality-key'
import { toBigInt, toDecimal, toDouble, toInteger } from '../value/number'
import { truncateDecimal } from '../value/decimal'
import { print } from '../value/print'
import { BsonType, isNumericType, isTypeCode, typeCode, typeOf } from '../value/type'
import { compileRegex, regexParts } from './regex'

/** A test of one value at the end of a path; `undefined` is a missing field. */
export type ValueTest = (value: unknown) => boolean

/** Equality as a query means it: null also matches a missing field. */
export function equalityTest(operand: unknown, strings?: StringOrder): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined
  if (typeof operand === 'boolean') return (value) => value === operand
  if (operand instanceof ObjectId) return (value) => value instanceof ObjectId && operand.equals(value)
  const double = typeof operand === 'string' ? undefined : exactDouble(operand)
  if (double !== undefined && !Number.isNaN(double)) {
    return (value) => {
      const other = exactDouble(value)
      return other === undefined ? compare(value, operand) === 0 : other === double
    }
  }
  return (value) => compare(value, operand, strings) === 0
}

/** `$gt`, `$gte`, `$lt`, `$lte`: only values of the operand's type bracket match; NaN is equal to NaN alone. */
export function rangeTest(operator: string, operand: unknown, strings?: StringOrder): ValueTest {
  const inclusive = operator.endsWith('e')
  const sign = operator.startsWith('$g') ? 1 : -1
  const bracket = bracketOf(operand)
  if (operand === null || operand === undefined) {
    return inclusive ? (value) => value === null || value === undefined : () => false
  }
  const passes = (result: number) => result === sign || (inclusive && result === 0)
  if (bracket === Bracket.minKey || bracket === Bracket.maxKey) {
    return (value) => passes(compare(value === undefined ? null : value, operand, strings))
  }
  if (bracket === Bracket.number) {
    const isNaN = Number.isNaN(toDouble(operand))
    return (value) => {
      if (!isNumericType(typeOf(value))) return false
      if (isNaN || Number.isNaN(toDouble(value))) return inclusive && isNaN && Number.isNaN(toDouble(value))
      return passes(compare(value, operand))
    }
  }
  return (value) => bracketOf(value) === bracket && passes(compare(value, operand, strings))
}

/** `$in`: equality with any of the values, or a match of any of the regular expressions. */
export function inTest(operator: string, operand: unknown, strings?: StringOrder): ValueTest {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`)
  const regexes: ValueTest[] = []
  const equal: unknown[] = []
  for (const item of operand as unknown[]) {
    if (typeOf(item) === BsonType.regex) regexes.push(regexTest(item))
    else if (isDoc(item) && Object.keys(item)[0]?.startsWith('$') === true)
      throw badValue(`cannot nest $ under ${operator}`)
    else equal.push(item)
  }
  const oneOf = strings
    ? (value: unknown) =>
        equal.some((item) => compare(value === undefined ? null : value, item, strings) === 0)
    : setTest(equal)
  if (regexes.length === 0) return oneOf
  return (value) => oneOf(value) || regexes.some((test) => test(value))
}

function setTest(items: readonly unknown[]): ValueTest {
  if (items.length <= 4) {
    const tests = items.map((item) => equalityTest(item))
    return (value) => tests.some((test) => test(value))
  }
  const keys = new Set(items.map((item) => equalityKey(item === undefined ? null : item)))
  return (value) => keys.has(equalityKey(value === undefined ? null : value))
}

/** Truth of the operand of `$exists` (and other flags): false, null and zero are false. */
export function existsOperand(operand: unknown): boolean {
  if (operand === null || operand === undefined || operand === false) return false
  return isNumericType(typeOf(operand)) ? toDouble(operand) !== 0 : true
}

function typeCodesOf(operand: unknown): number[] {
  if (operand === 'number') return [BsonType.int, BsonType.double, BsonType.long, BsonType.decimal]
  if (typeof operand === 'string') {
    const code = typeCode(operand)
    if (code === undefined) throw badValue(`Unknown type name alias: ${operand}`)
    return [code]
  }
  const code = toInteger(operand)
  if (code === undefined) throw location(14, 'type must be represented as a number or a string')
  if (!isTypeCode(code)) throw badValue(`Invalid numerical type code: ${code}`)
  return [code]
}

/** `$type` by number, name, `number`, or a list of those. */
export function typeTest(operand: unknown): ValueTest {
  const items: unknown[] = Array.isArray(operand) ? operand : [operand]
  if (items.length === 0) throw badValue('$type must match at least one type')
  const codes = new Set(items.flatMap(typeCodesOf))
  return (value) => value !== undefined && codes.has(typeOf(value))
}

/** `$size`: an array of exactly that length. */
export function sizeTest(operand: unknown): ValueTest {
  const size = toInteger(operand)
  if (size === undefined)
    throw badValue(`Failed to parse $size. Expected a number in: $size: ${print(operand)}`)
  if (size < 0)
    throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${print(operand)}`)
  return (value) => Array.isArray(value) && value.length === size
}

function wholePart(value: unknown): bigint | undefined {
  const type = typeOf(value)
  if (type === BsonType.int || type === BsonType.long) return toBigInt(value)
  if (type === BsonType.decimal) return truncateDecimal(toDecimal(value))
  if (type !== BsonType.double) return undefined
  const double = toDouble(value)
  return Number.isFinite(double) ? BigInt(Math.trunc(double)) : undefined
}

/** `$mod: [divisor, remainder]` on the whole part of a number. */
export function modTest(operand: unknown): ValueTest {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array')
  if (operand.length < 2) throw badValue('malformed mod, not enough elements')
  if (operand.length > 2) throw badValue('malformed mod, too many elements')
  const [divisor, remainder] = operand.map(wholePart)
  if (divisor === undefined) throw badValue('malformed mod, divisor not a number')
  if (remainder === undefined) throw badValue('malformed mod, remainder not a number')
  if (divisor === 0n) throw badValue('divisor cannot be 0')
  return (value) => {
    const whole = wholePart(value)
    return whole !== undefined && whole % divisor === remainder
  }
}

/** A regular expression: matches strings, and a stored regular expression that is the same. */
export function regexTest(operand: unknown, extraOptions?: unknown): ValueTest {
  const isRegex = typeOf(operand) === BsonType.regex
  if (!isRegex && typeof operand !== 'string') throw badValue('$regex has to be a string')
  if (extraOptions !== undefined && typeof extraOptions !== 'string')
    throw badValue('$options has to be a string')
  const parts = isRegex ? regexParts(operand) : { pattern: String(operand), options: '' }
  if (parts.options !== '' && extraOptions !== undefined) {
    throw location(51075, 'options set in both $regex and $options')
  }
  const options = typeof extraOptions === 'string' ? extraOptions : parts.options
  const regex = compileRegex(parts.pattern, options)
  return (value) => {
    if (typeof value === 'string') return regex.test(value)
    const type = typeOf(value)
    if (type === BsonType.symbol) return regex.test(String(value))
    if (type !== BsonType.regex) return false
    const stored = regexParts(value)
    return stored.pattern === parts.pattern && stored.options === options
  }
}
