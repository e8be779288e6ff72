import { createHash } from 'node:crypto'
import { ServerError } from '../errors'
import { isDoc, type Doc } from '../value/document'
import { indexRowsOf, ParallelArrays, plainValueAt, someValue } from '../value/path'
import { ByteSink } from './byte-sink'
import type { Index } from './collection'
import { encodeValue } from './key-encoding'
import { entryPrefix } from './keys'

/** lmdb refuses keys above 1,978 bytes; a longer one is cut and told apart by a hash of the whole. */
const LONGEST_KEY = 1900
const HASH_BYTES = 20

export interface Entries {
  /** Complete lmdb keys without the record id, each once. */
  keys: Buffer[]
  /** An array gave (or could have given) several keys. */
  multikey: boolean
  /** A key was cut: this index no longer orders its documents exactly. */
  long: boolean
}

const sink = new ByteSink()
export const NONE: Entries = { keys: [], multikey: false, long: false }

/**
 * The index entries of a document: one per array element, empty array = undefined, missing = null.
 * @throws ServerError 171 for two different arrays in one compound key
 */
export function entriesOf(collection: number, index: Index, doc: Doc): Entries {
  if (index.partial && !index.partial(doc)) return NONE
  if (index.sparse && !index.parts.some((parts) => isPresent(doc, parts))) return NONE
  const result: Entries = {
    keys: [],
    multikey: index.parts.some((parts) => meetsArray(doc, parts)),
    long: false,
  }
  const rows = result.multikey
    ? rowsOf(doc, index)
    : [index.parts.map((parts) => plainValueAt(doc, parts) ?? null)]
  const prefix = entryPrefix(collection, index.id)
  const seen = new Set<string>()
  for (const row of rows) {
    const key = encodeKey(prefix, index, row, result)
    if (rows.length > 1) {
      const text = key.toString('latin1')
      if (seen.has(text)) continue
      seen.add(text)
    }
    result.keys.push(key)
  }
  return result
}

function encodeKey(prefix: Buffer, index: Index, row: unknown[], result: Entries): Buffer {
  sink.reset()
  sink.bytes(prefix)
  row.forEach((value, at) => {
    const start = sink.length
    encodeValue(sink, value)
    if (index.paths[at]?.descending) sink.complement(start)
  })
  const key = sink.copy()
  if (key.length <= LONGEST_KEY) return key
  result.long = true
  const hash = createHash('sha1').update(key).digest()
  return Buffer.concat([key.subarray(0, LONGEST_KEY - HASH_BYTES), hash])
}

/** The form under which a key of this exact encoding is stored, for equality look-ups. */
export function storedKey(key: Buffer): Buffer {
  if (key.length <= LONGEST_KEY) return key
  return Buffer.concat([key.subarray(0, LONGEST_KEY - HASH_BYTES), createHash('sha1').update(key).digest()])
}

/** Whether the path runs through, or ends in, an array of this document. */
function meetsArray(doc: Doc, parts: readonly string[]): boolean {
  let current: unknown = doc
  for (const part of parts) {
    if (!isDoc(current)) break
    current = current[part]
  }
  return Array.isArray(current)
}

function isPresent(doc: Doc, parts: readonly string[]): boolean {
  return someValue(doc, parts, 'whole', (value) => value !== undefined)
}

function rowsOf(doc: Doc, index: Index): unknown[][] {
  try {
    return indexRowsOf(doc, index.parts)
  } catch (error) {
    if (error instanceof ParallelArrays)
      throw new ServerError(171, 'CannotIndexParallelArrays', error.message)
    throw error
  }
}
