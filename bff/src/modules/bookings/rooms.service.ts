import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import { bookingLimits } from '@linli/shared/bookings/bookings.parts.schema'
import type { DeskBookingView, DeskMonthView } from '@linli/shared/bookings/hall.schema'
import type { FileView } from '@linli/shared/files/files.schema'
import { addDays, dayOf } from '@linli/shared/time'
import { holds as holdsRole, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { FileRef } from '../../platform/files/file-ref'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import { entryOf, refuseEvent, type BookingActs } from './booking-acts'
import { presentForDesk } from './bookings.presenter'
import type { BookingsRepository } from './bookings.repository'
import { nextReminder, type BookingSettingsSource } from './bookings.settings'
import { officeRole, type OfficeReach } from './office-reach'
import type { Seats } from './seats'
import { slotIdsOf } from './slot-seats'

/** Rooms that are asked for: the time is held until the office says yes or no. */
export interface RoomsService {
  requests(actor: Actor, deskId: string): Promise<{ items: DeskBookingView[] }>
  /** The 31 days of a desk from a day on (today when nothing is said), soonest first. */
  month(actor: Actor, deskId: string, from?: string): Promise<DeskMonthView>
  approve(actor: Actor, id: string, version: number): Promise<DeskBookingView>
  /** The time is free again; the reason is told. */
  refuse(actor: Actor, id: string, answer: { version: number; reason: string }): Promise<DeskBookingView>
}

export function createRoomsService(deps: {
  bookings: Pick<BookingsRepository, 'requestsOf' | 'standingIn'>
  reach: OfficeReach
  seats: Pick<Seats, 'givingUp'>
  acts: BookingActs
  settings: BookingSettingsSource
  present: (ref: FileRef) => FileView
  audit: Audit
  uow: UnitOfWork
  clock: Clock
}): RoomsService {
  const { bookings, reach, seats, acts, settings, present, audit, uow, clock } = deps

  const view = (actor: Actor, row: BookingRow, now: Date): DeskBookingView =>
    presentForDesk(row, {
      mayPardon: holdsRole(actor, bookingPermissions.pardon.roles, row.communityId),
      ...{ now, present },
    })

  const record = (actor: Actor, action: 'booking.approve' | 'booking.refuse', row: BookingRow) =>
    audit.record({
      ...{ actor, action, communityId: row.communityId },
      ...{ targetType: 'booking', targetId: row._id },
      detail: { version: row.version, status: row.status },
    })

  const begins = ({ startsAt }: BookingRow): number => startsAt?.getTime() ?? 0
  const inOrder = (rows: readonly BookingRow[]): BookingRow[] =>
    rows.toSorted((a, b) => begins(a) - begins(b))

  return {
    async requests(actor, deskId) {
      const { scope } = await reach.desk(actor, deskId)
      const now = clock.now()
      const rows = await bookings.requestsOf(scope, deskId, dayOf(now))
      return { items: inOrder(rows).map((row) => view(actor, row, now)) }
    },

    async month(actor, deskId, from = dayOf(clock.now())) {
      const { desk, scope } = await reach.desk(actor, deskId)
      const now = clock.now()
      const to = addDays(from, bookingLimits.daysShown - 1)
      const rows = await bookings.standingIn(scope, deskId, from, to)
      return {
        ...{ deskId, from, to },
        rooms: (desk.rooms ?? []).map(({ id, name }) => ({ id, name })),
        items: inOrder(rows).map((row) => view(actor, row, now)),
      }
    },

    async approve(actor, id, version) {
      const { row, scope } = await reach.booking(actor, id, 'serve')
      refuseEvent(row, 'approve', version)
      const now = clock.now()
      const own = await settings.of(row.communityId)
      const remindAt = row.startsAt ? nextReminder(own, row.startsAt, now) : null
      const approved = await uow.run(async () => {
        const next = await acts.change(scope, row, 'approve', {
          set: { status: 'booked', ...(remindAt && { remindAt }) },
          history: entryOf('approve', actor, officeRole(actor, row.communityId), now),
        })
        await record(actor, 'booking.approve', next)
        await acts.tell('booking.booked', next)
        return next
      })
      return view(actor, approved, now)
    },

    async refuse(actor, id, { version, reason }) {
      const { row, scope } = await reach.booking(actor, id, 'serve')
      refuseEvent(row, 'refuse', version)
      const now = clock.now()
      const refused = await seats.givingUp(slotIdsOf(row), scope, id, async () => {
        const next = await acts.change(scope, row, 'refuse', {
          set: { status: 'refused', refusal: reason },
          unset: ['holds', 'remindAt'],
          history: entryOf('refuse', actor, officeRole(actor, row.communityId), now),
        })
        await record(actor, 'booking.refuse', next)
        await acts.tell('booking.refused', next)
        return next
      })
      return view(actor, refused, now)
    },
  }
}
