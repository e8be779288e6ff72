import { MOST_ITEMS } from '@linli/shared/council/meetings.kinds'
import type { DeskMeetingView, MeetingDraft } from '@linli/shared/council/meetings.schema'
import { addDays, clockTime, dayOf, instantOf } from '@linli/shared/time'

export interface ItemForm {
  readonly id: string | null
  readonly title: string
  /** Id of a topic or a poll; empty for neither. */
  readonly link: string
}

export interface MeetingForm {
  readonly title: string
  readonly about: string
  readonly place: string
  readonly day: string
  readonly from: string
  readonly to: string
  readonly isPublic: boolean
  readonly items: readonly ItemForm[]
  readonly supporters: boolean
  readonly representatives: boolean
  readonly personIds: readonly string[]
}

export const newItem: ItemForm = { id: null, title: '', link: '' }

/** What a new form begins with: an evening a week ahead, when people are home. */
export const blankMeeting = (now: Date): MeetingForm => ({
  ...{ title: '', about: '', place: '', day: addDays(dayOf(now), 7), from: '19:00', to: '20:30' },
  ...{ isPublic: true, items: [newItem], supporters: false, representatives: false, personIds: [] },
})

export const formOf = (meeting: DeskMeetingView): MeetingForm => ({
  ...{ title: meeting.title, about: meeting.about, place: meeting.place, isPublic: meeting.isPublic },
  day: dayOf(new Date(meeting.startsAt)),
  from: clockTime(new Date(meeting.startsAt)),
  to: clockTime(new Date(meeting.endsAt)),
  items: meeting.items.map(({ id, title, topicId, pollId }) => ({
    id,
    title,
    link: topicId ?? pollId ?? '',
  })),
  ...meeting.audience,
})

const at = (day: string, time: string): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantOf(day, hours * 60 + minutes).toISOString()
}

/** The form as it is sent. A link is a topic or a poll by how its id begins. */
export const draftOf = (form: MeetingForm): MeetingDraft => ({
  ...{ title: form.title.trim(), about: form.about.trim(), place: form.place.trim() },
  ...{ startsAt: at(form.day, form.from), endsAt: at(form.day, form.to), isPublic: form.isPublic },
  items: form.items.map(({ id, title, link }) => ({
    ...{ id, title: title.trim() },
    topicId: link.startsWith('top_') ? link : null,
    pollId: link.startsWith('pol_') ? link : null,
  })),
  audience: {
    ...{ supporters: form.supporters, representatives: form.representatives },
    personIds: [...form.personIds],
  },
})

export interface MeetingFault {
  readonly path: string
  readonly text: string
}

/** What is still empty or cannot be, each at its field; the server judges again what only it can know. */
export function faultsOf(form: MeetingForm, now: Date): readonly MeetingFault[] {
  const draft = draftOf(form)
  return [
    ...(draft.title.length < 4 ? [{ path: 'title', text: '请写会议名称，至少 4 个字' }] : []),
    ...(draft.place.length < 2 ? [{ path: 'place', text: '请写在哪里开' }] : []),
    ...(new Date(draft.startsAt) <= now ? [{ path: 'startsAt', text: '开始时间要在现在以后' }] : []),
    ...(draft.endsAt <= draft.startsAt ? [{ path: 'endsAt', text: '结束时间要在开始以后' }] : []),
    ...draft.items.flatMap(({ title }, index) =>
      title.length < 2 ? [{ path: `items.${index}.title`, text: '请写这一项议什么' }] : [],
    ),
    ...(draft.audience.supporters && draft.items.every(({ topicId }) => topicId === null)
      ? [{ path: 'audience.supporters', text: '议程里还没有议题，没有支持的人可以请' }]
      : []),
  ]
}

export const mayAddItem = ({ items }: MeetingForm): boolean => items.length < MOST_ITEMS
