import type { MeetingGuestRow } from './meeting.model'

/** What a guest is to a meeting. */
export type Guest = Pick<MeetingGuestRow, 'invited' | 'coming' | 'via' | 'cameAt'>

/** Two guests of one human become one: the own answer and the own attendance first, and the other's where there is none. */
export function joinedGuest(gone: Guest, before: Guest | null): Guest {
  const { via, cameAt } = before?.cameAt ? before : gone
  return {
    ...{ via, cameAt },
    invited: gone.invited || before?.invited === true,
    coming: before?.coming ?? gone.coming,
  }
}

/**
 * The way back, for the record that stays: what it was before, and whatever was said or done since the two were joined;
 * null when nothing of it is its own. `joined` is what was written then, `now` what stands there today.
 */
export function partedGuest(now: Guest, joined: Guest, before: Guest | null): Guest | null {
  const own = before ?? { invited: false, coming: null, via: null, cameAt: null }
  const hasCome = now.via !== joined.via || now.cameAt?.getTime() !== joined.cameAt?.getTime()
  const parted: Guest = {
    invited: own.invited || (now.invited && !joined.invited),
    coming: now.coming === joined.coming ? own.coming : now.coming,
    via: hasCome ? now.via : own.via,
    cameAt: hasCome ? now.cameAt : own.cameAt,
  }
  const isNothing = !parted.invited && parted.coming === null && parted.cameAt === null
  return before === null && isNothing ? null : parted
}
