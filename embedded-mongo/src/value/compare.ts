import {
  type Binary,
  type BSONRegExp,
  type BSONSymbol,
  type Code,
  Decimal128,
  Double,
  Int32,
  Long,
  type ObjectId,
  type Timestamp,
} from 'bson'
import { compareDecimals, compareDecimalWithDouble, readDecimal, type Decimal } from './decimal'
import type { Doc } from './document'
import { BsonType, typeOf } from './type'

/** Place of a type in BSON's order; all numbers share one place, so do strings and symbols. */
const BRACKETS = new Map<number, number>([
  [BsonType.minKey, -1],
  [BsonType.missing, 0],
  [BsonType.null, 5],
  [BsonType.int, 10],
  [BsonType.double, 10],
  [BsonType.long, 10],
  [BsonType.decimal, 10],
  [BsonType.string, 15],
  [BsonType.symbol, 15],
  [BsonType.object, 20],
  [BsonType.array, 25],
  [BsonType.binData, 30],
  [BsonType.objectId, 35],
  [BsonType.bool, 40],
  [BsonType.date, 45],
  [BsonType.timestamp, 47],
  [BsonType.regex, 50],
  [BsonType.code, 60],
  [BsonType.codeWithScope, 65],
  [BsonType.maxKey, 127],
])

/** Bracket numbers by name, for code that asks for one of them. */
export const Bracket = {
  minKey: -1,
  missing: 0,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  maxKey: 127,
}

/**
 * The type bracket of a value: query ranges match within one bracket only.
 * `undefined` (missing, or the index key of an empty array) has a bracket of its own below null.
 */
export const bracketOf = (value: unknown): number => BRACKETS.get(typeOf(value)) ?? Bracket.object

/** Order of UTF-8 bytes, which is the order of code points and not of JavaScript's code units. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i)
    let y = b.charCodeAt(i)
    if (x === y) continue
    if (x >= 0xd800 && y >= 0xd800) {
      // Surrogates stand for code points above U+FFFF: move them behind the rest.
      x += x >= 0xe000 ? -0x800 : 0x2000
      y += y >= 0xe000 ? -0x800 : 0x2000
    }
    return x < y ? -1 : 1
  }
  return Math.sign(a.length - b.length)
}

const order = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

/** Shorter first, then byte by byte. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return Math.sign(difference)
  }
  return Math.sign(a.length - b.length)
}

/** The number as a double when that is exact, undefined for Decimal128 and for a Long beyond 2^53. */
export function exactDouble(value: unknown): number | undefined {
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (typeof value === 'number') return value
  if (value instanceof Long) {
    const double = value.toNumber()
    return Number.isSafeInteger(double) ? double : undefined
  }
  return undefined
}

function toDecimal(value: unknown): Decimal {
  if (value instanceof Decimal128) return readDecimal(value)
  const whole = value instanceof Long ? value.toBigInt() : (value as bigint)
  return { kind: 'finite', negative: whole < 0n, digits: whole < 0n ? -whole : whole, exponent: 0 }
}

/** Compares any two numbers by exact value; NaN equals itself and is below all others, -0 equals 0. */
export function compareNumbers(a: unknown, b: unknown): number {
  const x = exactDouble(a)
  const y = exactDouble(b)
  if (x !== undefined && y !== undefined) return compareDoubles(x, y)
  const wide = x === undefined ? toDecimal(a) : toDecimal(b)
  const flip = x === undefined ? 1 : -1
  if (wide.kind !== 'finite') {
    const other = x === undefined ? b : a
    const otherWide = exactDouble(other) ?? specialDouble(toDecimal(other))
    return flip * compareDoubles(specialDouble(wide), otherWide)
  }
  const double = x ?? y
  if (double !== undefined) {
    if (Number.isNaN(double)) return flip
    if (!Number.isFinite(double)) return double > 0 ? -flip : flip
    return flip * compareDecimalWithDouble(wide, double)
  }
  const right = toDecimal(b)
  if (right.kind !== 'finite') return compareDoubles(0, specialDouble(right))
  return compareDecimals(wide, right)
}

/** A stand-in double that orders rightly against NaN and infinities. */
const specialDouble = (value: Decimal): number =>
  value.kind === 'nan' ? NaN : value.kind === 'finite' ? 0 : value.negative ? -Infinity : Infinity

