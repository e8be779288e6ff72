import { ServerError, failure, notImplemented } from '../errors'
import { sessionFields, type SessionFields } from '../session/sessions'
import type { Transaction } from '../storage/transaction'
import { encode, isDoc, type Doc } from '../value/document'
import type { Incoming } from '../wire/message'
import * as admin from './admin'
import { aggregate } from './aggregate'
import * as catalogue from './catalogue'
import { explain } from './explain'
import * as field from './fields'
import { count, distinct, find, getMore, killCursors } from './read'
import { finishedReply, type Answer, type Engine, type Request } from './request'
import * as sessions from './sessions'
import * as statistics from './statistics'
import * as writes from './write'

type Handler = (engine: Engine, request: Request) => Answer

/** They may run inside a transaction, and carry a txnNumber outside one. */
const WRITES: ReadonlyMap<string, Handler> = new Map(Object.entries(writes))
const READS = new Set(['find', 'getMore', 'killCursors', 'aggregate', 'distinct'])
const ENDS_TRANSACTION = new Set(['commitTransaction', 'abortTransaction'])
/** Every command by its name: of these modules, every export is one. */
export const COMMANDS: ReadonlyMap<string, Handler> = new Map([
  ...WRITES,
  ...Object.entries<Handler>({ ...admin, ...catalogue, ...sessions, ...statistics }),
  ...Object.entries<Handler>({ aggregate, count, distinct, explain, find, getMore, killCursors }),
])

/** Errors after which a client may try the same write once more. */
const RETRYABLE = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])
const TRANSIENT = new Set([24, 112, 246, 251])

/** Runs one command and makes of every outcome, errors too, the bytes of the reply. */
export async function answer(
  engine: Engine,
  incoming: Incoming,
  connectionId: number,
  closing: boolean,
): Promise<Buffer> {
  const { body, db, sequences } = incoming
  const name = Object.keys(body)[0] ?? ''
  let session: SessionFields | undefined
  let transaction: Transaction | undefined
  const abort = (): void => {
    if (transaction && session?.lsid) engine.sessions.abortAfterError(session.lsid, transaction)
  }
  try {
    if (closing) throw failure(91, 'The server is shutting down')
    const run = COMMANDS.get(name)
    if (!run) throw failure(59, `no such command: '${name}'`)
    if (isDoc(body.readConcern) && body.readConcern.level === 'snapshot' && body.autocommit !== false)
      throw notImplemented('the read concern snapshot outside a transaction')
    session = sessionFields(body)
    transaction = entered(engine, name, session)
    field.checkFields(name, body)
    const now = new Date()
    const deadline = now.getTime() + (field.number(body, 'maxTimeMS') || Infinity)
    const target = transaction ?? engine.store.committed
    const request = { name, db, body, sequences, session, transaction, target, now, deadline, connectionId }
    const reply = await run(engine, request)
    if (Buffer.isBuffer(reply)) return reply
    if (reply.writeErrors) abort()
    const writeConcernError = unsatisfied(body)
    return finishedReply(writeConcernError ? { ...reply, writeConcernError } : reply)
  } catch (error) {
    abort()
    const { code, codeName, message, extra } = error instanceof ServerError ? error : unexpected(error)
    const label = session && labelOf(name, session, code)
    const labels = label && { errorLabels: [label] }
    return encode({ ok: 0, errmsg: message, code, codeName, ...extra, ...labels })
  }
}

/** The transaction the command runs in, if any. @throws ServerError when the command may not run there */
function entered(engine: Engine, name: string, session: SessionFields): Transaction | undefined {
  if (session.txnNumber === undefined || ENDS_TRANSACTION.has(name)) return undefined
  const retryable = WRITES.has(name)
  if (session.inTransaction && !retryable && !READS.has(name))
    throw failure(263, `Cannot run '${name}' in a multi-document transaction.`)
  if (!session.inTransaction && !retryable)
    throw failure(50768, `txnNumber is for transactions and retryable writes only, not for '${name}'`)
  return engine.sessions.enter(session)
}

/** What a write concern asks for that one node cannot give; the write has happened nevertheless. */
function unsatisfied({ writeConcern }: Doc): Doc | undefined {
  const w = isDoc(writeConcern) ? (writeConcern.w ?? 1) : 1
  if (typeof w === 'string' && w !== 'majority') {
    const errmsg = `No write concern mode named '${w}' found in replica set configuration`
    return { code: 79, codeName: 'UnknownReplWriteConcern', errmsg }
  }
  if (typeof w === 'string' || Number(w) <= 1) return undefined
  return { code: 100, codeName: 'UnsatisfiableWriteConcern', errmsg: 'Not enough data-bearing nodes' }
}

/** What the driver must know to try again: the one write, or the whole transaction. */
function labelOf(
  name: string,
  { inTransaction, txnNumber }: SessionFields,
  code: number,
): string | undefined {
  const retryable = RETRYABLE.has(code)
  const ends = ENDS_TRANSACTION.has(name)
  if (ends && retryable) return 'RetryableWriteError'
  if (!inTransaction) return txnNumber !== undefined && retryable ? 'RetryableWriteError' : undefined
  return retryable || TRANSIENT.has(code) ? 'TransientTransactionError' : undefined
}

/** A defect of this server: its stack goes to stderr, the client gets the message. */
function unexpected(error: unknown): ServerError {
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error))
  process.stderr.write(`embedded-mongo: ${stack}\n`)
  return failure(8, message)
}
