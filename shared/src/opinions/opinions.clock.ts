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
  readonly kind: 'acceptance' | 'answer' | 'signing' | 'task'
  readonly startedBy: 'submit' | 'accept' | 'reopen' | 'dispatch'
  /** `minutes` run round the clock, `workhours` within the hours of the office (工作时), `days` are natural days. */
  readonly unit: 'workdays' | 'minutes' | 'workhours' | 'days'
  readonly amount: number
  /** A clock of days whose first day is the one it starts on; the day after when absent. */
  readonly start?: 'same_day'
  /** Units granted on top of the promise (延期). */
  readonly extra?: number
  /** Hours of the office in minutes of the day, half-open, for `workhours`: as they were when the promise was made. */
  readonly hours?: readonly OfficeSpan[]
}

/** `[540, 720]` is 09:00 up to, but not including, 12:00. */
export type OfficeSpan = readonly [from: number, to: number]

/** A clock as it is stored: facts from which its due time and every sentence about it can be computed again. */
export interface ClockFacts extends ClockPromise {
  readonly startedAt: Date
  readonly dueAt: Date
  readonly pauses: readonly Pause[]
  readonly doneAt: Date | null
}

export type ClockState = 'running' | 'due-today' | 'overdue' | 'paused' | 'done'

/** Starts a promise at an instant. The day it starts on counts only where the promise says so (domain facts §3.4: 受理当日不计). */
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
    return new Date(clock.startedAt.getTime() + promisedUnits(clock) * MINUTE_MS + paused)
  }
  if (clock.unit === 'workhours') return dueInOfficeHours(calendar, clock)
  const closed = { ...clock, pauses: clock.pauses.filter((pause) => pause.to !== null) }
  let day = dayOf(clock.startedAt)
  for (let left = promisedUnits(clock) - (countsFirstDay(calendar, clock) ? 1 : 0); left > 0;) {
    day = addDays(day, 1)
    if (countsFor(calendar, closed, day)) left -= 1
  }
  return instantOf(day, DAY_ENDS_MINUTES)
}

/** What was promised with what was granted on top. */
export const promisedUnits = ({ amount, extra = 0 }: ClockPromise): number => amount + extra

/** Grants more time; the due time moves by as many units. A clock that is done stays as it is. */
export function extendClock(calendar: Calendar, clock: ClockFacts, units: number): ClockFacts {
  if (clock.doneAt !== null) return clock
  const extended = { ...clock, extra: (clock.extra ?? 0) + units }
  return { ...extended, dueAt: dueTime(calendar, extended) }
}

/** Days of more time in the units of a clock: a working day has as many hours as the office is open. */
export function unitsOfDays({ unit, hours = [] }: ClockPromise, days: number): number {
  const open = hours.reduce((sum, [from, to]) => sum + to - from, 0) / 60
  return unit === 'workhours' ? days * open : days
}

/** No office is closed for longer: whoever configures no hours at all gets no endless loop. */
const MOST_DAYS = 800

function dueInOfficeHours(calendar: Calendar, clock: ClockFacts): Date {
  let left = promisedUnits(clock) * 60 * MINUTE_MS
  for (const [open, shut] of openStretches(calendar, clock)) {
    if (shut - open >= left) return new Date(open + left)
    left -= shut - open
  }
  return instantOf(addDays(dayOf(clock.startedAt), MOST_DAYS))
}

/** The time that counts against a clock of office hours, in instants, from its start on. */
function* openStretches(calendar: Calendar, clock: ClockFacts): Generator<[from: number, to: number]> {
  let day = dayOf(clock.startedAt)
  for (let days = 0; days < MOST_DAYS; days += 1, day = addDays(day, 1)) {
    if (!calendar.isWorkday(day)) continue
    for (const [from, to] of clock.hours ?? [])
      yield* openParts(clock, instantOf(day, from).getTime(), instantOf(day, to).getTime())
  }
}

/**
 * Minutes still ahead of a clock that runs by the hour: of the office for `workhours`, of the day for `minutes`. None
 * once it is due; a standing clock keeps what it had when it stopped. A clock that counts days has some on its last
 * day alone.
 */
export function minutesLeft(calendar: Calendar, clock: ClockFacts, now: Date): number {
  if (!runsByTheHour(clock) && clockState(clock, now) !== 'due-today') return 0
  const from = (clock.doneAt ?? openPause(clock)?.from ?? now).getTime()
  const due = clock.dueAt.getTime()
  if (clock.unit !== 'workhours') return Math.max(0, Math.ceil((due - from) / MINUTE_MS))
  let left = 0
  for (const [open, shut] of openStretches(calendar, clock)) {
    if (open >= due) break
    left += Math.max(0, Math.min(shut, due) - Math.max(open, from))
  }
  return Math.ceil(left / MINUTE_MS)
}

/** Share of the promised time that is used, 0 to 1; a promise that is due or kept has used all of it. */
export function timeUsed(calendar: Calendar, clock: ClockFacts, now: Date): number {
  const state = clockState(clock, now)
  const promised = promisedUnits(clock) * (clock.unit === 'workhours' ? 60 : 1)
  if (state === 'overdue' || state === 'done' || promised === 0) return 1
  const left = runsByTheHour(clock) ? minutesLeft(calendar, clock, now) : workdaysLeft(calendar, clock, now)
  return Math.min(1, Math.max(0, 1 - left / promised))
}

/** What runs by minutes or office hours has no days to count or to show. */
export const runsByTheHour = ({ unit }: ClockPromise): boolean => unit === 'minutes' || unit === 'workhours'

/** What is left of a stretch of time after the start of the clock and outside its ended pauses. */
function openParts(clock: ClockFacts, from: number, to: number): [number, number][] {
  let parts: [number, number][] = [[Math.max(from, clock.startedAt.getTime()), to]]
  for (const pause of clock.pauses) {
    if (pause.to === null) continue
    const [stop, go] = [pause.from.getTime(), pause.to.getTime()]
    parts = parts.flatMap(([open, shut]): [number, number][] => [
      [open, Math.min(shut, stop)],
      [Math.max(open, go), shut],
    ])
  }
  return parts.filter(([open, shut]) => shut > open)
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

/** A day that counts against this clock: a working day, for natural days any. */
export function countsFor(calendar: Calendar, clock: ClockFacts, day: IsoDay): boolean {
  return (clock.unit === 'days' || calendar.isWorkday(day)) && !isPausedDay(clock, day)
}

/** Whether the day a clock of days starts on is its first: where the promise says so, and while that day still runs. */
export function countsFirstDay(calendar: Calendar, clock: ClockFacts): boolean {
  const day = dayOf(clock.startedAt)
  return (
    clock.start === 'same_day' &&
    clock.startedAt < instantOf(day, DAY_ENDS_MINUTES) &&
    countsFor(calendar, clock, day)
  )
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
  return runsByTheHour(clock) ? 0 : countedDays(calendar, unpaused, dayOf(from), dayOf(clock.dueAt))
}
