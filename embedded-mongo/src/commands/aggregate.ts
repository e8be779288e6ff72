import { ServerError } from '../errors'
import { runPipeline, splitLeading } from '../pipeline/run'
import { prepareQuery, type Query } from '../planner/query'
import type { Stored } from '../session/cursors'
import type { Collection } from '../storage/collection'
import { encodeBuffer } from '../storage/raw-document'
import { decode, isDoc, type Doc } from '../value/document'
import {
  booleanField,
  collectionName,
  docField,
  docsField,
  onlyFields,
  type Engine,
  type Reply,
  type Request,
} from './request'
import { batchSizeOf, countMatches, firstReply } from './read'

export const AGGREGATE_FIELDS = [
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
  if (!pipeline)
    throw new ServerError(
      40414,
      'Location40414',
      "BSON field 'aggregate.pipeline' is missing but a required field",
    )
  const onDatabase = typeof body.aggregate !== 'string'
  const leading = onDatabase ? { rest: pipeline } : splitLeading(pipeline)
  const query: Query = {
    filter: leading.filter ?? {},
    sort: leading.sort,
    skip: leading.skip ?? 0,
    limit: leading.limit ?? 0,
    hint: body.hint,
    vars: docField(body, 'let'),
    now: request.now,
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

export async function aggregate(engine: Engine, request: Request): Promise<Reply> {
  const { name, query, stages } = aggregationOf(request)
  const { body } = request
  if (booleanField(body, 'explain'))
    throw new ServerError(238, 'NotImplemented', "use the explain command instead of aggregate's option")
  const cursor = docField(body, 'cursor')
  if (!cursor)
    throw new ServerError(
      9,
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  const namespace = `${request.db}.${name ?? '$cmd.aggregate'}`
  const batchSize = batchSizeOf(cursor)
  const collection = name === undefined ? undefined : request.target.find(request.db, name)
  const counted = countField(stages)
  if (counted) {
    const n = collection ? await countMatches(engine, request, collection, query) : 0
    const rows = n === 0 ? [] : [{ bytes: encodeBuffer({ _id: counted.id, [counted.name]: n }) }]
    return firstReply(engine, request, namespace, rows[Symbol.iterator](), batchSize)
  }
  const source = collection ? documents(request, collection, query) : noDocuments()
  const output = runPipeline(stages, source, {
    now: request.now,
    vars: query.vars,
    open: (other: string, filter?: Doc) => opened(request, other, filter),
  })
  return firstReply(engine, request, namespace, encoded(output), batchSize)
}

async function* noDocuments(): AsyncGenerator<Doc> {
  // A missing collection is an empty one.
}

function opened(request: Request, name: string, filter: Doc | undefined): AsyncIterable<Doc> {
  const collection = request.target.find(request.db, name)
  return collection
    ? documents(request, collection, { filter: filter ?? {}, now: request.now })
    : noDocuments()
}

const SLICE = 5

/** The documents of a scan, decoded; lets other commands work every few milliseconds. */
async function* documents(request: Request, collection: Collection, query: Query): AsyncGenerator<Doc> {
  let slice = Date.now() + SLICE
  let count = 0
  for (const found of prepareQuery(request.target, collection, query).run({ keys: 0, docs: 0 })) {
    if (found) yield decode(found.bytes)
    if (found && ++count % 64 !== 0) continue
    const now = Date.now()
    if (now > request.deadline) throw new ServerError(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
    if (now <= slice) continue
    await new Promise(setImmediate)
    slice = Date.now() + SLICE
  }
}

async function* encoded(output: AsyncIterable<Doc>): AsyncGenerator<Stored> {
  for await (const doc of output) yield { bytes: encodeBuffer(doc) }
}
