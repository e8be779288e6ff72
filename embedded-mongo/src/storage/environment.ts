import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { open, type RootDatabase, type Transaction as ReadTransaction } from 'lmdb'
import { failure } from '../errors'
import { takeFolder } from './folder-lock'
import { changesOf, flushFile, Journal } from './journal'

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
export async function openEnvironment(dataDir: string): Promise<Environment> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const releaseFolder = takeFolder(dataDir)
  try {
    const file = join(dataDir, FILE)
    const journal = new Journal(dataDir)
    const left = journal.recover()
    const recovered = existsSync(file) ? left : undefined
    if (recovered) putRootsBack(file, recovered.roots)
    const db = open<Buffer, Buffer>({
      path: file,
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxReaders: 1024,
      mapSize: ADDRESS_SPACE,
      cache: false,
      // The journal makes commits safe; lmdb's pages are flushed with every base.
      overlappingSync: false,
      noSync: true,
      ...FREE_SPACE,
    })
    for (const path of [file, `${file}-lock`]) if (existsSync(path)) chmodSync(path, 0o600)
    const changes = recovered?.groups.flatMap((group) => [...changesOf(group)]) ?? []
    db.transactionSync(() => {
      for (const { key, value } of changes) void (value ? db.put(key, value) : db.remove(key))
    })
    const environment = new Environment(db, file, journal, releaseFolder)
    await environment.newBase()
    return environment
  } catch (error) {
    releaseFolder()
    throw error
  }
}

const NO_ROOTS = Buffer.alloc(0)

/** lmdb's two root pages are the first of its file. */
function putRootsBack(file: string, roots: Buffer): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, roots, 0, roots.length, 0)
  closeSync(handle)
}

/**
 * The store. What was committed reaches the disk through the journal at once, in lmdb's own file later.
 */
export class Environment extends View {
  private readonly handle: number
  private readonly rootBytes: number
  /** Keeps the pages of the newest base as they are. */
  private pinned: ReadTransaction | undefined
  private basing: Promise<void> | undefined
  /** A flush failed, and what the disk holds is unknown: nothing is written any more until the next start. */
  private failure: unknown

  constructor(
    db: Database,
    file: string,
    private readonly journal: Journal,
    private readonly releaseFolder: () => void,
  ) {
    super(db)
    this.handle = openSync(file, 'r+')
    this.rootBytes = 2 * (db.getStats() as { pageSize: number }).pageSize
  }

  put(key: Buffer, value: Buffer): void {
    this.journal.note(key, value)
    void this.db.put(key, value)
  }

  remove(key: Buffer): void {
    this.journal.note(key, undefined)
    void this.db.remove(key)
  }

  snapshot(): Snapshot {
    return new Snapshot(this.db)
  }

  /**
   * Runs `work` in one lmdb transaction and returns once it is on the disk; after a very large one, a promise of
   * that, for which the next commit must wait.
   */
  commit(work: () => void): Promise<void> | undefined {
    if (this.failure !== undefined) throw diskError(this.failure)
    const { journal } = this
    journal.begin()
    try {
      this.db.transactionSync(() => {
        work()
        journal.append()
      })
    } catch (error) {
      journal.undo()
      this.startBase() // a full disk: pages that were freed lately can be used again after it
      throw diskError(error)
    }
    if (journal.overflowed) return this.basedAgain()
    try {
      journal.flush()
    } catch (error) {
      this.failure = error
      throw diskError(error)
    }
    if (journal.isDue) this.startBase()
    return undefined
  }

  /** A new base that holds the last commit. */
  private async basedAgain(): Promise<void> {
    await this.basing
    this.startBase()
    await this.basing
    if (this.failure !== undefined) throw diskError(this.failure)
  }

  private startBase(): void {
    if (this.basing || this.failure !== undefined) return
    this.basing = this.newBase().then(
      () => (this.basing = undefined),
      (error: unknown) => {
        this.failure = error
      },
    )
  }

  /** Call between two commits; later ones need not wait. */
  async newBase(end = false): Promise<void> {
    const pin = this.db.useReadTransaction()
    const roots = Buffer.alloc(this.rootBytes)
    readSync(this.handle, roots, 0, roots.length, 0)
    const write = this.journal.turn()
    await flushFile(this.handle)
    await write(end ? NO_ROOTS : roots)
    this.pinned?.done()
    this.pinned = pin
  }

  async close(): Promise<void> {
    await this.basing
    if (this.failure === undefined) await this.newBase(true)
    this.pinned?.done()
    this.journal.close()
    closeSync(this.handle)
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
