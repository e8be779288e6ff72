import { createHash } from 'node:crypto'
import type { Doc } from '../value/document'
import { indexRowsOf, someValue } from '../value/path'
import type { Index } from './collection'
import { rowKey } from '../value/key-encoding'
import type { Environment } from './environment'
import { entryPrefix, recordValue } from './keys'

/** lmdb refuses keys above 1,978 bytes; a longer one is cut and told apart by a hash of the whole. */
const LONGEST_KEY = 1900
const HASH_BYTES = 20
const EMPTY = Buffer.alloc(0)

export interface Entries {
  /** Complete lmdb keys without the record id, each once. */
  keys: Buffer[]
  /** The fields whose value came through an array, which gave (or could have given) several keys: one bit each. */
  arrays: number
  /** A key was cut: this index no longer orders its documents exactly. */
  long: boolean
}

export const NONE: Entries = { keys: [], arrays: 0, long: false }

/**
 * The index entries of a document: one per array element, empty array = undefined, missing = null.
 * @throws ServerError 171 for two different arrays in one compound key
 */
export function entriesOf(collection: number, index: Index, doc: Doc): Entries {
  if (index.partial && !index.partial.matches(doc)) return NONE
  if (index.sparse && !index.paths.some(({ parts }) => isPresent(doc, parts))) return NONE
  const { rows, arrays } = indexRowsOf(doc, index.paths)
  const prefix = entryPrefix(collection, index.id)
  const whole = rows.map((row) => Buffer.concat([prefix, Buffer.from(rowKey(row, index.paths), 'latin1')]))
  return {
    keys: distinct(whole.map(storedKey)),
    arrays,
    long: whole.some(({ length }) => length > LONGEST_KEY),
  }
}

/** The keys, each once. */
export const distinct = (keys: Buffer[]): Buffer[] =>
  keys.length < 2 ? keys : [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()]

/** The form under which a key of this exact encoding is stored, for equality look-ups. */
export function storedKey(key: Buffer): Buffer {
  if (key.length <= LONGEST_KEY) return key
  return Buffer.concat([key.subarray(0, LONGEST_KEY - HASH_BYTES), createHash('sha1').update(key).digest()])
}

function isPresent(doc: Doc, parts: readonly string[]): boolean {
  return someValue(doc, parts, 'whole', (value) => value !== undefined)
}

/** Complete key of an entry: documents of an index that is not unique are told apart by their records. */
const placeOf = (index: Index, key: Buffer, record: number): Buffer =>
  index.unique ? key : Buffer.concat([key, recordValue(record)])

export const putEntry = (env: Environment, index: Index, key: Buffer, record: number): void =>
  env.put(placeOf(index, key, record), index.unique ? recordValue(record) : EMPTY)

export const removeEntry = (env: Environment, index: Index, key: Buffer, record: number): void =>
  env.remove(placeOf(index, key, record))
