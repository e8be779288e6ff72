import { failure, ServerError } from '../errors'
import { decode, encode, type Doc } from '../value/document'
import { print } from '../value/print'
import type { Catalogue } from './catalogue'
import { namespaceOf, type Collection, type Index } from './collection'
import type { Environment } from './environment'
import { entriesOf, NONE } from './index-entries'
import { recordKey, recordValue } from './keys'
import { FieldReader } from '../value/raw-document'

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
  /** The index becomes multikey, or gets its first cut key: planning must know, after a restart too. */
  multikey: boolean
  long: boolean
}

const readers = new WeakMap<ReadonlySet<string>, FieldReader>()
const wholeDocument = new FieldReader(undefined)

function readerOf(collection: Collection): FieldReader {
  const fields = collection.indexedFields
  if (!fields) return wholeDocument
  let reader = readers.get(fields)
  if (!reader) readers.set(fields, (reader = new FieldReader(fields)))
  return reader
}

/** The indexes a change can touch: those with a field whose bytes differ. */
function affected(collection: Collection, reader: FieldReader, { before, after }: Change): readonly Index[] {
  if (!before || !after || reader === wholeDocument) return collection.indexes
  const changed = reader.changed(before, after)
  if (changed.size === 0) return []
  return collection.indexes.filter(
    (index) => !index.fields || [...index.fields].some((field) => changed.has(field)),
  )
}

/** The index entries a change removes and adds; indexes it leaves alone are left out. */
export function entryChanges(collection: Collection, change: Change): EntryChange[] {
  const found: EntryChange[] = []
  const reader = readerOf(collection)
  const indexes = affected(collection, reader, change)
  if (indexes.length === 0) return found
  const before = change.before && reader.read(change.before)
  const after = change.after && reader.read(change.after)
  for (const index of indexes) {
    const old = before ? entriesOf(collection.id, index, before).keys : []
    const next = after ? entriesOf(collection.id, index, after) : NONE
    const removed = old.filter((key) => !next.keys.some((other) => other.equals(key)))
    const added =
      old.length === 0 ? next.keys : next.keys.filter((key) => !old.some((other) => other.equals(key)))
    const multikey = next.multikey && !index.multikey
    const long = next.long && !index.long
    if (removed.length > 0 || added.length > 0 || multikey || long)
      found.push({ index, record: change.record, removed, added, multikey, long })
  }
  return found
}

function entryKey(index: Index, key: Buffer, record: number): Buffer {
  return index.unique ? key : Buffer.concat([key, recordValue(record)])
}

const EMPTY = Buffer.alloc(0)

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
    for (const key of removed) env.remove(entryKey(index, key, record))
  for (const { index, record, added } of entries)
    for (const key of added) env.put(entryKey(index, key, record), index.unique ? recordValue(record) : EMPTY)
  collection.count += grown
  const flagged = entries.filter((entry) => entry.multikey || entry.long)
  for (const { index, multikey, long } of flagged) {
    index.multikey ||= multikey
    index.long ||= long
  }
  if (flagged.length > 0) catalogue.save(collection)
}

/** The record that holds a unique key, if any. */
export function holderOf(value: Buffer | undefined): number | undefined {
  return value?.readUIntBE(0, value.length)
}

/** The real server's error 11000, with the pattern and the values that mongoose and the driver read. */
export function duplicateKey(collection: Collection, index: Index, doc: Buffer): ServerError {
  const whole = decode(doc)
  const keyPattern = index.spec.key
  const keyValue: Doc = {}
  for (const { path, parts } of index.paths) keyValue[path] = firstAt(whole, parts) ?? null
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${print(value)}`)
  const message = `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: { ${shown.join(', ')} }`
  return new ServerError(11000, message, { keyPattern, keyValue })
}

function firstAt(value: unknown, parts: readonly string[]): unknown {
  if (Array.isArray(value)) {
    for (const element of value) {
      const found = firstAt(element, parts)
      if (found !== undefined) return found
    }
    return undefined
  }
  const [name, ...rest] = parts
  if (name === undefined) return value
  return typeof value === 'object' && value !== null && name in value
    ? firstAt(Reflect.get(value, name), rest)
    : undefined
}

const LARGEST_DOCUMENT = 16 * 1024 * 1024

/** @throws ServerError 10334 above 16 MB */
export function checkSize({ length }: Buffer): void {
  if (length > LARGEST_DOCUMENT)
    throw failure(
      10334,
      `BSONObj size: ${length} is invalid. Size must be between 0 and ${LARGEST_DOCUMENT}(16MB)`,
    )
}

/** The bytes of a document to be stored. @throws ServerError 10334 above 16 MB */
export function encodeStored(doc: Doc): Buffer {
  const bytes = encode(doc)
  checkSize(bytes)
  return bytes
}
