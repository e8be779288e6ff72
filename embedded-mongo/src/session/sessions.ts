import { Binary } from 'bson'
import { failure, type ServerError, typeMismatch } from '../errors'
import type { Store } from '../storage/store'
import type { Transaction } from '../storage/transaction'
import { sessionKey, TAG } from '../storage/keys'
import { isDoc, type Doc } from '../value/document'
import { readRecord, recordBytes, usedAt, type RetryRecord } from './retry-record'

interface Session {
  key: Buffer
  txnNumber: number
  /** The newest record as the disk has it; null = none, undefined = not read yet. */
  record: RetryRecord | null | undefined
  /** How often the store had rolled back when `record` was read or written. */
  rollbacks: number
  transaction: Transaction | undefined
  /** Its commit, while it is on its way to the disk: whoever asks again waits for the same one. */
  committing: Promise<void> | undefined
  state: 'none' | 'open' | 'committed' | 'aborted'
  timer: NodeJS.Timeout | undefined
  usedAt: number
}

/** The part of a command that says in which session and transaction it runs. */
export interface SessionFields {
  lsid: Buffer | undefined
  txnNumber: number | undefined
  /** `autocommit: false` was given: the command belongs to a transaction. */
  inTransaction: boolean
  start: boolean
}

const TRANSACTION_LIFETIME = 60_000
const SESSION_LIFETIME = 30 * 60_000

function noSuchTransaction(number: number, why: string): ServerError {
  return failure(
    251,
    `Given transaction number ${number} does not match any in-progress transactions. ${why}`,
  )
}

/** Reads lsid, txnNumber, autocommit and startTransaction of a command. */
export function sessionFields(body: Doc): SessionFields {
  const lsid =
    isDoc(body.lsid) && body.lsid.id instanceof Binary
      ? Buffer.from(body.lsid.id.buffer.buffer, body.lsid.id.buffer.byteOffset, body.lsid.id.position)
      : undefined
  const txnNumber = body.txnNumber === undefined ? undefined : Math.trunc(Number(body.txnNumber))
  if (Number.isNaN(txnNumber))
    throw typeMismatch("BSON field 'txnNumber' is the wrong type, expected a number")
  const inTransaction = body.autocommit === false
  if (inTransaction && (!lsid || txnNumber === undefined))
    throw failure(72, "'autocommit' field requires a transaction number to also be specified")
  return { lsid, txnNumber, inTransaction, start: body.startTransaction === true }
}

/** Sessions, their open transactions, and the records that make numbered writes happen once. */
export class Sessions {
  private readonly sessions = new Map<string, Session>()
  private readonly sweeper: NodeJS.Timeout

  constructor(private readonly store: Store) {
    this.sweeper = setInterval(() => void this.sweep(), 60_000)
    this.sweeper.unref()
  }

  private session(lsid: Buffer): Session {
    const name = lsid.toString('latin1')
    let session = this.sessions.get(name)
    if (!session) {
      session = {
        key: sessionKey(lsid),
        txnNumber: -1,
        record: undefined,
        rollbacks: 0,
        transaction: undefined,
        committing: undefined,
        state: 'none',
        timer: undefined,
        usedAt: 0,
      }
      this.sessions.set(name, session)
    }
    session.usedAt = Date.now()
    return session
  }

  /** The transaction a command runs in; starts it when the command says so. */
  enter(fields: SessionFields): Transaction | undefined {
    if (!fields.lsid) return undefined
    const session = this.session(fields.lsid)
    const number = fields.txnNumber
    if (number === undefined) return undefined
    if (number < session.txnNumber)
      throw failure(
        225,
        `Cannot start transaction ${number} because a newer transaction ${session.txnNumber} has already started on this session.`,
      )
    if (!fields.inTransaction || fields.start) {
      if (fields.start && number === session.txnNumber && session.state !== 'none')
        throw failure(
          117,
          `Cannot start a transaction with number ${number}: it is already in use on this session`,
        )
      if (number > session.txnNumber) {
        this.abortOpen(session)
        session.txnNumber = number
        session.state = 'none'
      }
      return fields.start ? this.open(session) : undefined
    }
    if (number !== session.txnNumber) throw noSuchTransaction(number, 'It was never started.')
    if (session.state === 'committed') throw failure(256, `Transaction ${number} has been committed.`)
    if (!session.transaction) throw noSuchTransaction(number, 'It was aborted.')
    return session.transaction
  }

  private open(session: Session): Transaction {
    const transaction = this.store.begin()
    session.transaction = transaction
    session.state = 'open'
    session.timer = setTimeout(() => this.abortOpen(session), TRANSACTION_LIFETIME)
    session.timer.unref()
    return transaction
  }

