import { failedToParse, failure, notImplemented } from '../errors'
import { runPipeline, splitLeading } from '../pipeline/run'
import { prepareQuery, type Query } from '../planner/query'
import type { Collection } from '../storage/collection'
import { decode, isDoc, type Doc } from '../value/document'
import * as field from './fields'
import { batchSizeOf, countMatches, encoded, firstReply } from './read'
import { reportOf } from './reports'
import { collectionName, queryOf, type Engine, type Reply, type Request } from './request'

/** An aggregation taken apart: the part that the scan does, and the stages that follow. */
interface Aggregation {
  name: string | undefined
  query: Query
  stages: Doc[]
}

export function aggregationOf(request: Request): Aggregation {
  const { body } = request
  const pipeline = field.docs(body, 'pipeline')
  if (!pipeline) throw failure(40414, "BSON field 'aggregate.pipeline' is missing but a required field")
  const onDatabase = typeof body.aggregate !== 'string'
  const { rest, filter = {}, sort, skip = 0, limit = 0 } = splitLeading(onDatabase ? [] : pipeline)
  const query = { ...queryOf(request, { hint: body.hint }, 'filter', limit), filter, sort, skip }
  return {
    name: onDatabase ? undefined : collectionName(request),
    query,
    stages: onDatabase ? pipeline : rest,
  }
}

/** `[{$match}?, {$group: {_id: constant, n: {$sum: 1}}}]`, which countDocuments sends. */
function countField(stages: readonly Doc[]): { name: string; id: unknown } | undefined {
  const group = stages.length === 1 ? stages[0]?.$group : undefined
  if (!isDoc(group)) return undefined
  const { _id: id, ...fields } = group
  const [[name, accumulator] = [], other] = Object.entries(fields)
  const constant = id === null || (typeof id === 'object' && !isDoc(id) && !Array.isArray(id))
  if (!name || other || !constant || !isDoc(accumulator)) return undefined
  const counts = Object.keys(accumulator).join() === '$sum' && typeof accumulator.$sum === 'object'
  return counts && Number(accumulator.$sum) === 1 ? { name, id } : undefined
}

export async function aggregate(engine: Engine, request: Request): Promise<Reply> {
  const { name, query, stages } = aggregationOf(request)
  const { body, db, target } = request
  if (field.flag(body, 'explain')) throw notImplemented("aggregate's option explain (the explain command is)")
  const cursor = field.doc(body, 'cursor')
  if (!cursor)
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument")
  const collection = name === undefined ? undefined : target.find(db, name)
  const reply = (rows: Iterable<Doc | undefined>): Promise<Reply> =>
    firstReply(engine, request, `${db}.${name ?? '$cmd.aggregate'}`, encoded(rows), batchSizeOf(cursor))
  const [first] = field.docs(body, 'pipeline') ?? []
  const report = name === undefined ? undefined : reportOf(engine, request, first, collection)
  if (report) return reply(runPipeline(stages.slice(1), report))
  const counted = countField(stages)
  if (counted) {
    const n = collection ? await countMatches(engine, request, collection, query) : 0
    return reply(n === 0 ? [] : [{ _id: counted.id, [counted.name]: n }])
  }
  const source = collection ? documents(request, collection, query) : []
  return reply(runPipeline(stages, source))
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
