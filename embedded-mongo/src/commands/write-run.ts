import { failure, ServerError } from '../errors'
import { LockWait } from '../storage/writer'
import type { Target } from '../storage/store'
import { encode, decode, type Doc } from '../value/document'
import { finishedReply, type Engine, type Reply, type Request } from './request'

/** A write command of one or more statements, each of which happens whole or not at all. */
export interface WriteRun {
  count: number
  ordered: boolean
  /** Grows statement by statement; only what BSON can hold, because it is kept for a retry. */
  reply: Doc
  /** A numbered command that is not repeatable as a whole (multi) must not be remembered. */
  step(target: Target, at: number, reply: Doc): void
  /** A failed statement is listed in `writeErrors` instead of failing the command. */
  listErrors: boolean
}

/**
 * Runs a write command: in its transaction at once, else as one job of the group commit, together with the record
 * that makes a repetition of the same txnNumber answer the stored reply. A repetition that comes while the first run
 * waits for a lock goes on from the same record; whichever ends first answers both.
 */
export function runWrite(engine: Engine, request: Request, run: WriteRun): Reply | Promise<Reply> {
  const { transaction, session } = request
  if (transaction) {
    statements(request.target, run, 0, run.reply, true)
    return run.reply
  }
  const { lsid, txnNumber } = session
  const { store, sessions } = engine
  if (!lsid || txnNumber === undefined) {
    let next = 0
    return store.writer.submit(() => {
      statements(store.committed, run, next, run.reply, false, (at) => (next = at))
      return run.reply
    })
  }
  return store.writer.submit(() => {
    const known = sessions.recordOf(lsid, txnNumber)
    if (known?.state === 'committed') throw failure(256, `Transaction ${txnNumber} has been committed.`)
    if (known?.state === 'done' && known.reply) return known.reply
    const reply = known?.reply ? decode(known.reply) : run.reply
    const save = (state: 'done' | 'cut', next: number, bytes: Buffer): Buffer => {
      sessions.remember(lsid, { txnNumber, state, next, reply: bytes })
      return bytes
    }
    statements(store.committed, run, known?.next ?? 0, reply, false, (at) => {
      if (at > 0) save('cut', at, encode(reply)) // a repetition after a crash must go on from here
    })
    return save('done', run.count, finishedReply(reply))
  })
}

/** A write conflict and an expired time limit end the command, not just the statement. */
const TOP_LEVEL = new Set([112, 50])

function statements(
  target: Target,
  run: WriteRun,
  from: number,
  reply: Doc,
  inTransaction: boolean,
  waits?: (at: number) => void,
): void {
  for (let at = from; at < run.count; at++) {
    try {
      run.step(target, at, reply)
    } catch (error) {
      if (error instanceof LockWait) waits?.(at)
      if (!(error instanceof ServerError) || !run.listErrors || TOP_LEVEL.has(error.code)) throw error
      const failed = { index: at, code: error.code, errmsg: error.message, ...error.extra }
      if (Array.isArray(reply.writeErrors)) reply.writeErrors.push(failed)
      else reply.writeErrors = [failed]
      if (run.ordered || inTransaction) return
    }
  }
}
