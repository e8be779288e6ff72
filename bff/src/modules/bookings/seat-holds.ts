import type { SeatPool } from '@linli/shared/bookings/slots.rules'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { deskScope } from './bookings.policy'
import type { SeatClaimRow } from './seat-claim.model'
import type { SeatClaimsRepository } from './seat-claims.repository'
import type { SlotRow } from './slot.model'
import type { SlotsRepository } from './slots.repository'

/** A claim with an end: a seat kept while somebody fills in a form. */
export type HeldClaim = SeatClaimRow & Required<Pick<SeatClaimRow, 'holder' | 'until'>>

export interface SeatHolds {
  /** The seat somebody keeps at that time now; null when there is none, or its time is over. */
  of(holder: string, slotId: string): Promise<HeldClaim | null>
  /**
   * Keeps a seat of the slot under `bookingId` until an instant; null when none is left. What the holder kept before
   * goes back first: one seat for each holder.
   */
  take(
    holder: string,
    slot: SlotRow,
    seat: { readonly bookingId: string; readonly pools: readonly SeatPool[]; readonly until: Date },
  ): Promise<HeldClaim | null>
  /** Gives back what the holder keeps; nothing when it has become a booking meanwhile. */
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

  const holds: SeatHolds = {
    of: (holder, slotId) => claims.heldBy(holder, slotId, clock.now()),

    async take(holder, slot, { bookingId, pools, until }) {
      const { communityId, _id: slotId } = slot
      const scope = deskScope(communityId)
      await holds.release(holder)
      // Led back only after its end: until then nobody but the holder decides.
      const claim: HeldClaim = {
        _id: ids.next('scl'),
        ...{ communityId, slotId, bookingId, holder, until, at: until },
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
      await slots.freeEnded(scope, slot, now)
      if (await slots.hold(scope, slotId, { bookingId, pools, until })) return claim
      await claims.forget(scope, claim._id)
      return null
    },

    async release(holder) {
      const held = await claims.ofHolder(holder)
      if (!held) return
      const scope = deskScope(held.communityId)
      // The seat first: a process that dies in between leaves the note, and the sweep finds nothing to give.
      await slots.giveHeld(scope, held.slotId, held.bookingId)
      await claims.forgetHeld(scope, held._id, holder)
    },

    async adopt(holder, holdId, slotId, pools) {
      const now = clock.now()
      const claim = await claims.adopt(holdId, holder, slotId, now)
      if (!claim) return null
      const scope = deskScope(claim.communityId)
      if (await slots.settle(scope, slotId, claim.bookingId, pools, now)) return claim
      await slots.give(scope, slotId, claim.bookingId)
      await claims.forget(scope, claim._id)
      return null
    },
  }
  return holds
}
