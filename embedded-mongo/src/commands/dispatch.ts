import { ServerError, failure, notImplemented } from '../errors'
import { sessionFields, type SessionFields } from '../session/sessions'
import type { Transaction } from '../storage/transaction'
import { encode, isDoc, type Doc } from '../value/document'
import type { Incoming } from '../wire/message'
import * as admin from './admin'
import { aggregate } from './aggregate'
import * as catalogue from './catalogue'
import { explain } from './explain'
import { count, find, getMore, killCursors } from './read'
import { finishedReply, numberField, type Engine, type Handler, type Reply, type Request } from './request'
import * as sessions from './sessions'
import { deleteCommand, findAndModify, insert, update } from './write'

interface Command {
  run: Handler
  /** May run inside a transaction. */
  transactional?: boolean
  /** May carry a txnNumber outside one. */
  retryable?: boolean
}

const COMMANDS = new Map<string, Command>(
  Object.entries({
    hello: { run: admin.hello },
    isMaster: { run: admin.hello },
    ismaster: { run: admin.hello },
    ping: { run: admin.ping },
    buildInfo: { run: admin.buildInfo },
    buildinfo: { run: admin.buildInfo },
    connectionStatus: { run: admin.connectionStatus },
    hostInfo: { run: admin.hostInfo },
    getParameter: { run: admin.getParameter },
    serverStatus: { run: admin.serverStatus },
    listDatabases: { run: admin.listDatabases },
    collStats: { run: admin.collStats },
    dbStats: { run: admin.dbStats },
    dbstats: { run: admin.dbStats },
    insert: { run: insert, transactional: true, retryable: true },
    update: { run: update, transactional: true, retryable: true },
    delete: { run: deleteCommand, transactional: true, retryable: true },
    findAndModify: { run: findAndModify, transactional: true, retryable: true },
    findandmodify: { run: findAndModify, transactional: true, retryable: true },
    find: { run: find, transactional: true },
    getMore: { run: getMore, transactional: true },
    killCursors: { run: killCursors, transactional: true },
    aggregate: { run: aggregate, transactional: true },
    count: { run: count },
    create: { run: catalogue.create },
    createIndexes: { run: catalogue.createIndexes },
    listIndexes: { run: catalogue.listIndexes },
    dropIndexes: { run: catalogue.dropIndexes },
    listCollections: { run: catalogue.listCollections },
    drop: { run: catalogue.drop },
    dropDatabase: { run: catalogue.dropDatabase },
    explain: { run: explain },
    commitTransaction: { run: sessions.commitTransaction },
    abortTransaction: { run: sessions.abortTransaction },
    endSessions: { run: sessions.endSessions },
    killSessions: { run: sessions.endSessions },
    refreshSessions: { run: sessions.refreshSessions },
  }),
)

const ENDS_TRANSACTION = new Set(['commitTransaction', 'abortTransaction'])
/** Errors after which a client may try the same write once more. */
const RETRYABLE = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])
const TRANSIENT = new Set([24, 112, 246, 251])

/** Runs one command and makes of every outcome, errors too, the bytes of the reply; at once when nothing waits. */
export function answer(
  engine: Engine,
  incoming: Incoming,
  connectionId: number,
  closing: boolean,
): Buffer | Promise<Buffer> {
  const name = Object.keys(incoming.body)[0] ?? ''
  let session: SessionFields | undefined
  let transaction: Transaction | undefined
  const fail = (error: unknown): Buffer => encode(failed(engine, name, session, transaction, error))
  try {
    if (closing) throw failure(91, 'The server is shutting down')
    const command = COMMANDS.get(name)
    if (!command) throw failure(59, `no such command: '${name}'`)
    checkReadConcern(incoming.body)
    session = sessionFields(incoming.body)
    transaction = entered(engine, name, command, session)
    const request = requestOf(engine, incoming, name, session, transaction, connectionId)
    const reply = command.run(engine, request)
    if (!(reply instanceof Promise)) return finished(engine, request, reply)
    return reply.then((ready) => finished(engine, request, ready)).catch(fail)
  } catch (error) {
    return fail(error)
  }
}

/** The transaction the command runs in, if any. @throws ServerError when the command may not run there */
function entered(
  engine: Engine,
  name: string,
  command: Command,
  session: SessionFields,
): Transaction | undefined {
  if (session.txnNumber === undefined || ENDS_TRANSACTION.has(name)) return undefined
  if (session.inTransaction && !command.transactional)
    throw failure(263, `Cannot run '${name}' in a multi-document transaction.`)
  if (!session.inTransaction && !command.retryable)
    throw failure(
      50768,
      `txnNumber may only be provided for multi-document transactions and retryable write commands. '${name}' is neither`,
    )
  return engine.sessions.enter(session)
}

function requestOf(
  engine: Engine,
  { db, body, sequences }: Incoming,
  name: string,
  session: SessionFields,
  transaction: Transaction | undefined,
  connectionId: number,
): Request {
  const now = new Date()
  const maxTime = numberField(body, 'maxTimeMS', 0)
  return {
    name,
    db,
    body,
    sequences,
    session,
    transaction,
    target: transaction ?? engine.store.committed,
    now,
    deadline: maxTime > 0 ? now.getTime() + maxTime : Infinity,
    connectionId,
  }
}

function finished(engine: Engine, { session, transaction }: Request, reply: Reply): Buffer {
  if (Buffer.isBuffer(reply)) return reply
  if (transaction && reply.writeErrors && session.lsid)
    engine.sessions.abortAfterError(session.lsid, transaction)
  return finishedReply(reply)
}

function checkReadConcern(body: Doc): void {
  const concern = body.readConcern
  if (isDoc(concern) && concern.level === 'snapshot' && body.autocommit !== false)
    throw notImplemented('the read concern snapshot outside a transaction')
}

function failed(
  engine: Engine,
  name: string,
  session: SessionFields | undefined,
  transaction: Transaction | undefined,
  error: unknown,
): Doc {
  const { code, codeName, message, extra } = error instanceof ServerError ? error : unexpected(error)
  if (transaction && session?.lsid) engine.sessions.abortAfterError(session.lsid, transaction)
  const label = session && labelOf(name, session, code)
  return { ok: 0, errmsg: message, code, codeName, ...extra, ...(label && { errorLabels: [label] }) }
}

/** What the driver must know to try again: the one write, or the whole transaction. */
function labelOf(
  name: string,
  { inTransaction, txnNumber }: SessionFields,
  code: number,
): string | undefined {
  const retryable = RETRYABLE.has(code)
  if (!inTransaction) return txnNumber !== undefined && retryable ? 'RetryableWriteError' : undefined
  if (name === 'commitTransaction') return retryable ? 'RetryableWriteError' : undefined
  if (name === 'abortTransaction') return undefined
  return retryable || TRANSIENT.has(code) ? 'TransientTransactionError' : undefined
}

/** A defect of this server: its stack goes to stderr, the client gets the message. */
function unexpected(error: unknown): ServerError {
  process.stderr.write(
    `embedded-mongo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  return failure(8, error instanceof Error ? error.message : String(error))
}
