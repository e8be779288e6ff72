import { failure, ServerError } from '../errors'
import { decode, encode, isTooDeep, type Doc } from '../value/document'
import { print } from '../value/print'
import { namespaceOf, type Collection, type Index } from './collection'
import { entriesOf, NONE } from './index-entries'
import { indexRowsOf } from '../value/path'

/** One document before and after; null = not there. */
export interface Change {
  record: number
  before: Buffer | null
  after: Buffer | null
}

/** What a change does to one index: computed, and checked, before anything is written. */
interface EntryChange {
  index: Index
  record: number
  removed: Buffer[]
  added: Buffer[]
  /** Fields that meet their first array, or the index gets its first cut key: planning must know, after a restart too. */
  arrays: number
  long: boolean
}

/** A change that may be written, and what it means for the indexes. */
export interface Staged extends Change {
  entries: readonly EntryChange[]
}

/** The indexes a change can touch: those with a field whose bytes differ. */
function affected({ indexes, reader }: Collection, { before, after }: Change): readonly Index[] {
  if (!before || !after) return indexes
  const changed = reader.changed(before, after)
  return indexes.filter(({ fields }) => [...fields].some((field) => changed.has(field)))
}

const without = (keys: Buffer[], others: readonly Buffer[]): Buffer[] =>
  others.length === 0 ? keys : keys.filter((key) => !others.some((other) => other.equals(key)))

/** A change with the index entries it removes and adds; indexes it leaves alone are left out. */
export function staged(collection: Collection, change: Change): Staged {
  const entries: EntryChange[] = []
  const { reader } = collection
  const indexes = affected(collection, change)
  if (indexes.length === 0) return { ...change, entries }
  const before = change.before && reader.read(change.before)
  const after = change.after && reader.read(change.after)
  for (const index of indexes) {
    const old = before ? entriesOf(collection.id, index, before).keys : []
    const next = after ? entriesOf(collection.id, index, after) : NONE
    const removed = without(old, next.keys)
    const added = without(next.keys, old)
    const arrays = next.arrays & ~index.arrays
    const long = next.long && !index.long
    if (removed.length > 0 || added.length > 0 || arrays !== 0 || long)
      entries.push({ index, record: change.record, removed, added, arrays, long })
  }
  return { ...change, entries }
}

/** Who holds a unique key: a record, null when it was given up, undefined when nobody does. */
export type Holder = number | null | undefined

/**
 * Stages one statement's changes. @returns them, and what becomes of the unique keys among their entries
 * @param holderOf who holds a key that this statement has not touched; throws when somebody else is about to
 * @throws ServerError 11000
 */
export function stageAll(
  collection: Collection,
  changes: readonly Change[],
  holderOf: (key: Buffer, text: string, record: number) => Holder,
): { all: Staged[]; keys: Map<string, number | null> } {
  const keys = new Map<string, number | null>()
  const all = changes.map((change) => {
    const found = staged(collection, change)
    const { record, after, entries } = found
    for (const { index, removed, added } of entries) {
      if (!index.unique) continue
      for (const key of removed) keys.set(key.toString('latin1'), null)
      for (const key of added) {
        const text = key.toString('latin1')
        const holder = keys.has(text) ? keys.get(text) : holderOf(key, text, record)
        if (after && holder != null && holder !== record) throw duplicateKey(collection, index, after)
        keys.set(text, record)
      }
    }
    return found
  })
  return { all, keys }
}

/** The real server's error 11000, with the pattern and the values that mongoose and the driver read. */
export function duplicateKey(collection: Collection, index: Index, doc: Buffer): ServerError {
  const [row = []] = indexRowsOf(decode(doc), index.paths).rows
  const keyValue = Object.fromEntries(index.paths.map(({ path }, at) => [path, row[at] ?? null]))
  const message = `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: ${print(keyValue)}`
  return new ServerError(11000, message, { keyPattern: index.spec.key, keyValue })
}

const LARGEST_DOCUMENT = 16 * 1024 * 1024

/** Checks a document and its bytes. @throws ServerError 10334 above 16 MB, 15 for one that is nested too deep */
export function checkStored(doc: Doc, { length }: Buffer): void {
  if (isTooDeep(doc)) throw failure(15, 'BSONObj exceeds the maximum nested object depth')
  if (length > LARGEST_DOCUMENT)
    throw failure(10334, `BSONObj size: ${length} is invalid. Size must be at most ${LARGEST_DOCUMENT}(16MB)`)
}

/** The bytes of a document to be stored. @throws ServerError as `checkStored` */
export function encodeStored(doc: Doc): Buffer {
  const bytes = encode(doc)
  checkStored(doc, bytes)
  return bytes
}
