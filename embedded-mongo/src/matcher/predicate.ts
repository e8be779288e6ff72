import { BSONRegExp, BSONSymbol, ObjectId } from 'bson'
import { badValue, failure, typeMismatch } from '../errors'
import { compare } from '../value/compare'
import { isDoc } from '../value/document'
import { equalityKey } from '../value/key-encoding'
import { exactDouble, isNumber, toDouble, toInteger } from '../value/number'
import { print } from '../value/print'
import { Bracket, bracketOf, BsonType, typeCode, typeName, typeOf } from '../value/type'
import { compileRegex } from './regex'

/** A test of one value at the end of a path; `undefined` is a missing field. */
export type ValueTest = (value: unknown) => boolean

const isNull: ValueTest = (value) => value === null || value === undefined
export const isRegex = (value: unknown): value is BSONRegExp => value instanceof BSONRegExp

/** Equality as a query means it: null also matches a missing field. */
export function equalityTest(operand: unknown): ValueTest {
  if (isNull(operand)) return isNull
  if (typeof operand === 'boolean') return (value) => value === operand
  if (typeof operand === 'string')
    return (value) => value === operand || (typeof value !== 'string' && compare(value, operand) === 0)
  if (operand instanceof ObjectId) return (value) => value instanceof ObjectId && operand.equals(value)
  const double = exactDouble(operand)
  if (double === undefined || Number.isNaN(double)) return (value) => compare(value, operand) === 0
  return (value) => {
    const other = exactDouble(value)
    return other === undefined ? compare(value, operand) === 0 : other === double
  }
}

/** `$gt`, `$gte`, `$lt`, `$lte`: only values of the operand's type bracket match; NaN is equal to NaN alone. */
export function rangeTest(operand: unknown, operator: string): ValueTest {
  if (isRegex(operand)) throw badValue(`Can't have RegEx as arg to predicate over field '${operator}'.`)
  const inclusive = operator.endsWith('e')
  if (isNull(operand)) return inclusive ? isNull : () => false
  const sign = operator.startsWith('$g') ? 1 : -1
  const passes = (order: number) => order === sign || (inclusive && order === 0)
  const bracket = bracketOf(operand)
  if (bracket === Bracket.minKey || bracket === Bracket.maxKey)
    return (value) => passes(compare(value ?? null, operand))
  if (bracket === Bracket.number && Number.isNaN(toDouble(operand))) {
    return inclusive ? (value) => isNumber(value) && Number.isNaN(toDouble(value)) : () => false
  }
  return (value) => {
    if (bracketOf(value) !== bracket || !passes(compare(value, operand))) return false
    return bracket !== Bracket.number || !Number.isNaN(toDouble(value))
  }
}

/** `$in`: equality with any of the values, or a match of any of the regular expressions. */
export function inTest(operand: unknown, operator: string): ValueTest {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`)
  if (operand.some((item) => isDoc(item) && Object.keys(item)[0]?.startsWith('$')))
    throw badValue(`cannot nest $ under ${operator}`)
  const regexes = operand.filter(isRegex).map((item) => regexTest(item))
  const isOneOf = setTest(operand.filter((item) => !isRegex(item)))
  if (regexes.length === 0) return isOneOf
  return (value) => isOneOf(value) || regexes.some((test) => test(value))
}

function setTest(items: readonly unknown[]): ValueTest {
  if (items.length <= 4) {
    const tests = items.map(equalityTest)
    return (value) => tests.some((test) => test(value))
  }
  const keys = new Set(items.map((item) => equalityKey(item ?? null)))
  return (value) => keys.has(equalityKey(value ?? null))
}

function typeCodesOf(operand: unknown): number[] {
  if (operand === 'number') return [BsonType.int, BsonType.double, BsonType.long, BsonType.decimal]
  if (typeof operand === 'string') {
    const code = typeCode(operand)
    if (code === undefined) throw badValue(`Unknown type name alias: ${operand}`)
    return [code]
  }
  const code = toInteger(operand)
  if (code === undefined) throw typeMismatch('type must be represented as a number or a string')
  if (typeName(code) === 'unknown') throw badValue(`Invalid numerical type code: ${code}`)
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
  if (size === undefined || size < 0) {
    const wanted = size === undefined ? 'a number' : 'a non-negative number'
    throw badValue(`Failed to parse $size. Expected ${wanted} in: $size: ${print(operand)}`)
  }
  return (value) => Array.isArray(value) && value.length === size
}

/** A regular expression: matches strings, and a stored regular expression that is the same. */
export function regexTest(operand: unknown, extraOptions?: unknown): ValueTest {
  if (!isRegex(operand) && typeof operand !== 'string') throw badValue('$regex has to be a string')
  if (extraOptions !== undefined && typeof extraOptions !== 'string')
    throw badValue('$options has to be a string')
  const given = typeof operand === 'string' ? { pattern: operand, options: '' } : operand
  if (given.options !== '' && extraOptions !== undefined)
    throw failure(51075, 'options set in both $regex and $options')
  const { pattern } = given
  const options = extraOptions ?? given.options
  const regex = compileRegex(pattern, options)
  return (value) => {
    if (typeof value === 'string') return regex.test(value)
    if (value instanceof BSONSymbol) return regex.test(value.value)
    return isRegex(value) && value.pattern === pattern && value.options === options
  }
}
