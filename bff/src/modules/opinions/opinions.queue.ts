import { openPause, type ClockFacts } from '@linli/shared/opinions/opinions.clock'
import type { OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { staffFilters } from '@linli/shared/opinions/opinions.schema'
import { addDays, dayOf, instantOf } from '@linli/shared/time'

export type StaffFilter = (typeof staffFilters)[number]

export const queueRanks = { running: 0, paused: 1, answered: 2, ended: 3 } as const

/** The list of ended cases and its count reach back this far, so that neither grows with the years; search finds all. */
export const ENDED_DAYS = 90

/** Where a case stands in the workbench: what is due next comes first, what waits for others after it. */
export function queuePlace(facts: {
  status: OpinionStatus
  clock: ClockFacts
  nextActionAt?: Date | undefined
  closedAt: Date | null
}): { queueRank: number; queueAt: Date } {
  const { status, clock, nextActionAt, closedAt } = facts
  switch (status) {
    case 'submitted':
    case 'accepted':
    case 'in_progress':
      return { queueRank: queueRanks.running, queueAt: clock.dueAt }
    case 'needs_info':
    case 'waiting':
      return { queueRank: queueRanks.paused, queueAt: openPause(clock)?.from ?? clock.dueAt }
    case 'answered':
      return { queueRank: queueRanks.answered, queueAt: nextActionAt ?? clock.dueAt }
    case 'closed':
    case 'rejected':
    case 'withdrawn':
      return { queueRank: queueRanks.ended, queueAt: closedAt ?? clock.dueAt }
  }
}

export interface QueueMoment {
  readonly now: Date
  readonly accountId: string
}

type Condition = Record<string, unknown>

const { running, paused, answered, ended } = queueRanks

/** Answered, and there is still time to rate it. */
const awaitingRating = (now: Date): Condition => ({ queueRank: answered, queueAt: { $gt: now } })
/** Answered, the time to rate is over and the sweep has not come by yet. */
const lapsed = (now: Date): Condition => ({ queueRank: answered, queueAt: { $lte: now } })

/** The condition of one filter at this moment; late sweeps make no difference to it. */
export function filterCondition(filter: StaffFilter, { now, accountId }: QueueMoment): Condition {
  const tomorrow = instantOf(addDays(dayOf(now), 1))
  switch (filter) {
    case 'all':
      return { $or: [{ queueRank: { $in: [running, paused] } }, awaitingRating(now)] }
    case 'to-accept':
      return { queueRank: running, status: 'submitted' }
    case 'mine':
      return { queueRank: running, ownerAccountId: accountId }
    case 'due-today':
      return { queueRank: running, queueAt: { $gte: now, $lt: tomorrow } }
    case 'overdue':
      return { queueRank: running, queueAt: { $lt: now } }
    case 'paused':
      return { queueRank: paused }
    case 'answered':
      return awaitingRating(now)
    case 'closed': {
      const since = instantOf(addDays(dayOf(now), -ENDED_DAYS))
      return { $or: [{ queueRank: ended, queueAt: { $gte: since } }, lapsed(now)] }
    }
  }
}

/** Ended cases are read newest first; everything else by what comes next. */
export const isNewestFirst = (filter: StaffFilter): boolean => filter === 'closed'

/** One `$group` that counts every filter at once, over what {@link countedCondition} lets in. */
export function countStages({ now, accountId }: QueueMoment): Condition {
  const tomorrow = instantOf(addDays(dayOf(now), 1))
  const rank = (value: number): Condition => ({ $eq: ['$queueRank', value] })
  const late: Condition = { $lt: ['$queueAt', now] }
  const over: Condition = { $lte: ['$queueAt', now] }
  const count = (...conditions: Condition[]): Condition => ({ $sum: { $cond: [{ $and: conditions }, 1, 0] } })
  const waits = { $and: [rank(answered), { $gt: ['$queueAt', now] }] }
  return {
    $group: {
      _id: null,
      all: count({ $or: [rank(running), rank(paused), waits] }),
      toAccept: count(rank(running), { $eq: ['$status', 'submitted'] }),
      mine: count(rank(running), { $eq: ['$ownerAccountId', accountId] }),
      dueToday: count(rank(running), { $gte: ['$queueAt', now] }, { $lt: ['$queueAt', tomorrow] }),
      overdue: count(rank(running), late),
      paused: count(rank(paused)),
      answered: count(waits),
      closed: count({ $or: [rank(ended), { $and: [rank(answered), over] }] }),
    },
  }
}

/** Everything any filter can show; ended cases only as far back as their list goes. */
export function countedCondition({ now }: QueueMoment): Condition {
  const since = instantOf(addDays(dayOf(now), -ENDED_DAYS))
  return {
    $or: [
      { queueRank: { $in: [running, paused, answered] } },
      { queueRank: ended, queueAt: { $gte: since } },
    ],
  }
}
