import { ServerError } from '../errors'
import { prepareQuery, type Query } from '../planner/query'
import { compileProjection } from '../projection/compile'
import { cursorReply, nextBatch, type Source, type Stored } from '../session/cursors'
import type { Collection } from '../storage/collection'
import { compare } from '../value/compare'
import { encodeBuffer, FieldReader } from '../storage/raw-document'
import { decode, type Doc } from '../value/document'
import { equalityKey } from '../value/equality-key'
import { valuesAt } from '../value/path'
import {
  booleanField,
  collectionName,
  docField,
  numberField,
  onlyFields,
  stringField,
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

export function batchSizeOf(body: Doc): number {
  const size = numberField(body, 'batchSize', DEFAULT_FIRST_BATCH)
  if (size < 0)
    throw new ServerError(
      51024,
      'Location51024',
      `BSON field 'batchSize' value must be >= 0, actual value '${size}'`,
    )
  return size
}

function queryOf(request: Request): Query {
  const { body } = request
  const skip = numberField(body, 'skip', 0)
  if (skip < 0)
    throw new ServerError(
      51024,
      'Location51024',
      `BSON field 'skip' value must be >= 0, actual value '${skip}'`,
    )
  return {
    filter: docField(body, 'filter') ?? {},
    sort: docField(body, 'sort'),
    skip,
    limit: Math.abs(numberField(body, 'limit', 0)),
    hint: body.hint,
    vars: docField(body, 'let'),
    now: request.now,
  }
}

export const FIND_FIELDS = [
  'filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'hint', 'collation', 'let', 'allowDiskUse',
  'noCursorTimeout', 'allowPartialResults', 'oplogReplay', 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'min', 'max',
] // prettier-ignore

/** What a find asks for, checked; used by find and by its explain. */
export function findQuery(request: Request): Query {
  onlyFields(request, ...FIND_FIELDS)
  for (const option of ['tailable', 'awaitData', 'returnKey', 'showRecordId'])
    if (booleanField(request.body, option))
      throw new ServerError(238, 'NotImplemented', `find option '${option}' is not implemented`)
  for (const option of ['min', 'max'])
    if (request.body[option] !== undefined)
      throw new ServerError(238, 'NotImplemented', `find option '${option}' is not implemented`)
  return queryOf(request)
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
  const found = collection ? prepareQuery(request.target, collection, query).run({ keys: 0, docs: 0 }) : []
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
  for (const each of found) yield each && { bytes: encodeBuffer(project(decode(each.bytes))) }
}

export async function getMore(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'collection', 'batchSize')
  const { body } = request
  const id = BigInt(String(body.getMore))
  const cursor = engine.cursors.find(id)
  const namespace = `${request.db}.${stringField(body, 'collection')}`
  if (cursor.namespace !== namespace)
    throw new ServerError(
      13,
      'Unauthorized',
      `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
    )
  if (cursor.transaction !== request.transaction)
    throw new ServerError(
      50738,
      'Location50738',
      `Cannot run getMore on cursor ${id}, which was not created in the same transaction`,
    )
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

/** Goes through a query's documents, pausing as cursors do. */
export async function eachMatch(
  engine: Engine,
  request: Request,
  collection: Collection,
  query: Query,
  visit: (bytes: Buffer) => void,
): Promise<void> {
  function* visiting(): Generator<undefined> {
    let count = 0
    for (const found of prepareQuery(request.target, collection, query).run({ keys: 0, docs: 0 })) {
      if (found) visit(found.bytes)
      if (++count % 128 === 0) yield undefined
    }
  }
  const cursor = engine.cursors.open('', visiting(), undefined, undefined)
  await nextBatch(cursor, Infinity, request.deadline)
}

export async function count(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'query', 'limit', 'skip', 'hint', 'collation', 'fields')
  const { body } = request
  const collection = request.target.find(request.db, collectionName(request))
  if (!collection) return { n: 0 }
  const query = { ...queryOf(request), filter: docField(body, 'query') ?? {} }
  return { n: await countMatches(engine, request, collection, query) }
}

export async function countMatches(
  engine: Engine,
  request: Request,
  collection: Collection,
  query: Query,
): Promise<number> {
  if (Object.keys(query.filter).length === 0 && query.hint === undefined && !request.transaction) {
    const rest = Math.max(0, collection.count - (query.skip ?? 0))
    return query.limit ? Math.min(rest, query.limit) : rest
  }
  const covered = request.transaction
    ? undefined
    : prepareQuery(request.target, collection, query).coveredCount()
  if (covered !== undefined) {
    const rest = Math.max(0, covered - (query.skip ?? 0))
    return query.limit ? Math.min(rest, query.limit) : rest
  }
  let n = 0
  await eachMatch(engine, request, collection, query, () => n++)
  return n
}

export async function distinct(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'key', 'query', 'collation', 'hint')
  const { body } = request
  const key = stringField(body, 'key')
  const collection = request.target.find(request.db, collectionName(request))
  if (!collection) return { values: [] }
  const query = { filter: docField(body, 'query') ?? {}, hint: body.hint, now: request.now }
  const values = new Map<string, unknown>()
  const reader = new FieldReader(new Set([key.split('.')[0] ?? '']))
  await eachMatch(engine, request, collection, query, (bytes) => {
    for (const value of leaves(valuesAt(reader.read(bytes), key))) {
      const name = equalityKey(value)
      if (!values.has(name)) values.set(name, value)
    }
  })
  return { values: [...values.values()].sort(compare) }
}

/** `valuesAt` gives an array's elements and then the array itself, which distinct leaves out. */
function leaves(values: unknown[]): unknown[] {
  const last = values.at(-1)
  const elements =
    Array.isArray(last) &&
    values.length === last.length + 1 &&
    last.every((element, at) => element === values[at])
  return (elements ? values.slice(0, -1) : values).filter((value) => value !== undefined)
}
