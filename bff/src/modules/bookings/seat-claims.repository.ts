import type { Connection } from 'mongoose'
import { gathered } from '../../platform/gathered'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { seatClaimModel, type ClaimedBeside, type SeatClaimRow } from './seat-claim.model'
import type { HeldClaim } from './seat-holds'

export interface SeatClaimsRepository {
  /** Notes a taking before it happens: outside an open transaction, so that it is there whatever becomes of that. */
  note(row: SeatClaimRow): Promise<void>
  /** Notes a giving up together with what gives it up: in the caller's transaction. */
  noteWith(row: SeatClaimRow): Promise<void>
  /** The note is of no use any more, whatever becomes of an open transaction. */
  forget(scope: Scope, id: string): Promise<void>
  olderThan(at: Date, limit: number): Promise<SeatClaimRow[]>
  /** Notes about these times: seats that are changing hands or kept for a while. */
  underWay(scope: Scope, slotIds: readonly string[]): Promise<SeatClaimRow[]>
  /** What a holder keeps, whether its time is over or not. */
  ofHolder(holder: string): Promise<HeldClaim | null>
  /** What a holder keeps of this slot, while it lasts. */
  heldBy(holder: string, slotId: string, now: Date): Promise<HeldClaim | null>
  /** What is kept beside becomes another list, once; null when it has changed or ended meanwhile. */
  changeBesides(held: HeldClaim, besides: readonly ClaimedBeside[]): Promise<HeldClaim | null>
  /** {@link SeatClaimsRepository.forget}, unless it has become an ordinary claim meanwhile. */
  forgetHeld(scope: Scope, id: string, holder: string): Promise<void>
  /** A kept seat becomes an ordinary claim, once; null when it has ended or is not this holder's. */
  adopt(id: string, holder: string, slotId: string, now: Date): Promise<SeatClaimRow | null>
}

export function createSeatClaims(connection: Connection): SeatClaimsRepository {
  const rows = rowsOf(seatClaimModel(connection))
  const notes = gathered(async (claims: readonly SeatClaimRow[]) => {
    await rows.insertMany(claims)
    return claims
  })
  const forgotten = gathered(async (claims: readonly { scope: Scope; id: string }[]) => {
    const communityIds = new Set(claims.flatMap(({ scope }) => scope.communityIds))
    await rows.deleteMany({
      communityId: { $in: [...communityIds] },
      _id: { $in: claims.map(({ id }) => id) },
    })
    return claims.map(() => undefined)
  })
  return {
    async note(row) {
      // What is kept for a holder may be refused by its unique index: nobody else is drawn into that.
      if (row.holder === undefined) await notes(row)
      else await rows.insertOne(row)
    },
    async noteWith(row) {
      await rows.insertOne(row, joining(connection))
    },
    forget: (scope, id) => forgotten({ scope, id }),
    olderThan: (at, limit) =>
      rows
        .find({ at: { $lte: at } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray(),
    async underWay(scope, slotIds) {
      const own = rows.find({ ...inScope(scope), slotId: { $in: [...slotIds] }, holder: { $exists: false } })
      const beside = rows.find({
        ...inScope(scope),
        'besides.slotId': { $exists: true, $in: [...slotIds] },
        holder: { $exists: false },
      })
      return [...(await own.toArray()), ...(await beside.toArray())]
    },
    ofHolder: (holder) => rows.findOne<HeldClaim>({ holder }),
    heldBy: (holder, slotId, now) => rows.findOne<HeldClaim>({ holder, slotId, until: { $gt: now } }),
    changeBesides: ({ _id, communityId, holder, besides: before }, besides) =>
      rows.findOneAndUpdate(
        { _id, communityId, holder, besides: before ?? { $exists: false } },
        besides.length > 0 ? { $set: { besides: [...besides] } } : { $unset: { besides: 1 } },
        { returnDocument: 'after' },
      ) as Promise<HeldClaim | null>,
    async forgetHeld(scope, id, holder) {
      await rows.deleteOne({ _id: id, ...inScope(scope), holder })
    },
    adopt: (id, holder, slotId, now) =>
      rows.findOneAndUpdate(
        { _id: id, holder, slotId, until: { $gt: now } },
        { $unset: { holder: 1, until: 1 }, $set: { at: now } },
        { returnDocument: 'after' },
      ),
  }
}
