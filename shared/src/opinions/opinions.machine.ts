import { defineMachine, type EventOf, type StatusOf } from '../machine'

/**
 * The opinion's way through the house. Dispatch, transfer, extension and merging join here later as
 * further events of the same table; display states such as 逾期 are derived from the clock.
 * Staff can go on from both waiting states, because people also answer by phone.
 */
export const opinionMachine = defineMachine({
  submitted: {
    accept: 'accepted',
    reject: 'rejected',
    request_info: 'needs_info',
    withdraw: 'withdrawn',
  },
  needs_info: { supplement: 'submitted', accept: 'accepted', withdraw: 'withdrawn', reject: 'rejected' },
  accepted: {
    start: 'in_progress',
    request_more: 'waiting',
    reply: 'answered',
    reject: 'rejected',
    withdraw: 'withdrawn',
  },
  in_progress: { request_more: 'waiting', reply: 'answered', withdraw: 'withdrawn' },
  waiting: { resume: 'in_progress', reply: 'answered', withdraw: 'withdrawn' },
  answered: { rate: 'closed', reopen: 'in_progress', lapse: 'closed' },
  closed: { reopen: 'in_progress' },
  rejected: {},
  withdrawn: {},
})
export type OpinionStatus = StatusOf<typeof opinionMachine>
export type OpinionEvent = EventOf<typeof opinionMachine>

export const opinionStatuses = [
  'submitted',
  'needs_info',
  'accepted',
  'in_progress',
  'waiting',
  'answered',
  'closed',
  'rejected',
  'withdrawn',
] as const satisfies readonly OpinionStatus[]

/** One word for the pill; shape and colour come from the kit. */
export const opinionStatusLabel: Record<OpinionStatus, string> = {
  submitted: '待受理',
  needs_info: '等您补充',
  accepted: '已受理',
  in_progress: '办理中',
  waiting: '等您补充',
  answered: '已答复',
  closed: '已办结',
  rejected: '不受理',
  withdrawn: '已撤回',
}

/** The same for staff and the public, who are not the one waited for. */
export const staffStatusLabel: Record<OpinionStatus, string> = {
  ...opinionStatusLabel,
  needs_info: '等居民',
  waiting: '等居民',
}

/** Statuses in which a clock stands still until the resident answers. */
export const pausedStatuses = ['needs_info', 'waiting'] as const satisfies readonly OpinionStatus[]
/** Statuses in which nothing further is owed to anybody. */
export const endedStatuses = ['closed', 'rejected', 'withdrawn'] as const satisfies readonly OpinionStatus[]
