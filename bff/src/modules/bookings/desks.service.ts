import { randomBytes } from 'node:crypto'
import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import type { DeskChange, DeskInput, DeskView } from '@linli/shared/bookings/desks.schema'
import { noRelease, poolsOf } from '@linli/shared/bookings/slots.rules'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { DeskRoom } from '@linli/shared/bookings/rooms.rules'
import type { ServiceDeskView } from '@linli/shared/services/services.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { eachAlone, idOf, walk } from '../../platform/due-rows'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { demand, scopeOf, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import type { BookingActs } from './booking-acts'
import type { BookingsRepository } from './bookings.repository'
import { presentDesk } from './bookings.presenter'
import type { BookingCalendars } from './bookings.ports'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import { givenSeats } from './slot-seats'
import { slotRowsOf } from './slot-making'
import type { SlotsRepository } from './slots.repository'

/** The rooms of a desk have names: bookings that have none yet get one. */
export const roomsNamed = 'desk.rooms_named'

const DESKS_AT_A_TIME = 50
const MOST_TOLD = 1_000
/** Further ahead than any desk can be booked. */
const DAYS_AHEAD = 65

export interface DesksService {
  list(actor: Actor, communityId?: string): Promise<{ items: DeskView[] }>
  open(actor: Actor, communityId: string, input: DeskInput): Promise<DeskView>
  /** Hours, seats and limits; who holds a seat keeps it, and `outside` says how many the new hours no longer offer. */
  change(actor: Actor, id: string, wish: DeskChange): Promise<DeskView>
  /** Bookings that lie inside the present hours and outside the wished ones; nothing is changed. */
  leftOutside(actor: Actor, id: string, wish: DeskChange): Promise<BookingRow[]>
  /** Active desks of a community that take an item, for its guide. */
  takingOf(communityId: string, code: string): Promise<ServiceDeskView[]>
  /** Makes what is missing ahead, for every active desk; answers how many desks. Safe beside other workers. */
  makeAhead(): Promise<number>
}

