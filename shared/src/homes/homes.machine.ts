import { defineMachine, statusesOf, type EventOf, type StatusOf } from '../machine'

/** The way of a request to be bound to a room, from the applicant to the office's decision. */
export const homeRequestMachine = defineMachine({
  submitted: { ask: 'needs_more', approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
  needs_more: {
    ...{ supplement: 'submitted', approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
    // Nobody answered in time: the photo is not kept for a request that has been forgotten.
    lapse: 'lapsed',
  },
  approved: {},
  refused: {},
  withdrawn: {},
  lapsed: {},
})
export type HomeRequestStatus = StatusOf<typeof homeRequestMachine>
export type HomeRequestEvent = EventOf<typeof homeRequestMachine>
export const homeRequestStatuses = statusesOf(homeRequestMachine)

export const homeRequestStatusLabel: Record<HomeRequestStatus, string> = {
  submitted: '等社区核对',
  needs_more: '等您补充',
  approved: '已通过',
  refused: '没有通过',
  withdrawn: '已撤回',
  lapsed: '没有补充，已关闭',
}

/** An invitation is used once; that it has expired is computed from its time, never stored. */
export const invitationMachine = defineMachine({
  open: { use: 'used', withdraw: 'withdrawn' },
  used: {},
  withdrawn: {},
})
export type InvitationStatus = StatusOf<typeof invitationMachine>
