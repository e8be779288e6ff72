import type { BookingEvent } from '@linli/shared/bookings/bookings.machine'
import type {
  BookingItemView,
  BookingView,
  DeskDayView,
  HallScreenView,
} from '@linli/shared/bookings/bookings.schema'
import { missedStanding, type WaitEstimate } from '@linli/shared/bookings/queue.rules'
import { bookingMachine } from '@linli/shared/bookings/bookings.machine'
import { seatsLeft, outsideWindow } from '@linli/shared/bookings/slots.rules'
import { sourcesOf } from '@linli/shared/machine'
import { yearsOn } from '@linli/shared/people/age.rules'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { humanNumber, type Counters } from '../../platform/counters'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import { missedNotice, type BookingTold } from './bookings.messages'
import { deskScope, ownScope } from './bookings.policy'
import type {
  BookingCalendars,
  BookingGuides,
  BookingKin,
  BookingPeople,
  BookingRoll,
  BookingSpace,
} from './bookings.ports'
import { presentBooking, presentItem } from './bookings.presenter'
import type { BookingChange, BookingsRepository } from './bookings.repository'
import { nextReminder, type BookingSettings, type BookingSettingsSource } from './bookings.settings'
import type { DesksRepository } from './desks.repository'
import { hallCode } from './hall-code'
import type { QueueFacts } from './queue-facts'
import { refuseTwice, type Seat, type Seats } from './seats'
import { dayReason } from './slot-making'
import type { SlotsRepository } from './slots.repository'

const DAYS_SHOWN = 14
const SHOWN_ON_SCREEN = 6
const DAY_MS = 86_400_000

export interface BookingsService {
  /** Days of a desk with what is left; a day that cannot be booked says why. */
  slots(query: { deskId: string; from?: string | undefined; days?: number | undefined }): Promise<{
    deskId: string
    deskName: string
    place: string
    days: DeskDayView[]
  }>
  screen(deskId: string): Promise<HallScreenView>
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
}

export interface BookingsDeps {
  readonly bookings: BookingsRepository
  readonly desks: DesksRepository
  readonly slots: SlotsRepository
  readonly seats: Seats
  readonly queue: QueueFacts
  readonly guides: BookingGuides
  readonly settings: BookingSettingsSource
  readonly calendars: BookingCalendars
  readonly space: BookingSpace
  readonly people: BookingPeople
  readonly roll: BookingRoll
  readonly kin: BookingKin
  readonly counters: Counters
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
  readonly ids: Ids
}

/** For whom a booking is, as far as the desk needs to know. */
interface Guest {
  readonly personKey: string
  readonly forSelf: boolean
  readonly forLabel: string
  readonly elder: boolean
}

