import {
  bookingMachine,
  bookingStatusLabel,
  holdingStatuses,
  type BookingEvent,
} from '@linli/shared/bookings/bookings.machine'
import type {
  BookingItemView,
  BookingView,
  DeskBookingView,
  DeskView,
  TicketLine,
} from '@linli/shared/bookings/bookings.schema'
import type { WaitEstimate } from '@linli/shared/bookings/queue.rules'
import { can } from '@linli/shared/machine'
import { dayOf } from '@linli/shared/time'
import { qrPath } from '../../platform/qr'
import type { BookingRow } from './booking.model'
import type { DeskRow } from './desk.model'

const live: ReadonlySet<BookingRow['status']> = new Set(holdingStatuses)
const ratingOf = ({ rating }: BookingRow) =>
  rating === undefined ? null : { score: rating.score, comment: rating.comment }
const iso = (at: Date | undefined): string | null => at?.toISOString() ?? null

export function presentItem(row: BookingRow): BookingItemView {
  return {
    id: row._id,
    number: row.number,
    version: row.version,
    status: row.status,
    statusLabel: bookingStatusLabel[row.status],
    service: { code: row.service.code, label: row.service.label },
    deskId: row.deskId,
    deskName: row.deskName,
    place: row.place,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    forSelf: row.forSelf,
    forLabel: row.forLabel,
  }
}

/** What depends on the moment and on the queue. */
export interface Standing {
  readonly now: Date
  readonly changeUntil: Date | null
  readonly checkInFrom: Date | null
  readonly ahead: number
  readonly estimate: WaitEstimate | null
  readonly line: TicketLine[]
  /** Opens the booking as a calendar file. */
  readonly icsUrl: string
  readonly notice: string
}

export function presentBooking(row: BookingRow, standing: Standing): BookingView {
  const { now, changeUntil, checkInFrom } = standing
  const changeable = row.status === 'booked' && changeUntil !== null && now <= changeUntil
  const may = (event: BookingEvent): boolean => can(bookingMachine, row.status, event)
  return {
    ...presentItem(row),
    serviceVersion: row.service.version,
    materials: row.service.materials.map(({ name, need }) => ({ name, need })),
    changeUntil: changeUntil?.toISOString() ?? null,
    ticket:
      row.queueNumber === undefined
        ? null
        : {
            queueNumber: row.queueNumber,
            ahead: standing.ahead,
            line: standing.line,
            estimate: standing.estimate,
            calledAt: iso(row.calledAt),
          },
    icsUrl: row.status === 'booked' ? standing.icsUrl : null,
    qr: live.has(row.status) ? qrPath(row.number) : null,
    outcome: row.outcome,
    rating: ratingOf(row),
    missing: row.missing,
    notice: standing.notice,
    abilities: {
      move: changeable,
      cancel: changeable,
      checkIn: may('check_in') && checkInFrom !== null && now >= checkInFrom && row.day === dayOf(now),
      leave: may('leave'),
      rate: may('rate') && row.rating === undefined,
    },
  }
}

export function presentForDesk(
  row: BookingRow,
  { mayPardon, today }: { mayPardon: boolean; today: string },
): DeskBookingView {
  const may = (event: BookingEvent): boolean => can(bookingMachine, row.status, event)
  return {
    ...presentItem(row),
    queueNumber: row.queueNumber ?? null,
    elder: row.elder,
    calledAt: iso(row.calledAt),
    outcome: row.outcome,
    missing: row.missing,
    abilities: {
      admit: may('check_in') && row.day === today,
      recall: may('recall') || row.status === 'skipped',
      skip: may('skip'),
      finish: may('finish'),
      transfer: may('transfer'),
      miss: may('miss') && row.day <= today,
      pardon: mayPardon && may('pardon'),
    },
  }
}

export function presentDesk(row: DeskRow, outside: number): DeskView {
  const { _id: id, communityId, version, active, name, place, serviceCodes, plan, pattern, shares } = row
  return {
    ...{ id, communityId, version, active, name, place, outside },
    serviceCodes: [...serviceCodes],
    plan: {
      weekly: plan.weekly.map((intervals) => intervals.map(({ from, to }) => ({ from, to }))),
      closedOnHolidays: plan.closedOnHolidays,
      makeupAs: plan.makeupAs,
      exceptions: plan.exceptions.map(({ day, intervals, reason }) => ({
        day,
        reason,
        intervals: intervals.map(({ from, to }) => ({ from, to })),
      })),
    },
    pattern: { lengthMinutes: pattern.lengthMinutes, bufferMinutes: pattern.bufferMinutes },
    shares: { capacity: shares.capacity, walkIn: shares.walkIn, elder: shares.elder },
    window: {
      leadMinutes: row.window.leadMinutes,
      horizonDays: row.window.horizonDays,
      horizonUnit: row.window.horizonUnit,
    },
    changeMinutes: row.changeMinutes,
  }
}
