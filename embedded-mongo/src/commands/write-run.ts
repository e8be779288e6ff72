import { failure, ServerError } from '../errors'
import type { Store, Target } from '../storage/store'
import { Postponed } from '../storage/writer'
import type { Doc } from '../value/document'
import * as field from './fields'
import type { Answer, Engine, Request } from './request'

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
 * Runs a write command: in its transaction at once, else as a job of the group commit, together with the record
 * that makes a repetition of the same txnNumber answer the stored reply. A job that takes long goes on in the next group,
 * statement by statement. A repetition that comes while the first run waits goes on from the same record; whichever ends
 * first answers both.
 */
export function runWrite<T>(engine: Engine, request: Request, run: WriteRun<T>): Answer {
  const { transaction, session, body } = request
  const { store, sessions } = engine
  const goOn = goingOn(run, field.flag(body, 'ordered', true) || transaction !== undefined, store)
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
    const reply = known?.reply ?? run.reply
    const save = (state: 'done' | 'cut', at: number): void =>
      sessions.remember(lsid, { txnNumber, state, next: at, reply })
    goOn(store.committed, known?.next ?? 0, reply, (at) => {
      if (at > 0) save('cut', at) // a repetition after a crash must go on from here
    })
    save('done', run.statements.length)
    return reply
  })
}

/** Adds to a list of the reply. */
export function append(reply: Doc, name: string, item: Doc): void {
  const list = reply[name]
  if (Array.isArray(list)) list.push(item)
  else reply[name] = [item]
}

/** What runs the statements from one on, and says before which one it has to wait or to let others work. */
const goingOn =
  <T>({ statements, step, single }: WriteRun<T>, ordered: boolean, { writer }: Store) =>
  (target: Target, from: number, reply: Doc, postponed?: (at: number) => void): void => {
    for (let index = from; index < statements.length; index++) {
      try {
        if (postponed && index > from && writer.isLate) throw new Postponed(Promise.resolve())
        step(target, statements[index] as T, reply, index)
      } catch (error) {
        if (error instanceof Postponed) postponed?.(index)
        if (!(error instanceof ServerError) || single || TOP_LEVEL.has(error.code)) throw error
        const failed = { index, code: error.code, errmsg: error.message, ...error.extra }
        append(reply, 'writeErrors', failed)
        if (ordered) return
      }
    }
  }
