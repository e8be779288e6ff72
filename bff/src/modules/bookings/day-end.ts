import type { BookingEvent, BookingStatus } from '@linli/shared/bookings/bookings.machine'
import { dayOf } from '@linli/shared/time'
import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import { unlessFaster } from '../../platform/refusals'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import { entryOf, isQueued, type BookingActs } from './booking-acts'
import { eventScope } from './bookings.policy'
import type { BookingChange, BookingsRepository } from './bookings.repository'

const BATCH = 200

type Ending = { readonly event: BookingEvent; readonly status: BookingStatus }

/**
 * What becomes of bookings nobody has ended by the end of their day. Whoever did not come has missed it, but only
 * where the desk called people that day: an office that worked without its queue has not seen who came, and says so
 * (`unrecorded`), because nobody has cancelled anything. Of who was called and not ticked off nobody knows whether they
 * were there and what came of it: 办好了 would be a guess, and the counter can still write it down. Nor does anybody know of
 * who still waits whether they were served without a call. A visit at home or the use of a room has taken place unless the
 * office has said that nobody came: there is no queue that could have seen it.
 */
function endingOf(row: BookingRow, served: boolean): Ending | null {
  const { status } = row
  if (status === 'booked' && !isQueued(row)) return { event: 'finish', status: 'done' }
  if (status === 'booked')
    return served ? { event: 'miss', status: 'missed' } : { event: 'lapse', status: 'unrecorded' }
  if (status === 'requested') return { event: 'refuse', status: 'refused' }
  if (status === 'skipped') return { event: 'miss', status: 'missed' }
  return status === 'called' || status === 'waiting' ? { event: 'lapse', status: 'unrecorded' } : null
}

/** Ends what is left of days that are over; answers how many. Safe beside other workers. */
export function createDayEnd(deps: {
  bookings: Pick<BookingsRepository, 'leftOpen' | 'hasCalled'>
  acts: BookingActs
  uow: UnitOfWork
  clock: Clock
}): () => Promise<number> {
  const { bookings, acts, uow, clock } = deps

  const changeOf = (row: BookingRow, { event, status }: Ending, now: Date): BookingChange => ({
    set: {
      status,
      ...(event === 'miss' ? { missedAt: row.startsAt ?? now } : {}),
      ...(event === 'refuse' ? { refusal: '时间过了，没有来得及答复' } : {}),
      ...(event === 'finish' ? { outcome: 'done' as const } : {}),
    },
    unset: ['holds', 'remindAt'],
    history: entryOf(event, systemActor, null, now),
  })

  return async () => {
    const served = new Map<string, boolean>()
    const now = clock.now()
    const read = (limit: number, skip: number) => bookings.leftOpen(dayOf(now), limit, skip)
    return eachDue(read, BATCH, idOf, async (row) => {
      const scope = eventScope(row.communityId)
      const key = `${row.deskId} ${row.day}`
      if (!served.has(key)) served.set(key, await bookings.hasCalled(scope, row.deskId, row.day))
      const ending = endingOf(row, served.get(key) ?? false)
      if (!ending) return false
      await uow
        .run(async () => {
          const next = await acts.change(scope, row, ending.event, changeOf(row, ending, now))
          if (next.status === 'missed') await acts.tell('booking.missed', next)
        })
        .catch(unlessFaster)
      return true
    })
  }
}
