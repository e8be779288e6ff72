import type { ObjectId } from 'bson'
import { decode, documentOf, elementHead, elementsIn, nameOf, newDoc, readValue } from './document'
import type { Doc, Element } from './document'
import { BsonType } from './type'

/** Decodes only the named top-level fields: a filter or an index key rarely needs more of a document. */
export class FieldReader {
  /** @param names top-level field names; undefined = the whole document */
  constructor(private readonly names: ReadonlySet<string> | undefined) {}

  read(bytes: Buffer): Doc {
    const { names } = this
    if (!names) return decode(bytes)
    const found = newDoc()
    for (const element of elementsIn(bytes)) {
      const name = nameOf(bytes, element)
      if (names.has(name)) found[name] = readValue(bytes, element, 0)
    }
    return found
  }

  /** Which of the wanted fields differ, byte for byte, between two versions. */
  changed(before: Buffer, after: Buffer): Set<string> {
    const old = elementsByName(before)
    const next = elementsByName(after)
    return new Set([...(this.names ?? [])].filter((name) => !isSame(old.get(name), next.get(name))))
  }
}

const isSame = (a: Buffer | undefined, b: Buffer | undefined): boolean => (a && b ? a.equals(b) : a === b)

/** All bytes of each element. */
const elementsByName = (bytes: Buffer): Map<string, Buffer> =>
  new Map(Array.from(elementsIn(bytes), (element) => [nameOf(bytes, element), elementIn(bytes, element)]))

const elementIn = (bytes: Buffer, [, nameStart, , start, length]: Element): Buffer =>
  bytes.subarray(nameStart - 1, start + length)

/**
 * A document and its bytes as they are stored: `_id` first. Copies, because the request's buffer is reused.
 * @param makeId the id of a document that came without one
 * @throws ServerError 22 when any part of them is no BSON
 */
export function storedForm(bytes: Buffer, makeId: () => ObjectId): { bytes: Buffer; doc: Doc } {
  const doc = decode(bytes)
  if (!('_id' in doc)) {
    const { id } = (doc._id = makeId())
    const head = elementHead(BsonType.objectId, '_id')
    return { bytes: documentOf([head, Buffer.from(id), bytes.subarray(4, -1)]), doc }
  }
  const elements = [...elementsIn(bytes)]
  const isId = (element: Element): boolean => nameOf(bytes, element) === '_id'
  const ordered = [...elements.filter(isId), ...elements.filter((element) => !isId(element))]
  return { bytes: documentOf(ordered.map((element) => elementIn(bytes, element))), doc }
}
