import { can } from '@linli/shared/machine'
import { screeningReasons } from '@linli/shared/council/topics.kinds'
import {
  topicMachine,
  topicStatusAt,
  topicStatusLabel,
  type TopicEvent,
  type TopicStatus,
} from '@linli/shared/council/topics.machine'
import type { SimilarTopicView, TopicItemView, TopicView } from '@linli/shared/council/council.schema'
import { dayOf, dayText, momentText } from '@linli/shared/time'
import type { OpinionSource } from '../opinions/opinion-sources.service'
import type { TopicRow } from './topic.model'

/** What the reader is to the topic. */
export interface TopicReader {
  readonly now: Date
  /** Bound to a home of the community. */
  readonly isNeighbour: boolean
  readonly isProposer: boolean
  readonly accountId: string
  /** Stands at the desk, and may act there. */
  readonly inspects: boolean
  readonly screens: boolean
  readonly supported: boolean
  readonly following: boolean
}

export type ItemReader = Pick<TopicReader, 'now' | 'inspects' | 'supported'>

const day = (at: Date, now: Date): string => dayText(dayOf(at), dayOf(now))

/** What follows, for whoever may read it. */
function sentenceOf(row: TopicRow, status: TopicStatus, now: Date): string {
  // A date stands apart from the word before it, 明天 does not.
  const due = row.deskDueAt ? `最晚${momentText(row.deskDueAt, now).replace(/^(?=\d)/, ' ')} 前` : ''
  switch (status) {
    case 'submitted':
      return `社区${due}看过并答复`
    case 'gathering': {
      const missing = Math.max(0, row.needed - row.supporters)
      const until = row.supportUntil ? `${day(row.supportUntil, now)}前` : ''
      return `还差 ${missing} 人支持，${until}够了，社区就要答复`
    }
    case 'supported':
      return `支持的人够了，社区${due}答复要不要协商`
    case 'screened_out':
      return row.screening ? `提出人可以在${day(row.screening.objectUntil, now)}前提出不同意见` : ''
    case 'objected':
      return `由另一位工作人员${due}决定`
    case 'deliberating':
      return row.statements === 0 ? '正在协商，还没有人说看法' : `正在协商，已有 ${row.statements} 条看法`
    case 'moved':
      return row.pollId === null ? '已写成议案，社区准备表决' : '已写成议案，由表决决定'
    case 'resolved':
      return '决议已公布，正在落实'
    case 'done':
      return row.resolution?.passed === false ? '没有通过，结果已公布' : '都做好了，居民已确认'
    case 'refused':
      return '另一位工作人员复核后，没有改变'
    case 'lapsed':
      return `到期时有 ${row.supporters} 人支持，没有够 ${row.needed} 人`
    case 'withdrawn':
      return '提出人撤回了这个议题'
  }
}

export function presentTopicItem(row: TopicRow, { now, inspects, supported }: ItemReader): TopicItemView {
  const status = topicStatusAt(row, now)
  return {
    id: row._id,
    title: row.title,
    status,
    statusLabel: topicStatusLabel[status],
    proposer: inspects ? row.proposerText : row.proposerLabel,
    sources: row.opinionIds.length,
    supporters: row.supporters,
    needed: row.needed,
    supported,
    supportUntil: status === 'gathering' ? (row.supportUntil?.toISOString() ?? null) : null,
    sentence: sentenceOf(row, status, now),
    overdue: row.deskDueAt !== undefined && row.deskDueAt < now,
    createdAt: row.createdAt.toISOString(),
  }
}

const stepTitles: Readonly<Record<TopicEvent | 'propose', string>> = {
  propose: '提出议题',
  pass: '审核通过，开始征集支持',
  reach: '支持的人够了',
  screen_out: '没有通过审核',
  object: '提出人提出不同意见',
  uphold: '复核后没有改变',
  restore: '复核后恢复征集支持',
  restore_supported: '复核后恢复，等社区答复',
  adopt: '采纳，开始协商',
  move: '协商结束，写成议案',
  link_poll: '关联了表决',
  resolve: '公布决议',
  resolve_lost: '没有通过，公布结果',
  complete: '居民确认都做好了',
  close: '没有要落实的事，已办结',
  lapse: '到期，支持不够',
  withdraw: '提出人撤回',
}

export function abilitiesOf(row: TopicRow, reader: TopicReader): TopicView['abilities'] {
  const { now, isNeighbour, isProposer, screens, supported, following } = reader
  const status = topicStatusAt(row, now)
  const may = (event: TopicEvent): boolean => can(topicMachine, status, event)
  const isGathering = status === 'gathering' || status === 'supported'
  const mayObject = row.screening !== null && row.objection === null && now < row.screening.objectUntil
  return {
    support: isNeighbour && isGathering && !supported,
    unsupport: isNeighbour && status === 'gathering' && supported,
    follow: !following,
    unfollow: following,
    object: isProposer && may('object') && mayObject,
    withdraw: isProposer && may('withdraw'),
    say: isNeighbour && status === 'deliberating',
    react: isNeighbour && status === 'deliberating',
    pass: screens && may('pass'),
    screenOut: screens && may('screen_out'),
    decide: screens && may('uphold') && row.screening?.byAccountId !== reader.accountId,
    adopt: screens && may('adopt'),
    link: screens,
  }
}

export const presentSimilar = (row: TopicRow, reason: string, now: Date): SimilarTopicView => ({
  id: row._id,
  title: row.title,
  statusLabel: topicStatusLabel[topicStatusAt(row, now)],
  reason,
})

const DESK = '社区工作人员'

export function presentTopic(
  row: TopicRow,
  reader: TopicReader,
  beside: { readonly sources: readonly OpinionSource[]; readonly similar: readonly SimilarTopicView[] },
): TopicView {
  const { screening, objection, decision, adoption } = row
  // Why something was refused concerns its proposer and the desk.
  const isInside = reader.isProposer || reader.inspects
  const proposer = reader.inspects ? row.proposerText : row.proposerLabel
  const byProposer: readonly string[] = ['propose', 'object', 'withdraw']
  return {
    ...presentTopicItem(row, reader),
    version: row.version,
    communityId: row.communityId,
    why: row.why,
    wish: row.wish,
    mine: reader.isProposer,
    following: reader.following,
    opinions: beside.sources.map(({ id, publicText, categoryLabel }) => ({
      id: publicText === null && !reader.screens ? null : id,
      text: publicText ?? `一条没有公开的意见：${categoryLabel}`,
    })),
    similar: [...beside.similar],
    screening:
      screening && isInside
        ? {
            ...{
              label: screeningReasons[screening.reason].label,
              advice: screeningReasons[screening.reason].advice,
            },
            ...{ words: screening.words, by: screening.byName || DESK, at: screening.at.toISOString() },
            objectUntil: screening.objectUntil.toISOString(),
          }
        : null,
    objection: objection && isInside ? { text: objection.text, at: objection.at.toISOString() } : null,
    decision:
      decision && isInside
        ? {
            ...{ upheld: decision.upheld, words: decision.words },
            ...{ by: decision.byName || DESK, at: decision.at.toISOString() },
          }
        : null,
    adoption: adoption && {
      reason: adoption.reason,
      by: adoption.byName || DESK,
      at: adoption.at.toISOString(),
    },
    steps: row.history.map((step, index) => ({
      id: `${index}-${step.event}`,
      title: stepTitles[step.event],
      by: byProposer.includes(step.event) ? proposer : step.byName,
      at: step.at.toISOString(),
    })),
    abilities: abilitiesOf(row, reader),
  }
}
