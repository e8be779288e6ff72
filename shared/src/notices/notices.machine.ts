import { defineMachine, type StatusOf } from '../machine'

/** Facts only: whether a scheduled notice is already visible or a published one expired is computed from the clock. */
export const noticeMachine = defineMachine({
  draft: { schedule: 'scheduled', publish: 'published', discard: 'discarded' },
  scheduled: { unschedule: 'draft', publish: 'published' },
  published: { withdraw: 'withdrawn' },
  withdrawn: {},
  discarded: {},
})
export type NoticeStatus = StatusOf<typeof noticeMachine>

/** What a person is shown. */
export type NoticeStage = 'draft' | 'scheduled' | 'live' | 'ended' | 'withdrawn' | 'discarded'
export const noticeStages = ['draft', 'scheduled', 'live', 'ended', 'withdrawn', 'discarded'] as const
