import type { Document } from 'bson'

/** A document of about 500 bytes with the fields the bench filters by. */
export function itemOf(id: number): Document {
  return {
    _id: id,
    group: id % 50_000,
    at: new Date(1_700_000_000_000 + id * 1000),
    kind: id % 7,
    amount: id % 1000,
    title: `item number ${id}`,
    text: 'x'.repeat(320),
    tags: ['one', `t${id % 100}`],
  }
}

/** Value below which the given share of the sorted figures lies. */
export function percentile(figures: number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
