import { decode } from '../value/document'
import { valuesAt } from '../value/path'
import type { Change } from './changes'
import type { Collection, Index } from './collection'
import { ByteSink } from '../value/byte-sink'
import { bracketByte, encodeValue } from '../value/key-encoding'
import { entryPrefix, recordKey, recordOfKey } from './keys'
import type { Store } from './store'
import { LockWait } from './writer'

const SWEEP_EVERY = 60_000
const SLICE = 500

/** Deletes documents whose TTL date has passed: every 60 seconds, in slices, so that other writes get between. */
export function startTtlMonitor(store: Store): { stop(): void; sweep(now: Date): Promise<number> } {
  let stopped = false
  const timer = setInterval(() => void sweep(new Date()).catch(() => undefined), SWEEP_EVERY) // a full disk: again in a minute
  timer.unref()

  async function sweep(now: Date): Promise<number> {
    let removed = 0
    for (const collection of [...store.catalogue.all()]) {
      for (const index of collection.indexes) {
        if (index.expireAfterSeconds === undefined) continue
        const before = new Date(now.getTime() - index.expireAfterSeconds * 1000)
        for (;;) {
          if (stopped) return removed
          const count = await store.writer.submit(() => removeExpired(store, collection, index, before))
          removed += count
          if (count < SLICE) break
        }
      }
    }
    return removed
  }

  return {
    stop() {
      stopped = true
      clearInterval(timer)
    },
    sweep,
  }
}

function removeExpired(store: Store, collection: Collection, index: Index, before: Date): number {
  if (store.catalogue.find(collection.db, collection.name) !== collection) return 0
  const prefix = entryPrefix(collection.id, index.id)
  const descending = index.paths[0]?.descending === true
  const bracket = bracketByte(before)
  const sink = new ByteSink()
  encodeValue(sink, before)
  if (descending) sink.complement(0)
  const edge = Buffer.concat([prefix, sink.copy()])
  const range = descending
    ? { start: edge, end: Buffer.concat([prefix, Buffer.of(256 - bracket)]) }
    : { start: Buffer.concat([prefix, Buffer.of(bracket)]), end: edge }
  const records = new Set(
    store.env
      .entries({ ...range, limit: SLICE })
      .map(({ key, value }) => (index.unique ? value.readUIntBE(0, value.length) : recordOfKey(key))),
  )
  let removed = 0
  for (const record of records) {
    const bytes = store.env.get(recordKey(collection.id, record))
    if (!bytes || !hasExpired(bytes, index, before)) continue
    const change: Change = { record, before: bytes, after: null }
    try {
      store.committed.write(collection, [change])
      removed++
    } catch (error) {
      if (!(error instanceof LockWait)) throw error // a transaction holds it: the next sweep asks again
    }
  }
  return removed
}

/** The earliest date of an array counts. */
function hasExpired(bytes: Buffer, index: Index, before: Date): boolean {
  return valuesAt(decode(bytes), index.paths[0]?.path ?? '').some(
    (value) => value instanceof Date && value < before,
  )
}
