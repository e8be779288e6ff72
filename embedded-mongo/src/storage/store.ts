import { failure } from '../errors'
import { Catalogue } from './catalogue'
import { stageAll, type Change, type Staged } from './changes'
import type { Collection } from './collection'
import type { Environment, View } from './environment'
import { putEntry, removeEntry } from './index-entries'
import { recordKey } from './keys'
import { holderIn, Locks, Transaction, writeConflict, type Overlay } from './transaction'
import { Writer } from './writer'

/** Where a statement reads and writes: the committed state inside a group commit, or a transaction. */
export interface Target {
  readonly view: View
  /** Number of the last commit that the view may show. */
  readonly startedAt: number
  overlay(collection: Collection): Overlay | undefined
  find(db: string, name: string): Collection | undefined
  /** The collection, made when it is missing. */
  ensure(db: string, name: string): Collection
  /** Writes the changes of one statement, all or none; `before` must be what `view` shows. */
  write(collection: Collection, changes: readonly Change[]): void
}

const SWEEP_SLICE = 2000

/** The database without its protocol: catalogue, group commit, transactions. */
export class Store {
  readonly catalogue: Catalogue
  readonly writer: Writer
  readonly locks = new Locks()
  private readonly dirty = new Set<Collection>()
  private sweeping = false
  /** Reads committed state. Writing through it is allowed only inside a job of `writer`. */
  readonly committed: Target

  constructor(readonly env: Environment) {
    this.catalogue = new Catalogue(env)
    this.writer = new Writer(env, {
      beforeCommit: () => {
        for (const collection of this.dirty)
          if (this.catalogue.find(collection.db, collection.name) === collection)
            this.catalogue.saveCount(collection)
        this.dirty.clear()
      },
      rolledBack: () => {
        this.dirty.clear()
        this.catalogue.load()
      },
    })
    this.committed = {
      view: env,
      startedAt: Infinity,
      overlay: () => undefined,
      find: (db, name) => this.catalogue.find(db, name),
      ensure: (db, name) => this.catalogue.find(db, name) ?? this.create(db, name),
      write: (collection, changes) => this.writeCommitted(collection, changes),
    }
    this.sweep()
  }

  begin(): Transaction {
    const { catalogue, env, locks } = this
    return new Transaction(catalogue, env, env.snapshot(), locks, this.writer.sequence)
  }

  create(db: string, name: string): Collection {
    const made = this.catalogue.make(db, name)
    this.catalogue.add(made)
    return made
  }

  private writeCommitted(collection: Collection, changes: readonly Change[]): void {
    for (const { record } of changes) {
      const owner = this.locks.ofRecord(collection.id, record)
      if (owner) throw owner.waitForEnd()
    }
    const { all } = stageAll(collection, changes, (key, text) => {
      const owner = this.locks.ofKey(text)
      if (owner) throw owner.waitForEnd()
      return holderIn(this.env, key)
    })
    this.apply(collection, all)
  }

  private apply(collection: Collection, all: readonly Staged[]): void {
    const { env } = this
    for (const { record, before, after } of all) {
      if (after) env.put(recordKey(collection.id, record), after)
      else if (before) env.remove(recordKey(collection.id, record))
      const added = Number(after !== null) - Number(before !== null)
      if (added === 0) continue
      collection.count += added
      this.dirty.add(collection)
    }
    const entries = all.flatMap((change) => change.entries)
    // Removals first: two documents of one statement may exchange a unique key.
    for (const { index, record, removed } of entries)
      for (const key of removed) removeEntry(env, index, key, record)
    for (const { index, record, added } of entries) for (const key of added) putEntry(env, index, key, record)
    const flagged = entries.filter(({ arrays, long }) => arrays !== 0 || long)
    for (const { index, arrays, long } of flagged) {
      index.arrays |= arrays
      index.long ||= long
    }
    if (flagged.length > 0) this.catalogue.save(collection)
  }

  /**
   * Writes a transaction's changes; `record` adds the session's mark to the same commit.
   * @throws ServerError 112 when a collection it used is gone or was made by somebody else
   */
  commitTransaction(transaction: Transaction, record: () => void): Promise<void> {
    return this.writer.submit(() => {
      if (!transaction.open) throw failure(251, 'Transaction was aborted')
      for (const made of transaction.newCollections.values())
        if (this.catalogue.find(made.db, made.name)) throw writeConflict()
      for (const collection of transaction.overlays.keys())
        if (!collection.pending && this.catalogue.find(collection.db, collection.name) !== collection)
          throw writeConflict()
      for (const made of transaction.newCollections.values()) this.catalogue.add(made)
      for (const [collection, overlay] of transaction.overlays) this.apply(collection, [...overlay.values()])
      record()
    })
  }

  /** Deletes what dropped collections and indexes left, slice by slice, beside other work. */
  sweep(): void {
    if (this.sweeping) return
    this.sweeping = true
    const slice = (): void => {
      this.writer
        .submit(() => this.catalogue.sweepDropped(SWEEP_SLICE))
        .then(
          (more) => (more ? slice() : (this.sweeping = false)),
          () => (this.sweeping = false), // a full disk: the next drop or start tries again
        )
    }
    slice()
  }
}
