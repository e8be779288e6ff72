import { hidingReasonLabel } from '@linli/shared/council/topics.kinds'
import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachAlone, eachDue, idOf } from '../../platform/due-rows'
import { deletedAccount } from '../../platform/personal-data'
import type { Jobs } from '../../platform/jobs'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { LADDER_DAYS } from './council-desk.jobs'
import { asideMessages, madeMessage, topicMessages } from './council.messages'
import { clockScope } from './council.policy'
import type { CouncilInbox, CouncilOpinions } from './council.ports'
import type { DeliberationService } from './deliberation.service'
import type { StatementsRepository } from './statements.repository'
import type { TasksRepository } from './tasks.repository'
import type { TopicBackers } from './topic-backers.repository'
import type { TopicRow } from './topic.model'
import type { TopicsRepository } from './topics.repository'

const SWEEP_SECONDS = 60
const SWEEP_BATCH = 100
const PORTION = 500
const DAY_MS = 86_400_000
/** What is told of a late task, rung by rung. */
const rungs = ['task.late', 'task.very_late', 'task.at_street'] as const

export interface CouncilJobsDeps {
  readonly topics: TopicsRepository
  readonly backers: TopicBackers
  readonly statements: Pick<StatementsRepository, 'find'>
  readonly tasks: Pick<TasksRepository, 'due' | 'toldLate'>
  readonly deliberation: Pick<DeliberationService, 'sweep'>
  readonly opinions: CouncilOpinions
  readonly inbox: CouncilInbox
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add' | 'registerHandler'>
  readonly jobs: Pick<Jobs, 'every'>
  readonly clock: Clock
}

export interface CouncilJobs {
  /** Ends what found too few supporters, and tells who answers for a late desk; answers how many. Safe beside other workers. */
  sweep(): Promise<number>
}

