import type { BookingAnswerView } from '@linli/shared/bookings/bookings.parts.schema'
import { fileUrl } from '@/platform/client-name'
import { showPhotos } from '@/platform/show-photos'
import { Box } from '@/ui/box'
import { PhotoGrid } from '@/ui/photo-grid'
import './bookings.scss'

/** Questions of the item that have to be answered and are not. */
export const openQuestions = (answers: readonly BookingAnswerView[]): number =>
  answers.filter(({ required, text, photos }) => required && text === '' && photos.length === 0).length

/** What was asked and answered, for the person and for the counter. */
export function AnswerList({ answers }: { readonly answers: readonly BookingAnswerView[] }) {
  return (
    <Box as="dl" className="answer-list">
      {answers.map(({ questionId, label, text, photos }) => (
        <Box key={questionId} className="answer-list__row">
          <Box as="dt" className="answer-list__label">
            {label}
          </Box>
          <Box as="dd" className="answer-list__text">
            {photos.length > 0 ? (
              <PhotoGrid
                photos={photos.map((photo) => ({
                  id: photo.id,
                  url: fileUrl(photo.urls.thumb ?? photo.urls.view),
                  state: 'done',
                }))}
                onOpen={(id) =>
                  showPhotos(
                    photos.map(({ urls }) => fileUrl(urls.view)),
                    photos.findIndex((photo) => photo.id === id),
                  )
                }
              />
            ) : (
              text || '没有填'
            )}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
