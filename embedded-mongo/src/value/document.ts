import { Binary, deserialize, Double, Int32, Long, ObjectId, serialize } from 'bson'
import { badValue, failure, ServerError } from '../errors'
import { ByteSink } from './byte-sink'
import { endOfName, endOfValue, invalidBson } from './extent'
import { exactDouble } from './number'
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

const MAX_DEPTH = 200
const MAX_DATE = 8.64e15

/** How the official library keeps every value in its own class. */
const AS_STORED = { promoteValues: false, bsonRegExp: true }

// Field names repeat from document to document: a small cache saves making and interning the string.
const NAME_SLOTS = 4096
const cachedNames: string[] = new Array<string>(NAME_SLOTS).fill('')

class Reader {
  private at = 0
  private bytes: Buffer = Buffer.alloc(0)

  /** The value that begins at a place. @param depth of the document around it; @throws ServerError 22 */
  read(bytes: Buffer, type: number, at: number, depth: number): unknown {
    this.bytes = bytes
    this.at = at
    try {
      return this.value(type, depth)
    } catch (error) {
      throw error instanceof ServerError ? error : invalidBson(String(error)) // of Buffer: there are too few bytes
    }
  }

  private document(depth: number): Doc {
    const end = this.start(depth)
    const doc = newDoc()
    for (let type = this.byte(); type !== 0; type = this.byte()) doc[this.name()] = this.value(type, depth)
    if (this.at !== end) throw invalidBson('document length')
    return doc
  }

  private array(depth: number): unknown[] {
    const end = this.start(depth)
    const items: unknown[] = []
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      this.at = endOfName(this.bytes, this.at) + 1
      items.push(this.value(type, depth))
    }
    if (this.at !== end) throw invalidBson('array length')
    return items
  }

  private start(depth: number): number {
    if (depth > MAX_DEPTH) throw invalidBson(`nested deeper than ${MAX_DEPTH} levels`)
    const end = this.at + this.int32()
    if (end > this.bytes.length || this.bytes[end - 1] !== 0) throw invalidBson('document length')
    return end
  }

  private byte(): number {
    return this.bytes.readUInt8(this.at++)
  }

  /** By hand, as Buffer's own costs a quarter of a document. Zeros behind the end are found out by who knows the end. */
  private int32(): number {
    const { bytes, at } = this
    this.at = at + 4
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    )
  }

  /** A copy: the message or page that holds the bytes is reused. */
  private copy(length: number): Buffer {
    const { bytes, at } = this
    if (length < 0 || at + length > bytes.length) throw invalidBson('value length')
    this.at = at + length
    return Buffer.from(bytes.subarray(at, at + length))
  }

  private name(): string {
    const { bytes, at } = this
    let end = at
    let hash = 0
    let ascii = 0
    for (let code = bytes[end]; code !== 0; code = bytes[++end]) {
      if (code === undefined) throw invalidBson('unexpected end')
      hash = (hash * 31 + code) | 0
      ascii |= code
    }
    this.at = end + 1
    if (ascii >= 0x80 || end - at > 64) return bytes.toString('utf8', at, end)
    const slot = hash & (NAME_SLOTS - 1)
    const known = cachedNames[slot] as string
    if (known.length === end - at) {
      let i = 0
      while (i < known.length && known.charCodeAt(i) === bytes[at + i]) i++
      if (i === known.length) return known
    }
    return (cachedNames[slot] = bytes.toString('latin1', at, end))
  }

  private string(): string {
    const length = this.int32()
    const start = this.at
    if (length < 1 || start + length > this.bytes.length || this.bytes[start + length - 1] !== 0) {
      throw invalidBson('string length')
    }
    this.at = start + length
    return this.bytes.toString('utf8', start, this.at - 1)
  }

  private value(type: number, depth: number): unknown {
    switch (type) {
      case 0x01:
        return new Double(this.bytes.readDoubleLE((this.at += 8) - 8))
      case 0x02:
        return this.string()
      case 0x03:
        return this.document(depth + 1)
      case 0x04:
        return this.array(depth + 1)
      case 0x05: {
        const length = this.int32()
        const subtype = this.byte()
        return new Binary(this.copy(length), subtype)
      }
      case 0x06:
        return undefined
      case 0x07:
        return new ObjectId(this.copy(12))
      case 0x08:
        return this.byte() === 1
      case 0x09: {
        const low = this.int32() >>> 0
        const millis = this.int32() * 0x1_0000_0000 + low
        if (Math.abs(millis) > MAX_DATE) throw invalidBson('date outside the years -271821 to 275760')
        return new Date(millis)
      }
      case 0x0a:
        return null
      case 0x10:
        return new Int32(this.int32())
      case 0x12: {
        const low = this.int32()
        return new Long(low, this.int32())
      }
      default:
        return this.rare(type)
    }
  }

  /** Values that are seldom stored are read by the official library. */
  private rare(type: number): unknown {
    const start = this.at
    this.at = endOfValue(this.bytes, type, start)
    const value = this.bytes.subarray(start, this.at)
    const alone = Buffer.concat([Buffer.of(value.length + 8, 0, 0, 0, type, 0x76, 0), value, Buffer.of(0)])
    alone.writeInt32LE(alone.length, 0)
    return deserialize(alone, AS_STORED).v as unknown
  }
}

