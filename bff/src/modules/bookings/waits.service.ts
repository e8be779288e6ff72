import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { seatsLeft } from '@linli/shared/bookings/slots.rules'
import { waitMachine, waitStatusLabel, type WaitEvent } from '@linli/shared/bookings/waits.machine'
import { offerEnd } from '@linli/shared/bookings/waits.rules'
import type { WaitView } from '@linli/shared/bookings/waits.schema'
import type { GroupWish } from '@linli/shared/bookings/rooms.rules'
import { sourcesOf } from '@linli/shared/machine'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachAlone, idOf } from '../../platform/due-rows'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseFaster, refuseMoved, unlessFaster } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingsService } from './bookings.service'
import { deskScope } from './bookings.policy'
import type { BookingSettingsSource } from './bookings.settings'
import type { DesksRepository } from './desks.repository'
import type { Guests } from './guests'
import { meansLeft } from './means'
import type { Reservations } from './reservations'
import { refuseGroup } from './room-times'
import type { Seat } from './seat-finder'
import type { Seats } from './seats'
import { openPools, poolsAt } from './slot-seats'
import type { SlotsRepository } from './slots.repository'
import type { WaitRow } from './wait.model'
import type { WaitTold } from './waits.messages'
import type { WaitsRepository } from './waits.repository'

export interface WaitsService {
  /** A place on the list of a full time; the same again is the same place. `seats_left` while it is not full. */
  join(
    actor: Actor,
    slotId: string,
    wish: {
      serviceCode: string
      forPersonId?: string | undefined
      /** Who would come to a room, and what for. */
      group?: GroupWish | undefined
    },
  ): Promise<WaitView>
  mine(actor: Actor): Promise<{ items: WaitView[] }>
  /** Takes the seat that is offered; a room is then asked for, and the office decides. */
  accept(actor: Actor, id: string, version: number): Promise<BookingView>
  leave(actor: Actor, id: string, version: number): Promise<WaitView>
  /** A place goes without a word, the seat of an offer with it: its account is deleted. */
  forget(row: WaitRow): Promise<void>
  /**
   * Lets offers go that nobody took, and offers in order what came back; answers how many offers were made. Safe
   * beside other workers.
   */
  offer(): Promise<number>
}

export interface WaitsDeps {
  readonly waits: WaitsRepository
  readonly slots: SlotsRepository
  readonly desks: Pick<DesksRepository, 'find'>
  readonly seats: Seats
  readonly reservations: Reservations
  readonly guests: Guests
  readonly bookings: Pick<BookingsService, 'get'>
  readonly settings: BookingSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
  readonly ids: Ids
}

