import type { BookingAnswerView } from '@linli/shared/bookings/bookings.parts.schema'
import type { FileView } from '@linli/shared/files/files.schema'
import { faultsOfAnswers, type Answer, type Question } from '@linli/shared/services/questions.rules'
import type { FileRef } from '../../platform/files/file-ref'
import { AppError } from '../../platform/problem-error'
import type { BookingAnswer, BookingRow } from './booking.model'
import type { BookingFiles } from './bookings.ports'

export interface BookingAnswers {
  /** `validation_failed` naming every question that is not answered as it has to be: `body.answers.<question id>`. */
  check(questions: readonly Question[], answers: readonly Answer[]): void
  /** Makes the photos the booking's, lets go of those of `before` that are left out, and answers what is stored. Inside a unit of work; checked before. */
  keep(
    booking: Pick<BookingRow, '_id' | 'communityId'>,
    accountId: string,
    answers: readonly Answer[],
    before?: readonly BookingAnswer[],
  ): Promise<BookingAnswer[]>
  /** Lets go of all photos of a booking that is unnamed or removed. */
  letGo(booking: Pick<BookingRow, '_id' | 'communityId' | 'answers'>): Promise<void>
}

/** What people answer when they book. */
export function createBookingAnswers(deps: { files: BookingFiles }): BookingAnswers {
  const { files } = deps
  const owned = ({ _id: ownerId, communityId }: Pick<BookingRow, '_id' | 'communityId'>) =>
    ({ ownerType: 'booking', ownerId, purpose: 'booking_photo', communityId }) as const
  return {
    check(questions, answers) {
      const errors = faultsOfAnswers(questions, answers).map(({ questionId, message }) => ({
        path: `body.answers.${questionId}`,
        message,
      }))
      if (errors.length > 0) throw new AppError('validation_failed', { errors })
    },

    async keep(booking, accountId, answers, before = []) {
      const owner = owned(booking)
      const kept: BookingAnswer[] = []
      for (const { questionId, text = '', photoIds = [] } of answers) {
        const photos =
          photoIds.length === 0
            ? []
            : await files.claim(photoIds, { ...owner, accountId, field: `answers.${questionId}` })
        if (text !== '' || photos.length > 0) kept.push({ questionId, text, photos })
      }
      if (before.some(({ photos }) => photos.length > 0)) {
        await files.releaseOthers(
          kept.flatMap(({ photos }) => photos.map(({ id }) => id)),
          owner,
        )
      }
      return kept
    },

    async letGo(booking) {
      if (booking.answers?.some(({ photos }) => photos.length > 0) !== true) return
      await files.releaseOthers([], owned(booking))
    },
  }
}

/** Every question of a booking with what was answered. */
export const presentAnswers = (
  { service, answers = [] }: Pick<BookingRow, 'service' | 'answers'>,
  present: (ref: FileRef) => FileView,
): BookingAnswerView[] =>
  (service.questions ?? []).map(({ id, kind, label, required, options }) => {
    const given = answers.find(({ questionId }) => questionId === id)
    return {
      ...{ questionId: id, kind, label, required, options: [...options] },
      text: given?.text ?? '',
      photos: (given?.photos ?? []).map(present),
    }
  })