export interface DesksDeps {
  readonly desks: DesksRepository
  readonly slots: SlotsRepository
  readonly bookings: Pick<BookingsRepository, 'holdingAt'>
  readonly acts: Pick<BookingActs, 'tell' | 'wantOtherTime'>
  readonly calendars: BookingCalendars
  readonly audit: Audit
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

/** How desks are set up, and the slots that follow from it. */
export function createDesksService(deps: DesksDeps): DesksService {
  const { desks, slots, bookings, acts, calendars, audit, outbox, uow, clock, ids } = deps

  const record = (actor: Actor, action: 'desk.open' | 'desk.change', desk: DeskRow) =>
    audit.record({
      actor,
      action,
      communityId: desk.communityId,
      targetType: 'desk',
      targetId: desk._id,
      detail: { version: desk.version, active: desk.active, capacity: desk.shares.capacity },
    })

  /** Whoever holds a seat at a time that has just been taken back is told, once. */
  async function tellShut(
    scope: Scope,
    id: string,
    before: ReadonlySet<string>,
    propose: ReadonlySet<string>,
    now: Date,
  ): Promise<void> {
    const shut = (await slots.shutOf(scope, id, now)).filter(
      (slot) => givenSeats(slot).length > 0 && !before.has(slot._id),
    )
    if (shut.length === 0) return
    const slotIds = shut.map(({ _id }) => _id)
    for (const row of await bookings.holdingAt(scope, slotIds, MOST_TOLD))
      await (propose.has(row._id) ? acts.wantOtherTime(row) : acts.tell('booking.shut', row))
  }

  /**
   * A desk takes items, and needs what its community has; means take none, need nothing, and are nobody's share.
   * `validation_failed` otherwise.
   */
  async function asSetUp(scope: Scope, input: DeskInput): Promise<DeskInput> {
    if (input.kind === 'means') {
      const shares = { ...input.shares, walkIn: 0, elder: 0 }
      return { ...input, shares, serviceCodes: [], needs: [], mostVisits: null, rooms: [] }
    }
    refuseRooms(input)
    if (input.serviceCodes.length === 0) throw wrongField('body.serviceCodes', '至少选一个事项')
    const { needs = [] } = input
    if (needs.length === 0) return input
    const known = new Map((await desks.list(scope)).map((desk) => [desk._id, desk]))
    const wrong = needs.findIndex(
      ({ deskId, count }, index) =>
        known.get(deskId)?.kind !== 'means' ||
        count > (known.get(deskId)?.shares.capacity ?? 0) ||
        needs.findIndex((one) => one.deskId === deskId) !== index,
    )
    if (wrong >= 0) throw wrongField(`body.needs.${wrong}`, '没有这么多人手或设备，请核对')
    return input
  }

  /** The desk as one who may set it up finds it. */
  async function known(actor: Actor, id: string): Promise<{ desk: DeskRow; scope: Scope }> {
    const desk = await desks.find(demand(judgeBy(actor, bookingPermissions.set_up)), id)
    if (!desk) throw new AppError('not_found')
    return { desk, scope: demand(judgeBy(actor, bookingPermissions.set_up, desk.communityId)) }
  }

  return {
    async list(actor, communityId) {
      const scope = demand(judgeBy(actor, bookingPermissions.serve, communityId))
      const outside = await slots.heldOutside(scope, clock.now())
      return { items: (await desks.list(scope)).map((row) => presentDesk(row, outside.get(row._id) ?? 0)) }
    },

    async open(actor, communityId, given) {
      const scope = demand(judgeBy(actor, bookingPermissions.set_up, communityId))
      const input = await asSetUp(scope, given)
      const calendar = await calendars.current()
      const desk: DeskRow = {
        _id: ids.next('dsk'),
        communityId,
        ...input,
        kind: input.kind ?? 'counter',
        mostHeads: input.mostHeads ?? null,
        mostVisits: input.mostVisits ?? null,
        release: input.release ?? noRelease,
        needs: input.needs ?? [],
        rooms: roomsOf(input.rooms, [], ids),
        active: true,
        version: 1,
        hallSecret: randomBytes(16).toString('base64url'),
      }
      await uow.run(async () => {
        await desks.insert(desk)
        await slots.make(slotRowsOf(desk, calendar, clock.now(), ids))
        await record(actor, 'desk.open', desk)
      })
      return presentDesk(desk, 0)
    },

    async leftOutside(actor, id, { version: _version, propose: _propose, rooms: _rooms, ...wish }) {
      const { desk, scope } = await known(actor, id)
      const now = clock.now()
      const wanted = slotRowsOf({ ...desk, ...wish }, await calendars.current(), now, ids)
      const offered = new Set(wanted.map(({ startsAt }) => startsAt.getTime()))
      const rows = await slots.between(scope, id, now, instantOf(addDays(dayOf(now), DAYS_AHEAD)))
      const slotIds = rows
        .filter((slot) => slot.open && givenSeats(slot).length > 0 && !offered.has(slot.startsAt.getTime()))
        .map(({ _id }) => _id)
      return slotIds.length === 0 ? [] : bookings.holdingAt(scope, slotIds, MOST_TOLD)
    },

    async change(actor, id, { version, propose = [], active, ...given }) {
      const { scope, desk: before } = await known(actor, id)
      const kind = given.kind ?? before.kind ?? 'counter'
      const asBefore = { rooms: before.rooms ?? [], ...given }
      const wish = await asSetUp(scope, { ...asBefore, kind, ...(kind !== 'room' && { rooms: [] }) })
      // An older client knows of no kinds: what it does not say stays.
      const mostHeads = wish.mostHeads === undefined ? (before.mostHeads ?? null) : wish.mostHeads
      const mostVisits = wish.mostVisits === undefined ? (before.mostVisits ?? null) : wish.mostVisits
      const release = wish.release ?? before.release ?? noRelease
      const calendar = await calendars.current()
      return uow.run(async () => {
        const now = clock.now()
        const desk = await desks.change(scope, id, version, {
          ...{ ...wish, active },
          ...{ mostHeads, mostVisits, release },
          needs: wish.needs ?? before.needs ?? [],
          rooms: roomsOf(wish.rooms, before.rooms ?? [], ids),
        })
        if (!desk) throw new AppError('version_conflict')
        const wanted = slotRowsOf(desk, calendar, now, ids)
        // What nobody holds is made anew with the new seats; what somebody holds is never touched.
        await slots.removeEmpty(scope, id, now)
        await slots.make(wanted)
        const shut = new Set((await slots.shutOf(scope, id, now)).map(({ _id }) => _id))
        await slots.offer(scope, id, now, wanted, poolsOf(desk.shares))
        await tellShut(scope, id, shut, new Set(propose), now)
        await record(actor, 'desk.change', desk)
        const { communityId, rooms = [] } = desk
        if (rooms.length > 0)
          await outbox.add({
            type: roomsNamed,
            aggregateId: id,
            communityId,
            payload: { version: desk.version },
          })
        return presentDesk(desk, (await slots.heldOutside(scope, now)).get(id) ?? 0)
      })
    },

    async takingOf(communityId, code) {
      const rows = await desks.list(scopeOf([communityId]))
      return rows
        .filter(({ active, serviceCodes }) => active && serviceCodes.includes(code))
        .map(({ _id: id, name, place, kind = 'counter', mostVisits = null }) => ({
          ...{ id, name, place, kind, mostVisits },
        }))
    },

    async makeAhead() {
      const calendar = await calendars.current()
      return eachAlone(
        walk((after, limit) => desks.activeAfter(after, limit), DESKS_AT_A_TIME),
        idOf,
        async (desk) => {
          await slots.make(slotRowsOf(desk, calendar, clock.now(), ids))
          return true
        },
      )
    },
  }
}

/** Rooms that have names are as many as there are seats, each called differently; only rooms have any. */
function refuseRooms({ kind, rooms = [], shares }: DeskInput): void {
  if (rooms.length === 0) return
  if (kind !== 'room') throw wrongField('body.rooms', '只有活动室要写每间的名字')
  if (rooms.length !== shares.capacity)
    throw wrongField('body.rooms', `一共 ${shares.capacity} 间，请写 ${shares.capacity} 个名字`)
  const twice = rooms.findIndex(({ name }, index) => rooms.findIndex((one) => one.name === name) !== index)
  if (twice >= 0) throw wrongField(`body.rooms.${twice}`, '两间不能同名')
}

/** A room that is called differently stays the same room for those who have it; one that is not known is new. */
const roomsOf = (wanted: DeskInput['rooms'], before: readonly DeskRoom[], ids: Ids): DeskRoom[] =>
  (wanted ?? []).map(({ id, name }) => ({
    id: before.find((one) => one.id === id)?.id ?? ids.next('rom'),
    name,
  }))
