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

export interface DayLoad {
  readonly day: IsoDay
  readonly booked: number
  readonly walkIn: number
  readonly done: number
  readonly missed: number
  readonly cancelled: number
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
