import { seriesLimits } from '@linli/shared/bookings/series.rules'
import type { ServiceView } from '@linli/shared/services/services.schema'
import type { IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { useForName } from '@/features/homes/for-whom'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { showToast } from '@/ui/toast'
import { AnswerFields } from './answer-fields'
import { formKey, notBookedText } from './booking-words'
import { SentBefore } from './sent-before'
import { SeriesRhythm, SeriesVisits, type SeriesForm } from './series-fields'
import { useBookSeries, useSeriesPlan } from './series-queries'
import { chosenTimes } from './series-words'
import { noAnswers, useAnswers } from './use-answers'

/** A month of weeks: what a person begins with. */
const BEGINS_WITH = 4

interface BookSeriesProps {
  readonly service: ServiceView
  readonly slotId: string
  /** The first day, as it was picked. */
  readonly first: IsoDay
  readonly forPersonId: string | undefined
}

/** 连着约几次: how often, what of it can be had, and all of it booked with one tap. */
export function BookSeries({ service, slotId, first, forPersonId }: BookSeriesProps) {
  const { code } = service
  const most = Math.max(seriesLimits.fewest, ...service.desks.map(({ mostVisits }) => mostVisits ?? 0))
  const [form, setForm] = useState<SeriesForm>({ weeks: 1, visits: Math.min(BEGINS_WITH, most) })
  const [leftOut, setLeftOut] = useState<readonly IsoDay[]>([])
  const weeks = form.weeks === 0 ? 1 : form.weeks
  const name = useForName(forPersonId)
  const whom = forPersonId === undefined ? {} : { forPersonId }
  const about = formKey(code, forPersonId)
  const plan = useSeriesPlan({ ...whom, slotId, serviceCode: code, weeks, visits: form.visits })
  const answers = useAnswers(about, service.questions, noAnswers)
  const book = useBookSeries()
  const attempt = useAttempt(`series:${about}`)
  const askForMessages = useAskForMessages('booking')
  const slotIds = chosenTimes(plan.data?.visits ?? [], leftOut)
  const arrived = useAfterUploads(answers.uploads, () => {
    const body = { ...whom, serviceCode: code, weeks, slotIds, answers: answers.answers }
    sendForm(book, attempt.begin(body), {
      attempt,
      forget: answers.clear,
      onSuccess: ({ items }) => {
        showToast(`${items.length} 次都约好了`)
        replacePage('/packages/bookings/mine')
      },
      onError: (error) => {
        if (error instanceof ApiError) answers.showIssues(error.issues)
      },
    })
  })
  const change = (next: SeriesForm) => {
    forgetEnd(book)
    setLeftOut([])
    setForm(next)
  }
  const send = () => {
    if (answers.check()) return
    askForMessages()
    arrived.send()
  }
  const wrong = Object.keys(answers.faults).length
  const sent = isAlreadySent(book.error)
  const enough = slotIds.length >= seriesLimits.fewest
  return (
    <Page
      title="连着约几次"
      heading={false}
      backTo={pageUrl('/packages/bookings/slot', { code })}
      bar={
        <BottomBar
          note={
            wrong > 0
              ? `还有 ${wrong} 处要填，往上看有说明`
              : enough || plan.data === undefined
                ? undefined
                : `能约的不到 ${seriesLimits.fewest} 次，请换个时间，或只约一次`
          }
        >
          <Button
            disabled={!enough}
            busy={book.isPending ? '正在预约' : arrived.waiting && '等照片传完'}
            onTap={send}
          >
            {enough ? `约这 ${slotIds.length} 次` : '约这几次'}
          </Button>
        </BottomBar>
      }
    >
      <PageTitle
        below={
          plan.data && [name && `替${name}`, plan.data.deskName, plan.data.place].filter(Boolean).join('，')
        }
      >
        {service.label}
      </PageTitle>
      {sent && (
        <SentBefore
          onAnew={() => {
            attempt.startAnew()
            book.reset()
          }}
        />
      )}
      {book.error !== null && !sent && wrong === 0 && (
        <Banner kind="alert">{`${notBookedText(book.error, forPersonId)}。一次也没有约，下面是最新的时间，请再看一遍`}</Banner>
      )}
      <SeriesRhythm form={form} first={first} most={plan.data?.most ?? most} onChange={change} />
      <QueryView query={plan}>
        {(data) => <SeriesVisits plan={data} leftOut={leftOut} onLeave={setLeftOut} />}
      </QueryView>
      {service.questions.length > 0 && <AnswerFields form={answers} />}
    </Page>
  )
}
