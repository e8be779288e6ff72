import type { DeskDayView, HallScreenView } from '@linli/shared/bookings/bookings.schema'
import { outsideWindow, seatsLeft } from '@linli/shared/bookings/slots.rules'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { deskScope } from './bookings.policy'
import type { BookingCalendars } from './bookings.ports'
import type { BookingsRepository } from './bookings.repository'
import type { DesksRepository } from './desks.repository'
import { dayReason } from './slot-making'
import type { SlotRow } from './slot.model'
import { poolsAt } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

const DAYS_SHOWN = 14
const SHOWN_ON_SCREEN = 6

/** What everybody may see of a desk. */
export interface DeskTimesService {
  /** Days of a desk with what is left; a day that cannot be booked says why. */
  slots(query: { deskId: string; from?: string | undefined; days?: number | undefined }): Promise<{
    deskId: string
    deskName: string
    place: string
    days: DeskDayView[]
  }>
  /** The board of the hall: numbers and no names. */
  screen(deskId: string): Promise<HallScreenView>
}

/** Seats somebody may still take; what people wait for is theirs. */
const freeIn = (row: SlotRow, elder: boolean, now: Date): number =>
  row.waited === true ? 0 : seatsLeft(poolsAt(row, now), elder)

export function createDeskTimesService(deps: {
  bookings: Pick<BookingsRepository, 'calledNow' | 'countWaiting'>
  desks: Pick<DesksRepository, 'findPublic'>
  slots: Pick<SlotsRepository, 'between'>
  calendars: BookingCalendars
  clock: Clock
}): DeskTimesService {
  const { bookings, desks, slots, calendars, clock } = deps
  return {
    async slots({ deskId, from, days = DAYS_SHOWN }) {
      const desk = await desks.findPublic(deskId)
      if (!desk?.active) throw new AppError('not_found')
      const [now, calendar] = [clock.now(), await calendars.current()]
      const today = dayOf(now)
      const first = from !== undefined && from > today ? from : today
      const rows = await slots.between(
        deskScope(desk.communityId),
        deskId,
        instantOf(first),
        instantOf(addDays(first, days)),
      )
      const shown = rows.filter(
        (row) => row.open && outsideWindow(row, desk.window, calendar, now) === undefined,
      )
      return {
        deskId,
        deskName: desk.name,
        place: desk.place,
        days: Array.from({ length: days }, (_, index): DeskDayView => {
          const day = addDays(first, index)
          const ofDay = shown.filter((row) => row.day === day)
          return {
            day,
            reason: dayReason(desk, calendar, day),
            left: ofDay.reduce((sum, row) => sum + freeIn(row, false, now), 0),
            slots: ofDay.map((row) => ({
              id: row._id,
              startsAt: row.startsAt.toISOString(),
              endsAt: row.endsAt.toISOString(),
              left: freeIn(row, false, now),
              leftForElders: freeIn(row, true, now),
            })),
          }
        }),
      }
    },

    async screen(deskId) {
      const desk = await desks.findPublic(deskId)
      if (!desk) throw new AppError('not_found')
      const [scope, day] = [deskScope(desk.communityId), dayOf(clock.now())]
      const called = await bookings.calledNow(scope, deskId, day, SHOWN_ON_SCREEN)
      return {
        deskName: desk.name,
        waiting: await bookings.countWaiting(scope, deskId, day),
        called: called.flatMap(({ queueNumber: number, calledAt }) =>
          number !== undefined && calledAt ? [{ queueNumber: number, calledAt: calledAt.toISOString() }] : [],
        ),
      }
    },
  }
}
