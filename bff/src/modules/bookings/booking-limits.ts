import { freeNumber, noLimits, type BookingLimits } from '@linli/shared/services/limits.rules'
import type { ErrorCode } from '@linli/shared/errors'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { BookingNumbers, BookingRow } from './booking.model'
import type { BookingGuides, BookingHouseholds } from './bookings.ports'
import type { BookingsRepository, OpenBooking } from './bookings.repository'

/** What a booking is stored with where its item is limited. */
export type Numbered = Pick<BookingRow, 'homeId' | 'nth'>

interface Wish {
  readonly communityId: string
  readonly personKey: string
  readonly code: string
  readonly day: string
  /** Those of the item, when they have been read already. */
  readonly limits?: BookingLimits
  /** The booking itself, when it moves: it does not stand in its own way. */
  readonly except?: string
}

export interface BookingLimitsGuard {
  /**
   * The numbers a booking takes among those of its person and home, inside its unit of work. `person_limit`,
   * `home_limit` or `home_day_limit` when there is none. Of two who take the same one, the unique index refuses one.
   */
  numbers(scope: Scope, wish: Wish): Promise<Numbered>
}

/** How often an item may be booked by a person, by a home, and by a home on a day. */
export function createBookingLimits(deps: {
  bookings: Pick<BookingsRepository, 'openOf'>
  guides: BookingGuides
  households: BookingHouseholds
}): BookingLimitsGuard {
  const { bookings, guides, households } = deps

  async function homeOf(scope: Scope, personKey: string): Promise<string | null> {
    const homes = await households.homesOf(scope, [personKey])
    return (homes.find(({ livesIn }) => livesIn) ?? homes[0])?.roomId ?? null
  }

  return {
    async numbers(scope, { communityId, personKey, code, day, limits, except }) {
      const { person, home, homeDay } = limits ?? (await guides.guide(communityId, code))?.limits ?? noLimits
      if (person + home + homeDay === 0) return {}
      const nth: BookingNumbers = {}
      // The visits of a series have a bound of their own.
      const others = (rows: readonly OpenBooking[]) =>
        rows.filter(({ _id, series }) => _id !== except && series === undefined)
      if (person > 0) {
        const rows = others(await bookings.openOf(scope, { personKey }, code))
        nth.person = numberOf(
          rows.map((row) => row.nth?.person),
          person,
          'person_limit',
        )
      }
      const homeId = home + homeDay > 0 ? await homeOf(scope, personKey) : null
      if (homeId === null) return { nth }
      const rows = others(await bookings.openOf(scope, { homeId }, code))
      if (home > 0)
        nth.home = numberOf(
          rows.map((row) => row.nth?.home),
          home,
          'home_limit',
        )
      if (homeDay > 0) {
        const ofDay = rows.filter((row) => row.day === day).map((row) => row.nth?.homeDay)
        nth.homeDay = numberOf(ofDay, homeDay, 'home_day_limit')
      }
      return { homeId, nth }
    },
  }
}

function numberOf(taken: readonly (number | undefined)[], limit: number, code: ErrorCode): number {
  const number = freeNumber(taken, limit)
  if (number === undefined) throw new AppError(code)
  return number
}

/** What the unique indexes of limits mean: somebody of the same home was faster by a moment. */
export function refuseOverLimit(error: unknown): never {
  if (isDuplicateKey(error, 'booking_person_nth_unique')) throw new AppError('person_limit', { cause: error })
  if (isDuplicateKey(error, 'booking_home_nth_unique')) throw new AppError('home_limit', { cause: error })
  if (isDuplicateKey(error, 'booking_home_day_nth_unique'))
    throw new AppError('home_day_limit', { cause: error })
  throw error
}
