import type { DeskRoom, GroupWish } from '@linli/shared/bookings/rooms.rules'
import type { BookingLimits } from '@linli/shared/services/limits.rules'
import type { Answer } from '@linli/shared/services/questions.rules'
import type { Role } from '@linli/shared/roles'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import { humanNumber, type Counters } from '../../platform/counters'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import type { BookedService, BookingRow, BookingSeriesRow } from './booking.model'
import { entryOf, type BookingActs } from './booking-acts'
import type { BookingAnswers } from './booking-answers'
import { refuseOverLimit, type BookingLimitsGuard } from './booking-limits'
import { deskScope } from './bookings.policy'
import type { BookingGuides, BookingSpace } from './bookings.ports'
import type { BookingsRepository } from './bookings.repository'
import { nextReminder, type BookingSettings } from './bookings.settings'
import type { DeskRow } from './desk.model'
import type { Guest } from './guests'
import { roomHeldBy } from './named-rooms'
import type { SeatHolds } from './seat-holds'
import type { Seat } from './seat-finder'
import { refuseTwice, type Seats } from './seats'
import { heldBesides, openPools } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** Who makes a booking, and whose list it stands in. */
export interface Maker {
  readonly actor: Actor
  readonly role: Role | null
  /** Null when the person has no account. */
  readonly accountId: string | null
  /** The seat the account has kept while a form was filled in. */
  readonly holdId?: string | undefined
  /** What the account has answered, checked already. */
  readonly answers?: readonly Answer[] | undefined
  /** Who comes to a room; the office then decides, unless it books by itself. */
  readonly group?: GroupWish | undefined
  /** Times of a room right behind the first one. */
  readonly more?: readonly Seat[] | undefined
  /** Times that are held for it already beside its own: people and equipment that came with an offer. */
  readonly alreadyHeld?: readonly string[] | undefined
  /** The visit of a series it is: such a visit counts to the series and not to the limits of single bookings. */
  readonly series?: BookingSeriesRow | undefined
}

/** An item as it is offered now: what a booking keeps of it, and how often it may be booked. */
export interface OfferedItem {
  readonly service: BookedService
  readonly limits: BookingLimits
}

export interface Reservations {
  /** The item as it is offered at a desk now; `not_found` when it is not. */
  item(desk: DeskRow, serviceCode: string): Promise<OfferedItem>
  /** `QH-Y-20261126-0012`; drawn outside any transaction, a lost one is not given again. */
  number(communityId: string, now: Date): Promise<string>
  /** Stores the booking of a seat that is held under `bookingId`, inside a unit of work. Throws `booked_already`. */
  store(
    held: { seat: Seat; bookingId: string; number: string },
    item: OfferedItem,
    guest: Guest,
    maker: Maker,
    own: BookingSettings,
    now: Date,
  ): Promise<BookingRow>
  /**
   * One seat for one person: takes it and stores the booking, or neither. `beside` is written with it. Throws
   * `slot_full`, `booked_already`.
   */
  reserve(
    seat: Seat,
    item: OfferedItem,
    guest: Guest,
    maker: Maker,
    own: BookingSettings,
    now: Date,
    beside?: (row: BookingRow) => Promise<void>,
  ): Promise<BookingRow>
}

