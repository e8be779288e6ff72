import type { Calendar } from '@linli/shared/calendar/workdays'
import { targetOf } from '@linli/shared/machine'
import {
  finishClock,
  pauseClock,
  resumeClock,
  startClock,
  type ClockFacts,
  type ClockPromise,
} from '@linli/shared/opinions/opinions.clock'
import {
  opinionMachine,
  type OpinionEvent,
  type OpinionStatus,
} from '@linli/shared/opinions/opinions.machine'
import { statusAt } from '@linli/shared/opinions/opinions.rules'
import type { LadderFigures } from '@linli/shared/opinions/opinions.ladder'
import { holdReasons } from '@linli/shared/opinions/parties'
import type { Handling } from './opinion-handling.model'
import type { OpinionCategory } from './opinion-parts.model'
import type { OpinionRow } from './opinion.model'
import { queuePlace } from './opinions.queue'
import type { OpinionChange, OpinionSet } from './opinions.repository'
import type { OpinionSettings } from './opinions.settings'
import { warnTime } from './opinions.warnings'

const DAY_MS = 86_400_000

/** The figures of a community that the course of a case depends on. */
export type FlowFigures = LadderFigures &
  Pick<OpinionSettings, 'acceptanceDays' | 'urgentMinutes' | 'lapseDays' | 'signHours' | 'officeHours'>

/** Everything a transition depends on beside the case itself. */
export interface EffectContext {
  readonly now: Date
  readonly calendar: Calendar
  readonly settings: FlowFigures
  /** Who takes the case by this act; absent for acts of the author and the system. */
  readonly owner?: { readonly accountId: string; readonly label: string }
  readonly rating?: NonNullable<OpinionRow['rating']>
  readonly rejection?: NonNullable<OpinionRow['rejection']>
  /** Whom it is given to, and how. */
  readonly assignment?: Assignment
  readonly hold?: NonNullable<OpinionRow['hold']>
}

/** A case in other hands, but for the time it is signed for in. */
export type Assignment = Omit<Handling, 'signing'> & { readonly parties: string[] }

export type Effects = Pick<OpinionChange, 'set' | 'unset' | 'pastClock' | 'pastRating'>

/** The promise to say whether the case is accepted: minutes for what is urgent, working days for the rest. */
export function acceptancePromise(
  category: OpinionCategory,
  settings: EffectContext['settings'],
): ClockPromise {
  return {
    kind: 'acceptance',
    startedBy: 'submit',
    ...(category.urgent
      ? { unit: 'minutes', amount: settings.urgentMinutes }
      : { unit: 'workdays', amount: settings.acceptanceDays }),
  }
}

/** The status as of `now`, whether or not the sweep has come by. */
export const currentStatus = (row: Pick<OpinionRow, 'status' | 'nextActionAt'>, now: Date): OpinionStatus =>
  statusAt({ status: row.status, lapsesAt: row.nextActionAt ?? null }, now)

/** Whether the next step is the author's: to answer a question or to rate. */
export function asksAuthor(row: Pick<OpinionRow, 'status' | 'nextActionAt' | 'hold'>, now: Date): boolean {
  const status = currentStatus(row, now)
  if (status === 'waiting') return row.hold === undefined
  return status === 'needs_info' || status === 'answered'
}

/** What an event does to the facts of a case, its clock and its place in the queue. Pure. */
export function effectsOf(event: OpinionEvent, row: OpinionRow, context: EffectContext): Effects {
  const status = targetOf(opinionMachine, currentStatus(row, context.now), event)
  const { set, ...others }: Effects = factsOf(event, row, context)
  const next = {
    status,
    category: row.category,
    clock: set.clock ?? row.clock,
    handling: others.unset?.includes('handling') ? undefined : (set.handling ?? row.handling),
    nextActionAt: set.nextActionAt ?? row.nextActionAt,
    closedAt: set.closedAt === undefined ? row.closedAt : set.closedAt,
  }
  const warnAt = warnTime({ ...next, warned: row.warned }, context)
  return {
    ...others,
    set: { ...set, status, ...queuePlace(next), ...(warnAt ? { warnAt } : {}) },
    ...(warnAt ? {} : { unset: [...(others.unset ?? []), 'warnAt'] }),
  }
}

