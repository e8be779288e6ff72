import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { goBack, pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { PageTitle } from '@/ui/page-title'
import { showToast } from '@/ui/toast'
import { AnswerFields } from './answer-fields'
import { useAnswerBooking } from './queries'
import { draftOf, useAnswers } from './use-answers'

/** 补填: what the item asks, for a booking that was made without it, or to be changed. */
export function ChangeAnswers({ booking }: { readonly booking: BookingView }) {
  const { id, version, answers: asked, service } = booking
  const questions = asked.map(({ questionId, ...question }) => ({ ...question, id: questionId }))
  const form = useAnswers(id, questions, draftOf(asked))
  const answer = useAnswerBooking(id)
  const back = pageUrl('/packages/bookings/detail', { id })
  const arrived = useAfterUploads(form.uploads, () =>
    sendForm(
      answer,
      { version, answers: form.answers },
      {
        forget: form.clear,
        onSuccess: () => {
          showToast('已送到窗口')
          goBack(back)
        },
        onError: (error) => {
          if (error instanceof ApiError) form.showIssues(error.issues)
        },
      },
    ),
  )
  const wrong = Object.keys(form.faults).length
  return (
    <Page
      title="填写"
      heading={false}
      backTo={back}
      bar={
        <BottomBar note={wrong > 0 ? `还有 ${wrong} 处要填，往上看有说明` : undefined}>
          <Button
            busy={answer.isPending ? '正在送出' : arrived.waiting && '等照片传完'}
            onTap={() => !form.check() && arrived.send()}
          >
            送到窗口
          </Button>
        </BottomBar>
      }
    >
      <PageTitle below="窗口会提前看到，到时办得快一些">{service.label}</PageTitle>
      {answer.error !== null && wrong === 0 && (
        <Banner kind="alert">{`${sentenceOf(answer.error)}。您填的内容还在`}</Banner>
      )}
      <AnswerFields form={form} />
    </Page>
  )
}
