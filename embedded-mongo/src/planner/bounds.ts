import { MaxKey, MinKey } from 'bson'
import { isNullish } from '../expression/operator'
import type { PathConstraint } from '../matcher/constraints'
import { ByteSink } from '../value/byte-sink'
import type { Index, IndexPath } from '../storage/collection'
import { storedKey } from '../storage/index-entries'
import { bracketByte, encodeValue } from '../value/key-encoding'
import { ENTRY_PREFIX_BYTES, entryPrefix } from '../storage/keys'
import { isRegex } from '../matcher/predicate'
import { isDoc } from '../value/document'

/** A stretch of an index: complete lmdb keys, the end not included. */
export interface Interval {
  start: Buffer
  end: Buffer
  /** Length of the part that is equal for all keys of the stretch. */
  fixed: number
}

export interface Bounds {
  intervals: Interval[]
  /** Leading fields bound to equality or $in; of those, the ones with a single value. */
  equal: number
  single: ReadonlySet<string>
  /** One range follows the equalities. */
  range: boolean
}

const MOST_INTERVALS = 1000
const sink = new ByteSink()

function encoded(value: unknown, path: IndexPath): Buffer {
  sink.reset()
  encodeValue(sink, value)
  if (path.descending) sink.complement(0)
  return sink.copy()
}

/**
 * Whether an index look-up finds every document that equals the operand: null in a multikey index may hide in an
 * array of objects, and a sparse one lacks the missing.
 */
function searchable(value: unknown, index: Index): boolean {
  if (isRegex(value)) return false
  if (value === null) return !index.multikey && !index.sparse
  return true
}

function equalities(constraint: PathConstraint, index: Index): unknown[] | undefined {
  if (constraint.eq !== undefined) return searchable(constraint.eq, index) ? [constraint.eq] : undefined
  if (!constraint.in) return undefined
  return constraint.in.every((value) => searchable(value, index)) ? constraint.in : undefined
}

/** Bounds may be compounded below one array only when $elemMatch says so; without it a shared prefix ends the run. */
function sharesArray(index: Index, at: number): boolean {
  const first = index.paths[at]?.parts[0]
  return index.multikey && index.paths.slice(0, at).some((path) => path.parts[0] === first)
}

/** The stretches of an index that hold every document the constraints admit (and perhaps more). */
export function boundsOf(
  collection: number,
  index: Index,
  constraints: ReadonlyMap<string, PathConstraint>,
): Bounds {
  let prefixes: Buffer[] = [entryPrefix(collection, index.id)]
  const single = new Set<string>()
  let equal = 0
  for (; equal < index.paths.length; equal++) {
    const path = index.paths[equal]
    const constraint = path && !sharesArray(index, equal) ? constraints.get(path.path) : undefined
    const values = constraint && equalities(constraint, index)
    if (!path || !values || prefixes.length * values.length > MOST_INTERVALS) break
    const keys = distinct(values.map((value) => encoded(value, path)))
    if (keys.length === 1) single.add(path.path)
    prefixes = prefixes.flatMap((prefix) => keys.map((key) => Buffer.concat([prefix, key])))
  }
  const path = index.paths[equal]
  const constraint = path && !sharesArray(index, equal) ? constraints.get(path.path) : undefined
  const range = path && constraint && rangeOf(constraint, path, index)
  const intervals = prefixes.map((prefix) =>
    range
      ? {
          start: cut(Buffer.concat([prefix, range[0]])),
          end: pastCut(Buffer.concat([prefix, range[1]])),
          fixed: prefix.length,
        }
      : whole(prefix, equal === index.paths.length),
  )
  return {
    intervals: intervals.sort((a, b) => a.start.compare(b.start)),
    equal,
    single,
    range: range !== undefined,
  }
}

function distinct(keys: Buffer[]): Buffer[] {
  return keys.length < 2 ? keys : [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()]
}

/** All keys that begin with the prefix; no encoded value and no record id begins with FF. */
function whole(prefix: Buffer, complete: boolean): Interval {
  if (!complete) return { start: cut(prefix), end: pastCut(after(prefix)), fixed: prefix.length }
  const key = storedKey(prefix)
  return { start: key, end: after(key), fixed: key.length }
}

const LONGEST_BOUND = 1800

/** A bound longer than any stored key's exact part is widened; the filter is applied to the document anyway. */
function cut(start: Buffer): Buffer {
  return start.length <= LONGEST_BOUND ? start : start.subarray(0, LONGEST_BOUND)
}

function pastCut(end: Buffer): Buffer {
  return end.length <= LONGEST_BOUND ? end : after(end.subarray(0, LONGEST_BOUND))
}

function after(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.of(0xff)])
}

type Edge = { value: unknown; included: boolean }

function rangeOf(constraint: PathConstraint, path: IndexPath, index: Index): [Buffer, Buffer] | undefined {
  const low = edge(constraint.gte, constraint.gt)
  let high = edge(constraint.lte, constraint.lt)
  // In a multikey index two ranges may be met by different elements: only one of them may bound the scan.
  if (index.multikey && low) high = undefined
  const known = low ?? high
  if (!known || !ordered(known.value) || (low && high && bracketByte(low.value) !== bracketByte(high.value)))
    return undefined
  const bracket = bracketByte(known.value)
  const start = low ? encoded(low.value, path) : undefined
  const end = high ? encoded(high.value, path) : undefined
  if (path.descending) {
    return [
      end ? (high?.included ? end : after(end)) : Buffer.of(255 - bracket),
      start ? (low?.included ? after(start) : start) : Buffer.of(256 - bracket),
    ]
  }
  return [
    start ? (low?.included ? start : after(start)) : Buffer.of(bracket),
    end ? (high?.included ? after(end) : end) : Buffer.of(bracket + 1),
  ]
}

function edge(inclusive: unknown, exclusive: unknown): Edge | undefined {
  if (exclusive !== undefined) return { value: exclusive, included: false }
  return inclusive === undefined ? undefined : { value: inclusive, included: true }
}

/** Types whose ranges stay within one bracket of the index and are stored whole. */
const ordered = (value: unknown): boolean =>
  !(isNullish(value) || Array.isArray(value) || isDoc(value) || isRegex(value)) &&
  !(value instanceof MinKey || value instanceof MaxKey)

/** The one key of a single-field index that holds a value. */
export function pointOf(collection: number, index: Index, value: unknown): Buffer {
  sink.reset()
  sink.bytes(entryPrefix(collection, index.id))
  encodeValue(sink, value)
  return storedKey(sink.copy())
}

/** The whole index in order. */
export function everything(collection: number, index: Index): Interval {
  const prefix = entryPrefix(collection, index.id)
  return { start: prefix, end: after(prefix), fixed: ENTRY_PREFIX_BYTES }
}
