import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { open, type RootDatabase, type Transaction as ReadTransaction } from 'lmdb'
import { ServerError } from '../errors'
import { takeFolder } from './folder-lock'

export interface Range {
  /** First key of the range, included. */
  start: Buffer
  /** End of the range, not included. */
  end: Buffer
  reverse?: boolean
  /** Keys to pass over first. */
  offset?: number
  limit?: number
}

export interface Entry {
  key: Buffer
  value: Buffer
}

/** A consistent reading of the store: the newest commit, or the snapshot of a transaction. */
export interface View {
  get: (key: Buffer) => Buffer | undefined
  entries: (range: Range) => Entry[]
  keys: (range: Range) => Buffer[]
  countKeys: (range: Range) => number
}

export interface Environment extends View {
  put(key: Buffer, value: Buffer): void
  remove(key: Buffer): void
  /** Runs `work` in one lmdb transaction and returns once it is flushed to the disk. */
  commit(work: () => void): void
  snapshot(): View & { release(): void }
  /** A consistent, compacted copy while the server runs. */
  backup(path: string): Promise<void>
  close(): Promise<void>
}

const FILE = 'data.lmdb'
/** Reserved addresses, not disk or memory; lmdb enlarges the map by itself beyond them. */
const ADDRESS_SPACE = 16 * 2 ** 30

/**
 * Opens (or makes) the data folder: one lmdb file of mode 0600 and a lock file with this process's id.
 * @throws Error with one sentence when another process uses the folder
 */
export async function openEnvironment(dataDir: string): Promise<Environment> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const releaseFolder = takeFolder(dataDir)
  const file = join(dataDir, FILE)
  let db: RootDatabase<Buffer, Buffer>
  try {
    db = open<Buffer, Buffer>({
      path: file,
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxReaders: 1024,
      mapSize: ADDRESS_SPACE,
      cache: false,
      // One writer that waits for its own flush: the plain mode spares lmdb's bookkeeping for overlapping flushes.
      overlappingSync: false,
    })
  } catch (error) {
    releaseFolder()
    throw error
  }
  for (const path of [file, `${file}-lock`]) if (existsSync(path)) chmodSync(path, 0o600)
  let closed = false
  return {
    ...viewOf(db, undefined),
    put: (key, value) => void db.put(key, value),
    remove: (key) => void db.remove(key),
    commit(work) {
      try {
        db.transactionSync(work)
      } catch (error) {
        throw diskError(error)
      }
    },
    snapshot() {
      const transaction = db.useReadTransaction()
      const view = viewOf(db, transaction)
      let released = false
      // lmdb may reuse a released read transaction's memory: a paused scan must not touch it again.
      const guarded = <A, R>(read: (argument: A) => R) => {
        return (argument: A): R => {
          if (released)
            throw new ServerError(251, 'NoSuchTransaction', 'Transaction was aborted while it was being read')
          return read(argument)
        }
      }
      return {
        get: guarded(view.get),
        entries: guarded(view.entries),
        keys: guarded(view.keys),
        countKeys: guarded(view.countKeys),
        release() {
          released = true
          transaction.done()
        },
      }
    },
    backup: (path) => db.backup(path, true),
    async close() {
      if (closed) return
      closed = true
      await db.close()
      releaseFolder()
    },
  }
}

/** lmdb answers ranges lazily under a held read transaction; a list leaves nothing pinned. */
function viewOf(db: RootDatabase<Buffer, Buffer>, transaction: ReadTransaction | undefined): View {
  const fixed = transaction && { transaction }
  const options = ({ start, end, reverse, ...rest }: Range) =>
    reverse
      ? { ...rest, ...fixed, start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
      : { ...rest, ...fixed, start, end }
  return {
    get: (key) => asBuffer(db.get(key, fixed)),
    entries: (range) => {
      const found: Entry[] = []
      for (const { key, value } of db.getRange(options(range)))
        found.push({ key, value: asBuffer(value) ?? value })
      return found
    },
    keys: (range) => [...db.getKeys(options(range))],
    countKeys: (range) => db.getKeysCount(options(range)),
  }
}

/** lmdb hands out plain byte arrays as often as Buffers; the rest of the code counts on Buffer's methods. */
function asBuffer(value: Uint8Array | undefined): Buffer | undefined {
  if (value === undefined || Buffer.isBuffer(value)) return value
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
}

/** lmdb reports a write that the disk took only in part as an input/output error. */
const DISK_REFUSES = /MDB_MAP_FULL|No space left|Disk quota|File too large|Input\/output error/i

function diskError(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error)
  if (!DISK_REFUSES.test(text)) return error
  return new ServerError(
    14031,
    'OutOfDiskSpace',
    `the data folder cannot be written (${text}): its disk is full or failing. Nothing of this write was stored`,
  )
}
