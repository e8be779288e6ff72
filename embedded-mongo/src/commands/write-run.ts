import { failure, ServerError } from '../errors'
import type { Target } from '../storage/store'
import { LockWait } from '../storage/writer'
import { encode, decode, type Doc } from '../value/document'
import * as field from './fields'
import { finishedReply, type Answer, type Engine, type Request } from './request'

/**
 * One statement, which happens whole or not at all. `reply` grows statement by statement; it holds only what BSON can,
 * because it is kept for a retry.
 */
export type Step<T> = (target: Target, statement: T, reply: Doc, at: number) => void

/** A write conflict and an expired time limit end the command, not just the statement. */
const TOP_LEVEL = new Set([112, 50])

/** A write command of one or more statements. */
export interface WriteRun<T> {
  /** What the reply says when no statement did anything. */
  reply: Doc
  statements: readonly T[]
  step: Step<T>
  /** A failed statement fails the command instead of being listed in `writeErrors`. */
  single?: boolean
}

/**
 * Runs a write command: in its transaction at once, else as one job of the group commit, together with the record
 * that makes a repetition of the same txnNumber answer the stored reply. A repetition that comes while the first run
 * waits for a lock goes on from the same record; whichever ends first answers both.
 */
export function runWrite<T>(engine: Engine, request: Request, run: WriteRun<T>): Answer {
  const { transaction, session, body } = request
  const { store, sessions } = engine
  const goOn = goingOn(run, field.flag(body, 'ordered', true) || transaction !== undefined)
  if (transaction) {
    goOn(transaction, 0, run.reply)
    return run.reply
  }
  const { lsid, txnNumber } = session
  let next = 0
  return store.writer.submit(() => {
    if (!lsid || txnNumber === undefined) {
      goOn(store.committed, next, run.reply, (at) => (next = at))
      return run.reply
    }
    const known = sessions.recordOf(lsid, txnNumber)
    if (known?.state === 'committed') throw failure(256, `Transaction ${txnNumber} has been committed.`)
    if (known?.state === 'done' && known.reply) return known.reply
    const reply = known?.reply ? decode(known.reply) : run.reply
    const save = (state: 'done' | 'cut', at: number, bytes: Buffer): Buffer => {
      sessions.remember(lsid, { txnNumber, state, next: at, reply: bytes })
      return bytes
    }
    goOn(store.committed, known?.next ?? 0, reply, (at) => {
      if (at > 0) save('cut', at, encode(reply)) // a repetition after a crash must go on from here
    })
    return save('done', run.statements.length, finishedReply(reply))
  })
}

/** Adds to a list of the reply. */
export function append(reply: Doc, name: string, item: Doc): void {
  const list = reply[name]
  if (Array.isArray(list)) list.push(item)
  else reply[name] = [item]
}

/** What runs the statements from one on, and says at which one it has to wait for a lock. */
const goingOn =
  <T>({ statements, step, single }: WriteRun<T>, ordered: boolean) =>
  (target: Target, from: number, reply: Doc, waits?: (at: number) => void): void => {
    for (let index = from; index < statements.length; index++) {
      try {
        step(target, statements[index] as T, reply, index)
      } catch (error) {
        if (error instanceof LockWait) waits?.(index)
        if (!(error instanceof ServerError) || single || TOP_LEVEL.has(error.code)) throw error
        const failed = { index, code: error.code, errmsg: error.message, ...error.extra }
        append(reply, 'writeErrors', failed)
        if (ordered) return
      }
    }
  }
