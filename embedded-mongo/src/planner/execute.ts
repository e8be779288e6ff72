import type { Collection } from '../storage/collection'
import type { Range, View } from '../storage/environment'
import { collectionKey, afterPrefix, recordKey, recordOfKey, TAG } from '../storage/keys'
import type { Target } from '../storage/store'
import type { Interval } from './bounds'
import type { Plan } from './plan'

/** A document as stored, and its place. */
export interface Found {
  record: number
  bytes: Buffer
}

export interface ScanCounts {
  keys: number
  docs: number
}

const FIRST_CHUNK = 32
const LARGEST_CHUNK = 1024
const ZERO = Buffer.of(0)

/**
 * The documents a plan reaches, each once, the filter not yet applied. Reads in chunks and continues behind the
 * last key, so that nothing stays pinned while the caller pauses: outside a transaction a long scan sees later
 * commits, as on the real server.
 */
export function* scan(
  target: Target,
  collection: Collection,
  plan: Plan,
  counts: ScanCounts,
): Generator<Found> {
  const overlay = target.overlay(collection)
  const seen =
    plan.kind === 'union' || (plan.kind === 'index' && plan.index.multikey) ? new Set<number>() : undefined
  for (const found of committed(target.view, collection, plan, counts, seen)) {
    if (!overlay?.has(found.record)) yield found
  }
  if (!overlay) return
  for (const { record, after } of overlay.values()) if (after) yield { record, bytes: after }
}

function* committed(
  view: View,
  collection: Collection,
  plan: Plan,
  counts: ScanCounts,
  seen: Set<number> | undefined,
): Generator<Found> {
  if (plan.kind === 'collection') {
    yield* records(view, collection, plan.reverse, counts)
    return
  }
  if (plan.kind === 'union') {
    for (const branch of plan.branches) yield* committed(view, collection, branch, counts, seen)
    return
  }
  const { intervals, reverse, index } = plan
  const places =
    plan.sorted && intervals.length > 1
      ? merged(
          intervals.map((interval) => placesIn(view, interval, reverse, index.unique, counts)),
          intervals,
          reverse,
        )
      : inTurn(view, reverse ? [...intervals].reverse() : intervals, reverse, index.unique, counts)
  for (const { record } of places) {
    if (seen) {
      if (seen.has(record)) continue
      seen.add(record)
    }
    const bytes = view.get(recordKey(collection.id, record))
    if (!bytes) continue // deleted since the chunk of keys was read
    counts.docs++
    yield { record, bytes }
  }
}

function* records(
  view: View,
  collection: Collection,
  reverse: boolean,
  counts: ScanCounts,
): Generator<Found> {
  const prefix = collectionKey(TAG.record, collection.id)
  for (const chunk of chunks(
    { start: prefix, end: afterPrefix(prefix), reverse },
    (range) => view.entries(range),
    (entry) => entry.key,
  )) {
    for (const { key, value } of chunk) {
      counts.docs++
      yield { record: recordOfKey(key), bytes: value }
    }
  }
}

interface Place {
  key: Buffer
  record: number
}

function* placesIn(
  view: View,
  interval: Interval,
  reverse: boolean,
  unique: boolean,
  counts: ScanCounts,
): Generator<Place> {
  const range = { start: interval.start, end: interval.end, reverse }
  if (unique) {
    if (
      interval.end.length === interval.start.length + 1 &&
      interval.end.subarray(0, -1).equals(interval.start)
    ) {
      const value = view.get(interval.start) // one exact key: a get is cheaper than a cursor
      if (value) {
        counts.keys++
        yield { key: interval.start, record: value.readUIntBE(0, value.length) }
        return
      }
    }
    for (const chunk of chunks(
      range,
      (part) => view.entries(part),
      (entry) => entry.key,
    )) {
      for (const { key, value } of chunk) {
        counts.keys++
        yield { key, record: value.readUIntBE(0, value.length) }
      }
    }
    return
  }
  for (const chunk of chunks(
    range,
    (part) => view.keys(part),
    (key) => key,
  )) {
    for (const key of chunk) {
      counts.keys++
      yield { key, record: recordOfKey(key) }
    }
  }
}

function* inTurn(
  view: View,
  intervals: readonly Interval[],
  reverse: boolean,
  unique: boolean,
  counts: ScanCounts,
): Generator<Place> {
  for (const interval of intervals) yield* placesIn(view, interval, reverse, unique, counts)
}

/** Several stretches, each in order, as one: compared behind the part that is constant in each. */
function* merged(
  streams: Array<Generator<Place>>,
  intervals: readonly Interval[],
  reverse: boolean,
): Generator<Place> {
  const heads = streams.map((stream, at) => ({
    stream,
    place: next(stream),
    fixed: intervals[at]?.fixed ?? 0,
  }))
  for (;;) {
    let first: (typeof heads)[number] | undefined
    for (const head of heads) {
      if (!head.place) continue
      if (!first?.place) first = head
      else {
        const order = head.place.key.subarray(head.fixed).compare(first.place.key.subarray(first.fixed))
        if (reverse ? order > 0 : order < 0) first = head
      }
    }
    if (!first?.place) return
    yield first.place
    first.place = next(first.stream)
  }
}

function next(stream: Generator<Place>): Place | undefined {
  const step = stream.next()
  return step.done ? undefined : step.value
}

/** A range in growing slices, the next one beginning behind the last key of the one before. */
function* chunks<T>(range: Range, read: (range: Range) => T[], keyOf: (item: T) => Buffer): Generator<T[]> {
  let { start, end } = range
  for (let limit = FIRST_CHUNK; ; limit = Math.min(limit * 4, LARGEST_CHUNK)) {
    const chunk = read({ ...range, start, end, limit })
    if (chunk.length > 0) yield chunk
    const last = chunk.at(-1)
    if (chunk.length < limit || last === undefined) return
    if (range.reverse) end = keyOf(last)
    else start = Buffer.concat([keyOf(last), ZERO])
  }
}
