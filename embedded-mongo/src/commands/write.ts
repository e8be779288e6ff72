import { ObjectId } from 'bson'
import { badValue, failedToParse, failure, notImplemented } from '../errors'
import { prepareQuery, type Query } from '../planner/query'
import { compileProjection } from '../projection/compile'
import { checkStored, encodeStored, type Change } from '../storage/changes'
import type { Collection } from '../storage/collection'
import type { Target } from '../storage/store'
import { compileUpdate, upsertDocument } from '../updater/compile'
import { decode, isDoc, type Doc } from '../value/document'
import { storedForm } from '../value/raw-document'
import { BsonType, typeName, typeOf } from '../value/type'
import * as field from './fields'
import { collectionName, queryOf, type Answer, type Engine, type Request } from './request'
import { append, runWrite, type Step } from './write-run'

// Every export is a command.
export { findAndModify as findandmodify, remove as delete }

const MOST_STATEMENTS = 100_000

const UPDATE_FIELDS = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint']
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

/**
 * The statements of a command, which come as a section of their own or in its body.
 * @throws ServerError 40415 for a field no statement has, 72 for one of many documents under a txnNumber
 */
function statementsOf(
  request: Request,
  known: readonly string[],
  isMulti: (statement: Doc) => boolean,
): Doc[] {
  const { sequences, body, session, transaction, name: command } = request
  collectionName(request) // a bad one fails the command, not its first statement
  const name = `${command}s`
  const statements = sequences.get(name)?.map(decode) ?? field.docs(body, name) ?? []
  checkBatch(statements.length)
  for (const statement of statements) {
    field.checkStatement(`${command}.${name}`, statement, known)
    if (session.txnNumber !== undefined && !transaction && isMulti(statement))
      throw failure(72, 'Cannot use retryable writes with multi=true or limit=0')
  }
  return statements
}

export function insert(engine: Engine, request: Request): Answer {
  const name = collectionName(request)
  const documents = request.sequences.get('documents') ?? []
  checkBatch(documents.length)
  const step: Step<Buffer> = (target, document, reply) => {
    const { bytes, doc } = storedForm(document, () => new ObjectId())
    checkStored(doc, bytes)
    checkId(doc._id)
    addDocument(target, target.ensure(request.db, name), bytes)
    reply.n = Number(reply.n) + 1
  }
  return runWrite(engine, request, { reply: { n: 0 }, statements: documents, step })
}

function addDocument(target: Target, collection: Collection, after: Buffer): void {
  target.write(collection, [{ record: collection.nextRecord++, before: null, after }])
}

/** What an update of one or more documents did; `before` and `after` are the first one's. */
interface Updated {
  matched: number
  modified: number
  before: Buffer | null
  after: Buffer | null
  upserted?: unknown
}

/** @param statement an update's statement, or a findAndModify */
function runUpdate(target: Target, request: Request, query: Query, statement: Doc, update: unknown): Updated {
  if (statement.arrayFilters !== undefined) throw notImplemented('the option arrayFilters')
  if (!isDoc(update) && !(Array.isArray(update) && update.every(isDoc)))
    throw failedToParse('Update argument must be either an object or an array')
  const multi = field.flag(statement, 'multi')
  const compiled = compileUpdate(update, query.filter)
  if (multi && compiled.isReplacement)
    throw failedToParse('multi update is not supported for replacement-style update')
  const result: Updated = { matched: 0, modified: 0, before: null, after: null }
  const [db, name] = [request.db, collectionName(request)]
  const found = target.find(db, name)
  if (found) {
    const changes: Change[] = []
    for (const match of prepareQuery(target, found, query).run()) {
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
  if (result.matched > 0 || !field.flag(statement, 'upsert')) return result
  const made = upsertDocument(query.filter, update)
  checkId(made._id)
  const after = encodeStored(made)
  addDocument(target, target.ensure(db, name), after)
  return { ...result, after, upserted: made._id }
}

export function update(engine: Engine, request: Request): Answer {
  const updates = statementsOf(request, UPDATE_FIELDS, (each) => field.flag(each, 'multi'))
  const step: Step<Doc> = (target, each, reply, index) => {
    const query = queryOf(request, each, 'q', field.flag(each, 'multi') ? 0 : 1)
    const { matched, modified, upserted } = runUpdate(target, request, query, each, each.u)
    reply.n = Number(reply.n) + matched + (upserted === undefined ? 0 : 1)
    reply.nModified = Number(reply.nModified) + modified
    if (upserted !== undefined) append(reply, 'upserted', { index, _id: upserted })
  }
  return runWrite(engine, request, { reply: { n: 0, nModified: 0 }, statements: updates, step })
}

function remove(engine: Engine, request: Request): Answer {
  const deletes = statementsOf(request, DELETE_FIELDS, (each) => field.number(each, 'limit') === 0)
  const step: Step<Doc> = (target, each, reply) => {
    const limit = field.number(each, 'limit')
    if (limit !== 0 && limit !== 1)
      throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`)
    reply.n = Number(reply.n) + runDelete(target, request, queryOf(request, each, 'q', limit)).length
  }
  return runWrite(engine, request, { reply: { n: 0 }, statements: deletes, step })
}

/** Deletes what a query finds. @returns what was there */
function runDelete(target: Target, request: Request, query: Query): Buffer[] {
  const collection = target.find(request.db, collectionName(request))
  if (!collection) return []
  const changes: Change[] = []
  for (const match of prepareQuery(target, collection, query).run())
    if (match) changes.push({ record: match.record, before: match.bytes, after: null })
  if (changes.length > 0) target.write(collection, changes)
  return changes.flatMap(({ before }) => before ?? [])
}

export function findAndModify(engine: Engine, request: Request): Answer {
  const { body } = request
  const removes = field.flag(body, 'remove')
  const wantsNew = field.flag(body, 'new')
  if (removes === (body.update !== undefined))
    throw failedToParse("Either an 'update' or 'remove'=true must be specified, and not both")
  if (removes && (wantsNew || field.flag(body, 'upsert')))
    throw failedToParse("Cannot specify 'new' or 'upsert' with 'remove'=true")
  const query = queryOf(request, body, 'query', 1)
  const project = compileProjection(field.doc(body, 'fields') ?? {})
  const shown = (bytes: Buffer | null | undefined): Doc | null => (bytes ? project(decode(bytes)) : null)
  const step: Step<Doc> = (target, _body, reply) => {
    if (removes) {
      const removed = runDelete(target, request, query)
      reply.lastErrorObject = { n: removed.length }
      reply.value = shown(removed[0])
      return
    }
    const { matched, upserted, before, after } = runUpdate(target, request, query, body, body.update)
    const n = upserted === undefined ? matched : 1
    reply.lastErrorObject = { n, updatedExisting: matched > 0, upserted }
    reply.value = shown(wantsNew ? after : before)
  }
  return runWrite(engine, request, { reply: {}, statements: [body], step, single: true })
}
