import { createHmac } from 'node:crypto'
import { DOOR_DIGITS, DOOR_SECONDS } from '@linli/shared/council/meetings.kinds'
import type { KeyRing } from '../../platform/crypto'

export interface MeetingDoor {
  /** The figures shown at the door at `now`, and when others take their place. */
  codeAt(meetingId: string, now: Date): { readonly code: string; readonly nextAt: Date }
  /** Whether these figures are at the door, or were until just now: who scans slowly is not sent away. */
  opens(meetingId: string, code: string, now: Date): boolean
}

const STEP_MS = DOOR_SECONDS * 1000

/**
 * The code at the door of a meeting: it proves that somebody stands there in this minute, not who. Signed with a key
 * of the server for one meeting and one minute, so that a picture of it is of no use to who stayed at home.
 */
export function createMeetingDoor({ keys }: { readonly keys: KeyRing }): MeetingDoor {
  const { current, all } = keys.subkeys('meeting-door')
  const codeOf = (key: Buffer, meetingId: string, step: number): string => {
    const digest = createHmac('sha256', key).update(`${meetingId}\n${step}`).digest()
    return String(digest.readUInt32BE(0) % 10 ** DOOR_DIGITS).padStart(DOOR_DIGITS, '0')
  }
  const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS)
  return {
    codeAt(meetingId, now) {
      const step = stepAt(now)
      return { code: codeOf(current, meetingId, step), nextAt: new Date((step + 1) * STEP_MS) }
    },
    opens(meetingId, code, now) {
      const step = stepAt(now)
      return all.some((key) => [step, step - 1].some((each) => codeOf(key, meetingId, each) === code))
    },
  }
}
