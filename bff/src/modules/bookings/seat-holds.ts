import { seatPools, type SeatPool } from '@linli/shared/bookings/slots.rules'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { deskScope } from './bookings.policy'
import type { MeansSeat } from './means'
import type { SeatClaimRow } from './seat-claim.model'
import type { SeatClaimsRepository } from './seat-claims.repository'
import type { SlotRow } from './slot.model'
import { claimedSlotIds, openPools } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** A claim with an end: a seat kept while somebody fills in a form. */
export type HeldClaim = SeatClaimRow & Required<Pick<SeatClaimRow, 'holder' | 'until'>>

export interface SeatHolds {
  /** The seat somebody keeps at that time now; null when there is none, or its time is over. */
  of(holder: string, slotId: string): Promise<HeldClaim | null>
  /**
   * Keeps a seat of the slot under `bookingId` until an instant, with the people and equipment it needs; null when one
   * of them is not left, and then nothing is kept. What the holder kept before goes back first: one seat for each.
   */
  take(
    holder: string,
    slot: SlotRow,
    seat: {
      readonly bookingId: string
      readonly pools: readonly SeatPool[]
      readonly means: readonly MeansSeat[]
      readonly until: Date
    },
  ): Promise<HeldClaim | null>
  /** Gives back everything the holder keeps; nothing when it has become a booking meanwhile. */
  release(holder: string): Promise<void>
  /**
   * The kept seat becomes the one of a booking under way: from now on it ends no more, and its note is an ordinary
   * claim. Null when it has ended, is another holder's, or is of a pool this person does not have.
   */
  adopt(
    holder: string,
    holdId: string,
    slotId: string,
    pools: readonly SeatPool[],
  ): Promise<SeatClaimRow | null>
}

/** Seats kept for a while. Whoever reads or takes seats counts one that has ended as free, swept or not. */
export function createSeatHolds(deps: {
  slots: Pick<SlotsRepository, 'hold' | 'settle' | 'giveHeld' | 'give' | 'freeEnded'>
  claims: SeatClaimsRepository
  clock: Clock
  ids: Ids
}): SeatHolds {
  const { slots, claims, clock, ids } = deps

  async function giveHeld(claim: SeatClaimRow): Promise<void> {
    const scope = deskScope(claim.communityId)
    for (const slotId of claimedSlotIds(claim)) await slots.giveHeld(scope, slotId, claim.bookingId)
  }

  const holds: SeatHolds = {
    of: (holder, slotId) => claims.heldBy(holder, slotId, clock.now()),

    async take(holder, slot, { bookingId, pools, means, until }) {
      const { communityId, _id: slotId } = slot
      const scope = deskScope(communityId)
      await holds.release(holder)
      // Led back only after its end: until then nobody but the holder decides.
      const claim: HeldClaim = {
        _id: ids.next('scl'),
        ...{ communityId, slotId, bookingId, holder, until, at: until },
        ...(means.length > 0 && {
          besides: means.map((one) => ({ slotId: one.slot._id, count: one.count })),
        }),
      }
      try {
        await claims.note(claim)
      } catch (error) {
        // Two taps at once: the other one keeps a seat for the same person.
        if (isDuplicateKey(error, 'seat_claim_holder_unique')) {
          throw new AppError('version_conflict', { cause: error })
        }
        throw error
      }
      const now = clock.now()
      const parts = [
        { slot, pools, count: 1 },
        ...means.map((one) => ({ ...one, pools: openPools(one.desk, one.slot, { elder: false }, now) })),
      ]
      for (const part of parts) {
        await slots.freeEnded(scope, part.slot, now)
        if (await slots.hold(scope, part.slot._id, { ...part, bookingId, until })) continue
        await giveHeld(claim)
        await claims.forget(scope, claim._id)
        return null
      }
      return claim
    },

    async release(holder) {
      const held = await claims.ofHolder(holder)
      if (!held) return
      // The seats first: a process that dies in between leaves the note, and the sweep finds nothing to give.
      await giveHeld(held)
      await claims.forgetHeld(deskScope(held.communityId), held._id, holder)
    },

    async adopt(holder, holdId, slotId, pools) {
      const now = clock.now()
      const claim = await claims.adopt(holdId, holder, slotId, now)
      if (!claim) return null
      const { communityId, bookingId, besides = [] } = claim
      const scope = deskScope(communityId)
      let stands = await slots.settle(scope, slotId, bookingId, pools, now)
      for (const one of besides)
        stands &&= await slots.settle(scope, one.slotId, bookingId, seatPools, now, one.count)
      if (stands) return claim
      for (const each of claimedSlotIds(claim)) await slots.give(scope, each, bookingId)
      await claims.forget(scope, claim._id)
      return null
    },
  }
  return holds
}