/** What follows by itself: followers carried along, messages, and what the clock ends. */
export function registerCouncilJobs(deps: CouncilJobsDeps): CouncilJobs {
  const { topics, backers, statements, tasks, deliberation, opinions, inbox, uow, outbox, jobs, clock } = deps

  async function found(event: OutboxEvent): Promise<{ row: TopicRow; scope: Scope } | null> {
    if (event.communityId === null) return null
    const scope = demand(clockScope(systemActor, event.communityId))
    const row = await topics.find(scope, event.aggregateId)
    return row && { row, scope }
  }

  const tell = async (
    row: TopicRow,
    dedupeKey: string,
    message: { title: string; text: string },
    accountIds: readonly string[],
    { opens = true } = {},
  ): Promise<void> => {
    const recipients = accountIds.filter((id) => id !== deletedAccount)
    if (recipients.length === 0) return
    await inbox.deliver({
      communityId: row.communityId,
      topic: 'topic',
      targetId: opens ? row._id : null,
      ...{ title: message.title, text: message.text, needsAct: false, dedupeKey },
      recipients: recipients.map((accountId) => ({ accountId, wechat: false })),
    })
  }

  async function* followersOf(scope: Scope, { _id }: TopicRow): AsyncGenerator<readonly string[]> {
    for (let after = ''; ;) {
      const page = await backers.followers(scope, _id, { after, limit: PORTION })
      yield page.map(({ accountId }) => accountId)
      if (page.length < PORTION) return
      after = page.at(-1)?._id ?? ''
    }
  }

  // Whoever wrote or followed one of the opinions follows the topic that came from them, and is told so.
  outbox.registerHandler('topic.made', 'council.carry_followers', async (event) => {
    const topic = await found(event)
    if (!topic) return
    const { row, scope } = topic
    for (const opinionId of row.opinionIds)
      for await (const accountIds of opinions.people(scope, opinionId)) {
        await backers.follow(scope, row._id, accountIds)
        await tell(row, `topic.made:${event.id}`, madeMessage(row), accountIds)
      }
  })

  for (const [type, words] of Object.entries(topicMessages)) {
    outbox.registerHandler(type, 'council.tell_followers', async (event) => {
      const topic = await found(event)
      if (!topic) return
      const { row, scope } = topic
      const message = words(row, clock.now())
      const key = `${type}:${event.id}`
      if (message.proposerOnly) return tell(row, key, message, [row.proposerAccountId])
      for await (const accountIds of followersOf(scope, row)) await tell(row, key, message, accountIds)
    })
  }

  for (const [type, words] of Object.entries(asideMessages)) {
    outbox.registerHandler(type, 'council.tell_others', async (event) => {
      const topic = await found(event)
      // Before it was let through nobody but its proposer knew of it.
      if (topic?.row.supportUntil == null) return
      const { row, scope } = topic
      const { opens, ...message } = words(row)
      for await (const accountIds of followersOf(scope, row)) {
        const others = accountIds.filter((accountId) => accountId !== row.proposerAccountId)
        await tell(row, `${type}:others:${event.id}`, message, others, { opens })
      }
    })
  }

  outbox.registerHandler('statement.hidden', 'council.tell_author', async (event) => {
    const topic = await found(event)
    const { statementId } = event.payload
    const row = topic && (await statements.find(topic.scope, topic.row._id, String(statementId)))
    if (!topic || !row?.hidden) return
    await tell(
      topic.row,
      `statement.hidden:${event.id}`,
      {
        title: '您的一条看法被收起了',
        text: `因为${hidingReasonLabel[row.hidden.reason]}。改一改可以重新说`,
      },
      [row.authorAccountId],
    )
  })

  async function end(row: TopicRow, scope: Scope, now: Date): Promise<void> {
    await uow.run(async () => {
      const changed = await topics.change(scope, row._id, {
        from: ['gathering'],
        version: row.version,
        set: { status: 'lapsed' },
        unset: ['nextActionAt'],
        history: {
          event: 'lapse',
          byAccountId: systemActor.accountId,
          byName: '',
          at: row.supportUntil ?? now,
        },
      })
      // Somebody was faster: adopted, or ended by another worker.
      if (changed)
        await outbox.add({
          type: 'topic.lapsed',
          aggregateId: row._id,
          communityId: row.communityId,
          payload: {},
        })
    })
  }

  async function settleTopics(): Promise<number> {
    const now = clock.now()
    const read = (limit: number, skip: number) => topics.due(now, limit, skip)
    return eachDue(read, SWEEP_BATCH, idOf, async (row) => {
      const scope = demand(clockScope(systemActor, row.communityId))
      if (row.status === 'gathering') {
        await end(row, scope, now)
        return true
      }
      await uow.run(async () => {
        if (await topics.settleDue(scope, row._id, row.nextActionAt ?? now))
          await outbox.add({
            ...{ type: 'topic.desk_late', aggregateId: row._id, communityId: row.communityId, payload: {} },
          })
      })
      return true
    })
  }

  /** A late task is told to the desk, some days later to those who answer for it, and then to the street above. */
  async function escalate(): Promise<number> {
    const now = clock.now()
    const read = (limit: number, skip: number) => tasks.due(now, limit, skip)
    return eachDue(read, SWEEP_BATCH, idOf, async (row) => {
      const scope = demand(clockScope(systemActor, row.communityId))
      const next = row.toldLate + 1 < rungs.length ? new Date(now.getTime() + LADDER_DAYS * DAY_MS) : null
      await uow.run(async () => {
        if (!(await tasks.toldLate(scope, row, next))) return
        await outbox.add({
          type: rungs[row.toldLate] ?? 'task.at_street',
          ...{ aggregateId: row.topicId, communityId: row.communityId, payload: { taskId: row._id } },
        })
      })
      return true
    })
  }

  const sweep = (): Promise<number> =>
    eachAlone(
      [settleTopics, escalate],
      ({ name }) => name,
      (step) => step(),
    )

  jobs.every('council.sweep', SWEEP_SECONDS, sweep)
  jobs.every('council.consensus', SWEEP_SECONDS, () => deliberation.sweep())
  return { sweep }
}
