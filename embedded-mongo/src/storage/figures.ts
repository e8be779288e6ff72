import type { Collection } from './collection'
import type { View } from './environment'
import { afterPrefix, entryPrefix } from './keys'

/** A collection (or several) in figures. */
export interface Figures {
  count: number
  /** Of the documents. */
  bytes: number
  /** Bytes of the entries of each index, by its name (by namespace and name when there are several collections). */
  indexes: ReadonlyMap<string, number>
  indexBytes: number
}

export const NO_FIGURES: Figures = { count: 0, bytes: 0, indexes: new Map(), indexBytes: 0 }

const SAMPLED = 100

/** The bytes of an index: its entries are counted, the first hundred tell how long one is. */
function bytesOfIndex(view: View, collection: number, index: number): number {
  const prefix = entryPrefix(collection, index)
  const range = { start: prefix, end: afterPrefix(prefix) }
  const sample = view.entries({ ...range, limit: SAMPLED })
  const sampled = sample.reduce((sum, { key, value }) => sum + key.length + value.length, 0)
  if (sample.length < SAMPLED) return sampled
  return Math.round((view.countKeys(range) * sampled) / sample.length)
}

export function figuresOf(view: View, { id, count, bytes, indexes }: Collection): Figures {
  const sizes = new Map(indexes.map((index) => [index.name, bytesOfIndex(view, id, index.id)]))
  return { count, bytes, indexes: sizes, indexBytes: sumOf([...sizes.values()]) }
}

/** The figures of several collections together. */
export function totalOf(view: View, collections: readonly Collection[]): Figures {
  const all = collections.map((collection) => figuresOf(view, collection))
  const indexes = all.flatMap((figures, at) =>
    [...figures.indexes].map(([name, size]): [string, number] => [`${collections[at]?.name}.${name}`, size]),
  )
  return {
    count: sumOf(all.map(({ count }) => count)),
    bytes: sumOf(all.map(({ bytes }) => bytes)),
    indexes: new Map(indexes),
    indexBytes: sumOf(all.map(({ indexBytes }) => indexBytes)),
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
