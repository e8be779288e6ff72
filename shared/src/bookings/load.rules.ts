import { addDays, clockTime, type IsoDay } from '../time'
import type { BookingStatus } from './bookings.machine'

/** A booking as the load of a desk counts it. */
export interface LoadedBooking {
  readonly day: IsoDay
  readonly status: BookingStatus
  /** False for somebody who came without a booking. */
  readonly hasSlot: boolean
  readonly startsAt: Date | null
  /** When the person checked in or drew a number; null when nobody came. */
  readonly arrivedAt: Date | null
  readonly calledAt: Date | null
}

/** What somebody said after the visit. */
export interface VisitRating {
  /** 1 to 5. */
  readonly score: number
  readonly comment: string
}

export interface RatedVisits {
  readonly count: number
  /** How many gave 1, 2, 3, 4 and 5. */
  readonly scores: readonly number[]
  readonly comments: readonly string[]
}

/** With fewer, the day and the hour would say who it was. */
export const FEWEST_RATINGS = 5

/**
 * How people found it, told apart from who they are; null while too few have said so. Comments stand in the order of
 * their words, which tells nothing of when they were written.
 */
export function ratingsOf(ratings: readonly VisitRating[]): RatedVisits | null {
  if (ratings.length < FEWEST_RATINGS) return null
  return {
    count: ratings.length,
    scores: [1, 2, 3, 4, 5].map((score) => ratings.filter((one) => one.score === score).length),
    comments: ratings
      .map(({ comment }) => comment)
      .filter((comment) => comment !== '')
      .toSorted((a, b) => (a < b ? -1 : 1)),
  }
}

export interface DayLoad {
  readonly day: IsoDay
  readonly booked: number
  readonly walkIn: number
  readonly done: number
  readonly missed: number
  readonly cancelled: number
  /** The counter has not said whether they came. */
  readonly unrecorded: number
  /** The middle of the waiting times, whole minutes; null when nobody was called. */
  readonly waitMinutes: number | null
}

export interface HourLoad {
  readonly hour: number
  readonly arrivals: number
}

/** Who came on which day and at which hour, and how long they waited: for the office to set its hours by. */
export function loadOf(
  bookings: readonly LoadedBooking[],
  from: IsoDay,
  to: IsoDay,
): { days: DayLoad[]; hours: HourLoad[] } {
  const days: DayLoad[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const ofDay = bookings.filter((one) => one.day === day)
    const count = (is: (one: LoadedBooking) => boolean): number => ofDay.filter(is).length
    days.push({
      day,
      booked: count(({ hasSlot }) => hasSlot),
      walkIn: count(({ hasSlot }) => !hasSlot),
      done: count(({ status }) => status === 'done'),
      missed: count(({ status }) => status === 'missed'),
      cancelled: count(({ status }) => status === 'cancelled'),
      unrecorded: count(({ status }) => status === 'unrecorded'),
      waitMinutes: middle(ofDay.flatMap(waited)),
    })
  }
  const arrivals = new Map<number, number>()
  for (const { arrivedAt } of bookings) {
    if (arrivedAt === null) continue
    const hour = Number(clockTime(arrivedAt).slice(0, 2))
    arrivals.set(hour, (arrivals.get(hour) ?? 0) + 1)
  }
  const hours = [...arrivals].sort(([a], [b]) => a - b).map(([hour, count]) => ({ hour, arrivals: count }))
  return { days, hours }
}

/** Waiting begins when somebody is there and the own time has come. */
function waited({ startsAt, arrivedAt, calledAt }: LoadedBooking): number[] {
  if (arrivedAt === null || calledAt === null) return []
  const begin = Math.max(arrivedAt.getTime(), startsAt?.getTime() ?? 0)
  return [Math.max(0, Math.round((calledAt.getTime() - begin) / 60_000))]
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
