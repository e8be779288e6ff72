import { Binary } from 'bson'
import { failure, type ServerError, typeMismatch } from '../errors'
import type { Store } from '../storage/store'
import type { Transaction } from '../storage/transaction'
import { sessionKey, TAG, tagged } from '../storage/keys'
import { decode, encode, isDoc, type Doc } from '../value/document'

interface Session {
  txnNumber: number
  state: 'none' | 'open' | 'committed' | 'aborted'
  transaction?: Transaction | undefined
  /** Its commit, while it is on its way to the disk: whoever asks again waits for the same one. */
  committing?: Promise<void> | undefined
  timer?: NodeJS.Timeout
  usedAt: number
}

/** What a session's last numbered write or transaction left on disk. */
export interface RetryRecord {
  txnNumber: number
  /** `done`: `reply` answers the whole command; `cut`: it goes on at statement `next`; a commit has no reply. */
  state: 'done' | 'cut' | 'committed'
  next: number
  reply?: Doc | undefined
}

/** The part of a command that says in which session and transaction it runs. */
export interface SessionFields {
  /** One character a byte. */
  lsid: string | undefined
  txnNumber: number | undefined
  /** `autocommit: false` was given: the command belongs to a transaction. */
  inTransaction: boolean
  start: boolean
}

const TRANSACTION_LIFETIME = 60_000
const SESSION_LIFETIME = 30 * 60_000

const noSuchTransaction = (number: number): ServerError =>
  failure(251, `Given transaction number ${number} does not match any in-progress transactions.`)

const committed = (number: number): ServerError => failure(256, `Transaction ${number} has been committed.`)

const tooOld = (number: number, newer: number): ServerError =>
  failure(225, `Number ${number} is prohibited: a newer one, ${newer}, has already started on this session.`)

/** What a command that ends a transaction must say. */
function numbered({ lsid, txnNumber }: SessionFields): { lsid: string; txnNumber: number } {
  if (lsid && txnNumber !== undefined) return { lsid, txnNumber }
  throw failure(72, 'commitTransaction and abortTransaction must be run within a transaction')
}

/** The id of a session as it is kept here: one character a byte. */
export const lsidOf = (id: Binary): string => Buffer.from(id.value()).toString('latin1')

/** Reads lsid, txnNumber, autocommit and startTransaction of a command. */
export function sessionFields(body: Doc): SessionFields {
  const id = isDoc(body.lsid) ? body.lsid.id : undefined
  const lsid = id instanceof Binary ? lsidOf(id) : undefined
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

  constructor(private readonly store: Store) {}

  private session(lsid: string): Session {
    let session = this.sessions.get(lsid)
    if (!session) this.sessions.set(lsid, (session = { txnNumber: -1, state: 'none', usedAt: 0 }))
    session.usedAt = Date.now()
    return session
  }

  /** The transaction a command runs in; starts it when the command says so. */
  enter(fields: SessionFields): Transaction | undefined {
    if (!fields.lsid) return undefined
    const session = this.session(fields.lsid)
    const number = fields.txnNumber
    if (number === undefined) return undefined
    if (number < session.txnNumber) throw tooOld(number, session.txnNumber)
    if (!fields.inTransaction || fields.start) {
      if (fields.start && number === session.txnNumber && session.state !== 'none')
        throw failure(117, `Transaction number ${number} is already in use on this session`)
      if (number > session.txnNumber) {
        this.abortOpen(session)
        session.txnNumber = number
        session.state = 'none'
      }
      return fields.start ? this.open(session) : undefined
    }
    if (number === session.txnNumber && session.state === 'committed') throw committed(number)
    if (number !== session.txnNumber || !session.transaction) throw noSuchTransaction(number)
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
    session.transaction = undefined
    session.state = state
  }

  /** A command of the transaction failed: the server gives the whole of it up. */
  abortAfterError(lsid: string, transaction: Transaction): void {
    const session = this.session(lsid)
    if (session.transaction === transaction) this.abortOpen(session)
  }

  commit(fields: SessionFields): Promise<void> | undefined {
    const { lsid, txnNumber } = numbered(fields)
    const session = this.session(lsid)
    const { transaction } = session
    if (txnNumber === session.txnNumber && session.state === 'committed') return session.committing
    if (txnNumber !== session.txnNumber || !transaction) {
      const stored = this.record(lsid)
      if (stored?.state === 'committed' && stored.txnNumber === txnNumber) return undefined
      throw noSuchTransaction(txnNumber)
    }
    return (session.committing ??= this.write(lsid, transaction, txnNumber))
  }

  private async write(lsid: string, transaction: Transaction, txnNumber: number): Promise<void> {
    const session = this.session(lsid)
    try {
      await this.store.commitTransaction(transaction, () => {
        this.remember(lsid, { txnNumber, state: 'committed', next: 0 })
        if (session.transaction === transaction) this.settle(session, 'committed') // too late to abort it
      })
    } catch (error) {
      if (session.txnNumber === txnNumber) this.settle(session, 'aborted')
      throw error
    } finally {
      session.committing = undefined
      transaction.end()
    }
  }

  abort(fields: SessionFields): void {
    const { lsid, txnNumber } = numbered(fields)
    const session = this.session(lsid)
    if (txnNumber === session.txnNumber && session.state === 'committed') throw committed(txnNumber)
    if (txnNumber !== session.txnNumber || !session.transaction) throw noSuchTransaction(txnNumber)
    this.abortOpen(session)
  }

  /** Aborts what an ended session left open; its retry record stays until it is swept. */
  end(lsid: string): void {
    const session = this.sessions.get(lsid)
    if (session) this.abortOpen(session)
    this.sessions.delete(lsid)
  }

  /**
   * The record of a numbered write. Call inside a writer job.
   * @throws ServerError 225 when the session is already further
   */
  recordOf(lsid: string, txnNumber: number): RetryRecord | undefined {
    const stored = this.record(lsid)
    if (!stored || stored.txnNumber < txnNumber) return undefined
    if (stored.txnNumber > txnNumber) throw tooOld(txnNumber, stored.txnNumber)
    return stored
  }

  /** Keeps the record in the same commit as what it tells of. Call inside a writer job. */
  remember(lsid: string, record: RetryRecord): void {
    this.store.env.put(sessionKey(lsid), encode({ ...record, at: Date.now() }))
  }

  private record(lsid: string): RetryRecord | undefined {
    const bytes = this.store.env.get(sessionKey(lsid))
    if (!bytes) return undefined
    const { txnNumber, state, next, reply } = decode(bytes)
    const known = isDoc(reply) ? reply : undefined
    return {
      txnNumber: Number(txnNumber),
      state: state as RetryRecord['state'],
      next: Number(next),
      reply: known,
    }
  }

  /** Forgets sessions and retry records that nobody used for 30 minutes; a record that was renewed meanwhile stays. */
  async sweep(now: number): Promise<void> {
    const oldest = now - SESSION_LIFETIME
    for (const [lsid, session] of this.sessions)
      if (session.usedAt < oldest && !session.transaction) this.sessions.delete(lsid)
    const { env, writer } = this.store
    await writer.submit(() => {
      for (const { key, value } of env.entries(tagged(TAG.session)))
        if (Number(decode(value).at) < oldest) env.remove(key)
    })
  }

  stop(): void {
    for (const session of this.sessions.values()) this.abortOpen(session)
  }
}
