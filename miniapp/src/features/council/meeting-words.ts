import { DOOR_DIGITS } from '@linli/shared/council/meetings.kinds'
import type { MeetingStatus } from '@linli/shared/council/meetings.machine'
import type { MeetingItemView } from '@linli/shared/council/meetings.schema'
import { clockTime, momentText } from '@linli/shared/time'
import type { Tone } from '@/ui/status-pill'

/** `12月3日 19:00 至 20:30` */
export const meetingTime = ({ startsAt, endsAt }: Pick<MeetingItemView, 'startsAt' | 'endsAt'>): string =>
  `${momentText(new Date(startsAt), new Date())} 至 ${clockTime(new Date(endsAt))}`

const tones: Readonly<Record<MeetingStatus, Tone>> = {
  planned: 'wait',
  invited: 'run',
  under_way: 'run',
  held: 'wait',
  published: 'done',
  cancelled: 'off',
}
export const meetingTone = (status: MeetingStatus): Tone => tones[status]

/** What the meeting wants of the person, or what the person has done about it; empty for who is not invited. */
export function ownWords({ invited, coming, came, status }: MeetingItemView): string {
  if (came) return '您到会了'
  if (!invited) return ''
  if (coming !== null) return coming ? '您答复参加' : '您答复来不了'
  return status === 'invited' ? '请您答复来不来' : '请了您'
}

/** The figures of a code as it was scanned or typed; undefined when they are none. */
export function doorCodeIn(text: string | undefined): string | undefined {
  const digits = (text ?? '').replaceAll(/\s/g, '')
  return new RegExp(`^\\d{${DOOR_DIGITS}}$`).test(digits) ? digits : undefined
}
