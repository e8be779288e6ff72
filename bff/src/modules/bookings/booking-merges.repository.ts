import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { bookingModel, type BookingRow } from './booking.model'
import { waitModel, type WaitRow } from './wait.model'

export interface BookingMerges {
  /**
   * Gives the bookings and places on waiting lists of one record to the other; answers the ids of those that went.
   * What would stand beside the other's own at the same time, or for the same matter on one day, stays where it is:
   * nobody has two. Joins the unit of work.
   */
  move(scope: Scope, fromId: string, toId: string): Promise<string[]>
  /** Gives these back, as far as they are still the other's. Joins the unit of work. */
  giveBack(scope: Scope, ids: readonly string[], fromId: string, toId: string): Promise<void>
}

type Seat = Pick<BookingRow, '_id' | 'startsAt' | 'day' | 'service' | 'holds' | 'nth'>
const seatFields = { startsAt: 1, day: 1, 'service.code': 1, holds: 1, nth: 1 } as const
type Place = Pick<WaitRow, '_id' | 'slotId'>

/** What bookings keep under a person of the roll, moved when two records become one and parted again. */
export function createBookingMerges(connection: Connection): BookingMerges {
  const bookings = bookingModel(connection)
  const waits = waitModel(connection)

  const seatsOf = (scope: Scope, personKey: string): Promise<Seat[]> =>
    bookings.find({ ...inScope(scope), personKey }, seatFields).lean<Seat[]>()
  const placesOf = (scope: Scope, personKey: string): Promise<Place[]> =>
    waits.find({ ...inScope(scope), personKey, open: true }, { slotId: 1 }).lean<Place[]>()

  async function moveSeats(scope: Scope, fromId: string, toId: string): Promise<string[]> {
    const held = (await seatsOf(scope, toId)).filter(({ holds }) => holds === true)
    const moved: string[] = []
    for (const seat of await seatsOf(scope, fromId)) {
      if (seat.holds && held.some((own) => stands(own, seat))) continue
      const number = seat.holds === true ? numberBeside(held, seat) : undefined
      await bookings.updateOne(
        { ...inScope(scope), _id: seat._id, personKey: fromId },
        { $set: { personKey: toId, ...(number !== undefined && { 'nth.person': number }) } },
      )
      if (seat.holds)
        held.push({ ...seat, ...(number !== undefined && { nth: { ...seat.nth, person: number } }) })
      moved.push(seat._id)
    }
    return moved
  }

  async function movePlaces(scope: Scope, fromId: string, toId: string): Promise<string[]> {
    const taken = new Set((await placesOf(scope, toId)).map(({ slotId }) => slotId))
    const ids = (await placesOf(scope, fromId)).flatMap(({ _id, slotId }) => (taken.has(slotId) ? [] : _id))
    await waits.updateMany({ ...inScope(scope), _id: { $in: ids } }, { $set: { personKey: toId } })
    return ids
  }

  return {
    async move(scope, fromId, toId) {
      const seats = await moveSeats(scope, fromId, toId)
      return [...seats, ...(await movePlaces(scope, fromId, toId))]
    },
    async giveBack(scope, ids, fromId, toId) {
      if (ids.length === 0) return
      const filter = { ...inScope(scope), _id: { $in: [...ids] }, personKey: fromId }
      await bookings.updateMany(filter, { $set: { personKey: toId } })
      await waits.updateMany(filter, { $set: { personKey: toId } })
    },
  }
}

const stands = (own: Seat, other: Seat): boolean =>
  (own.startsAt !== undefined && own.startsAt.getTime() === other.startsAt?.getTime()) ||
  (own.service.code === other.service.code && own.day === other.day)

/** The number a limited booking gets among those it comes to, where its own is taken; else undefined. */
function numberBeside(held: readonly Seat[], { service, nth }: Seat): number | undefined {
  const own = nth?.person
  const taken = held.flatMap((seat) => (seat.service.code === service.code ? (seat.nth?.person ?? []) : []))
  return own !== undefined && taken.includes(own) ? Math.max(...taken) + 1 : undefined
}
