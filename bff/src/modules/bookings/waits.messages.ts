import { nameIn } from '@linli/shared/bookings/whom.rules'
import { dateAndTime } from '@linli/shared/time'
import type { WaitRow } from './wait.model'

export const waitEvents = ['wait.offered', 'wait.lapsed'] as const
export type WaitTold = (typeof waitEvents)[number]

/** What is told of a place on a waiting list, said from the place as it is now; null when it has been overtaken. */
export function waitMessage(
  event: WaitTold,
  row: WaitRow,
  now: Date,
): { title: string; text: string; needsAct: boolean; wechat: boolean } | null {
  const what = row.forSelf ? row.serviceLabel : `${nameIn(row.forLabel)}的${row.serviceLabel}`
  const when = `${what}，${dateAndTime(row.startsAt, now)}，${row.deskName}`
  if (event === 'wait.lapsed')
    return row.status === 'ended'
      ? { title: '候补已结束', text: `${when}。可以再选别的时间`, needsAct: false, wechat: false }
      : null
  return row.status === 'offered' && row.offerUntil
    ? {
        title: '您候补的时间有空位了',
        text: `${when}。请在 ${dateAndTime(row.offerUntil, now)} 前确认`,
        needsAct: true,
        wechat: true,
      }
    : null
}
