import type { BookingItemView } from '@linli/shared/bookings/bookings.parts.schema'
import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { WaitEstimate } from '@linli/shared/bookings/queue.rules'
import type { GroupWish } from '@linli/shared/bookings/rooms.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { seatPools } from '@linli/shared/bookings/slots.rules'
import type { Answer } from '@linli/shared/services/questions.rules'
import { addDays, dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { createRushGate } from '../../platform/rush-gate'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { FileRef } from '../../platform/files/file-ref'
import type { BookingAnswers } from './booking-answers'
import { asSeenBy, type BookingOwners } from './booking-owners'
import type { BookingRow } from './booking.model'
import { nearSentence, nearTitle } from './bookings.messages'
import { entryOf, refuseEvent, refuseUnqueued, type BookingActs } from './booking-acts'
import { deskScope } from './bookings.policy'
import { presentBooking, presentItem } from './bookings.presenter'
import type { BookingsRepository } from './bookings.repository'
import type { BookingSettingsSource } from './bookings.settings'
import type { Cancellations } from './cancellations'
import type { CalendarFilesService } from './calendar-files.service'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import type { Guests } from './guests'
import { hallCode } from './hall-code'
import type { Movings } from './movings'
import { proposalAt, proposalHolder } from './other-times'
import type { QueueFacts } from './queue-facts'
import type { Reservations } from './reservations'
import { refuseGroup, timesBehind } from './room-times'
import type { SeatHolds } from './seat-holds'
import type { Seats } from './seats'

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
    wish: {
      slotId: string
      serviceCode: string
      forPersonId?: string | undefined
      /** The seat that was kept while the form was filled in; another one is taken when its time is over. */
      holdId?: string | undefined
      answers?: readonly Answer[] | undefined
      /** Who comes to a room; it is then asked for and not booked. */
      group?: GroupWish | undefined
      /** Times of the room right behind the first one: all of them are had, or none. */
      moreSlotIds?: readonly string[] | undefined
    },
  ): Promise<BookingView>
  /** Answers what the item asked when it was booked, or changes that; `validation_failed` names every question. */
  answer(
    actor: Actor,
    id: string,
    given: { version: number; answers: readonly Answer[] },
  ): Promise<BookingView>
  get(actor: Actor, id: string): Promise<BookingView>
  /** Another time; a room is asked for anew. */
  move(
    actor: Actor,
    id: string,
    wish: { version: number; slotId: string; moreSlotIds?: readonly string[] | undefined },
  ): Promise<BookingView>
  /** Takes or declines the time that is offered instead of one that is not open any more. */
  otherTime(actor: Actor, id: string, answer: { version: number; agrees: boolean }): Promise<BookingView>
  /** With `rest` all later visits of the same series go with it. */
  cancel(
    actor: Actor,
    id: string,
    wish: { version: number; rest?: boolean | undefined },
  ): Promise<BookingView>
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
  readonly bookings: Pick<BookingsRepository, 'countAhead'>
  readonly owners: BookingOwners
  readonly desks: Pick<DesksRepository, 'find'>
  readonly seats: Seats
  readonly holds: SeatHolds
  readonly reservations: Reservations
  readonly guests: Guests
  readonly acts: BookingActs
  readonly cancellations: Cancellations
  readonly movings: Movings
  readonly answers: BookingAnswers
  readonly files: Pick<CalendarFilesService, 'urlOf'>
  readonly present: (ref: FileRef) => FileView
  readonly queue: QueueFacts
  readonly settings: BookingSettingsSource
  readonly uow: UnitOfWork
  readonly clock: Clock
}

/**
 * Those who book in a rush go on together so often (at most so much is added to a booking then): at a hundred a second
 * each read behind it is one for four.
 */
const RUSH_PACE_MS = 40
/** More than these on one day, and the first page is no place for them. */
const NEAR = 2

