import { failure, ServerError } from '../errors'
import { decode, encode, type Doc } from '../value/document'
import { print } from '../value/print'
import type { Catalogue } from './catalogue'
import { namespaceOf, type Collection, type Index } from './collection'
import type { Environment } from './environment'
import { entriesOf, NONE, putEntry, removeEntry } from './index-entries'
import { recordKey } from './keys'
import { indexRowsOf } from '../value/path'

/** One document before and after; null = not there. */
export interface Change {
  record: number
  before: Buffer | null
  after: Buffer | null
}

/** What a change does to the indexes: computed, and checked, before anything is written. */
export interface EntryChange {
  index: Index
  record: number
  removed: Buffer[]
  added: Buffer[]
  /** Fields that meet their first array, or the index gets its first cut key: planning must know, after a restart too. */
  arrays: number
  long: boolean
}

/** The indexes a change can touch: those with a field whose bytes differ. */
function affected({ indexes, reader }: Collection, { before, after }: Change): readonly Index[] {
  const changed = before && after ? reader.changed(before, after) : undefined
  return changed
    ? indexes.filter(({ fields }) => [...(fields ?? [])].some((field) => changed.has(field)))
    : indexes
}

const without = (keys: Buffer[], others: readonly Buffer[]): Buffer[] =>
  others.length === 0 ? keys : keys.filter((key) => !others.some((other) => other.equals(key)))

/** The index entries a change removes and adds; indexes it leaves alone are left out. */
export function entryChanges(collection: Collection, change: Change): EntryChange[] {
  const found: EntryChange[] = []
  const { reader } = collection
  const indexes = affected(collection, change)
  if (indexes.length === 0) return found
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
      found.push({ index, record: change.record, removed, added, arrays, long })
  }
  return found
}

/** Writes changes that were checked: documents, entries and counts. Runs inside a commit. */
export function applyChanges(
  env: Environment,
  catalogue: Catalogue,
  collection: Collection,
  changes: readonly Change[],
  entries: readonly EntryChange[],
): void {
  let grown = 0
  for (const { record, before, after } of changes) {
    if (after) env.put(recordKey(collection.id, record), after)
    else if (before) env.remove(recordKey(collection.id, record))
    grown += (after ? 1 : 0) - (before ? 1 : 0)
  }
  // Removals first: two documents of one statement may exchange a unique key.
  for (const { index, record, removed } of entries)
    for (const key of removed) removeEntry(env, index, key, record)
  for (const { index, record, added } of entries) for (const key of added) putEntry(env, index, key, record)
  collection.count += grown
  const flagged = entries.filter(({ arrays, long }) => arrays !== 0 || long)
  for (const { index, arrays, long } of flagged) {
    index.arrays |= arrays
    index.long ||= long
  }
  if (flagged.length > 0) catalogue.save(collection)
}

/** Who holds a unique key: a record, null when it was given up, undefined when nobody does. */
export type Holder = number | null | undefined

/**
 * The index entries of one statement's changes, and what becomes of the unique keys among them.
 * @param holderOf who holds a key that this statement has not touched; throws when somebody else is about to
 * @throws ServerError 11000
 */
export function stageEntries(
  collection: Collection,
  changes: readonly Change[],
  holderOf: (key: Buffer, text: string, record: number) => Holder,
): { entries: EntryChange[][]; keys: Map<string, number | null> } {
  const keys = new Map<string, number | null>()
  const entries = changes.map((change) => {
    const found = entryChanges(collection, change)
    for (const { index, removed, added, record } of found) {
      if (!index.unique) continue
      for (const key of removed) keys.set(key.toString('latin1'), null)
      for (const key of added) {
        const text = key.toString('latin1')
        const holder = keys.has(text) ? keys.get(text) : holderOf(key, text, record)
        if (change.after && holder != null && holder !== record)
          throw duplicateKey(collection, index, change.after)
        keys.set(text, record)
      }
    }
    return found
  })
  return { entries, keys }
}

/** The real server's error 11000, with the pattern and the values that mongoose and the driver read. */
export function duplicateKey(collection: Collection, index: Index, doc: Buffer): ServerError {
  const [row = []] = indexRowsOf(decode(doc), index.parts)
  const keyValue = Object.fromEntries(index.paths.map(({ path }, at) => [path, row[at] ?? null]))
  const message = `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: ${print(keyValue)}`
  return new ServerError(11000, message, { keyPattern: index.spec.key, keyValue })
}

const LARGEST_DOCUMENT = 16 * 1024 * 1024

/** @throws ServerError 10334 above 16 MB */
export function checkSize({ length }: Buffer): void {
  if (length > LARGEST_DOCUMENT)
    throw failure(10334, `BSONObj size: ${length} is invalid. Size must be at most ${LARGEST_DOCUMENT}(16MB)`)
}

/** The bytes of a document to be stored. @throws ServerError 10334 above 16 MB */
export function encodeStored(doc: Doc): Buffer {
  const bytes = encode(doc)
  checkSize(bytes)
  return bytes
}
