/**
 * The layout of the one lmdb table. Every key starts with a tag byte; ids are big-endian, so ranges are prefixes:
 *   01 collection            -> catalogue entry (BSON)
 *   02 collection record     -> the document's bytes
 *   03 collection index key  -> record (unique index), or key followed by record -> empty
 *   09 session               -> retry record (see sessions.ts; 04 and 08 held older forms)
 *   05 collection            -> number of documents (older ones: and their bytes)
 *   06 prefix                -> a dropped range whose keys still have to be deleted
 *   07                       -> counter of collection ids
 */
export const TAG = {
  catalogue: 1,
  record: 2,
  entry: 3,
  session: 9,
  count: 5,
  dropped: 6,
  nextCollection: 7,
} as const

const RECORD_ID_BYTES = 6
const RECORD_KEY_BYTES = 5 + RECORD_ID_BYTES

/** All keys of one tag. */
export const tagged = (tag: number) => ({ start: Buffer.of(tag), end: Buffer.of(tag + 1) })

export function collectionKey(tag: number, collection: number): Buffer {
  const key = Buffer.allocUnsafe(5)
  key[0] = tag
  key.writeUInt32BE(collection, 1)
  return key
}

export function recordKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(RECORD_KEY_BYTES)
  key[0] = TAG.record
  key.writeUInt32BE(collection, 1)
  key.writeUIntBE(record, 5, RECORD_ID_BYTES)
  return key
}

export const recordOfKey = (key: Buffer): number =>
  key.readUIntBE(key.length - RECORD_ID_BYTES, RECORD_ID_BYTES)

export function recordValue(record: number): Buffer {
  const value = Buffer.allocUnsafe(RECORD_ID_BYTES)
  value.writeUIntBE(record, 0, RECORD_ID_BYTES)
  return value
}

/** The record that an entry of a unique index holds. */
export const recordOfValue = (value: Buffer): number => value.readUIntBE(0, RECORD_ID_BYTES)

const ENTRY_PREFIX_BYTES = 7

export function entryPrefix(collection: number, index: number): Buffer {
  const key = Buffer.allocUnsafe(ENTRY_PREFIX_BYTES)
  key[0] = TAG.entry
  key.writeUInt32BE(collection, 1)
  key.writeUInt16BE(index, 5)
  return key
}

/** @param lsid one character a byte */
export const sessionKey = (lsid: string): Buffer =>
  Buffer.from(String.fromCharCode(TAG.session) + lsid, 'latin1')

/** The first key after every key that starts with `prefix`; no prefix of ours consists of FF bytes alone. */
export function afterPrefix(prefix: Buffer): Buffer {
  const last = prefix.findLastIndex((byte) => byte < 0xff)
  const end = Buffer.from(prefix.subarray(0, last + 1))
  end[last] = (end[last] ?? 0) + 1
  return end
}
