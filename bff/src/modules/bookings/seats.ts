import type { SeatPool, SeatSeeker } from '@linli/shared/bookings/slots.rules'
import type { Logger } from 'pino'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey, isUnknownCommit } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { deskScope, eventScope } from './bookings.policy'
import type { BookingsRepository } from './bookings.repository'
import type { MeansSeat } from './means'
import { roomsToTry } from './named-rooms'
import type { SeatClaimRow } from './seat-claim.model'
import type { SeatClaimsRepository } from './seat-claims.repository'
import type { Seat, SeatFinder } from './seat-finder'
import { claimedSlotIds, openPools, poolsAt, slotIdsOf } from './slot-seats'
import type { SlotsRepository } from './slots.repository'
import type { WaitsRepository } from './waits.repository'

/** No request lives that long: what is still under way then has been left by a process that died. */
const LEFT_MS = 120_000
const SWEEP_BATCH = 200

export interface Seats extends SeatFinder {
  /**
   * Takes a seat for `bookingId` and runs `keep` in one unit of work, which stores the booking. When that fails, the
   * seat is given back. `slot_full` names the next free times.
   */
  holding<T>(seat: Seat, bookingId: string, who: SeatSeeker, now: Date, keep: () => Promise<T>): Promise<T>
  /**
   * {@link Seats.holding} for several times at once: all of them, or none. They are taken in order of time, so that
   * of two who want the same ones somebody always gets them.
   */
  holdingAll<T>(
    wanted: readonly { readonly seat: Seat; readonly bookingId: string }[],
    who: SeatSeeker,
    now: Date,
    keep: () => Promise<T>,
    /** Those of them that were kept before. */
    held?: readonly SeatClaimRow[],
  ): Promise<T>
  /** {@link Seats.holding} for a seat that was kept and is adopted: it is taken already. */
  keeping<T>(claim: SeatClaimRow, keep: () => Promise<T>): Promise<T>
  /**
   * {@link Seats.holdingAll} for a booking that has seats already: those of `from` it has no more are given back once
   * the new ones are kept; what it has and goes on having is not touched.
   */
  moving<T>(
    from: readonly string[],
    wanted: readonly Seat[],
    bookingId: string,
    who: SeatSeeker,
    now: Date,
    keep: () => Promise<T>,
    /** A new seat that was kept before. */
    held?: SeatClaimRow | null,
  ): Promise<T>
  /** Takes a seat that came back for the next of the waiting list and runs `keep` with it; false when there is none. */
  offering(
    seat: Seat,
    bookingId: string,
    who: SeatSeeker,
    now: Date,
    keep: () => Promise<void>,
  ): Promise<boolean>
  /** Gives seats up together with `change`, in one unit of work; the seats themselves follow. */
  givingUp<T>(
    slotIds: readonly string[],
    scope: Scope,
    bookingId: string,
    change: () => Promise<T>,
  ): Promise<T>
  /** Leads back what a process that died has left under way; answers how many. Safe beside other workers. */
  sweep(): Promise<number>
}

/** The times of one booking, in order, and those it has already. */
interface Taking {
  readonly seats: readonly Seat[]
  readonly bookingId: string
  readonly has?: ReadonlySet<string>
}

