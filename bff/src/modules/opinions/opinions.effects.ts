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
import type { OpinionCategory, OpinionRow } from './opinion.model'
import { queuePlace } from './opinions.queue'
import type { OpinionChange, OpinionSet } from './opinions.repository'
import type { OpinionSettings } from './opinions.settings'

const DAY_MS = 86_400_000

/** Everything a transition depends on beside the case itself. */
export interface EffectContext {
  readonly now: Date
  readonly calendar: Calendar
  readonly settings: Pick<OpinionSettings, 'acceptanceDays' | 'urgentMinutes' | 'lapseDays'>
  /** Who takes the case by this act; absent for acts of the author and the system. */
  readonly owner?: { readonly accountId: string; readonly label: string }
  readonly rating?: NonNullable<OpinionRow['rating']>
  readonly rejection?: NonNullable<OpinionRow['rejection']>
}

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

/** What an event does to the facts of a case, its clock and its place in the queue. Pure. */
export function effectsOf(event: OpinionEvent, row: OpinionRow, context: EffectContext): Effects {
  const status = targetOf(opinionMachine, currentStatus(row, context.now), event)
  const { set, ...others } = factsOf(event, row, context)
  const next = {
    status,
    category: row.category,
    clock: set.clock ?? row.clock,
    nextActionAt: set.nextActionAt ?? row.nextActionAt,
    closedAt: set.closedAt === undefined ? row.closedAt : set.closedAt,
  }
  return { ...others, set: { ...set, status, ...queuePlace(next) } }
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
      return { set: { clock: pauseClock(row.clock, now), ...owner } }
    case 'supplement':
    case 'resume':
      return { set: { clock: resumeClock(calendar, row.clock, now) } }
    case 'reply':
      return {
        set: {
          clock: finishClock(calendar, row.clock, now),
          answeredAt: now,
          nextActionAt: new Date(now.getTime() + settings.lapseDays * DAY_MS),
          ...owner,
        },
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
        },
        unset: ['nextActionAt'],
        pastClock: row.clock,
        ...(row.rating ? { pastRating: row.rating } : {}),
      }
  }
}

function answerClock(startedBy: 'accept' | 'reopen', row: OpinionRow, context: EffectContext): ClockFacts {
  const { now, calendar } = context
  const promise: ClockPromise = { kind: 'answer', startedBy, unit: 'workdays', amount: row.category.days }
  return startClock(calendar, promise, now)
}

const taken = ({ owner }: EffectContext): OpinionSet =>
  owner ? { ownerAccountId: owner.accountId, ownerLabel: owner.label } : {}

/** Whoever acts first on a case nobody has taken yet takes it. */
const ownerOf = (row: OpinionRow, context: EffectContext): OpinionSet =>
  row.ownerAccountId === null ? taken(context) : {}
