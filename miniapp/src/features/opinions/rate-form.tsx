import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { goBack, pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { OptionGroup } from '@/ui/option-group'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useRate, useReopen } from './queries'
import './opinions.scss'

type Solved = 'yes' | 'partly' | 'no'

const solvedOptions = [
  { value: 'yes', title: '解决了' },
  { value: 'partly', title: '解决了一部分' },
  { value: 'no', title: '没有解决', detail: '可以只评价，也可以请社区再办一次' },
]
const scoreOptions = ['很不满意', '不满意', '一般', '满意', '很满意']
  .map((title, index) => ({ value: String(index + 1), title }))
  .reverse()

interface RatingDraft {
  readonly solved: string
  readonly score: number
  readonly comment: string
  readonly reason: string
}
const empty: RatingDraft = { solved: '', score: 0, comment: '', reason: '' }
const REASON_MIN = 4
const isSolved = (value: string): value is Solved => value === 'yes' || value === 'partly' || value === 'no'

/** The answer once more: what is to be judged stands above the question. */
function LastReply({ opinion }: { readonly opinion: OpinionView }) {
  const reply = opinion.timeline.find(({ kind }) => kind === 'reply')
  if (!reply?.text) return null
  return (
    <>
      <SectionTitle title="社区的答复" note={reply.by ?? undefined} />
      <Surface padded>
        <Box as="p" className="opinion-text">
          {reply.text}
        </Box>
      </Surface>
    </>
  )
}

/** Solved or not, one to five, a word; or the way back into the work with a reason. */
export function RateForm({ opinion }: { readonly opinion: OpinionView }) {
  const { id, version, abilities } = opinion
  const draft = useDraft(`rating:${id}`, empty)
  const { solved, score, comment, reason } = draft.value
  const rate = useRate(id)
  const reopen = useReopen(id)
  const [tried, setTried] = useState<'rate' | 'reopen'>()
  const error = rate.error ?? reopen.error
  const done = (text: string) => {
    showToast(text)
    goBack(pageUrl('/packages/opinions/detail', { id }))
  }
  const sendRating = () => {
    setTried('rate')
    if (!isSolved(solved)) return focusField('solved')
    if (score === 0) return focusField('score')
    sendForm(
      rate,
      { version, solved, score, comment: comment.trim() },
      { forget: draft.clear, onSuccess: () => done('评价已经收到') },
    )
  }
  const sendReopen = () => {
    setTried('reopen')
    if (reason.trim().length < REASON_MIN) return focusField('reason')
    sendForm(
      reopen,
      { version, reason: reason.trim() },
      { forget: draft.clear, onSuccess: () => done('已请社区再办一次') },
    )
  }
  return (
    <>
      <PageTitle below={opinion.number}>{opinion.title}</PageTitle>
      {error && <Banner kind="alert">{`${sentenceOf(error)}。您写的内容还在`}</Banner>}
      <LastReply opinion={opinion} />
      {abilities.rate && (
        <>
          <SectionTitle title="解决了没有" />
          <Box className="rate-options">
            <OptionGroup
              id="solved"
              label="解决了没有"
              options={solvedOptions}
              chosen={solved === '' ? [] : [solved]}
              onChange={([value]) => draft.change({ solved: value ?? '' })}
            />
          </Box>
          <Box className="choice-fault">
            <FieldError id="solved-error">
              {tried === 'rate' && !isSolved(solved) ? '请选择解决了没有' : undefined}
            </FieldError>
          </Box>
          <SectionTitle title="满意吗" />
          <Box className="rate-options">
            <OptionGroup
              id="score"
              label="满意吗"
              options={scoreOptions}
              chosen={score === 0 ? [] : [String(score)]}
              onChange={([value]) => draft.change({ score: Number(value ?? 0) })}
            />
          </Box>
          <Box className="choice-fault">
            <FieldError id="score-error">
              {tried === 'rate' && score === 0 ? '请选一个满意程度' : undefined}
            </FieldError>
          </Box>
          <Surface padded>
            <TextField
              id="comment"
              label="想说的话"
              optional
              lines={3}
              maxLength={200}
              value={comment}
              onChange={(value) => draft.change({ comment: value })}
              error={error instanceof ApiError ? error.issueAt('comment') : undefined}
            />
            <Box className="opinion-acts">
              <Button busy={rate.isPending && '正在送出'} onTap={sendRating}>
                送出评价
              </Button>
            </Box>
          </Surface>
        </>
      )}
      {abilities.reopen && (
        <>
          <SectionTitle title="请社区再办一次" />
          <Surface padded>
            <TextField
              id="reason"
              label="还有什么没解决"
              lines={3}
              maxLength={200}
              value={reason}
              onChange={(value) => draft.change({ reason: value })}
              error={
                tried === 'reopen' && reason.trim().length < REASON_MIN
                  ? `请写清楚，至少 ${REASON_MIN} 个字`
                  : error instanceof ApiError
                    ? error.issueAt('reason')
                    : undefined
              }
            />
            <Box className="opinion-acts">
              <Button kind="outline" busy={reopen.isPending && '正在送出'} onTap={sendReopen}>
                再办一次
              </Button>
            </Box>
          </Surface>
        </>
      )}
      {!abilities.rate && !abilities.reopen && (
        <Banner kind="info">这件意见现在不用评价，可以回去看办理经过</Banner>
      )}
    </>
  )
}
