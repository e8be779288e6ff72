import type { MeetingItemView } from '@linli/shared/council/meetings.schema'
import { decodeCursor, pageOf } from '../../platform/page-cursor'
import type { MeetingRow } from './meeting.model'
import type { MeetingPlace } from './meetings.repository'

export interface MeetingPage {
  items: MeetingItemView[]
  nextCursor: string | null
}

/** Where a list of meetings goes on, with one row too many to know whether it ends. */
export function placeOfMeeting(cursor: string | undefined, limit: number): MeetingPlace {
  const after = cursor === undefined ? null : decodeCursor(cursor, ['number', 'string'])
  return { after: after && { at: new Date(after[0]), id: after[1] }, limit: limit + 1 }
}

export function meetingPage(
  rows: readonly MeetingRow[],
  limit: number,
  present: (row: MeetingRow) => MeetingItemView,
): MeetingPage {
  const page = pageOf(rows, limit, ({ startsAt, _id }) => [startsAt.getTime(), _id])
  return { items: page.rows.map(present), nextCursor: page.nextCursor }
}
