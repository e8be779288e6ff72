import { isInARow, type RoomTime } from './rooms.rules'

/** People or equipment that several desks share: so many of them are needed for one booking of a desk. */
export interface DeskNeed {
  /** The desk of kind `means` they are counted at. */
  readonly deskId: string
  readonly count: number
}

/** A desk needs at most so many kinds beside itself, and so many of one kind. */
export const needLimits = { kinds: 4, count: 20 } as const

/**
 * The times of shared means that a booking from one instant to another needs: all that it touches. Null when they are
 * not there from beginning to end, so that nobody works before or after the own hours.
 */
export function timesWithin<T extends RoomTime>(
  times: readonly T[],
  { startsAt, endsAt }: RoomTime,
  bufferMinutes: number,
): T[] | null {
  const touched = times.filter((time) => time.startsAt < endsAt && time.endsAt > startsAt)
  const [first, last] = [touched[0], touched.at(-1)]
  const covers =
    first !== undefined && last !== undefined && first.startsAt <= startsAt && last.endsAt >= endsAt
  return covers && isInARow(touched, bufferMinutes) ? touched : null
}
