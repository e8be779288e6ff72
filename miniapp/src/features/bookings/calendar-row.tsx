import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { fileUrl } from '@/platform/client-name'
import { addToCalendar } from '@/platform/phone-calendar'
import { saveFile } from '@/platform/save-file'
import { ListRow } from '@/ui/list-row'
import { showToast } from '@/ui/toast'

/** The appointment in one's own calendar: written by WeChat, as a file on the web page. */
export function CalendarRow({ booking }: { readonly booking: BookingView }) {
  const { service, deskName, place, number, startsAt, endsAt, materials, icsUrl } = booking
  if (startsAt === null || endsAt === null) return null
  if (addToCalendar === undefined) {
    return icsUrl === null ? null : (
      <ListRow
        icon="calendar"
        title="存到日历"
        detail="下载日历文件，用手机或电脑的日历打开"
        onTap={() => void saveFile(fileUrl(icsUrl), `${number}.ics`)}
      />
    )
  }
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
