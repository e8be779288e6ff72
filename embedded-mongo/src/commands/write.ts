import { ObjectId } from 'bson'
import { badValue, failedToParse, failure, notImplemented } from '../errors'
import { prepareQuery, type Query } from '../planner/query'
import { compileProjection } from '../projection/compile'
import { checkSize, encodeStored, type Change } from '../storage/changes'
import type { Collection } from '../storage/collection'
import { storedForm } from '../value/raw-document'
import type { Target } from '../storage/store'
import { compileUpdate, upsertDocument } from '../updater/compile'
import { BsonType, typeName, typeOf } from '../value/type'
import { refuseCollation } from '../value/collation'
import { decode, isDoc, type Doc } from '../value/document'
import {
  booleanField,
  collectionName,
  docField,
  docsField,
  numberField,
  onlyFields,
  searchOf,
  unknownField,
  type Engine,
  type Reply,
  type Request,
} from './request'
import { runWrite } from './write-run'

const MOST_STATEMENTS = 100_000

const UPDATE_FIELDS = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint', 'sort']
const DELETE_FIELDS = ['q', 'limit', 'collation', 'hint']

function checkBatch(count: number): void {
  if (count === 0 || count > MOST_STATEMENTS)
    throw failure(16, `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${count} operations.`)
}

function checkId(id: unknown): void {
  const type = typeOf(id)
  if (type === BsonType.array || type === BsonType.regex || type === BsonType.missing)
    throw badValue(`The '_id' value cannot be of type ${typeName(type)}`)
  if (isDoc(id) && Object.keys(id).some((name) => name.startsWith('$')))
    throw failure(52, '_id fields may not contain $-prefixed fields')
}

function refuseArrayFilters({ arrayFilters }: Doc): void {
  if (arrayFilters !== undefined) throw notImplemented('the option arrayFilters')
}

/**
 * The statements of a command, which come as a section of their own or in its body.
 * @throws ServerError 40415 for a field no statement has, 72 for one of many documents under a txnNumber
 */
function statementsOf(
  request: Request,
  name: 'updates' | 'deletes',
  known: readonly string[],
  isMulti: (statement: Doc) => boolean,
): Doc[] {
  const { sequences, body, session, transaction } = request
  const statements = sequences.get(name)?.map((bytes) => decode(bytes)) ?? docsField(body, name) ?? []
  checkBatch(statements.length)
  for (const statement of statements) {
    refuseCollation(statement.collation)
    refuseArrayFilters(statement)
    for (const field of Object.keys(statement))
      if (!known.includes(field)) throw unknownField(`${request.name}.${name}.${field}`)
    if (session.txnNumber !== undefined && !transaction && isMulti(statement))
      throw failure(72, 'Cannot use retryable writes with multi=true or limit=0')
  }
  return statements
}

export function insert(engine: Engine, request: Request): Reply | Promise<Reply> {
  onlyFields(request, 'documents', 'ordered', 'bypassDocumentValidation')
  const name = collectionName(request)
  const documents = request.sequences.get('documents') ?? []
  checkBatch(documents.length)
  return runWrite(engine, request, {
    count: documents.length,
    ordered: booleanField(request.body, 'ordered', true),
    reply: { n: 0 },
    listErrors: true,
    step(target, at, reply) {
      const document = documents[at]
      if (!document) return
      const { bytes, id } = storedForm(document, () => new ObjectId())
      checkSize(bytes)
      checkId(id)
      const collection = target.ensure(request.db, name)
      target.write(collection, [{ record: collection.nextRecord++, before: null, after: bytes }])
      reply.n = Number(reply.n) + 1
    },
  })
}

interface UpdateStatement {
  query: Query
  update: Doc | Doc[]
  multi: boolean
  upsert: boolean
}

interface Updated {
  matched: number
  modified: number
  /** First document touched, before and after. */
  before: Buffer | null
  after: Buffer | null
  upserted: unknown
}

function updateOperand(value: unknown): Doc | Doc[] {
  if (isDoc(value)) return value
  if (Array.isArray(value) && value.every(isDoc)) return value
  throw failedToParse('Update argument must be either an object or an array')
}

function runUpdate(target: Target, db: string, name: string, statement: UpdateStatement): Updated {
  const { query, update, multi, upsert } = statement
  const compiled = compileUpdate(update, query)
  if (multi && compiled.isReplacement)
    throw failedToParse('multi update is not supported for replacement-style update')
  const result: Updated = { matched: 0, modified: 0, before: null, after: null, upserted: undefined }
  const found = target.find(db, name)
  if (found) {
    const changes: Change[] = []
    for (const match of prepareQuery(target, found, { ...query, limit: multi ? 0 : 1 }).run()) {
      if (!match) continue
      result.matched++
      const before = match.bytes
      const doc = decode(before)
      const next = compiled.apply(doc)
      const after = next === doc ? before : encodeStored(next)
      result.before ??= before
      result.after ??= after
      if (!after.equals(before)) changes.push({ record: match.record, before, after })
    }
    if (changes.length > 0) target.write(found, changes)
    result.modified = changes.length
  }
  if (result.matched > 0 || !upsert) return result
  const made = upsertDocument(query.filter, update, query)
  checkId(made._id)
  const after = encodeStored(made)
  const collection = target.ensure(db, name)
  target.write(collection, [{ record: collection.nextRecord++, before: null, after }])
  return { ...result, after, upserted: made._id }
}

