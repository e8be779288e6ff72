import { dayOf, dayText } from '@linli/shared/time'
import type { BookingInbox, BookingPeople } from './bookings.ports'
import type { DeskCheck, DeskRow } from './desk.model'

/** Tells the heads of a community that seats and bookings of a desk do not agree, and where to look. */
export const createCheckTold =
  ({ inbox, people }: { inbox: BookingInbox; people: Pick<BookingPeople, 'holdersAt'> }) =>
  async ({ _id: deskId, communityId, name }: DeskRow, { at, times }: DeskCheck): Promise<void> => {
    const heads = await people.holdersAt([communityId], ['community_admin'])
    await inbox.deliver({
      ...{ communityId, topic: 'booking', targetId: deskId },
      title: '预约的名额要核对',
      text: `${name}有 ${times.length} 个时间的名额和预约对不上（${dayText(dayOf(at), dayOf(at))} 夜里核对）。请打开“窗口和时间”，看是哪些时间，怎么办`,
      needsAct: true,
      urgent: false,
      dedupeKey: `desk.check:${deskId}:${times.map(({ slotId }) => slotId).join(',')}:${dayOf(at)}`,
      recipients: heads.map(({ accountId }) => ({ accountId, wechat: false })),
    })
  }
