import { addDays, dayOf, instantOf } from '../time'
import type { MeetingOutcome } from './meetings.kinds'
import type { MeetingStatus } from './meetings.machine'

const MINUTE_MS = 60_000
/** Guests are reminded at ten in the morning of the day before. */
const REMIND_MINUTES = 10 * 60

interface Timed {
  readonly startsAt: Date
  readonly endsAt: Date
}

/**
 * Whether people can be noted as present at `now`: while it goes on, and from `doorMinutes` before its hour on, since
 * people come before anybody presses a button. `endsAt` itself is too late for a meeting that was never begun.
 */
export function isDoorOpen(
  { status, startsAt, endsAt }: Timed & { readonly status: MeetingStatus },
  doorMinutes: number,
  now: Date,
): boolean {
  if (status === 'under_way') return true
  return status === 'invited' && mayBegin({ startsAt }, doorMinutes, now) && now < endsAt
}

/** Whether it can be begun: from `doorMinutes` before its hour on, so that nobody opens the doors of another day. */
export const mayBegin = ({ startsAt }: Pick<Timed, 'startsAt'>, doorMinutes: number, now: Date): boolean =>
  now.getTime() >= startsAt.getTime() - doorMinutes * MINUTE_MS

/** When guests are reminded; null when that moment is over. */
export function reminderOf({ startsAt }: Pick<Timed, 'startsAt'>, now: Date): Date | null {
  const at = instantOf(addDays(dayOf(startsAt), -1), REMIND_MINUTES)
  return at > now ? at : null
}

/** Whether guests have to be told: another day, another time, another place. Words of the agenda may still be mended. */
export const isMoved = (
  before: Timed & { readonly place: string },
  after: Timed & { readonly place: string },
): boolean =>
  before.place !== after.place ||
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime()

export interface MinutesIssue {
  /** `text`, or the number of an item of the agenda. */
  readonly at: 'text' | number
  readonly message: string
}

/** What published minutes lack: words, an outcome for every item, and what exactly was agreed. */
export function minutesIssues(
  text: string,
  items: readonly { readonly outcome: MeetingOutcome | null; readonly decision: string }[],
): MinutesIssue[] {
  return [
    ...(text.trim() === '' ? [{ at: 'text' as const, message: '请写会议情况：谁主持、说了什么' }] : []),
    ...items.flatMap(({ outcome, decision }, at): MinutesIssue[] => {
      if (outcome === null) return [{ at, message: '请选这一项议得怎样' }]
      return (outcome === 'agreed' || outcome === 'refused') && decision.trim() === ''
        ? [{ at, message: '请写清楚决定了什么' }]
        : []
    }),
  ]
}
