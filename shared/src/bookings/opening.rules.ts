import type { Calendar } from '../calendar/workdays'
import { weekdayOf, type IsoDay } from '../time'

/** Part of a Shanghai day in minutes from midnight, half open: 24:00 is 1440 and may be an end. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/** One day that is not as its weekday: closed when it has no intervals, a one-off opening otherwise. */
export interface OpeningException {
  readonly day: IsoDay
  readonly intervals: readonly Interval[]
  readonly reason: string
}

/** When a counter, a room or a home-visit team can be booked. */
export interface OpeningPlan {
  /** Index 0 = Sunday … 6 = Saturday. A lunch break is the gap between two intervals. */
  readonly weekly: readonly (readonly Interval[])[]
  /** Whether the days off of the State Council's notice close it, weekend openings among them. */
  readonly closedOnHolidays: boolean
  /** The weekday whose hours a make-up workday takes (1 = Monday); null leaves it as the weekend day it is. */
  readonly makeupAs: number | null
  readonly exceptions: readonly OpeningException[]
}

export interface Opening {
  readonly intervals: readonly Interval[]
  readonly because: 'exception' | 'holiday' | 'makeup' | 'weekly'
  /** Said on screen: why the day is closed or open out of the ordinary. */
  readonly reason: string
}

/**
 * The hours of one day. What staff decided for the day itself comes first, then the holiday, then the make-up
 * workday (调休上班), then the week (reference: cases and booking §0.4, §5.3).
 */
export function openingOf(plan: OpeningPlan, calendar: Calendar, day: IsoDay): Opening {
  const exception = plan.exceptions.find((candidate) => candidate.day === day)
  if (exception)
    return { intervals: tidy(exception.intervals), because: 'exception', reason: exception.reason }
  if (plan.closedOnHolidays && calendar.isHoliday(day))
    return { intervals: [], because: 'holiday', reason: '法定节假日' }
  const weekday = weekdayOf(day)
  const weekend = weekday === 0 || weekday === 6
  if (weekend && plan.makeupAs !== null && calendar.isWorkday(day))
    return { intervals: tidy(plan.weekly[plan.makeupAs] ?? []), because: 'makeup', reason: '调休上班' }
  return { intervals: tidy(plan.weekly[weekday] ?? []), because: 'weekly', reason: '' }
}

/** In order, without the empty ones, and what touches or overlaps made one. */
export function tidy(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = []
  const inOrder = [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)
  for (const next of inOrder) {
    const last = joined.at(-1)
    if (last && next.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, next.to) }
    else joined.push(next)
  }
  return joined
}

/** The minutes that are in both: an item that needs a counter and a room is open when both are. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const common = tidy(left).flatMap((one) =>
    tidy(right).map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })),
  )
  return tidy(common)
}

const DAY_MINUTES = 1440

/** What is wrong with hours as entered, by weekday or day; empty when nothing is. */
export function faultsOf(intervals: readonly Interval[]): ('range' | 'order' | 'overlap')[] {
  const inOrder = [...intervals].sort((a, b) => a.from - b.from)
  const faults = new Set<'range' | 'order' | 'overlap'>()
  inOrder.forEach(({ from, to }, index) => {
    if (from < 0 || to > DAY_MINUTES || !Number.isInteger(from) || !Number.isInteger(to)) faults.add('range')
    if (from >= to) faults.add('order')
    const before = inOrder[index - 1]
    if (before && from < before.to) faults.add('overlap')
  })
  return [...faults]
}
