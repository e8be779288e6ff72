import { isMultikey, type Collection } from '../storage/collection'
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

interface Scan {
  view: View
  collection: number
  counts: ScanCounts
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
  const found = reached({ view: target.view, collection: collection.id, counts }, plan)
  return overlay?.size ? overlaid(found, overlay) : found
}

function* overlaid(committed: Iterable<Found>, overlay: Overlay): Generator<Found> {
  for (const found of committed) if (!overlay.has(found.record)) yield found
  for (const { record, after } of overlay.values()) if (after) yield { record, bytes: after }
}

function reached(scan: Scan, plan: Plan): Iterable<Found> {
  switch (plan.kind) {
    case 'collection':
      return records(scan, plan.reverse)
    case 'point': {
      const value = scan.view.get(plan.key)
      if (!value) return []
      scan.counts.keys++
      return documentOf(scan, recordOfValue(value))
    }
    case 'index': {
      const merges = plan.merges && plan.intervals.length > 1
      const places = merges ? merged(scan.view, plan) : inTurn(scan.view, plan)
      const wanted = plan.beside.length > 0 ? withOthers(scan, plan, places) : places
      return documents(scan, wanted, isMultikey(plan.index))
    }
    case 'union':
      return once(plan.branches.map((branch) => reached(scan, branch)))
  }
}

/** The document of an index entry; none when it was deleted since the chunk of keys was read. */
function documentOf({ view, collection, counts }: Scan, record: number): Found[] {
  const bytes = view.get(recordKey(collection, record))
  if (!bytes) return []
  counts.docs++
  return [{ record, bytes }]
}

function* once(sources: ReadonlyArray<Iterable<Found>>): Generator<Found> {
  const seen = new Set<number>()
  for (const source of sources) {
    for (const found of source) {
      if (seen.has(found.record)) continue
      seen.add(found.record)
      yield found
    }
  }
}

function* documents(scan: Scan, places: Iterable<Place>, multikey: boolean): Generator<Found> {
  const seen = new Set<number>()
  for (const { record } of places) {
    scan.counts.keys++
    if (seen.has(record)) continue
    if (multikey) seen.add(record)
    const [found] = documentOf(scan, record)
    if (found) yield found
  }
}

/** The places whose document has an entry with each of the other values as well. */
function* withOthers(
  scan: Scan,
  { beside, intervals }: IndexPlan,
  places: Iterable<Place>,
): Generator<Place> {
  const fixed = intervals[0]?.fixed ?? 0
  for (const place of places) {
    const has = beside.every((start) => {
      scan.counts.keys++
      return scan.view.get(Buffer.concat([start, behind(place, fixed)])) !== undefined
    })
    if (has) yield place
  }
}

function* records({ view, collection, counts }: Scan, reverse: boolean): Generator<Found> {
  for (const { key, value } of recordsOf(view, collection, reverse)) {
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