/** Bookings as residents make and follow them. */
export function createBookingsService(deps: BookingsDeps): BookingsService {
  const { bookings, desks, slots, seats, queue, guides, settings, calendars } = deps
  const { space, people, roll, kin, counters, uow, outbox, clock, ids } = deps

  async function guestOf(
    actor: Actor,
    scope: Scope,
    own: BookingSettings,
    forPersonId?: string,
  ): Promise<Guest> {
    const forSelf = forPersonId === undefined || forPersonId === actor.personId
    if (!forSelf) {
      // Who has not agreed does not exist for the one who asks.
      const agreed =
        actor.personId !== null && (await kin.mayActFor(scope, actor.personId, forPersonId, 'bookings'))
      if (!agreed) throw new AppError('not_found')
    }
    const personId = forPersonId ?? actor.personId
    if (personId === null)
      return { personKey: actor.accountId, forSelf: true, forLabel: '本人', elder: false }
    const [person, labels] = [
      await roll.person(scope, personId),
      await people.residentLabels(scope, [personId]),
    ]
    const age = person?.birthDate == null ? null : yearsOn(person.birthDate, dayOf(clock.now()))
    return {
      personKey: personId,
      forSelf,
      forLabel: labels.get(personId)?.text ?? '本人',
      elder: age !== null && age >= own.elderAge,
    }
  }

  /** When booking online rests until after missed bookings, with what is said about it. */
  async function missedOf(scope: Scope, personKey: string, own: BookingSettings, now: Date) {
    const since = new Date(now.getTime() - own.missedDays * DAY_MS)
    const { count, last } = await bookings.countMissed(scope, personKey, since)
    const standing = missedStanding(count, { warnAt: own.missedWarnAt, limitAt: own.missedLimitAt })
    const until = last === null ? null : new Date(last.getTime() + own.restDays * DAY_MS)
    const resting = standing === 'limited' && until !== null && until > now ? until : null
    return { resting, notice: missedNotice(count, resting, own) }
  }

  async function view(row: BookingRow, now: Date): Promise<BookingView> {
    const scope = deskScope(row.communityId)
    const own = await settings.of(row.communityId)
    const desk = await desks.find(scope, row.deskId)
    const before = (minutes: number): Date | null =>
      row.startsAt ? new Date(row.startsAt.getTime() - minutes * 60_000) : null
    const ahead = row.status === 'waiting' ? await bookings.countAhead(scope, row) : 0
    const estimate: WaitEstimate | null =
      row.status === 'waiting' ? await queue.estimate(scope, row, ahead) : null
    const notice =
      row.status === 'missed' && row.personKey !== undefined
        ? (await missedOf(scope, row.personKey, own, now)).notice
        : ''
    return presentBooking(row, {
      now,
      changeUntil: desk && before(desk.changeMinutes),
      checkInFrom: before(own.checkInMinutes),
      ...{ ahead, estimate, notice },
    })
  }

  async function ownBooking(actor: Actor, id: string): Promise<{ row: BookingRow; scope: Scope }> {
    const row = await bookings.findOwn(id, actor.accountId)
    if (!row) throw new AppError('not_found')
    return { row, scope: deskScope(row.communityId) }
  }

  function refuseMoved(row: BookingRow, event: BookingEvent, version: number): void {
    const allowedFrom = sourcesOf(bookingMachine, event)
    if (!allowedFrom.includes(row.status))
      throw new AppError('invalid_status', { details: { current: row.status, allowedFrom } })
    if (row.version !== version) throw new AppError('version_conflict')
  }

  const tell = (type: BookingTold, row: BookingRow) =>
    outbox.add({
      type,
      aggregateId: row._id,
      communityId: row.communityId,
      payload: { version: row.version },
    })

  const entry = (event: BookingEvent | 'book', actor: Actor, now: Date): BookingRow['history'][number] => ({
    event,
    byAccountId: actor.accountId,
    byRole: null,
    at: now,
  })

  /** Inside a unit of work: one guarded write, or 404 or 409 from what is there now. */
  async function change(
    scope: Scope,
    row: BookingRow,
    event: BookingEvent,
    version: number,
    changes: BookingChange,
  ): Promise<BookingRow> {
    const changed = await bookings.change(scope, row._id, event, version, changes)
    if (changed) return changed
    const current = await bookings.find(scope, row._id)
    if (!current) throw new AppError('not_found')
    refuseMoved(current, event, version)
    throw new AppError('version_conflict')
  }

  async function refuseLate(scope: Scope, row: BookingRow, now: Date): Promise<void> {
    const desk = await desks.find(scope, row.deskId)
    const until = desk && row.startsAt && row.startsAt.getTime() - desk.changeMinutes * 60_000
    if (until !== null && until !== undefined && now.getTime() > until)
      throw new AppError('slot_closed', { details: { reason: 'too-soon' } })
  }

  const seatFacts = ({ desk }: Seat) => ({ deskId: desk._id, deskName: desk.name, place: desk.place })

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
            left: ofDay.reduce((sum, row) => sum + seatsLeft(row, false), 0),
            slots: ofDay.map((row) => ({
              id: row._id,
              startsAt: row.startsAt.toISOString(),
              endsAt: row.endsAt.toISOString(),
              left: seatsLeft(row, false),
              leftForElders: seatsLeft(row, true),
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

    async mine(actor, { filter = 'coming', cursor, limit = PAGE_ROWS }) {
      const [day, id] = cursor === undefined ? [] : decodeCursor(cursor, ['string', 'string'])
      const after = day === undefined || id === undefined ? null : { day, id }
      const today = dayOf(clock.now())
      const found = await bookings.listOwn(ownScope(actor), actor.accountId, {
        coming: filter === 'coming',
        today,
        after,
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
      await seats.refuseFull(seat, now)
      const scope = deskScope(communityId)
      const guide = await guides.guide(communityId, serviceCode)
      if (!guide?.offered || !seat.desk.serviceCodes.includes(serviceCode)) throw new AppError('not_found')
      const own = await settings.of(communityId)
      const guest = await guestOf(actor, scope, own, forPersonId)
      const { resting } = await missedOf(scope, guest.personKey, own, now)
      if (resting) throw new AppError('booking_limited', { details: { until: resting.toISOString() } })
      const community = await space.community(communityId)
      const number = humanNumber(
        `${community?.code ?? ''}-Y`,
        now,
        await counters.next(`booking:${communityId}:${dayOf(now)}`),
      )
      const bookingId = ids.next('bkg')
      const { slot } = seat
      const row = await seats.holding(seat, bookingId, guest.elder, now, async () => {
        const remindAt = nextReminder(own, slot.startsAt, now)
        const made: BookingRow = {
          _id: bookingId,
          communityId,
          number,
          ...seatFacts(seat),
          service: {
            code: guide.code,
            label: guide.label,
            version: guide.version,
            materials: guide.materials.map(({ name, need }) => ({ name, need })),
          },
          ...{ slotId, startsAt: slot.startsAt, endsAt: slot.endsAt, day: slot.day },
          accountId: actor.accountId,
          ...guest,
          status: 'booked',
          version: 1,
          holds: true,
          outcome: null,
          missing: '',
          ...(remindAt ? { remindAt } : {}),
          history: [entry('book', actor, now)],
        }
        await bookings.insert(made).catch(refuseTwice)
        await tell('booking.booked', made)
        return made
      })
      return view(row, now)
    },

    async get(actor, id) {
      const { row } = await ownBooking(actor, id)
      return view(row, clock.now())
    },

    async move(actor, id, { version, slotId }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseMoved(row, 'move', version)
      await refuseLate(scope, row, now)
      const seat = await seats.find(slotId, now)
      if (seat.desk.communityId !== row.communityId || !seat.desk.serviceCodes.includes(row.service.code))
        throw new AppError('slot_closed', { details: { reason: 'shut' } })
      const own = await settings.of(row.communityId)
      const { slot } = seat
      const { slotId: from } = row
      if (from === undefined || from === slotId) throw new AppError('booked_already')
      const moved = await seats.moving(from, seat, id, row.elder, now, async () => {
        const remindAt = nextReminder(own, slot.startsAt, now)
        const changed = await change(scope, row, 'move', version, {
          set: {
            ...seatFacts(seat),
            ...{ slotId, startsAt: slot.startsAt, endsAt: slot.endsAt, day: slot.day },
            ...(remindAt ? { remindAt } : {}),
          },
          ...(remindAt ? {} : { unset: ['remindAt'] }),
          history: entry('move', actor, now),
        }).catch(refuseTwice)
        await tell('booking.moved', changed)
        return changed
      })
      return view(moved, now)
    },

    async cancel(actor, id, version) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseMoved(row, 'cancel', version)
      await refuseLate(scope, row, now)
      const { slotId: from } = row
      if (from === undefined) throw new AppError('not_found')
      const cancelled = await seats.givingUp(from, scope, id, async () => {
        const changed = await change(scope, row, 'cancel', version, {
          set: { status: 'cancelled' },
          unset: ['holds', 'remindAt'],
          history: entry('cancel', actor, now),
        })
        await tell('booking.cancelled', changed)
        return changed
      })
      return view(cancelled, now)
    },

    async checkIn(actor, id, { version, hallCode: shown }) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseMoved(row, 'check_in', version)
      const [desk, own] = [await desks.find(scope, row.deskId), await settings.of(row.communityId)]
      const from = (row.startsAt?.getTime() ?? 0) - own.checkInMinutes * 60_000
      if (now.getTime() < from || row.day !== dayOf(now))
        throw new AppError('slot_closed', { details: { reason: 'too-far' } })
      if (!desk || hallCode(desk, row.day) !== shown) throw new AppError('hall_code_wrong')
      return view(await queue.checkIn(actor, scope, row, version, own, now, null), now)
    },

    async leave(actor, id, version) {
      const now = clock.now()
      const { row, scope } = await ownBooking(actor, id)
      refuseMoved(row, 'leave', version)
      const left = await uow.run(() =>
        change(scope, row, 'leave', version, {
          set: { status: 'cancelled' },
          unset: ['holds', 'remindAt'],
          history: entry('leave', actor, now),
        }),
      )
      return view(left, now)
    },
  }
}
