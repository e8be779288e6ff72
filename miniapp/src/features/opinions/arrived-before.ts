import type { OpinionView } from '@linli/shared/opinions/opinions.schema'

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
