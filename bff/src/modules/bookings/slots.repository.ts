import {
  seatPools,
  type SeatPool,
  type SeatPools,
  type ShareRelease,
} from '@linli/shared/bookings/slots.rules'
import type { Connection } from 'mongoose'
import { rowsOf, rowsTogether } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { slotModel, type SlotRow } from './slot.model'
import { givenSeats, type SeatTime } from './slot-seats'

/** A month of five-minute slots; nobody sets up more. */
const MOST_SLOTS = 9_000

/** Seats of a pool less those held from it, computed where they are stored. */
const leftOf = (pool: SeatPool, pools: SeatPools) => ({
  $subtract: [pools[pool], { $size: { $filter: { input: '$seats', cond: { $eq: ['$$this.pool', pool] } } } }],
})

/** Kept for somebody whose time is over at `now`. A missing end is no end: it is never over. */
const endedAt = (now: Date) => ({
  $and: [{ $ifNull: ['$$this.until', false] }, { $lte: ['$$this.until', now] }],
})
const endedOf = (pool: SeatPool, now: Date) => ({
  $add: [
    `$${pool}`,
    {
      $size: { $filter: { input: '$seats', cond: { $and: [{ $eq: ['$$this.pool', pool] }, endedAt(now)] } } },
    },
  ],
})

/** Seats of a pool that one booking holds. */
const heldWhere = (bookingId: string, pool: SeatPool) => ({
  $filter: {
    input: '$seats',
    cond: { $and: [{ $eq: ['$$this.bookingId', bookingId] }, { $eq: ['$$this.pool', pool] }] },
  },
})

/** Nobody but this booking has the room at that time. */
const roomIsLeftTo = (bookingId: string, roomId: string) => ({
  $eq: [
    {
      $size: {
        $filter: {
          input: '$seats',
          cond: { $and: [{ $eq: ['$$this.roomId', roomId] }, { $ne: ['$$this.bookingId', bookingId] }] },
        },
      },
    },
    0,
  ],
})

/** A time of a desk as everybody sees it. */
export type OfferedSlot = Pick<
  SlotRow,
  '_id' | 'day' | 'startsAt' | 'endsAt' | 'general' | 'elder' | 'walkIn' | 'waited'
> & { readonly seats: readonly SeatTime[] }

/** What is taken of a time. */
export interface SeatWish {
  readonly bookingId: string
  /** In this order; the first that has enough left. */
  readonly pools: readonly SeatPool[]
  /** So many of one pool, or none of them; one when nothing is said. */
  readonly count?: number | undefined
  /** This room of the desk, or nothing. */
  readonly roomId?: string | undefined
}

