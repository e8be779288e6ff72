import {
  bookingOutcomeLabel,
  bookingOutcomes,
  MOST_DOCUMENTS,
  type BookingOutcome,
} from '@linli/shared/bookings/bookings.machine'
import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import type { FileView } from '@linli/shared/files/files.schema'
import { useState } from 'react'
import { timeText } from '@/features/bookings/availability'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { useDraft } from '@/platform/use-draft'
import { AttachmentField } from '@/features/staff-notices/attachment-field'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { Box } from '@/ui/box'
import { Field } from '@/ui/field'
import { OptionGroup } from '@/ui/option-group'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import type { useHallAct } from './queries'

interface FinishSheetProps {
  readonly item: DeskBookingView
  readonly act: ReturnType<typeof useHallAct>
  readonly onClose: () => void
}

const consequences: Readonly<Record<BookingOutcome, string>> = {
  done: '居民收到“办好了”',
  papers_missing: '把缺的材料一次写全，居民收到',
  elsewhere: '写清楚到哪里办，居民收到',
}
const isOutcome = (value: string): value is BookingOutcome =>
  (bookingOutcomes as readonly string[]).includes(value)
const empty: { outcome: string; missing: string; photos: readonly FileView[] } = {
  ...{ outcome: '', missing: '', photos: [] },
}
const roomWords = ({ group, forLabel, startsAt, endsAt }: DeskBookingView): string =>
  [group?.organisation, forLabel, startsAt !== null && timeText(startsAt, endsAt, new Date())]
    .filter(Boolean)
    .join('，')

const MOST = 500

/** How it ended; what is missing is told once and in full. */
export function FinishSheet({ item, act, onClose }: FinishSheetProps) {
  const draft = useDraft(`finish:${item.id}`, empty)
  const [tried, setTried] = useState(false)
  const isRoom = item.group !== null
  const uploads = useKeptUploads('booking_document', MOST_DOCUMENTS, draft)
  const { missing } = draft.value
  // Nothing is handled in a room: it has been used, and that is all there is to say.
  const outcome = isRoom ? 'done' : draft.value.outcome
  const wants = outcome === 'papers_missing' || outcome === 'elsewhere'
  const fault = wants && missing.trim() === ''
  const gives = outcome === 'done' && !isRoom
  const arrived = useAfterUploads(uploads, () => {
    if (!isOutcome(outcome)) return
    sendForm(
      act,
      {
        ...{ event: 'finish', id: item.id, version: item.version, outcome },
        missing: wants ? missing.trim() : '',
        documentIds: gives ? [...uploads.fileIds] : [],
      },
      {
        forget: () => {
          draft.clear()
          uploads.clear()
        },
        onSuccess: () => {
          showToast(isRoom ? '已记下' : '已记下，居民会收到结果')
          onClose()
        },
      },
    )
  })
  const send = () => {
    setTried(true)
    if (isOutcome(outcome) && !fault) arrived.send()
  }
  return (
    <ActSheet
      open
      title={isRoom ? '活动室用完了吗' : `${item.queueNumber ?? item.number}，办得怎样`}
      act={isRoom ? '用完了' : '办完'}
      thing="这条预约"
      busy={act.isPending ? '正在记下' : arrived.waiting && '等材料传完'}
      disabled={!isOutcome(outcome)}
      error={act.error}
      onAct={send}
      onClose={onClose}
    >
      {isRoom ? (
        <Box as="p">{roomWords(item)}</Box>
      ) : (
        <OptionGroup
          id="outcome"
          label="办得怎样"
          options={bookingOutcomes.map((value) => ({
            value,
            title: bookingOutcomeLabel[value],
            detail: consequences[value],
          }))}
          chosen={outcome === '' ? [] : [outcome]}
          onChange={([value]) => draft.change({ outcome: value ?? '' })}
        />
      )}
      {gives && (
        <Field id="documents" label="给居民的材料" optional>
          <AttachmentField
            id="documents"
            purpose="booking_document"
            uploads={uploads}
            error={act.error instanceof ApiError ? act.error.issueAt('documentIds') : undefined}
            add={`加一份回执或证明，最多 ${MOST_DOCUMENTS} 份`}
          />
        </Field>
      )}
      {wants && (
        <Box>
          <TextField
            id="missing"
            label={outcome === 'elsewhere' ? '到哪里办' : '还缺什么，一次写全'}
            lines={4}
            maxLength={MOST}
            value={missing}
            onChange={(value) => draft.change({ missing: value })}
            error={tried && fault ? '请写清楚，居民照着准备' : undefined}
          />
        </Box>
      )}
    </ActSheet>
  )
}
