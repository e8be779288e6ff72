import { EJSON, type ObjectId } from 'bson'
import type { Doc } from './document'
import { exactDouble } from './number'
import { BsonType, typeOf } from './type'

/** A value as the server prints it in error messages: `{ a: 1, b: "x" }`. */
export function print(value: unknown): string {
  switch (typeOf(value)) {
    case BsonType.missing:
      return 'MISSING'
    case BsonType.object:
      return listed('{}', Object.entries(value as Doc).map(([name, item]) => `${name}: ${print(item)}`)) // prettier-ignore
    case BsonType.array:
      return listed('[]', (value as unknown[]).map(print))
    case BsonType.double: {
      const double = exactDouble(value) ?? NaN
      if (Number.isInteger(double)) return double.toFixed(1)
      return String(double).replace('Infinity', 'inf').replace('NaN', 'nan')
    }
    case BsonType.objectId:
      return `ObjectId('${(value as ObjectId).toHexString()}')`
    case BsonType.date:
      return `new Date(${(value as Date).getTime()})`
    default:
      return EJSON.stringify(value)
  }
}

const listed = ([open = '', close = '']: string, items: readonly string[]): string =>
  items.length === 0 ? open + close : `${open} ${items.join(', ')} ${close}`
