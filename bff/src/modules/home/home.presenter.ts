import { ofEveryKind } from '@linli/shared/home/matters.rules'
import type { MatterView } from '@linli/shared/home/home.schema'
import type { NoticeItemView } from '@linli/shared/notices/notices.parts.schema'
import type { OpinionItemView } from '@linli/shared/opinions/opinions.schema'
import type { PollListedView } from '@linli/shared/polls/polls.schema'
import { momentText } from '@linli/shared/time'
import type { NearBooking } from '../bookings/bookings.service'
import type { NearMeeting } from '../council/meetings.service'

export function confirmMatter(notice: NoticeItemView): MatterView {
  return {
    kind: 'confirm-notice',
    targetId: notice.id,
    title: notice.title,
    sentence: '请您看过后点“已知晓”',
    deadline: null,
  }
}

export function opinionMatter(item: OpinionItemView): MatterView {
  const about = { targetId: item.id, title: item.title, deadline: item.deadline }
  if (item.status === 'answered') {
    return { ...about, kind: 'rate-opinion', sentence: '社区答复了，请您评价', deadline: null }
  }
  if (item.waitsForMe) return { ...about, kind: 'supplement-opinion', sentence: '社区有一点要问您，请补充' }
  return { ...about, kind: 'opinion', sentence: item.deadline?.sentence ?? item.statusLabel }
}

export const voteMatter = (poll: PollListedView, now: Date): MatterView => ({
  kind: 'vote',
  targetId: poll.id,
  title: poll.title,
  sentence: `请您投票，${momentText(new Date(poll.closesAt), now)} 截止`,
  deadline: null,
})

export const bookingMatter = ({ id, title, sentence }: NearBooking): MatterView => ({
  ...{ kind: 'booking', targetId: id, title, sentence },
  deadline: null,
})

export const meetingMatter = ({ id, title, sentence }: NearMeeting): MatterView => ({
  ...{ kind: 'meeting', targetId: id, title, sentence },
  deadline: null,
})

/** What each feature knows of the reader. */
export interface Near {
  readonly notices: readonly NoticeItemView[]
  readonly votes: readonly PollListedView[]
  readonly opinions: readonly OpinionItemView[]
  readonly bookings: readonly NearBooking[]
  readonly meetings: readonly NearMeeting[]
}

export function presentMatters(
  { notices, votes, opinions, bookings, meetings }: Near,
  now: Date,
): MatterView[] {
  const matters = [
    ...bookings.map(bookingMatter),
    ...meetings.map(meetingMatter),
    ...notices.map(confirmMatter),
    ...votes.map((poll) => voteMatter(poll, now)),
    ...opinions.map(opinionMatter),
  ]
  // All of them: the page counts them, and shows the first few.
  return ofEveryKind(matters, matters.length)
}
