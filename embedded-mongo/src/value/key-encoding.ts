import type { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson'
import { exactDouble } from './number'
import { BsonType, bracketOf, typeOf } from './type'

/** Bytes as text, one character a byte: put together, compared and kept in maps without a copy. */
type Bytes = string

export const compareKeys = (a: Bytes, b: Bytes): number => (a < b ? -1 : a > b ? 1 : 0)

/** Brackets begin at -1 (MinKey); shifted so that 0 stays free as the lowest byte, the end of an object or array. */
const BRACKET_SHIFT = 2
const END = '\0'

/** The first byte of every key of the value's type bracket. */
export function bracketByte(value: unknown): number {
  return bracketOf(value) + BRACKET_SHIFT
}

/**
 * Bytes that compare (memcmp) as BSON orders the values, and are equal exactly when the values are: `compare` says the
 * same, and they are the key of groups and sets. No encoding is a prefix of another one, so encodings can be put one
 * after another. `undefined` has its own key; callers that count missing as null say so first.
 */
export const keyOf = (value: unknown): Bytes => String.fromCharCode(bracketByte(value)) + bodyOf(value)

function bodyOf(value: unknown): Bytes {
  switch (typeOf(value)) {
    case BsonType.string:
      return textKey(value as string)
    case BsonType.symbol:
      return textKey((value as BSONSymbol).value)
    case BsonType.int:
    case BsonType.double:
    case BsonType.long:
    case BsonType.decimal:
      return numberKey(value)
    case BsonType.objectId:
      return latin1((value as ObjectId).id)
    case BsonType.bool:
      return value === true ? '\x01' : '\0'
    case BsonType.date:
      return uint64(BigInt((value as Date).getTime()) ^ (-1n << 63n))
    case BsonType.timestamp:
      return uint64((value as Timestamp).toBigInt())
    case BsonType.array:
      return (value as unknown[]).map(keyOf).join('') + END
    case BsonType.object:
      return fieldsKey(value as object)
    case BsonType.binData: {
      const { buffer, position, sub_type: subtype } = value as Binary
      return uint(position, 4) + uint(subtype, 1) + latin1(buffer.subarray(0, position))
    }
    case BsonType.regex: {
      const { pattern, options } = value as BSONRegExp
      return textKey(pattern) + textKey(options)
    }
    case BsonType.code:
    case BsonType.codeWithScope: {
      const { code, scope } = value as Code
      return textKey(code) + (scope ? fieldsKey(scope) : '')
    }
    default:
      return ''
  }
}

/** Objects compare field by field: type, then name, then value. */
function fieldsKey(fields: object): Bytes {
  let key = ''
  for (const [name, value] of Object.entries(fields) as Array<[string, unknown]>)
    if (value !== undefined) key += String.fromCharCode(bracketByte(value)) + textKey(name) + keyOf(value)
  return key + END
}

const latin1 = (bytes: Uint8Array): Bytes =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

/** UTF-8 sorts by code point as the server does (UTF-16 units would not); a zero byte inside is escaped. */
const textKey = (text: string): Bytes => `${latin1(Buffer.from(text)).replaceAll('\0', '\0\xff')}\0\0`

const scratch = Buffer.alloc(8)

/** Unsigned, its highest byte first. */
function uint(value: number, size: number): Bytes {
  scratch.writeUIntBE(value, 0, size)
  return scratch.toString('latin1', 0, size)
}

function uint64(value: bigint): Bytes {
  scratch.writeBigUInt64BE(BigInt.asUintN(64, value))
  return scratch.toString('latin1')
}

/** Every bit the other way: the part then sorts in the opposite direction. */
export const complement = (key: Bytes): Bytes => latin1(Buffer.from(key, 'latin1').map((byte) => ~byte))

/** Eight bytes that sort like the double: negative numbers complemented, positive ones above them. */
function sortableDouble(value: number): Bytes {
  scratch.writeDoubleBE(value)
  const first = scratch.readUInt8()
  scratch.writeUInt8(first | 0x80)
  const key = scratch.toString('latin1')
  return first < 0x80 ? key : complement(key)
}

/**
 * A double; for a Long or Decimal128 that is none, the largest double below it, then 1 instead of 0, and its digits. All
 * values between two neighbouring doubles have one sign, so their digits order them.
 */
function numberKey(value: unknown): Bytes {
  const double = exactDouble(value)
  if (double !== undefined) return doubleKey(double)
  const text = String(value)
  const nearest = Number(text)
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text)
  if (!match) return doubleKey(nearest) // NaN and the infinities of Decimal128
  const [, sign, whole = '', fraction = '', power = '0'] = match
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '')
  const exponent = Number(power) - fraction.length
  const above = compareExactly(BigInt(sign + digits), exponent, nearest)
  if (above === 0) return doubleKey(nearest)
  const size = uint(exponent + digits.length + 10_000, 2) + digits.replace(/0+$/, '') + END
  return `${sortableDouble(above > 0 ? nearest : nextBelow(nearest))}\x01${sign ? complement(size) : size}`
}

/** NaN is below -Infinity, and equal to every other NaN. */
const doubleKey = (value: number): Bytes =>
  (Number.isNaN(value) ? uint64(0n) : sortableDouble(value === 0 ? 0 : value)) + END

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

/**
 * The bytes of several values one after another, those of descending fields complemented: a compound index key, or what
 * a document is sorted by.
 */
export const rowKey = (row: readonly unknown[], fields: ReadonlyArray<{ descending: boolean }>): Bytes =>
  row.map((value, at) => (fields[at]?.descending ? complement(keyOf(value)) : keyOf(value))).join('')
