import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { bracketOf, compare } from '../value/compare'
import type { ByteSink } from './byte-sink'

/** Brackets begin at -1 (MinKey); shifted so that 0 stays free as the lowest byte, the end of an object or array. */
const BRACKET_SHIFT = 2
const END = 0x00

/** The first byte of every key of the value's type bracket. */
export function bracketByte(value: unknown): number {
  return bracketOf(value) + BRACKET_SHIFT
}

/**
 * Writes a value so that the bytes of two values compare (memcmp) as `compare` orders the values, and are equal
 * exactly when the values are. No encoding is a prefix of another one, so encodings can be put one after another.
 */
export function encodeValue(out: ByteSink, value: unknown): void {
  out.byte(bracketByte(value))
  if (value === null || value === undefined || value instanceof MinKey || value instanceof MaxKey) return
  if (typeof value === 'string') return encodeString(out, value)
  if (value instanceof Int32 || value instanceof Double) return encodeDouble(out, value.value)
  if (typeof value === 'number') return encodeDouble(out, value)
  if (value instanceof Timestamp) return out.uint64(BigInt.asUintN(64, value.toBigInt()))
  if (Long.isLong(value)) return encodeExact(out, value, Number(value.toBigInt()))
  if (typeof value === 'bigint') return encodeExact(out, Long.fromBigInt(value), Number(value))
  if (value instanceof Decimal128) return encodeExact(out, value, Number(value.toString()))
  if (value instanceof ObjectId) return out.bytes(value.id)
  if (typeof value === 'boolean') return out.byte(value ? 1 : 0)
  if (value instanceof Date) return out.int64(BigInt(value.getTime()) ^ (-1n << 63n))
  if (value instanceof BSONSymbol) return encodeString(out, value.value)
  if (value instanceof Binary)
    return encodeBinary(out, value.buffer.subarray(0, value.position), value.sub_type)
  if (value instanceof Uint8Array) return encodeBinary(out, value, 0)
  if (value instanceof BSONRegExp) {
    encodeString(out, value.pattern)
    return encodeString(out, value.options)
  }
  if (value instanceof RegExp) {
    encodeString(out, value.source)
    return encodeString(out, value.flags)
  }
  if (value instanceof Code) {
    encodeString(out, String(value.code))
    if (value.scope) encodeFields(out, Object.entries(value.scope))
    return
  }
  if (Array.isArray(value)) {
    for (const element of value) encodeValue(out, element)
    return out.byte(END)
  }
  encodeFields(out, Object.entries(value))
}

/** Objects compare field by field: type, then name, then value. */
function encodeFields(out: ByteSink, fields: Array<[string, unknown]>): void {
  for (const [name, value] of fields) {
    if (value === undefined) continue
    out.byte(bracketByte(value))
    encodeString(out, name)
    encodeValue(out, value)
  }
  out.byte(END)
}

/** UTF-8 sorts by code point as the server does (UTF-16 units would not); a zero byte inside is escaped. */
function encodeString(out: ByteSink, value: string): void {
  if (value.includes('\0')) {
    for (const part of value.split(/(\0)/)) {
      if (part === '\0') out.uint(0x00ff, 2)
      else out.utf8(part)
    }
  } else out.utf8(value)
  out.uint(0x0000, 2)
}

function encodeBinary(out: ByteSink, bytes: Uint8Array, subType: number): void {
  out.uint(bytes.length, 4)
  out.byte(subType)
  out.bytes(bytes)
}

function encodeDouble(out: ByteSink, value: number): void {
  if (Number.isNaN(value))
    out.uint64(0n) // below -Infinity, and equal to every other NaN
  else out.sortableDouble(value === 0 ? 0 : value)
  out.byte(0)
}

/**
 * A Long or Decimal128: the largest double not above it, then 0 when that is exact, else 1 and the digits. All
 * values between two neighbouring doubles have one sign, so their digits order them.
 */
function encodeExact(out: ByteSink, value: Long | Decimal128, nearest: number): void {
  const order = Number.isNaN(nearest) ? 0 : compare(new Double(nearest), value)
  if (order === 0) return encodeDouble(out, nearest)
  out.sortableDouble(floorDouble(nearest, order > 0))
  out.byte(1)
  const { negative, digits, exponent } = decimalParts(value.toString())
  const start = out.length
  out.uint(exponent + digits.length + 10_000, 2)
  out.utf8(digits.replace(/0+$/, ''))
  out.byte(END)
  if (negative) out.complement(start)
}

function floorDouble(nearest: number, above: boolean): number {
  const floor = above ? nextBelow(nearest) : nearest
  return floor === 0 ? 0 : floor
}

const bits = new DataView(new ArrayBuffer(8))

function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n))
  return bits.getFloat64(0)
}

function decimalParts(text: string): { negative: boolean; digits: string; exponent: number } {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text)
  if (!match) throw new TypeError(`not a finite number: ${text}`)
  const fraction = match[3] ?? ''
  const digits = ((match[2] ?? '') + fraction).replace(/^0+(?=\d)/, '')
  return { negative: match[1] === '-', digits, exponent: Number(match[4] ?? 0) - fraction.length }
}
