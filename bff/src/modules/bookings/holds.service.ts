import type { SeatHoldView } from '@linli/shared/bookings/holds.schema'
import { deskWithRoom, type DeskRoom } from '@linli/shared/bookings/rooms.rules'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { deskScope } from './bookings.policy'
import type { BookingSettingsSource } from './bookings.settings'
import type { Guests } from './guests'
import { roomAt, type Reservations } from './reservations'
import { timesBehind } from './room-times'
import type { HeldClaim, SeatHolds } from './seat-holds'
import type { Seat } from './seat-finder'
import type { Seats } from './seats'
import type { SlotsRepository } from './slots.repository'

export interface HoldsService {
  /**
   * Keeps a seat, with the people and equipment it needs and the times of a room right behind it, while a form is
   * filled in. Asked again for the same time it is the same seat with the same end, for as long as is wanted now; after
   * its end it is a new one. `slot_full` with the next free times; what was kept before stays kept then.
   */
  take(
    actor: Actor,
    slotId: string,
    wish: {
      serviceCode: string
      forPersonId?: string | undefined
      moreSlotIds?: readonly string[] | undefined
    },
  ): Promise<SeatHoldView>
  release(actor: Actor): Promise<Record<string, never>>
}

/** Seats kept for whoever fills in a form. */
export function createHoldsService(deps: {
  seats: Pick<Seats, 'find' | 'full' | 'refuseFull'>
  slots: Pick<SlotsRepository, 'findPublic'>
  holds: SeatHolds
  reservations: Pick<Reservations, 'item'>
  guests: Guests
  settings: BookingSettingsSource
  clock: Clock
  ids: Ids
}): HoldsService {
  const { seats, slots, holds, reservations, guests, settings, clock, ids } = deps
  return {
    async take(actor, slotId, { serviceCode, forPersonId, moreSlotIds = [] }) {
      const now = clock.now()
      // What is not there, or another community's, does not exist for the one who asks.
      if ((await slots.findPublic(slotId))?.communityId !== actor.communityId) throw new AppError('not_found')
      const seat = await seats.find(slotId, now)
      const { communityId } = seat.desk
      await reservations.item(seat.desk, serviceCode)
      const [scope, own] = [deskScope(communityId), await settings.of(communityId)]
      const guest = await guests.ofResident(actor, scope, own, forPersonId)
      await guests.refuseResting(scope, guest.personKey, own, now)
      const more = await timesBehind(seats, seat, moreSlotIds, now)
      const kept = await holds.of(actor.accountId, slotId)
      if (kept) {
        const stretched = await holds.stretch(kept, seat, { elder: guest.elder, more })
        if (!stretched) throw await seats.full(seat, guest, now)
        return present(stretched, { seat, more, room: await roomAt(slots, seat, kept.bookingId) }, now)
      }
      await seats.refuseFull(seat, now)
      const until = new Date(now.getTime() + own.holdMinutes * 60_000)
      const bookingId = ids.next('bkg')
      const wish = { bookingId, elder: guest.elder, more, until }
      const held = await holds.take(actor.accountId, seat, wish)
      if (!held) throw await seats.full(seat, guest, now)
      return present(held, { seat, more, room: await roomAt(slots, seat, bookingId) }, now)
    },

    async release(actor) {
      await holds.release(actor.accountId)
      return {}
    },
  }
}

interface Kept {
  readonly seat: Seat
  readonly more: readonly Seat[]
  readonly room: DeskRoom | undefined
}

const present = (
  { _id: id, until }: HeldClaim,
  { seat: { slot, desk }, more, room }: Kept,
  now: Date,
): SeatHoldView => ({
  id,
  slotId: slot._id,
  moreSlotIds: more.map((one) => one.slot._id),
  startsAt: slot.startsAt.toISOString(),
  endsAt: (more.at(-1) ?? { slot }).slot.endsAt.toISOString(),
  ...{ deskId: desk._id, deskName: deskWithRoom(desk.name, room), place: desk.place, room: room ?? null },
  ...{ kind: desk.kind ?? 'counter', mostHeads: desk.mostHeads ?? null },
  bufferMinutes: desk.pattern.bufferMinutes,
  until: until.toISOString(),
  secondsLeft: Math.max(0, Math.round((until.getTime() - now.getTime()) / 1_000)),
})
