import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { open, type RootDatabase, type Transaction as ReadTransaction } from 'lmdb'
import { failure } from '../errors'
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

type Database = RootDatabase<Buffer, Buffer>

/**
 * A consistent reading of the store: the newest commit, or the snapshot of a transaction. lmdb answers ranges lazily
 * under a held read transaction; a list leaves nothing pinned.
 */
export class View {
  constructor(protected readonly db: Database) {}

  /** Where reads look; undefined = the newest commit. */
  protected reading(): ReadTransaction | undefined {
    return undefined
  }

  get(key: Buffer): Buffer | undefined {
    const transaction = this.reading()
    return asBuffer(this.db.get(key, transaction && { transaction }))
  }

  entries(range: Range): Entry[] {
    const found = this.db.getRange(this.options(range))
    return Array.from(found, ({ key, value }) => ({ key, value: asBuffer(value) ?? value }))
  }

  keys(range: Range): Buffer[] {
    return [...this.db.getKeys(this.options(range))]
  }

  countKeys(range: Range): number {
    return this.db.getKeysCount(this.options(range))
  }

  private options({ start, end, reverse, ...rest }: Range) {
    const range = reverse
      ? { start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
      : { start, end }
    const transaction = this.reading()
    return { ...rest, ...range, ...(transaction && { transaction }) }
  }
}

/** A state that stays readable until it is released. */
export class Snapshot extends View {
  private readonly transaction = this.db.useReadTransaction()
  private released = false

  /** lmdb may reuse a released read transaction's memory: a paused scan must not touch it again. */
  protected override reading(): ReadTransaction {
    if (this.released) throw failure(251, 'Transaction was aborted while it was being read')
    return this.transaction
  }

  release(): void {
    this.released = true
    this.transaction.done()
  }
}

const FILE = 'data.lmdb'
/** Reserved addresses, not disk or memory; lmdb enlarges the map by itself beyond them. */
const ADDRESS_SPACE = 16 * 2 ** 30
/**
 * Pages. A value of more than one page takes neighbouring ones, for which lmdb reads and searches its list of free pages:
 * after a large import 240,000 of them, a second for a hundred documents, and again at every commit. With fewer in hand
 * it soon takes new pages from the end of the file instead; what is free is used up by everything that fits one page. A
 * longer list than the second figure is let go after the commit: held, it is written anew with each one.
 */
const FREE_SPACE = { maxFreeSpaceToLoad: 2000, maxFreeSpaceToRetain: 4000 }

/**
 * Opens (or makes) the data folder: one lmdb file of mode 0600 and a lock file with this process's id.
 * @throws Error with one sentence when another process uses the folder
 */
export function openEnvironment(dataDir: string): Environment {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const releaseFolder = takeFolder(dataDir)
  const file = join(dataDir, FILE)
  try {
    const db = open<Buffer, Buffer>({
      path: file,
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxReaders: 1024,
      mapSize: ADDRESS_SPACE,
      cache: false,
      overlappingSync: false, // its second flush competes with the next commit
      ...FREE_SPACE,
    })
    for (const path of [file, `${file}-lock`]) if (existsSync(path)) chmodSync(path, 0o600)
    return new Environment(db, releaseFolder)
  } catch (error) {
    releaseFolder()
    throw error
  }
}

/** The store, to be written too. */
export class Environment extends View {
  constructor(
    db: Database,
    private readonly releaseFolder: () => void,
  ) {
    super(db)
  }

  put(key: Buffer, value: Buffer): void {
    void this.db.put(key, value)
  }

  remove(key: Buffer): void {
    void this.db.remove(key)
  }

  snapshot(): Snapshot {
    return new Snapshot(this.db)
  }

  /** Runs `work` in one lmdb transaction and returns once it is on the disk. */
  commit(work: () => void): void {
    try {
      this.db.transactionSync(work)
    } catch (error) {
      throw diskError(error)
    }
  }

  async close(): Promise<void> {
    await this.db.close()
    this.releaseFolder()
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
  const why = 'its disk is full or failing. Nothing of this write was stored'
  return failure(14031, `the data folder cannot be written (${text}): ${why}`)
}
