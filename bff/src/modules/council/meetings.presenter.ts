import { meetingOutcomeLabel } from '@linli/shared/council/meetings.kinds'
import { meetingMachine, meetingStatusLabel, type MeetingEvent } from '@linli/shared/council/meetings.machine'
import type {
  AgendaItemView,
  DeskMeetingView,
  MeetingFigures,
  MeetingGuestView,
  MeetingItemView,
  MeetingView,
} from '@linli/shared/council/meetings.schema'
import { can } from '@linli/shared/machine'
import type { AgendaItem, MeetingGuestRow, MeetingRow } from './meeting.model'

const DESK = '社区工作人员'

export function presentMeetingLine(row: MeetingRow, own: MeetingGuestRow | undefined): MeetingItemView {
  return {
    id: row._id,
    title: row.title,
    status: row.status,
    statusLabel: meetingStatusLabel[row.status],
    place: row.place,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    isPublic: row.isPublic,
    invited: own?.invited ?? false,
    coming: own?.coming ?? null,
    came: (own?.cameAt ?? null) !== null,
  }
}

const presentItem = (item: AgendaItem, isShown: boolean): AgendaItemView => ({
  ...{ id: item.id, title: item.title, topicId: item.topicId, pollId: item.pollId, linked: item.linked },
  outcome: isShown ? item.outcome : null,
  outcomeLabel: isShown && item.outcome !== null ? meetingOutcomeLabel[item.outcome] : null,
  decision: isShown ? item.decision : '',
})

const presentMinutes = ({ minutes }: MeetingRow) =>
  minutes && { text: minutes.text, by: minutes.byName || DESK, at: minutes.at.toISOString() }

export function presentMeeting(
  row: MeetingRow,
  own: MeetingGuestRow | undefined,
  more: { readonly came: number | null; readonly isNeighbour: boolean; readonly isDoorOpen: boolean },
): MeetingView {
  const isOut = row.status === 'published'
  return {
    ...presentMeetingLine(row, own),
    communityId: row.communityId,
    about: row.about,
    items: row.items.map((item) => presentItem(item, isOut)),
    cancelReason: row.cancelReason,
    minutes: isOut ? presentMinutes(row) : null,
    cameCount: more.came,
    abilities: {
      answer: more.isNeighbour && own?.invited === true && row.status === 'invited',
      attend: more.isNeighbour && more.isDoorOpen && (own?.cameAt ?? null) === null,
    },
  }
}

export function presentDeskMeeting(
  row: MeetingRow,
  figures: MeetingFigures,
  reader: { readonly meets: boolean; readonly isDoorOpen: boolean; readonly mayBegin: boolean },
): DeskMeetingView {
  const may = (event: MeetingEvent): boolean => reader.meets && can(meetingMachine, row.status, event)
  return {
    ...presentMeetingLine(row, undefined),
    version: row.version,
    communityId: row.communityId,
    about: row.about,
    items: row.items.map((item) => presentItem(item, true)),
    audience: { ...row.audience, personIds: [...row.audience.personIds] },
    figures,
    cancelReason: row.cancelReason,
    minutes: presentMinutes(row),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    abilities: {
      change: may('change'),
      invite: may('invite'),
      cancel: may('cancel'),
      begin: may('begin') && reader.mayBegin,
      end: may('end'),
      tick: reader.meets && (reader.isDoorOpen || row.status === 'held'),
      write: may('write'),
      publish: may('publish') && row.minutes !== null,
    },
  }
}

export const presentGuest = (row: MeetingGuestRow, label: string): MeetingGuestView => ({
  personId: row.personId,
  label,
  invited: row.invited,
  coming: row.coming,
  via: row.via,
  cameAt: row.cameAt?.toISOString() ?? null,
})
