import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { addToCalendar } from '@/platform/phone-calendar'
import { ListRow } from '@/ui/list-row'
import { showToast } from '@/ui/toast'

/** The appointment in one's own calendar: written by WeChat. */
export function CalendarRow({ booking }: { readonly booking: BookingView }) {
  const { service, deskName, place, number, startsAt, endsAt, materials } = booking
  if (startsAt === null || endsAt === null || addToCalendar === undefined) return null
  const add = async () => {
    const added = await addToCalendar?.({
      title: `${service.label}，${deskName}`,
      ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt), place },
      note: [`预约编号 ${number}`, ...materials.map(({ name }) => name)].join('\n'),
    })
    showToast(added === true ? '已加到手机日历' : '没有加上。可以在手机的设置里允许微信使用日历')
  }
  return <ListRow icon="calendar" title="加到手机日历" detail="到时前 2 小时提醒" onTap={() => void add()} />
}
