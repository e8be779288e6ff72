import { seatPools, type SeatPool } from '@linli/shared/bookings/slots.rules'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { deskScope } from './bookings.policy'
import type { MeansSeat } from './means'
import { roomsToTry } from './named-rooms'
import type { ClaimedBeside, SeatClaimRow } from './seat-claim.model'
import type { SeatClaimsRepository } from './seat-claims.repository'
import type { Seat } from './seat-finder'
import { claimedSlotIds, openPools } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** A claim with an end: a seat kept while somebody fills in a form. */
export type HeldClaim = SeatClaimRow & Required<Pick<SeatClaimRow, 'holder' | 'until'>>

export interface SeatHolds {
  /** The seat somebody keeps at that time now; null when there is none, or its time is over. */
  of(holder: string, slotId: string): Promise<HeldClaim | null>
  /**
   * Keeps a seat under `bookingId` until an instant, with the people and equipment it needs, and for a room the times
   * right behind it; null when one of them is not left, and then nothing is kept. What the holder kept before goes back
   * first: one seat for each.
   */
  take(holder: string, seat: Seat, wish: HoldWish): Promise<HeldClaim | null>
  /**
   * Keeps other times behind the first one from now on, in the same room and to the same end: new ones are taken, those
   * that are not wanted any more go back. Null when one is not left, and then everything stays as it was. Throws
   * `version_conflict` when what is kept has changed or ended meanwhile.
   */
  stretch(held: HeldClaim, seat: Seat, wish: Omit<HoldWish, 'bookingId' | 'until'>): Promise<HeldClaim | null>
  /** Gives back everything the holder keeps; nothing when it has become a booking meanwhile. */
  release(holder: string): Promise<void>
  /**
   * The kept seat becomes the one of a booking under way: from now on it ends no more, and its note is an ordinary
   * claim. Null when it has ended, is another holder's, or is of a pool this person does not have. What was kept beside
   * and is not in `besides` goes back; all of it stays when that is not said.
   */
  adopt(
    holder: string,
    holdId: string,
    seat: {
      readonly slotId: string
      readonly pools: readonly SeatPool[]
      readonly besides?: ReadonlySet<string>
    },
  ): Promise<SeatClaimRow | null>
}

/** For whom and until when a seat is kept. */
export interface HoldWish {
  readonly bookingId: string
  readonly elder: boolean
  /** Times of a room right behind the first one. */
  readonly more?: readonly Seat[]
  /** People and equipment that are there already and stay, by the ids of their times. */
  readonly has?: ReadonlySet<string>
  readonly until: Date
}

/** A time that is kept with the first one: of the room, or of people and equipment. */
interface Part extends MeansSeat {
  readonly pools: readonly SeatPool[]
  readonly isRoom: boolean
}

