import type { SeatHold, SlotRow } from './slot.model'

/** Seats that are left at an instant: those kept for somebody are free again once their time is over. */
export function poolsAt({ general, elder, seats }: Pick<SlotRow, 'general' | 'elder' | 'seats'>, now: Date) {
  const pools = { general, elder }
  for (const { pool, until } of seats) if (until !== undefined && until <= now) pools[pool] += 1
  return pools
}

/** Seats that bookings and offers hold, without those kept for a while. */
export const givenSeats = ({ seats }: Pick<SlotRow, 'seats'>): SeatHold[] =>
  seats.filter(({ until }) => until === undefined)
