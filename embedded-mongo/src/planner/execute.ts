import type { Collection } from '../storage/collection'
import type { View } from '../storage/environment'
import { inChunks, recordsOf } from '../storage/chunks'
import { recordKey, recordOfKey, recordOfValue } from '../storage/keys'
import type { Target } from '../storage/store'
import type { Overlay } from '../storage/transaction'
import type { Interval } from './bounds'
import type { IndexPlan, Plan } from './plan'

/** A document as stored, and its place. */
export interface Found {
  record: number
  bytes: Buffer
}

export interface ScanCounts {
  keys: number
  docs: number
}

/**
 * The documents a plan reaches, each once, the filter not yet applied. Reads in chunks and continues behind the
 * last key, so that nothing stays pinned while the caller pauses: outside a transaction a long scan sees later
 * commits, as on the real server.
 */
export function scan(
  target: Target,
  collection: Collection,
  plan: Plan,
  counts: ScanCounts,
): Iterable<Found> {
  const overlay = target.overlay(collection)
  const found = reached(target.view, collection, plan, counts)
  return overlay?.size ? overlaid(found, overlay) : found
}

function* overlaid(committed: Iterable<Found>, overlay: Overlay): Generator<Found> {
  for (const found of committed) if (!overlay.has(found.record)) yield found
  for (const { record, after } of overlay.values()) if (after) yield { record, bytes: after }
}

function reached(view: View, collection: Collection, plan: Plan, counts: ScanCounts): Iterable<Found> {
  switch (plan.kind) {
    case 'collection':
      return records(view, collection, plan.reverse, counts)
    case 'point': {
      const value = view.get(plan.key)
      if (!value) return []
      counts.keys++
      const found = documentOf(view, collection, recordOfValue(value), counts)
      return found ? [found] : []
    }
    case 'index':
      return documents(view, collection, plan, counts)
    case 'union':
      return once(plan.branches, (branch) => reached(view, collection, branch, counts))
  }
}

function documentOf(
  view: View,
  collection: Collection,
  record: number,
  counts: ScanCounts,
): Found | undefined {
  const bytes = view.get(recordKey(collection.id, record))
  if (!bytes) return undefined // deleted since the chunk of keys was read
  counts.docs++
  return { record, bytes }
}

function* once(branches: readonly Plan[], read: (branch: Plan) => Iterable<Found>): Generator<Found> {
  const seen = new Set<number>()
  for (const branch of branches) {
    for (const found of read(branch)) {
      if (seen.has(found.record)) continue
      seen.add(found.record)
      yield found
    }
  }
}

function* documents(
  view: View,
  collection: Collection,
  plan: IndexPlan,
  counts: ScanCounts,
): Generator<Found> {
  const seen = plan.index.multikey ? new Set<number>() : undefined
  const places = plan.sorted && plan.intervals.length > 1 ? merged(view, plan) : inTurn(view, plan)
  for (const { record } of places) {
    counts.keys++
    if (seen?.has(record)) continue
    seen?.add(record)
    const found = documentOf(view, collection, record, counts)
    if (found) yield found
  }
}

function* records(
  view: View,
  collection: Collection,
  reverse: boolean,
  counts: ScanCounts,
): Generator<Found> {
  for (const { key, value } of recordsOf(view, collection.id, reverse)) {
    counts.docs++
    yield { record: recordOfKey(key), bytes: value }
  }
}

interface Place {
  key: Buffer
  record: number
}

function placesIn(view: View, { index, reverse }: IndexPlan, { start, end }: Interval): Iterable<Place> {
  return inChunks({ start, end, reverse }, (part) =>
    index.unique
      ? view.entries(part).map(({ key, value }) => ({ key, record: recordOfValue(value) }))
      : view.keys(part).map((key) => ({ key, record: recordOfKey(key) })),
  )
}

function* inTurn(view: View, plan: IndexPlan): Generator<Place> {
  for (const interval of plan.reverse ? [...plan.intervals].reverse() : plan.intervals)
    yield* placesIn(view, plan, interval)
}

/** Several stretches, each in order, as one: compared behind the part that is constant in each. */
function* merged(view: View, plan: IndexPlan): Generator<Place> {
  const heads = plan.intervals.map((interval) => {
    const stream = placesIn(view, plan, interval)[Symbol.iterator]()
    return { stream, step: stream.next(), fixed: interval.fixed }
  })
  for (;;) {
    let first: { place: Place; head: (typeof heads)[number] } | undefined
    for (const head of heads) {
      if (head.step.done) continue
      const place = head.step.value
      const order = first ? behind(place, head.fixed).compare(behind(first.place, first.head.fixed)) : 0
      if (!first || (plan.reverse ? order > 0 : order < 0)) first = { place, head }
    }
    if (!first) return
    yield first.place
    first.head.step = first.head.stream.next()
  }
}

const behind = (place: Place, fixed: number): Buffer => place.key.subarray(fixed)
