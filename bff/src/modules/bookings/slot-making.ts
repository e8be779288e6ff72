import type { Calendar } from '@linli/shared/calendar/workdays'
import { commonHours, lastBookableDay, poolsOf, slotsOf } from '@linli/shared/bookings/slots.rules'
import { openingOf } from '@linli/shared/bookings/opening.rules'
import { addDays, dayOf, type IsoDay } from '@linli/shared/time'
import type { Ids } from '../../platform/ids'
import type { DeskRow } from './desk.model'
import type { SlotRow } from './slot.model'

/** Made one day further than can be booked, so that the horizon never reaches an empty day before the sweep has run. */
const DAYS_BEYOND = 2

/** The slots a desk offers from an instant on, as rows that nobody holds yet. Pure but for the ids. */
export function slotRowsOf(desk: DeskRow, calendar: Calendar, now: Date, ids: Ids): SlotRow[] {
  if (!desk.active) return []
  const pools = poolsOf(desk.shares)
  const last = addDays(lastBookableDay(desk.window, calendar, now), DAYS_BEYOND)
  const rows: SlotRow[] = []
  for (let day = dayOf(now); day <= last; day = addDays(day, 1)) {
    for (const { startsAt, endsAt } of slotsOf([desk.plan], desk.pattern, calendar, day)) {
      if (startsAt <= now) continue
      rows.push({
        _id: ids.next('slt'),
        communityId: desk.communityId,
        deskId: desk._id,
        ...{ day, startsAt, endsAt },
        ...pools,
        seats: [],
        open: true,
      })
    }
  }
  return rows
}

/** What a day without slots, or one open out of the ordinary, is explained with. */
export function dayReason(desk: DeskRow, calendar: Calendar, day: IsoDay): string {
  const { reason } = openingOf(desk.plan, calendar, day)
  if (reason !== '') return reason
  return commonHours([desk.plan], calendar, day).length === 0 ? '不开放' : ''
}
