import { defineMachine, type EventOf, type StatusOf } from '../machine'

/**
 * Meeting of the council 议事会会议. Until it is announced it is the desk's alone; whoever is invited is told of every
 * change after that. Minutes are written when it is over, and stand for good once they are published.
 */
export const meetingMachine = defineMachine({
  planned: { change: 'planned', invite: 'invited', cancel: 'cancelled' },
  invited: { change: 'invited', begin: 'under_way', cancel: 'cancelled' },
  under_way: { end: 'held' },
  held: { write: 'held', publish: 'published' },
  published: {},
  cancelled: {},
})

export type MeetingStatus = StatusOf<typeof meetingMachine>
export type MeetingEvent = EventOf<typeof meetingMachine>

export const meetingStatuses = Object.keys(meetingMachine) as [MeetingStatus, ...MeetingStatus[]]

export const meetingStatusLabel: Record<MeetingStatus, string> = {
  planned: '筹备中',
  invited: '已通知',
  under_way: '正在开会',
  held: '已开完，整理纪要',
  published: '纪要已公布',
  cancelled: '已取消',
}

/** What everybody of the community sees. A meeting nobody has been told of is the desk's alone. */
export const announcedMeetingStatuses = [
  'invited',
  'under_way',
  'held',
  'published',
  'cancelled',
] as const satisfies readonly MeetingStatus[]
