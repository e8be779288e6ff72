import { missedStanding } from '@linli/shared/bookings/queue.rules'
import { yearsOn } from '@linli/shared/people/age.rules'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import { missedNotice } from './bookings.messages'
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
  /** Until when booking online rests after missed bookings, and what is said about it. */
  missed(
    scope: Scope,
    personKey: string,
    own: BookingSettings,
    now: Date,
  ): Promise<{ resting: Date | null; notice: string }>
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

  async function known(
    scope: Scope,
    personId: string,
    own: BookingSettings,
  ): Promise<Omit<Guest, 'forSelf'>> {
    const person = await roll.person(scope, personId)
    const labels = await people.residentLabels(scope, [personId])
    const age = person?.birthDate == null ? null : yearsOn(person.birthDate, dayOf(clock.now()))
    return {
      personKey: personId,
      forLabel: labels.get(personId)?.text ?? '本人',
      elder: age !== null && age >= own.elderAge,
    }
  }

  return {
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
      return { ...(await known(scope, personId, own)), forSelf }
    },

    async ofOffice(scope, own, personId) {
      if (!(await roll.person(scope, personId))) throw new AppError('not_found')
      return { ...(await known(scope, personId, own)), forSelf: true }
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
}
