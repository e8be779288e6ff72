import type { Calendar } from '../calendar/workdays'
import { afterQuiet, type QuietHours } from '../quiet-hours'
import { addDays, dayOf, instantOf, type IsoDay } from '../time'
import { countsFor, openPause, type ClockFacts } from './opinions.clock'

/**
 * The ladder of warnings (cases-booking §5.2 and §6.1.5: near-due → overdue → 督办 → upward): who works on the case
 * hears of it before it is due and when it is, then the head of the community, then the street.
 */
export const rungs = ['near', 'overdue', 'supervisor', 'street'] as const
export type Rung = (typeof rungs)[number]

/** What a place decides about its ladder; what is urgent ignores the quiet hours. */
export interface LadderFigures extends QuietHours {
  /** Counted days before the due day on whose morning somebody is reminded. */
  readonly warnDays: number
  /** Counted days after the due day until the head of the community hears of it, and until the street does. */
  readonly supervisorDays: number
  readonly streetDays: number
}

/** The promise that was warned of last, and how high. */
export interface Warned {
  readonly dueAt: Date
  readonly rung: Rung
}

interface Next {
  readonly rung: Rung
  readonly at: Date
}

const HOUR_MS = 3_600_000
const MORNING = 9 * 60

/**
 * The next warning of a running promise that has not been given, or null: when it stands, is kept, or has reached the
 * top. A promise whose due time has moved starts its ladder anew.
 */
export function nextWarning(
  calendar: Calendar,
  clock: ClockFacts,
  figures: LadderFigures,
  facts: { readonly warned?: Warned | undefined; readonly urgent: boolean; readonly now: Date },
): Next | null {
  if (clock.doneAt !== null || openPause(clock)) return null
  const given =
    facts.warned?.dueAt.getTime() === clock.dueAt.getTime() ? rungs.indexOf(facts.warned.rung) : -1
  for (const rung of rungs.slice(given + 1)) {
    const at = timeOf(calendar, clock, figures, rung)
    // A promise shorter than its warning is not warned of on the day it is made.
    if (at === null || (rung === 'near' && at <= clock.startedAt)) continue
    return { rung, at: facts.urgent ? at : afterQuiet(at, figures) }
  }
  return null
}

/** The highest rung whose time has come: a sweep that was late does not climb one by one. */
export function dueRung(
  calendar: Calendar,
  clock: ClockFacts,
  figures: LadderFigures,
  facts: { readonly warned?: Warned | undefined; readonly urgent: boolean; readonly now: Date },
): Rung | null {
  let warned = facts.warned
  let reached: Rung | null = null
  for (;;) {
    const next = nextWarning(calendar, clock, figures, { ...facts, warned })
    if (next === null || next.at > facts.now) return reached
    reached = next.rung
    warned = { dueAt: clock.dueAt, rung: next.rung }
  }
}

function timeOf(calendar: Calendar, clock: ClockFacts, figures: LadderFigures, rung: Rung): Date | null {
  const due = dayOf(clock.dueAt)
  switch (rung) {
    case 'near':
      if (clock.unit === 'minutes') return null
      return clock.unit === 'workhours'
        ? new Date(clock.dueAt.getTime() - HOUR_MS)
        : instantOf(countedFrom(calendar, clock, due, -figures.warnDays), MORNING)
    case 'overdue':
      return new Date(clock.dueAt.getTime() + 1)
    case 'supervisor':
      return clock.unit === 'minutes'
        ? new Date(clock.dueAt.getTime() + HOUR_MS / 2)
        : instantOf(countedFrom(calendar, clock, due, figures.supervisorDays), MORNING)
    case 'street':
      return clock.unit === 'minutes'
        ? new Date(clock.dueAt.getTime() + 2 * HOUR_MS)
        : instantOf(countedFrom(calendar, clock, due, figures.streetDays), MORNING)
  }
}

/** The day so many counted days from `day`, backwards when negative. */
function countedFrom(calendar: Calendar, clock: ClockFacts, day: IsoDay, count: number): IsoDay {
  const step = count < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(count); left > 0;) {
    at = addDays(at, step)
    if (countsFor(calendar, clock, at)) left -= 1
  }
  return at
}

/** What stands beside an overdue case on the workbench. */
export const rungLabel: Record<Rung, string> = {
  near: '已提醒办理人',
  overdue: '已催办',
  supervisor: '已报社区负责人',
  street: '已报街道',
}
