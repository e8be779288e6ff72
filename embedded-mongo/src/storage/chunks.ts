import type { Entry, Range, View } from './environment'
import { afterPrefix, collectionKey, TAG } from './keys'

const FIRST_CHUNK = 32
const LARGEST_CHUNK = 1024
const ZERO = Buffer.of(0)

/** A range read in growing slices, the next one beginning behind the last key of the one before. */
export function* inChunks<T extends { key: Buffer }>(range: Range, read: (part: Range) => T[]): Generator<T> {
  let { start, end } = range
  for (let limit = FIRST_CHUNK; ; limit = Math.min(limit * 4, LARGEST_CHUNK)) {
    const chunk = read({ ...range, start, end, limit })
    yield* chunk
    const last = chunk.at(-1)
    if (chunk.length < limit || last === undefined) return
    if (range.reverse) end = last.key
    else start = Buffer.concat([last.key, ZERO])
  }
}

/** All documents of a collection, in the order of their records. */
export function recordsOf(
  view: Pick<View, 'entries'>,
  collection: number,
  reverse = false,
): Generator<Entry> {
  const prefix = collectionKey(TAG.record, collection)
  const range = { start: prefix, end: afterPrefix(prefix), reverse }
  return inChunks(range, (part) => view.entries(part))
}
