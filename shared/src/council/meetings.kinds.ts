/** What an item of the agenda came to; the minutes say it in words beside it. */
export const meetingOutcomes = ['agreed', 'refused', 'go_on', 'heard'] as const
export type MeetingOutcome = (typeof meetingOutcomes)[number]
export const meetingOutcomeLabel: Record<MeetingOutcome, string> = {
  agreed: '同意',
  refused: '没有同意',
  go_on: '接着商量',
  heard: '通报，不作决定',
}

/** How somebody's presence was noted: by the code at the door, or by staff for who has no phone. */
export const attendanceWays = ['scan', 'desk'] as const
export type AttendanceWay = (typeof attendanceWays)[number]

export const meetingFilters = ['coming', 'past'] as const
export type MeetingFilter = (typeof meetingFilters)[number]

/** More items nobody gets through in an evening. */
export const MOST_ITEMS = 12
/** Residents named one by one. */
export const MOST_NAMED = 100
/** Figures of the code at the door. */
export const DOOR_DIGITS = 6
/** A code at the door is shown for so long; the one before it still counts. */
export const DOOR_SECONDS = 60
