import type { Role } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import { refuseOverLimit, type BookingLimitsGuard } from './booking-limits'
import type { BookingRow } from './booking.model'
import type { DeskRow } from './desk.model'
import { entryOf, refuseEvent, type BookingActs } from './booking-acts'
import { nextReminder, type BookingSettingsSource } from './bookings.settings'
import { proposalHolder } from './other-times'
import { roomAt, rowFacts, seatFacts } from './reservations'
import { faultsOfRoom, takes, timesBehind } from './room-times'
import type { SeatClaimRow } from './seat-claim.model'
import type { SeatHolds } from './seat-holds'
import { refuseTwice, type Seats } from './seats'
import { heldBesides, slotIdsOf } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** Who moves a booking, and to when. */
export interface Moving {
  readonly actor: Actor
  /** Null for the person; the office acts in a role. */
  readonly role: Role | null
  readonly version: number
  readonly slotId: string
  /** Times of a room right behind the first one. */
  readonly moreSlotIds?: readonly string[] | undefined
  /** The new seat, when it was kept before: the office has offered it. */
  readonly held?: SeatClaimRow | null
  /** Written with it. */
  readonly beside?: (row: BookingRow) => Promise<void>
}

export interface Movings {
  /**
   * Another time for a booking: what is new of it is taken first, what it had and has no more goes back then; nothing
   * changes when the new time is gone. A room that its person moves is asked for anew; what the office moves or has
   * offered keeps its standing. Throws what taking a seat throws, and `validation_failed` for a room that is too small.
   */
  move(scope: Scope, row: BookingRow, to: Moving): Promise<BookingRow>
}

export function createMovings(deps: {
  seats: Pick<Seats, 'find' | 'moving'>
  holds: Pick<SeatHolds, 'release'>
  slots: Pick<SlotsRepository, 'findPublic'>
  acts: BookingActs
  limits: BookingLimitsGuard
  settings: BookingSettingsSource
  clock: Clock
}): Movings {
  const { seats, holds, slots, acts, limits, settings, clock } = deps
  return {
    async move(scope, row, { actor, role, version, slotId, moreSlotIds = [], held = null, beside }) {
      const asks = row.group !== undefined && role === null && held === null
      const event = asks ? 'ask' : 'move'
      refuseEvent(row, event, version)
      const now = clock.now()
      const first = await seats.find(slotId, now)
      refuseUnsuited(row, first.desk)
      const more = await timesBehind(seats, first, moreSlotIds, now)
      const from = slotIdsOf(row)
      const wanted = [first, ...more]
      const facts = rowFacts(first, more, held ? heldBesides(held) : [])
      const same = [slotId, ...(facts.moreSlotIds ?? [])].join(' ') === from.join(' ')
      if (from.length === 0 || same) throw new AppError('booked_already')
      const { _id: id, communityId, personKey } = row
      const own = await settings.of(communityId)
      const stays = asks ? 'requested' : row.status
      const remindAt = stays === 'booked' ? nextReminder(own, first.slot.startsAt, now) : null
      const keep = async () => {
        const numbered =
          row.nth === undefined || personKey === undefined
            ? {}
            : await limits.numbers(scope, {
                ...{ communityId, personKey, code: row.service.code },
                ...{ day: first.slot.day, except: id },
              })
        const room = await roomAt(slots, first, id)
        const changed = await acts
          .change(scope, row, event, {
            set: {
              ...seatFacts(first),
              ...facts,
              ...(room && { room }),
              status: stays,
              ...(numbered.nth && { nth: numbered.nth }),
              ...(remindAt && { remindAt }),
            },
            unset: [
              'proposal',
              ...(remindAt ? [] : (['remindAt'] as const)),
              ...(facts.moreSlotIds ? [] : (['moreSlotIds'] as const)),
              ...(room ? [] : (['room'] as const)),
            ],
            history: entryOf(event, actor, role, now),
          })
          .catch(refuseTwice)
          .catch(refuseOverLimit)
        await beside?.(changed)
        await acts.tell(asks ? 'booking.requested' : 'booking.moved', changed)
        return changed
      }
      const who = { elder: row.elder, atCounter: role !== null }
      const moved = await seats.moving(from, wanted, id, who, now, keep, held)
      if (row.proposal && !held) await holds.release(proposalHolder(id))
      return moved
    },
  }
}

function refuseUnsuited(row: BookingRow, desk: DeskRow): void {
  if (!takes(desk, row)) throw new AppError('slot_closed', { details: { reason: 'shut' } })
  const [fault] = faultsOfRoom(desk, row.group)
  if (fault) throw wrongField('body.slotId', fault.message)
}
