import type { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson'
import { ByteSink } from './byte-sink'
import { exactDouble } from './number'
import { BsonType, bracketOf, typeOf } from './type'

/** Brackets begin at -1 (MinKey); shifted so that 0 stays free as the lowest byte, the end of an object or array. */
const BRACKET_SHIFT = 2
const END = 0x00

/** The first byte of every key of the value's type bracket. */
export function bracketByte(value: unknown): number {
  return bracketOf(value) + BRACKET_SHIFT
}

/**
 * Writes a value so that bytes compare (memcmp) as BSON orders the values, and are equal exactly when the values are:
 * `compare` says the same. No encoding is a prefix of another one, so encodings can be put one after another.
 */
export function encodeValue(out: ByteSink, value: unknown): void {
  const type = typeOf(value)
  out.byte(bracketByte(value))
  switch (type) {
    case BsonType.string:
      return encodeString(out, value as string)
    case BsonType.symbol:
      return encodeString(out, (value as BSONSymbol).value)
    case BsonType.int:
    case BsonType.double:
    case BsonType.long:
    case BsonType.decimal:
      return encodeNumber(out, value)
    case BsonType.objectId:
      return out.bytes((value as ObjectId).id)
    case BsonType.bool:
      return out.byte(value === true ? 1 : 0)
    case BsonType.date:
      return out.uint64(BigInt.asUintN(64, BigInt((value as Date).getTime()) ^ (-1n << 63n)))
    case BsonType.timestamp:
      return out.uint64(BigInt.asUintN(64, (value as Timestamp).toBigInt()))
    case BsonType.array:
      for (const element of value as unknown[]) encodeValue(out, element)
      return out.byte(END)
    case BsonType.object:
      return encodeFields(out, value as object)
    case BsonType.binData: {
      const { buffer, position, sub_type: subType } = value as Binary
      out.uint(position, 4)
      out.byte(subType)
      return out.bytes(buffer.subarray(0, position))
    }
    case BsonType.regex: {
      const { pattern, options } = value as BSONRegExp
      encodeString(out, pattern)
      return encodeString(out, options)
    }
    case BsonType.code:
    case BsonType.codeWithScope: {
      const { code, scope } = value as Code
      encodeString(out, code)
      if (scope) encodeFields(out, scope)
    }
  }
}

/** Objects compare field by field: type, then name, then value. */
function encodeFields(out: ByteSink, fields: object): void {
  for (const [name, value] of Object.entries(fields) as Array<[string, unknown]>) {
    if (value === undefined) continue
    out.byte(bracketByte(value))
    encodeString(out, name)
    encodeValue(out, value)
  }
  out.byte(END)
}

/** UTF-8 sorts by code point as the server does (UTF-16 units would not); a zero byte inside is escaped. */
function encodeString(out: ByteSink, value: string): void {
  value.split('\0').forEach((part, at) => {
    if (at > 0) out.uint(0x00ff, 2)
    out.utf8(part)
  })
  out.uint(0x0000, 2)
}

/**
 * A double; for a Long or Decimal128 that is none, the largest double below it, then 1 instead of 0, and its digits. All
 * values between two neighbouring doubles have one sign, so their digits order them.
 */
function encodeNumber(out: ByteSink, value: unknown): void {
  const double = exactDouble(value)
  if (double !== undefined) return encodeDouble(out, double)
  const text = String(value)
  const nearest = Number(text)
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text)
  if (!match) return encodeDouble(out, nearest) // NaN and the infinities of Decimal128
  const [, sign, whole = '', fraction = '', power = '0'] = match
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '')
  const exponent = Number(power) - fraction.length
  const above = compareExactly(BigInt(sign + digits), exponent, nearest)
  if (above === 0) return encodeDouble(out, nearest)
  out.sortableDouble(above > 0 ? nearest : nextBelow(nearest))
  out.byte(1)
  const start = out.length
  out.uint(exponent + digits.length + 10_000, 2)
  out.utf8(digits.replace(/0+$/, ''))
  out.byte(END)
  if (sign) out.complement(start)
}

function encodeDouble(out: ByteSink, value: number): void {
  if (Number.isNaN(value))
    out.uint64(0n) // below -Infinity, and equal to every other NaN
  else out.sortableDouble(value === 0 ? 0 : value)
  out.byte(0)
}

const bits = new DataView(new ArrayBuffer(8))

function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n))
  return bits.getFloat64(0)
}

/** The sign of digits × 10^exponent - double: 0.1 as a double is not the decimal 0.1. */
function compareExactly(digits: bigint, exponent: number, double: number): number {
  if (!Number.isFinite(double)) return double > 0 ? -1 : 1
  bits.setFloat64(0, double)
  const biased = Number((bits.getBigUint64(0) >> 52n) & 0x7ffn)
  const fraction = bits.getBigUint64(0) & 0xf_ffff_ffff_ffffn
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  const power = (biased === 0 ? 1 : biased) - 1075 // double = mantissa × 2^power
  let [left, right] = [digits, double < 0 ? -mantissa : mantissa]
  if (exponent >= 0) left *= 10n ** BigInt(exponent)
  else right *= 10n ** BigInt(-exponent)
  if (power >= 0) right <<= BigInt(power)
  else left <<= BigInt(-power)
  return left < right ? -1 : left > right ? 1 : 0
}

const sink = new ByteSink()

/**
 * The bytes of several values one after another, those of descending fields complemented: a compound index key, or what
 * a document is sorted by.
 */
export function encodedRow(
  row: readonly unknown[],
  fields: ReadonlyArray<{ descending: boolean }> = [],
  prefix?: Buffer,
): Buffer {
  sink.reset()
  if (prefix) sink.bytes(prefix)
  row.forEach((value, at) => {
    const start = sink.length
    encodeValue(sink, value)
    if (fields[at]?.descending) sink.complement(start)
  })
  return sink.copy()
}

/**
 * A string that two values share exactly when `compare` calls them equal: the key of groups and sets.
 * `undefined` has its own key; callers that count missing as null say so first.
 */
export function equalityKey(value: unknown): string {
  sink.reset()
  encodeValue(sink, value)
  return sink.latin1()
}
