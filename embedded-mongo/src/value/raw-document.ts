import type { ObjectId } from 'bson'
import { decode, decodeValue, newDoc, type Doc } from './document'
import { failure, type ServerError, typeMismatch } from '../errors'

/** One element of a BSON document by its place: nothing is decoded until asked. */
export interface RawElement {
  type: number
  name: string
  /** Where the value begins and where the next element does. */
  start: number
  end: number
}

/** Bytes of a value by its type; -1 where the value says its own length. */
const FIXED_SIZE = new Int8Array(256).fill(-1)
for (const [type, size] of [
  [0x01, 8], [0x06, 0], [0x07, 12], [0x08, 1], [0x09, 8], [0x0a, 0], [0x10, 4], [0x11, 8], [0x12, 8], [0x13, 16], [0xff, 0], [0x7f, 0],
]) FIXED_SIZE[type ?? 0] = size ?? 0 // prettier-ignore

function invalid(): ServerError {
  return failure(22, 'invalid BSON in message')
}

/** By hand: names are short, and a call into the native search costs more than they do. */
function endOfName(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] !== 0) if (++at >= bytes.length) throw invalid()
  return at
}

function endOfValue(bytes: Buffer, type: number, start: number): number {
  const fixed = FIXED_SIZE[type] ?? -1
  if (fixed >= 0) return start + fixed
  switch (type) {
    case 0x02:
    case 0x0d:
    case 0x0e:
      return start + 4 + bytes.readInt32LE(start)
    case 0x03:
    case 0x04:
    case 0x0f:
      return start + bytes.readInt32LE(start)
    case 0x05:
      return start + 5 + bytes.readInt32LE(start)
    case 0x0b:
      return endOfName(bytes, endOfName(bytes, start) + 1) + 1
    case 0x0c:
      return start + 4 + bytes.readInt32LE(start) + 12
    default:
      throw invalid()
  }
}

/** Walks the top-level elements of a document. */
export function* rawElements(bytes: Buffer): Generator<RawElement> {
  let at = 4
  const last = bytes.length - 1
  while (at < last) {
    const type = bytes[at] ?? 0
    const nameEnd = endOfName(bytes, at + 1)
    const end = endOfValue(bytes, type, nameEnd + 1)
    if (end <= at || end > last) throw invalid()
    yield { type, name: bytes.toString('utf8', at + 1, nameEnd), start: nameEnd + 1, end }
    at = end
  }
}

/** The documents of a raw BSON array, as views on the same bytes. */
export function rawDocuments(bytes: Buffer, element: RawElement): Buffer[] {
  const found: Buffer[] = []
  for (const item of rawElements(bytes.subarray(element.start, element.end))) {
    if (item.type !== 0x03) throw typeMismatch(`BSON field '${element.name}' must hold objects`)
    found.push(bytes.subarray(element.start + item.start, element.start + item.end))
  }
  return found
}

/** Decodes only the named top-level fields: a filter or an index key rarely needs more of a document. */
export class FieldReader {
  private readonly wanted: ReadonlyArray<{ name: string; bytes: Buffer }> | undefined

  /** @param names top-level field names; undefined = the whole document */
  constructor(names: ReadonlySet<string> | undefined) {
    this.wanted = names && [...names].map((name) => ({ name, bytes: Buffer.from(name) }))
  }

  read(bytes: Buffer): Doc {
    if (!this.wanted) return decode(bytes)
    const places = this.places(bytes)
    const found = newDoc()
    this.wanted.forEach((field, at) => {
      const start = places[2 * at] ?? 0
      if (start > 0) found[field.name] = decodeValue(bytes, bytes[start] ?? 0, start + field.bytes.length + 2)
    })
    return found
  }

  /** Which of the wanted fields differ, byte for byte, between two versions of a document. */
  changed(before: Buffer, after: Buffer): Set<string> {
    const [old, next] = [this.places(before), this.places(after)]
    const differs = (_: unknown, at: number): boolean =>
      after.compare(before, old[2 * at], old[2 * at + 1], next[2 * at], next[2 * at + 1]) !== 0
    return new Set(this.wanted?.filter(differs).map(({ name }) => name))
  }

  /** Type byte to end of every wanted field, two numbers each; 0, 0 when missing. */
  private places(bytes: Buffer): number[] {
    const wanted = this.wanted ?? []
    const places = new Array<number>(wanted.length * 2).fill(0)
    const last = bytes.length - 1
    for (let at = 4, missing = wanted.length; at < last && missing > 0;) {
      const nameEnd = endOfName(bytes, at + 1)
      const end = endOfValue(bytes, bytes[at] ?? 0, nameEnd + 1)
      const field = this.indexOf(bytes, at + 1, nameEnd)
      if (field >= 0) {
        places[2 * field] = at
        places[2 * field + 1] = end
        missing--
      }
      at = end
    }
    return places
  }

  private indexOf(bytes: Buffer, start: number, end: number): number {
    const { wanted = [] } = this
    const size = end - start
    next: for (let place = 0; place < wanted.length; place++) {
      const name = wanted[place]?.bytes
      if (name?.length !== size) continue
      for (let at = 0; at < size; at++) if (name[at] !== bytes[start + at]) continue next
      return place
    }
    return -1
  }
}

/**
 * The bytes as they are stored: `_id` first. Copies, because the request's buffer is reused.
 * @param makeId the id of a document that came without one
 */
export function storedForm(bytes: Buffer, makeId: () => ObjectId): { bytes: Buffer; id: unknown } {
  let first = true
  for (const element of rawElements(bytes)) {
    if (element.name === '_id') {
      const id = decodeValue(bytes, element.type, element.start)
      if (first) return { bytes: Buffer.from(bytes), id }
      const from = element.start - 5 // type byte, "_id", zero byte
      const moved = [
        bytes.subarray(0, 4),
        bytes.subarray(from, element.end),
        bytes.subarray(4, from),
        bytes.subarray(element.end),
      ]
      return { bytes: Buffer.concat(moved), id }
    }
    first = false
  }
  const id = makeId()
  const head = Buffer.from([0, 0, 0, 0, 0x07, 0x5f, 0x69, 0x64, 0])
  const made = Buffer.concat([head, id.id, bytes.subarray(4)])
  made.writeInt32LE(made.length, 0)
  return { bytes: made, id }
}
