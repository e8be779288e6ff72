import { bookingMachine, type BookingEvent } from '@linli/shared/bookings/bookings.machine'
import { hasQueue } from '@linli/shared/bookings/rooms.rules'
import { sourcesOf } from '@linli/shared/machine'
import type { Role } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseFaster, refuseMoved } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { BookingHistoryRow, BookingRow } from './booking.model'
import type { DeskRow } from './desk.model'
import type { BookingTold } from './bookings.messages'
import type { BookingChange, BookingsRepository } from './bookings.repository'

export const otherTimeWanted = 'booking.other_time_wanted'

/** What every act on a booking has in common. Both are called inside a unit of work. */
export interface BookingActs {
  /** One guarded write; `not_found`, `invalid_status` or `version_conflict` from what is there now. */
  change(scope: Scope, row: BookingRow, event: BookingEvent, change: BookingChange): Promise<BookingRow>
  tell(type: BookingTold, row: BookingRow): Promise<void>
  /** Another time is to be found for this booking, after the commit. */
  wantOtherTime(row: BookingRow): Promise<void>
}

export function createBookingActs(deps: {
  bookings: Pick<BookingsRepository, 'change' | 'find'>
  outbox: Pick<Outbox, 'add'>
}): BookingActs {
  const { bookings, outbox } = deps
  return {
    async change(scope, { _id, version }, event, change) {
      const changed = await bookings.change(scope, _id, event, version, change)
      return changed ?? refuseFaster(await bookings.find(scope, _id), sourcesOf(bookingMachine, event))
    },
    async tell(type, { _id: aggregateId, communityId, version }) {
      await outbox.add({ type, aggregateId, communityId, payload: { version } })
    },
    async wantOtherTime({ _id: aggregateId, communityId, version }) {
      await outbox.add({ type: otherTimeWanted, aggregateId, communityId, payload: { version } })
    },
  }
}

/** 409 when the event is not possible any more, or somebody changed the booking since the caller read it. */
export const refuseEvent = (row: BookingRow, event: BookingEvent, version: number): void => {
  refuseMoved(row, version, sourcesOf(bookingMachine, event))
}

/** Whether somebody is called for it: nobody is for a visit at home or a room. */
export const isQueued = ({ atHome, group }: Pick<BookingRow, 'atHome' | 'group'>): boolean =>
  atHome !== true && group === undefined

/** 409 for a booking nobody is called for. */
export const refuseUnqueued = (row: BookingRow): void => {
  if (!isQueued(row)) throw new AppError('no_hall_queue')
}

/** 409 at a desk nobody is called to. */
export const refuseNoQueue = ({ kind = 'counter' }: DeskRow): void => {
  if (!hasQueue(kind)) throw new AppError('no_hall_queue')
}

/** A visit or the use of a room is over when staff say so, once its time has begun; everything else is called from the queue first. */
export const mayFinishUncalled = (row: BookingRow, now: Date): boolean =>
  !isQueued(row) && row.startsAt !== undefined && row.startsAt <= now

export const entryOf = (
  event: BookingHistoryRow['event'],
  actor: Actor,
  byRole: Role | null,
  at: Date,
): BookingHistoryRow => ({ event, byAccountId: actor.accountId, byRole, at })