export interface SlotsRepository {
  /** By id alone: the address of a slot carries no community; the seat is then taken in that community. As it is now, whatever a transaction began with. */
  findPublic(id: string): Promise<SlotRow | null>
  /** All slots of a desk in this time, by time, with who holds their seats. */
  between(scope: Scope, deskId: string, from: Date, to: Date): Promise<SlotRow[]>
  /** What is offered of a desk in this time, by time. Whole rows: they are small, and to cut each costs more than to send it. */
  offered(scope: Scope, deskId: string, from: Date, to: Date): Promise<SlotRow[]>
  /** The soonest open slots with a seat, from an instant on; `release` opens shares as `now` comes near them. */
  nextFree(
    scope: Scope,
    deskId: string,
    from: Date,
    who: { readonly elder: boolean; readonly release: ShareRelease },
    limit: number,
    now: Date,
  ): Promise<SlotRow[]>
  /** Seats held from an instant on in slots that are not offered any more, by desk. */
  heldOutside(scope: Scope, from: Date): Promise<Map<string, number>>
  /** Times of a desk that are not offered any more, from an instant on, soonest first. */
  shutOf(scope: Scope, deskId: string, from: Date): Promise<SlotRow[]>
  /** Makes what is not there yet, of one desk. A slot that exists is left as it is and not written, whoever made it. */
  make(rows: readonly SlotRow[]): Promise<void>
  /**
   * Offers these times and no others from an instant on, each with so many seats. Seats that are held stay held: with
   * fewer seats than that a pool stands below nothing until enough have been given back.
   */
  offer(
    scope: Scope,
    deskId: string,
    from: Date,
    wanted: readonly Pick<SlotRow, 'startsAt'>[],
    pools: SeatPools,
  ): Promise<void>
  /** Removes what nobody holds and nobody is offered from an instant on, so that it can be made anew. */
  removeEmpty(scope: Scope, deskId: string, from: Date): Promise<void>
  /**
   * One seat for a booking, or false when none is left: the guard and the taking are one write. It stays outside an
   * open transaction on purpose: inside, everybody who wants the same time would conflict on this one document. A
   * {@link SeatClaimRow} written before it leads back when the booking comes to nothing.
   */
  take(scope: Scope, slotId: string, seat: SeatWish): Promise<boolean>
  /** {@link SlotsRepository.take} for the next of the waiting list, who alone gets what came back. */
  takeOffered(scope: Scope, slotId: string, seat: SeatWish): Promise<boolean>
  /** {@link SlotsRepository.take} for a while: the seats end by themselves. */
  hold(scope: Scope, slotId: string, seat: SeatWish & { readonly until: Date }): Promise<boolean>
  /**
   * Kept seats become given ones; false when the time of one is over or its pool is not for this person. What has been
   * settled before stays settled then: the caller gives all of them back.
   */
  settle(
    scope: Scope,
    slotId: string,
    bookingId: string,
    pools: readonly SeatPool[],
    now: Date,
    count?: number,
  ): Promise<boolean>
  /** Puts seats back whose time is over, when the slot as it was read has any. One write however many ask. */
  freeEnded(scope: Scope, slot: SlotRow, now: Date): Promise<void>
  /** {@link SlotsRepository.give} for a seat that is kept; one that has been given meanwhile stays. */
  giveHeld(scope: Scope, slotId: string, bookingId: string): Promise<void>
  /** From now on seats that come back go to the waiting list. Outside an open transaction, as the taking. */
  setWaited(scope: Scope, slotIds: readonly string[]): Promise<void>
  /** Everybody may have the seats again of all marked times but these. */
  clearWaited(keep: readonly string[]): Promise<void>
  /**
   * The seat a booking has is this room from now on; false when somebody else has that room then, or the seat is gone.
   * The guard and the naming are one write, in the unit of work that names the booking.
   */
  nameSeat(scope: Scope, slotId: string, bookingId: string, roomId: string): Promise<boolean>
  /** Gives a booking's seat back; once, however often it is asked. Outside an open transaction, as the taking. */
  give(scope: Scope, slotId: string, bookingId: string): Promise<void>
}

/** Pools somebody may have a seat of, each with the times in which it is open: `poolsFor` as a query. */
function offersOf(
  { elder, release }: { readonly elder: boolean; readonly release: ShareRelease },
  now: Date,
): { pool: SeatPool; within: { startsAt?: { $lte: Date } } }[] {
  const own = elder ? (['elder', 'general'] as const) : (['general'] as const)
  const released = elder ? (['walkIn'] as const) : (['elder', 'walkIn'] as const)
  return [
    ...own.map((pool) => ({ pool, within: {} })),
    ...released.flatMap((pool) => {
      const minutes = release[pool]
      return minutes === null
        ? []
        : [{ pool, within: { startsAt: { $lte: new Date(now.getTime() + minutes * 60_000) } } }]
    }),
  ]
}

