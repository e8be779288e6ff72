import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { InfoList } from '@/ui/info-list'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useRateVisit } from './queries'
import './bookings.scss'

const scores = ['很不满意', '不满意', '一般', '满意', '很满意'] as const
const options = scores.map((title, index) => ({ value: String(index + 1), title })).reverse()
const empty = { score: 0, comment: '' }
const MOST = 200

/** How it was, once; the office reads it among others, without a name. */
export function RateVisit({ booking }: { readonly booking: BookingView }) {
  const { id, version, abilities, rating } = booking
  const draft = useDraft(`visit:${id}`, empty)
  const rate = useRateVisit(id)
  const [tried, setTried] = useState(false)
  const { score, comment } = draft.value
  const question = booking.group === null ? '这次办得怎样' : '活动室用得怎样'
  if (rating !== null) {
    return (
      <>
        <SectionTitle title="您的评价" />
        <Surface padded>
          <InfoList
            facts={[
              { name: '打分', value: scores[rating.score - 1] ?? '' },
              ...(rating.comment === '' ? [] : [{ name: '留言', value: rating.comment }]),
            ]}
          />
        </Surface>
      </>
    )
  }
  if (!abilities.rate) return null
  const send = () => {
    setTried(true)
    if (score === 0) return focusField('score')
    sendForm(
      rate,
      { version, score, comment: comment.trim() },
      {
        forget: draft.clear,
        onSuccess: () => showToast('评价已经收到'),
      },
    )
  }
  return (
    <>
      <SectionTitle title={question} note="社区看得到评价，看不到是谁" />
      {rate.error && <Banner kind="alert">{`${sentenceOf(rate.error)}。您写的内容还在`}</Banner>}
      <Box className="slot-for">
        <OptionGroup
          id="score"
          label={question}
          options={options}
          chosen={score === 0 ? [] : [String(score)]}
          onChange={([value]) => draft.change({ score: Number(value ?? 0) })}
        />
        <FieldError id="score-error">{tried && score === 0 ? '请选一个满意程度' : undefined}</FieldError>
      </Box>
      <Surface padded>
        <TextField
          id="comment"
          label="想说的话"
          optional
          lines={3}
          maxLength={MOST}
          value={comment}
          onChange={(value) => draft.change({ comment: value })}
        />
        <Box className="wait__acts">
          <Button busy={rate.isPending && '正在送出'} onTap={send}>
            送出评价
          </Button>
        </Box>
      </Surface>
    </>
  )
}