/** Waiting lists of full times. */
export function createWaitsService(deps: WaitsDeps): WaitsService {
  const { waits, slots, desks, seats, reservations, guests, bookings, settings, uow, outbox, clock, ids } =
    deps

  async function own(actor: Actor, id: string): Promise<{ row: WaitRow; scope: Scope }> {
    const row = await waits.findOwn(id, actor.accountId)
    if (!row) throw new AppError('not_found')
    return { row, scope: deskScope(row.communityId) }
  }

  /** Inside a unit of work. */
  async function change(
    scope: Scope,
    row: WaitRow,
    event: WaitEvent,
    offer?: Pick<WaitRow, 'offerUntil' | 'moreSlotIds'>,
  ): Promise<WaitRow> {
    const changed = await waits.change(scope, row, event, offer)
    return changed ?? refuseFaster(await waits.find(scope, row._id), sourcesOf(waitMachine, event))
  }

  const tell = (type: WaitTold, { _id: aggregateId, communityId, version }: WaitRow) =>
    outbox.add({ type, aggregateId, communityId, payload: { version } })

  async function positionsOf(rows: readonly WaitRow[]): Promise<Map<string, number>> {
    const positions = new Map<string, number>()
    for (const communityId of new Set(rows.map((row) => row.communityId))) {
      const slotIds = rows.filter((row) => row.communityId === communityId).map((row) => row.slotId)
      const counts = new Map<string, number>()
      for (const { _id, slotId } of await waits.waitingFor(deskScope(communityId), slotIds)) {
        const position = (counts.get(slotId) ?? 0) + 1
        counts.set(slotId, position)
        positions.set(_id, position)
      }
    }
    return positions
  }

  async function viewOf(row: WaitRow): Promise<WaitView> {
    return present(row, row.status === 'waiting' ? await positionsOf([row]) : new Map())
  }

  /** An offer or a place goes: the seat of an offer with it. */
  async function end(scope: Scope, row: WaitRow, event: 'leave' | 'lapse'): Promise<WaitRow> {
    const step = async (): Promise<WaitRow> => {
      const ended = await change(scope, row, event)
      if (event === 'lapse') await tell('wait.lapsed', ended)
      return ended
    }
    const held = [row.slotId, ...(row.moreSlotIds ?? [])]
    return row.status === 'offered' ? seats.givingUp(held, scope, row.bookingId, step) : uow.run(step)
  }

  async function lapse(row: WaitRow): Promise<void> {
    // Taken or left in the meantime: then there is nothing to end.
    await end(deskScope(row.communityId), row, 'lapse').catch(unlessFaster)
  }

  return {
    async join(actor, slotId, { serviceCode, forPersonId, group }) {
      const now = clock.now()
      const { slot, desk, means } = await seats.find(slotId, now)
      const { communityId } = desk
      if (communityId !== actor.communityId) throw new AppError('not_found')
      refuseGroup(desk, group)
      const scope = deskScope(communityId)
      const { service } = await reservations.item(desk, serviceCode)
      const figures = await settings.of(communityId)
      const guest = await guests.ofResident(actor, scope, figures, forPersonId)
      await guests.refuseResting(scope, guest.personKey, figures, now)
      const left = Math.min(
        seatsLeft(poolsAt(slot, now), openPools(desk, slot, guest, now)),
        meansLeft(means, now),
      )
      if (slot.waited !== true && left > 0) throw new AppError('seats_left')
      const row: WaitRow = {
        _id: ids.next('wts'),
        ...{ communityId, slotId, deskId: desk._id, deskName: desk.name, place: desk.place },
        ...{ startsAt: slot.startsAt, endsAt: slot.endsAt },
        ...{ serviceCode: service.code, serviceLabel: service.label },
        accountId: actor.accountId,
        ...guest,
        ...(desk.kind === 'room' && group && { group }),
        status: 'waiting',
        version: 1,
        at: now,
        open: true,
        bookingId: ids.next('bkg'),
      }
      const known = await waits.openOf(scope, slotId, guest.personKey)
      if (known) return viewOf(mineOnly(known, actor))
      await uow
        .run(() => waits.insert(row))
        .catch((error: unknown) => {
          throw isDuplicateKey(error, 'wait_person_unique')
            ? new AppError('booked_already', { cause: error })
            : error
        })
      // Lost with a process that dies here, it is marked by the next round of offers.
      await slots.setWaited(scope, [slotId])
      return viewOf(row)
    },

    async mine(actor) {
      const rows = await waits.listOwn(actor.accountId)
      const positions = await positionsOf(rows.filter(({ status }) => status === 'waiting'))
      const inOrder = rows.toSorted((a, b) => Number(b.status === 'offered') - Number(a.status === 'offered'))
      return { items: inOrder.map((row) => present(row, positions)) }
    },

    async accept(actor, id, version) {
      const now = clock.now()
      const { row, scope } = await own(actor, id)
      refuseMoved(row, version, sourcesOf(waitMachine, 'accept'))
      const slot = await slots.findPublic(row.slotId)
      const desk = await desks.find(scope, row.deskId)
      // A time the desk has taken back is nobody's any more, whoever it was offered to.
      if (!slot?.open || !desk || (row.offerUntil && row.offerUntil <= now)) {
        throw new AppError('invalid_status', { details: { current: 'ended', allowedFrom: ['offered'] } })
      }
      const item = await reservations.item(desk, row.serviceCode)
      const figures = await settings.of(row.communityId)
      // Whoever waits for somebody else books for them only while they agree to it.
      if (!row.forSelf) await guests.ofResident(actor, scope, figures, row.personKey)
      const number = await reservations.number(row.communityId, now)
      const { bookingId, personKey, forSelf, forLabel, elder } = row
      await uow.run(async () => {
        await change(scope, row, 'accept')
        await reservations.store(
          { seat: { slot, desk, means: [] }, bookingId, number },
          item,
          { personKey, forSelf, forLabel, elder },
          { actor, role: null, accountId: actor.accountId, group: row.group, alreadyHeld: row.moreSlotIds },
          figures,
          now,
        )
      })
      return bookings.get(actor, bookingId)
    },

    async leave(actor, id, version) {
      const { row, scope } = await own(actor, id)
      refuseMoved(row, version, sourcesOf(waitMachine, 'leave'))
      return viewOf(await end(scope, row, 'leave'))
    },

    async forget(row) {
      await end(deskScope(row.communityId), row, 'leave').catch(unlessFaster)
    },

    offer: () =>
      eachAlone(
        [lapseExpired, offerFree],
        ({ name }) => name,
        (step) => step(clock.now()),
      ),
  }

  /** Offers that nobody took; answers for none, as nothing is offered by it. */
  async function lapseExpired(now: Date): Promise<number> {
    return eachAlone(await waits.expired(now), idOf, async (row) => {
      await lapse(row)
      return 0
    })
  }

  async function offerFree(now: Date): Promise<number> {
    const slotsOf = new Map<string, WaitRow[]>()
    for (const row of await waits.allWaiting())
      slotsOf.set(row.slotId, [...(slotsOf.get(row.slotId) ?? []), row])
    await slots.clearWaited([...slotsOf.keys()])
    return eachAlone(
      slotsOf,
      ([slotId]) => slotId,
      ([slotId, list]) => offerOne(slotId, list, now),
    )
  }

  async function offerOne(slotId: string, list: readonly WaitRow[], now: Date): Promise<number> {
    const [first] = list
    if (!first) return 0
    const scope = deskScope(first.communityId)
    const desk = await desks.find(scope, first.deskId)
    const lastMoment = new Date(first.startsAt.getTime() - (desk?.window.leadMinutes ?? 0) * 60_000)
    if (lastMoment <= now) {
      for (const row of list) await lapse(row)
      return 0
    }
    // Marked once and not each round: what is read afterwards is the list's alone.
    let slot = await slots.findPublic(slotId)
    if (slot && slot.waited !== true) {
      await slots.setWaited(scope, [slotId])
      slot = await slots.findPublic(slotId)
    }
    if (!slot || !desk) return 0
    // What was kept for somebody who did not book is the list's.
    await slots.freeEnded(scope, slot, now)
    const seat = await seats.whole({ slot, desk })
    return seat && meansLeft(seat.means, now) > 0 ? offerSeats(seat, list, now, lastMoment) : 0
  }

  /** Seats that came back go to the first who may have them; nothing is written while there are none. */
  async function offerSeats(
    seat: Seat,
    list: readonly WaitRow[],
    now: Date,
    lastMoment: Date,
  ): Promise<number> {
    const left = { ...poolsAt(seat.slot, now) }
    let made = 0
    for (const row of list) {
      const pool = openPools(seat.desk, seat.slot, row, now).find((one) => left[one] > 0)
      if (pool === undefined) continue
      const { offerMinutes } = await settings.of(row.communityId)
      const until = offerEnd(now, offerMinutes, lastMoment)
      const given = await seats
        .offering(seat, row.bookingId, row, now, async () => {
          const offer = {
            offerUntil: until,
            ...(seat.means.length > 0 && { moreSlotIds: seat.means.map(({ slot }) => slot._id) }),
          }
          await tell('wait.offered', await change(deskScope(row.communityId), row, 'offer', offer))
        })
        .catch(unlessFaster)
      if (!given) continue
      left[pool] -= 1
      made += 1
    }
    return made
  }
}

/** A place that somebody else has taken for the same person is not shown to the one who asks. */
function mineOnly(row: WaitRow, actor: Actor): WaitRow {
  if (row.accountId !== actor.accountId) throw new AppError('booked_already')
  return row
}

const present = (row: WaitRow, positions: ReadonlyMap<string, number>): WaitView => ({
  id: row._id,
  version: row.version,
  status: row.status,
  statusLabel: waitStatusLabel[row.status],
  position: positions.get(row._id) ?? null,
  offerUntil: row.status === 'offered' ? (row.offerUntil?.toISOString() ?? null) : null,
  slotId: row.slotId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  service: { code: row.serviceCode, label: row.serviceLabel },
  ...{ deskId: row.deskId, deskName: row.deskName, place: row.place },
  ...{ forSelf: row.forSelf, forLabel: row.forLabel },
  group: row.group ?? null,
})
