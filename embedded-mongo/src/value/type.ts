import * as bson from 'bson'

/** BSON type numbers, as on the wire and in `$type`. */
export const BsonType = {
  double: 1, string: 2, object: 3, array: 4, binData: 5, missing: 6, objectId: 7, bool: 8, date: 9, null: 10, regex: 11,
  code: 13, symbol: 14, codeWithScope: 15, int: 16, timestamp: 17, long: 18, decimal: 19, minKey: -1, maxKey: 127,
} as const // prettier-ignore

/** Where `$type` calls a type otherwise than this file does. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  missing: 'undefined',
  code: 'javascript',
  codeWithScope: 'javascriptWithScope',
}
const CODES = new Map(Object.entries(BsonType).map(([name, code]) => [OTHER_NAMES[name] ?? name, code]))
const NAMES = new Map([...CODES].map(([name, code]) => [code as number, name]))

/** Name of a BSON type number as `$type` prints it, e.g. `objectId`; `unknown` when there is none. */
export const typeName = (code: number): string => NAMES.get(code) ?? 'unknown'

/** BSON type number for a `$type` name; undefined for an unknown name. */
export const typeCode = (name: string): number | undefined => CODES.get(name)

// By prototype and not by `constructor` or `_bsontype`: those names may be fields of a stored document.
const CLASSES = {
  double: bson.Double, array: Array, binData: bson.Binary, objectId: bson.ObjectId, date: Date, regex: bson.BSONRegExp,
  symbol: bson.BSONSymbol, int: bson.Int32, timestamp: bson.Timestamp, long: bson.Long, decimal: bson.Decimal128,
  minKey: bson.MinKey, maxKey: bson.MaxKey,
} as const // prettier-ignore
const BY_PROTOTYPE = new Map<object, number>([[bson.UUID.prototype, BsonType.binData]])
for (const [name, { prototype }] of Object.entries(CLASSES))
  BY_PROTOTYPE.set(prototype, BsonType[name as keyof typeof CLASSES])

/** Prototype of every document this server makes: it has no names of its own (see `newDoc`). */
export const bareDocPrototype: object = Object.create(null) as object

/** BSON type number of a value; plain numbers count as int when they fit, else as double. */
export function typeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return BsonType.string
    case 'boolean':
      return BsonType.bool
    case 'undefined':
      return BsonType.missing
    case 'number':
      return (value | 0) === value && !Object.is(value, -0) ? BsonType.int : BsonType.double
    default:
  }
  if (value === null) return BsonType.null
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === bson.Int32.prototype) return BsonType.int
  if (prototype === bareDocPrototype || prototype === Object.prototype) return BsonType.object
  if (prototype === bson.Code.prototype)
    return (value as bson.Code).scope ? BsonType.codeWithScope : BsonType.code
  return BY_PROTOTYPE.get(prototype as object) ?? BsonType.object
}

/** Place of a type in BSON's order; all numbers share one place, so do strings and symbols. */
export const Bracket = {
  minKey: -1, missing: 0, null: 5, number: 10, string: 15, object: 20, array: 25, binData: 30, objectId: 35, bool: 40,
  date: 45, timestamp: 47, regex: 50, code: 60, codeWithScope: 65, maxKey: 127,
} as const // prettier-ignore

const BRACKETS = new Map<number, number>(
  Object.entries(BsonType).map(([name, code]) => [
    code,
    name in Bracket ? Bracket[name as keyof typeof Bracket] : Bracket.number,
  ]),
).set(BsonType.symbol, Bracket.string)

/**
 * The type bracket of a value: query ranges match within one bracket only.
 * `undefined` (missing, or the index key of an empty array) has a bracket of its own below null.
 */
export const bracketOf = (value: unknown): number => BRACKETS.get(typeOf(value)) ?? Bracket.object
