import { deskWithRoom, type DeskRoom } from '@linli/shared/bookings/rooms.rules'
import type { BookingRow } from './booking.model'
import type { DeskRow } from './desk.model'
import type { SeatHold, SlotRow } from './slot.model'

/** A time with the rooms that are held in it. */
interface WithSeats {
  readonly seats: readonly Pick<SeatHold, 'roomId' | 'until'>[]
}

/** Held now: what was kept for somebody and is over is anybody's. */
const isHeld = ({ until }: Pick<SeatHold, 'until'>, now: Date): boolean => until === undefined || until > now

/** Ids of the rooms of a desk that nobody has at a time; null where the rooms have no names. */
export function freeRoomIds(
  { rooms = [] }: Pick<DeskRow, 'rooms'>,
  { seats }: WithSeats,
  now: Date,
): string[] | null {
  if (rooms.length === 0) return null
  const held = new Set(seats.filter((seat) => isHeld(seat, now)).map(({ roomId }) => roomId))
  return rooms.flatMap(({ id }) => (held.has(id) ? [] : [id]))
}

/**
 * Rooms to try for a booking, one after the other: those that were free at all of its times when they were read, the
 * one it has already in front. `[undefined]` where rooms have no names: any seat is as good. Which one it gets is
 * decided by the guarded write of the taking.
 */
export function roomsToTry(
  desk: Pick<DeskRow, 'rooms'>,
  slots: readonly WithSeats[],
  now: Date,
  own?: string,
): (string | undefined)[] {
  const free = slots.map((slot) => freeRoomIds(desk, slot, now))
  const [first] = free
  if (first === undefined || first === null) return [undefined]
  const everywhere = first.filter((id) => free.every((ids) => ids === null || ids.includes(id)))
  return own !== undefined && everywhere.includes(own)
    ? [own, ...everywhere.filter((id) => id !== own)]
    : everywhere
}

/** The room a booking holds at a time, as the desk calls it; undefined where rooms have no names. */
export function roomHeldBy(
  { rooms = [] }: Pick<DeskRow, 'rooms'>,
  slot: Pick<SlotRow, 'seats'> | null,
  bookingId: string,
): DeskRoom | undefined {
  const held = slot?.seats.find((seat) => seat.bookingId === bookingId)?.roomId
  const room = rooms.find(({ id }) => id === held)
  return room && { id: room.id, name: room.name }
}

/** `活动室 203 室`, `1 号窗口`. */
export const deskNameOf = ({ deskName, room }: Pick<BookingRow, 'deskName' | 'room'>): string =>
  deskWithRoom(deskName, room)

/** Where somebody goes: `社区服务站二楼，203 室`. */
export const placeOf = ({ place, room }: Pick<BookingRow, 'place' | 'room'>): string =>
  room ? `${place}，${room.name}` : place
