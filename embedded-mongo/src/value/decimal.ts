import { Decimal128 } from 'bson'

/** A finite Decimal128 as sign, digits and power of ten, or one of its special values. */
export type Decimal =
  | { kind: 'finite'; negative: boolean; digits: bigint; exponent: number }
  | { kind: 'infinity'; negative: boolean }
  | { kind: 'nan' }

const BIAS = 6176
const MAX_DIGITS = 34
const MIN_EXPONENT = -6176
const MAX_EXPONENT = 6111
const LIMIT = 10n ** 34n

/** Takes the 16 bytes apart (IEEE 754-2008, binary integer decimal). */
export function readDecimal(value: Decimal128): Decimal {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16)
  const low = view.getBigUint64(0, true)
  const high = view.getBigUint64(8, true)
  const negative = high >> 63n === 1n
  const combination = Number((high >> 58n) & 31n)
  if (combination === 31) return { kind: 'nan' }
  if (combination === 30) return { kind: 'infinity', negative }
  if (combination >= 24) {
    // The long form can only hold more than 34 digits, which counts as zero.
    return { kind: 'finite', negative, digits: 0n, exponent: Number((high >> 47n) & 0x3fffn) - BIAS }
  }
  const digits = ((high & 0x1_ffff_ffff_ffffn) << 64n) | low
  const exponent = Number((high >> 49n) & 0x3fffn) - BIAS
  return { kind: 'finite', negative, digits: digits < LIMIT ? digits : 0n, exponent }
}

function pack(high: bigint, low: bigint): Decimal128 {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, low, true)
  view.setBigUint64(8, high, true)
  return new Decimal128(bytes)
}

/** Puts a decimal together, rounded half to even at 34 digits as the server does. */
export function makeDecimal(value: Decimal): Decimal128 {
  if (value.kind === 'nan') return pack(31n << 58n, 0n)
  const sign = value.negative ? 1n << 63n : 0n
  if (value.kind === 'infinity') return pack(sign | (30n << 58n), 0n)
  let { digits, exponent } = value
  const surplus = Math.max(digits.toString().length - MAX_DIGITS, MIN_EXPONENT - exponent)
  if (surplus > 0) {
    digits = roundedQuotient(digits, 10n ** BigInt(surplus))
    exponent += surplus
    if (digits === LIMIT) {
      digits /= 10n
      exponent++
    }
  }
  while (exponent > MAX_EXPONENT && digits !== 0n && digits * 10n < LIMIT) {
    digits *= 10n
    exponent--
  }
  if (digits === 0n) exponent = Math.min(exponent, MAX_EXPONENT)
  if (exponent > MAX_EXPONENT) return pack(sign | (30n << 58n), 0n)
  const high = sign | (BigInt(exponent + BIAS) << 49n) | (digits >> 64n)
  return pack(high, digits & 0xffff_ffff_ffff_ffffn)
}

function roundedQuotient(digits: bigint, divisor: bigint): bigint {
  const quotient = digits / divisor
  const twice = (digits % divisor) * 2n
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n)
  return up ? quotient + 1n : quotient
}

/** A decimal from its text; undefined when the text is not a number. */
function parseDecimal(text: string): Decimal | undefined {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (special) {
    if (special[2]?.toLowerCase() === 'nan') return { kind: 'nan' }
    return { kind: 'infinity', negative: special[1] === '-' }
  }
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text)
  if (!parts) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = parts
  if (whole + fraction === '') return undefined
  const exponent = Number(power) - fraction.length
  return { kind: 'finite', negative: sign === '-', digits: BigInt(whole + fraction), exponent }
}

/** The decimal that the server makes of a double: 15 significant digits. */
export function decimalOfDouble(value: number): Decimal {
  if (Number.isNaN(value)) return { kind: 'nan' }
  if (!Number.isFinite(value)) return { kind: 'infinity', negative: value < 0 }
  const text = Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : value.toExponential(14)
  const parsed = parseDecimal(text)
  if (parsed?.kind === 'finite' && Object.is(value, -0)) return { ...parsed, negative: true }
  return parsed ?? { kind: 'nan' }
}

