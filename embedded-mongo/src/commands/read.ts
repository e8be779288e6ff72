import { failure, notImplemented } from '../errors'
import { prepareQuery, type Query } from '../planner/query'
import { compileProjection } from '../projection/compile'
import { cursorReply, nextBatch, type Source, type Stored } from '../session/cursors'
import type { Collection } from '../storage/collection'
import { encode, decode, type Doc } from '../value/document'
import {
  booleanField,
  collectionName,
  docField,
  numberField,
  onlyFields,
  searchOf,
  sizeField,
  whenReady,
  type Engine,
  type Reply,
  type Request,
} from './request'

const DEFAULT_FIRST_BATCH = 101

/** Opens a cursor, fills its first batch and keeps it when there is more. */
export function firstReply(
  engine: Engine,
  request: Request,
  namespace: string,
  source: Source,
  batchSize: number,
  single = false,
): Buffer | Promise<Buffer> {
  const cursor = engine.cursors.open(namespace, source, request.transaction, request.session.lsid)
  return whenReady(nextBatch(cursor, batchSize, request.deadline), ({ documents, finished }) => {
    const alive = !finished && !single
    if (alive) engine.cursors.keep(cursor)
    else if (!finished) void source.return?.()
    return cursorReply('firstBatch', documents, alive ? cursor.id : 0n, namespace)
  })
}

export const batchSizeOf = (body: Doc): number => sizeField(body, 'batchSize', DEFAULT_FIRST_BATCH)

const queryOf = (request: Request, filter: 'filter' | 'query'): Query => ({
  ...searchOf(request),
  filter: docField(request.body, filter) ?? {},
  sort: docField(request.body, 'sort'),
  skip: sizeField(request.body, 'skip', 0),
  limit: Math.abs(numberField(request.body, 'limit', 0)),
  hint: request.body.hint,
})

const FIND_FIELDS = [
  'filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'hint', 'collation', 'let', 'allowDiskUse',
  'noCursorTimeout', 'allowPartialResults', 'oplogReplay', 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'min', 'max',
] // prettier-ignore

/** What a find asks for, checked; used by find and by its explain. */
export function findQuery(request: Request): Query {
  onlyFields(request, ...FIND_FIELDS)
  for (const option of ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'min', 'max'])
    if ((request.body[option] ?? false) !== false) throw notImplemented(`the find option ${option}`)
  return queryOf(request, 'filter')
}

export function find(engine: Engine, request: Request): Reply | Promise<Reply> {
  const query = findQuery(request)
  const { body } = request
  const name = collectionName(request)
  const namespace = `${request.db}.${name}`
  const single = booleanField(body, 'singleBatch') || numberField(body, 'limit', 0) < 0
  const projection = docField(body, 'projection')
  const batchSize = Math.min(batchSizeOf(body), single && query.limit ? query.limit : Infinity)
  const collection = request.target.find(request.db, name)
  const found = collection ? prepareQuery(request.target, collection, query).run() : []
  const shown =
    projection && Object.keys(projection).length > 0
      ? projected(found, compileProjection(projection, query))
      : found
  return firstReply(engine, request, namespace, shown[Symbol.iterator](), batchSize, single)
}

function* projected(
  found: Iterable<Stored | undefined>,
  project: (doc: Doc) => Doc,
): Generator<Stored | undefined> {
  for (const each of found) yield each && { bytes: encode(project(decode(each.bytes))) }
}

export async function getMore(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'collection', 'batchSize')
  const { body } = request
  const id = BigInt(String(body.getMore))
  const cursor = engine.cursors.find(id)
  const namespace = `${request.db}.${String(body.collection)}`
  if (cursor.namespace !== namespace)
    throw failure(
      13,
      `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
    )
  if (cursor.transaction !== request.transaction)
    throw failure(50738, `Cannot run getMore on cursor ${id}, which was not created in the same transaction`)
  try {
    const batchSize = numberField(body, 'batchSize', 0)
    const { documents, finished } = await nextBatch(
      cursor,
      batchSize > 0 ? batchSize : Infinity,
      request.deadline,
    )
    if (finished) engine.cursors.remove(cursor)
    else engine.cursors.keep(cursor)
    return cursorReply('nextBatch', documents, finished ? 0n : id, namespace)
  } catch (error) {
    engine.cursors.remove(cursor)
    throw error
  }
}

export function killCursors(engine: Engine, request: Request): Reply {
  const ids = Array.isArray(request.body.cursors) ? request.body.cursors : []
  const killed: unknown[] = []
  const notFound: unknown[] = []
  for (const id of ids) (engine.cursors.kill(BigInt(String(id))) ? killed : notFound).push(id)
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] }
}

export function count(engine: Engine, request: Request): Reply | Promise<Reply> {
  onlyFields(request, 'query', 'limit', 'skip', 'hint', 'collation', 'fields')
  const collection = request.target.find(request.db, collectionName(request))
  if (!collection) return { n: 0 }
  return whenReady(countMatches(engine, request, collection, queryOf(request, 'query')), (n) => ({ n }))
}

/** The number of matches: known, counted in the index, or by going through them with the pauses of a cursor. */
export function countMatches(
  engine: Engine,
  request: Request,
  collection: Collection,
  query: Query,
): number | Promise<number> {
  const { filter, hint, skip = 0, limit = 0 } = query
  const prepared = prepareQuery(request.target, collection, query)
  const all = Object.keys(filter).length === 0 && hint === undefined ? collection.count : undefined
  const known = request.transaction ? undefined : (all ?? prepared.coveredCount())
  if (known !== undefined) return Math.min(Math.max(0, known - skip), limit || Infinity)
  let n = 0
  function* counting(): Generator<undefined> {
    for (const found of prepared.run()) {
      if (found) n++
      if (!found || n % 128 === 0) yield undefined
    }
  }
  return whenReady(nextBatch(engine.cursors.open('', counting()), Infinity, request.deadline), () => n)
}
