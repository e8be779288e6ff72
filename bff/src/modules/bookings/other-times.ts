import { noRelease } from '@linli/shared/bookings/slots.rules'
import { dayOf } from '@linli/shared/time'
import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { unlessFaster } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import { entryOf, type BookingActs } from './booking-acts'
import { eventScope } from './bookings.policy'
import type { BookingsRepository } from './bookings.repository'
import type { BookingSettingsSource } from './bookings.settings'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import type { SeatHolds } from './seat-holds'
import type { SlotRow } from './slot.model'
import { openPools, slotIdsOf } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** Times tried before it is given up: others take them meanwhile. */
const TRIED = 5

/** Who keeps the seat of a time that is offered instead of another. */
export const proposalHolder = (bookingId: string): string => `booking:${bookingId}`

/** The time that is offered instead, while it stands. */
export const proposalAt = ({ status, proposal }: BookingRow, now: Date): BookingRow['proposal'] =>
  status === 'booked' && proposal && proposal.until > now ? proposal : undefined

export interface OtherTimes {
  /**
   * Offers the next free time to a booking whose own time is not offered any more: the seat is kept until the answer
   * is due. Without any free time the person is told that the own time is shut. Safe to run twice; answers whether a
   * time was offered.
   */
  offer(communityId: string, bookingId: string): Promise<boolean>
}

/** Finds another time for bookings that the hours of a desk have left behind. */
export function createOtherTimes(deps: {
  bookings: Pick<BookingsRepository, 'find'>
  slots: Pick<SlotsRepository, 'findPublic' | 'nextFree'>
  desks: Pick<DesksRepository, 'find' | 'list'>
  holds: SeatHolds
  acts: BookingActs
  settings: BookingSettingsSource
  uow: UnitOfWork
  clock: Clock
}): OtherTimes {
  const { bookings, slots, desks, holds, acts, settings, uow, clock } = deps

  /** The own desk first, then others that take the item. */
  async function desksFor(scope: Scope, row: BookingRow): Promise<DeskRow[]> {
    const own = await desks.find(scope, row.deskId)
    const others = (await desks.list(scope)).filter(
      ({ _id, active, serviceCodes }) =>
        active && _id !== row.deskId && serviceCodes.includes(row.service.code),
    )
    return [...(own?.active === true ? [own] : []), ...others]
  }

  /** Times from the booking's own on, and those before it only when there are none later. */
  async function candidates(scope: Scope, desk: DeskRow, row: BookingRow, now: Date): Promise<SlotRow[]> {
    const soonest = new Date(now.getTime() + desk.window.leadMinutes * 60_000)
    const own = row.startsAt ?? soonest
    const later = own > soonest ? own : soonest
    const who = { elder: row.elder, release: desk.release ?? noRelease }
    const found = await slots.nextFree(scope, desk._id, later, who, TRIED, now)
    return found.length > 0 || later <= soonest
      ? found
      : slots.nextFree(scope, desk._id, soonest, who, TRIED, now)
  }

  async function keepOne(scope: Scope, row: BookingRow, now: Date) {
    const { offerDays } = await settings.of(row.communityId)
    const answerBy = new Date(now.getTime() + offerDays * 86_400_000)
    for (const desk of await desksFor(scope, row)) {
      // What takes people or equipment besides is not kept by itself.
      if ((desk.needs ?? []).length > 0) continue
      for (const slot of await candidates(scope, desk, row, now)) {
        const last = new Date(slot.startsAt.getTime() - desk.window.leadMinutes * 60_000)
        const until = answerBy < last ? answerBy : last
        if (until <= now) continue
        const held = await holds.take(proposalHolder(row._id), slot, {
          ...{ bookingId: row._id, pools: openPools(desk, slot, row, now), until },
        })
        if (held) return { desk, slot, until }
      }
    }
    return null
  }

  return {
    async offer(communityId, bookingId) {
      const now = clock.now()
      const scope = eventScope(communityId)
      const row = await bookings.find(scope, bookingId)
      if (row?.status !== 'booked' || row.slotId === undefined || proposalAt(row, now)) return false
      // Opened again meanwhile, or over: then the booking stands as it is.
      const own = await Promise.all(slotIdsOf(row).map((slotId) => slots.findPublic(slotId)))
      if (own.every((slot) => slot?.open === true) || row.day < dayOf(now)) return false
      // A room for several times in a row finds no other time by itself: people talk about it.
      const kept = row.moreSlotIds === undefined ? await keepOne(scope, row, now) : null
      if (!kept) {
        await uow.run(() => acts.tell('booking.shut', row))
        return false
      }
      const { desk, slot, until } = kept
      const done = await uow
        .run(async () => {
          const changed = await acts.change(scope, row, 'propose', {
            set: {
              proposal: {
                ...{ slotId: slot._id, startsAt: slot.startsAt, endsAt: slot.endsAt, until },
                ...{ deskName: desk.name, place: desk.place },
              },
            },
            history: entryOf('propose', systemActor, null, now),
          })
          await acts.tell('booking.proposed', changed)
          return true
        })
        .catch(unlessFaster)
      if (!done) await holds.release(proposalHolder(bookingId))
      return done
    },
  }
}
