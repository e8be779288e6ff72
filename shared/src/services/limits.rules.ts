/** How often an item can be booked before what is booked is done; 0 is no limit. Figures of one community. */
export interface BookingLimits {
  /** Open bookings of one person. */
  readonly person: number
  /** Open bookings of one home. */
  readonly home: number
  /** Open bookings of one home on one day. */
  readonly homeDay: number
}

export const noLimits: BookingLimits = { person: 0, home: 0, homeDay: 0 }
export const MOST_BOOKINGS = 20
/** More forms to fill in than an item has. */
export const MOST_FORMS = 6

/** The lowest number nobody has, or undefined when so many stand already; those without a number count. */
export function freeNumber(taken: readonly (number | undefined)[], limit: number): number | undefined {
  if (taken.length >= limit) return undefined
  const known = new Set(taken)
  for (let number = 0; number < limit; number++) if (!known.has(number)) return number
  return undefined
}
