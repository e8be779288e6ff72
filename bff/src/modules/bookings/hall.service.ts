import type { BookingEvent, BookingOutcome } from '@linli/shared/bookings/bookings.machine'
import { bookingPermissions, type BookingDeskAction } from '@linli/shared/bookings/bookings.permissions'
import type { DeskBookingView, DeskDayBoardView } from '@linli/shared/bookings/hall.schema'
import { hasQueue } from '@linli/shared/bookings/rooms.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { dayOf } from '@linli/shared/time'
import { holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { FileRef } from '../../platform/files/file-ref'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { qrPath } from '../../platform/qr'
import { refuseStatus, wrongField } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { BookingRow } from './booking.model'
import {
  entryOf,
  mayFinishUncalled,
  refuseEvent,
  refuseNoQueue,
  refuseUnqueued,
  type BookingActs,
} from './booking-acts'
import type { BookingDocuments } from './booking-documents'
import type { BookingTold } from './bookings.messages'
import { presentForDesk } from './bookings.presenter'
import type { BookingChange, BookingsRepository } from './bookings.repository'
import type { BookingSettingsSource } from './bookings.settings'
import { hallCode } from './hall-code'
import { officeRole, type OfficeReach } from './office-reach'
import type { QueueFacts } from './queue-facts'
import type { Reservations } from './reservations'

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
  /** To another desk of the community that takes the item; `validation_failed` when it does not. */
  transfer(actor: Actor, id: string, to: { version: number; deskId: string }): Promise<DeskBookingView>
  finish(
    actor: Actor,
    id: string,
    end: {
      version: number
      outcome: BookingOutcome
      missing: string
      /** Uploads of the caller that the person gets with the result. */
      documentIds?: readonly string[] | undefined
    },
  ): Promise<DeskBookingView>
  miss(actor: Actor, id: string, version: number): Promise<DeskBookingView>
  pardon(actor: Actor, id: string, version: number): Promise<DeskBookingView>
}