  private abortOpen(session: Session): void {
    if (!session.transaction) return
    session.transaction.end()
    this.settle(session, 'aborted')
  }

  private settle(session: Session, state: Session['state']): void {
    clearTimeout(session.timer)
    session.timer = undefined
    session.transaction = undefined
    session.state = state
  }

  /** A command of the transaction failed: the server gives the whole of it up. */
  abortAfterError(lsid: Buffer, transaction: Transaction): void {
    const session = this.session(lsid)
    if (session.transaction === transaction) this.abortOpen(session)
  }

  commit(fields: SessionFields): Promise<void> | undefined {
    const { lsid, txnNumber } = fields
    if (!lsid || txnNumber === undefined)
      throw failure(72, 'commitTransaction must be run within a transaction')
    const session = this.session(lsid)
    const { transaction } = session
    if (txnNumber === session.txnNumber && session.state === 'committed') return session.committing
    if (txnNumber !== session.txnNumber || !transaction) {
      const stored = this.record(session)
      if (stored?.state === 'committed' && stored.txnNumber === txnNumber) return undefined
      throw noSuchTransaction(txnNumber, 'It cannot be committed.')
    }
    session.committing ??= this.write(session, transaction, txnNumber).finally(
      () => (session.committing = undefined),
    )
    return session.committing
  }

  private async write(session: Session, transaction: Transaction, txnNumber: number): Promise<void> {
    try {
      await this.store.commitTransaction(transaction, () => {
        this.put(session, { txnNumber, state: 'committed', next: 0, reply: undefined })
        if (session.transaction === transaction) this.settle(session, 'committed') // too late to abort it
      })
    } catch (error) {
      if (session.txnNumber === txnNumber) this.settle(session, 'aborted')
      throw error
    } finally {
      transaction.end()
    }
  }

  abort(fields: SessionFields): void {
    const { lsid, txnNumber } = fields
    if (!lsid || txnNumber === undefined)
      throw failure(72, 'abortTransaction must be run within a transaction')
    const session = this.session(lsid)
    if (txnNumber === session.txnNumber && session.state === 'committed')
      throw failure(256, `Transaction ${txnNumber} has been committed.`)
    if (txnNumber !== session.txnNumber || !session.transaction)
      throw noSuchTransaction(txnNumber, 'It cannot be aborted.')
    this.abortOpen(session)
  }

  /** Aborts what ended sessions left open; their retry records stay until they are swept. */
  endSessions(lsids: readonly Buffer[]): void {
    for (const lsid of lsids) {
      const session = this.sessions.get(lsid.toString('latin1'))
      if (!session) continue
      this.abortOpen(session)
      this.sessions.delete(lsid.toString('latin1'))
    }
  }

  /**
   * The record of a numbered write. Call inside a writer job.
   * @throws ServerError 225 when the session is already further
   */
  recordOf(lsid: Buffer, txnNumber: number): RetryRecord | undefined {
    const stored = this.record(this.session(lsid))
    if (!stored || stored.txnNumber < txnNumber) return undefined
    if (stored.txnNumber > txnNumber)
      throw failure(
        225,
        `Retryable write with txnNumber ${txnNumber} is prohibited because a newer retryable write with txnNumber ${stored.txnNumber} has already started on this session.`,
      )
    return stored
  }

  /** Keeps the record in the same commit as what it tells of. Call inside a writer job. */
  remember(lsid: Buffer, record: RetryRecord): void {
    this.put(this.session(lsid), record)
  }

  private record(session: Session): RetryRecord | null {
    const { env, rollbacks } = this.store
    if (session.record === undefined || session.rollbacks !== rollbacks) {
      const bytes = env.get(session.key)
      session.record = bytes ? readRecord(bytes) : null
      session.rollbacks = rollbacks
    }
    return session.record
  }

  private put(session: Session, record: RetryRecord): void {
    this.store.env.put(session.key, recordBytes(record))
    session.record = record
    session.rollbacks = this.store.rollbacks
  }

  /** Forgets sessions and retry records that nobody used for 30 minutes. */
  private async sweep(): Promise<void> {
    const oldest = Date.now() - SESSION_LIFETIME
    for (const [name, session] of this.sessions)
      if (session.usedAt < oldest && !session.transaction) this.sessions.delete(name)
    const range = { start: Buffer.of(TAG.session), end: Buffer.of(TAG.session + 1) }
    const old = this.store.env.entries(range).filter(({ value }) => usedAt(value) < oldest)
    if (old.length > 0)
      await this.store.writer.submit(() => old.forEach(({ key }) => this.store.env.remove(key)))
  }

  stop(): void {
    clearInterval(this.sweeper)
    for (const session of this.sessions.values()) this.abortOpen(session)
  }
}