export function update(engine: Engine, request: Request): Reply | Promise<Reply> {
  onlyFields(request, 'updates', 'ordered', 'bypassDocumentValidation', 'let')
  const name = collectionName(request)
  const updates = statementsOf(request, 'updates', UPDATE_FIELDS, (each) => booleanField(each, 'multi'))
  const search = searchOf(request)
  return runWrite(engine, request, {
    count: updates.length,
    ordered: booleanField(request.body, 'ordered', true),
    reply: { n: 0, nModified: 0 },
    listErrors: true,
    step(target, at, reply) {
      const each = updates[at] ?? {}
      const done = runUpdate(target, request.db, name, {
        query: {
          filter: docField(each, 'q') ?? {},
          sort: docField(each, 'sort'),
          hint: each.hint,
          ...search,
        },
        update: updateOperand(each.u),
        multi: booleanField(each, 'multi'),
        upsert: booleanField(each, 'upsert'),
      })
      const upserted = done.upserted !== undefined
      reply.n = Number(reply.n) + done.matched + (upserted ? 1 : 0)
      reply.nModified = Number(reply.nModified) + done.modified
      if (upserted)
        reply.upserted = [
          ...(Array.isArray(reply.upserted) ? (reply.upserted as unknown[]) : []),
          { index: at, _id: done.upserted },
        ]
    },
  })
}

export function deleteCommand(engine: Engine, request: Request): Reply | Promise<Reply> {
  onlyFields(request, 'deletes', 'ordered', 'let')
  const name = collectionName(request)
  const deletes = statementsOf(
    request,
    'deletes',
    DELETE_FIELDS,
    (each) => numberField(each, 'limit', 0) === 0,
  )
  const search = searchOf(request)
  return runWrite(engine, request, {
    count: deletes.length,
    ordered: booleanField(request.body, 'ordered', true),
    reply: { n: 0 },
    listErrors: true,
    step(target, at, reply) {
      const each = deletes[at] ?? {}
      const limit = numberField(each, 'limit', 0)
      if (limit !== 0 && limit !== 1)
        throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`)
      const collection = target.find(request.db, name)
      if (!collection) return
      const query = {
        filter: docField(each, 'q') ?? {},
        hint: each.hint,
        limit,
        ...search,
      }
      const changes = removals(target, collection, query)
      if (changes.length > 0) target.write(collection, changes)
      reply.n = Number(reply.n) + changes.length
    },
  })
}

function removals(target: Target, collection: Collection, query: Query): Change[] {
  const changes: Change[] = []
  for (const match of prepareQuery(target, collection, query).run())
    if (match) changes.push({ record: match.record, before: match.bytes, after: null })
  return changes
}

export function findAndModify(engine: Engine, request: Request): Reply | Promise<Reply> {
  onlyFields(
    request, 'query', 'update', 'remove', 'new', 'upsert', 'sort', 'fields', 'arrayFilters', 'collation', 'hint', 'let', 'bypassDocumentValidation',
  ) // prettier-ignore
  const { body } = request
  refuseArrayFilters(body)
  const name = collectionName(request)
  const remove = booleanField(body, 'remove')
  const wantsNew = booleanField(body, 'new')
  const upsert = booleanField(body, 'upsert')
  if (remove && body.update !== undefined)
    throw failedToParse("Cannot specify both an 'update' and 'remove'=true")
  if (!remove && body.update === undefined)
    throw failedToParse('Either an update or remove=true must be specified')
  if (remove && (upsert || wantsNew))
    throw failedToParse(`Cannot specify both ${upsert ? 'upsert' : 'new'}=true and 'remove'=true`)
  const query: Query = {
    filter: docField(body, 'query') ?? {},
    sort: docField(body, 'sort'),
    hint: body.hint,
    ...searchOf(request),
  }
  const fields = docField(body, 'fields')
  const shown = (bytes: Buffer | null): Doc | null => {
    if (!bytes) return null
    const doc = decode(bytes)
    return fields && Object.keys(fields).length > 0 ? compileProjection(fields, query)(doc) : doc
  }
  return runWrite(engine, request, {
    count: 1,
    ordered: true,
    reply: {},
    listErrors: false,
    step(target, _at, reply) {
      if (remove) {
        const collection = target.find(request.db, name)
        const changes = collection ? removals(target, collection, { ...query, limit: 1 }) : []
        if (collection && changes.length > 0) target.write(collection, changes)
        reply.lastErrorObject = { n: changes.length }
        reply.value = shown(changes[0]?.before ?? null)
        return
      }
      const done = runUpdate(target, request.db, name, {
        query,
        update: updateOperand(body.update),
        multi: false,
        upsert,
      })
      const upserted = done.upserted !== undefined
      reply.lastErrorObject = {
        n: done.matched + (upserted ? 1 : 0),
        updatedExisting: done.matched > 0,
        ...(upserted ? { upserted: done.upserted } : {}),
      }
      reply.value = shown(wantsNew ? done.after : done.before)
    },
  })
}
