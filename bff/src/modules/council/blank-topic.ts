import type { TopicRow } from './topic.model'

/** What every topic begins with, whoever brings it. */
export const blankTopic = {
  linkedIds: [],
  version: 1,
  supporters: 0,
  screening: null,
  objection: null,
  decision: null,
  adoption: null,
  statements: 0,
  motion: null,
  pollId: null,
  resolution: null,
  noticeId: null,
  doneNoticeId: null,
} satisfies Partial<TopicRow>
