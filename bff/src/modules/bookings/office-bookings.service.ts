import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import type { DeskChange } from '@linli/shared/bookings/desks.schema'
import type { GroupWish } from '@linli/shared/bookings/rooms.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import type { Answer } from '@linli/shared/services/questions.rules'
import { holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { FileRef } from '../../platform/files/file-ref'
import { refuseStatus } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import type { BookingActs } from './booking-acts'
import type { BookingAnswers } from './booking-answers'
import type { BookingPeople } from './bookings.ports'
import { presentForDesk } from './bookings.presenter'
import type { BookingsRepository } from './bookings.repository'
import type { BookingSettingsSource } from './bookings.settings'
import type { Cancellations } from './cancellations'
import type { DesksService } from './desks.service'
import type { Guests } from './guests'
import type { Movings } from './movings'
import { officeRole, type OfficeReach } from './office-reach'
import type { Reservations } from './reservations'
import { refuseGroup, timesBehind } from './room-times'
import type { Seats } from './seats'
import { givenSeats } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** More than a community ever has to call. */
const MOST_OUTSIDE = 500

/** What the office does with bookings beside the queue. */
export interface OfficeBookingsService {
  /**
   * Takes a seat for somebody of the roll who calls. The rest after missed bookings does not hold here: the phone and
   * the counter stay open (product §3.4); what the item asks is asked here too, and for a room who comes and what for.
   * A room is had at once: the office has said yes. Whoever has an account finds the booking there and is told.
   */
  bookFor(
    actor: Actor,
    wish: {
      slotId: string
      serviceCode: string
      personId: string
      answers?: readonly Answer[] | undefined
      group?: GroupWish | undefined
      moreSlotIds?: readonly string[] | undefined
    },
  ): Promise<DeskBookingView>
  /** Gives a booking back for somebody who calls, until its time; with `rest` the later visits of its series. */
  cancel(
    actor: Actor,
    id: string,
    wish: { version: number; rest?: boolean | undefined },
  ): Promise<DeskBookingView>
  /** Another time for somebody who calls, or for a room, until its time; the person is told. */
  move(
    actor: Actor,
    id: string,
    wish: { version: number; slotId: string; moreSlotIds?: readonly string[] | undefined },
  ): Promise<DeskBookingView>
  /** Bookings a change of hours would leave outside; nothing is changed. */
  preview(actor: Actor, deskId: string, change: DeskChange): Promise<{ items: DeskBookingView[] }>
  /** Asks for another time for those of a desk that lie outside its hours; answers how many of them do. */
  offerTimes(actor: Actor, deskId: string, bookingIds: readonly string[]): Promise<{ asked: number }>
  /** Bookings at times the present hours do not offer any more, soonest first. */
  outside(actor: Actor, deskId: string): Promise<{ items: DeskBookingView[] }>
}

export function createOfficeBookingsService(deps: {
  bookings: Pick<BookingsRepository, 'holdingAt'>
  slots: Pick<SlotsRepository, 'shutOf'>
  setUp: Pick<DesksService, 'leftOutside'>
  acts: Pick<BookingActs, 'wantOtherTime'>
  uow: UnitOfWork
  seats: Seats
  reach: OfficeReach
  reservations: Reservations
  guests: Guests
  answers: Pick<BookingAnswers, 'check'>
  cancellations: Cancellations
  movings: Movings
  people: Pick<BookingPeople, 'accountOfPerson'>
  settings: BookingSettingsSource
  present: (ref: FileRef) => FileView
  audit: Audit
  clock: Clock
}): OfficeBookingsService {
  const {
    bookings,
    slots,
    setUp,
    acts,
    uow,
    seats,
    reach,
    reservations,
    guests,
    cancellations,
    movings,
    people,
    settings,
    audit,
    clock,
  } = deps

  const view = (actor: Actor, row: BookingRow): DeskBookingView =>
    presentForDesk(row, {
      mayPardon: holds(actor, bookingPermissions.pardon.roles, row.communityId),
      now: clock.now(),
      present: deps.present,
    })

  const record = (
    actor: Actor,
    action: 'booking.book' | 'booking.move' | 'booking.cancel',
    { _id: targetId, communityId, version }: BookingRow,
  ) => audit.record({ actor, action, communityId, targetType: 'booking', targetId, detail: { version } })

  /** A booking that has not begun: after that who did not come has missed it. */
  async function ahead(actor: Actor, id: string) {
    const found = await reach.booking(actor, id, 'serve')
    const { startsAt, status } = found.row
    if (startsAt && startsAt <= clock.now()) refuseStatus(status, [])
    return found
  }

  async function shutBookings(scope: Scope, deskId: string, now: Date): Promise<BookingRow[]> {
    const shut = await slots.shutOf(scope, deskId, now)
    const slotIds = shut.filter((slot) => givenSeats(slot).length > 0).map(({ _id }) => _id)
    return slotIds.length === 0 ? [] : bookings.holdingAt(scope, slotIds, MOST_OUTSIDE)
  }

  return {
    async bookFor(actor, { slotId, serviceCode, personId, answers = [], group, moreSlotIds = [] }) {
      const now = clock.now()
      const seat = await seats.find(slotId, now)
      const { desk, scope } = await reach.desk(actor, seat.desk._id)
      const { communityId } = desk
      const item = await reservations.item(desk, serviceCode)
      deps.answers.check(item.service.questions ?? [], answers)
      refuseGroup(desk, group)
      const more = await timesBehind(seats, seat, moreSlotIds, now)
      const own = await settings.of(communityId)
      const guest = await guests.ofOffice(scope, own, personId)
      const role = officeRole(actor, communityId)
      const accountId = (await people.accountOfPerson(communityId, personId))?.accountId ?? null
      const row = await reservations.reserve(
        seat,
        item,
        guest,
        { actor, role, accountId, answers, more, ...(desk.kind === 'room' && { group }) },
        own,
        now,
        (made) => record(actor, 'booking.book', made),
      )
      return view(actor, row)
    },

    async cancel(actor, id, { version, rest = false }) {
      const { row, scope } = await ahead(actor, id)
      const cancelled = await cancellations.cancel(scope, row, {
        ...{ actor, role: officeRole(actor, row.communityId), version, rest },
        beside: (made) => record(actor, 'booking.cancel', made),
      })
      return view(actor, cancelled)
    },

    async move(actor, id, to) {
      const { row, scope } = await ahead(actor, id)
      const moved = await movings.move(scope, row, {
        ...{ ...to, actor, role: officeRole(actor, row.communityId) },
        beside: (made) => record(actor, 'booking.move', made),
      })
      return view(actor, moved)
    },

    async preview(actor, deskId, change) {
      const rows = await setUp.leftOutside(actor, deskId, change)
      return { items: rows.map((row) => view(actor, row)) }
    },

    async offerTimes(actor, deskId, bookingIds) {
      const { desk, scope } = await reach.desk(actor, deskId)
      const wanted = new Set(bookingIds)
      const rows = (await shutBookings(scope, deskId, clock.now())).filter(({ _id }) => wanted.has(_id))
      await uow.run(async () => {
        for (const row of rows) await acts.wantOtherTime(row)
        await audit.record({
          ...{ actor, communityId: desk.communityId },
          action: 'desk.offer_times',
          targetType: 'desk',
          targetId: deskId,
          detail: { bookings: rows.length },
        })
      })
      return { asked: rows.length }
    },

    async outside(actor, deskId) {
      const { scope } = await reach.desk(actor, deskId)
      const rows = await shutBookings(scope, deskId, clock.now())
      return { items: rows.map((row) => view(actor, row)) }
    },
  }
}
