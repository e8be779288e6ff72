import { momentText } from '../time'
import type { TopicStatus } from './topics.machine'
import type { MeetingStatus } from './meetings.machine'
import type { TaskStatus } from './tasks.machine'

export const chainKeys = [
  'opinions',
  'topic',
  'deliberation',
  'meeting',
  'motion',
  'poll',
  'resolution',
  'tasks',
  'confirmed',
] as const
export type ChainKey = (typeof chainKeys)[number]

export const chainTitles: Record<ChainKey, string> = {
  opinions: '意见',
  topic: '议题',
  deliberation: '协商',
  meeting: '会议',
  motion: '议案',
  poll: '表决',
  resolution: '决议',
  tasks: '落实',
  confirmed: '居民确认',
}

export type LinkState = 'done' | 'now' | 'next' | 'left_out'

export interface ChainLink {
  readonly key: ChainKey
  readonly state: LinkState
  readonly at: Date | null
  /** What is there, or what is missing, in plain words. */
  readonly text: string
}

export interface ChainFacts {
  readonly status: TopicStatus
  readonly sentence: string
  readonly opinions: number
  readonly proposedAt: Date
  readonly adoptedAt: Date | null
  readonly statements: number
  /** Those everybody has been told of and that were not called off, in the order of their days. */
  readonly meetings: readonly { readonly status: MeetingStatus; readonly startsAt: Date }[]
  readonly motionAt: Date | null
  readonly poll: {
    readonly phaseLabel: string
    readonly at: Date
    readonly isOut: boolean
    readonly isOver: boolean
  } | null
  readonly resolution: {
    readonly at: Date
    readonly passed: boolean
    readonly basis: 'poll' | 'deliberation'
    /** Closed without tasks: why nothing has to be done. */
    readonly closedBecause: string | null
  } | null
  readonly tasks: readonly { readonly status: TaskStatus; readonly dueAt: Date; readonly at: Date }[]
}

const ended: readonly TopicStatus[] = ['screened_out', 'refused', 'lapsed', 'withdrawn']

/**
 * The whole way of one thing, each link with its state and its date. A link without which the next ones were reached
 * was left out (`没有经过表决`), never forgotten.
 */
export function chainOf(facts: ChainFacts, now: Date): ChainLink[] {
  const { status, resolution, tasks, poll } = facts
  const isEnded = ended.includes(status)
  const open = tasks.filter((task) => task.status === 'open')
  const late = open.filter(({ dueAt }) => dueAt < now)
  const unconfirmed = tasks.filter((task) => task.status !== 'confirmed')
  const last = (dates: readonly Date[]): Date | null =>
    dates.reduce<Date | null>((latest, at) => (latest === null || at > latest ? at : latest), null)
  const isSettled = resolution !== null
  const carries = resolution?.passed === true
  const raw: ChainLink[] = [
    facts.opinions === 0
      ? link('opinions', 'left_out', null, '不是从意见来的，直接提出')
      : link('opinions', 'done', facts.proposedAt, `来自 ${facts.opinions} 条意见`),
    facts.adoptedAt === null
      ? link('topic', 'now', facts.proposedAt, facts.sentence)
      : link('topic', 'done', facts.adoptedAt, '社区已经采纳'),
    facts.adoptedAt === null
      ? link('deliberation', 'next', null, '议题采纳以后开始')
      : link(
          'deliberation',
          facts.motionAt !== null || isSettled ? 'done' : 'now',
          facts.adoptedAt,
          facts.statements > 0
            ? `有 ${facts.statements} 条看法`
            : facts.motionAt !== null || isSettled
              ? '没有人在这里说看法'
              : '还没有人说看法',
        ),
    meetingLink(facts, isSettled, now),
    facts.motionAt === null
      ? link(
          'motion',
          isSettled ? 'left_out' : 'next',
          null,
          isSettled ? '协商一致，没有另写议案' : '还没有写成议案',
        )
      : link('motion', 'done', facts.motionAt, '已经写成可以表决的议案'),
    pollLink(facts, isSettled),
    resolution === null
      ? link(
          'resolution',
          poll?.isOut === true ? 'now' : 'next',
          null,
          poll?.isOut === true ? '结果已公布，等社区写决议' : '还没有决议',
        )
      : link('resolution', 'done', resolution.at, resolution.passed ? '决议已公布' : '没有通过，结果已公布'),
    ...taskLinks(),
  ]
  return isEnded
    ? raw.map((one) => (one.state === 'next' ? { ...one, text: '议题已经结束，没有走到这一步' } : one))
    : raw

  function taskLinks(): ChainLink[] {
    if (isSettled && !carries)
      return [
        link('tasks', 'left_out', null, '没有通过，没有要落实的事'),
        link('confirmed', 'left_out', null, '没有要确认的事'),
      ]
    if (resolution?.closedBecause != null)
      return [
        link('tasks', 'left_out', null, `没有要落实的事：${resolution.closedBecause}`),
        link('confirmed', 'left_out', null, '没有要确认的事'),
      ]
    if (tasks.length === 0)
      return [
        link(
          'tasks',
          isSettled ? 'now' : 'next',
          null,
          isSettled ? '还没有安排谁来做、什么时候做好' : '有了决议以后安排',
        ),
        link('confirmed', 'next', null, '做好以后请居民确认'),
      ]
    const due = last(tasks.map(({ dueAt }) => dueAt)) ?? now
    const words =
      open.length === 0
        ? `${tasks.length} 件都做好了`
        : `${tasks.length} 件，${open.length} 件没有做好${late.length > 0 ? `，其中 ${late.length} 件逾期` : `，${momentText(due, now)} 前做好`}`
    return [
      link('tasks', open.length === 0 ? 'done' : 'now', last(tasks.map(({ at }) => at)), words),
      unconfirmed.length === 0
        ? link('confirmed', 'done', last(tasks.map(({ at }) => at)), '居民都确认做好了')
        : link(
            'confirmed',
            open.length === 0 ? 'now' : 'next',
            null,
            `还有 ${unconfirmed.length} 件没有确认`,
          ),
    ]
  }
}

function meetingLink({ meetings, motionAt }: ChainFacts, isSettled: boolean, now: Date): ChainLink {
  const latest = meetings.at(-1)
  if (latest === undefined)
    return isSettled || motionAt !== null
      ? link('meeting', 'left_out', null, '没有开会')
      : link('meeting', 'next', null, '还没有安排会议，不是每件事都要开会')
  const { status, startsAt } = latest
  if (status === 'published')
    return link('meeting', 'done', startsAt, `开了 ${meetings.length} 次会，纪要已公布`)
  if (status === 'held') return link('meeting', 'now', startsAt, '会开完了，正在整理纪要')
  if (status === 'under_way') return link('meeting', 'now', startsAt, '正在开会')
  // It is still to come: a date beside 正在进行 would say that it has begun.
  return link('meeting', 'next', null, `${momentText(startsAt, now)} 开会`)
}

function pollLink({ poll, motionAt }: ChainFacts, isSettled: boolean): ChainLink {
  if (poll === null) {
    if (isSettled) return link('poll', 'left_out', null, '协商一致，没有经过表决')
    return link(
      'poll',
      motionAt === null ? 'next' : 'now',
      null,
      motionAt === null ? '写成议案以后准备' : '社区正在准备表决',
    )
  }
  return link('poll', poll.isOut || poll.isOver ? 'done' : 'now', poll.at, poll.phaseLabel)
}

const link = (key: ChainKey, state: LinkState, at: Date | null, text: string): ChainLink => ({
  key,
  state,
  at,
  text,
})
