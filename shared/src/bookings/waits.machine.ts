import { defineMachine, type EventOf, type StatusOf } from '../machine'

/** Somebody's place on the waiting list of a full time. An offer that nobody takes in its time goes to the next. */
export const waitMachine = defineMachine({
  waiting: { offer: 'offered', leave: 'ended', lapse: 'ended' },
  offered: { accept: 'booked', leave: 'ended', lapse: 'ended' },
  booked: {},
  ended: {},
})
export type WaitStatus = StatusOf<typeof waitMachine>
export type WaitEvent = EventOf<typeof waitMachine>

export const waitStatuses = ['waiting', 'offered', 'booked', 'ended'] as const satisfies readonly WaitStatus[]

export const waitStatusLabel: Readonly<Record<WaitStatus, string>> = {
  waiting: '候补中',
  offered: '有空位了，请确认',
  booked: '已约好',
  ended: '候补已结束',
}

/** Statuses in which somebody still stands on the list. */
export const openWaits = ['waiting', 'offered'] as const satisfies readonly WaitStatus[]
