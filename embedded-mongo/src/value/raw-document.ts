import type { ObjectId } from 'bson'
import { typeMismatch } from '../errors'
import { decode, decodeValue, newDoc, type Doc } from './document'
import { endOfName, endOfValue, invalidBson } from './extent'

/** One element of a BSON document by its place: nothing is decoded until asked. */
interface RawElement {
  type: number
  name: string
  /** Where the value begins and where the next element does. */
  start: number
  end: number
}

/** Walks the top-level elements of a document. */
export function* rawElements(bytes: Buffer): Generator<RawElement> {
  const last = bytes.length - 1
  for (let at = 4; at < last;) {
    const type = bytes[at] ?? 0
    const start = endOfName(bytes, at + 1) + 1
    const end = endOfValue(bytes, type, start)
    if (end > last) throw invalidBson('document length')
    yield { type, name: bytes.toString('utf8', at + 1, start - 1), start, end }
    at = end
  }
}

/** The documents of a raw BSON array, as views on the same bytes. */
export function rawDocuments(bytes: Buffer, { name, start, end }: RawElement): Buffer[] {
  const array = bytes.subarray(start, end)
  return Array.from(rawElements(array), (item) => {
    if (item.type !== 0x03) throw typeMismatch(`BSON field '${name}' must hold objects`)
    return array.subarray(item.start, item.end)
  })
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

  /** Which of the wanted fields differ, byte for byte, between two versions. */
  changed(before: Buffer, after: Buffer): Set<string> {
    const [old, next] = [this.places(before), this.places(after)]
    const differs = (_: unknown, at: number): boolean =>
      after.compare(before, old[2 * at], old[2 * at + 1], next[2 * at], next[2 * at + 1]) !== 0
    return new Set(this.wanted?.filter(differs).map(({ name }) => name))
  }

  /** Type byte to end of every wanted field, two numbers each; 0, 0 when missing. */
  places(bytes: Buffer): number[] {
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

const idReader = new FieldReader(new Set(['_id']))
const ID_NAME = '_id\0'

/**
 * The bytes as they are stored: `_id` first. Copies, because the request's buffer is reused.
 * @param makeId the id of a document that came without one
 */
export function storedForm(bytes: Buffer, makeId: () => ObjectId): { bytes: Buffer; id: unknown } {
  const [start = 0, end = 0] = idReader.places(bytes)
  if (start > 0) {
    const id = decodeValue(bytes, bytes[start] ?? 0, start + 1 + ID_NAME.length)
    if (start === 4) return { bytes: Buffer.from(bytes), id }
    const parts = [
      bytes.subarray(0, 4),
      bytes.subarray(start, end),
      bytes.subarray(4, start),
      bytes.subarray(end),
    ]
    return { bytes: Buffer.concat(parts), id }
  }
  const id = makeId()
  const head = Buffer.from(`\0\0\0\0\x07${ID_NAME}`, 'latin1')
  const made = Buffer.concat([head, id.id, bytes.subarray(4)])
  made.writeInt32LE(made.length, 0)
  return { bytes: made, id }
}
