import type { DeskRoom } from '@linli/shared/bookings/rooms.rules'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { eachAlone, idOf, walk } from '../../platform/due-rows'
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

/** The room was had at one of the times, or somebody was faster: nothing of this try is kept. */
class NotNamed extends Error {}

/**
 * Rooms that were asked for before the rooms of their desk had names get one of them: the first that nobody has at all
 * of their times. The booking, its seats and the word to its person are one unit of work, so that of two workers one
 * names it, and no seat ever says another room than its booking. What cannot be in one room all the while stays without,
 * and the office sees it. Whoever stays for several times goes first: one time finds a room where a row would not.
 */
export function createRoomNaming(deps: {
  desks: Pick<DesksRepository, 'find' | 'allAfter'>
  slots: Pick<SlotsRepository, 'between' | 'freeEnded' | 'nameSeat'>
  bookings: Pick<BookingsRepository, 'comingOf' | 'nameRoom'>
  acts: Pick<BookingActs, 'tell'>
  uow: UnitOfWork
  clock: Clock
}): RoomNaming {
  const { desks, slots, bookings, acts, uow, clock } = deps

  /** Names the booking and all of its seats alike; false when no room is left at all of its times. */
  async function inOneRoom(desk: DeskRow, row: BookingRow, times: readonly SlotRow[], now: Date) {
    const scope = deskScope(row.communityId)
    const others = times.map((slot) => ({ seats: slot.seats.filter((seat) => seat.bookingId !== row._id) }))
    const [named] = roomIdsOf(row, times)
    for (const slot of times) await slots.freeEnded(scope, slot, now)
    for (const roomId of roomsToTry(desk, others, now, row.room?.id ?? named)) {
      const room = desk.rooms?.find(({ id }) => id === roomId)
      if (room && (await isNamed(row, times, { id: room.id, name: room.name }))) return true
    }
    return false
  }

  async function isNamed(row: BookingRow, times: readonly SlotRow[], room: DeskRoom): Promise<boolean> {
    const scope = deskScope(row.communityId)
    try {
      await uow.run(async () => {
        if (!(await bookings.nameRoom(scope, row, room))) throw new NotNamed()
        for (const { _id } of times)
          if (!(await slots.nameSeat(scope, _id, row._id, room.id))) throw new NotNamed()
        // Where only a seat had lost it, the person knows the room.
        if (row.room?.id !== room.id) await acts.tell('booking.room_named', row)
      })
      return true
    } catch (error) {
      if (error instanceof NotNamed) return false
      throw error
    }
  }

  async function nameComing(desk: DeskRow): Promise<number> {
    if ((desk.rooms ?? []).length === 0) return 0
    const now = clock.now()
    const today = dayOf(now)
    const scope = deskScope(desk.communityId)
    const coming = (await bookings.comingOf(scope, desk._id, today))
      .filter(({ endsAt }) => endsAt !== undefined && endsAt > now)
      .sort((one, other) => slotIdsOf(other).length - slotIdsOf(one).length)
    let named = 0
    for (const row of coming) {
      // Read anew for each: the one before has just got a room.
      const slotIds = new Set(slotIdsOf(row))
      const [from, to] = [instantOf(row.day), instantOf(addDays(row.day, 1))]
      const times = (await slots.between(scope, desk._id, from, to)).filter(({ _id }) => slotIds.has(_id))
      if (times.length === 0 || isSettled(row, times)) continue
      if (await inOneRoom(desk, row, times, now)) named += 1
    }
    return named
  }

  return {
    async ofDesk(communityId, deskId) {
      const desk = await desks.find(deskScope(communityId), deskId)
      return desk ? nameComing(desk) : 0
    },
    ofAll: () =>
      eachAlone(
        walk((after, limit) => desks.allAfter(after, limit), DESKS_AT_A_TIME),
        idOf,
        nameComing,
      ),
  }
}

const roomIdsOf = (row: BookingRow, times: readonly SlotRow[]): (string | undefined)[] =>
  times.map(({ seats }) => seats.find(({ bookingId }) => bookingId === row._id)?.roomId)

/** The booking and all of its seats say the same room. */
const isSettled = (row: BookingRow, times: readonly SlotRow[]): boolean =>
  row.room !== undefined && roomIdsOf(row, times).every((roomId) => roomId === row.room?.id)
