import type { Calendar } from '../calendar/workdays'
import { addDays, dayOf, instantOf, type IsoDay } from '../time'
import { intersect, openingOf, type Interval, type OpeningPlan } from './opening.rules'

/** How a day's hours are cut. Minutes. */
export interface SlotPattern {
  readonly lengthMinutes: number
  /** Kept free after each slot, to tidy up or to travel to the next home. */
  readonly bufferMinutes: number
}

/** One bookable time. */
export interface SlotTime {
  readonly startsAt: Date
  readonly endsAt: Date
}

/** When people may book, counted from the moment they look. */
export interface BookingWindow {
  /** Minutes between booking and the slot's beginning at the least. */
  readonly leadMinutes: number
  /** The last day that can be booked: so many days ahead, `workdays` skipping what is closed to everybody. */
  readonly horizonDays: number
  readonly horizonUnit: 'days' | 'workdays'
}

/**
 * The slots of one day for something that needs all of `plans` at once. A slot begins and ends inside the hours;
 * its buffer may run over their end, because nobody is served in it. Computed from the plans alone: the phone's
 * clock and zone have no part in it.
 */
export function slotsOf(
  plans: readonly OpeningPlan[],
  pattern: SlotPattern,
  calendar: Calendar,
  day: IsoDay,
): SlotTime[] {
  return cut(commonHours(plans, calendar, day), pattern).map(({ from, to }) => ({
    startsAt: instantOf(day, from),
    endsAt: instantOf(day, to),
  }))
}

/** The hours in which all of them are open; none without a plan. */
export function commonHours(plans: readonly OpeningPlan[], calendar: Calendar, day: IsoDay): Interval[] {
  const [first, ...others] = plans.map((plan) => openingOf(plan, calendar, day).intervals)
  return others.reduce<Interval[]>((common, next) => intersect(common, next), [...(first ?? [])])
}

function cut(hours: readonly Interval[], { lengthMinutes, bufferMinutes }: SlotPattern): Interval[] {
  if (!(lengthMinutes > 0) || bufferMinutes < 0)
    throw new RangeError('a slot has a length, and no negative buffer')
  const step = lengthMinutes + bufferMinutes
  return hours.flatMap(({ from, to }) =>
    Array.from({ length: Math.max(0, Math.floor((to - from - lengthMinutes) / step) + 1) }, (_, index) => ({
      from: from + index * step,
      to: from + index * step + lengthMinutes,
    })),
  )
}

/** The last day that can be booked at `now`. */
export function lastBookableDay(window: BookingWindow, calendar: Calendar, now: Date): IsoDay {
  const today = dayOf(now)
  if (window.horizonUnit === 'days') return addDays(today, window.horizonDays)
  let day = today
  for (let left = window.horizonDays; left > 0;) {
    day = addDays(day, 1)
    if (calendar.isWorkday(day)) left -= 1
  }
  return day
}

export type OutsideReason = 'past' | 'too-soon' | 'too-far'

/** Why a slot cannot be booked at `now`, by the clock alone; undefined when it can. For many slots of one desk. */
export function outsideAt(
  window: BookingWindow,
  calendar: Calendar,
  now: Date,
): (slot: Pick<SlotTime, 'startsAt'>) => OutsideReason | undefined {
  const soonest = now.getTime() + window.leadMinutes * 60_000
  const beyond = instantOf(addDays(lastBookableDay(window, calendar, now), 1)).getTime()
  return ({ startsAt }) => {
    if (startsAt <= now) return 'past'
    if (startsAt.getTime() < soonest) return 'too-soon'
    return startsAt.getTime() >= beyond ? 'too-far' : undefined
  }
}

/** {@link outsideAt} for one slot. */
export const outsideWindow = (
  slot: SlotTime,
  window: BookingWindow,
  calendar: Calendar,
  now: Date,
): OutsideReason | undefined => outsideAt(window, calendar, now)(slot)

/** How the seats of a slot are given out. */
export interface SeatShares {
  readonly capacity: number
  /** Kept for people who come without a booking; never offered online. */
  readonly walkIn: number
  /** Offered only to elders and those who book for them. */
  readonly elder: number
}

/** The pools a seat is taken from. */
export interface SeatPools {
  readonly general: number
  readonly elder: number
  readonly walkIn: number
}
export type SeatPool = keyof SeatPools
export const seatPools = ['general', 'elder', 'walkIn'] as const satisfies readonly SeatPool[]

/** What a slot begins with. Shares that ask for more than there is are cut, the walk-ins' last. */
export function poolsOf({ capacity, walkIn, elder }: SeatShares): SeatPools {
  const online = Math.max(0, capacity - walkIn)
  const kept = Math.min(elder, online)
  return { general: online - kept, elder: kept, walkIn: capacity - online }
}

/** Minutes before a slot from which on a share that nobody has used is everybody's; null keeps it to the end. */
export interface ShareRelease {
  readonly walkIn: number | null
  readonly elder: number | null
}

export const noRelease: ShareRelease = { walkIn: null, elder: null }

/** Who looks for a seat: an elder, or somebody for whom the office books at the counter. */
export interface SeatSeeker {
  readonly elder: boolean
  readonly atCounter?: boolean
}

/**
 * The pools somebody may have a seat of at `now`, in the order in which it is looked for: an elder's first choice is
 * the own one, everybody's is the general one; shares that are released come last. The counter gives out the share of
 * the walk-ins on the day itself. Pools only ever open as the slot comes nearer: what was allowed once stays so.
 */
export function poolsFor(
  { elder, atCounter = false }: SeatSeeker,
  { startsAt }: Pick<SlotTime, 'startsAt'>,
  release: ShareRelease,
  now: Date,
): SeatPool[] {
  const isOpen = (minutes: number | null): boolean =>
    minutes !== null && startsAt.getTime() - now.getTime() <= minutes * 60_000
  const ofTheDay = atCounter && dayOf(startsAt) === dayOf(now)
  return [
    ...(elder ? (['elder', 'general'] as const) : (['general'] as const)),
    ...(!elder && isOpen(release.elder) ? (['elder'] as const) : []),
    ...(ofTheDay || isOpen(release.walkIn) ? (['walkIn'] as const) : []),
  ]
}

/** Seats left in these pools. */
export const seatsLeft = (free: SeatPools, pools: readonly SeatPool[]): number =>
  pools.reduce((sum, pool) => sum + Math.max(0, free[pool]), 0)
