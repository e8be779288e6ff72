import type { Collection, Index } from './collection'
import type { Entry, View } from './environment'
import { afterPrefix, collectionKey, entryPrefix, TAG } from './keys'

/** A collection in figures. */
export interface Figures {
  count: number
  /** Of the documents. */
  bytes: number
  /** Bytes of the entries of each index, by its name. */
  indexes: Record<string, number>
  indexBytes: number
}

const SAMPLED = 100

/** The bytes below a prefix: the keys are counted, the first hundred tell how long each is. */
function bytesBelow(view: View, prefix: Buffer, lengthOf: (entry: Entry) => number): number {
  const range = { start: prefix, end: afterPrefix(prefix) }
  const sample = view.entries({ ...range, limit: SAMPLED })
  const sampled = sumOf(sample, lengthOf)
  return sample.length < SAMPLED ? sampled : Math.round((view.countKeys(range) * sampled) / SAMPLED)
}

export function figuresOf(view: View, { id, count, indexes }: Collection): Figures {
  const wholeLength = ({ key, value }: Entry): number => key.length + value.length
  const sizeOf = (index: Index): number => bytesBelow(view, entryPrefix(id, index.id), wholeLength)
  const sizes = indexes.map((index) => [index.name, sizeOf(index)] as const)
  return {
    count,
    bytes: bytesBelow(view, collectionKey(TAG.record, id), ({ value }) => value.length),
    indexes: Object.fromEntries(sizes),
    indexBytes: sumOf(sizes, ([, bytes]) => bytes),
  }
}

export const sumOf = <T>(items: readonly T[], numberOf: (item: T) => number): number =>
  items.reduce((sum, item) => sum + numberOf(item), 0)
