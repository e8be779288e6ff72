import type { SeatHold, SlotRow } from './slot.model'

/** A seat without whose it is. */
export type SeatTime = Pick<SeatHold, 'pool' | 'until'>

/** Seats that are left at an instant: those kept for somebody are free again once their time is over. */
export function poolsAt(
  { general, elder, seats }: Pick<SlotRow, 'general' | 'elder'> & { readonly seats: readonly SeatTime[] },
  now: Date,
) {
  const pools = { general, elder }
  for (const { pool, until } of seats) if (until !== undefined && until <= now) pools[pool] += 1
  return pools
}

/** Seats that bookings and offers hold, without those kept for a while. */
export const givenSeats = ({ seats }: Pick<SlotRow, 'seats'>): SeatHold[] =>
  seats.filter(({ until }) => until === undefined)
