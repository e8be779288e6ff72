import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { isOvertaken } from '@/platform/overtaken'

interface Rating {
  readonly solved: string
  readonly score: number
  readonly comment: string
}

/** Whether the case carries exactly this rating. */
export const isRatedSo = ({ rating }: OpinionView, { solved, score, comment }: Rating): boolean =>
  rating !== null && rating.solved === solved && rating.score === score && rating.comment === comment

/** Whether the case has been taken up again for this reason. */
export const isReopenedFor = ({ abilities, timeline }: OpinionView, reason: string): boolean =>
  !abilities.reopen && timeline.some(({ text }) => text === reason)

export const isWithdrawn = ({ mine, status }: OpinionView): boolean => mine && status === 'withdrawn'

/**
 * An act of the author that is asked for again because its first answer was lost. The server refuses the second one
 * (409); when the case already is as it was wished to be, that is no refusal, and the newest state is the answer.
 */
export async function orArrivedBefore(
  acting: Promise<OpinionView>,
  newest: () => Promise<OpinionView>,
  isDone: (opinion: OpinionView) => boolean,
): Promise<OpinionView> {
  try {
    return await acting
  } catch (error) {
    const now = isOvertaken(error) ? await newest().catch(() => undefined) : undefined
    if (now !== undefined && isDone(now)) return now
    throw error
  }
}
