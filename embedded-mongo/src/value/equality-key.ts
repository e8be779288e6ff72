import {
  type Binary,
  type BSONRegExp,
  type BSONSymbol,
  type Code,
  Decimal128,
  type Long,
  type ObjectId,
  type Timestamp,
} from 'bson'
import { exactDouble } from './compare'
import { compareDecimalWithDouble, type Decimal, doubleOfDecimal, readDecimal } from './decimal'
import type { Doc } from './document'
import { BsonType, typeOf } from './type'

const quoted = (text: string) => `${text.length}:${text}`

/** Numbers that are equal in value get one key, whatever their types; doubles are the common form. */
function numberKey(value: unknown): string {
  const double = exactDouble(value)
  if (double !== undefined) return `n${double === 0 ? 0 : double}`
  const wide: Decimal =
    value instanceof Decimal128 ? readDecimal(value) : wholeDecimal((value as Long).toBigInt())
  const near = doubleOfDecimal(wide)
  if (wide.kind !== 'finite') return `n${near}`
  if (Number.isFinite(near) && compareDecimalWithDouble(wide, near) === 0) return `n${near === 0 ? 0 : near}`
  let { digits, exponent } = wide
  while (digits % 10n === 0n) {
    digits /= 10n
    exponent++
  }
  return `n${wide.negative ? '-' : ''}${digits}e${exponent}d`
}

const wholeDecimal = (whole: bigint): Decimal => ({
  kind: 'finite',
  negative: whole < 0n,
  digits: whole < 0n ? -whole : whole,
  exponent: 0,
})

/**
 * A string that two values share exactly when `compare` calls them equal: the key of groups and sets.
 * `undefined` has its own key; callers that count missing as null say so first.
 */
export function equalityKey(value: unknown): string {
  const type = typeOf(value)
  switch (type) {
    case BsonType.string:
    case BsonType.symbol: {
      const text = typeof value === 'string' ? value : (value as BSONSymbol).value
      return `s${quoted(text)}`
    }
    case BsonType.int:
    case BsonType.double:
    case BsonType.long:
    case BsonType.decimal:
      return numberKey(value)
    case BsonType.missing:
      return 'u'
    case BsonType.null:
      return 'z'
    case BsonType.bool:
      return value === true ? 't' : 'f'
    case BsonType.objectId:
      return `o${(value as ObjectId).toHexString()}`
    case BsonType.date:
      return `d${(value as Date).getTime()}`
    case BsonType.object: {
      let key = '{'
      for (const name of Object.keys(value as Doc)) {
        const item = (value as Doc)[name]
        if (item !== undefined) key += `${quoted(name)}${equalityKey(item)}`
      }
      return `${key}}`
    }
    case BsonType.array:
      return `[${(value as unknown[]).map((item) => equalityKey(item)).join('')}]`
    case BsonType.binData:
      return `b${(value as Binary).sub_type}:${quoted((value as Binary).toString('hex'))}`
    case BsonType.timestamp:
      return `T${(value as Timestamp).high >>> 0}:${(value as Timestamp).low >>> 0}`
    case BsonType.regex: {
      const { pattern, options } =
        value instanceof RegExp ? { pattern: value.source, options: value.flags } : (value as BSONRegExp)
      return `r${quoted(pattern)}${options}`
    }
    case BsonType.code:
    case BsonType.codeWithScope:
      return `c${type}${quoted((value as Code).code)}${(value as Code).scope ? equalityKey((value as Code).scope) : ''}`
    default:
      return type === BsonType.minKey ? '<' : '>'
  }
}
