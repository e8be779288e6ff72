import { failedToParse, failure, notImplemented } from '../errors'
import { runPipeline, splitLeading } from '../pipeline/run'
import type { Flow } from '../pipeline/stage'
import { prepareQuery, type Query } from '../planner/query'
import type { Stored } from '../session/cursors'
import type { Collection } from '../storage/collection'
import { encode, decode, isDoc, type Doc } from '../value/document'
import {
  booleanField,
  collectionName,
  docField,
  docsField,
  onlyFields,
  searchOf,
  whenReady,
  type Engine,
  type Reply,
  type Request,
} from './request'
import { batchSizeOf, countMatches, firstReply } from './read'

const AGGREGATE_FIELDS = [
  'pipeline', 'cursor', 'explain', 'allowDiskUse', 'hint', 'collation', 'let', 'bypassDocumentValidation', 'readOnce',
] // prettier-ignore

/** An aggregation taken apart: the part that the scan does, and the stages that follow. */
export interface Aggregation {
  name: string | undefined
  query: Query
  stages: Doc[]
}

export function aggregationOf(request: Request): Aggregation {
  onlyFields(request, ...AGGREGATE_FIELDS)
  const { body } = request
  const pipeline = docsField(body, 'pipeline')
  if (!pipeline) throw failure(40414, "BSON field 'aggregate.pipeline' is missing but a required field")
  const onDatabase = typeof body.aggregate !== 'string'
  const leading = onDatabase ? { rest: pipeline } : splitLeading(pipeline)
  const query: Query = {
    filter: leading.filter ?? {},
    sort: leading.sort,
    skip: leading.skip ?? 0,
    limit: leading.limit ?? 0,
    hint: body.hint,
    ...searchOf(request),
  }
  return { name: onDatabase ? undefined : collectionName(request), query, stages: leading.rest }
}

/** `[{$match}?, {$group: {_id: constant, n: {$sum: 1}}}]`, which countDocuments sends. */
function countField(stages: readonly Doc[]): { name: string; id: unknown } | undefined {
  const group = stages.length === 1 ? stages[0]?.$group : undefined
  if (!isDoc(group) || Object.keys(group).length !== 2) return undefined
  const [name] = Object.keys(group).filter((key) => key !== '_id')
  const accumulator = name === undefined ? undefined : group[name]
  const constant =
    group._id === null || (typeof group._id === 'object' && !isDoc(group._id) && !Array.isArray(group._id))
  if (name === undefined || !constant || !isDoc(accumulator) || Object.keys(accumulator).join() !== '$sum')
    return undefined
  return typeof accumulator.$sum === 'object' && Number(accumulator.$sum) === 1
    ? { name, id: group._id }
    : undefined
}

export function aggregate(engine: Engine, request: Request): Reply | Promise<Reply> {
  const { name, query, stages } = aggregationOf(request)
  const { body } = request
  if (booleanField(body, 'explain'))
    throw notImplemented("aggregate's option explain (the explain command is)")
  const cursor = docField(body, 'cursor')
  if (!cursor)
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument")
  const namespace = `${request.db}.${name ?? '$cmd.aggregate'}`
  const batchSize = batchSizeOf(cursor)
  const collection = name === undefined ? undefined : request.target.find(request.db, name)
  const counted = countField(stages)
  if (counted) {
    const n = collection ? countMatches(engine, request, collection, query) : 0
    return whenReady(n, (count) => {
      const rows = count === 0 ? [] : [{ bytes: encode({ _id: counted.id, [counted.name]: count }) }]
      return firstReply(engine, request, namespace, rows.values(), batchSize)
    })
  }
  const source = collection ? documents(request, collection, query) : []
  const output = runPipeline(stages, source, { now: request.now, vars: query.vars })
  return firstReply(engine, request, namespace, encoded(output), batchSize)
}

const PAUSE_EVERY = 64

/** The documents of a scan, decoded. */
function* documents(request: Request, collection: Collection, query: Query): Generator<Doc | undefined> {
  let count = 0
  for (const found of prepareQuery(request.target, collection, query).run()) {
    yield found && decode(found.bytes)
    if (++count % PAUSE_EVERY === 0) yield undefined
  }
}

function* encoded(output: Flow): Generator<Stored | undefined> {
  for (const doc of output) yield doc && { bytes: encode(doc) }
}
