import { Int32, ObjectId } from 'bson'
import { ServerError } from '../errors'
import { fieldsOfFilter } from '../matcher/filter-fields'
import { compileRawMatcher } from '../matcher/raw'
import { compileMatcher } from '../matcher/compile'
import { compileSorter, type Sorter } from '../sorter/compile'
import type { Collection } from '../storage/collection'
import { FieldReader } from '../storage/raw-document'
import type { Target } from '../storage/store'
import { stringOrderOf } from '../value/collation'
import type { Doc } from '../value/document'
import { scan, type Found, type ScanCounts } from './execute'
import { planOf, type Plan } from './plan'

export interface Query {
  filter: Doc
  sort?: Doc | undefined
  skip?: number
  /** 0 = no limit. */
  limit?: number
  hint?: unknown
  collation?: Doc | undefined
  vars?: Doc | undefined
  now: Date
  /** Milliseconds since the epoch; beyond it the search fails with 50. */
  deadline?: number
}

/** A query ready to run: its plan, and the tests that follow the plan. */
export interface PreparedQuery {
  plan: Plan
  /** The matching documents in order; undefined now and then, so that the caller can pause in a long scan. */
  run(counts: ScanCounts): Generator<Found | undefined>
  /** Whether a document (perhaps a newer version) matches the filter. */
  matches(bytes: Buffer): boolean
  sortedByPlan: boolean
  /** The number of matches when the index alone knows it: equalities on its leading fields and nothing else. */
  coveredCount(): number | undefined
}

const PAUSE_EVERY = 128
const SORT_MEMORY = 100 * 1024 * 1024

export function prepareQuery(target: Target, collection: Collection, query: Query): PreparedQuery {
  const { filter, collation, now } = query
  const sort = query.sort && Object.keys(query.sort).length > 0 ? query.sort : undefined
  const natural = sort !== undefined && '$natural' in sort
  const strings = stringOrderOf(collation)
  const options = { now, ...(collation ? { collation } : {}), ...(query.vars ? { vars: query.vars } : {}) }
  const everything = Object.keys(filter).length === 0
  const raw = everything ? undefined : compileRawMatcher(filter, options)
  const matcher = everything || raw ? undefined : compileMatcher(filter, options)
  const sorter = sort && !natural ? compileSorter(sort, strings) : undefined
  const reader = new FieldReader(fieldsOfFilter(filter))
  const plan = planOf(collection, {
    filter,
    sort,
    hint: query.hint,
    collated: strings !== undefined,
    transaction: target.transaction,
  })
  const matches = raw ?? (matcher ? (bytes: Buffer) => matcher(reader.read(bytes)) : () => true)
  const sortedByPlan = !sorter || (plan.kind === 'index' && plan.sorted && !target.overlay(collection)?.size)
  const skip = query.skip ?? 0
  const limit = query.limit ?? 0
  const deadline = query.deadline ?? Infinity

  function* matching(counts: ScanCounts): Generator<Found | undefined> {
    let idle = 0
    for (const found of scan(target, collection, plan, counts)) {
      if (matches(found.bytes)) yield found
      else if (++idle % PAUSE_EVERY === 0) {
        if (Date.now() > deadline)
          throw new ServerError(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
        yield undefined
      }
    }
  }

  return {
    plan,
    matches,
    sortedByPlan,
    coveredCount() {
      if (plan.kind !== 'index' || plan.index.multikey || plan.index.long || strings) return undefined
      const leading = plan.index.paths.slice(0, Object.keys(filter).length)
      if (leading.length === 0 || !leading.every(({ path }) => isPoint(filter[path]))) return undefined
      return plan.intervals.reduce((sum, { start, end }) => sum + target.view.countKeys({ start, end }), 0)
    },
    *run(counts) {
      const source =
        sortedByPlan || !sorter || !sort
          ? matching(counts)
          : sorted(matching(counts), sort, sorter, limit > 0 ? skip + limit : Infinity)
      let passed = 0
      for (const found of source) {
        if (!found) yield undefined
        else if (passed++ >= skip) {
          yield found
          if (limit > 0 && passed >= skip + limit) return
        }
      }
    },
  }
}

/** A value that an index holds as one exact key and that equals nothing else. */
function isPoint(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return true
  return value instanceof ObjectId || value instanceof Int32 || value instanceof Date
}

interface SortItem extends Found {
  keys: unknown[]
}

/** Sorts what fits under the memory cap; with a limit it keeps little more than that many documents. */
function* sorted(
  source: Iterable<Found | undefined>,
  sort: Doc,
  sorter: Sorter,
  keep: number,
): Generator<Found | undefined> {
  const reader = new FieldReader(new Set(Object.keys(sort).map((path) => path.split('.')[0] ?? '')))
  const order = (a: SortItem, b: SortItem): number =>
    sorter.compareKeys(a.keys, b.keys) || a.record - b.record
  let items: SortItem[] = []
  let memory = 0
  let seen = 0
  for (const found of source) {
    if (++seen % PAUSE_EVERY === 0) yield undefined
    if (!found) continue
    items.push({ ...found, keys: sorter.keyOf(reader.read(found.bytes)) })
    memory += found.bytes.length
    if (items.length > 2 * keep + 1000 || (memory > SORT_MEMORY && items.length > keep)) {
      items = items.sort(order).slice(0, keep)
      memory = items.reduce((sum, item) => sum + item.bytes.length, 0)
    }
    if (memory > SORT_MEMORY)
      throw new ServerError(
        292,
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `Sort exceeded memory limit of ${SORT_MEMORY} bytes, but did not opt in to external sorting.`,
      )
  }
  yield* items.sort(order)
}
