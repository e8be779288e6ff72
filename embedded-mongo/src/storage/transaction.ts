import { failure, type ServerError } from '../errors'
import { staged, stageAll, type Change, type Staged } from './changes'
import { namespaceOf, type Collection } from './collection'
import type { Catalogue } from './catalogue'
import type { Snapshot, View } from './environment'
import { recordKey, recordOfValue } from './keys'
import type { Target } from './store'
import { Postponed } from './writer'

/** Documents and unique keys that open transactions have written, so that nobody else does. */
export class Locks {
  private readonly owners = new Map<string, Transaction>()

  ofRecord(collection: number, record: number): Transaction | undefined {
    return this.owners.size === 0 ? undefined : this.owners.get(`${collection}:${record}`)
  }

  /** @param key of a unique index, one character a byte: it begins with none that is a digit */
  ofKey(key: string): Transaction | undefined {
    return this.owners.get(key)
  }

  /** @throws Postponed when an open transaction has written into the collection */
  waitForCollection({ id }: Collection): void {
    for (const [name, owner] of this.owners) if (name.startsWith(`${id}:`)) throw owner.waitForEnd()
  }

  take(owner: Transaction, name: string): void {
    this.owners.set(name, owner)
    owner.locked.add(name)
  }

  release({ locked }: Transaction): void {
    for (const name of locked) this.owners.delete(name)
  }
}

export const writeConflict = (): ServerError =>
  failure(112, 'Write conflict :: Please retry your operation or multi-document transaction.')

/** The record that holds a unique key, if any. */
export function holderIn(view: View, key: Buffer): number | undefined {
  const value = view.get(key)
  return value && recordOfValue(value)
}

/** The documents that a transaction has written, each from its first version to its last. */
export type Overlay = Map<number, Staged>

/** An open multi-document transaction: a snapshot, its own writes above it, and its locks. */
export class Transaction implements Target {
  readonly overlays = new Map<Collection, Overlay>()
  readonly newCollections = new Map<string, Collection>()
  /** What there was when it began: what is dropped meanwhile can still be read. */
  private readonly collections: Catalogue['collections']
  readonly locked = new Set<string>()
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
    readonly view: Snapshot,
    private readonly locks: Locks,
    readonly startedAt: number,
  ) {
    this.collections = catalogue.collections
    this.ended = new Promise((resolve) => (this.finish = resolve))
  }

  overlay(collection: Collection): Overlay | undefined {
    return this.overlays.get(collection)
  }

  find(db: string, name: string): Collection | undefined {
    const namespace = `${db}.${name}`
    return this.collections.get(namespace) ?? this.newCollections.get(namespace)
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
      if (!owner && before && !this.base.get(recordKey(collection.id, record))?.equals(before))
        throw writeConflict()
    }
    const { all, keys } = stageAll(collection, changes, (key, text, record) => {
      const own = this.ownKeys.get(text)
      if (own !== undefined) return own
      if (this.locks.ofKey(text)) throw writeConflict()
      const seen = holderIn(this.view, key)
      const latest = holderIn(this.base, key)
      if ((seen ?? record) === record && (latest ?? record) !== record) throw writeConflict()
      return seen
    })
    let overlay = this.overlays.get(collection)
    if (!overlay) this.overlays.set(collection, (overlay = new Map<number, Staged>()))
    for (const change of all) {
      const { record, after } = change
      this.locks.take(this, `${collection.id}:${record}`)
      const earlier = overlay.get(record)
      overlay.set(record, earlier ? staged(collection, { record, before: earlier.before, after }) : change)
    }
    for (const [key, record] of keys) {
      this.ownKeys.set(key, record)
      this.locks.take(this, key)
    }
  }

  /** Frees locks and snapshot and wakes those who wait. */
  end(): void {
    if (!this.open) return
    this.open = false
    this.locks.release(this)
    this.view.release()
    this.finish()
  }

  waitForEnd(): Postponed {
    return new Postponed(this.ended)
  }
}
