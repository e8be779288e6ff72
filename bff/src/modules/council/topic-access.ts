import type { CouncilAction } from '@linli/shared/council/council.permissions'
import { sourcesOf, targetOf } from '@linli/shared/machine'
import {
  topicMachine,
  topicStatusAt,
  type TopicEvent,
  type TopicStatus,
} from '@linli/shared/council/topics.machine'
import type { AuditAct } from '@linli/shared/audit/audit.acts'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseFaster, refuseMoved } from '../../platform/refusals'
import { demand, type Judgement, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { judgeDesk, judgeReading, type JudgedTopic } from './council.policy'
import type { CouncilInbox, CouncilPeople } from './council.ports'
import type { SignedAct, TopicRow } from './topic.model'
import type { TopicChange, TopicSet, TopicsRepository } from './topics.repository'

export interface FoundTopic {
  readonly row: TopicRow
  readonly scope: Scope
}

/** One thing that happens to a topic. */
export interface TopicMove {
  readonly event: TopicEvent
  readonly version: number
  readonly signed: SignedAct
  readonly set?: TopicSet
  readonly unset?: TopicChange['unset']
  /** Runs in the same transaction. */
  readonly also?: () => Promise<void>
  /** Told to the rest of the house, `topic.adopted`; absent for what nobody is told. */
  readonly tells?: string
  /** The act of staff in the audit trail, with ids, figures and enums. */
  readonly audited?: {
    readonly action: AuditAct
    readonly detail?: Readonly<Record<string, string | number | boolean>>
  }
}

export interface TopicAccess {
  /** A topic the caller may read; otherwise `not_found`. */
  readable(actor: Actor, id: string): Promise<FoundTopic>
  /** A topic judged by a rule of the policy. */
  judged(
    actor: Actor,
    id: string,
    judge: (actor: Actor, topic: JudgedTopic) => Judgement,
  ): Promise<FoundTopic>
  /** A topic at whose desk the caller stands. */
  atDesk(actor: Actor, action: CouncilAction, id: string): Promise<FoundTopic>
  /** Moves it on in one guarded write with its event and audit row; throws 409 when it has moved on. */
  move(actor: Actor, found: FoundTopic, move: TopicMove): Promise<TopicRow>
  /** How a member of staff signs now. */
  signed(actor: Actor): Promise<SignedAct>
}

export interface TopicAccessDeps {
  readonly topics: TopicsRepository
  readonly people: Pick<CouncilPeople, 'staffCards'>
  readonly inbox: Pick<CouncilInbox, 'settle'>
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

/** The topic as the policy looks at it, by the clock. */
export const judgedTopic = (row: TopicRow, now: Date): JudgedTopic => ({
  communityId: row.communityId,
  status: topicStatusAt(row, now),
  // A topic of the community is no member of staff's own.
  proposerAccountId: row.proposerPersonId === null ? null : row.proposerAccountId,
})

/** What every service of the council does first: find the topic, judge the caller, move the status. */
export function createTopicAccess(deps: TopicAccessDeps): TopicAccess {
  const { topics, people, inbox, uow, outbox, audit, clock } = deps

  const judged: TopicAccess['judged'] = async (actor, id, judge) => {
    const row = await topics.findShared(id)
    if (!row) throw new AppError('not_found')
    return { row, scope: demand(judge(actor, judgedTopic(row, clock.now()))) }
  }

  return {
    judged,
    readable: (actor, id) => judged(actor, id, judgeReading),
    atDesk: (actor, action, id) =>
      judged(actor, id, (caller, topic) => judgeDesk(caller, action, topic.communityId)),
    async signed(actor) {
      const card = (await people.staffCards([actor.accountId])).get(actor.accountId)
      return { byAccountId: actor.accountId, byName: card?.name ?? '', at: clock.now() }
    },
    async move(actor, { row, scope }, { event, version, signed, set = {}, unset, tells, audited, also }) {
      const from: TopicStatus[] = sourcesOf(topicMachine, event)
      // What the clock has ended is refused before the sweep has written it down.
      const status = topicStatusAt(row, clock.now())
      refuseMoved({ status, version: row.version }, version, from)
      return uow.run(async () => {
        const changed = await topics.change(scope, row._id, {
          from,
          version,
          set: { status: targetOf(topicMachine, status, event), ...set },
          ...(unset && { unset }),
          history: { event, ...signed },
        })
        if (!changed) return refuseFaster(await topics.find(scope, row._id), from)
        await also?.()
        // What waited for the desk waits no more, or for something else that is asked anew.
        if (row.deskDueAt) await inbox.settle({ topic: 'topic_desk', targetId: row._id })
        if (tells !== undefined)
          await outbox.add({ type: tells, aggregateId: row._id, communityId: row.communityId, payload: {} })
        if (audited)
          await audit.record({
            actor,
            action: audited.action,
            communityId: row.communityId,
            targetType: 'topic',
            targetId: row._id,
            detail: audited.detail ?? {},
          })
        return changed
      })
    },
  }
}
