import type { AttemptKey, Attempts } from '../../platform/attempts'
import { AppError } from '../../platform/problem-error'

const WINDOW_S = 600
/**
 * Two of a million codes open a door at any moment. Whoever stands there reads six figures and may slip ten times; by
 * guessing from home, a neighbour with a name is right once in 50,000 windows of ten minutes.
 */
const ofPerson = (meetingId: string, personId: string): AttemptKey[] => [
  { key: `meeting-door:${meetingId}:${personId}`, points: 10, seconds: WINDOW_S },
]
const ofMeeting = (meetingId: string): AttemptKey[] => [
  { key: `meeting-door:${meetingId}`, points: 100, seconds: WINDOW_S },
]
/** While many guess at one door, three tries each: enough for whoever reads the code, so that nobody is kept out. */
const inCrowd = (meetingId: string, personId: string): AttemptKey[] => [
  { key: `meeting-door:crowd:${meetingId}:${personId}`, points: 3, seconds: WINDOW_S },
]

/** Counts tries at the code of a door; the human is counted, whatever account is used. */
export interface DoorGuesses {
  /**
   * Takes a try before anything is compared, and gives it back when it was right.
   * @throws AppError `rate_limited` with the seconds to wait, whatever the code; `door_code_wrong`
   */
  demand(meetingId: string, personId: string, isRight: () => boolean): Promise<void>
}

export function createDoorGuesses(attempts: Attempts): DoorGuesses {
  return {
    async demand(meetingId, personId, isRight) {
      const own = ofPerson(meetingId, personId)
      // One after the other: who is shut out adds nothing to what is counted for all.
      await attempts.take(own)
      const all = ofMeeting(meetingId)
      const few = await attempts.take(all).then(
        () => [],
        async (error: unknown) => {
          if (!(error instanceof AppError && error.code === 'rate_limited')) throw error
          const crowd = inCrowd(meetingId, personId)
          await attempts.take(crowd)
          return crowd
        },
      )
      if (!isRight()) throw new AppError('door_code_wrong')
      await attempts.giveBack([...own, ...all, ...few])
    },
  }
}
