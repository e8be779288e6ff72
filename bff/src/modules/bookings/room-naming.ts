import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingActs } from './booking-acts'
import type { BookingRow } from './booking.model'
import { deskScope } from './bookings.policy'
import type { BookingsRepository } from './bookings.repository'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import { roomsToTry } from './named-rooms'
import type { SlotRow } from './slot.model'
import { slotIdsOf } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

const DESKS_AT_A_TIME = 50

export interface RoomNaming {
  /** Rooms for the bookings to come of one desk; answers how many got one. */
  ofDesk(communityId: string, deskId: string): Promise<number>
  /** The same for every desk whose rooms have names. Safe beside other workers. */
  ofAll(): Promise<number>
}

/**
 * Rooms that were asked for before the rooms of their desk had names get one of them: the first that nobody has at all
 * of their times. As with the taking of a seat, each time is one guarded write and the seat is the only place that
 * decides; the booking copies the room from it and its person is told. What cannot be in one room all the while stays
 * without, and the office sees it. A process that dies in between has named some seats of a booking and not it: the next
 * round goes on with them.
 */
export function createRoomNaming(deps: {
  desks: Pick<DesksRepository, 'find' | 'allAfter'>
  slots: Pick<SlotsRepository, 'between' | 'freeEnded' | 'nameSeat' | 'unnameSeat'>
  bookings: Pick<BookingsRepository, 'comingOf' | 'nameRoom'>
  acts: Pick<BookingActs, 'tell'>
  uow: UnitOfWork
  clock: Clock
}): RoomNaming {
  const { desks, slots, bookings, acts, uow, clock } = deps

  /** Names all seats of a booking alike; null when no room is left at all of its times. */
  async function inOneRoom(desk: DeskRow, row: BookingRow, times: readonly SlotRow[], now: Date) {
    const scope = deskScope(row.communityId)
    const others = times.map((slot) => ({ seats: slot.seats.filter((seat) => seat.bookingId !== row._id) }))
    const [named] = roomIdsOf(row, times)
    for (const slot of times) await slots.freeEnded(scope, slot, now)
    for (const roomId of roomsToTry(desk, others, now, row.room?.id ?? named)) {
      const room = desk.rooms?.find(({ id }) => id === roomId)
      if (room && (await isNamed(row, times, room.id))) return { id: room.id, name: room.name }
    }
    if (!row.room) for (const { _id } of times) await slots.unnameSeat(scope, _id, row._id)
    return null
  }

  async function isNamed(row: BookingRow, times: readonly SlotRow[], roomId: string): Promise<boolean> {
    for (const { _id } of times)
      if (!(await slots.nameSeat(deskScope(row.communityId), _id, row._id, roomId))) return false
    return true
  }

  async function nameComing(desk: DeskRow): Promise<number> {
    if ((desk.rooms ?? []).length === 0) return 0
    const now = clock.now()
    const today = dayOf(now)
    const scope = deskScope(desk.communityId)
    const coming = (await bookings.comingOf(scope, desk._id, today)).filter(
      ({ endsAt }) => endsAt !== undefined && endsAt > now,
    )
    let named = 0
    for (const row of coming) {
      // Read anew for each: the one before has just got a room.
      const slotIds = new Set(slotIdsOf(row))
      const [from, to] = [instantOf(row.day), instantOf(addDays(row.day, 1))]
      const times = (await slots.between(scope, desk._id, from, to)).filter(({ _id }) => slotIds.has(_id))
      if (times.length === 0 || isSettled(row, times)) continue
      const room = await inOneRoom(desk, row, times, now)
      if (!room) continue
      const kept = await uow.run(async () => {
        const isKept = await bookings.nameRoom(scope, row, room)
        // Where only a seat had lost it, the person knows the room.
        if (isKept && row.room?.id !== room.id) await acts.tell('booking.room_named', row)
        return isKept
      })
      if (kept) named += 1
    }
    return named
  }

  return {
    async ofDesk(communityId, deskId) {
      const desk = await desks.find(deskScope(communityId), deskId)
      return desk ? nameComing(desk) : 0
    },
    async ofAll() {
      let named = 0
      let after: string | null = null
      for (;;) {
        const batch: DeskRow[] = await desks.allAfter(after, DESKS_AT_A_TIME)
        for (const desk of batch) named += await nameComing(desk)
        const last = batch.at(-1)
        if (!last || batch.length < DESKS_AT_A_TIME) return named
        after = last._id
      }
    },
  }
}

const roomIdsOf = (row: BookingRow, times: readonly SlotRow[]): (string | undefined)[] =>
  times.map(({ seats }) => seats.find(({ bookingId }) => bookingId === row._id)?.roomId)

/** The booking and all of its seats say the same room. */
const isSettled = (row: BookingRow, times: readonly SlotRow[]): boolean =>
  row.room !== undefined && roomIdsOf(row, times).every((roomId) => roomId === row.room?.id)