/** Seats kept for a while. Whoever reads or takes seats counts one that has ended as free, swept or not. */
export function createSeatHolds(deps: {
  slots: Pick<SlotsRepository, 'hold' | 'settle' | 'giveHeld' | 'give' | 'freeEnded'>
  claims: SeatClaimsRepository
  clock: Clock
  ids: Ids
}): SeatHolds {
  const { slots, claims, clock, ids } = deps

  async function giveHeld(claim: SeatClaimRow, slotIds = claimedSlotIds(claim)): Promise<void> {
    const scope = deskScope(claim.communityId)
    for (const slotId of slotIds) await slots.giveHeld(scope, slotId, claim.bookingId)
  }

  /** Everything that is kept beside the first time, each once. */
  function partsBeside(
    seat: Seat,
    { elder, more = [], has = new Set() }: Omit<HoldWish, 'bookingId' | 'until'>,
  ) {
    const now = clock.now()
    const parts = new Map<string, Part>()
    for (const { slot, desk } of more)
      parts.set(slot._id, {
        ...{ slot, desk, count: 1, isRoom: true },
        pools: openPools(desk, slot, { elder }, now),
      })
    for (const one of [seat, ...more].flatMap(({ means }) => means))
      if (!has.has(one.slot._id))
        parts.set(one.slot._id, {
          ...{ ...one, isRoom: false },
          pools: openPools(one.desk, one.slot, { elder: false }, now),
        })
    return [...parts.values()]
  }

  /** Keeps all of these under one booking, or none of them. */
  async function holdAll(
    claim: HeldClaim,
    parts: readonly Part[],
    roomId: string | undefined,
  ): Promise<boolean> {
    const { communityId, bookingId, until } = claim
    const [scope, now] = [deskScope(communityId), clock.now()]
    const kept: string[] = []
    for (const { slot, pools, count, isRoom } of parts) {
      await slots.freeEnded(scope, slot, now)
      const wish = { bookingId, pools, count, until, ...(isRoom && { roomId }) }
      if (!(await slots.hold(scope, slot._id, wish))) {
        await giveHeld(claim, kept)
        return false
      }
      kept.push(slot._id)
    }
    return true
  }

  const besideOf = ({ slot, count }: Part): ClaimedBeside => ({ slotId: slot._id, count })

  const holds: SeatHolds = {
    of: (holder, slotId) => claims.heldBy(holder, slotId, clock.now()),

    async take(holder, seat, { bookingId, until, ...wish }) {
      const { communityId, _id: slotId } = seat.slot
      const scope = deskScope(communityId)
      await holds.release(holder)
      const beside = partsBeside(seat, wish)
      // Led back only after its end: until then nobody but the holder decides.
      const claim: HeldClaim = {
        _id: ids.next('scl'),
        ...{ communityId, slotId, bookingId, holder, until, at: until },
        ...(beside.length > 0 && { besides: beside.map(besideOf) }),
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
      const pools = openPools(seat.desk, seat.slot, { elder: wish.elder }, now)
      const parts = [{ ...{ slot: seat.slot, desk: seat.desk, count: 1, isRoom: true, pools } }, ...beside]
      const rooms = roomsToTry(
        seat.desk,
        parts.flatMap(({ slot, isRoom }) => (isRoom ? [slot] : [])),
        now,
      )
      for (const roomId of rooms) if (await holdAll(claim, parts, roomId)) return claim
      await claims.forget(scope, claim._id)
      return null
    },

    async stretch(held, seat, wish) {
      const before = held.besides ?? []
      const had = new Set(before.map(({ slotId }) => slotId))
      const parts = partsBeside(seat, wish)
      const wanted = parts.map(besideOf)
      const fresh = parts.filter(({ slot }) => !had.has(slot._id))
      const surplus = before.filter(({ slotId }) => !wanted.some((one) => one.slotId === slotId))
      if (fresh.length === 0 && surplus.length === 0) return held
      // The note names everything that is or may be kept before a seat changes hands, as for every other taking.
      const noted = await claims.changeBesides(held, [...wanted, ...surplus])
      if (!noted) throw new AppError('version_conflict')
      const roomId = seat.slot.seats.find(({ bookingId }) => bookingId === held.bookingId)?.roomId
      const isKept = await holdAll(noted, fresh, roomId)
      if (isKept)
        await giveHeld(
          noted,
          surplus.map(({ slotId }) => slotId),
        )
      const settled = await claims.changeBesides(noted, isKept ? wanted : before)
      if (!settled) throw new AppError('version_conflict')
      return isKept ? settled : null
    },

    async release(holder) {
      const held = await claims.ofHolder(holder)
      if (!held) return
      // The seats first: a process that dies in between leaves the note, and the sweep finds nothing to give.
      await giveHeld(held)
      await claims.forgetHeld(deskScope(held.communityId), held._id, holder)
    },

    async adopt(holder, holdId, { slotId, pools, besides: wanted }) {
      const now = clock.now()
      const claim = await claims.adopt(holdId, holder, slotId, now)
      if (!claim) return null
      const { communityId, bookingId, besides = [] } = claim
      const scope = deskScope(communityId)
      let stands = await slots.settle(scope, slotId, bookingId, pools, now)
      const stay = besides.filter((one) => wanted === undefined || wanted.has(one.slotId))
      for (const one of stay)
        stands &&= await slots.settle(scope, one.slotId, bookingId, seatPools, now, one.count)
      const gone = stands ? besides.filter((one) => !stay.includes(one)) : besides
      for (const one of gone) await slots.give(scope, one.slotId, bookingId)
      // The note goes on naming all of it: the sweep finds nothing to give of what went back.
      if (stands) return { ...claim, besides: stay }
      await slots.give(scope, slotId, bookingId)
      await claims.forget(scope, claim._id)
      return null
    },
  }
  return holds
}
