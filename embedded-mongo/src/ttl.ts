import { prepareQuery } from './planner/query'
import type { Collection, Index } from './storage/collection'
import type { Store } from './storage/store'
import { Postponed } from './storage/writer'

const SLICE = 500

/** Deletes documents whose TTL date has passed, in slices, so that other writes get between. @returns how many */
export async function sweepExpired(store: Store, now: Date, goesOn = (): boolean => true): Promise<number> {
  let removed = 0
  for (const collection of store.catalogue.collections.values()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined) continue
      const before = new Date(now.getTime() - index.expireAfterSeconds * 1000)
      for (let count = SLICE; count === SLICE && goesOn(); removed += count)
        count = await store.writer.submit(() => removeExpired(store, collection, index, before))
    }
  }
  return removed
}

/** Of an array the earliest date counts, and what is no date never expires: as `$lt` has it. */
function removeExpired(store: Store, collection: Collection, index: Index, before: Date): number {
  if (store.catalogue.find(collection.db, collection.name) !== collection) return 0
  const isPast = { [index.paths[0]?.path ?? '']: { $lt: before } }
  const filter = index.partial ? { $and: [isPast, index.partial.filter] } : isPast
  const request = { filter, hint: index.name, limit: SLICE }
  const query = prepareQuery(store.committed, collection, request)
  let removed = 0
  for (const found of [...query.run()]) {
    if (!found) continue
    try {
      store.committed.write(collection, [{ record: found.record, before: found.bytes, after: null }])
      removed++
    } catch (error) {
      if (!(error instanceof Postponed)) throw error // a transaction holds it: the next sweep asks again
    }
  }
  return removed
}
