import type { View } from '../storage/environment'
import type { Interval } from './bounds'
import type { IndexPlan } from './plan'

/** Beyond so many documents nothing is sorted while an index gives the order. */
const MOST_SORTED = 2000
const MOST_COUNTED = 20_000

/**
 * Whether reading `inOrder` until `limit` documents are found is less work than reading and sorting all of
 * `narrow`. If the matches lie evenly, limit * inOrder / narrow documents are read;
 * not more than a page of them is read in order in any case.
 */
export function cheaperInOrder(view: View, narrow: IndexPlan, inOrder: IndexPlan, limit: number): boolean {
  if (holdsMore(view, narrow.intervals, MOST_SORTED)) return true
  const sorted = narrow.intervals.reduce((sum, { start, end }) => sum + view.countKeys({ start, end }), 0)
  const bearable = Math.max(limit, Math.min(Math.floor((sorted * sorted) / limit), MOST_COUNTED))
  return !holdsMore(view, inOrder.intervals, bearable)
}

function holdsMore(view: View, intervals: readonly Interval[], keys: number): boolean {
  return intervals.some(({ start, end }) => view.keys({ start, end, offset: keys, limit: 1 }).length > 0)
}