function factsOf(event: OpinionEvent, row: OpinionRow, context: EffectContext): Effects {
  const { now, calendar, settings } = context
  const owner = ownerOf(row, context)
  switch (event) {
    case 'accept':
      return {
        set: { acceptedAt: now, clock: answerClock('accept', row, context), ...taken(context) },
        pastClock: finishClock(calendar, row.clock, now),
      }
    case 'start':
      return { set: taken(context) }
    case 'request_info':
    case 'request_more':
      return { set: { clock: standing(row, now), ...owner } }
    case 'supplement':
      return { set: { clock: resumeClock(calendar, row.clock, now) } }
    case 'resume':
      return { set: { clock: resumeClock(calendar, row.clock, now) }, unset: ['hold'] }
    case 'hold':
      return {
        set: {
          ...(context.hold ? { hold: context.hold } : {}),
          ...(context.hold && holdReasons[context.hold.for].pauses ? { clock: standing(row, now) } : {}),
          ...owner,
        },
      }
    case 'dispatch':
    case 'adjudicate':
      return given(row, context)
    case 'sign':
      return { set: { ...signedFor(row, context), ...taken(context) } }
    case 'take':
      return { set: taken(context), unset: ['handling', 'parties'] }
    case 'refer':
      return { set: owner, unset: ['handling', 'parties'] }
    case 'hand_back':
    case 'hand_back_again':
      return {
        set: {
          returnCount: (row.returnCount ?? 0) + 1,
          ownerAccountId: row.handling?.byAccountId ?? null,
          ownerLabel: row.handling?.byLabel ?? '',
        },
        unset: ['handling', 'parties'],
      }
    case 'merge':
      return {
        set: { clock: finishClock(calendar, row.clock, now), closedAt: now },
        unset: ['board', 'hold'],
      }
    case 'reply':
      return {
        set: {
          clock: finishClock(calendar, row.clock, now),
          answeredAt: now,
          nextActionAt: new Date(now.getTime() + settings.lapseDays * DAY_MS),
          ...signedFor(row, context),
          ...owner,
        },
        unset: ['hold'],
      }
    case 'reject':
      return {
        set: {
          clock: finishClock(calendar, row.clock, now),
          closedAt: now,
          ...(context.rejection ? { rejection: context.rejection } : {}),
          ...owner,
        },
        // The board shows what the community takes on.
        unset: ['board'],
      }
    case 'withdraw':
      // What the author takes back is not shown to the public either.
      return { set: { clock: finishClock(calendar, row.clock, now), closedAt: now }, unset: ['board'] }
    case 'rate':
      return {
        set: { closedAt: now, closedAs: 'rated', ...(context.rating ? { rating: context.rating } : {}) },
        unset: ['nextActionAt'],
      }
    case 'lapse':
      // Closed since the moment the time was over, however late the sweep writes it down.
      return { set: { closedAt: row.nextActionAt ?? now, closedAs: 'lapsed' }, unset: ['nextActionAt'] }
    case 'reopen':
      return {
        set: {
          clock: answerClock('reopen', row, context),
          answeredAt: null,
          closedAt: null,
          closedAs: null,
          rating: null,
          reopenCount: row.reopenCount + 1,
          returnCount: 0,
        },
        unset: ['nextActionAt', 'extension'],
        pastClock: row.clock,
        ...(row.rating ? { pastRating: row.rating } : {}),
      }
  }
}

function answerClock(startedBy: 'accept' | 'reopen', row: OpinionRow, context: EffectContext): ClockFacts {
  const { now, calendar, settings } = context
  return startClock(calendar, answerPromise(startedBy, row.category, settings), now)
}

/** When the resident has an answer, counted as the category says. */
export function answerPromise(
  startedBy: 'accept' | 'reopen',
  { days, unit = 'workdays', rules }: OpinionCategory,
  { officeHours }: Pick<OpinionSettings, 'officeHours'>,
): ClockPromise {
  return {
    ...{ kind: 'answer', startedBy, unit, amount: days },
    ...(unit === 'workhours'
      ? { hours: officeHours }
      : rules?.start === 'same_day' && { start: rules.start }),
  }
}

/** The clock as it is while somebody else is asked: the time until the answer runs on where the category says so. */
const standing = ({ clock, category }: OpinionRow, now: Date): ClockFacts =>
  clock.kind === 'answer' && category.rules?.pauses === false ? clock : pauseClock(clock, now)

/** Gives the case to somebody else: accepts it if nobody has, starts the time to sign, forgets who had it. */
function given(row: OpinionRow, context: EffectContext): Effects {
  const { now, calendar, settings, assignment } = context
  if (!assignment) throw new TypeError('a case is given to somebody')
  const { parties, ...handed } = assignment
  const signing = startClock(calendar, signingPromise(row.category, settings), now)
  const accepted = row.acceptedAt === null
  return {
    set: {
      handling: { ...handed, signing },
      parties,
      ownerAccountId: null,
      ownerLabel: assignment.lead.label,
      clock: accepted ? answerClock('accept', row, context) : resumeClock(calendar, row.clock, now),
      ...(accepted ? { acceptedAt: now } : {}),
    },
    unset: ['hold'],
    ...(accepted ? { pastClock: finishClock(calendar, row.clock, now) } : {}),
  }
}

/** The promise to sign for what was given: within hours of the office (domain facts §6.1: 签收 ≤4 工作时). */
function signingPromise(category: OpinionCategory, settings: EffectContext['settings']): ClockPromise {
  return {
    ...{ kind: 'signing', startedBy: 'dispatch' },
    ...(category.urgent
      ? { unit: 'minutes', amount: settings.urgentMinutes }
      : { unit: 'workhours', amount: settings.signHours, hours: settings.officeHours }),
  }
}

/** Whoever answers has received it, whether or not they said so before. */
function signedFor({ handling }: OpinionRow, { now, calendar }: EffectContext): OpinionSet {
  if (!handling || handling.signing.doneAt !== null) return {}
  return { handling: { ...handling, signing: finishClock(calendar, handling.signing, now) } }
}

const taken = ({ owner }: EffectContext): OpinionSet =>
  owner ? { ownerAccountId: owner.accountId, ownerLabel: owner.label } : {}

/** Whoever acts first on a case nobody has taken yet takes it. */
const ownerOf = (row: OpinionRow, context: EffectContext): OpinionSet =>
  row.ownerAccountId === null ? taken(context) : {}