export interface HallDeps {
  readonly bookings: BookingsRepository
  readonly reach: OfficeReach
  readonly reservations: Pick<Reservations, 'item' | 'number'>
  readonly acts: BookingActs
  readonly documents: Pick<BookingDocuments, 'keep'>
  readonly present: (ref: FileRef) => FileView
  readonly queue: QueueFacts
  readonly settings: BookingSettingsSource
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

/** What staff do with a booking, as the trail keeps it. */
type RecordedEvent =
  'walk_in' | 'check_in' | 'call' | 'recall' | 'skip' | 'transfer' | 'finish' | 'miss' | 'pardon'

interface Act {
  readonly event: BookingEvent & RecordedEvent
  readonly permission?: BookingDeskAction
  readonly change: (
    row: BookingRow,
    now: Date,
  ) => Omit<BookingChange, 'history'> | Promise<Omit<BookingChange, 'history'>>
  readonly tells?: BookingTold
}

export function createHallService(deps: HallDeps): HallService {
  const { bookings, reach, reservations, acts, documents, queue, settings, audit, uow, clock, ids } = deps

  const present = (actor: Actor, row: BookingRow): DeskBookingView =>
    presentForDesk(row, {
      mayPardon: holds(actor, bookingPermissions.pardon.roles, row.communityId),
      now: clock.now(),
      present: deps.present,
    })

  const record = (actor: Actor, event: RecordedEvent, row: BookingRow) =>
    audit.record({
      actor,
      action: `booking.${event}`,
      communityId: row.communityId,
      targetType: 'booking',
      targetId: row._id,
      detail: { version: row.version, status: row.status },
    })

  /** One act of the office: judged, guarded, recorded and told together. */
  async function perform(
    actor: Actor,
    { row, scope }: { row: BookingRow; scope: Scope },
    step: Act,
  ): Promise<DeskBookingView> {
    const now = clock.now()
    const changed = await uow.run(async () => {
      const next = await acts.change(scope, row, step.event, {
        ...(await step.change(row, now)),
        history: entryOf(step.event, actor, officeRole(actor, row.communityId), now),
      })
      await record(actor, step.event, next)
      if (step.tells) await acts.tell(step.tells, next)
      return next
    })
    return present(actor, changed)
  }

  async function act(actor: Actor, id: string, version: number, step: Act): Promise<DeskBookingView> {
    const found = await reach.booking(actor, id, step.permission ?? 'serve')
    refuseEvent(found.row, step.event, version)
    return perform(actor, found, step)
  }

  const called = (_: BookingRow, now: Date): Omit<BookingChange, 'history'> => ({
    set: { status: 'called', calledAt: now },
  })

  return {
    async day(actor, deskId, day = dayOf(clock.now())) {
      const { desk, scope } = await reach.desk(actor, deskId)
      const rows = await bookings.ofDay(scope, deskId, day)
      return {
        deskId,
        deskName: desk.name,
        day,
        hallCode: hallCode(desk, day),
        hallQr: qrPath(hallCode(desk, day)),
        waiting: rows.filter(({ status }) => status === 'waiting').length,
        items: rows.toSorted(inOrder).map((row) => present(actor, row)),
      }
    },

    async walkIn(actor, deskId, { serviceCode, elder }) {
      const { desk } = await reach.desk(actor, deskId)
      refuseNoQueue(desk)
      if (!desk.active) throw wrongField('body.serviceCode', '这个窗口已经停用，请到别的窗口取号')
      const { communityId } = desk
      const { service } = await reservations.item(desk, serviceCode)
      const [now, own] = [clock.now(), await settings.of(communityId)]
      const day = dayOf(now)
      const number = await reservations.number(communityId, now)
      const stands = await queue.place({ deskId, day, startsAt: null, elder }, own, now)
      const row = await uow.run(async () => {
        const made: BookingRow = {
          _id: ids.next('bkg'),
          ...{ communityId, number, service, day, madeAt: now },
          ...{ deskId, deskName: desk.name, place: desk.place },
          ...{ accountId: null, forSelf: true, forLabel: '现场取号', elder },
          ...stands,
          status: 'waiting',
          version: 1,
          outcome: null,
          missing: '',
          history: [entryOf('walk_in', actor, officeRole(actor, communityId), now)],
        }
        await bookings.insert(made)
        await record(actor, 'walk_in', made)
        return made
      })
      return present(actor, row)
    },

    async callNext(actor, deskId) {
      const { desk, scope } = await reach.desk(actor, deskId)
      refuseNoQueue(desk)
      const now = clock.now()
      const { soonAhead } = await settings.of(desk.communityId)
      return uow.run(async () => {
        const row = await bookings.callNext(scope, deskId, dayOf(now), {
          set: { status: 'called', calledAt: now },
          history: entryOf('call', actor, officeRole(actor, desk.communityId), now),
        })
        if (!row) return { called: null }
        await record(actor, 'call', row)
        await acts.tell('booking.called', row)
        const next = soonAhead > 0 ? await bookings.waitingBehind(scope, deskId, dayOf(now), soonAhead) : null
        if (next && next.accountId !== null) await acts.tell('booking.soon', next)
        return { called: present(actor, row) }
      })
    },

    async admit(actor, id, version) {
      const { row, scope } = await reach.booking(actor, id, 'serve')
      refuseUnqueued(row)
      refuseEvent(row, 'check_in', version)
      const now = clock.now()
      if (row.day !== dayOf(now)) refuseStatus(row.status, [])
      const own = await settings.of(row.communityId)
      return uow.run(async () => {
        const admitted = await queue.checkIn(actor, scope, row, own, now, officeRole(actor, row.communityId))
        await record(actor, 'check_in', admitted)
        return present(actor, admitted)
      })
    },

    async recall(actor, id, version) {
      const found = await reach.booking(actor, id, 'serve')
      const event = found.row.status === 'skipped' ? 'call' : 'recall'
      refuseEvent(found.row, event, version)
      return perform(actor, found, { event, change: called, tells: 'booking.called' })
    },
    skip: (actor, id, version) =>
      act(actor, id, version, { event: 'skip', change: () => ({ set: { status: 'skipped' } }) }),

    async transfer(actor, id, { version, deskId }) {
      const found = await reach.booking(actor, id, 'serve')
      const { row } = found
      refuseEvent(row, 'transfer', version)
      const { desk } = await reach.desk(actor, deskId)
      const takes =
        desk.active &&
        hasQueue(desk.kind ?? 'counter') &&
        desk.communityId === row.communityId &&
        desk.serviceCodes.includes(row.service.code)
      if (!takes || deskId === row.deskId) throw wrongField('body.deskId', '这个窗口不办这件事，请选别的窗口')
      const { elder, day, startsAt = null } = row
      const now = clock.now()
      const own = await settings.of(row.communityId)
      const { queueNumber } = await queue.place({ deskId, day, startsAt, elder }, own, now)
      return perform(actor, found, {
        event: 'transfer',
        change: () => ({
          set: { status: 'waiting', deskId, deskName: desk.name, place: desk.place, queueNumber },
          unset: ['calledAt'],
        }),
        tells: 'booking.transferred',
      })
    },

    async finish(actor, id, { version, outcome, missing, documentIds = [] }) {
      if (outcome === 'papers_missing' && missing === '')
        throw wrongField('body.missing', '请把缺的材料一次写全')
      const found = await reach.booking(actor, id, 'serve')
      refuseEvent(found.row, 'finish', version)
      const { status } = found.row
      if (status === 'booked' && !mayFinishUncalled(found.row, clock.now())) refuseStatus(status, ['called'])
      return perform(actor, found, {
        event: 'finish',
        async change(row, now) {
          const kept =
            documentIds.length > 0 ? await documents.keep(row, actor.accountId, documentIds) : undefined
          return {
            set: { status: 'done', doneAt: now, outcome, missing, ...(kept && { documents: kept }) },
            unset: ['holds', 'remindAt'],
          }
        },
        tells: 'booking.finished',
      })
    },
    async miss(actor, id, version) {
      const found = await reach.booking(actor, id, 'serve')
      refuseEvent(found.row, 'miss', version)
      // Nobody is late before the own time.
      const { startsAt, status } = found.row
      if (startsAt && startsAt > clock.now()) refuseStatus(status, [])
      return perform(actor, found, {
        event: 'miss',
        change: (_, now) => ({ set: { status: 'missed', missedAt: now }, unset: ['holds', 'remindAt'] }),
        tells: 'booking.missed',
      })
    },
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