export function createSlotsRepository(connection: Connection): SlotsRepository {
  const slots = slotModel(connection)
  const rows = rowsOf(slots)
  const inTime = (scope: Scope, deskId: string, from: Date, to?: Date) => ({
    ...inScope(scope),
    deskId,
    startsAt: { $gte: from, ...(to ? { $lt: to } : {}) },
  })

  async function taken(
    scope: Scope,
    slotId: string,
    { bookingId, pools, count = 1, roomId, until }: SeatWish & { readonly until?: Date },
    more: { waited?: { $ne: true } },
  ): Promise<boolean> {
    const held = Array.from({ length: count })
    for (const pool of pools) {
      const { modifiedCount } = await rows.updateOne(
        {
          ...{ _id: slotId, ...inScope(scope), open: true, [pool]: { $gte: count }, ...more },
          // One booking, one seat: of two moves of the same booking to one time the second takes nothing.
          'seats.bookingId': { $ne: bookingId },
          ...(roomId !== undefined && { 'seats.roomId': { $ne: roomId } }),
        },
        {
          $inc: { [pool]: -count },
          $push: {
            seats: {
              $each: held.map(() => ({
                ...{ bookingId, pool },
                ...(roomId !== undefined && { roomId }),
                ...(until && { until }),
              })),
            },
          },
        },
      )
      if (modifiedCount > 0) return true
    }
    return false
  }

  async function given(
    scope: Scope,
    slotId: string,
    seat: { readonly bookingId: string; readonly until?: { readonly $exists: true } },
  ): Promise<void> {
    for (const pool of seatPools) {
      const { modifiedCount } = await rows.updateOne(
        { _id: slotId, ...inScope(scope), seats: { $elemMatch: { ...seat, pool } } },
        // As many as it holds of them, in one write.
        [
          {
            $set: {
              [pool]: { $add: [`$${pool}`, { $size: heldWhere(seat.bookingId, pool) }] },
              seats: { $filter: { input: '$seats', cond: { $ne: ['$$this.bookingId', seat.bookingId] } } },
            },
          },
        ],
      )
      if (modifiedCount > 0) return
    }
  }

  return {
    findPublic: rowsTogether(rows),
    between: (scope, deskId, from, to) =>
      rows
        .find(inTime(scope, deskId, from, to), joining(connection))
        .sort({ startsAt: 1 })
        .limit(MOST_SLOTS)
        .toArray(),
    offered: (scope, deskId, from, to) =>
      rows
        .find({ ...inTime(scope, deskId, from, to), open: true }, joining(connection))
        .sort({ startsAt: 1 })
        .limit(MOST_SLOTS)
        // A month in one answer: the first batch alone would be a hundred.
        .batchSize(MOST_SLOTS)
        .toArray(),
    nextFree: (scope, deskId, from, who, limit, now) =>
      rows
        .find(
          {
            ...inTime(scope, deskId, from),
            open: true,
            waited: { $ne: true },
            $or: offersOf(who, now).flatMap(({ pool, within }) => [
              { [pool]: { $gt: 0 }, ...within },
              { seats: { $elemMatch: { pool, until: { $lte: now } } }, ...within },
            ]),
          },
          joining(connection),
        )
        .sort({ startsAt: 1 })
        .limit(limit)
        .toArray(),
    shutOf: (scope, deskId, from) =>
      rows
        .find({ ...inTime(scope, deskId, from), open: false }, joining(connection))
        .sort({ startsAt: 1 })
        .limit(MOST_SLOTS)
        .toArray(),
    async heldOutside(scope, from) {
      const shut = await rows
        .find({ ...inScope(scope), open: false, startsAt: { $gte: from } }, joining(connection))
        .sort({ startsAt: 1 })
        .limit(MOST_SLOTS)
        .toArray()
      const held = new Map<string, number>()
      for (const row of shut) held.set(row.deskId, (held.get(row.deskId) ?? 0) + givenSeats(row).length)
      return held
    },
    async make(made) {
      const [first] = made
      if (!first) return
      const { communityId: community, deskId: desk } = first
      const known = await rows
        .find(
          { communityId: community, deskId: desk, startsAt: { $gte: first.startsAt } },
          { projection: { startsAt: 1 }, ...joining(connection) },
        )
        .sort({ startsAt: 1 })
        .limit(MOST_SLOTS)
        .toArray()
      const there = new Set(known.map(({ startsAt }) => startsAt.getTime()))
      const missing = made.filter(({ startsAt }) => !there.has(startsAt.getTime()))
      if (missing.length === 0) return
      await rows.bulkWrite(
        missing.map((row) => {
          const { communityId, deskId, startsAt, ...rest } = row
          return {
            updateOne: {
              filter: { communityId, deskId, startsAt },
              update: { $setOnInsert: rest },
              upsert: true,
            },
          }
        }),
        { ordered: false, ...joining(connection) },
      )
    },
    async offer(scope, deskId, from, wanted, pools) {
      const times = wanted.map(({ startsAt }) => startsAt)
      const mine = { ...inScope(scope), deskId }
      await rows.updateMany(
        { ...mine, startsAt: { $gte: from, $nin: times } },
        { $set: { open: false } },
        joining(connection),
      )
      await rows.updateMany(
        { ...mine, startsAt: { $in: times } },
        [
          {
            $set: {
              open: true,
              ...Object.fromEntries(seatPools.map((pool) => [pool, leftOf(pool, pools)])),
            },
          },
        ],
        joining(connection),
      )
    },
    async removeEmpty(scope, deskId, from) {
      await rows.deleteMany({ ...inTime(scope, deskId, from), seats: { $size: 0 } }, joining(connection))
    },
    take: (scope, slotId, seat) => taken(scope, slotId, seat, { waited: { $ne: true } }),
    takeOffered: (scope, slotId, seat) => taken(scope, slotId, seat, {}),
    async setWaited(scope, slotIds) {
      await rows.updateMany({ _id: { $in: [...slotIds] }, ...inScope(scope) }, { $set: { waited: true } })
    },
    async clearWaited(keep) {
      await rows.updateMany({ waited: true, _id: { $nin: [...keep] } }, { $unset: { waited: 1 } })
    },
    async nameSeat(scope, slotId, bookingId, roomId) {
      const { matchedCount } = await rows.updateOne(
        {
          ...{ _id: slotId, ...inScope(scope) },
          seats: { $elemMatch: { bookingId, until: { $exists: false } } },
          $expr: roomIsLeftTo(bookingId, roomId),
        },
        { $set: { 'seats.$.roomId': roomId } },
        joining(connection),
      )
      return matchedCount > 0
    },
    give: (scope, slotId, bookingId) => given(scope, slotId, { bookingId }),
    giveHeld: (scope, slotId, bookingId) => given(scope, slotId, { bookingId, until: { $exists: true } }),
    hold: (scope, slotId, seat) => taken(scope, slotId, seat, { waited: { $ne: true } }),
    async settle(scope, slotId, bookingId, pools, now, count = 1) {
      for (let settled = 0; settled < count; settled += 1) {
        const { modifiedCount } = await rows.updateOne(
          {
            ...{ _id: slotId, ...inScope(scope), open: true },
            seats: { $elemMatch: { bookingId, until: { $gt: now }, pool: { $in: [...pools] } } },
          },
          { $unset: { 'seats.$.until': 1 } },
        )
        if (modifiedCount === 0) return false
      }
      return true
    },
    async freeEnded(scope, slot, now) {
      if (!slot.seats.some(({ until }) => until !== undefined && until <= now)) return
      await rows.updateOne(
        { _id: slot._id, ...inScope(scope), seats: { $elemMatch: { until: { $lte: now } } } },
        [
          {
            $set: {
              ...Object.fromEntries(
                seatPools
                  .filter((pool) => slot[pool] !== undefined)
                  .map((pool) => [pool, endedOf(pool, now)]),
              ),
              seats: { $filter: { input: '$seats', cond: { $not: [endedAt(now)] } } },
            },
          },
        ],
      )
    },
  }
}