function compareDoubles(x: number, y: number): number {
  if (x < y) return -1
  if (x > y) return 1
  if (x === y) return 0
  return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1
}

function compareDocs(a: Doc, b: Doc): number {
  const namesA = Object.keys(a).filter((name) => a[name] !== undefined)
  const namesB = Object.keys(b).filter((name) => b[name] !== undefined)
  const length = Math.min(namesA.length, namesB.length)
  for (let i = 0; i < length; i++) {
    const nameA = namesA[i] as string
    const nameB = namesB[i] as string
    const types = bracketOf(a[nameA]) - bracketOf(b[nameB])
    if (types !== 0) return Math.sign(types)
    const names = nameA === nameB ? 0 : compareStrings(nameA, nameB)
    if (names !== 0) return names
    const values = compare(a[nameA], b[nameB])
    if (values !== 0) return values
  }
  return Math.sign(namesA.length - namesB.length)
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const result = compare(a[i], b[i])
    if (result !== 0) return result
  }
  return Math.sign(a.length - b.length)
}

const binary = (value: unknown): Uint8Array => {
  const { buffer, position } = value as Binary
  return buffer.subarray(0, position)
}
const text = (value: unknown): string => (typeof value === 'string' ? value : (value as BSONSymbol).value)
const code = (value: unknown): string => (value as Code).code
const pattern = (value: unknown): [string, string] =>
  value instanceof RegExp
    ? [value.source, value.flags]
    : [(value as BSONRegExp).pattern, (value as BSONRegExp).options]

/**
 * The one order of all values: sorting, ranges, index keys, equality and grouping use it.
 * `undefined` comes before null: it is the key of an empty array, and in expressions a missing field. Who
 * wants missing to equal null says so before comparing.
 */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (a === b) return 0
  const bracket = bracketOf(a)
  const brackets = bracket - bracketOf(b)
  if (brackets !== 0) return Math.sign(brackets)
  switch (bracket) {
    case 10:
      return compareNumbers(a, b)
    case 15:
      return compareStrings(text(a), text(b))
    case 20:
      return compareDocs(a as Doc, b as Doc)
    case 25:
      return compareArrays(a as unknown[], b as unknown[])
    case 30: {
      const x = binary(a)
      const y = binary(b)
      return (
        order(x.length, y.length) ||
        order((a as Binary).sub_type, (b as Binary).sub_type) ||
        compareBytes(x, y)
      )
    }
    case 35:
      return compareBytes((a as ObjectId).id, (b as ObjectId).id)
    case 40:
      return order(Number(a), Number(b))
    case 45:
      return order((a as Date).getTime(), (b as Date).getTime())
    case 47: {
      const x = a as Timestamp
      const y = b as Timestamp
      return order(x.high >>> 0, y.high >>> 0) || order(x.low >>> 0, y.low >>> 0)
    }
    case 50: {
      const [patternA, optionsA] = pattern(a)
      const [patternB, optionsB] = pattern(b)
      return compareStrings(patternA, patternB) || compareStrings(optionsA, optionsB)
    }
    case 60:
      return compareStrings(code(a), code(b))
    case 65:
      return compareStrings(code(a), code(b)) || compareDocs((a as Code).scope ?? {}, (b as Code).scope ?? {})
    default:
      return 0
  }
}

/** Equality as grouping, unique indexes and `$in` mean it: `compare` gives 0. */
export const equals = (a: unknown, b: unknown): boolean => compare(a, b) === 0

/** Same value of the same type, down to field order and number type: writing one over the other changes nothing. */
export function identical(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  if (type === BsonType.object) {
    const names = Object.keys(a as Doc)
    const others = Object.keys(b as Doc)
    return (
      names.length === others.length &&
      names.every((name, i) => name === others[i] && identical((a as Doc)[name], (b as Doc)[name]))
    )
  }
  if (type === BsonType.array) {
    const items = b as unknown[]
    return (
      (a as unknown[]).length === items.length &&
      (a as unknown[]).every((item, i) => identical(item, items[i]))
    )
  }
  if (type === BsonType.decimal) return compareBytes((a as Decimal128).bytes, (b as Decimal128).bytes) === 0
  if (type === BsonType.double) return Object.is(exactDouble(a), exactDouble(b))
  return compare(a, b) === 0
}