const signed = (value: { negative: boolean; digits: bigint }) =>
  value.negative ? -value.digits : value.digits

const finite = (digits: bigint, exponent: number, negativeZero = false): Decimal => ({
  kind: 'finite',
  negative: digits < 0n || (digits === 0n && negativeZero),
  digits: digits < 0n ? -digits : digits,
  exponent,
})

const tiny = (value: Decimal, other: Decimal): boolean =>
  value.kind === 'finite' && other.kind === 'finite' && other.digits !== 0n && value.digits === 0n

/** a + b, not yet rounded. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return { kind: 'nan' }
  if (a.kind === 'infinity') return b.kind === 'infinity' && a.negative !== b.negative ? { kind: 'nan' } : a
  if (b.kind === 'infinity') return b
  const exponent = Math.min(a.exponent, b.exponent)
  if (tiny(a, b) && b.exponent - exponent > MAX_DIGITS) return b
  if (tiny(b, a) && a.exponent - exponent > MAX_DIGITS) return a
  const scaledA = signed(a) * 10n ** BigInt(a.exponent - exponent)
  const scaledB = signed(b) * 10n ** BigInt(b.exponent - exponent)
  return finite(scaledA + scaledB, exponent, a.negative && b.negative)
}

/** a × b, not yet rounded. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return { kind: 'nan' }
  const negative = a.negative !== b.negative
  if (a.kind === 'infinity' || b.kind === 'infinity') {
    const zero = (a.kind === 'finite' && a.digits === 0n) || (b.kind === 'finite' && b.digits === 0n)
    return zero ? { kind: 'nan' } : { kind: 'infinity', negative }
  }
  return { kind: 'finite', negative, digits: a.digits * b.digits, exponent: a.exponent + b.exponent }
}

/** The nearest double. */
export function doubleOfDecimal(value: Decimal): number {
  if (value.kind === 'nan') return NaN
  if (value.kind === 'infinity') return value.negative ? -Infinity : Infinity
  return Number(`${value.negative ? '-' : ''}${value.digits}e${value.exponent}`)
}

/** Exact mantissa and power of two of a finite double: value = mantissa × 2^exponent. */
function splitDouble(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xf_ffff_ffff_ffffn
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  return { mantissa: bits >> 63n ? -mantissa : mantissa, exponent: (biased === 0 ? 1 : biased) - 1075 }
}

const sign = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0)

/** Compares a finite decimal with a finite double by exact value: 0.1 as a double is not decimal 0.1. */
export function compareDecimalWithDouble(a: Decimal & { kind: 'finite' }, b: number): number {
  const near = doubleOfDecimal(a)
  if (near !== b) return near < b ? -1 : 1
  const { mantissa, exponent } = splitDouble(b)
  let left = signed(a)
  let right = mantissa
  if (a.exponent >= 0) left *= 10n ** BigInt(a.exponent)
  else right *= 10n ** BigInt(-a.exponent)
  if (exponent >= 0) right <<= BigInt(exponent)
  else left <<= BigInt(-exponent)
  return sign(left - right)
}

/** Compares two finite decimals by value: 1.0 equals 1.00. */
export function compareDecimals(a: Decimal & { kind: 'finite' }, b: Decimal & { kind: 'finite' }): number {
  const signs = sign(signed(a)) - sign(signed(b))
  if (signs !== 0 || a.digits === 0n) return Math.sign(signs)
  const lengths = a.digits.toString().length + a.exponent - (b.digits.toString().length + b.exponent)
  if (lengths !== 0) return a.negative ? -Math.sign(lengths) : Math.sign(lengths)
  const exponent = Math.min(a.exponent, b.exponent)
  return sign(
    signed(a) * 10n ** BigInt(a.exponent - exponent) - signed(b) * 10n ** BigInt(b.exponent - exponent),
  )
}
