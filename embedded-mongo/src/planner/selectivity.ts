import type { PathConstraint } from '../matcher/constraints'
import { isArrayField } from '../storage/collection'
import type { View } from '../storage/environment'
import { boundsOf, type Interval } from './bounds'
import type { IndexPlan } from './plan'

/** Beyond so many documents nothing is sorted while an index gives the order. */
const MOST_SORTED = 2000
const MOST_COUNTED = 20_000

/** Values with more entries are all common. */
const RARE = 512
/** Beyond it a bound no longer holds the whole value. */
const LONGEST_PREFIX = 1500

/**
 * Where an array has to hold several values, the entries of the rarest are walked, and for each of them it is looked up
 * whether the document has the others too: far cheaper than reading documents that lack them.
 */
export function narrowed(
  view: View,
  collection: number,
  plan: IndexPlan,
  constraints: ReadonlyMap<string, PathConstraint>,
): IndexPlan {
  const { index } = plan
  const at = index.paths.findIndex(({ path }) => (constraints.get(path)?.every?.length ?? 0) > 1)
  const path = index.paths[at]?.path ?? ''
  const values = [...new Set(constraints.get(path)?.every)]
  // What follows the value must be the same in every entry of a document, and stand there whole.
  const isAlone = index.paths.every((_, other) => other === at || !isArrayField(index, other))
  if (values.length < 2 || !isAlone || index.unique || index.long) return plan
  const lists = values.map((value) => {
    const { intervals, equal } = boundsOf(collection, index, new Map([...constraints, [path, { eq: value }]]))
    const [only] = intervals
    return intervals.length === 1 && only && equal > at && only.fixed < LONGEST_PREFIX ? only : undefined
  })
  if (!lists.every((list) => list !== undefined)) return plan
  const sizes = lists.map(({ start, end }) => view.keys({ start, end, limit: RARE }).length)
  const lead = lists[sizes.indexOf(Math.min(...sizes))] as Interval
  return {
    ...plan,
    intervals: [lead],
    beside: lists.filter((list) => list !== lead).map(({ start, fixed }) => start.subarray(0, fixed)),
  }
}

/**
 * Whether reading `inOrder` until `limit` documents are found is less work than reading and sorting all of
 * `narrow`. If the matches lie evenly, limit * inOrder / narrow documents are read;
 * not more than a page of them is read in order in any case.
 */
export function cheaperInOrder(view: View, narrow: IndexPlan, inOrder: IndexPlan, limit: number): boolean {
  if (holdsMore(view, narrow.intervals, MOST_SORTED)) return true
  const sorted = keysIn(view, narrow.intervals)
  const bearable = Math.max(limit, Math.min(Math.floor((sorted * sorted) / limit), MOST_COUNTED))
  return !holdsMore(view, inOrder.intervals, bearable)
}

/** The number of entries in the stretches. */
export const keysIn = (view: View, intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { start, end }) => sum + view.countKeys({ start, end }), 0)

const holdsMore = (view: View, intervals: readonly Interval[], keys: number): boolean =>
  intervals.some(({ start, end }) => view.keys({ start, end, offset: keys, limit: 1 }).length > 0)
