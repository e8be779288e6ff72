import { addDays, daysBetween, weekdayOf, type IsoDay } from '../time'

/** Every week or every other week. */
export const seriesWeeks = [1, 2] as const
export type SeriesWeeks = (typeof seriesWeeks)[number]

/** Fewer is a single booking; more does not fit into the sixty days a desk can be booked ahead at the most. */
export const seriesLimits = { fewest: 2, most: 9 } as const

export interface SeriesWish {
  readonly weeks: SeriesWeeks
  readonly visits: number
}

/** A time a desk offers, with whether the person may still have a seat. */
export interface OfferedTime {
  readonly id: string
  readonly day: IsoDay
  readonly startsAt: Date
  readonly endsAt: Date
  readonly free: boolean
}

/** `closed`: the desk has no such time that day; `twice`: the person has the matter that day; `far`: not offered yet. */
export const visitStates = ['free', 'full', 'closed', 'twice', 'far'] as const
export type VisitState = (typeof visitStates)[number]

/** One visit as it was wished for, and what can be had instead. */
export interface PlannedVisit {
  readonly day: IsoDay
  readonly startsAt: Date
  readonly state: VisitState
  /** The wished time when it can be had. */
  readonly time: OfferedTime | null
  /** The nearest free time of the same week, when the wished one cannot be had. */
  readonly other: OfferedTime | null
}

const DAYS_OF_WEEK = 7
const DAY_MS = 86_400_000
const mondayOf = (day: IsoDay): IsoDay => addDays(day, -((weekdayOf(day) + 6) % DAYS_OF_WEEK))

/** The days of a series, the first one included. */
export const wishedDays = (first: IsoDay, { weeks, visits }: SeriesWish): IsoDay[] =>
  Array.from({ length: visits }, (_, index) => addDays(first, index * weeks * DAYS_OF_WEEK))

/** How many visits lie between the first day and `until`, both included. */
export const visitsUntil = (first: IsoDay, weeks: SeriesWeeks, until: IsoDay): number =>
  until < first ? 0 : Math.floor(daysBetween(first, until) / (weeks * DAYS_OF_WEEK)) + 1

/**
 * What becomes of each visit: the same time of the day on each day of the series, or the nearest free time of that
 * week (Monday to Sunday). `taken` are days on which the person has the matter already; `last` is the last day the
 * desk can be booked on. No two visits lie on one day.
 */
export function planSeries(
  first: OfferedTime,
  wish: SeriesWish,
  known: {
    readonly offered: readonly OfferedTime[]
    readonly taken: ReadonlySet<IsoDay>
    readonly last: IsoDay
  },
): PlannedVisit[] {
  const { offered, taken, last } = known
  return wishedDays(first.day, wish).map((day, index) => {
    const startsAt = new Date(first.startsAt.getTime() + index * wish.weeks * DAYS_OF_WEEK * DAY_MS)
    const same = offered.find((time) => time.startsAt.getTime() === startsAt.getTime())
    const state: VisitState = taken.has(day)
      ? 'twice'
      : day > last
        ? 'far'
        : same === undefined
          ? 'closed'
          : same.free
            ? 'free'
            : 'full'
    if (state === 'free') return { day, startsAt, state, time: same ?? null, other: null }
    const week = mondayOf(day)
    const away = (time: OfferedTime): number => Math.abs(time.startsAt.getTime() - startsAt.getTime())
    const [other = null] = offered
      .filter((time) => time.free && !taken.has(time.day) && mondayOf(time.day) === week)
      .sort((a, b) => away(a) - away(b) || a.startsAt.getTime() - b.startsAt.getTime())
    return { day, startsAt, state, time: null, other: state === 'twice' ? null : other }
  })
}

export type SeriesFault = 'count' | 'order' | 'rhythm'

/**
 * What is wrong with the days somebody confirms: too few or too many, not one after the other, or not one in each
 * week of the rhythm. A visit that was moved inside its week, or left out, is fine.
 */
export function faultOfSeries(
  days: readonly IsoDay[],
  weeks: SeriesWeeks,
  most: number,
): SeriesFault | undefined {
  if (days.length < seriesLimits.fewest || days.length > most) return 'count'
  const [first = ''] = days
  const monday = mondayOf(first)
  const periods = days.map((day) => daysBetween(monday, mondayOf(day)) / DAYS_OF_WEEK)
  if (periods.some((period, index) => index > 0 && period <= (periods[index - 1] ?? 0))) return 'order'
  return periods.some((period) => period % weeks !== 0) ? 'rhythm' : undefined
}

export const seriesFaultWords: Readonly<Record<SeriesFault, string>> = {
  count: `一次最少约 ${seriesLimits.fewest} 次，最多按窗口定的次数`,
  order: '每周只能约一次，要按日期先后',
  rhythm: '这些日子对不上每周或每两周一次，请重新选',
}

/** `每周一次`, `每两周一次`. */
export const rhythmLabel = (weeks: number): string => (weeks === 1 ? '每周一次' : '每两周一次')
