import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import { failure, timeExpired } from '../errors'
import type { Transaction } from '../storage/transaction'
import { documentOf, elementBytes, elementHead } from '../value/document'
import { BsonType } from '../value/type'

/** A document on its way to a client. */
export interface Stored {
  bytes: Buffer
}

/** Where a cursor's documents come from; undefined = a moment to let others work. */
export type Source = Iterator<Stored | undefined>

export interface Cursor {
  id: bigint
  namespace: string
  source: Source
  /** A document that did not fit the last batch. */
  held?: Stored | undefined
  transaction: Transaction | undefined
  lsid: string | undefined
  usedAt: number
  busy: boolean
  killed: boolean
}

const IDLE_LIFETIME = 10 * 60_000
const BATCH_BYTES = 16 * 1024 * 1024
/** A scan lets other commands work after this many milliseconds. */
const SLICE = 5

/** Open cursors; idle ones die after ten minutes, those of a transaction with it. */
export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>()

  open(namespace: string, source: Source, transaction?: Transaction, lsid?: string): Cursor {
    return { id: 0n, namespace, source, transaction, lsid, usedAt: 0, busy: false, killed: false }
  }

  /** Keeps a cursor that has more to give; only then does it get an id. */
  keep(cursor: Cursor): void {
    if (cursor.id === 0n) cursor.id = (randomBytes(8).readBigUInt64BE() >> 2n) + 1n
    this.cursors.set(cursor.id, cursor)
    cursor.usedAt = Date.now()
  }

  /** @throws ServerError 43 when it is not there (any more), 237 while another getMore uses it */
  find(id: bigint): Cursor {
    const cursor = this.cursors.get(id)
    if (cursor?.transaction && !cursor.transaction.open) this.remove(cursor)
    else if (cursor?.busy) throw failure(237, `cursor id ${id} is already in use`)
    else if (cursor) return cursor
    throw failure(43, `cursor id ${id} not found`)
  }

  remove(cursor: Cursor): void {
    cursor.killed = true
    this.cursors.delete(cursor.id)
    if (!cursor.busy) void cursor.source.return?.()
  }

  kill(id: bigint): boolean {
    const cursor = this.cursors.get(id)
    if (cursor) this.remove(cursor)
    return cursor !== undefined
  }

  killOfSession(lsid: string): void {
    for (const cursor of this.cursors.values()) if (cursor.lsid === lsid) this.kill(cursor.id)
  }

  sweep(now: number): void {
    for (const cursor of this.cursors.values())
      if (!cursor.busy && cursor.usedAt < now - IDLE_LIFETIME) this.remove(cursor)
  }

  get size(): number {
    return this.cursors.size
  }

  stop(): void {
    for (const cursor of [...this.cursors.values()]) this.remove(cursor)
  }
}

interface Batch {
  documents: Buffer[]
  bytes: number
  finished: boolean
}

/**
 * Up to `most` documents, and not above 16 MB, with a pause every few milliseconds, so that one long scan does not stop
 * all others.
 * @param deadline milliseconds since the epoch; @throws ServerError 50 beyond it, 43 when the cursor is killed meanwhile
 */
export async function nextBatch(cursor: Cursor, most: number, deadline: number): Promise<Batch> {
  const batch: Batch = { documents: [], bytes: 0, finished: false }
  cursor.busy = true
  try {
    while (!fill(batch, cursor, most, deadline)) {
      await new Promise(setImmediate)
      if (cursor.killed) throw failure(43, `cursor id ${cursor.id} was killed`)
    }
    return batch
  } finally {
    cursor.busy = false
  }
}

/** Takes documents until the batch is full or the source ends; false when it is time to let others work. */
function fill(batch: Batch, cursor: Cursor, most: number, deadline: number): boolean {
  let slice = 0
  for (let taken = 0; batch.documents.length < most; taken++) {
    const step = cursor.held ? { done: false, value: cursor.held } : cursor.source.next()
    cursor.held = undefined
    if (step.done) {
      batch.finished = true
      return true
    }
    const found = step.value
    if (found) {
      if (batch.documents.length > 0 && batch.bytes + found.bytes.length > BATCH_BYTES) {
        cursor.held = found
        return true
      }
      batch.documents.push(found.bytes)
      batch.bytes += found.bytes.length + 16
      if (taken % 128 !== 127) continue
    }
    const now = Date.now()
    if (now > deadline) throw timeExpired()
    slice ||= now + SLICE
    if (now >= slice) return false
  }
  return true
}

/** `{cursor: {firstBatch or nextBatch, id, ns}, ok: 1}`, the stored bytes copied in. */
export function cursorReply(
  batchName: 'firstBatch' | 'nextBatch',
  documents: readonly Buffer[],
  id: bigint,
  ns: string,
): Buffer {
  const items = documents.flatMap((bytes, at) => [elementHead(BsonType.object, String(at)), bytes])
  const rest = elementBytes({ id: Long.fromBigInt(id), ns })
  const cursor = documentOf([elementHead(BsonType.array, batchName), documentOf(items), rest])
  return documentOf([elementHead(BsonType.object, 'cursor'), cursor, elementBytes({ ok: 1 })])
}
