import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { seatClaimModel, type SeatClaimRow } from './seat-claim.model'

export interface SeatClaimsRepository {
  /** Notes a taking before it happens: outside an open transaction, so that it is there whatever becomes of that. */
  note(row: SeatClaimRow): Promise<void>
  /** Notes a giving up together with what gives it up: in the caller's transaction. */
  noteWith(row: SeatClaimRow): Promise<void>
  /** The note is of no use any more, whatever becomes of an open transaction. */
  forget(scope: Scope, id: string): Promise<void>
  olderThan(at: Date, limit: number): Promise<SeatClaimRow[]>
}

export function createSeatClaims(connection: Connection): SeatClaimsRepository {
  const rows = rowsOf(seatClaimModel(connection))
  return {
    async note(row) {
      await rows.insertOne(row)
    },
    async noteWith(row) {
      await rows.insertOne(row, joining(connection))
    },
    async forget(scope, id) {
      await rows.deleteOne({ _id: id, ...inScope(scope) })
    },
    olderThan: (at, limit) =>
      rows
        .find({ at: { $lte: at } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray(),
  }
}
