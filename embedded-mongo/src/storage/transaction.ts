import { failure, type ServerError } from '../errors'
import { duplicateKey, entryChanges, holderOf, type Change, type EntryChange } from './changes'
import { namespaceOf, type Collection } from './collection'
import type { Catalogue } from './catalogue'
import type { View } from './environment'
import { recordKey } from './keys'
import type { Target } from './store'
import { LockWait } from './writer'

/** Documents and unique keys that open transactions have written, so that nobody else does. */
export class Locks {
  private readonly records = new Map<string, Transaction>()
  private readonly keys = new Map<string, Transaction>()

  ofRecord(collection: number, record: number): Transaction | undefined {
    return this.records.size === 0 ? undefined : this.records.get(`${collection}:${record}`)
  }

  ofKey(key: Buffer): Transaction | undefined {
    return this.keys.size === 0 ? undefined : this.keys.get(key.toString('latin1'))
  }

  /** The open transaction that has written into a collection, if there is one. */
  inCollection(collection: number): Transaction | undefined {
    const prefix = `${collection}:`
    for (const [record, owner] of this.records) if (record.startsWith(prefix)) return owner
    return undefined
  }

  take(owner: Transaction, collection: number, record: number): void {
    const name = `${collection}:${record}`
    this.records.set(name, owner)
    owner.lockedRecords.push(name)
  }

  takeKey(owner: Transaction, key: string): void {
    this.keys.set(key, owner)
  }

  release(owner: Transaction): void {
    for (const name of owner.lockedRecords) this.records.delete(name)
    for (const key of owner.ownKeys.keys()) if (this.keys.get(key) === owner) this.keys.delete(key)
  }
}

export function writeConflict(): ServerError {
  return failure(
    112,
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
  )
}

/** The version of a document inside a transaction, the one it started from, and what that means for the indexes. */
export interface Staged extends Change {
  entries: readonly EntryChange[]
}

export type Overlay = Map<number, Staged>

/** An open multi-document transaction: a snapshot, its own writes above it, and its locks. */
export class Transaction implements Target {
  readonly overlays = new Map<Collection, Overlay>()
  readonly newCollections = new Map<string, Collection>()
  readonly lockedRecords: string[] = []
  /** Unique keys it has added (the record) or removed (null). */
  readonly ownKeys = new Map<string, number | null>()
  readonly ended: Promise<void>
  private finish: () => void = () => undefined
  open = true

  /**
   * @param base the newest committed state
   * @param view the state at the first operation
   * @param startedAt number of the last commit the view contains
   */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly base: View,
    readonly view: View & { release(): void },
    private readonly locks: Locks,
    readonly startedAt: number,
  ) {
    this.ended = new Promise((resolve) => (this.finish = resolve))
  }

  overlay(collection: Collection): Overlay | undefined {
    return this.overlays.get(collection)
  }

  find(db: string, name: string): Collection | undefined {
    return this.catalogue.find(db, name) ?? this.newCollections.get(`${db}.${name}`)
  }

  ensure(db: string, name: string): Collection {
    const known = this.find(db, name)
    if (known) return known
    const made = this.catalogue.make(db, name)
    this.newCollections.set(namespaceOf(made), made)
    return made
  }

  /**
   * Checks and records the changes of one statement: all or none.
   * @throws ServerError 112 when another transaction or a later commit got there first, 11000 for a duplicate
   */
  write(collection: Collection, changes: readonly Change[]): void {
    for (const { record, before } of changes) {
      const owner = this.locks.ofRecord(collection.id, record)
      if (owner && owner !== this) throw writeConflict()
      if (!owner && before && !sameBytes(this.base.get(recordKey(collection.id, record)), before))
        throw writeConflict()
    }
    const staged = new Map<string, number | null>()
    const entries = changes.map((change) => this.stageKeys(collection, change, staged))
    let overlay = this.overlays.get(collection)
    if (!overlay) this.overlays.set(collection, (overlay = new Map<number, Staged>()))
    changes.forEach((change, at) => {
      const { record, after } = change
      if (!this.locks.ofRecord(collection.id, record)) this.locks.take(this, collection.id, record)
      const earlier = overlay.get(record)
      const whole = earlier ? { record, before: earlier.before, after } : change
      overlay.set(record, {
        ...whole,
        entries: earlier ? entryChanges(collection, whole) : (entries[at] ?? []),
      })
    })
    for (const [key, record] of staged) {
      this.ownKeys.set(key, record)
      this.locks.takeKey(this, key)
    }
  }

  private stageKeys(
    collection: Collection,
    change: Change,
    staged: Map<string, number | null>,
  ): EntryChange[] {
    const entries = entryChanges(collection, change)
    for (const { index, removed, added, record } of entries) {
      if (!index.unique) continue
      for (const key of removed) {
        const owner = this.locks.ofKey(key)
        if (owner && owner !== this) throw writeConflict()
        staged.set(key.toString('latin1'), null)
      }
      for (const key of added) {
        const text = key.toString('latin1')
        const own = staged.has(text) ? staged.get(text) : this.ownKeys.get(text)
        if (own === undefined) this.checkForeignKey(collection, index, key, change)
        else if (own !== null && own !== record)
          throw duplicateKey(collection, index, change.after ?? Buffer.alloc(0))
        staged.set(text, record)
      }
    }
    return entries
  }

  private checkForeignKey(
    collection: Collection,
    index: Parameters<typeof duplicateKey>[1],
    key: Buffer,
    change: Change,
  ): void {
    if (this.locks.ofKey(key)) throw writeConflict()
    const seen = holderOf(this.view.get(key))
    if (seen !== undefined && seen !== change.record)
      throw duplicateKey(collection, index, change.after ?? Buffer.alloc(0))
    const latest = holderOf(this.base.get(key))
    if (latest !== undefined && latest !== change.record) throw writeConflict()
  }

  /** Frees locks and snapshot and wakes those who wait. */
  end(): void {
    if (!this.open) return
    this.open = false
    this.locks.release(this)
    this.view.release()
    this.finish()
  }

  waitForEnd(): LockWait {
    return new LockWait(this.ended)
  }
}

function sameBytes(one: Buffer | undefined, other: Buffer): boolean {
  return one !== undefined && one.equals(other)
}
