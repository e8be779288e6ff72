import type { BookingItemView, BookingView } from '@linli/shared/bookings/bookings.schema'
import type { WaitEstimate } from '@linli/shared/bookings/queue.rules'
import { addDays, dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import { nearSentence } from './bookings.messages'
import { entryOf, refuseEvent, type BookingActs } from './booking-acts'
import { deskScope } from './bookings.policy'
import { presentBooking, presentItem } from './bookings.presenter'
import type { BookingsRepository } from './bookings.repository'
import { nextReminder, type BookingSettingsSource } from './bookings.settings'
import type { CalendarFilesService } from './calendar-files.service'
import type { DesksRepository } from './desks.repository'
import type { Guests } from './guests'
import { hallCode } from './hall-code'
import type { QueueFacts } from './queue-facts'
import { seatFacts, type Reservations } from './reservations'
import { refuseTwice, type Seats } from './seats'

/** A booking of today or tomorrow, as the first page tells of it. */
export interface NearBooking {
  readonly id: string
  readonly title: string
  readonly sentence: string
}

export interface BookingsService {
  /** What the caller has booked for today or tomorrow, and the own place in a queue, soonest first. */
  near(actor: Actor): Promise<NearBooking[]>
  mine(
    actor: Actor,
    query: {
      filter?: 'coming' | 'past' | undefined
      cursor?: string | undefined
      limit?: number | undefined
    },
  ): Promise<{ items: BookingItemView[]; nextCursor: string | null }>
  /** One seat for one person: `slot_full` with the next free times, `booked_already`, `booking_limited`. */
  book(
    actor: Actor,
    wish: { slotId: string; serviceCode: string; forPersonId?: string | undefined },
  ): Promise<BookingView>
  get(actor: Actor, id: string): Promise<BookingView>
  move(actor: Actor, id: string, wish: { version: number; slotId: string }): Promise<BookingView>
  cancel(actor: Actor, id: string, version: number): Promise<BookingView>
  checkIn(actor: Actor, id: string, proof: { version: number; hallCode: string }): Promise<BookingView>
  leave(actor: Actor, id: string, version: number): Promise<BookingView>
  /** How it was, once and only after it is done; said to the office among others, without a name. */
  rate(
    actor: Actor,
    id: string,
    rating: { version: number; score: number; comment: string },
  ): Promise<BookingView>
}

export interface BookingsDeps {
  readonly bookings: BookingsRepository
  readonly desks: Pick<DesksRepository, 'find'>
  readonly seats: Seats
  readonly reservations: Reservations
  readonly guests: Guests
  readonly acts: BookingActs
  readonly queue: QueueFacts
  readonly files: Pick<CalendarFilesService, 'urlOf'>
  readonly settings: BookingSettingsSource
  readonly uow: UnitOfWork
  readonly clock: Clock
}

/** More than these on one day, and the first page is no place for them. */
const NEAR = 2

/** Bookings as residents make and follow them. */
export function createBookingsService(deps: BookingsDeps): BookingsService {
  const { bookings, desks, seats, reservations, guests, acts, queue, files, settings, uow, clock } = deps

  async function view(row: BookingRow, now: Date): Promise<BookingView> {
    const scope = deskScope(row.communityId)
    const own = await settings.of(row.communityId)
    const desk = await desks.find(scope, row.deskId)
    const before = (minutes: number): Date | null =>
      row.startsAt ? new Date(row.startsAt.getTime() - minutes * 60_000) : null
    const waits = row.status === 'waiting'
    const ahead = waits ? await bookings.countAhead(scope, row) : 0
    const estimate: WaitEstimate | null = waits ? await queue.estimate(scope, row, ahead) : null
    const notice =
      row.status === 'missed' && row.personKey !== undefined
        ? (await guests.missed(scope, row.personKey, own, now)).notice
        : ''
    return presentBooking(row, {
      now,
      changeUntil: desk && before(desk.changeMinutes),
      checkInFrom: before(own.checkInMinutes),
      icsUrl: files.urlOf(row),
      line: waits ? await queue.line(scope, row) : [],
      ...{ ahead, estimate, notice },
    })
  }

  async function ownBooking(actor: Actor, id: string): Promise<{ row: BookingRow; scope: Scope }> {
    const row = await bookings.findOwn(id, actor.accountId)
    if (!row) throw new AppError('not_found')
    return { row, scope: deskScope(row.communityId) }
  }

  async function refuseLate(scope: Scope, row: BookingRow, now: Date): Promise<void> {
    const desk = await desks.find(scope, row.deskId)
    const until = desk && row.startsAt && row.startsAt.getTime() - desk.changeMinutes * 60_000
    if (until !== null && until !== undefined && now.getTime() > until)
      throw new AppError('slot_closed', { details: { reason: 'too-soon' } })
  }

  return {
    async near(actor) {
      const now = clock.now()
      const rows = await bookings.listOwn(actor.accountId, {
        ...{ coming: true, today: dayOf(now), after: null, limit: NEAR },
      })
      const until = addDays(dayOf(now), 1)
      return rows
        .filter(({ day }) => day <= until)
        .map((row) => ({ id: row._id, title: row.service.label, sentence: nearSentence(row, now) }))
    },

    async mine(actor, { filter = 'coming', cursor, limit = PAGE_ROWS }) {
      const [day, id] = cursor === undefined ? [] : decodeCursor(cursor, ['string', 'string'])
      const found = await bookings.listOwn(actor.accountId, {
        coming: filter === 'coming',
        today: dayOf(clock.now()),
        after: day === undefined || id === undefined ? null : { day, id },
        limit: limit + 1,
      })
      const { rows, nextCursor } = pageOf(found, limit, (last) => [last.day, last._id])
      return { items: rows.map(presentItem), nextCursor }
    },

    async book(actor, { slotId, serviceCode, forPersonId }) {
      const now = clock.now()
      const seat = await seats.find(slotId, now)
      const { communityId } = seat.desk
      // A desk serves its own community; whoever looks at another one looks at that one's desks.
      if (communityId !== actor.communityId) throw new AppError('not_found')
      // Refused first what most of a rush is refused with; the taking itself is the guard.
      await seats.refuseFull(seat, now)
      const scope = deskScope(communityId)
      const service = await reservations.item(seat.desk, serviceCode)
      const own = await settings.of(communityId)
      const guest = await guests.ofResident(actor, scope, own, forPersonId)
      const { resting } = await guests.missed(scope, guest.personKey, own, now)
      if (resting) throw new AppError('booking_limited', { details: { until: resting.toISOString() } })
      const maker = { actor, role: null, accountId: actor.accountId }
      return view(await reservations.reserve(seat, service, guest, maker, own, now), now)
    },

    async get(actor, id) {
      const { row } = await ownBooking(actor, id)
      return view(row, clock.now())
    },

    async move(actor, id, { version, slotId }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'move', version)
      await refuseLate(scope, row, now)
      const seat = await seats.find(slotId, now)
      if (seat.desk.communityId !== row.communityId || !seat.desk.serviceCodes.includes(row.service.code))
        throw new AppError('slot_closed', { details: { reason: 'shut' } })
      const own = await settings.of(row.communityId)
      const { slotId: from } = row
      if (from === undefined || from === slotId) throw new AppError('booked_already')
      const moved = await seats.moving(from, seat, id, row.elder, now, async () => {
        const remindAt = nextReminder(own, seat.slot.startsAt, now)
        const changed = await acts
          .change(scope, row, 'move', {
            set: { ...seatFacts(seat), ...(remindAt ? { remindAt } : {}) },
            ...(remindAt ? {} : { unset: ['remindAt'] }),
            history: entryOf('move', actor, null, now),
          })
          .catch(refuseTwice)
        await acts.tell('booking.moved', changed)
        return changed
      })
      return view(moved, now)
    },

    async cancel(actor, id, version) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'cancel', version)
      await refuseLate(scope, row, now)
      const { slotId: from } = row
      if (from === undefined) throw new AppError('not_found')
      const cancelled = await seats.givingUp(from, scope, id, async () => {
        const changed = await acts.change(scope, row, 'cancel', {
          set: { status: 'cancelled' },
          unset: ['holds', 'remindAt'],
          history: entryOf('cancel', actor, null, now),
        })
        await acts.tell('booking.cancelled', changed)
        return changed
      })
      return view(cancelled, now)
    },

    async checkIn(actor, id, { version, hallCode: shown }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'check_in', version)
      const [desk, own] = [await desks.find(scope, row.deskId), await settings.of(row.communityId)]
      const from = (row.startsAt?.getTime() ?? 0) - own.checkInMinutes * 60_000
      if (now.getTime() < from || row.day !== dayOf(now))
        throw new AppError('slot_closed', { details: { reason: 'too-far' } })
      if (!desk || hallCode(desk, row.day) !== shown) throw new AppError('hall_code_wrong')
      return view(await queue.checkIn(actor, scope, row, own, now, null), now)
    },

    async leave(actor, id, version) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'leave', version)
      const left = await uow.run(() =>
        acts.change(scope, row, 'leave', {
          set: { status: 'cancelled' },
          unset: ['holds', 'remindAt'],
          history: entryOf('leave', actor, null, now),
        }),
      )
      return view(left, now)
    },

    async rate(actor, id, { version, score, comment }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'rate', version)
      if (row.rating !== undefined) refuseStatus(row.status, [])
      const rated = await uow.run(() =>
        acts.change(scope, row, 'rate', {
          set: { rating: { score, comment, at: now } },
          history: entryOf('rate', actor, null, now),
        }),
      )
      return view(rated, now)
    },
  }
}
