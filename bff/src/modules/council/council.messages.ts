import { screeningReasons } from '@linli/shared/council/topics.kinds'
import { dateAndTime, dayOf, dayText } from '@linli/shared/time'
import type { TopicRow } from './topic.model'

export interface CouncilMessage {
  readonly title: string
  readonly text: string
  /** Only who proposed it is told, not everybody who follows. */
  readonly proposerOnly: boolean
}

/** What those who follow are told of something that is the proposer's own matter. */
export interface AsideMessage {
  readonly title: string
  readonly text: string
  /** They may read the topic still, or again. */
  readonly opens: boolean
}

/**
 * Whoever stood behind a topic hears that it has stopped, or goes on: it is gone from every list, and why it was refused
 * is between its proposer and the desk. Nobody is told of what was never theirs to see.
 */
export const asideMessages: Readonly<Record<string, (row: TopicRow) => AsideMessage>> = {
  'topic.withdrawn': (row) => ({
    ...{ title: '您关注的议题撤回了', opens: false },
    text: `“${row.title}”的提出人撤回了议题，不再征集支持`,
  }),
  'topic.screened_out': (row) => ({
    ...{ title: '您关注的议题停下来了', opens: false },
    text: `“${row.title}”没有通过社区审核。提出人可以提出不同意见，要是恢复了会再告诉您`,
  }),
  'topic.refused': (row) => ({
    ...{ title: '您关注的议题结束了', opens: false },
    text: `“${row.title}”由另一位工作人员复核过，没有恢复`,
  }),
  'topic.restored': (row) => ({
    ...{ title: '您关注的议题恢复了', opens: true },
    text: `“${row.title}”由另一位工作人员复核过，重新开始`,
  }),
}

/** What those are told whose opinion became a topic. */
export const madeMessage = (row: TopicRow): Omit<CouncilMessage, 'proposerOnly'> => ({
  title: '您关心的事成了议题',
  text: `“${row.title}”开始征集支持。您提过或支持过相关的意见，所以告诉您`,
})

/** What is told of a topic, by event. The words hold no name. */
export const topicMessages: Readonly<Record<string, (row: TopicRow, now: Date) => CouncilMessage>> = {
  'topic.passed': (row, now) => ({
    ...{ title: '您的议题通过了审核', proposerOnly: true },
    text: `“${row.title}”开始征集支持，${until(row, now)}前要有 ${row.needed} 人支持`,
  }),
  'topic.supported': (row, now) => ({
    ...{ title: '议题的支持人数够了', proposerOnly: false },
    text: `“${row.title}”有 ${row.supporters} 人支持，社区${row.deskDueAt ? `最晚 ${dateAndTime(row.deskDueAt, now)} 前` : '会'}答复`,
  }),
  'topic.screened_out': (row, now) => ({
    ...{ title: '您的议题没有通过审核', proposerOnly: true },
    text: row.screening
      ? `“${row.title}”：${screeningReasons[row.screening.reason].label}。不同意的话，${dayText(dayOf(row.screening.objectUntil), dayOf(now))}前可以提出`
      : `“${row.title}”没有通过审核，请打开看原因`,
  }),
  'topic.refused': (row) => ({
    ...{ title: '您的不同意见有了答复', proposerOnly: true },
    text: `“${row.title}”由另一位工作人员复核过，没有改变，请打开看原因`,
  }),
  'topic.restored': (row) => ({
    ...{ title: '您的议题恢复了', proposerOnly: true },
    text: `“${row.title}”由另一位工作人员复核过，重新开始`,
  }),
  'topic.adopted': (row) => ({
    ...{ title: '议题开始协商', proposerOnly: false },
    text: `“${row.title}”社区已经采纳，请您说说赞成的理由和担心的地方`,
  }),
  'topic.moved': (row) => ({
    ...{ title: '议题写成了议案', proposerOnly: false },
    text: `“${row.title}”协商结束，已写成可以表决的议案`,
  }),
  'topic.resolved': (row) => ({
    ...{ title: row.resolution?.passed === false ? '议案没有通过' : '议题有了决议', proposerOnly: false },
    text: `“${row.title}”的结果已经公布，请打开看看`,
  }),
  'topic.closed': (row) => ({
    ...{ title: '议题办结了', proposerOnly: false },
    text: `“${row.title}”的决议没有要落实的事，已经办结，请打开看原因`,
  }),
  'task.done': (row) => ({
    ...{ title: '有一件事说做好了，请您看看', proposerOnly: false },
    text: `“${row.title}”里有一件事做好了，请您看看是不是真的做好了`,
  }),
  'topic.completed': (row) => ({
    ...{ title: '议题都落实了', proposerOnly: false },
    text: `“${row.title}”要做的事都做好了，居民也确认了`,
  }),
  'topic.lapsed': (row) => ({
    ...{ title: '议题到期了', proposerOnly: false },
    text: `“${row.title}”到期时有 ${row.supporters} 人支持，没有够 ${row.needed} 人。换个办法可以重新提`,
  }),
}

const until = (row: TopicRow, now: Date): string =>
  row.supportUntil === null ? '' : dayText(dayOf(row.supportUntil), dayOf(now))
