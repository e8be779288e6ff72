import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import { ServerError } from '../errors'
import type { Transaction } from '../storage/transaction'

/** Where a cursor's documents come from; undefined = a moment to let others work. */
export type Source = Iterator<Buffer | undefined> | AsyncIterator<Buffer | undefined>

export interface Cursor {
  id: bigint
  namespace: string
  source: Source
  /** A document that did not fit the last batch. */
  held: Buffer | undefined
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
  private readonly sweeper: NodeJS.Timeout

  constructor() {
    this.sweeper = setInterval(() => this.sweep(Date.now()), 60_000)
    this.sweeper.unref()
  }

  open(
    namespace: string,
    source: Source,
    transaction: Transaction | undefined,
    lsid: Buffer | undefined,
  ): Cursor {
    const id = randomBytes(8).readBigUInt64BE() >> 2n || 1n
    const cursor: Cursor = {
      id, namespace, source, held: undefined, transaction, lsid: lsid?.toString('hex'), usedAt: Date.now(), busy: false, killed: false,
    } // prettier-ignore
    return cursor
  }

  /** Keeps a cursor that has more to give. */
  keep(cursor: Cursor): void {
    this.cursors.set(cursor.id, cursor)
    cursor.usedAt = Date.now()
  }

  /** @throws ServerError 43 when it is not there (any more), 237 while another getMore uses it */
  find(id: bigint): Cursor {
    const cursor = this.cursors.get(id)
    if (cursor?.transaction && !cursor.transaction.open) this.remove(cursor)
    else if (cursor?.busy) throw new ServerError(237, 'CursorInUse', `cursor id ${id} is already in use`)
    else if (cursor) return cursor
    throw new ServerError(43, 'CursorNotFound', `cursor id ${id} not found`)
  }

  remove(cursor: Cursor): void {
    cursor.killed = true
    this.cursors.delete(cursor.id)
    void cursor.source.return?.()
  }

  kill(id: bigint): boolean {
    const cursor = this.cursors.get(id)
    if (!cursor) return false
    if (cursor.busy) {
      cursor.killed = true
      this.cursors.delete(id)
    } else this.remove(cursor)
    return true
  }

  killOfSession(lsid: Buffer): void {
    const name = lsid.toString('hex')
    for (const cursor of this.cursors.values()) if (cursor.lsid === name) this.kill(cursor.id)
  }

  sweep(now: number): void {
    for (const cursor of this.cursors.values())
      if (!cursor.busy && cursor.usedAt < now - IDLE_LIFETIME) this.remove(cursor)
  }

  get size(): number {
    return this.cursors.size
  }

  stop(): void {
    clearInterval(this.sweeper)
    for (const cursor of [...this.cursors.values()]) this.remove(cursor)
  }
}

/**
 * Up to `most` documents, and not above 16 MB; pauses every few milliseconds so that one long scan does not stop
 * all others.
 * @param deadline milliseconds since the epoch; @throws ServerError 50 beyond it, 43 when the cursor is killed meanwhile
 */
export async function nextBatch(
  cursor: Cursor,
  most: number,
  deadline: number,
): Promise<{ documents: Buffer[]; finished: boolean }> {
  const documents: Buffer[] = []
  let bytes = 0
  let slice = Date.now() + SLICE
  cursor.busy = true
  try {
    for (;;) {
      if (documents.length >= most) return { documents, finished: false }
      let document = cursor.held
      cursor.held = undefined
      if (!document) {
        const pending = cursor.source.next()
        const step = pending instanceof Promise ? await pending : pending
        if (step.done) return { documents, finished: true }
        document = step.value
      }
      if (document) {
        if (documents.length > 0 && bytes + document.length > BATCH_BYTES) {
          cursor.held = document
          return { documents, finished: false }
        }
        documents.push(document)
        bytes += document.length + 16
      }
      if (document === undefined || documents.length % 128 === 0) {
        const now = Date.now()
        if (now > deadline) throw new ServerError(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
        if (now > slice) {
          await new Promise(setImmediate)
          slice = Date.now() + SLICE
          if (cursor.killed) throw new ServerError(43, 'CursorNotFound', `cursor id ${cursor.id} was killed`)
        }
      }
    }
  } finally {
    cursor.busy = false
  }
}

const NAMES = Array.from({ length: 2000 }, (_, at) => Buffer.from(`\x03${at}\0`))

/** `{cursor: {firstBatch or nextBatch, id, ns}, ok: 1}` with the documents' stored bytes copied in. */
export function cursorReply(
  batchName: 'firstBatch' | 'nextBatch',
  documents: readonly Buffer[],
  id: bigint,
  namespace: string,
): Buffer {
  const parts: Buffer[] = []
  let arraySize = 5
  documents.forEach((document, at) => {
    const name = NAMES[at] ?? Buffer.from(`\x03${at}\0`)
    parts.push(name, document)
    arraySize += name.length + document.length
  })
  const batchHead = Buffer.from(`\x04${batchName}\0`, 'latin1')
  const ns = Buffer.from(namespace)
  const idPart = Buffer.alloc(1 + 3 + 8)
  idPart.write('\x12id\0', 'latin1')
  idPart.writeBigInt64LE(id, 4)
  const nsPart = Buffer.alloc(1 + 3 + 4 + ns.length + 1)
  nsPart.write('\x02ns\0', 'latin1')
  nsPart.writeInt32LE(ns.length + 1, 4)
  ns.copy(nsPart, 8)
  const cursorSize = 4 + batchHead.length + arraySize + idPart.length + nsPart.length + 1
  const okPart = Buffer.alloc(1 + 3 + 8)
  okPart.write('\x01ok\0', 'latin1')
  okPart.writeDoubleLE(1, 4)
  const head = Buffer.from('\x03cursor\0', 'latin1')
  const total = 4 + head.length + cursorSize + okPart.length + 1
  const zero = Buffer.of(0)
  return Buffer.concat([
    int32(total), head, int32(cursorSize), batchHead, int32(arraySize), ...parts, zero, idPart, nsPart, zero, okPart, zero,
  ]) // prettier-ignore
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

export function longOf(id: bigint): Long {
  return Long.fromBigInt(id)
}
