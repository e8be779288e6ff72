import { dueAfterWorkdays } from '@linli/shared/calendar/workdays'
import { councilPermissions } from '@linli/shared/council/council.permissions'
import type { ChainView, NewTask } from '@linli/shared/council/chain.schema'
import { announcedMeetingStatuses } from '@linli/shared/council/meetings.machine'
import {
  MOST_REPORTS,
  MOST_TASKS,
  PUBLIC_DAYS,
  type ResolutionBasis,
} from '@linli/shared/council/tasks.machine'
import { topicStatusAt } from '@linli/shared/council/topics.machine'
import { holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { refuseFaster, refuseStatus, wrongField } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { presentChain, presentPoll } from './chain.presenter'
import { isNeighbour, judgeTakingPart } from './council.policy'
import type { CouncilCalendars, CouncilFiles, CouncilPolls } from './council.ports'
import type { CouncilSettingsSource } from './council.settings'
import type { MeetingsRepository } from './meetings.repository'
import type { TaskRow } from './task.model'
import type { StatementsRepository } from './statements.repository'
import type { TasksRepository } from './tasks.repository'
import type { TopicAccess } from './topic-access'
import type { SignedAct, TopicRow } from './topic.model'
import type { TopicsRepository } from './topics.repository'

const DAY_MS = 86_400_000
const OFFERED_POLLS = 20
const MOST_MEETINGS = 20
/** Those at which something can have been decided. */
const heldOnes = ['under_way', 'held', 'published'] as const
/** Neither planned behind the desk nor called off. */
const heldOpenly = announcedMeetingStatuses.filter((status) => status !== 'cancelled')

export interface ChainService {
  get(actor: Actor, id: string): Promise<ChainView>
  move(actor: Actor, id: string, body: { version: number; text: string }): Promise<ChainView>
  polls(actor: Actor, id: string): Promise<ReturnType<typeof presentPoll>[]>
  /** `validation_failed` when the poll is not of this community, decides nothing any more, or another has decided already. */
  linkPoll(actor: Actor, id: string, body: { version: number; pollId: string }): Promise<ChainView>
  /** Publishes the resolution with its tasks. By poll it waits for the published result. */
  resolve(
    actor: Actor,
    id: string,
    body: {
      version: number
      basis: ResolutionBasis
      text: string
      /** `validation_failed` unless it was held with the topic on its agenda. */
      meetingId?: string | null | undefined
      tasks: readonly NewTask[]
    },
  ): Promise<ChainView>
  /** Ends a resolution after which nothing has to be done; `conflict` once it has tasks. */
  close(actor: Actor, id: string, body: { version: number; text: string }): Promise<ChainView>
  addTask(actor: Actor, id: string, task: NewTask): Promise<ChainView>
  report(
    actor: Actor,
    id: string,
    body: { taskId: string; text: string; photoIds: readonly string[]; isDone: boolean },
  ): Promise<ChainView>
  /** What a neighbour says of a task that is called done; enough of one kind decide. */
  confirmTask(actor: Actor, id: string, body: { taskId: string; isDone: boolean }): Promise<ChainView>
}

export interface ChainDeps {
  readonly topics: TopicsRepository
  readonly tasks: TasksRepository
  readonly statements: Pick<StatementsRepository, 'close'>
  readonly meetings: Pick<MeetingsRepository, 'aboutTopic'>
  readonly access: TopicAccess
  readonly polls: CouncilPolls
  readonly files: CouncilFiles
  readonly calendars: CouncilCalendars
  readonly settings: CouncilSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** From the motion to the deed that neighbours confirm. */
export function createChain(deps: ChainDeps): ChainService {
  const {
    topics,
    tasks,
    statements,
    meetings,
    access,
    polls,
    files,
    calendars,
    settings,
    uow,
    outbox,
    audit,
    clock,
    ids,
  } = deps

  async function view(actor: Actor, scope: Scope, row: TopicRow): Promise<ChainView> {
    const own = await tasks.ofTopic(scope, row._id)
    const words =
      actor.personId === null
        ? new Map<string, boolean>()
        : await tasks.wordsOf(
            scope,
            actor.personId,
            own.map(({ _id }) => _id),
          )
    const poll = row.pollId === null ? null : await polls.find(scope, row.pollId)
    return presentChain(
      row,
      { poll, tasks: own, meetings: await meetings.aboutTopic(scope, row._id, heldOpenly, MOST_MEETINGS) },
      {
        now: clock.now(),
        screens: holds(actor, councilPermissions.screen.roles, row.communityId),
        inspects: holds(actor, councilPermissions.inspect.roles, row.communityId),
        isNeighbour: isNeighbour(actor, row.communityId),
        words,
        present: (ref) => files.present(ref),
      },
    )
  }

  async function newTasks(row: TopicRow, wanted: readonly NewTask[], signed: SignedAct): Promise<TaskRow[]> {
    const calendar = await calendars.current()
    const { confirmationsNeeded } = await settings.of(row.communityId)
    return wanted.map(({ text, owner, days }) => {
      const dueAt = dueAfterWorkdays(calendar, signed.at, days)
      return {
        _id: ids.next('tsk'),
        communityId: row.communityId,
        topicId: row._id,
        ...{ text, owner, dueAt, setByAccountId: signed.byAccountId },
        status: 'open',
        reports: [],
        ...{ yes: 0, no: 0, needed: confirmationsNeeded, toldLate: 0 },
        nextActionAt: dueAt,
        createdAt: signed.at,
        changedAt: signed.at,
      }
    })
  }

  return {
    async get(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      return view(actor, scope, row)
    },
    async move(actor, id, { version, text }) {
      const found = await access.atDesk(actor, 'screen', id)
      const signed = await access.signed(actor)
      const moved = await access.move(actor, found, {
        ...{ event: 'move', version, signed, set: { motion: { text, ...signed } } },
        unset: ['countDueAt'],
        // From here on nobody takes a stance: one that is under way comes before this, or is refused.
        also: () => statements.close(found.scope, id),
        tells: 'topic.moved',
        audited: { action: 'topic.move' },
      })
      return view(actor, found.scope, moved)
    },
    async polls(actor, id) {
      const { scope } = await access.atDesk(actor, 'screen', id)
      const recent = await polls.recent(scope, OFFERED_POLLS)
      const taken = await topics.decidedBy(
        scope,
        recent.map((poll) => poll.id),
        id,
      )
      return recent.filter((poll) => !taken.has(poll.id)).map(presentPoll)
    },
    async linkPoll(actor, id, { version, pollId }) {
      const found = await access.atDesk(actor, 'screen', id)
      const { row, scope } = found
      const poll = await polls.find(scope, pollId)
      const before = row.pollId === null || row.pollId === pollId ? null : await polls.find(scope, row.pollId)
      // Nobody votes on a motion until the answer is liked.
      if (before?.isCounted)
        throw wrongField('body.pollId', `“${before.title}”已经表决过这个议案，请按那次的结果写决议`)
      if (!poll || poll.isOver) throw wrongField('body.pollId', '没有找到这次表决，请重新选择')
      const signed = await access.signed(actor)
      const moved = await access
        .move(actor, found, {
          ...{ event: 'link_poll', version, signed, set: { pollId, ownPollId: pollId } },
          tells: 'topic.poll_linked',
          audited: { action: 'topic.link_poll', detail: { pollId } },
        })
        .catch((error: unknown) => {
          throw isDuplicateKey(error, 'topic_poll_unique')
            ? wrongField('body.pollId', '这次表决已经决定另一个议案，请选别的')
            : error
        })
      return view(actor, scope, { ...row, ...moved })
    },
    async resolve(actor, id, { version, basis, text, meetingId = null, tasks: wanted }) {
      const found = await access.atDesk(actor, 'screen', id)
      const { row, scope } = found
      const poll = row.pollId === null ? null : await polls.find(scope, row.pollId)
      if (basis === 'poll' && poll?.isPublished !== true)
        throw wrongField('body.basis', poll ? '表决结果还没有公布，公布后再写决议' : '还没有关联表决')
      if (basis === 'deliberation' && poll !== null && !poll.isOver)
        throw wrongField('body.basis', '这个议案已经交给表决，要按表决结果写决议')
      if (meetingId !== null) {
        const about = await meetings.aboutTopic(scope, id, heldOnes, MOST_MEETINGS)
        if (!about.some(({ _id }) => _id === meetingId))
          throw wrongField('body.meetingId', '这次会议没有议过这个议题，或者还没有开，请重新选择')
      }
      const passed = basis === 'poll' ? poll?.passed === true : true
      if (!passed && wanted.length > 0) throw wrongField('body.tasks', '没有通过，不安排要落实的事')
      const signed = await access.signed(actor)
      const publicUntil = new Date(signed.at.getTime() + PUBLIC_DAYS * DAY_MS)
      const rows = await newTasks(row, wanted, signed)
      const moved = await access.move(actor, found, {
        event: passed ? 'resolve' : 'resolve_lost',
        ...{ version, signed },
        set: { resolution: { text, basis, passed, publicUntil, meetingId, ...signed } },
        unset: ['countDueAt'],
        tells: 'topic.resolved',
        audited: { action: 'topic.resolve', detail: { basis, passed, tasks: rows.length } },
        also: async () => {
          await statements.close(scope, id)
          await tasks.insert(rows)
        },
      })
      return view(actor, scope, moved)
    },
    async close(actor, id, { version, text }) {
      const found = await access.atDesk(actor, 'screen', id)
      const { row, scope } = found
      const moved = await access.move(actor, found, {
        ...{ event: 'close', version, signed: await access.signed(actor) },
        ...(row.resolution && { set: { resolution: { ...row.resolution, closedBecause: text } } }),
        audited: { action: 'topic.close' },
        tells: 'topic.closed',
        // A task that is set at the same moment moves the topic's version, and one of the two is refused.
        also: async () => {
          if ((await tasks.ofTopic(scope, id)).length > 0) throw new AppError('conflict')
        },
      })
      return view(actor, scope, moved)
    },
    async addTask(actor, id, wanted) {
      const { row, scope } = await access.atDesk(actor, 'screen', id)
      refuseStatus(row.status, ['resolved'])
      const signed = await access.signed(actor)
      const rows = await newTasks(row, [wanted], signed)
      await uow.run(async () => {
        // Not beside the confirmation that ends the topic, and not beside another new task.
        if (!(await topics.hold(scope, id, 'resolved')))
          return refuseFaster(await topics.find(scope, id), ['resolved'])
        if ((await tasks.ofTopic(scope, id)).length >= MOST_TASKS)
          throw wrongField('body.text', `一个决议最多安排 ${MOST_TASKS} 件事`)
        await tasks.insert(rows)
        await audit.record({
          ...{ actor, action: 'topic.add_task', communityId: row.communityId },
          ...{ targetType: 'topic', targetId: id, detail: { taskId: rows[0]?._id ?? '' } },
        })
      })
      return view(actor, scope, row)
    },
    async report(actor, id, { taskId, text, photoIds, isDone }) {
      const { row, scope } = await access.atDesk(actor, 'screen', id)
      if (!(await tasks.find(scope, id, taskId))) throw new AppError('not_found')
      const signed = await access.signed(actor)
      const reportId = ids.next('rep')
      await uow.run(async () => {
        const photos = await files.claim(photoIds, {
          ...{ purpose: 'task_photo', ownerType: 'council_task', ownerId: `${taskId}:${reportId}` },
          ...{ communityId: row.communityId, accountId: actor.accountId, field: 'photoIds' },
        })
        const report = { id: reportId, text, photos, isDone, ...signed }
        const changed = await tasks.report(scope, taskId, report)
        if (!changed) return refuseReport(await tasks.find(scope, id, taskId))
        if (isDone)
          await outbox.add({
            ...{ type: 'task.done', aggregateId: id, communityId: row.communityId, payload: { taskId } },
          })
        await audit.record({
          ...{ actor, action: 'topic.report', communityId: row.communityId },
          ...{ targetType: 'topic', targetId: id, detail: { taskId, isDone, photos: photos.length } },
        })
      })
      return view(actor, scope, row)
    },
    async confirmTask(actor, id, { taskId, isDone }) {
      const { row, scope } = await access.judged(actor, id, judgeTakingPart)
      const task = await tasks.find(scope, id, taskId)
      if (!task) throw new AppError('not_found')
      const personId = actor.personId ?? ''
      // Sent again after a lost answer: the own word was the last that was needed.
      const isSaid = (await tasks.wordsOf(scope, personId, [taskId])).get(taskId) === true
      if (task.status === 'confirmed' && isDone && isSaid) return view(actor, scope, row)
      refuseStatus(task.status, ['done'])
      const now = clock.now()
      const due = dueAfterWorkdays(await calendars.current(), now, REDO_DAYS)
      const current = await uow.run(async () => {
        const said = await tasks.say(scope, { taskId, personId, isDone, at: now })
        if (!said)
          throw new AppError('invalid_status', { details: { current: task.status, allowedFrom: ['done'] } })
        if (said.no >= said.needed) {
          // Enough say that it is not: it is open again, and what was said of the first try counts no more.
          await tasks.change(scope, taskId, 'done', {
            ...{ status: 'open', yes: 0, no: 0, changedAt: now },
            // A new promise with a ladder of its own: what was late about the first try is late no more.
            ...{ dueAt: due, nextActionAt: due, toldLate: 0 },
          })
          await tasks.forgetWords(scope, taskId)
          await outbox.add({
            ...{ type: 'task.redone', aggregateId: id, communityId: row.communityId, payload: { taskId } },
          })
          return row
        }
        if (said.yes < said.needed) return row
        await tasks.change(scope, taskId, 'done', { status: 'confirmed', changedAt: now })
        // Of the last two confirmed at once, one has to see the other.
        await topics.hold(scope, id, 'resolved')
        const others = await tasks.ofTopic(scope, id)
        if (others.some(({ status }) => status !== 'confirmed')) return row
        const ended = await topics.change(scope, id, {
          from: ['resolved'],
          set: { status: 'done' },
          history: { event: 'complete', byAccountId: 'system', byName: '', at: now },
        })
        if (ended)
          await outbox.add({
            ...{ type: 'topic.completed', aggregateId: id, communityId: row.communityId, payload: {} },
          })
        return ended ?? row
      })
      return view(actor, scope, { ...current, status: topicStatusAt(current, now) })
    },
  }
}

/** Why a report was not taken, from what stands there now. */
function refuseReport(task: TaskRow | null): never {
  if (!task) throw new AppError('not_found')
  refuseStatus(task.status, ['open'])
  throw wrongField('body.text', `一件事最多写 ${MOST_REPORTS} 次进展，做好了请勾选“已经做好了”`)
}

/** Working days for what neighbours have sent back. */
const REDO_DAYS = 5
