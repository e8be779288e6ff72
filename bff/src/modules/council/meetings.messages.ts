import { dateAndTime, dayOf, dayText } from '@linli/shared/time'
import type { MeetingRow } from './meeting.model'

export interface MeetingMessage {
  readonly title: string
  readonly text: string
}

const whenAndWhere = ({ startsAt, place }: MeetingRow, now: Date): string =>
  `${dateAndTime(startsAt, now)}，${place}`

/** What guests are told, by event. The words hold no name. */
export const meetingMessages = {
  invited: (row, now) => ({
    title: '请您来开会',
    text: `“${row.title}”，${whenAndWhere(row, now)}。来不来请告诉我们`,
  }),
  moved: (row, now) => ({
    title: '会议的时间或者地点改了',
    text: `“${row.title}”改为 ${whenAndWhere(row, now)}`,
  }),
  cancelled: (row) => ({ title: '会议取消了', text: `“${row.title}”不开了：${row.cancelReason ?? ''}` }),
  reminder: (row, now) => ({
    title: `${dayText(dayOf(row.startsAt), dayOf(now))}开会，请别忘了`,
    text: `“${row.title}”，${whenAndWhere(row, now)}`,
  }),
  published: (row) => ({ title: '会议纪要公布了', text: `“${row.title}”议了什么、定了什么，请打开看看` }),
} as const satisfies Record<string, (row: MeetingRow, now: Date) => MeetingMessage>
export type MeetingMessageName = keyof typeof meetingMessages
