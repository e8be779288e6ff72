import { noRelease, outsideWindow, seatsLeft, type SeatSeeker } from '@linli/shared/bookings/slots.rules'
import { gathered } from '../../platform/gathered'
import { AppError } from '../../platform/problem-error'
import { deskScope } from './bookings.policy'
import type { BookingCalendars } from './bookings.ports'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import { meansLeft, type Means, type MeansSeat } from './means'
import type { SlotRow } from './slot.model'
import { openPools, poolsAt } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** Offered instead of a full slot. */
const OFFERED = 3
/** Of a desk that needs people or equipment, so many free times are looked at for those. */
const LOOKED_AT = 100
/** A seat that can be asked for: the slot, its desk, and that the clock allows it. */
export interface Seat {
  readonly slot: SlotRow
  readonly desk: DeskRow
  /** People and equipment it takes besides. */
  readonly means: readonly MeansSeat[]
}

/** Whoever looks for the soonest free times of a desk. */
export interface Looking {
  readonly desk: DeskRow
  readonly elder: boolean
  readonly from: Date
  /** Times that are had already: their people and equipment need not be free. */
  readonly has?: ReadonlySet<string>
}

/** Somebody for whom there is no seat at a desk. */
interface Asking {
  readonly desk: DeskRow
  readonly elder: boolean
  readonly now: Date
}

export interface SeatFinder {
  /** Throws `slot_closed` when the slot is not there, not offered, or not bookable now by the clock. */
  find(slotId: string, now: Date): Promise<Seat>
  /** A time of a desk with what it needs besides; null when that is not there. */
  whole(time: Pick<Seat, 'slot' | 'desk'>): Promise<Seat | null>
  /** The soonest times of a desk at which a seat and everything it needs besides are free. */
  nextFree(looking: Looking, limit: number, now: Date): Promise<Seat[]>
  /** `slot_full` with the next free times. */
  full(seat: Seat, who: SeatSeeker, now: Date): Promise<AppError>
  /** Refuses a slot without any seat before anything else is asked; the taking itself is the guard. */
  refuseFull(seat: Seat, now: Date): Promise<void>
}

/** Looks for seats; nothing is taken here. */
export function createSeatFinder(deps: {
  desks: Pick<DesksRepository, 'findPublic'>
  slots: Pick<SlotsRepository, 'findPublic' | 'nextFree'>
  means: Means
  calendars: BookingCalendars
}): SeatFinder {
  const { desks, slots, means, calendars } = deps

  async function nextFree(
    { desk, elder, from, has = new Set() }: Looking,
    limit: number,
    now: Date,
  ): Promise<Seat[]> {
    const who = { elder, release: desk.release ?? noRelease }
    const needsMore = (desk.needs ?? []).length > 0
    const many = needsMore ? LOOKED_AT : limit
    const free = await slots.nextFree(deskScope(desk.communityId), desk._id, from, who, many, now)
    const [first, last] = [free[0], free.at(-1)]
    if (!needsMore || !first || !last) return free.map((slot) => ({ slot, desk, means: [] }))
    const needed = await means.of(desk, first.startsAt, last.endsAt)
    const seatOf = (slot: SlotRow): Seat[] => {
      const ofSlot = needed(slot)
      const missing = ofSlot && ofSlot.filter((one) => !has.has(one.slot._id))
      return ofSlot && meansLeft(missing, now) > 0 ? [{ slot, desk, means: ofSlot }] : []
    }
    return free.flatMap(seatOf).slice(0, limit)
  }

  /** The same for all who find a desk full at the same moment. */
  const nextOffered = gathered(async (asked: readonly Asking[]) => {
    const found = new Map<string, Promise<Seat[]>>()
    const freeFor = ({ desk, elder, now }: Asking): Promise<Seat[]> => {
      const from = new Date(now.getTime() + desk.window.leadMinutes * 60_000)
      return nextFree({ desk, elder, from }, OFFERED, now)
    }
    return Promise.all(
      asked.map((asking) => {
        const key = `${asking.desk._id} ${String(asking.elder)}`
        const free = found.get(key) ?? freeFor(asking)
        found.set(key, free)
        return free
      }),
    )
  })

  async function full({ desk }: Seat, { elder }: SeatSeeker, now: Date): Promise<AppError> {
    const free = await nextOffered({ desk, elder, now })
    return new AppError('slot_full', {
      details: {
        nextFree: free.map(({ slot: { _id: slotId, startsAt } }) => ({
          slotId,
          startsAt: startsAt.toISOString(),
        })),
      },
    })
  }

  const finder: SeatFinder = {
    async find(slotId, now) {
      const slot = await slots.findPublic(slotId)
      const desk = slot && (await desks.findPublic(slot.deskId))
      if (!slot || !desk || !slot.open) throw new AppError('slot_closed', { details: { reason: 'shut' } })
      const reason = outsideWindow(slot, desk.window, await calendars.current(), now)
      if (reason) throw new AppError('slot_closed', { details: { reason } })
      const seat = desk.kind === 'means' ? null : await finder.whole({ slot, desk })
      if (!seat) throw new AppError('slot_closed', { details: { reason: 'shut' } })
      return seat
    },

    async whole({ slot, desk }) {
      if ((desk.needs ?? []).length === 0) return { slot, desk, means: [] }
      const needed = (await means.of(desk, slot.startsAt, slot.endsAt))(slot)
      return needed && { slot, desk, means: needed }
    },

    nextFree,

    full,

    async refuseFull(seat, now) {
      if (seat.slot.waited === true || nobodyMay(seat, now) || meansLeft(seat.means, now) === 0)
        throw await full(seat, { elder: true }, now)
    },
  }
  return finder
}

/** Whether no seat is left, for whomever it may be. */
const nobodyMay = ({ slot, desk }: Pick<Seat, 'slot' | 'desk'>, now: Date): boolean =>
  seatsLeft(poolsAt(slot, now), openPools(desk, slot, { elder: true, atCounter: true }, now)) === 0
