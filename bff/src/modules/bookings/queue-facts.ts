import type { TicketLine } from '@linli/shared/bookings/bookings.schema'
import {
  estimateWait,
  laneOf,
  queueAt,
  queueNumber,
  type WaitEstimate,
} from '@linli/shared/bookings/queue.rules'
import type { Role } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Counters } from '../../platform/counters'
import type { Scope } from '../../platform/scope'
import type { BookingRow } from './booking.model'
import { entryOf, type BookingActs } from './booking-acts'
import type { BookingsRepository } from './bookings.repository'
import type { BookingSettings } from './bookings.settings'

/** Somebody called within this time counts as a counter that serves now. */
const SERVING_MS = 60 * 60_000
const CALLED_SHOWN = 2
const WAITING_SHOWN = 3

export interface QueuePlace {
  readonly queueNumber: string
  readonly queueAt: Date
}

export interface QueueFacts {
  /** The next number of the day in the person's lane; drawn outside any transaction, a lost one is not given again. */
  place(
    arrival: { deskId: string; day: string; startsAt: Date | null; elder: boolean },
    own: BookingSettings,
    now: Date,
  ): Promise<QueuePlace>
  /** Puts a booking into the queue; of two check-ins at once one finds the status moved. */
  checkIn(
    actor: Actor,
    scope: Scope,
    row: BookingRow,
    own: BookingSettings,
    now: Date,
    byRole: Role | null,
  ): Promise<BookingRow>
  /** Those called now, the first of those who wait, and the person: numbers and no names. */
  line(scope: Scope, row: BookingRow): Promise<TicketLine[]>
  /** From service times measured today, or null while too few are known. */
  estimate(scope: Scope, row: Pick<BookingRow, 'deskId' | 'day'>, ahead: number): Promise<WaitEstimate | null>
}

/** Numbers, places and waiting times of a desk's queue. */
export function createQueueFacts(deps: {
  bookings: Pick<BookingsRepository, 'calledNow' | 'waitingAhead' | 'finished'>
  acts: Pick<BookingActs, 'change'>
  counters: Counters
}): QueueFacts {
  const { bookings, acts, counters } = deps

  const place: QueueFacts['place'] = async ({ deskId, day, startsAt, elder }, own, now) => {
    const lane = laneOf(elder, startsAt !== null)
    const value = await counters.next(`queue:${deskId}:${day}:${lane}`)
    return {
      queueNumber: queueNumber(lane, value),
      queueAt: queueAt(now, startsAt, elder, own.elderMinutes),
    }
  }

  return {
    place,
    async checkIn(actor, scope, row, own, now, byRole) {
      const { deskId, day, startsAt = null, elder } = row
      const stands = await place({ deskId, day, startsAt, elder }, own, now)
      return acts.change(scope, row, 'check_in', {
        set: { status: 'waiting', ...stands },
        unset: ['remindAt'],
        history: entryOf('check_in', actor, byRole, now),
      })
    },
    async line(scope, row) {
      const { deskId, day } = row
      const called = await bookings.calledNow(scope, deskId, day, CALLED_SHOWN)
      const before = await bookings.waitingAhead(scope, row, WAITING_SHOWN)
      return [
        ...called.toReversed().map((other) => ({ row: other, state: 'now' as const })),
        ...before.map((other) => ({ row: other, state: 'waiting' as const })),
        { row, state: 'you' as const },
      ].flatMap(({ row: { queueNumber: number, elder }, state }) =>
        number === undefined ? [] : [{ queueNumber: number, state, elder }],
      )
    },
    async estimate(scope, { deskId, day }, ahead) {
      const done = await bookings.finished(scope, deskId, day)
      const measured = done.flatMap(({ calledAt, doneAt }) =>
        calledAt && doneAt ? [{ minutes: (doneAt.getTime() - calledAt.getTime()) / 60_000, doneAt }] : [],
      )
      const newest = Math.max(0, ...measured.map(({ doneAt }) => doneAt.getTime()))
      const serving = await bookings.calledNow(scope, deskId, day, 20)
      const counters = new Set(
        serving
          .filter(({ calledAt }) => calledAt && newest - calledAt.getTime() < SERVING_MS)
          .map(({ history }) => history.findLast(({ event }) => event === 'call')?.byAccountId),
      ).size
      return estimateWait(
        measured.map(({ minutes }) => minutes),
        ahead,
        Math.max(1, counters),
      )
    },
  }
}
