import { poolsOf } from '@linli/shared/bookings/slots.rules'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Logger } from 'pino'
import type { Clock } from '../../platform/clock'
import { eachAlone, idOf, walk } from '../../platform/due-rows'
import { deskScope } from './bookings.policy'
import type { BookingsRepository } from './bookings.repository'
import type { CheckedTime, DeskCheck, DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import type { SeatClaimsRepository } from './seat-claims.repository'
import type { SlotRow } from './slot.model'
import { givenSeats, slotIdsOf } from './slot-seats'
import type { SlotsRepository } from './slots.repository'
import type { WaitsRepository } from './waits.repository'

const DESKS_AT_A_TIME = 50
/** Further ahead than any desk can be booked. */
const DAYS_AHEAD = 65
const MOST_HELD = 20_000
/** Nobody reads more on a page; the log has all. */
const MOST_NOTED = 20

/** A time whose seats and bookings tell different stories. Ids only. */
export interface SeatDifference {
  readonly communityId: string
  readonly deskId: string
  readonly slotId: string
  readonly startsAt: Date
  /** Seats without a booking, bookings without a seat, and by how much the count is off. */
  readonly noBooking: readonly string[]
  readonly noSeat: readonly string[]
  readonly countOff: number
}

/**
 * Counts the seats of all coming days against the bookings that hold them (cases and booking §6.3). What is under
 * way at the moment is left out: its note says so, and the sweep decides. What differs is answered, logged, noted at the
 * desk for its office, and told to the heads of the community the first time; nothing is mended, because a person
 * should look why.
 */
export function createSeatRecheck(deps: {
  desks: Pick<DesksRepository, 'allAfter' | 'noteCheck'>
  tell: (desk: DeskRow, check: DeskCheck) => Promise<void>
  slots: Pick<SlotsRepository, 'between' | 'findPublic'>
  bookings: Pick<BookingsRepository, 'holdingAt'>
  waits: Pick<WaitsRepository, 'isOffered'>
  claims: Pick<SeatClaimsRepository, 'underWay'>
  clock: Clock
  logger: Logger
}): () => Promise<SeatDifference[]> {
  const { desks, tell, slots, bookings, waits, claims, clock, logger } = deps

  async function differenceOf(desk: DeskRow, slot: SlotRow, held: readonly string[]) {
    const scope = deskScope(slot.communityId)
    const given = givenSeats(slot).map(({ bookingId }) => bookingId)
    const bare = given.filter((id) => !held.includes(id))
    const offered = await Promise.all(bare.map((id) => waits.isOffered(scope, slot._id, id)))
    const noBooking = bare.filter((_, index) => offered[index] === false)
    const noSeat = held.filter((id) => !given.includes(id))
    const pools = poolsOf(desk.shares)
    // Slots from before the share of the walk-ins was counted have none of it, and no seat of it.
    const { walkIn = pools.walkIn } = slot
    const capacity = pools.general + pools.elder + pools.walkIn
    const countOff = slot.open ? capacity - slot.general - slot.elder - walkIn - slot.seats.length : 0
    return noBooking.length + noSeat.length + Math.abs(countOff) === 0
      ? null
      : {
          ...{ communityId: slot.communityId, deskId: desk._id },
          ...{ slotId: slot._id, startsAt: slot.startsAt },
          noBooking,
          noSeat,
          countOff,
        }
  }

  /** Read again before it is said: the two collections are not read at one moment. */
  async function certain(desk: DeskRow, slotId: string): Promise<SeatDifference | null> {
    const slot = await slots.findPublic(slotId)
    if (!slot) return null
    const scope = deskScope(slot.communityId)
    const held = (await bookings.holdingAt(scope, [slotId], MOST_HELD)).map(({ _id }) => _id)
    if ((await claims.underWay(scope, [slotId])).length > 0) return null
    return differenceOf(desk, slot, held)
  }

  async function deskDifferences(desk: DeskRow): Promise<SeatDifference[]> {
    const [scope, now] = [deskScope(desk.communityId), clock.now()]
    const day = (ahead: number) => instantOf(addDays(dayOf(now), ahead))
    // From tomorrow on: today somebody may be done before the own time, and the seat of the slot stays as it was.
    const rows = await slots.between(scope, desk._id, day(1), day(DAYS_AHEAD))
    const slotIds = rows.map(({ _id }) => _id)
    if (slotIds.length === 0) return []
    const heldAt = new Map<string, string[]>()
    for (const row of await bookings.holdingAt(scope, slotIds, MOST_HELD))
      for (const slotId of slotIdsOf(row)) heldAt.set(slotId, [...(heldAt.get(slotId) ?? []), row._id])
    const found: SeatDifference[] = []
    for (const slot of rows) {
      const first = await differenceOf(desk, slot, heldAt.get(slot._id) ?? [])
      const again = first && (await certain(desk, slot._id))
      if (again) found.push(again)
    }
    return found
  }

  /** Written only when it is another finding than the one before. */
  async function note(desk: DeskRow, found: readonly SeatDifference[]): Promise<void> {
    const times = found.slice(0, MOST_NOTED).map(({ slotId, startsAt, noBooking, noSeat, countOff }) => ({
      ...{ slotId, startsAt, countOff },
      ...{ noBooking: noBooking.length, noSeat: noSeat.length },
    }))
    const scope = deskScope(desk.communityId)
    if (times.length === 0) {
      if (desk.check) await desks.noteCheck(scope, desk._id, null)
      return
    }
    if (sameTimes(times, desk.check?.times ?? [])) return
    const check = { at: clock.now(), times }
    // Told before it is noted: a worker that dies in between tells again, and the inbox takes each key once.
    await tell(desk, check)
    await desks.noteCheck(scope, desk._id, check)
  }

  return async () => {
    const found: SeatDifference[] = []
    await eachAlone(
      walk((after, limit) => desks.allAfter(after, limit), DESKS_AT_A_TIME),
      idOf,
      async (desk) => {
        const ofDesk = await deskDifferences(desk)
        for (const difference of ofDesk) logger.error(difference, 'bookings.seats_differ')
        await note(desk, ofDesk)
        found.push(...ofDesk)
        return true
      },
    )
    return found
  }
}

const sameTimes = (a: readonly CheckedTime[], b: readonly CheckedTime[]): boolean =>
  a.length === b.length &&
  a.every(({ slotId, noBooking, noSeat, countOff }, index) => {
    const other = b[index]
    return (
      other?.slotId === slotId &&
      other.noBooking === noBooking &&
      other.noSeat === noSeat &&
      other.countOff === countOff
    )
  })
