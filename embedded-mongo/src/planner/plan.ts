import { Int32, ObjectId } from 'bson'
import { badValue } from '../errors'
import { constraintsOf, type PathConstraint } from '../matcher/constraints'
import { isArrayField, type Collection, type Index, type IndexPath } from '../storage/collection'
import type { Target } from '../storage/store'
import { compare } from '../value/compare'
import { isDoc, type Doc } from '../value/document'
import { boundsOf, pointOf, type Interval } from './bounds'
import { implies } from './partial'
import { cheaperInOrder, narrowed } from './selectivity'

/** How the documents of a query are found; the whole filter is applied to every one of them afterwards. */
export type Plan =
  | { kind: 'collection'; reverse: boolean }
  /** `_id` equals a plain value; `exact`: and nothing else is asked. */
  | { kind: 'point'; index: Index; key: Buffer; exact: boolean }
  | IndexPlan
  | { kind: 'union'; branches: Plan[] }

export interface IndexPlan {
  kind: 'index'
  index: Index
  intervals: Interval[]
  reverse: boolean
  sorted: boolean
  /** The order runs through all intervals side by side; otherwise through one after the other. */
  merges: boolean
  /** Beginnings of other entries that a match has too, each going on as its own entry in the (then only) interval. */
  beside: readonly Buffer[]
}

export interface PlanRequest {
  filter: Doc
  sort?: Doc | undefined
  /** Documents wanted in all, those skipped included; 0 = all. */
  limit: number
  hint?: unknown
  target: Target
}

/**
 * Chooses by the longest run of equalities, then a range, then an order that fits the sort; where order and equalities
 * speak for different indexes, by counting.
 * @throws ServerError 2 for a hint that names no index
 */
export function planOf(collection: Collection, request: PlanRequest): Plan {
  const { filter, sort, hint } = request
  const natural = naturalDirection(sort) ?? naturalDirection(hint)
  if (natural !== undefined) return { kind: 'collection', reverse: natural < 0 }
  const point = hint !== undefined ? undefined : idPoint(collection, filter)
  if (point) return point
  const { conditions, paths: constraints, or } = constraintsOf(filter)
  if (hint !== undefined) return scanOf(collection, hinted(collection, hint), constraints, request).plan
  let best: Scored | undefined
  let inOrder: Scored | undefined
  for (const index of collection.indexes) {
    if (index.hidden || index.readyAt > request.target.startedAt) continue
    if (index.partial && !implies(conditions, index.partial.conditions)) continue
    const candidate = scanOf(collection, index, constraints, request)
    if (candidate.score === 0) continue
    if (candidate.score > (best?.score ?? 0)) best = candidate
    if (candidate.plan.sorted && candidate.score > (inOrder?.score ?? 0)) inOrder = candidate
  }
  for (const branches of best?.bounded ? [] : or) {
    const union = unionOf(collection, branches, request)
    if (union) return union
  }
  if (best && inOrder && sort && !best.plan.sorted && request.limit > 0)
    return cheaperInOrder(request.target.view, best.plan, inOrder.plan, request.limit)
      ? inOrder.plan
      : best.plan
  return best
    ? narrowed(request.target.view, collection.id, best.plan, constraints)
    : { kind: 'collection', reverse: false }
}

/** `_id` equal to a plain value: at most one document, so there is nothing to choose. */
function idPoint(collection: Collection, filter: Doc): Plan | undefined {
  const id = filter._id
  const simple = typeof id === 'string' || id instanceof ObjectId || id instanceof Int32
  const [index] = collection.indexes
  if (!simple || !index) return undefined
  const exact = Object.keys(filter).length === 1
  return { kind: 'point', index, key: pointOf(collection.id, index, id), exact }
}

interface Scored {
  plan: IndexPlan
  score: number
  bounded: boolean
}

function scanOf(
  collection: Collection,
  index: Index,
  constraints: ReadonlyMap<string, PathConstraint>,
  request: PlanRequest,
): Scored {
  const bounds = boundsOf(collection.id, index, constraints)
  const bounded = bounds.equal > 0 || bounds.range
  const order = orderOf(index, bounds.equal, bounds.single, request.sort)
  // A sparse index misses documents: without a bound on it (and unhinted) it would lose them.
  const allowed = request.hint !== undefined || bounded || !index.sparse
  const exact = index.unique && bounds.equal === index.paths.length ? 1000 : 0
  const score = exact + bounds.equal * 100 + (bounds.range ? 10 : 0) + (order !== undefined ? 5 : 0)
  const { intervals } = bounds
  const plan: IndexPlan = {
    kind: 'index',
    index,
    intervals,
    reverse: order?.direction === -1,
    sorted: order !== undefined,
    merges: order?.merges === true,
    beside: [],
  }
  return { plan, score: allowed ? score : 0, bounded }
}

interface IndexOrder {
  direction: number
  merges: boolean
}

/** How the index, read forward or backward, gives the sort; undefined when it does not. */
function orderOf(
  index: Index,
  equal: number,
  single: ReadonlySet<string>,
  sort: Doc | undefined,
): IndexOrder | undefined {
  if (!sort || index.long) return undefined
  // A document is sorted once, by the least or greatest of its values: an index has it at each of them.
  const hasMany = ({ path }: IndexPath, at: number): boolean => path in sort && isArrayField(index, at)
  if (index.paths.some(hasMany)) return undefined
  const wanted = Object.entries(sort).filter(([path]) => !single.has(path))
  if (wanted.length === 0) return { direction: 1, merges: false }
  // Fields bound to several values are not constant: either they are part of the sort, each in its place, or the
  // stretches behind them are merged.
  const whole = directionOf(
    wanted,
    index.paths.filter(({ path }) => !single.has(path)),
  )
  if (whole !== undefined) return { direction: whole, merges: false }
  const behind = directionOf(wanted, index.paths.slice(equal))
  return behind === undefined ? undefined : { direction: behind, merges: true }
}

/** 1 or -1 when the wanted order begins with the fields, all forward or all backward; else undefined. */
function directionOf(
  wanted: ReadonlyArray<[string, unknown]>,
  fields: readonly IndexPath[],
): number | undefined {
  let direction: number | undefined
  for (const [at, [path, order]] of wanted.entries()) {
    const field = fields[at]
    if (!field || field.path !== path || isDoc(order)) return undefined
    const turn = Math.sign(Number(order)) * (field.descending ? -1 : 1)
    if (direction !== undefined && direction !== turn) return undefined
    direction = turn
  }
  return direction
}

function unionOf(collection: Collection, branches: readonly Doc[], request: PlanRequest): Plan | undefined {
  const { target, limit } = request
  const plans = branches.map((filter) => planOf(collection, { filter, target, limit }))
  return plans.some(({ kind }) => kind === 'collection') ? undefined : { kind: 'union', branches: plans }
}

function naturalDirection(order: unknown): number | undefined {
  return isDoc(order) && '$natural' in order ? Number(order.$natural) : undefined
}

function hinted(collection: Collection, hint: unknown): Index {
  const found = collection.indexes.find((index) =>
    typeof hint === 'string' ? index.name === hint : isDoc(hint) && compare(index.spec.key, hint) === 0,
  )
  if (!found)
    throw badValue('planner returned error :: hint provided does not correspond to an existing index')
  return found
}
