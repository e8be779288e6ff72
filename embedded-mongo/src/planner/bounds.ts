import { MaxKey, MinKey } from 'bson'
import { isNullish } from '../expression/operator'
import type { PathConstraint } from '../matcher/constraints'
import { isArrayField, isMultikey, type Index, type IndexPath } from '../storage/collection'
import { distinct, storedKey } from '../storage/index-entries'
import { bracketByte, keyOf, rowKey } from '../value/key-encoding'
import { entryPrefix } from '../storage/keys'
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

const encoded = (value: unknown, path: IndexPath): Buffer => Buffer.from(rowKey([value], [path]), 'latin1')

/**
 * Whether an index look-up finds every document that equals the operand: null in a multikey index may hide in an
 * array of objects, and a sparse one lacks the missing.
 */
const searchable = (value: unknown, index: Index): boolean =>
  !isRegex(value) && (value !== null || !(isMultikey(index) || index.sparse))

function equalities({ eq, in: values }: PathConstraint, index: Index): unknown[] | undefined {
  const wanted = eq === undefined ? values : [eq]
  return wanted?.every((value) => searchable(value, index)) ? wanted : undefined
}

/**
 * What a field of an index is held to. Bounds may be compounded below one array only when $elemMatch says so; without
 * it a shared prefix ends the run. A field that never met an array has one value, whatever lies beside it.
 */
function constraintAt(
  index: Index,
  at: number,
  constraints: ReadonlyMap<string, PathConstraint>,
): PathConstraint | undefined {
  const { path, parts } = index.paths[at] ?? {}
  const sharesArray =
    isArrayField(index, at) && index.paths.slice(0, at).some((other) => other.parts[0] === parts?.[0])
  return path === undefined || sharesArray ? undefined : constraints.get(path)
}

/** The stretches of an index that hold every document the constraints admit (and perhaps more). */
export function boundsOf(
  collection: number,
  index: Index,
  constraints: ReadonlyMap<string, PathConstraint>,
): Bounds {
  let prefixes: Buffer[] = [entryPrefix(collection, index.id)]
  const single = new Set<string>()
  let range: [Buffer, Buffer] | undefined
  let equal = 0
  for (const path of index.paths) {
    const constraint = constraintAt(index, equal, constraints)
    if (!constraint) break
    const values = equalities(constraint, index)
    if (!values || prefixes.length * values.length > MOST_INTERVALS) {
      range = rangeOf(constraint, path, isArrayField(index, equal))
      break
    }
    const keys = distinct(values.map((value) => encoded(value, path)))
    if (keys.length === 1) single.add(path.path)
    prefixes = prefixes.flatMap((prefix) => keys.map((key) => Buffer.concat([prefix, key])))
    equal++
  }
  const intervals = prefixes.map((prefix): Interval => {
    const fixed = prefix.length
    if (!range && equal === index.paths.length) return exactly(storedKey(prefix))
    const [from, to] = range ?? [EMPTY, Buffer.of(LAST)]
    return { start: cut(Buffer.concat([prefix, from])), end: pastCut(Buffer.concat([prefix, to])), fixed }
  })
  intervals.sort((a, b) => a.start.compare(b.start))
  return { intervals, equal, single, range: range !== undefined }
}

const EMPTY = Buffer.alloc(0)
/** No encoded value and no record id begins with this byte. */
const LAST = 0xff

const exactly = (key: Buffer): Interval => ({ start: key, end: after(key), fixed: key.length })

const LONGEST_BOUND = 1800

/** A bound longer than any stored key's exact part is widened; the filter is applied to the document anyway. */
const cut = (start: Buffer): Buffer => start.subarray(0, LONGEST_BOUND)

const pastCut = (end: Buffer): Buffer =>
  end.length <= LONGEST_BOUND ? end : after(end.subarray(0, LONGEST_BOUND))

const after = (key: Buffer): Buffer => Buffer.concat([key, Buffer.of(LAST)])

/** Start and end of a range behind the equal part: the ends of the type bracket where it is open. */
function rangeOf(
  constraint: PathConstraint,
  path: IndexPath,
  manyValued: boolean,
): [Buffer, Buffer] | undefined {
  const { gt, gte, lt, lte } = constraint
  const low = gt ?? gte
  // In a field of many values two ranges may be met by different elements: only one of them may bound the scan.
  const high = manyValued && low !== undefined ? undefined : (lt ?? lte)
  const known = low ?? high
  if (!ordered(known) || bracketByte(low ?? known) !== bracketByte(high ?? known)) return undefined
  const bracket = bracketByte(known)
  /** The key of an edge, passed over or not. */
  const edge = (value: unknown, passed: boolean): Buffer => {
    const key = encoded(value, path)
    return passed ? after(key) : key
  }
  if (path.descending)
    return [
      high === undefined ? Buffer.of(255 - bracket) : edge(high, lt !== undefined),
      low === undefined ? Buffer.of(256 - bracket) : edge(low, gt === undefined),
    ]
  return [
    low === undefined ? Buffer.of(bracket) : edge(low, gt !== undefined),
    high === undefined ? Buffer.of(bracket + 1) : edge(high, lt === undefined),
  ]
}

/** Types whose ranges stay within one bracket of the index and are stored whole. */
const ordered = (value: unknown): boolean =>
  !(isNullish(value) || Array.isArray(value) || isDoc(value) || isRegex(value)) &&
  !(value instanceof MinKey || value instanceof MaxKey)

/** The one key of an ascending single-field index that holds a value. */
export const pointOf = (collection: number, index: Index, value: unknown): Buffer =>
  storedKey(Buffer.concat([entryPrefix(collection, index.id), Buffer.from(keyOf(value), 'latin1')]))
