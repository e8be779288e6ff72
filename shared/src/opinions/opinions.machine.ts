import { defineMachine, type EventOf, type StatusOf } from '../machine'

/**
 * The opinion's way through the house; display states such as 逾期 are derived from the clock.
 * Staff can go on from both waiting states, because people also answer by phone.
 *
 * Whoever receives a case first leads it (首接负责: cases-booking §2.1). Handing it back needs a reason and does not
 * stop the clock; after the second time the street decides, and what it decides is not handed back again
 * (domain facts §6.1: 2 次退单自动转街道裁定).
 */
export const opinionMachine = defineMachine({
  submitted: {
    accept: 'accepted',
    dispatch: 'dispatched',
    reject: 'rejected',
    request_info: 'needs_info',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  needs_info: {
    supplement: 'submitted',
    accept: 'accepted',
    dispatch: 'dispatched',
    withdraw: 'withdrawn',
    reject: 'rejected',
    merge: 'merged',
  },
  accepted: {
    start: 'in_progress',
    dispatch: 'dispatched',
    request_more: 'waiting',
    hold: 'waiting',
    refer: 'adjudicating',
    reply: 'answered',
    reject: 'rejected',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  dispatched: {
    sign: 'signed',
    dispatch: 'dispatched',
    take: 'in_progress',
    hand_back: 'returned',
    hand_back_again: 'adjudicating',
    reply: 'answered',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  signed: {
    start: 'in_progress',
    dispatch: 'dispatched',
    take: 'in_progress',
    hand_back: 'returned',
    hand_back_again: 'adjudicating',
    request_more: 'waiting',
    hold: 'waiting',
    reply: 'answered',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  in_progress: {
    request_more: 'waiting',
    hold: 'waiting',
    dispatch: 'dispatched',
    take: 'in_progress',
    hand_back: 'returned',
    hand_back_again: 'adjudicating',
    refer: 'adjudicating',
    reply: 'answered',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  waiting: {
    resume: 'in_progress',
    dispatch: 'dispatched',
    reply: 'answered',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  returned: {
    dispatch: 'dispatched',
    take: 'in_progress',
    refer: 'adjudicating',
    request_more: 'waiting',
    reply: 'answered',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  adjudicating: { adjudicate: 'dispatched', withdraw: 'withdrawn' },
  answered: { rate: 'closed', reopen: 'in_progress', lapse: 'closed' },
  closed: { reopen: 'in_progress' },
  rejected: {},
  withdrawn: {},
  merged: {},
})
export type OpinionStatus = StatusOf<typeof opinionMachine>
export type OpinionEvent = EventOf<typeof opinionMachine>

export const opinionStatuses = [
  'submitted',
  'needs_info',
  'accepted',
  'dispatched',
  'signed',
  'in_progress',
  'waiting',
  'returned',
  'adjudicating',
  'answered',
  'closed',
  'rejected',
  'withdrawn',
  'merged',
] as const satisfies readonly OpinionStatus[]

/** Somebody still owes an answer, whether or not a clock stands. */
export const openStatuses = [
  'submitted',
  'needs_info',
  'accepted',
  'dispatched',
  'signed',
  'in_progress',
  'waiting',
  'returned',
  'adjudicating',
] as const satisfies readonly OpinionStatus[]

/** One word for the pill; shape and colour come from the kit. */
export const opinionStatusLabel: Record<OpinionStatus, string> = {
  submitted: '待受理',
  needs_info: '等您补充',
  accepted: '已受理',
  dispatched: '已派单',
  signed: '已接收',
  in_progress: '办理中',
  waiting: '等您补充',
  returned: '重新安排',
  adjudicating: '街道安排中',
  answered: '已答复',
  closed: '已办结',
  rejected: '不受理',
  withdrawn: '已撤回',
  merged: '合并办理',
}

/** The same for staff and the public, who are not the one waited for. */
export const staffStatusLabel: Record<OpinionStatus, string> = {
  ...opinionStatusLabel,
  needs_info: '等居民',
  waiting: '等居民',
  signed: '已签收',
  returned: '被退回',
  adjudicating: '待裁定',
}

/** Statuses in which a clock stands still until the resident answers. */
export const pausedStatuses = ['needs_info', 'waiting'] as const satisfies readonly OpinionStatus[]
/** Statuses in which nothing further is owed to anybody. */
export const endedStatuses = [
  'closed',
  'rejected',
  'withdrawn',
  'merged',
] as const satisfies readonly OpinionStatus[]
