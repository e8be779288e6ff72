import { Int32, ObjectId } from 'bson'
import { timeExpired } from '../errors'
import { compileMatcher } from '../matcher/compile'
import { fieldsOfFilter } from '../matcher/conjunction'
import { compileSorter, type Sorter, Sorting } from '../sorter/compile'
import { isMultikey, type Collection, type Index } from '../storage/collection'
import { FieldReader } from '../value/raw-document'
import type { Target } from '../storage/store'
import type { Doc } from '../value/document'
import { topLevel } from '../value/path'
import { scan, type Found, type ScanCounts } from './execute'
import { planOf, type Plan } from './plan'
import { keysIn } from './selectivity'

export interface Query {
  filter: Doc
  sort?: Doc | undefined
  skip?: number
  /** 0 = no limit. */
  limit?: number
  hint?: unknown
  /** Milliseconds since the epoch; beyond it the search fails with 50. */
  deadline?: number
}

/** A query ready to run: its plan, and the tests that follow the plan. */
export interface PreparedQuery {
  plan: Plan
  /** The matching documents in order; undefined now and then, so that the caller can pause in a long scan. */
  run(counts?: ScanCounts): Iterable<Found | undefined>
  sortedByPlan: boolean
  /** The number of matches when the index alone knows it: equalities on its leading fields and nothing else. */
  coveredCount(): number | undefined
}

const PAUSE_EVERY = 128

export function prepareQuery(target: Target, collection: Collection, query: Query): PreparedQuery {
  const { filter, skip = 0, limit = 0, hint } = query
  const sort = query.sort && Object.keys(query.sort).length > 0 ? query.sort : undefined
  const plan = planOf(collection, { filter, sort, hint, target, limit: limit && skip + limit })
  const overlaid = (target.overlay(collection)?.size ?? 0) > 0
  const single = plan.kind === 'point' && !overlaid
  const matches = single && plan.exact ? undefined : testOf(query)
  const sorter = sort && !('$natural' in sort) ? compileSorter(sort) : undefined
  const sortedByPlan = !sorter || single || (plan.kind === 'index' && plan.sorted && !overlaid)

  return {
    plan,
    sortedByPlan,
    coveredCount() {
      if (plan.kind !== 'index' || isMultikey(plan.index) || plan.index.long) return undefined
      const asked = Object.keys(filter).length
      const leading = plan.index.paths.slice(0, asked).filter(({ path }) => isPoint(filter[path]))
      if (asked === 0 || leading.length < asked) return undefined
      plan.index.uses++
      return keysIn(target.view, plan.intervals)
    },
    run(counts) {
      // Who counts explains: that is no use of the index.
      for (const index of counts ? [] : indexesOf(plan)) index.uses++
      const reached = scan(target, collection, plan, counts ?? { keys: 0, docs: 0 })
      const found = matches ? matching(reached, matches, query.deadline ?? Infinity) : reached
      const ordered =
        sortedByPlan || !sorter || !sort
          ? found
          : sorted(found, sort, sorter, limit > 0 ? skip + limit : Infinity)
      return skip > 0 || (limit > 0 && !single) ? between(ordered, skip, limit) : ordered
    },
  }
}

function indexesOf(plan: Plan): Index[] {
  if (plan.kind === 'collection') return []
  return plan.kind === 'union' ? plan.branches.flatMap(indexesOf) : [plan.index]
}

/** The filter as a test of stored bytes; undefined when it lets everything pass. */
function testOf({ filter }: Query): ((bytes: Buffer) => boolean) | undefined {
  if (Object.keys(filter).length === 0) return undefined
  const matcher = compileMatcher(filter)
  const reader = new FieldReader(fieldsOfFilter(filter))
  return (bytes) => matcher(reader.read(bytes))
}

function* matching(
  found: Iterable<Found>,
  matches: (bytes: Buffer) => boolean,
  deadline: number,
): Generator<Found | undefined> {
  let idle = 0
  for (const each of found) {
    if (matches(each.bytes)) yield each
    else if (++idle % PAUSE_EVERY === 0) {
      if (Date.now() > deadline) throw timeExpired()
      yield undefined
    }
  }
}

/** What follows the first `skip` documents; at most `limit` of them unless that is 0. */
function* between(
  found: Iterable<Found | undefined>,
  skip: number,
  limit: number,
): Generator<Found | undefined> {
  let passed = 0
  for (const each of found) {
    if (!each) yield undefined
    else if (passed++ >= skip) {
      yield each
      if (limit > 0 && passed >= skip + limit) return
    }
  }
}

/** A value that an index holds as one exact key and that equals nothing else. */
function isPoint(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return true
  return value instanceof ObjectId || value instanceof Int32 || value instanceof Date
}

/** The source in the order asked for; undefined now and then until it has been read. */
function* sorted(
  source: Iterable<Found | undefined>,
  sort: Doc,
  sorter: Sorter,
  keep: number,
): Generator<Found | undefined> {
  const reader = new FieldReader(new Set(Object.keys(sort).map(topLevel)))
  const sorting = new Sorting<Found>(sorter, keep)
  let seen = 0
  for (const found of source) {
    if (found) sorting.add(found, reader.read(found.bytes), found.bytes.length)
    if (++seen % PAUSE_EVERY === 0) yield undefined
  }
  yield* sorting.result()
}
