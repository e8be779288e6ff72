import { Binary, BSONError, deserialize, Double, Int32, Long, ObjectId, onDemand, serialize } from 'bson'
import { badValue, failure, type ServerError } from '../errors'
import { bareDocPrototype, BsonType, typeOf } from './type'

/** A decoded document. Numbers stay wrapped (Int32, Double, Long, Decimal128) so that types survive. */
export type Doc = Record<string, unknown>

// No inherited names at all: a stored field called `constructor` or `__proto__` is a field like any other,
// and a missing field is undefined. A class keeps V8's fast objects, which Object.create(null) would not.
const BareDoc = function BareDoc() {} as unknown as { new (): Doc; prototype: unknown }
BareDoc.prototype = bareDocPrototype

/** An empty document without inherited properties. */
export const newDoc = (): Doc => new BareDoc()

/** A shallow copy of `doc`. */
export const copyDoc = (doc: Doc): Doc => Object.assign(newDoc(), doc)

/** Whether `value` is an embedded document (not an array, date, number or other leaf). */
export const isDoc = (value: unknown): value is Doc => typeOf(value) === BsonType.object

/** Levels of a stored document; what is made around it in a command or a record adds some. */
const MAX_DEPTH = 200
const READABLE_DEPTH = MAX_DEPTH + 20
const MAX_DATE = 8.64e15

/** How the official library keeps every value in its own class. */
const AS_STORED = { promoteValues: false, bsonRegExp: true }

/** Code 22: bytes that are no BSON. */
const invalidBson = (why: unknown): ServerError => failure(22, `invalid BSON: ${String(why)}`)

/** One element of a document by its places: nothing is decoded until asked. */
export type Element = readonly [
  type: number,
  nameStart: number,
  nameLength: number,
  start: number,
  length: number,
]

/** The elements of the document or array that begins at a place. @throws ServerError 22 */
export function elementsIn(bytes: Buffer, start = 0): Iterable<Element> {
  try {
    return onDemand.parseToElements(bytes, start)
  } catch (error) {
    throw invalidBson(error)
  }
}

export const nameOf = (bytes: Buffer, [, start, length]: Element): string =>
  bytes.toString('utf8', start, start + length)

function readDocument(bytes: Buffer, start: number, depth: number): Doc {
  if (depth > READABLE_DEPTH) throw invalidBson('nested too deep')
  const doc = newDoc()
  for (const element of elementsIn(bytes, start))
    doc[nameOf(bytes, element)] = readValue(bytes, element, depth)
  return doc
}

/** The value of an element. @param depth of the document around it; @throws ServerError 22 */
export function readValue(bytes: Buffer, element: Element, depth: number): unknown {
  const [type, , , start, length] = element
  const end = start + length
  switch (type) {
    case 0x01:
      return new Double(bytes.readDoubleLE(start))
    case 0x02:
      if (length < 5 || bytes[end - 1] !== 0) throw invalidBson('string length')
      return bytes.toString('utf8', start + 4, end - 1)
    case 0x03:
      return readDocument(bytes, start, depth + 1)
    case 0x04:
      return Array.from(elementsIn(bytes, start), (item) => readValue(bytes, item, depth + 1))
    case 0x05: {
      const subtype = bytes.readUInt8(start + 4)
      if (subtype === Binary.SUBTYPE_BYTE_ARRAY) break // which says its length twice
      return new Binary(copyOf(bytes, start + 5, end), subtype)
    }
    case 0x06:
      return undefined
    case 0x07:
      return new ObjectId(copyOf(bytes, start, end))
    case 0x08:
      return bytes[start] === 1
    case 0x09: {
      const millis = Number(bytes.readBigInt64LE(start))
      if (Math.abs(millis) > MAX_DATE) throw invalidBson('date outside the years -271821 to 275760')
      return new Date(millis)
    }
    case 0x0a:
      return null
    case 0x10:
      return new Int32(bytes.readInt32LE(start))
    case 0x12:
      return new Long(bytes.readInt32LE(start), bytes.readInt32LE(start + 4))
  }
  return readRare(type, bytes.subarray(start, end))
}

/** A copy: the message or page that holds the bytes is reused. */
const copyOf = (bytes: Buffer, start: number, end: number): Buffer => Buffer.from(bytes.subarray(start, end))

/** Values that are seldom stored are read by the official library. */
function readRare(type: number, value: Buffer): unknown {
  try {
    return deserialize(documentOf([elementHead(type, 'v'), value]), AS_STORED).v as unknown
  } catch (error) {
    throw invalidBson(error)
  }
}

/**
 * Reads one document. Numbers, binary data and regular expressions stay wrapped, so `encode` gives the same
 * bytes back, except for names that look like array indexes: JavaScript puts those first, in order.
 * @throws ServerError 22 when the bytes are not valid BSON
 */
export const decode = (bytes: Buffer): Doc => readDocument(bytes, 0, 0)

/** A stored document of the greatest length and what a reply says around it; the library's own buffer holds more. */
const MOST_BYTES = 16 * 2 ** 20 + 16 * 2 ** 10

const tooLarge = (): ServerError => failure(10334, `BSONObj size: more than ${MOST_BYTES} bytes is invalid`)

/**
 * Writes one document as BSON bytes of its own. Undefined fields are left out.
 * @throws ServerError 10334 for one that no client could take, 2 for a field called `_bsontype`
 */
export function encode(doc: Doc): Buffer {
  try {
    const { buffer, byteOffset, length } = serialize(doc)
    if (length > MOST_BYTES) throw tooLarge()
    return Buffer.from(buffer, byteOffset, length)
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge() // written beyond the end of the library's buffer
    throw BSONError.isBSONError(error) ? badValue(error.message) : error
  }
}

/** Whether a value is nested beyond what may be stored. */
export const isTooDeep = (value: unknown, left = MAX_DEPTH): boolean =>
  (isDoc(value) || Array.isArray(value)) &&
  (left < 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)))

/** What comes before the value of an element. @param name of ASCII characters */
export const elementHead = (type: number, name: string): Buffer =>
  Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1')

/** The document (or array) of elements whose bytes are finished. */
export function documentOf(elements: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), ...elements, Buffer.alloc(1)])
  bytes.writeInt32LE(bytes.length)
  return bytes
}

/** The elements of a document, to be put between others. */
export const elementBytes = (doc: Doc): Buffer => encode(doc).subarray(4, -1)
