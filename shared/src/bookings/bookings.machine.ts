import { defineMachine, type EventOf, type StatusOf } from '../machine'

/**
 * A booking from the seat to the counter. A room begins at `requested`: its time is held until the office has decided;
 * whoever wants another time for it asks anew (`ask`).
 * A walk-in begins at `waiting`. A home visit and a room have no queue: they are finished from `booked`, and nothing else is. `missed`
 * can be excused by staff (a pardon, product §3.4); what the clock alone decides (too late to cancel, too early to check
 * in) is no status. `unrecorded` is a day that has passed without the counter having said how it ended, also of somebody who
 * was called: nobody knows whether the person came and what came of it, so it is neither done nor missed nor cancelled,
 * and the office can still say how it ended.
 */
export const bookingMachine = defineMachine({
  requested: {
    approve: 'booked',
    refuse: 'refused',
    cancel: 'cancelled',
    move: 'requested',
    ask: 'requested',
  },
  refused: {},
  booked: {
    check_in: 'waiting',
    move: 'booked',
    ask: 'requested',
    answer: 'booked',
    propose: 'booked',
    decline: 'booked',
    cancel: 'cancelled',
    miss: 'missed',
    finish: 'done',
    lapse: 'unrecorded',
  },
  waiting: { call: 'called', leave: 'cancelled', transfer: 'waiting', lapse: 'unrecorded' },
  called: {
    recall: 'called',
    skip: 'skipped',
    finish: 'done',
    transfer: 'waiting',
    lapse: 'unrecorded',
  },
  skipped: { call: 'called', miss: 'missed', transfer: 'waiting' },
  missed: { pardon: 'excused' },
  excused: {},
  unrecorded: { finish: 'done' },
  cancelled: {},
  done: { rate: 'done' },
})
export type BookingStatus = StatusOf<typeof bookingMachine>
export type BookingEvent = EventOf<typeof bookingMachine>

export const bookingStatuses = [
  'requested',
  'booked',
  'waiting',
  'called',
  'skipped',
  'missed',
  'excused',
  'unrecorded',
  'cancelled',
  'refused',
  'done',
] as const satisfies readonly BookingStatus[]

export const bookingStatusLabel: Readonly<Record<BookingStatus, string>> = {
  requested: '等社区同意',
  booked: '已约好',
  waiting: '排队中',
  called: '请到窗口',
  skipped: '已过号',
  missed: '没有来',
  excused: '已谅解',
  unrecorded: '未登记结果',
  cancelled: '已取消',
  refused: '没有同意',
  done: '已办完',
}

/** What a status is called on the screen: the use of a room is over, and nothing has been handled there. */
export const bookingStatusText = (status: BookingStatus, isRoom: boolean): string =>
  isRoom && status === 'done' ? '已用过' : bookingStatusLabel[status]

/** Statuses in which a booking keeps its seat, so that nobody has two at one time. */
export const holdingStatuses = [
  'requested',
  'booked',
  'waiting',
  'called',
  'skipped',
] as const satisfies readonly BookingStatus[]

/** So many files at most go to the person with a result. */
export const MOST_DOCUMENTS = 6

/** How a matter ended at the counter. */
export const bookingOutcomes = ['done', 'papers_missing', 'elsewhere'] as const
export type BookingOutcome = (typeof bookingOutcomes)[number]

export const bookingOutcomeLabel: Readonly<Record<BookingOutcome, string>> = {
  done: '办好了',
  papers_missing: '还缺材料',
  elsewhere: '要到别处办',
}
