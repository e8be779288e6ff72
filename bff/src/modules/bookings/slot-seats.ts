import {
  noRelease,
  poolsFor,
  type SeatPool,
  type SeatPools,
  type SeatSeeker,
} from '@linli/shared/bookings/slots.rules'
import type { BookingRow } from './booking.model'
import type { DeskRow } from './desk.model'
import type { SeatClaimRow } from './seat-claim.model'
import type { SeatHold, SlotRow } from './slot.model'

/** A seat without whose it is. */
export type SeatTime = Pick<SeatHold, 'pool' | 'until' | 'roomId'>

/** Seats that are left at an instant: those kept for somebody are free again once their time is over. */
export function poolsAt(
  {
    general,
    elder,
    walkIn = 0,
    seats,
  }: Pick<SlotRow, 'general' | 'elder' | 'walkIn'> & { readonly seats: readonly SeatTime[] },
  now: Date,
): SeatPools {
  const pools = { general, elder, walkIn }
  for (const { pool, until } of seats) if (until !== undefined && until <= now) pools[pool] += 1
  return pools
}

/** Every time of a booking: a room may be taken for several in a row. */
export const slotIdsOf = ({
  slotId,
  moreSlotIds = [],
}: Pick<BookingRow, 'slotId' | 'moreSlotIds'>): string[] =>
  slotId === undefined ? [] : [slotId, ...moreSlotIds]

/** The times of people and equipment a note is about. */
export const heldBesides = ({ besides = [] }: SeatClaimRow): string[] => besides.map(({ slotId }) => slotId)

/** Every time a note is about. */
export const claimedSlotIds = (claim: SeatClaimRow): string[] => [claim.slotId, ...heldBesides(claim)]

/** Seats that bookings and offers hold, without those kept for a while. */
export const givenSeats = ({ seats }: Pick<SlotRow, 'seats'>): SeatHold[] =>
  seats.filter(({ until }) => until === undefined)

/** The pools somebody may have a seat of at that desk and time now. */
export const openPools = (
  desk: Pick<DeskRow, 'release'>,
  slot: Pick<SlotRow, 'startsAt'>,
  who: SeatSeeker,
  now: Date,
): SeatPool[] => poolsFor(who, slot, desk.release ?? noRelease, now)
