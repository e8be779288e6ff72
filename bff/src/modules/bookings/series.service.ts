import type { BookingItemView } from '@linli/shared/bookings/bookings.parts.schema'
import {
  faultOfSeries,
  planSeries,
  seriesFaultWords,
  type OfferedTime,
  type PlannedVisit,
  type SeriesWeeks,
  type SeriesWish,
} from '@linli/shared/bookings/series.rules'
import type { SeriesPlanView } from '@linli/shared/bookings/series.schema'
import { lastBookableDay, outsideAt } from '@linli/shared/bookings/slots.rules'
import { freeNumber } from '@linli/shared/services/limits.rules'
import type { Answer } from '@linli/shared/services/questions.rules'
import { addDays, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { BookingRow } from './booking.model'
import type { BookingAnswers } from './booking-answers'
import type { BookingActs } from './booking-acts'
import { deskScope } from './bookings.policy'
import type { BookingCalendars, BookingPeople } from './bookings.ports'
import { presentItem } from './bookings.presenter'
import type { BookingsRepository } from './bookings.repository'
import type { BookingSettingsSource } from './bookings.settings'
import type { DeskRow } from './desk.model'
import { freeIn } from './desk-times.service'
import type { Guest, Guests } from './guests'
import type { Means } from './means'
import { officeRole, type OfficeReach } from './office-reach'
import type { Maker, OfferedItem, Reservations } from './reservations'
import type { Seat } from './seat-finder'
import type { Seats } from './seats'
import { dayReason } from './slot-making'
import type { SlotsRepository } from './slots.repository'

/** Times somebody confirms for one matter. */
export interface SeriesTimes {
  readonly serviceCode: string
  readonly weeks: SeriesWeeks
  readonly slotIds: readonly string[]
  readonly answers?: readonly Answer[] | undefined
}

interface PlanWish {
  readonly serviceCode: string
  readonly weeks: number
  readonly visits: number
}

/**
 * Visits every week or every other week, asked for at once. Each is a booking of its own and is moved, cancelled,
 * reminded of and ended by itself; what they have in common is that all were taken or none. `series_refused` where the
 * desk takes no series, or the person has as many visits of the matter before him as it takes.
 */
export interface SeriesService {
  plan(
    actor: Actor,
    slotId: string,
    wish: PlanWish & { forPersonId?: string | undefined },
  ): Promise<SeriesPlanView>
  ask(
    actor: Actor,
    wish: SeriesTimes & { forPersonId?: string | undefined },
  ): Promise<{ items: BookingItemView[] }>
  /** For somebody of the roll; the rest after missed bookings does not hold at the counter and on the phone. */
  planFor(actor: Actor, slotId: string, wish: PlanWish & { personId: string }): Promise<SeriesPlanView>
  askFor(actor: Actor, wish: SeriesTimes & { personId: string }): Promise<{ items: BookingItemView[] }>
}

const stateWords = {
  free: '',
  full: '已约满',
  closed: '不开放',
  twice: '这天已经约了',
  far: '还没有放出来',
} as const

export function createSeriesService(deps: {
  bookings: Pick<BookingsRepository, 'openOf'>
  slots: Pick<SlotsRepository, 'offered'>
  means: Means
  seats: Pick<Seats, 'find' | 'holdingAll'>
  reservations: Reservations
  answers: Pick<BookingAnswers, 'check'>
  guests: Guests
  people: Pick<BookingPeople, 'accountOfPerson'>
  reach: OfficeReach
  acts: Pick<BookingActs, 'tell'>
  calendars: BookingCalendars
  settings: BookingSettingsSource
  audit: Audit
  clock: Clock
  ids: Ids
}): SeriesService {
  const { bookings, slots, seats, reservations, guests, reach, settings, clock, ids } = deps

  /** The first time, at a desk that takes series; whatever else it is does not exist for the one who asks. */
  async function first(slotId: string, now: Date): Promise<{ seat: Seat; most: number }> {
    const seat = await seats.find(slotId, now)
    const { kind, mostVisits } = seat.desk
    // A room is asked for; what is asked for cannot be promised week after week.
    if (kind === 'room' || mostVisits === undefined || mostVisits === null)
      throw new AppError('series_refused', { details: { most: 0 } })
    return { seat, most: mostVisits }
  }

  async function offeredAt(desk: DeskRow, from: Date, guest: Guest, now: Date): Promise<OfferedTime[]> {
    const calendar = await deps.calendars.current()
    const until = instantOf(addDays(lastBookableDay(desk.window, calendar, now), 1))
    const outside = outsideAt(desk.window, calendar, now)
    const rows = await slots.offered(deskScope(desk.communityId), desk._id, from, until)
    const needed = await deps.means.of(desk, from, until)
    return rows
      .filter((row) => outside(row) === undefined)
      .map((row) => ({
        ...{ id: row._id, day: row.day, startsAt: row.startsAt, endsAt: row.endsAt },
        free: freeIn(desk, row, needed(row), guest.elder, now) > 0,
      }))
  }

  async function planned(
    { seat, most }: { seat: Seat; most: number },
    wish: SeriesWish & { serviceCode: string },
    guest: Guest,
    now: Date,
  ): Promise<SeriesPlanView> {
    const { desk, slot } = seat
    await reservations.item(desk, wish.serviceCode)
    const calendar = await deps.calendars.current()
    const open = await bookings.openOf(
      deskScope(desk.communityId),
      { personKey: guest.personKey },
      wish.serviceCode,
    )
    const offered = await offeredAt(desk, slot.startsAt, guest, now)
    const begin = offered.find(({ id }) => id === slot._id) ?? {
      ...{ id: slot._id, day: slot.day, startsAt: slot.startsAt, endsAt: slot.endsAt, free: false },
    }
    const plan = planSeries(
      begin,
      { weeks: wish.weeks, visits: Math.min(wish.visits, most) },
      {
        offered,
        taken: new Set(open.map(({ day }) => day)),
        last: lastBookableDay(desk.window, calendar, now),
      },
    )
    const why = ({ state, day }: PlannedVisit): string =>
      (state === 'closed' ? dayReason(desk, calendar, day) : '') || stateWords[state]
    return {
      ...{ deskName: desk.name, place: desk.place, most },
      visits: plan.map((visit) => ({
        ...{ day: visit.day, startsAt: visit.startsAt.toISOString(), state: visit.state, reason: why(visit) },
        ...{ time: visit.time && timeOf(visit.time), other: visit.other && timeOf(visit.other) },
      })),
    }
  }

  /** All times of one desk, checked against the rhythm that was said. */
  async function wanted(times: SeriesTimes, now: Date): Promise<{ all: Seat[]; most: number }> {
    const [firstId = '', ...otherIds] = times.slotIds
    const begin = await first(firstId, now)
    const all = [begin.seat]
    for (const slotId of otherIds) {
      const seat = await seats.find(slotId, now)
      if (seat.desk._id !== begin.seat.desk._id)
        throw wrongField('body.slotIds', '这些时间不在同一个窗口，请重新选')
      all.push(seat)
    }
    const fault = faultOfSeries(
      all.map(({ slot }) => slot.day),
      times.weeks,
      begin.most,
    )
    if (fault !== undefined) throw wrongField('body.slotIds', seriesFaultWords[fault])
    return { all, most: begin.most }
  }

  /** Which numbers the visits take among those the person has of this matter; the unique index is the guard. */
  async function numbersFor(desk: DeskRow, guest: Guest, code: string, count: number, most: number) {
    const open = await bookings.openOf(deskScope(desk.communityId), { personKey: guest.personKey }, code)
    const taken = open.flatMap(({ series }) => (series === undefined ? [] : [series.nth]))
    return Array.from({ length: count }, () => {
      const nth = freeNumber(taken, most)
      if (nth === undefined) throw new AppError('series_refused', { details: { most } })
      taken.push(nth)
      return nth
    })
  }

  async function take(
    { all, most }: { all: readonly Seat[]; most: number },
    item: OfferedItem,
    guest: Guest,
    maker: Maker & { readonly weeks: SeriesWeeks },
    now: Date,
    beside: (row: BookingRow) => Promise<void> = () => Promise.resolve(),
  ): Promise<{ items: BookingItemView[] }> {
    const [begin] = all
    if (begin === undefined) throw new AppError('not_found')
    const own = await settings.of(begin.desk.communityId)
    const visits: { seat: Seat; bookingId: string; number: string }[] = []
    for (const seat of all)
      visits.push({
        ...{ seat, bookingId: ids.next('bkg') },
        number: await reservations.number(seat.desk.communityId, now),
      })
    const seriesId = ids.next('srs')
    const who = { elder: guest.elder, atCounter: maker.role !== null }
    const rows = await seats.holdingAll(visits, who, now, async () => {
      const numbers = await numbersFor(begin.desk, guest, item.service.code, visits.length, most)
      const made: BookingRow[] = []
      for (const [index, visit] of visits.entries()) {
        const series = {
          ...{ id: seriesId, weeks: maker.weeks, place: index + 1, of: visits.length },
          nth: numbers[index] ?? 0,
        }
        // Photos lie with the first visit; words go with each, so that whoever comes has them.
        const answers = index === 0 ? maker.answers : maker.answers?.filter(({ text = '' }) => text !== '')
        made.push(
          await reservations
            .store(visit, item, guest, { ...maker, answers, series }, own, now)
            .catch((error: unknown) => {
              throw isDuplicateKey(error, 'booking_series_nth_unique')
                ? new AppError('series_refused', { details: { most }, cause: error })
                : error
            }),
        )
      }
      const [firstMade] = made
      if (firstMade) {
        await beside(firstMade)
        await deps.acts.tell('booking.series', firstMade)
      }
      return made
    })
    return { items: rows.map(presentItem) }
  }

  return {
    async plan(actor, slotId, { serviceCode, weeks, visits, forPersonId }) {
      const now = clock.now()
      const begin = await first(slotId, now)
      const { communityId } = begin.seat.desk
      if (communityId !== actor.communityId) throw new AppError('not_found')
      const own = await settings.of(communityId)
      const guest = await guests.ofResident(actor, deskScope(communityId), own, forPersonId)
      await guests.refuseResting(deskScope(communityId), guest.personKey, own, now)
      return planned(begin, { serviceCode, weeks: rhythmOf(weeks), visits }, guest, now)
    },

    async ask(actor, { forPersonId, ...times }) {
      const now = clock.now()
      const seatsOf = await wanted(times, now)
      const [{ desk } = { desk: undefined }] = seatsOf.all
      if (desk?.communityId !== actor.communityId) throw new AppError('not_found')
      const scope = deskScope(desk.communityId)
      const item = await reservations.item(desk, times.serviceCode)
      const { answers = [], weeks } = times
      deps.answers.check(item.service.questions ?? [], answers)
      const own = await settings.of(desk.communityId)
      const guest = await guests.ofResident(actor, scope, own, forPersonId)
      await guests.refuseResting(scope, guest.personKey, own, now)
      return take(
        seatsOf,
        item,
        guest,
        { actor, role: null, accountId: actor.accountId, answers, weeks },
        now,
      )
    },

    async planFor(actor, slotId, { serviceCode, weeks, visits, personId }) {
      const now = clock.now()
      const begin = await first(slotId, now)
      const { desk, scope } = await reach.desk(actor, begin.seat.desk._id)
      const guest = await guests.ofOffice(scope, await settings.of(desk.communityId), personId)
      return planned(begin, { serviceCode, weeks: rhythmOf(weeks), visits }, guest, now)
    },

    async askFor(actor, { personId, ...times }) {
      const now = clock.now()
      const seatsOf = await wanted(times, now)
      const { desk, scope } = await reach.desk(actor, seatsOf.all[0]?.desk._id ?? '')
      const { communityId } = desk
      const item = await reservations.item(desk, times.serviceCode)
      const { answers = [], weeks } = times
      deps.answers.check(item.service.questions ?? [], answers)
      const guest = await guests.ofOffice(scope, await settings.of(communityId), personId)
      const role = officeRole(actor, communityId)
      const accountId = (await deps.people.accountOfPerson(communityId, personId))?.accountId ?? null
      return take(seatsOf, item, guest, { actor, role, accountId, answers, weeks }, now, async (made) => {
        await deps.audit.record({
          ...{ actor, communityId, action: 'booking.book', targetType: 'booking', targetId: made._id },
          detail: { version: made.version, visits: seatsOf.all.length },
        })
      })
    },
  }
}

const rhythmOf = (weeks: number): SeriesWeeks => (weeks === 2 ? 2 : 1)
const timeOf = ({ id, startsAt, endsAt }: OfferedTime) => ({
  slotId: id,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})
