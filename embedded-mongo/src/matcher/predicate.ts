import { BSONRegExp, BSONSymbol } from 'bson'
import { badValue, failure, typeMismatch } from '../errors'
import { compare, equals } from '../value/compare'
import { isDoc } from '../value/document'
import { keyOf } from '../value/key-encoding'
import { isNumber, toDouble, toInteger } from '../value/number'
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
  return (value) => equals(value, operand)
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
  const keys = new Set(operand.filter((item) => !isRegex(item)).map((item) => keyOf(item ?? null)))
  return (value) => keys.has(keyOf(value ?? null)) || regexes.some((test) => test(value))
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
