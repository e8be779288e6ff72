import type { PollAction } from '@linli/shared/polls/polls.permissions'
import { sourcesOf } from '@linli/shared/machine'
import { canonicalJson } from '@linli/shared/polls/fingerprints'
import { pollMachine, pollPhase, type PollEvent } from '@linli/shared/polls/polls.machine'
import type { PollPhase } from '@linli/shared/polls/polls.machine'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { refuseFaster } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { RollRef } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import type { PollPeople } from './polls.ports'
import { judgeDesk, judgeReading } from './polls.policy'
import type { PollSet, PollsRepository } from './polls.repository'

export interface MovedPoll {
  readonly id: string
  readonly phase: PollPhase
  readonly version: number
}

export interface StaffMove {
  readonly event: PollEvent
  readonly set: PollSet
  readonly version: number
  readonly nextActionAt?: Date | null
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
  /** Worked out in the same transaction before the write, and written with it. */
  readonly inside?: () => Promise<PollSet>
  /** Runs in the same transaction. */
  readonly also?: () => Promise<void>
}

/** What every service of polls does before anything else: find the poll, judge the caller, move the status. */
export interface PollAccess {
  /** A poll somebody of its community, or of its staff, may read. */
  readable(actor: Actor, id: string): Promise<{ row: PollRow; scope: Scope }>
  /** A poll at whose desk the caller stands. */
  atDesk(actor: Actor, action: PollAction, id: string): Promise<{ row: PollRow; scope: Scope }>
  /**
   * The poll as this very act of this person has left it: the same event on the same version, sent again after a lost
   * answer; null otherwise. For acts that cannot be part of a kept answer, because more than the database follows.
   */
  repeated(actor: Actor, row: PollRow, event: PollEvent, version: number): MovedPoll | null
  /** Moves a poll on by an act of staff: one guarded write with its audit row. */
  move(actor: Actor, scope: Scope, row: PollRow, move: StaffMove): Promise<PollRow>
  /** The roll in force; throws `invalid_status` when there is none. */
  rollOf(scope: Scope, row: PollRow): RollRef
  /** Throws `poll_not_open` unless ballots are taken at this very moment, by the clock of the server. */
  refuseClosed(row: PollRow): void
  /** The refusal itself, for a row that was sealed. */
  closed(row: PollRow): AppError
  signature(actor: Actor): Promise<string>
}

/** Once a roll is out its rows can be given a mandate or their ballot, and no more when voting is over. */
export const rollPhases: readonly PollPhase[] = ['roll_published', 'waiting', 'open']

export interface PollAccessDeps {
  readonly polls: PollsRepository
  readonly people: Pick<PollPeople, 'staffCards'>
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
}

export const movedOf = (row: PollRow, now: Date): MovedPoll => ({
  id: row._id,
  phase: pollPhase(row, now),
  version: row.version,
})

/**
 * Whether what is saved stands there already, on a later version than the caller has read: sent again after a lost answer.
 * Nobody's words are lost by it, and nothing is written or noted a second time.
 */
export const isKept = (
  row: PollRow,
  from: readonly PollRow['status'][],
  version: number,
  [kept, sent]: readonly [object, object],
): boolean =>
  from.includes(row.status) && row.version > version && canonicalJson(kept) === canonicalJson(sent)

export function createPollAccess({ polls, people, uow, audit, clock }: PollAccessDeps): PollAccess {
  const signature = async (actor: Actor): Promise<string> =>
    (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? ''

  const closed = (row: PollRow): AppError =>
    new AppError('poll_not_open', {
      details: { opensAt: row.opensAt.toISOString(), closesAt: row.closesAt.toISOString() },
    })

  return {
    signature,
    closed,
    repeated(actor, row, event, version) {
      const last = row.history.at(-1)
      const isOwn = last?.event === event && last.byAccountId === actor.accountId
      return isOwn && row.version === version + 1 ? movedOf(row, clock.now()) : null
    },
    async readable(actor, id) {
      const row = await polls.findShared(id)
      if (!row) throw new AppError('not_found')
      return { row, scope: demand(judgeReading(actor, row)) }
    },
    async atDesk(actor, action, id) {
      const row = await polls.findShared(id)
      if (!row) throw new AppError('not_found')
      return { row, scope: demand(judgeDesk(actor, action, row)) }
    },
    async move(actor, scope, row, { event, set, version, nextActionAt, detail = {}, inside, also }) {
      const from = sourcesOf(pollMachine, event)
      const byName = await signature(actor)
      return uow.run(async () => {
        const changed = await polls.change(scope, row._id, {
          from,
          version,
          set: { ...set, ...(await inside?.()) },
          ...(nextActionAt === undefined ? {} : { nextActionAt }),
          history: { event, at: clock.now(), byAccountId: actor.accountId, byName },
        })
        if (!changed) return refuseFaster(await polls.find(scope, row._id), from)
        await also?.()
        await audit.record({
          actor,
          action: `poll.${event}`,
          communityId: row.communityId,
          targetType: 'poll',
          targetId: row._id,
          detail,
        })
        return changed
      })
    },
    rollOf(scope, row) {
      if (row.roll === null)
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['roll_published', 'frozen'] },
        })
      return { scope, rollId: row.roll.id }
    },
    refuseClosed(row) {
      if (pollPhase(row, clock.now()) !== 'open') throw closed(row)
    },
  }
}
