import {
  bookingMachine,
  bookingStatusText,
  holdingStatuses,
  type BookingEvent,
} from '@linli/shared/bookings/bookings.machine'
import type { BookingItemView } from '@linli/shared/bookings/bookings.parts.schema'
import type { BookingView, TicketLine } from '@linli/shared/bookings/bookings.schema'
import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { noRelease } from '@linli/shared/bookings/slots.rules'
import type { WaitEstimate } from '@linli/shared/bookings/queue.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { can } from '@linli/shared/machine'
import { dayOf } from '@linli/shared/time'
import { qrPath } from '../../platform/qr'
import type { FileRef } from '../../platform/files/file-ref'
import { deskNameOf } from './named-rooms'
import { isQueued, mayFinishUncalled } from './booking-acts'
import { presentAnswers } from './booking-answers'
import type { BookingRow } from './booking.model'
import { proposalAt } from './other-times'
import type { DeskCheck, DeskRow } from './desk.model'

const live: ReadonlySet<BookingRow['status']> = new Set(holdingStatuses)
const ratingOf = ({ rating }: BookingRow) =>
  rating === undefined ? null : { score: rating.score, comment: rating.comment }
const iso = (at: Date | undefined): string | null => at?.toISOString() ?? null

const presentSeries = ({ series }: BookingRow): BookingView['series'] =>
  series ? { weeks: series.weeks, place: series.place, of: series.of } : null

export function presentItem(row: BookingRow): BookingItemView {
  return {
    id: row._id,
    number: row.number,
    version: row.version,
    status: row.status,
    statusLabel: bookingStatusText(row.status, row.group !== undefined),
    service: { code: row.service.code, label: row.service.label },
    deskId: row.deskId,
    deskName: deskNameOf(row),
    place: row.place,
    room: row.room ? { id: row.room.id, name: row.room.name } : null,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    forSelf: row.forSelf,
    forLabel: row.forLabel,
    atHome: row.atHome === true,
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
  /** Addresses of photos. */
  readonly present: (ref: FileRef) => FileView
}

const presentGroup = ({ group, refusal = '' }: BookingRow): Pick<BookingView, 'group' | 'refusal'> => ({
  group: group ? { purpose: group.purpose, heads: group.heads, organisation: group.organisation } : null,
  refusal,
})

function presentProposal(row: BookingRow, now: Date): BookingView['proposal'] {
  const proposal = proposalAt(row, now)
  return proposal
    ? {
        startsAt: proposal.startsAt.toISOString(),
        endsAt: proposal.endsAt.toISOString(),
        ...{ deskName: proposal.deskName, place: proposal.place },
        until: proposal.until.toISOString(),
      }
    : null
}

export function presentBooking(row: BookingRow, standing: Standing): BookingView {
  const { now, changeUntil, checkInFrom } = standing
  const inTime = changeUntil !== null && now <= changeUntil
  const changeable = row.status === 'booked' && inTime
  const asked = row.status === 'requested' && inTime
  const may = (event: BookingEvent): boolean => can(bookingMachine, row.status, event)
  const comes = isQueued(row)
  return {
    ...presentItem(row),
    serviceVersion: row.service.version,
    materials: row.service.materials.map(({ name, need }) => ({ name, need })),
    forms: (row.service.forms ?? []).map(standing.present),
    answers: presentAnswers(row, standing.present),
    ...presentGroup(row),
    proposal: presentProposal(row, now),
    series: presentSeries(row),
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
    qr: comes && live.has(row.status) && row.status !== 'requested' ? qrPath(row.number) : null,
    outcome: row.outcome,
    rating: ratingOf(row),
    missing: row.missing,
    documents: (row.documents ?? []).map(standing.present),
    notice: standing.notice,
    abilities: {
      move: changeable || asked,
      answer: changeable && (row.service.questions ?? []).length > 0,
      cancel: changeable || asked,
      checkIn:
        comes && may('check_in') && checkInFrom !== null && now >= checkInFrom && row.day === dayOf(now),
      leave: may('leave'),
      rate: may('rate') && row.rating === undefined,
    },
  }
}

/** Who looks, and when. */
export interface DeskStanding {
  readonly mayPardon: boolean
  readonly now: Date
  readonly present: (ref: FileRef) => FileView
}

export function presentForDesk(row: BookingRow, { mayPardon, now, present }: DeskStanding): DeskBookingView {
  const today = dayOf(now)
  const isAhead = row.startsAt !== undefined && row.startsAt > now
  const may = (event: BookingEvent): boolean => can(bookingMachine, row.status, event)
  return {
    ...presentItem(row),
    queueNumber: row.queueNumber ?? null,
    elder: row.elder,
    calledAt: iso(row.calledAt),
    answers: presentAnswers(row, present),
    ...presentGroup(row),
    proposal: presentProposal(row, now),
    series: presentSeries(row),
    outcome: row.outcome,
    missing: row.missing,
    documents: (row.documents ?? []).map(present),
    abilities: {
      decide: may('approve'),
      cancel: may('cancel') && isAhead,
      move: may('move') && isAhead,
      admit: may('check_in') && row.day === today && isQueued(row),
      recall: may('recall') || row.status === 'skipped',
      skip: may('skip'),
      finish: may('finish') && (row.status !== 'booked' || mayFinishUncalled(row, now)),
      transfer: may('transfer'),
      miss: may('miss') && row.day <= today && !isAhead,
      pardon: mayPardon && may('pardon'),
    },
  }
}

const presentCheck = ({ at, times }: DeskCheck): DeskView['check'] => ({
  at: at.toISOString(),
  times: times.map(({ startsAt, noBooking, noSeat, countOff }) => ({
    ...{ startsAt: startsAt.toISOString(), noBooking, noSeat, countOff },
  })),
})

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
    kind: row.kind ?? 'counter',
    mostHeads: row.mostHeads ?? null,
    mostVisits: row.mostVisits ?? null,
    rooms: (row.rooms ?? []).map(({ id: roomId, name: called }) => ({ id: roomId, name: called })),
    needs: (row.needs ?? []).map(({ deskId, count }) => ({ deskId, count })),
    release: row.release ?? noRelease,
    check: row.check ? presentCheck(row.check) : null,
  }
}
