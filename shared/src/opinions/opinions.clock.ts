import type { Calendar } from '../calendar/workdays'
import { addDays, dayOf, instantOf, type IsoDay } from '../time'

/** A working day ends at 18:00 in Shanghai; so does every deadline counted in days. */
const DAY_ENDS_MINUTES = 18 * 60
const MINUTE_MS = 60_000

/** The time between a question to the resident and the answer; `to` is null while it lasts. */
export interface Pause {
  readonly from: Date
  readonly to: Date | null
}

/** What is promised, and from what on it counts. */
export interface ClockPromise {
  readonly kind: 'acceptance' | 'answer'
  readonly startedBy: 'submit' | 'accept' | 'reopen'
  readonly unit: 'workdays' | 'minutes'
  readonly amount: number
}

/** A clock as it is stored: facts from which its due time and every sentence about it can be computed again. */
export interface ClockFacts extends ClockPromise {
  readonly startedAt: Date
  readonly dueAt: Date
  readonly pauses: readonly Pause[]
  readonly doneAt: Date | null
}

export type ClockState = 'running' | 'due-today' | 'overdue' | 'paused' | 'done'

/** Starts a promise at an instant. The day it starts on does not count (domain facts §3.4: 受理当日不计). */
export function startClock(calendar: Calendar, promise: ClockPromise, startedAt: Date): ClockFacts {
  const facts = { ...promise, startedAt, dueAt: startedAt, pauses: [], doneAt: null }
  return { ...facts, dueAt: dueTime(calendar, facts) }
}

/** Stands still from `at` on. A clock that stands or is done stays as it is. */
export function pauseClock(clock: ClockFacts, at: Date): ClockFacts {
  if (clock.doneAt !== null || openPause(clock)) return clock
  return { ...clock, pauses: [...clock.pauses, { from: at, to: null }] }
}

/** Runs on: the working days (or minutes) of the pause are added to the due time. */
export function resumeClock(calendar: Calendar, clock: ClockFacts, at: Date): ClockFacts {
  const pauses = clock.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause))
  const resumed = { ...clock, pauses }
  return { ...resumed, dueAt: dueTime(calendar, resumed) }
}

/** The promise is kept (or broken) at `at`; an open pause ends with it. */
export function finishClock(calendar: Calendar, clock: ClockFacts, at: Date): ClockFacts {
  return { ...resumeClock(calendar, clock, at), doneAt: at }
}

/** When the promise falls due by this calendar; computed again when the calendar changes. */
export function dueTime(calendar: Calendar, clock: ClockFacts): Date {
  if (clock.unit === 'minutes') {
    const paused = clock.pauses.reduce(
      (sum, { from, to }) => sum + (to === null ? 0 : to.getTime() - from.getTime()),
      0,
    )
    return new Date(clock.startedAt.getTime() + clock.amount * MINUTE_MS + paused)
  }
  const closed = { ...clock, pauses: clock.pauses.filter((pause) => pause.to !== null) }
  let day = dayOf(clock.startedAt)
  for (let left = clock.amount; left > 0;) {
    day = addDays(day, 1)
    if (countsFor(calendar, closed, day)) left -= 1
  }
  return instantOf(day, DAY_ENDS_MINUTES)
}

/** The pause that still lasts. */
export function openPause(clock: ClockFacts): Pause | undefined {
  return clock.pauses.find((pause) => pause.to === null)
}

/** The state by the clock alone; the sweep that acts on it may be late. */
export function clockState(clock: ClockFacts, now: Date): ClockState {
  if (clock.doneAt !== null) return 'done'
  if (openPause(clock)) return 'paused'
  if (now > clock.dueAt) return 'overdue'
  return dayOf(now) === dayOf(clock.dueAt) ? 'due-today' : 'running'
}

/** Whether a day lies in a pause; the day the question was asked still counts as worked. */
export function isPausedDay(clock: ClockFacts, day: IsoDay): boolean {
  return clock.pauses.some(({ from, to }) => day > dayOf(from) && (to === null || day <= dayOf(to)))
}

/** A working day that counts against this clock. */
export function countsFor(calendar: Calendar, clock: ClockFacts, day: IsoDay): boolean {
  return calendar.isWorkday(day) && !isPausedDay(clock, day)
}

/** Counted days after `from` up to and including `to`. */
export function countedDays(calendar: Calendar, clock: ClockFacts, from: IsoDay, to: IsoDay): number {
  let days = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (countsFor(calendar, clock, day)) days += 1
  }
  return days
}

/** Counted days still ahead; a standing clock keeps what it had when it stopped. */
export function workdaysLeft(calendar: Calendar, clock: ClockFacts, now: Date): number {
  const pause = openPause(clock)
  const unpaused = { ...clock, pauses: clock.pauses.filter((other) => other !== pause) }
  const from = clock.doneAt ?? pause?.from ?? now
  return clock.unit === 'minutes' ? 0 : countedDays(calendar, unpaused, dayOf(from), dayOf(clock.dueAt))
}
