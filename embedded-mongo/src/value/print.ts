import type { Binary, BSONRegExp, Code, Decimal128, ObjectId, Timestamp } from 'bson'
import { exactDouble } from './number'
import type { Doc } from './document'
import { BsonType, typeOf } from './type'

/** A value as the server prints it in error messages: `{ a: 1, b: "x" }`. */
export function print(value: unknown): string {
  const type = typeOf(value)
  switch (type) {
    case BsonType.string:
      return `"${String(value)}"`
    case BsonType.missing:
      return 'MISSING'
    case BsonType.object: {
      const fields = Object.entries(value as Doc).map(([name, item]) => `${name}: ${print(item)}`)
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
    }
    case BsonType.array: {
      const items = (value as unknown[]).map(print)
      return items.length === 0 ? '[]' : `[ ${items.join(', ')} ]`
    }
    case BsonType.double: {
      const double = exactDouble(value) ?? NaN
      return Number.isInteger(double)
        ? double.toFixed(1)
        : String(double).replace('Infinity', 'inf').replace('NaN', 'nan')
    }
    case BsonType.objectId:
      return `ObjectId('${(value as ObjectId).toHexString()}')`
    case BsonType.date:
      return `new Date(${(value as Date).getTime()})`
    case BsonType.binData:
      return `BinData(${(value as Binary).sub_type}, ${(value as Binary).toString('hex').toUpperCase()})`
    case BsonType.regex:
      return `/${(value as BSONRegExp).pattern}/${(value as BSONRegExp).options}`
    case BsonType.decimal:
      return (value as Decimal128).toString()
    case BsonType.timestamp:
      return `Timestamp(${(value as Timestamp).t}, ${(value as Timestamp).i})`
    case BsonType.minKey:
      return 'MinKey'
    case BsonType.maxKey:
      return 'MaxKey'
    case BsonType.code:
    case BsonType.codeWithScope:
      return (value as Code).code
    default:
      return String(value)
  }
}
