import { councilPermissions } from '@linli/shared/council/council.permissions'
import type { TopicStatus } from '@linli/shared/council/topics.machine'
import { systemActor } from '../../platform/actor'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { demand, type Scope } from '../../platform/scope'
import { clockScope, deskRoles, toldWhenLate } from './council.policy'
import type { CouncilInbox, CouncilPeople, CouncilSpace } from './council.ports'
import type { TaskRow } from './task.model'
import type { TasksRepository } from './tasks.repository'
import type { TopicRow } from './topic.model'
import type { TopicsRepository } from './topics.repository'

/** From the desk to those who answer for it, and on to the street: so many days between two rungs. */
export const LADDER_DAYS = 3

export interface CouncilDeskJobsDeps {
  readonly topics: Pick<TopicsRepository, 'find'>
  readonly tasks: Pick<TasksRepository, 'ofTopic'>
  readonly people: Pick<CouncilPeople, 'holdersAt'>
  readonly space: Pick<CouncilSpace, 'paths'>
  readonly inbox: CouncilInbox
  readonly outbox: Pick<Outbox, 'registerHandler'>
}

interface Ask {
  readonly title: string
  readonly roles: typeof deskRoles | typeof toldWhenLate
  /** Whether the topic still waits for what is asked. */
  readonly isAsked: (row: TopicRow, tasks: readonly TaskRow[]) => boolean
}

const isIn =
  (...statuses: readonly TopicStatus[]) =>
  ({ status }: TopicRow): boolean =>
    statuses.includes(status)

/** A task the desk was asked about: it is late, or neighbours have sent it back after somebody called it done. */
const isTaskAsked = ({ status, toldLate, reports }: TaskRow): boolean =>
  status === 'open' && (toldLate > 0 || reports.some(({ isDone }) => isDone))
const someTaskAsked = (_row: TopicRow, tasks: readonly TaskRow[]): boolean => tasks.some(isTaskAsked)

const asks: Readonly<Record<string, Ask>> = {
  'topic.proposed': {
    ...{ title: '有居民提出了议题，等您审核', roles: deskRoles },
    isAsked: isIn('submitted'),
  },
  'topic.supported': {
    ...{ title: '议题的支持人数够了，等您答复', roles: deskRoles },
    isAsked: isIn('supported'),
  },
  'topic.objected': {
    ...{ title: '提出人不同意审核结果，要由另一位同事决定', roles: deskRoles },
    isAsked: isIn('objected'),
  },
  'topic.desk_late': {
    ...{ title: '议题超过期限没有答复', roles: toldWhenLate },
    isAsked: isIn('submitted', 'supported', 'objected'),
  },
  'task.redone': {
    ...{ title: '居民说还没做好，请再做一次', roles: deskRoles },
    isAsked: someTaskAsked,
  },
  'task.late': { ...{ title: '决议里有一件事逾期了', roles: deskRoles }, isAsked: someTaskAsked },
  'task.very_late': {
    ...{ title: `决议里有一件事逾期 ${LADDER_DAYS} 天了`, roles: toldWhenLate },
    isAsked: someTaskAsked,
  },
}

/** The names under which released workers know these. */
const subscriberOf = ({ roles }: Ask): string =>
  roles === toldWhenLate ? 'council.tell_late' : 'council.tell_desk'

/**
 * What the desk of a topic is asked to do. A message asks until the thing is done, by whomever: acts on a topic settle
 * in their own transaction (topic-access), the last task that is called done settles here.
 */
export function registerCouncilDeskJobs(deps: CouncilDeskJobsDeps): void {
  const { topics, tasks, people, space, inbox, outbox } = deps

  async function found(event: OutboxEvent): Promise<{ row: TopicRow; scope: Scope } | null> {
    if (event.communityId === null) return null
    const scope = demand(clockScope(systemActor, event.communityId))
    const row = await topics.find(scope, event.aggregateId)
    return row && { row, scope }
  }

  async function isStillAsked({ isAsked }: Pick<Ask, 'isAsked'>, event: OutboxEvent): Promise<boolean> {
    const topic = await found(event)
    return topic !== null && isAsked(topic.row, await tasks.ofTopic(topic.scope, topic.row._id))
  }
  const settle = (topicId: string): Promise<void> => inbox.settle({ topic: 'topic_desk', targetId: topicId })

  /** Who may do it, by account; the others are told of it, and asked for nothing. */
  async function holdersOf(row: TopicRow, roles: Ask['roles']): Promise<Map<string, boolean>> {
    const mayAct = new Map<string, boolean>()
    for (const { accountId, role } of await people.holdersAt([row.communityId], roles)) {
      const may = councilPermissions.screen.roles.some((known) => known === role)
      mayAct.set(accountId, may || mayAct.get(accountId) === true)
    }
    // Another than who refused decides an objection.
    const refuser = row.status === 'objected' ? row.screening?.byAccountId : undefined
    if (refuser !== undefined && mayAct.has(refuser)) mayAct.set(refuser, false)
    return mayAct
  }

  for (const [type, ask] of Object.entries(asks)) {
    outbox.registerHandler(type, subscriberOf(ask), async (event) => {
      const topic = await found(event)
      // Somebody was faster than this message.
      if (!topic || !(await isStillAsked(ask, event))) return
      const { row } = topic
      const holders = [...(await holdersOf(row, ask.roles))]
      for (const needsAct of [true, false]) {
        const recipients = holders.filter(([, mayAct]) => mayAct === needsAct)
        if (recipients.length === 0) continue
        await inbox.deliver({
          ...{ communityId: row.communityId, topic: 'topic_desk', targetId: row._id },
          ...{ title: ask.title, text: `“${row.title}”`, needsAct, dedupeKey: `${type}:desk:${event.id}` },
          // Once late it is asked by that alone. Nothing else takes another's place: two things may be asked of one topic.
          supersedes: type === 'topic.desk_late',
          recipients: recipients.map(([accountId]) => ({ accountId, wechat: false })),
        })
      }
      // Whoever acted between the reading above and the delivery found nothing to settle yet.
      if (!(await isStillAsked(ask, event))) await settle(row._id)
    })
  }

  outbox.registerHandler('task.done', 'council.settle_desk', async (event) => {
    if (!(await isStillAsked({ isAsked: someTaskAsked }, event))) await settle(event.aggregateId)
  })

  outbox.registerHandler('task.at_street', 'council.tell_street', async (event) => {
    const topic = await found(event)
    if (!topic) return
    const { communityId, _id: topicId, title } = topic.row
    const above = (await space.paths([communityId])).get(communityId) ?? []
    const holders = await people.holdersAt(above, ['street_admin'])
    const recipients = [...new Set(holders.map(({ accountId }) => accountId))]
    if (recipients.length === 0) return
    await inbox.deliver({
      ...{ communityId, topic: 'topic', targetId: topicId, dedupeKey: `task.at_street:${event.id}` },
      ...{ title: `决议里有一件事逾期 ${2 * LADDER_DAYS} 天了，请督促`, text: `“${title}”` },
      // The street does not do it itself.
      needsAct: false,
      recipients: recipients.map((accountId) => ({ accountId, wechat: false })),
    })
  })
}