/** Makes bookings, whoever makes them: a resident, the office on the phone, or an offer of the waiting list. */
export function createReservations(deps: {
  seats: Seats
  holds: Pick<SeatHolds, 'adopt'>
  answers: Pick<BookingAnswers, 'keep'>
  limits: BookingLimitsGuard
  bookings: Pick<BookingsRepository, 'insert'>
  slots: Pick<SlotsRepository, 'findPublic'>
  acts: Pick<BookingActs, 'tell'>
  guides: BookingGuides
  space: BookingSpace
  counters: Counters
  ids: Ids
}): Reservations {
  const {
    seats,
    holds,
    answers: answerBook,
    limits,
    bookings,
    slots,
    acts,
    guides,
    space,
    counters,
    ids,
  } = deps

  const reservations: Reservations = {
    async item(desk, serviceCode) {
      const guide = await guides.guide(desk.communityId, serviceCode)
      if (!guide?.offered || !desk.serviceCodes.includes(serviceCode)) throw new AppError('not_found')
      const { code, label, version, materials, questions, forms, limits } = guide
      return {
        limits,
        service: {
          ...{ code, label, version },
          materials: materials.map(({ name, need }) => ({ name, need })),
          ...(questions.length > 0 && { questions: [...questions] }),
          ...(forms.length > 0 && { forms: [...forms] }),
        },
      }
    },

    async number(communityId, now) {
      const community = await space.community(communityId)
      const drawn = await counters.next(`booking:${communityId}:${dayOf(now)}`)
      return humanNumber(`${community?.code ?? ''}-Y`, now, drawn)
    },

    async store({ seat, bookingId, number }, { service, limits: figures }, guest, maker, own, now) {
      const { actor, role, accountId, answers, group, series, more = [] } = maker
      const asks = seat.desk.kind === 'room' && role === null
      const { communityId } = seat.desk
      const remindAt = asks ? null : nextReminder(own, seat.slot.startsAt, now)
      const room = await roomAt(slots, seat, bookingId)
      const made: BookingRow = {
        _id: bookingId,
        ...{ communityId, number, service, accountId, madeAt: now },
        ...seatFacts(seat),
        ...rowFacts(seat, more, maker.alreadyHeld),
        ...(room && { room }),
        ...guest,
        status: asks ? 'requested' : 'booked',
        ...(group && { group }),
        ...(series && { series }),
        version: 1,
        holds: true,
        outcome: null,
        missing: '',
        ...(remindAt ? { remindAt } : {}),
        history: [entryOf('book', actor, role, now)],
        ...(series === undefined &&
          (await limits.numbers(deskScope(communityId), {
            ...{ communityId, personKey: guest.personKey, code: service.code, day: seat.slot.day },
            limits: figures,
          }))),
      }
      // Whoever fills the form in has sent the photos, for oneself or for somebody who calls.
      if (answers !== undefined) made.answers = await answerBook.keep(made, actor.accountId, answers)
      await bookings.insert(made).catch(refuseTwice).catch(refuseOverLimit)
      if (series === undefined) await acts.tell(asks ? 'booking.requested' : 'booking.booked', made)
      return made
    },

    async reserve(seat, item, guest, maker, own, now, beside) {
      const { accountId, holdId } = maker
      const number = await reservations.number(seat.desk.communityId, now)
      const kept =
        accountId === null || holdId === undefined
          ? null
          : await holds.adopt(accountId, holdId, {
              ...{ slotId: seat.slot._id, pools: openPools(seat.desk, seat.slot, guest, now) },
              besides: new Set(rowFacts(seat, maker.more ?? []).moreSlotIds ?? []),
            })
      const bookingId = kept?.bookingId ?? ids.next('bkg')
      const held = kept ? heldBesides(kept) : []
      const alreadyHeld = [...(maker.alreadyHeld ?? []), ...held]
      const keep = async () => {
        const by = { ...maker, alreadyHeld }
        const made = await reservations.store({ seat, bookingId, number }, item, guest, by, own, now)
        await beside?.(made)
        return made
      }
      const { more = [] } = maker
      if (more.length > 0 || seat.means.length > 0) {
        const wanted = [seat, ...more].map((one) => ({ seat: one, bookingId }))
        return seats.holdingAll(wanted, guest, now, keep, kept ? [kept] : [])
      }
      if (kept) return seats.keeping(kept, keep)
      await seats.refuseFull(seat, now)
      const who = { elder: guest.elder, atCounter: maker.role !== null }
      return seats.holding(seat, bookingId, who, now, keep)
    },
  }
  return reservations
}

/** What a booking copies of its seat. */
export const seatFacts = ({ desk, slot }: Pick<Seat, 'desk' | 'slot'>) => ({
  ...{ deskId: desk._id, deskName: desk.name, place: desk.place, atHome: desk.kind === 'visit' },
  ...{ slotId: slot._id, startsAt: slot.startsAt, endsAt: slot.endsAt, day: slot.day },
})

/** The room that was taken for a booking; asked only where the rooms of a desk have names. */
export const roomAt = async (
  slots: Pick<SlotsRepository, 'findPublic'>,
  { slot, desk }: Pick<Seat, 'slot' | 'desk'>,
  bookingId: string,
): Promise<DeskRoom | undefined> =>
  (desk.rooms ?? []).length === 0 ? undefined : roomHeldBy(desk, await slots.findPublic(slot._id), bookingId)

/** A room for several times in a row ends with the last of them; what is needed besides is held with them. */
export function rowFacts(
  seat: Seat,
  more: readonly Seat[],
  alreadyHeld: readonly string[] = [],
): Pick<BookingRow, 'moreSlotIds'> & Partial<Pick<BookingRow, 'endsAt'>> {
  const last = more.at(-1)
  const means = [seat, ...more].flatMap((one) => one.means.map(({ slot }) => slot._id))
  const held = new Set([...more.map(({ slot }) => slot._id), ...means, ...alreadyHeld])
  return { ...(held.size > 0 && { moreSlotIds: [...held] }), ...(last && { endsAt: last.slot.endsAt }) }
}
