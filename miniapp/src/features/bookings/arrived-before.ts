import type { AnswersInput } from '@linli/shared/bookings/bookings.parts.schema'
import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { isAsBefore } from './availability'
import { inQueue } from './booking-words'
import { hasRest } from './series-words'

/** A stretch of time a booking may stand at. */
export interface Stretch {
  readonly startsAt: string
  readonly endsAt: string
}

/** Whether the booking stands at this time already; one that is over or given back stands at none. */
export const isMovedTo = (now: BookingView, { startsAt, endsAt }: Stretch): boolean =>
  (now.status === 'booked' || now.status === 'requested') && isAsBefore(now, startsAt, endsAt)

/** Whether it is given back. It does not say whether later visits went with it, so that `rest` is certain of the last one alone. */
export const isGivenBack = (now: BookingView, rest: boolean): boolean =>
  now.status === 'cancelled' && !(rest && hasRest(now))

/** Whether the time that was offered to `before` has been taken, or declined, and nothing else has happened to it. */
export const isProposalAnswered = (now: BookingView, before: BookingView, agrees: boolean): boolean =>
  now.proposal === null &&
  now.version === before.version + 1 &&
  (agrees
    ? before.proposal !== null && isMovedTo(now, before.proposal)
    : now.startsAt === before.startsAt && now.status === before.status)

/** Whether exactly these answers are kept. */
export const isAnsweredSo = ({ answers }: BookingView, given: AnswersInput): boolean =>
  given.every(({ questionId, text = '', photoIds = [] }) => {
    const kept = answers.find((one) => one.questionId === questionId)
    return kept?.text === text && kept.photos.map(({ id }) => id).join() === photoIds.join()
  })

export const isCheckedIn = ({ status }: BookingView): boolean => inQueue(status)

export const isVisitRatedSo = (
  { rating }: BookingView,
  { score, comment }: { readonly score: number; readonly comment: string },
): boolean => rating !== null && rating.score === score && rating.comment === comment
