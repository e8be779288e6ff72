import { outsideWindow } from '@linli/shared/bookings/slots.rules'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { BookingCalendars } from './bookings.ports'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import type { SlotRow } from './slot.model'
import type { Pool, SlotsRepository } from './slots.repository'

/** Offered instead of a full slot. */
const OFFERED = 3

/** A seat that can be asked for: the slot, its desk, and that the clock allows it. */
export interface Seat {
  readonly slot: SlotRow
  readonly desk: DeskRow
}

export interface Seats {
  /** Throws `slot_closed` when the slot is not there, not offered, or not bookable now by the clock. */
  find(slotId: string, now: Date): Promise<Seat>
  /** Takes one inside the caller's unit of work. `slot_full` names the next free times. */
  take(scope: Scope, seat: Seat, elder: boolean, now: Date): Promise<{ slot: SlotRow; pool: Pool }>
}

/** Looking for a seat and taking it. */
export function createSeats(deps: {
  desks: DesksRepository
  slots: SlotsRepository
  calendars: BookingCalendars
}): Seats {
  const { desks, slots, calendars } = deps

  async function refuseFull(scope: Scope, { desk }: Seat, elder: boolean, now: Date): Promise<never> {
    const from = new Date(now.getTime() + desk.window.leadMinutes * 60_000)
    const free = await slots.nextFree(scope, desk._id, from, elder, OFFERED)
    throw new AppError('slot_full', {
      details: {
        nextFree: free.map(({ _id: slotId, startsAt }) => ({ slotId, startsAt: startsAt.toISOString() })),
      },
    })
  }

  return {
    async find(slotId, now) {
      const slot = await slots.findPublic(slotId)
      const desk = slot && (await desks.findPublic(slot.deskId))
      if (!slot || !desk || !slot.open) throw new AppError('slot_closed', { details: { reason: 'shut' } })
      const reason = outsideWindow(slot, desk.window, await calendars.current(), now)
      if (reason) throw new AppError('slot_closed', { details: { reason } })
      return { slot, desk }
    },
    async take(scope, seat, elder, now) {
      const taken = await slots.take(scope, seat.slot._id, elder)
      return taken ?? refuseFull(scope, seat, elder, now)
    },
  }
}

/** What the two unique indexes of bookings mean to the person. */
export function refuseTwice(error: unknown): never {
  if (
    isDuplicateKey(error, 'booking_person_time_unique') ||
    isDuplicateKey(error, 'booking_person_matter_unique')
  )
    throw new AppError('booked_already', { cause: error })
  throw error
}
