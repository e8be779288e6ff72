import type { DeskDayView } from '@linli/shared/bookings/desks.schema'
import type { HallScreenView } from '@linli/shared/bookings/hall.schema'
import { outsideAt, seatsLeft } from '@linli/shared/bookings/slots.rules'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { createCrowds } from '../../platform/crowds'
import { AppError } from '../../platform/problem-error'
import { sharedAnswer } from '../../platform/shared-answer'
import { deskScope } from './bookings.policy'
import type { BookingCalendars } from './bookings.ports'
import type { BookingsRepository } from './bookings.repository'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import { freeRoomIds } from './named-rooms'
import { meansLeft, type Means, type MeansSeat } from './means'
import { dayReason } from './slot-making'
import { openPools, poolsAt } from './slot-seats'
import type { OfferedSlot, SlotsRepository } from './slots.repository'

const DAYS_SHOWN = 14
const SHOWN_ON_SCREEN = 6
/** A fortnight of a desk is hundreds of times: read, checked and packed four times a second at most while a crowd looks. */
const CROWD_MS = 250

/** What everybody may see of a desk's days. */
export interface DeskTimes {
  deskId: string
  deskName: string
  place: string
  bufferMinutes: number
  days: DeskDayView[]
}

interface TimesQuery {
  deskId: string
  from?: string | undefined
  days?: number | undefined
}

/** What everybody may see of a desk. */
export interface DeskTimesService {
  /** Days of a desk with what is left; a day that cannot be booked says why. */
  slots(query: TimesQuery): Promise<DeskTimes>
  /** The board of the hall: numbers and no names. */
  screen(deskId: string): Promise<HallScreenView>
}

/** Seats somebody may still take; what people wait for is theirs. */
export const freeIn = (
  desk: DeskRow,
  row: OfferedSlot,
  means: readonly MeansSeat[] | null,
  elder: boolean,
  now: Date,
): number =>
  row.waited === true
    ? 0
    : Math.min(seatsLeft(poolsAt(row, now), openPools(desk, row, { elder }, now)), meansLeft(means, now))

/** Which of the rooms are free, where they have names. */
function roomsIn(desk: DeskRow, row: OfferedSlot, now: Date): { rooms?: string[] } {
  const rooms = freeRoomIds(desk, row, now)
  return rooms === null ? {} : { rooms }
}

export function createDeskTimesService(deps: {
  bookings: Pick<BookingsRepository, 'calledNow' | 'countWaiting'>
  desks: Pick<DesksRepository, 'findPublic'>
  slots: Pick<SlotsRepository, 'offered'>
  means: Means
  calendars: BookingCalendars
  clock: Clock
}): DeskTimesService {
  const { bookings, desks, slots, means, calendars, clock } = deps
  const crowds = createCrowds<DeskTimes>(CROWD_MS)

  async function timesOf({ deskId, from, days = DAYS_SHOWN }: TimesQuery): Promise<DeskTimes> {
    const desk = await desks.findPublic(deskId)
    if (!desk?.active || desk.kind === 'means') throw new AppError('not_found')
    const [now, calendar] = [clock.now(), await calendars.current()]
    const today = dayOf(now)
    const first = from !== undefined && from > today ? from : today
    const [since, until] = [instantOf(first), instantOf(addDays(first, days))]
    const rows = await slots.offered(deskScope(desk.communityId), deskId, since, until)
    const needed = await means.of(desk, since, until)
    const outside = outsideAt(desk.window, calendar, now)
    const byDay = new Map<string, OfferedSlot[]>()
    for (const row of rows)
      if (outside(row) === undefined) {
        const ofDay = byDay.get(row.day)
        if (ofDay) ofDay.push(row)
        else byDay.set(row.day, [row])
      }
    return sharedAnswer({
      deskId,
      deskName: desk.name,
      place: desk.place,
      bufferMinutes: desk.pattern.bufferMinutes,
      days: Array.from({ length: days }, (_, index): DeskDayView => {
        const day = addDays(first, index)
        const ofDay = (byDay.get(day) ?? []).map((row) => ({
          id: row._id,
          startsAt: row.startsAt.toISOString(),
          endsAt: row.endsAt.toISOString(),
          left: freeIn(desk, row, needed(row), false, now),
          leftForElders: freeIn(desk, row, needed(row), true, now),
          ...roomsIn(desk, row, now),
        }))
        return {
          day,
          reason: dayReason(desk, calendar, day),
          left: ofDay.reduce((sum, { left }) => sum + left, 0),
          slots: ofDay,
        }
      }),
    })
  }

  return {
    // The same for everybody, and everybody opens it when a desk begins to give out its times.
    slots: (query) => crowds.ask([query.deskId, query.from, query.days].join(' '), () => timesOf(query)),

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