/** Taking seats and giving them back, so that none is ever given twice or lost. */
export function createSeats(deps: {
  finder: SeatFinder
  slots: SlotsRepository
  bookings: Pick<BookingsRepository, 'find'>
  waits: Pick<WaitsRepository, 'isOffered'>
  claims: SeatClaimsRepository
  uow: UnitOfWork
  clock: Clock
  ids: Ids
  logger: Logger
}): Seats {
  const { finder, slots, bookings, waits, claims, uow, clock, ids, logger } = deps

  const claimOf = (communityId: string, slotId: string, bookingId: string) => ({
    _id: ids.next('scl'),
    ...{ communityId, slotId, bookingId },
    at: clock.now(),
  })

  /** Takes seats at one time and answers the note about it; null when they are not left for this person. */
  async function takingAt(
    { slot, desk, count }: MeansSeat,
    bookingId: string,
    who: SeatSeeker,
    now: Date,
    roomId: string | undefined,
  ): Promise<SeatClaimRow | null> {
    const { communityId, _id: slotId } = slot
    const scope = deskScope(communityId)
    const claim = claimOf(communityId, slotId, bookingId)
    await claims.note(claim)
    await slots.freeEnded(scope, slot, now)
    const pools = likelyPools({ slot, desk }, who, now)
    if (await slots.take(scope, slotId, { bookingId, pools, count, roomId })) return claim
    await claims.forget(scope, claim._id)
    const current = await slots.findPublic(slotId)
    if (current?.seats.some((held) => held.bookingId === bookingId)) throw new AppError('version_conflict')
    return null
  }

  /** Takes everything a booking needs at its times but what it has already: all of it, or null and nothing. */
  async function takingIn(
    roomId: string | undefined,
    { seats: wanted, bookingId, has = new Set() }: Taking,
    who: SeatSeeker,
    now: Date,
  ): Promise<SeatClaimRow[] | null> {
    const taken: SeatClaimRow[] = []
    const giveAllBack = async () => {
      for (const claim of taken) await givingBack(claim)
    }
    // What two times of a row need both, such as people who are there for longer, is taken once.
    const had = new Set(has)
    try {
      for (const seat of wanted) {
        for (const part of partsOf(seat)) {
          if (had.has(part.slot._id)) continue
          const own = part.slot._id === seat.slot._id
          const claim = await takingAt(part, bookingId, who, now, own ? roomId : undefined)
          if (!claim) {
            await giveAllBack()
            return null
          }
          taken.push(claim)
          had.add(part.slot._id)
        }
      }
    } catch (error) {
      await giveAllBack()
      throw error
    }
    return taken
  }

  /** {@link takingIn} the room it has already, or the first that is free at all of its times; `slot_full` when none is. */
  async function taking(wish: Taking, who: SeatSeeker, now: Date): Promise<SeatClaimRow[]> {
    const { seats: wanted, bookingId, has = new Set() } = wish
    const [first] = wanted
    if (!first) return []
    const kept = wanted.find(({ slot }) => has.has(slot._id))
    const missing = wanted.filter(({ slot }) => !has.has(slot._id))
    const rooms = kept
      ? [kept.slot.seats.find((seat) => seat.bookingId === bookingId)?.roomId]
      : roomsToTry(
          first.desk,
          missing.map(({ slot }) => slot),
          now,
        )
    for (const room of rooms) {
      const taken = await takingIn(room, wish, who, now)
      if (taken) return taken
    }
    throw await finder.full(first, who, now)
  }

  async function givingBack(claim: SeatClaimRow): Promise<void> {
    const scope = deskScope(claim.communityId)
    for (const slotId of claimedSlotIds(claim)) await slots.give(scope, slotId, claim.bookingId)
    await claims.forget(scope, claim._id)
  }

  /** The seats are taken and noted: keeps what stands for them, or gives them back. */
  async function keepingAll<T>(taken: readonly SeatClaimRow[], keep: () => Promise<T>): Promise<T> {
    try {
      return await uow.run(async () => {
        const kept = await keep()
        // Not inside: what the transaction reads began before the note was written. A lost nudge is the sweep's.
        uow.afterCommit(() => {
          for (const { _id, communityId } of taken)
            claims.forget(deskScope(communityId), _id).catch((error: unknown) => {
              logger.warn({ err: error }, 'bookings.claim_left')
            })
        })
        return kept
      })
    } catch (error) {
      // Perhaps it was kept after all: the note stays, and the sweep looks which of the two is true.
      if (!isUnknownCommit(error)) for (const claim of taken) await givingBack(claim)
      throw error
    }
  }

  /** {@link Seats.holdingAll} without the times that are had already; `held` are those of them that were kept. */
  async function holdingBut<T>(
    has: ReadonlySet<string>,
    wanted: readonly { readonly seat: Seat; readonly bookingId: string }[],
    who: SeatSeeker,
    now: Date,
    keep: () => Promise<T>,
    held: readonly SeatClaimRow[],
  ): Promise<T> {
    const inOrder = wanted.toSorted((a, b) => a.seat.slot.startsAt.getTime() - b.seat.slot.startsAt.getTime())
    const seatsOf = new Map<string, Seat[]>()
    for (const { seat, bookingId } of inOrder)
      seatsOf.set(bookingId, [...(seatsOf.get(bookingId) ?? []), seat])
    const taken: SeatClaimRow[] = [...held]
    try {
      for (const [bookingId, ofOne] of seatsOf)
        taken.push(...(await taking({ seats: ofOne, bookingId, has }, who, now)))
    } catch (error) {
      for (const claim of taken) await givingBack(claim)
      throw error
    }
    return keepingAll(taken, keep)
  }

  const seats: Seats = {
    ...finder,

    holding: async (seat, bookingId, who, now, keep) =>
      keepingAll(await taking({ seats: [seat], bookingId }, who, now), keep),

    holdingAll: (wanted, who, now, keep, held = []) =>
      holdingBut(new Set(held.flatMap(claimedSlotIds)), wanted, who, now, keep, held),

    keeping: (claim, keep) => keepingAll([claim], keep),

    async moving(from, wanted, bookingId, who, now, keep, held = null) {
      const stays = new Set(wanted.flatMap(slotIdsOfSeat))
      const [communityId = ''] = wanted.map(({ slot }) => slot.communityId)
      const left = from
        .filter((slotId) => !stays.has(slotId))
        .map((slotId) => claimOf(communityId, slotId, bookingId))
      const both = async () => {
        for (const claim of left) await claims.noteWith(claim)
        return keep()
      }
      const has = new Set([...from, ...(held ? claimedSlotIds(held) : [])])
      const all = wanted.map((seat) => ({ seat, bookingId }))
      const kept = await holdingBut(has, all, who, now, both, held ? [held] : [])
      for (const claim of left) await givingBack(claim)
      return kept
    },

    async offering(seat, bookingId, who, now, keep) {
      const { communityId, _id: slotId } = seat.slot
      const scope = deskScope(communityId)
      const claim = claimOf(communityId, slotId, bookingId)
      await claims.note(claim)
      const pools = openPools(seat.desk, seat.slot, who, now)
      let isTaken = false
      for (const roomId of roomsToTry(seat.desk, [seat.slot], now))
        isTaken ||= await slots.takeOffered(scope, slotId, { bookingId, pools, roomId })
      if (!isTaken) {
        await claims.forget(scope, claim._id)
        return false
      }
      try {
        const besides = await taking({ seats: [seat], bookingId, has: new Set([slotId]) }, who, now)
        await keepingAll([claim, ...besides], keep)
        return true
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'slot_full') throw error
        await givingBack(claim)
        return false
      }
    },

    async givingUp(slotIds, scope, bookingId, change) {
      const [communityId = ''] = scope.communityIds
      const left = slotIds.map((slotId) => claimOf(communityId, slotId, bookingId))
      const changed = await uow.run(async () => {
        for (const claim of left) await claims.noteWith(claim)
        return change()
      })
      for (const claim of left) await givingBack(claim)
      return changed
    },

    async sweep() {
      let led = 0
      for (;;) {
        const left = await claims.olderThan(new Date(clock.now().getTime() - LEFT_MS), SWEEP_BATCH)
        for (const claim of left) {
          const { _id, communityId, bookingId } = claim
          const scope = eventScope(communityId)
          const booking = await bookings.find(scope, bookingId)
          const held = booking?.holds ? slotIdsOf(booking) : []
          for (const slotId of claimedSlotIds(claim))
            if (!held.includes(slotId) && !(await waits.isOffered(scope, slotId, bookingId)))
              await slots.give(scope, slotId, bookingId)
          await claims.forget(scope, _id)
          led += 1
        }
        if (left.length < SWEEP_BATCH) return led
      }
    },
  }
  return seats
}

/** Everything that is taken for a booking at one time, the own seat first. */
const partsOf = ({ slot, desk, means }: Seat): MeansSeat[] => [{ slot, desk, count: 1 }, ...means]
const slotIdsOfSeat = (seat: Seat): string[] => partsOf(seat).map(({ slot }) => slot._id)

/** The pools somebody may have, those first that had a seat when the slot was read: mostly one write is enough. */
function likelyPools({ slot, desk }: Pick<Seat, 'slot' | 'desk'>, who: SeatSeeker, now: Date): SeatPool[] {
  const seen = poolsAt(slot, now)
  const open = openPools(desk, slot, who, now)
  return [...open.filter((pool) => seen[pool] > 0), ...open.filter((pool) => seen[pool] <= 0)]
}

/** What the two unique indexes of bookings mean to the person. */
export function refuseTwice(error: unknown): never {
  if (
    isDuplicateKey(error, 'booking_person_time_unique') ||
    isDuplicateKey(error, 'booking_person_matter_unique')
  )
    throw new AppError('booked_already', { cause: error })
  throw error
}
