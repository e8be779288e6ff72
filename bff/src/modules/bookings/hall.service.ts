import {
  bookingMachine,
  type BookingEvent,
  type BookingOutcome,
} from '@linli/shared/bookings/bookings.machine'
import { bookingPermissions, type BookingDeskAction } from '@linli/shared/bookings/bookings.permissions'
import type { DeskBookingView, DeskDayBoardView } from '@linli/shared/bookings/bookings.schema'
import { sourcesOf } from '@linli/shared/machine'
import { dayOf } from '@linli/shared/time'
import { holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { humanNumber, type Counters } from '../../platform/counters'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import type { BookingTold } from './bookings.messages'
import type { BookingGuides, BookingSpace } from './bookings.ports'
import { presentForDesk } from './bookings.presenter'
import type { BookingChange, BookingsRepository } from './bookings.repository'
import type { BookingSettingsSource } from './bookings.settings'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import { hallCode } from './hall-code'
import type { QueueFacts } from './queue-facts'

/** The hall on the day: who comes, who waits, who is called. */
export interface HallService {
  day(actor: Actor, deskId: string, day?: string): Promise<DeskDayBoardView>
  walkIn(
    actor: Actor,
    deskId: string,
    guest: { serviceCode: string; elder: boolean },
  ): Promise<DeskBookingView>
  /** Whose turn it is, or null when nobody waits. */
  callNext(actor: Actor, deskId: string): Promise<{ called: DeskBookingView | null }>
  admit(actor: Actor, id: string, version: number): Promise<DeskBookingView>
  recall(actor: Actor, id: string, version: number): Promise<DeskBookingView>
  skip(actor: Actor, id: string, version: number): Promise<DeskBookingView>
  finish(
    actor: Actor,
    id: string,
    end: { version: number; outcome: BookingOutcome; missing: string },
  ): Promise<DeskBookingView>
  miss(actor: Actor, id: string, version: number): Promise<DeskBookingView>
  pardon(actor: Actor, id: string, version: number): Promise<DeskBookingView>
}

export interface HallDeps {
  readonly bookings: BookingsRepository
  readonly desks: DesksRepository
  readonly queue: QueueFacts
  readonly guides: BookingGuides
  readonly settings: BookingSettingsSource
  readonly space: BookingSpace
  readonly counters: Counters
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
  readonly ids: Ids
}

/** What staff do with a booking, as the trail keeps it. */
type RecordedEvent = 'walk_in' | 'check_in' | 'call' | 'recall' | 'skip' | 'finish' | 'miss' | 'pardon'

interface Act {
  readonly event: BookingEvent & RecordedEvent
  readonly permission?: BookingDeskAction
  readonly change: (row: BookingRow, now: Date) => Omit<BookingChange, 'history'>
  readonly tells?: BookingTold
}

export function createHallService(deps: HallDeps): HallService {
  const { bookings, desks, queue, guides, settings, space, counters, audit, uow, outbox, clock, ids } = deps

  const roleOf = (actor: Actor, communityId: string): 'community_admin' | 'community_staff' =>
    holds(actor, ['community_admin'], communityId) ? 'community_admin' : 'community_staff'
  const present = (actor: Actor, row: BookingRow): DeskBookingView =>
    presentForDesk(row, holds(actor, bookingPermissions.pardon.roles, row.communityId))

  async function deskOf(actor: Actor, id: string): Promise<{ desk: DeskRow; scope: Scope }> {
    const desk = await desks.find(demand(judgeBy(actor, bookingPermissions.serve)), id)
    if (!desk) throw new AppError('not_found')
    return { desk, scope: demand(judgeBy(actor, bookingPermissions.serve, desk.communityId)) }
  }

  async function bookingOf(actor: Actor, id: string, action: BookingDeskAction) {
    const row = await bookings.find(demand(judgeBy(actor, bookingPermissions[action])), id)
    if (!row) throw new AppError('not_found')
    return { row, scope: demand(judgeBy(actor, bookingPermissions[action], row.communityId)) }
  }

  const record = (actor: Actor, event: RecordedEvent, row: BookingRow) =>
    audit.record({
      actor,
      action: `booking.${event}`,
      communityId: row.communityId,
      targetType: 'booking',
      targetId: row._id,
      detail: { version: row.version, status: row.status },
    })

  const tell = (type: BookingTold, row: BookingRow) =>
    outbox.add({
      type,
      aggregateId: row._id,
      communityId: row.communityId,
      payload: { version: row.version },
    })

  const entryOf = (
    actor: Actor,
    event: BookingRow['history'][number]['event'],
    communityId: string,
    at: Date,
  ) => ({
    event,
    byAccountId: actor.accountId,
    byRole: roleOf(actor, communityId),
    at,
  })

  function refuseMoved(row: BookingRow, event: BookingEvent, version: number): void {
    const allowedFrom = sourcesOf(bookingMachine, event)
    if (!allowedFrom.includes(row.status))
      throw new AppError('invalid_status', { details: { current: row.status, allowedFrom } })
    if (row.version !== version) throw new AppError('version_conflict')
  }

  async function act(actor: Actor, id: string, version: number, step: Act): Promise<DeskBookingView> {
    const now = clock.now()
    const { row, scope } = await bookingOf(actor, id, step.permission ?? 'serve')
    refuseMoved(row, step.event, version)
    const changed = await uow.run(async () => {
      const next = await bookings.change(scope, id, step.event, version, {
        ...step.change(row, now),
        history: entryOf(actor, step.event, row.communityId, now),
      })
      if (!next) {
        const current = await bookings.find(scope, id)
        if (!current) throw new AppError('not_found')
        refuseMoved(current, step.event, version)
        throw new AppError('version_conflict')
      }
      await record(actor, step.event, next)
      if (step.tells) await tell(step.tells, next)
      return next
    })
    return present(actor, changed)
  }

  const called = (_: BookingRow, now: Date): Omit<BookingChange, 'history'> => ({
    set: { status: 'called', calledAt: now },
  })

  return {
    async day(actor, deskId, day = dayOf(clock.now())) {
      const { desk, scope } = await deskOf(actor, deskId)
      const rows = await bookings.ofDay(scope, deskId, day)
      return {
        deskId,
        deskName: desk.name,
        day,
        hallCode: hallCode(desk, day),
        waiting: rows.filter(({ status }) => status === 'waiting').length,
        items: rows.toSorted(inOrder).map((row) => present(actor, row)),
      }
    },

    async walkIn(actor, deskId, { serviceCode, elder }) {
      const { desk } = await deskOf(actor, deskId)
      const { communityId } = desk
      const guide = await guides.guide(communityId, serviceCode)
      if (!guide?.offered || !desk.serviceCodes.includes(serviceCode)) throw new AppError('not_found')
      const [now, own] = [clock.now(), await settings.of(communityId)]
      const day = dayOf(now)
      const community = await space.community(communityId)
      const drawn = await counters.next(`booking:${communityId}:${day}`)
      const stands = await queue.place({ deskId, day, startsAt: null, elder }, own, now)
      const row = await uow.run(async () => {
        const made: BookingRow = {
          _id: ids.next('bkg'),
          communityId,
          number: humanNumber(`${community?.code ?? ''}-Y`, now, drawn),
          ...{ deskId, deskName: desk.name, place: desk.place, day },
          service: {
            code: guide.code,
            label: guide.label,
            version: guide.version,
            materials: guide.materials.map(({ name, need }) => ({ name, need })),
          },
          ...{ accountId: null, forSelf: true, forLabel: '现场取号', elder },
          ...stands,
          status: 'waiting',
          version: 1,
          outcome: null,
          missing: '',
          history: [entryOf(actor, 'walk_in', communityId, now)],
        }
        await bookings.insert(made)
        await record(actor, 'walk_in', made)
        return made
      })
      return present(actor, row)
    },

    async callNext(actor, deskId) {
      const { desk, scope } = await deskOf(actor, deskId)
      const now = clock.now()
      return uow.run(async () => {
        const row = await bookings.callNext(scope, deskId, dayOf(now), {
          set: { status: 'called', calledAt: now },
          history: entryOf(actor, 'call', desk.communityId, now),
        })
        if (!row) return { called: null }
        await record(actor, 'call', row)
        await tell('booking.called', row)
        return { called: present(actor, row) }
      })
    },

    async admit(actor, id, version) {
      const { row, scope } = await bookingOf(actor, id, 'serve')
      refuseMoved(row, 'check_in', version)
      const now = clock.now()
      if (row.day !== dayOf(now))
        throw new AppError('invalid_status', { details: { current: row.status, allowedFrom: [] } })
      const own = await settings.of(row.communityId)
      return uow.run(async () => {
        const role = roleOf(actor, row.communityId)
        const admitted = await queue.checkIn(actor, scope, row, version, own, now, role)
        await record(actor, 'check_in', admitted)
        return present(actor, admitted)
      })
    },

    async recall(actor, id, version) {
      const { row } = await bookingOf(actor, id, 'serve')
      const event = row.status === 'skipped' ? 'call' : 'recall'
      return act(actor, id, version, { event, change: called, tells: 'booking.called' })
    },
    skip: (actor, id, version) =>
      act(actor, id, version, { event: 'skip', change: () => ({ set: { status: 'skipped' } }) }),
    finish: (actor, id, { version, outcome, missing }) =>
      act(actor, id, version, {
        event: 'finish',
        change: (_, now) => ({ set: { status: 'done', doneAt: now, outcome, missing }, unset: ['holds'] }),
        tells: 'booking.finished',
      }),
    miss: (actor, id, version) =>
      act(actor, id, version, {
        event: 'miss',
        change: (_, now) => ({ set: { status: 'missed', missedAt: now }, unset: ['holds', 'remindAt'] }),
        tells: 'booking.missed',
      }),
    pardon: (actor, id, version) =>
      act(actor, id, version, {
        event: 'pardon',
        permission: 'pardon',
        change: () => ({ set: { status: 'excused' }, unset: ['missedAt'] }),
      }),
  }
}

/** The queue first, in its order; then by the time of the slot. */
function inOrder(a: BookingRow, b: BookingRow): number {
  const at = ({ queueAt, startsAt }: BookingRow): number => (queueAt ?? startsAt)?.getTime() ?? 0
  return at(a) - at(b) || (a._id < b._id ? -1 : 1)
}