/** Reading is synchronous, so one reader is never used twice at once. */
const reader = new Reader()

/**
 * Reads one document. Numbers, binary data and regular expressions stay wrapped, so `encode` gives the same
 * bytes back, except for names that look like array indexes: JavaScript puts those first, in order.
 * @throws ServerError 22 when the bytes are not valid BSON
 */
export const decode = (bytes: Buffer): Doc => reader.read(bytes, BsonType.object, 0, -1) as Doc

/** Reads the value that begins at `start`, as `decode` does. */
export const decodeValue = (bytes: Buffer, type: number, start: number): unknown =>
  reader.read(bytes, type, start, 0)

class Writer extends ByteSink {
  document(doc: Doc, depth: number): void {
    const start = this.begin(depth)
    for (const name of Object.keys(doc)) {
      const value = doc[name]
      if (value !== undefined) this.element(name, value, depth)
    }
    this.end(start)
  }

  private array(items: readonly unknown[], depth: number): void {
    const start = this.begin(depth)
    for (let i = 0; i < items.length; i++) this.element(String(i), items[i] ?? null, depth)
    this.end(start)
  }

  private begin(depth: number): number {
    if (depth > MAX_DEPTH) throw failure(15, `nested deeper than ${MAX_DEPTH} levels`)
    this.int32(0)
    return this.length - 4
  }

  private end(start: number): void {
    this.byte(0)
    this.int32At(start, this.length - start)
  }

  private cstring(text: string): void {
    if (text.includes('\0')) throw badValue('a field name holds a null byte')
    this.utf8(text)
    this.byte(0)
  }

  private string(text: string): void {
    const start = this.length
    this.int32(0)
    this.int32At(start, this.utf8(text) + 1)
    this.byte(0)
  }

  private element(name: string, value: unknown, depth: number): void {
    const type = typeOf(value)
    this.byte(type & 0xff)
    this.cstring(name)
    switch (type) {
      case BsonType.double:
        return this.double(exactDouble(value) ?? NaN)
      case BsonType.string:
        return this.string(value as string)
      case BsonType.object:
        return Buffer.isBuffer(value) ? this.bytes(value) : this.document(value as Doc, depth + 1)
      case BsonType.array:
        return this.array(value as unknown[], depth + 1)
      case BsonType.binData: {
        const { position, buffer, sub_type: subtype } = value as Binary
        this.int32(position)
        this.byte(subtype)
        return this.bytes(buffer.subarray(0, position))
      }
      case BsonType.objectId:
        return this.bytes((value as ObjectId).id)
      case BsonType.bool:
        return this.byte(value === true ? 1 : 0)
      case BsonType.date: {
        const millis = (value as Date).getTime()
        this.int32(millis % 0x1_0000_0000)
        return this.int32(Math.floor(millis / 0x1_0000_0000))
      }
      case BsonType.int:
        return this.int32(exactDouble(value) ?? NaN)
      case BsonType.long:
        this.int32((value as Long).low)
        return this.int32((value as Long).high)
      case BsonType.null:
        return
      default:
        return this.bytes(serialize({ v: value }).subarray(7, -1)) // as `rare` reads it
    }
  }
}

const writer = new Writer()

/** Writes one document as BSON bytes of its own. Undefined fields are left out; a Buffer is a document's bytes. */
export function encode(doc: Doc): Buffer {
  writer.reset()
  writer.document(doc, 0)
  return writer.copy()
}
