import type { Role } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { unlessFaster } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { BookingRow } from './booking.model'
import { entryOf, refuseEvent, type BookingActs } from './booking-acts'
import type { BookingTold } from './bookings.messages'
import type { BookingsRepository } from './bookings.repository'
import { proposalHolder } from './other-times'
import type { SeatHolds } from './seat-holds'
import type { Seats } from './seats'
import { slotIdsOf } from './slot-seats'

/** Who gives a booking back, and what goes with it. */
export interface Cancelling {
  readonly actor: Actor
  /** Null for the person; the office acts in a role. */
  readonly role: Role | null
  readonly version: number
  /** Later visits of the same series as well. */
  readonly rest: boolean
  /** Written with the first one. */
  readonly beside?: (row: BookingRow) => Promise<void>
}

export interface Cancellations {
  /**
   * Gives a booking back with its seat, and with `rest` every later visit of its series that nobody has begun. The
   * first one is guarded by its version; of the others those stay that somebody has changed in the same moment. The
   * person is told once. Safe to ask again: what is cancelled already is not cancelled twice.
   */
  cancel(scope: Scope, row: BookingRow, by: Cancelling): Promise<BookingRow>
}

export function createCancellations(deps: {
  bookings: Pick<BookingsRepository, 'ofSeries'>
  seats: Pick<Seats, 'givingUp'>
  holds: Pick<SeatHolds, 'release'>
  acts: BookingActs
  clock: Clock
}): Cancellations {
  const { bookings, seats, holds, acts, clock } = deps

  async function one(
    scope: Scope,
    row: BookingRow,
    { actor, role, beside }: Cancelling,
    tells: BookingTold | null,
  ): Promise<BookingRow> {
    const { _id: id } = row
    const cancelled = await seats.givingUp(slotIdsOf(row), scope, id, async () => {
      const changed = await acts.change(scope, row, 'cancel', {
        set: { status: 'cancelled' },
        unset: ['holds', 'remindAt', 'proposal'],
        history: entryOf('cancel', actor, role, clock.now()),
      })
      await beside?.(changed)
      if (tells !== null) await acts.tell(tells, changed)
      return changed
    })
    if (row.proposal) await holds.release(proposalHolder(id))
    return cancelled
  }

  return {
    async cancel(scope, row, by) {
      refuseEvent(row, 'cancel', by.version)
      const { series, startsAt } = row
      const rest = by.rest && series !== undefined && startsAt !== undefined
      const cancelled = await one(scope, row, by, rest ? 'booking.series_cancelled' : 'booking.cancelled')
      if (!rest) return cancelled
      for (const later of await bookings.ofSeries(scope, series.id))
        if (later.status === 'booked' && later.startsAt !== undefined && later.startsAt > startsAt)
          await one(scope, later, by, null).catch(unlessFaster)
      return cancelled
    },
  }
}
