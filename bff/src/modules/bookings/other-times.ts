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
import { faultsOfRoom, takes } from './room-times'
import type { Seat, SeatFinder } from './seat-finder'
import type { SeatHolds } from './seat-holds'
import { slotIdsOf } from './slot-seats'
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
   * is due, with the people and equipment it needs. Without any free time the person is told that the own time is shut.
   * Safe to run twice; answers whether a time was offered.
   */
  offer(communityId: string, bookingId: string): Promise<boolean>
}

/** Finds another time for bookings that the hours of a desk have left behind. */
export function createOtherTimes(deps: {
  bookings: Pick<BookingsRepository, 'find'>
  slots: Pick<SlotsRepository, 'findPublic'>
  seats: Pick<SeatFinder, 'nextFree'>
  desks: Pick<DesksRepository, 'find' | 'list'>
  holds: SeatHolds
  acts: BookingActs
  settings: BookingSettingsSource
  uow: UnitOfWork
  clock: Clock
}): OtherTimes {
  const { bookings, slots, seats, desks, holds, acts, settings, uow, clock } = deps

  /** The own desk first, then others that the booking may go to. */
  async function desksFor(scope: Scope, row: BookingRow): Promise<DeskRow[]> {
    const own = await desks.find(scope, row.deskId)
    const others = (await desks.list(scope)).filter(
      (desk) =>
        desk.active &&
        desk._id !== row.deskId &&
        takes(desk, row) &&
        faultsOfRoom(desk, row.group).length === 0,
    )
    return [...(own?.active === true ? [own] : []), ...others]
  }

  /** Times from the booking's own on, and those before it only when there are none later. */
  async function candidates(
    desk: DeskRow,
    row: BookingRow,
    has: ReadonlySet<string>,
    now: Date,
  ): Promise<Seat[]> {
    const soonest = new Date(now.getTime() + desk.window.leadMinutes * 60_000)
    const own = row.startsAt ?? soonest
    const later = own > soonest ? own : soonest
    const looking = { desk, has, elder: row.elder }
    const found = await seats.nextFree({ ...looking, from: later }, TRIED, now)
    return found.length > 0 || later <= soonest
      ? found
      : seats.nextFree({ ...looking, from: soonest }, TRIED, now)
  }

  async function keepOne(scope: Scope, row: BookingRow, now: Date) {
    const { offerDays } = await settings.of(row.communityId)
    const answerBy = new Date(now.getTime() + offerDays * 86_400_000)
    // People and equipment it has already stay with it when the new time needs them too.
    const has = new Set(slotIdsOf(row))
    for (const desk of await desksFor(scope, row)) {
      for (const seat of await candidates(desk, row, has, now)) {
        const { slot } = seat
        const last = new Date(slot.startsAt.getTime() - desk.window.leadMinutes * 60_000)
        const until = answerBy < last ? answerBy : last
        if (until <= now) continue
        const wish = { bookingId: row._id, elder: row.elder, has, until }
        const held = await holds.take(proposalHolder(row._id), seat, wish)
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
      const isLonger = own.filter((slot) => slot?.deskId === row.deskId).length > 1
      const kept = isLonger ? null : await keepOne(scope, row, now)
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
