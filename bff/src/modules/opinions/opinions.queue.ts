import { openPause, type ClockFacts } from '@linli/shared/opinions/opinions.clock'
import type { OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { staffFilters } from '@linli/shared/opinions/workbench.schema'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Scope } from '../../platform/scope'
import type { OpinionCategory } from './opinion-parts.model'

/** Which cases a member of staff reads: whole communities, and what lies under some nodes. */
export interface StaffReach {
  readonly scope: Scope
  readonly wholeIds: readonly string[]
  readonly nodeIds: readonly string[]
  /** What was given to the caller beside that: all that an organisation sees. */
  readonly partyKeys: readonly string[]
  /** Keys under which the caller may be named in a case: those cases are not there for the caller. */
  readonly barredKeys: readonly string[]
}

export type StaffFilter = (typeof staffFilters)[number]

/** What is urgent stands in no line (domain facts §6.1): it comes before everything else that runs. */
export const queueRanks = { urgent: -1, running: 0, paused: 1, answered: 2, ended: 3 } as const

/** The list of ended cases and its count reach back this far, so that neither grows with the years; search finds all. */
export const ENDED_DAYS = 90

/** Where a case stands in the workbench: what is due next comes first, what waits for others after it. */
export function queuePlace(facts: {
  status: OpinionStatus
  category: Pick<OpinionCategory, 'urgent'>
  clock: ClockFacts
  nextActionAt?: Date | undefined
  closedAt: Date | null
  /** Not signed for yet: the nearer of the two promises decides. */
  handling?: { readonly signing: ClockFacts } | undefined
}): { queueRank: number; queueAt: Date } {
  const { status, category, clock, nextActionAt, closedAt, handling } = facts
  const running = category.urgent ? queueRanks.urgent : queueRanks.running
  switch (status) {
    case 'dispatched':
      return { queueRank: running, queueAt: nextClock({ clock, handling }).dueAt }
    case 'submitted':
    case 'accepted':
    case 'signed':
    case 'in_progress':
    case 'returned':
    case 'adjudicating':
      return { queueRank: running, queueAt: clock.dueAt }
    case 'needs_info':
    case 'waiting': {
      // What waits for another unit goes on counting, and stays among what is due.
      const pause = openPause(clock)
      return pause
        ? { queueRank: queueRanks.paused, queueAt: pause.from }
        : { queueRank: running, queueAt: clock.dueAt }
    }
    case 'answered':
      return { queueRank: queueRanks.answered, queueAt: nextActionAt ?? clock.dueAt }
    case 'closed':
    case 'rejected':
    case 'withdrawn':
    case 'merged':
      return { queueRank: queueRanks.ended, queueAt: closedAt ?? clock.dueAt }
  }
}

/** What staff have to keep next: signing for it while that is due before the answer. */
export function nextClock({
  clock,
  handling,
}: {
  clock: ClockFacts
  handling?: { readonly signing: ClockFacts } | undefined
}): ClockFacts {
  const signing = handling?.signing
  return signing && signing.doneAt === null && signing.dueAt < clock.dueAt ? signing : clock
}

export interface QueueMoment {
  readonly now: Date
  readonly accountId: string
}

/** A stretch in the order of the queue: exactly what the index can walk without looking left or right. */
export interface Stretch {
  /** Ranks that follow each other, lowest first. */
  readonly ranks: readonly number[]
  readonly from?: Date
  readonly before?: Date
  readonly status?: OpinionStatus | readonly OpinionStatus[]
  readonly ownerAccountId?: string
}

const { urgent, running, paused, answered, ended } = queueRanks

/** What is urgent, and everything else that runs. */
const inProgress = (part: Omit<Stretch, 'ranks'> = {}): readonly Stretch[] => [
  { ranks: [urgent, running], ...part },
]

/** The stretches a filter consists of at this moment; a late sweep makes no difference to them. */
export function stretchesOf(filter: StaffFilter, { now, accountId }: QueueMoment): readonly Stretch[] {
  const tomorrow = instantOf(addDays(dayOf(now), 1))
  // The instant the time to rate ends belongs to "over", as in `statusAt`.
  const justAfter = new Date(now.getTime() + 1)
  const awaitingRating: Stretch = { ranks: [answered], from: justAfter }
  switch (filter) {
    case 'all':
      return [{ ranks: [urgent, running, paused] }, awaitingRating]
    case 'urgent':
      return [{ ranks: [urgent] }]
    case 'to-accept':
      return inProgress({ status: 'submitted' })
    case 'to-sign':
      return inProgress({ status: 'dispatched' })
    case 'returned':
      return inProgress({ status: ['returned', 'adjudicating'] })
    case 'mine':
      return inProgress({ ownerAccountId: accountId })
    case 'due-today':
      return inProgress({ from: now, before: tomorrow })
    case 'overdue':
      return inProgress({ before: now })
    case 'paused':
      return [{ ranks: [paused] }]
    case 'answered':
      return [awaitingRating]
    case 'closed':
      return [
        { ranks: [ended], from: instantOf(addDays(dayOf(now), -ENDED_DAYS)) },
        { ranks: [answered], before: justAfter },
      ]
  }
}

/** Ended cases are read newest first, whatever their rank; everything else by what comes next. */
export const isNewestFirst = (filter: StaffFilter): boolean => filter === 'closed'

export interface QueuePosition {
  readonly queueRank: number
  readonly queueAt: Date
  readonly id: string
}

/** What is left of a stretch behind a position in the order of the queue: the rest of its rank, then the later ranks. */
export function stretchesAfter(
  stretch: Stretch,
  after: QueuePosition | null,
): readonly { readonly stretch: Stretch; readonly after: QueuePosition | null }[] {
  if (after === null) return [{ stretch, after }]
  const later = stretch.ranks.filter((rank) => rank > after.queueRank)
  return [
    ...(stretch.ranks.includes(after.queueRank)
      ? [{ stretch: { ...stretch, ranks: [after.queueRank] }, after }]
      : []),
    ...(later.length > 0 ? [{ stretch: { ...stretch, ranks: later }, after: null }] : []),
  ]
}

/** The condition of a stretch; of what lies behind a position in it, when one is given and the stretch has one rank. */
export function stretchCondition(
  stretch: Stretch,
  after: QueuePosition | null,
  newestFirst: boolean,
): Record<string, unknown> {
  const { ranks, from, before, status, ownerAccountId } = stretch
  const at = after?.queueAt
  const bounds = newestFirst
    ? { ...(from && { $gte: from }), ...(before && { $lt: before }), ...(at && { $lte: at }) }
    : { $gte: at && (!from || at > from) ? at : (from ?? new Date(0)), ...(before && { $lt: before }) }
  const beyond = newestFirst ? '$lt' : '$gt'
  return {
    queueRank: ranks.length === 1 ? ranks[0] : { $in: [...ranks] },
    ...(status && { status: typeof status === 'string' ? status : { $in: status } }),
    ...(ownerAccountId !== undefined && { ownerAccountId }),
    queueAt: bounds,
    ...(after && { $or: [{ queueAt: { [beyond]: after.queueAt } }, { _id: { [beyond]: after.id } }] }),
  }
}
