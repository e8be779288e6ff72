import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../platform/dated-rows'
import { isDuplicateKey, isWriteConflict } from '../platform/mongo-errors'
import { rowsOf } from '../platform/mongo'
import { joining } from '../platform/unit-of-work'
import { idempotencyKeyModel } from './idempotency-key.model'

export interface KeptAnswer {
  readonly bodyHash: string
  readonly answer: string
  readonly expiresAt: Date
}

/** A collection of the deployment itself: keys are unique across tenants. */
export interface IdempotencyKeys {
  /** The answer kept under a key, whether or not its time is over; null when there is none. */
  find(keyId: string): Promise<KeptAnswer | null>
  /** Removes a key whose time is over but which the database has not swept yet. */
  removeExpired(keyId: string, now: Date): Promise<void>
  /** Takes the key inside the open transaction; tells why not when it cannot. */
  claim(keyId: string, bodyHash: string, expiresAt: Date): Promise<'claimed' | 'taken' | 'in progress'>
  /** Keeps the answer, inside the same transaction. */
  keep(keyId: string, answer: string): Promise<void>
  /** Keys by when their time ends. */
  readonly byEnd: DatedRows
}

export function createIdempotencyKeys(connection: Connection): IdempotencyKeys {
  const model = idempotencyKeyModel(connection)
  const rows = rowsOf(model)
  return {
    async find(keyId) {
      const row = await rows.findOne({ _id: keyId })
      return row?.answer == null ? null : { ...row, answer: row.answer }
    },
    async removeExpired(keyId, now) {
      await rows.deleteOne({ _id: keyId, expiresAt: { $lte: now } })
    },
    async claim(keyId, bodyHash, expiresAt) {
      try {
        await rows.insertOne({ _id: keyId, bodyHash, answer: null, expiresAt }, joining(connection))
        return 'claimed'
      } catch (error) {
        if (isDuplicateKey(error)) return 'taken'
        // The first request's transaction is open and holds the row.
        if (isWriteConflict(error)) return 'in progress'
        throw error
      }
    },
    async keep(keyId, answer) {
      await rows.updateOne({ _id: keyId }, { $set: { answer } }, joining(connection))
    },
    byEnd: datedRows(model, 'expiresAt'),
  }
}