/** Bookings as residents make and follow them. */
export function createBookingsService(deps: BookingsDeps): BookingsService {
  const {
    bookings,
    owners,
    desks,
    seats,
    holds,
    reservations,
    guests,
    acts,
    cancellations,
    movings,
    answers: answerBook,
    queue,
    files,
    settings,
    uow,
    clock,
  } = deps

  const passInRush = createRushGate(RUSH_PACE_MS)

  /** With the desk, where it has been read already. */
  async function view(actor: Actor, stored: BookingRow, now: Date, known?: DeskRow): Promise<BookingView> {
    const row = asSeenBy(actor, stored)
    const scope = deskScope(row.communityId)
    const own = await settings.of(row.communityId)
    const desk = known ?? (await desks.find(scope, row.deskId))
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
      present: deps.present,
      line: waits ? await queue.line(scope, row) : [],
      ...{ ahead, estimate, notice },
    })
  }

  async function ownBooking(actor: Actor, id: string): Promise<{ row: BookingRow; scope: Scope }> {
    const row = await owners.find(actor, id)
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
      const rows = await owners.list(actor, {
        ...{ coming: true, today: dayOf(now), after: null, limit: NEAR },
      })
      const until = addDays(dayOf(now), 1)
      return rows
        .filter(({ day }) => day <= until)
        .map((row) => ({ id: row._id, title: nearTitle(row), sentence: nearSentence(row, now) }))
    },

    async mine(actor, { filter = 'coming', cursor, limit = PAGE_ROWS }) {
      const [day, id] = cursor === undefined ? [] : decodeCursor(cursor, ['string', 'string'])
      const found = await owners.list(actor, {
        coming: filter === 'coming',
        today: dayOf(clock.now()),
        after: day === undefined || id === undefined ? null : { day, id },
        limit: limit + 1,
      })
      const { rows, nextCursor } = pageOf(found, limit, (last) => [last.day, last._id])
      return { items: rows.map(presentItem), nextCursor }
    },

    async book(actor, { slotId, serviceCode, forPersonId, holdId, answers = [], group, moreSlotIds = [] }) {
      await passInRush()
      const now = clock.now()
      const seat = await seats.find(slotId, now)
      const { communityId } = seat.desk
      // A desk serves its own community; whoever looks at another one looks at that one's desks.
      if (communityId !== actor.communityId) throw new AppError('not_found')
      // Refused first what most of a rush is refused with; the taking itself is the guard.
      if (holdId === undefined) await seats.refuseFull(seat, now)
      const scope = deskScope(communityId)
      const item = await reservations.item(seat.desk, serviceCode)
      answerBook.check(item.service.questions ?? [], answers)
      refuseGroup(seat.desk, group)
      const more = await timesBehind(seats, seat, moreSlotIds, now)
      const own = await settings.of(communityId)
      const guest = await guests.ofResident(actor, scope, own, forPersonId)
      await guests.refuseResting(scope, guest.personKey, own, now)
      const maker = { actor, role: null, accountId: actor.accountId, holdId, answers, group, more }
      return view(actor, await reservations.reserve(seat, item, guest, maker, own, now), now, seat.desk)
    },

    async get(actor, id) {
      const { row } = await ownBooking(actor, id)
      return view(actor, row, clock.now())
    },

    async move(actor, id, to) {
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'move', to.version)
      await refuseLate(scope, row, clock.now())
      return view(actor, await movings.move(scope, row, { ...to, actor, role: null }), clock.now())
    },

    async otherTime(actor, id, { version, agrees }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      const event = agrees ? 'move' : 'decline'
      refuseEvent(row, event, version)
      const proposal = proposalAt(row, now)
      if (!proposal) throw new AppError('invalid_status', { details: { current: 'ended', allowedFrom: [] } })
      const holder = proposalHolder(id)
      if (agrees) {
        const held = await holds.of(holder, proposal.slotId)
        const claim =
          held && (await holds.adopt(holder, held._id, { slotId: proposal.slotId, pools: seatPools }))
        const to = { actor, role: null, version, slotId: proposal.slotId, held: claim }
        return view(actor, await movings.move(scope, row, to), now)
      }
      const declined = await uow.run(() =>
        acts.change(scope, row, event, {
          set: {},
          unset: ['proposal'],
          history: entryOf(event, actor, null, now),
        }),
      )
      await holds.release(holder)
      return view(actor, declined, now)
    },

    async answer(actor, id, { version, answers }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'answer', version)
      await refuseLate(scope, row, now)
      answerBook.check(row.service.questions ?? [], answers)
      const answered = await uow.run(async () =>
        acts.change(scope, row, 'answer', {
          set: { answers: await answerBook.keep(row, actor.accountId, answers, row.answers) },
          history: entryOf('answer', actor, null, now),
        }),
      )
      return view(actor, answered, now)
    },

    async cancel(actor, id, { version, rest = false }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseEvent(row, 'cancel', version)
      await refuseLate(scope, row, now)
      return view(actor, await cancellations.cancel(scope, row, { actor, role: null, version, rest }), now)
    },

    async checkIn(actor, id, { version, hallCode: shown }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseUnqueued(row)
      refuseEvent(row, 'check_in', version)
      const [desk, own] = [await desks.find(scope, row.deskId), await settings.of(row.communityId)]
      const from = (row.startsAt?.getTime() ?? 0) - own.checkInMinutes * 60_000
      if (now.getTime() < from || row.day !== dayOf(now))
        throw new AppError('slot_closed', { details: { reason: 'too-far' } })
      if (!desk || hallCode(desk, row.day) !== shown) throw new AppError('hall_code_wrong')
      return view(actor, await queue.checkIn(actor, scope, row, own, now, null), now)
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
      return view(actor, left, now)
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
      return view(actor, rated, now)
    },
  }
}
