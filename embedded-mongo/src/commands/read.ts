import { failure, notImplemented, typeMismatch } from '../errors'
import { prepareQuery, type PreparedQuery, type Query } from '../planner/query'
import { compileProjection } from '../projection/compile'
import { cursorReply, nextBatch, type Source, type Stored } from '../session/cursors'
import type { Collection } from '../storage/collection'
import { encode, decode, type Doc } from '../value/document'
import { keyOf } from '../value/key-encoding'
import { pathOf, someValue, topLevel } from '../value/path'
import { FieldReader } from '../value/raw-document'
import * as field from './fields'
import { collectionName, queryOf, type Engine, type Reply, type Request } from './request'

const DEFAULT_FIRST_BATCH = 101
export const batchSizeOf = (body: Doc): number => field.size(body, 'batchSize', DEFAULT_FIRST_BATCH)

/** Opens a cursor, fills its first batch and keeps it when there is more. */
export async function firstReply(
  engine: Engine,
  request: Request,
  namespace: string,
  source: Source,
  batchSize: number,
  single = false,
): Promise<Reply> {
  const cursor = engine.cursors.open(namespace, source, request.transaction, request.session.lsid)
  const { documents, finished } = await nextBatch(cursor, batchSize, request.deadline)
  const alive = !finished && !single
  if (alive) engine.cursors.keep(cursor)
  else if (!finished) void source.return?.()
  return cursorReply('firstBatch', documents, alive ? cursor.id : 0n, namespace)
}

/** A reply that lists what is known at once. */
export function listReply(
  engine: Engine,
  request: Request,
  namespace: string,
  rows: readonly Doc[],
): Promise<Reply> {
  const batchSize = batchSizeOf(field.doc(request.body, 'cursor') ?? {})
  return firstReply(engine, request, namespace, encoded(rows), batchSize)
}

type Rows = Generator<Stored | undefined>

/** Documents as a cursor gives them. */
export function* encoded(docs: Iterable<Doc | undefined>): Rows {
  for (const doc of docs) yield doc && { bytes: encode(doc) }
}

const limitOf = ({ body }: Request): number => Math.abs(field.number(body, 'limit'))

/** What a find asks for; used by find and by its explain. */
export function findQuery(request: Request): Query {
  for (const option of ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'min', 'max'])
    if ((request.body[option] ?? false) !== false) throw notImplemented(`the find option ${option}`)
  return queryOf(request, request.body, 'filter', limitOf(request))
}

export function find(engine: Engine, request: Request): Promise<Reply> {
  const query = findQuery(request)
  const { body, db, target } = request
  const name = collectionName(request)
  const single = field.flag(body, 'singleBatch') || field.number(body, 'limit') < 0
  const batchSize = Math.min(batchSizeOf(body), single && query.limit ? query.limit : Infinity)
  const collection = target.find(db, name)
  const found = collection ? prepareQuery(target, collection, query).run() : []
  const projection = field.doc(body, 'projection') ?? {}
  const shown = Object.keys(projection).length > 0 ? projected(found, compileProjection(projection)) : found
  return firstReply(engine, request, `${db}.${name}`, shown[Symbol.iterator](), batchSize, single)
}

function* projected(found: Iterable<Stored | undefined>, project: (doc: Doc) => Doc): Rows {
  for (const each of found) yield each && { bytes: encode(project(decode(each.bytes))) }
}

export async function getMore(engine: Engine, request: Request): Promise<Reply> {
  const { body, transaction, deadline } = request
  const id = BigInt(String(body.getMore))
  const cursor = engine.cursors.find(id)
  const namespace = `${request.db}.${String(body.collection)}`
  if (cursor.namespace !== namespace)
    throw failure(13, `Requested getMore on namespace '${namespace}', but cursor belongs to another one`)
  if (cursor.transaction !== transaction)
    throw failure(50738, `Cannot run getMore on cursor ${id}, which was not created in the same transaction`)
  try {
    const { documents, finished } = await nextBatch(
      cursor,
      field.number(body, 'batchSize') || Infinity,
      deadline,
    )
    if (finished) engine.cursors.remove(cursor)
    else engine.cursors.keep(cursor)
    return cursorReply('nextBatch', documents, finished ? 0n : id, namespace)
  } catch (error) {
    engine.cursors.remove(cursor)
    throw error
  }
}

export function killCursors(engine: Engine, { body }: Request): Reply {
  const killed: unknown[] = []
  const notFound: unknown[] = []
  for (const id of Array.isArray(body.cursors) ? body.cursors : [])
    (engine.cursors.kill(BigInt(String(id))) ? killed : notFound).push(id)
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] }
}

export async function count(engine: Engine, request: Request): Promise<Reply> {
  const collection = request.target.find(request.db, collectionName(request))
  if (!collection) return { n: 0 }
  const query = queryOf(request, request.body, 'query', limitOf(request))
  return { n: await countMatches(engine, request, collection, query) }
}

/** The number of matches: known, counted in the index, or by going through them with the pauses of a cursor. */
export async function countMatches(
  engine: Engine,
  request: Request,
  collection: Collection,
  query: Query,
): Promise<number> {
  const { filter, hint, skip = 0, limit = 0 } = query
  const prepared = prepareQuery(request.target, collection, query)
  const all = Object.keys(filter).length === 0 && hint === undefined ? collection.count : undefined
  const known = request.transaction ? undefined : (all ?? prepared.coveredCount())
  if (known !== undefined) return Math.min(Math.max(0, known - skip), limit || Infinity)
  let n = 0
  await forEach(engine, request, prepared, () => n++)
  return n
}

/** Goes through all that a query finds, with the pauses of a cursor. */
async function forEach(
  { cursors }: Engine,
  { deadline }: Request,
  prepared: PreparedQuery,
  visit: (found: Stored) => void,
): Promise<void> {
  let n = 0
  function* visiting(): Generator<undefined> {
    for (const found of prepared.run()) {
      if (found) visit(found)
      if (!found || ++n % 128 === 0) yield undefined
    }
  }
  await nextBatch(cursors.open('', visiting()), Infinity, deadline)
}

/** The different values of a field, those in an array one by one, in the order in which they are met. */
export async function distinct(engine: Engine, request: Request): Promise<Reply> {
  const { body, target, db } = request
  if (typeof body.key !== 'string')
    throw typeMismatch("BSON field 'distinct.key' is the wrong type, expected a string")
  const collection = target.find(db, collectionName(request))
  const values = new Map<string, unknown>()
  const keep = (value: unknown): void => {
    const key = keyOf(value)
    if (value !== undefined && !values.has(key)) values.set(key, value)
  }
  const path = pathOf(body.key)
  const reader = new FieldReader(new Set([topLevel(body.key)]))
  const visit = ({ bytes }: Stored): void =>
    void someValue(reader.read(bytes), path, 'whole', (value) => {
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) keep(item)
      return false
    })
  const query = queryOf(request, body, 'query', 0)
  if (collection) await forEach(engine, request, prepareQuery(target, collection, query), visit)
  return { values: [...values.values()] }
}
