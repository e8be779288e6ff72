import { missedStanding } from '@linli/shared/bookings/queue.rules'
import { yearsOn } from '@linli/shared/people/age.rules'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { gathered } from '../../platform/gathered'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import { missedNotice } from './bookings.messages'
import { deskScope } from './bookings.policy'
import type { BookingKin, BookingPeople, BookingRoll } from './bookings.ports'
import type { BookingsRepository } from './bookings.repository'
import type { BookingSettings } from './bookings.settings'

const DAY_MS = 86_400_000

/** For whom a booking is, as far as the desk needs to know. */
export interface Guest {
  readonly personKey: string
  readonly forSelf: boolean
  readonly forLabel: string
  readonly elder: boolean
}

export interface Guests {
  /** The caller, or somebody who agreed that the caller books for them; everybody else is `not_found`. */
  ofResident(actor: Actor, scope: Scope, own: BookingSettings, forPersonId?: string): Promise<Guest>
  /** Somebody of the roll for whom the office books; `not_found` when the roll does not know them. */
  ofOffice(scope: Scope, own: BookingSettings, personId: string): Promise<Guest>
  /** Throws `booking_limited` while booking online rests after missed bookings. */
  refuseResting(scope: Scope, personKey: string, own: BookingSettings, now: Date): Promise<void>
  /** Until when booking online rests after missed bookings, and what is said about it. */
  missed(
    scope: Scope,
    personKey: string,
    own: BookingSettings,
    now: Date,
  ): Promise<{ resting: Date | null; notice: string }>
}

/** Somebody of one community. */
interface RollQuestion {
  readonly scope: Scope
  readonly personId: string
}

interface RollEntry {
  readonly label: string
  readonly birthDate: string | null
}

/** Who the people are for whom seats are taken. */
export function createGuests(deps: {
  bookings: Pick<BookingsRepository, 'countMissed'>
  people: BookingPeople
  roll: BookingRoll
  kin: BookingKin
  clock: Clock
}): Guests {
  const { bookings, people, roll, kin, clock } = deps

  /** What the roll says, with one question for all who ask at the same moment. */
  const onRoll = gathered(async (asked: readonly RollQuestion[]) => {
    const found = new Map<string, RollEntry>()
    for (const communityId of new Set(asked.flatMap(({ scope }) => scope.communityIds))) {
      const scope = deskScope(communityId)
      const mine = asked.filter((one) => one.scope.communityIds.includes(communityId))
      const personIds = [...new Set(mine.map(({ personId }) => personId))]
      const labels = await people.residentLabels(scope, personIds)
      for (const [personId, birthDate] of await roll.birthDates(scope, personIds))
        found.set(`${communityId} ${personId}`, { label: labels.get(personId)?.text ?? '本人', birthDate })
    }
    return asked.map(({ scope, personId }) => {
      const [communityId = ''] = scope.communityIds
      return found.get(`${communityId} ${personId}`) ?? null
    })
  })

  function known(personId: string, entry: RollEntry | null, own: BookingSettings): Omit<Guest, 'forSelf'> {
    const { label = '本人', birthDate = null } = entry ?? {}
    const age = birthDate === null ? null : yearsOn(birthDate, dayOf(clock.now()))
    return { personKey: personId, forLabel: label, elder: age !== null && age >= own.elderAge }
  }

  const guests: Guests = {
    async ofResident(actor, scope, own, forPersonId) {
      const forSelf = forPersonId === undefined || forPersonId === actor.personId
      if (!forSelf) {
        // Who has not agreed does not exist for the one who asks.
        const agreed =
          actor.personId !== null && (await kin.mayActFor(scope, actor.personId, forPersonId, 'bookings'))
        if (!agreed) throw new AppError('not_found')
      }
      const personId = forPersonId ?? actor.personId
      if (personId === null)
        return { personKey: actor.accountId, forSelf: true, forLabel: '本人', elder: false }
      return { ...known(personId, await onRoll({ scope, personId }), own), forSelf }
    },

    async ofOffice(scope, own, personId) {
      const entry = await onRoll({ scope, personId })
      if (!entry) throw new AppError('not_found')
      return { ...known(personId, entry, own), forSelf: true }
    },

    async refuseResting(scope, personKey, own, now) {
      const { resting } = await guests.missed(scope, personKey, own, now)
      if (resting) throw new AppError('booking_limited', { details: { until: resting.toISOString() } })
    },

    async missed(scope, personKey, own, now) {
      const since = new Date(now.getTime() - own.missedDays * DAY_MS)
      const { count, last } = await bookings.countMissed(scope, personKey, since)
      const standing = missedStanding(count, { warnAt: own.missedWarnAt, limitAt: own.missedLimitAt })
      const until = last === null ? null : new Date(last.getTime() + own.restDays * DAY_MS)
      const resting = standing === 'limited' && until !== null && until > now ? until : null
      return { resting, notice: missedNotice(count, resting, own, now) }
    },
  }
  return guests
}
