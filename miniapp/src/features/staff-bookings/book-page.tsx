import type { PersonItemView } from '@linli/shared/people/people.schema'
import type { DeskView, SlotView } from '@linli/shared/bookings/desks.schema'
import { hasQueue } from '@linli/shared/bookings/rooms.rules'
import { seriesLimits } from '@linli/shared/bookings/series.rules'
import type { Question } from '@linli/shared/services/questions.rules'
import type { IsoDay } from '@linli/shared/time'
import { useEffect, useState } from 'react'
import { AnswerFields } from '@/features/bookings/answer-fields'
import { timeText } from '@/features/bookings/availability'
import { PickTime } from '@/features/bookings/pick-time'
import { SeriesRhythm, SeriesVisits, type SeriesForm } from '@/features/bookings/series-fields'
import { useBookSeries, useSeriesPlan } from '@/features/bookings/series-queries'
import { chosenTimes } from '@/features/bookings/series-words'
import { noAnswers, useAnswers } from '@/features/bookings/use-answers'
import { useSlotChoice, type SlotChoice } from '@/features/bookings/use-slot-choice'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { goBack } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useGuide } from './catalogue-queries'
import { RoomWishFields, useRoomWish } from './room-wish'
import { useBookFor, useDesks, useServiceNames } from './queries'
import './staff-bookings.scss'

const TODAY = '/packages/staff-bookings/today'

/** What was refused is forgotten where it is shown. */
const noRefusal = () => undefined

/** What is chosen so far; the page's main act says what is still open. */
interface Chosen {
  readonly person: PersonItemView | undefined
  readonly serviceCode: string
  readonly slot: SlotView | undefined
  readonly day: IsoDay | undefined
}

interface ConfirmProps {
  readonly desk: DeskView
  readonly choice: SlotChoice
  readonly chosen: Chosen
  /** What the item asks; undefined while it is not known yet. */
  readonly questions: readonly Question[] | undefined
}

/** What the item asks, how often, and the act. Begun anew with another person or another item. */
function Confirm({ desk, choice, chosen, questions }: ConfirmProps) {
  const { person, serviceCode, slot, day } = chosen
  const book = useBookFor()
  const series = useBookSeries()
  const attempt = useAttempt(`book-for:${desk.id}`)
  const answers = useAnswers(`for:${person?.id ?? ''}:${serviceCode}`, questions ?? [], noAnswers)
  const [form, setForm] = useState<SeriesForm>({ weeks: 0, visits: seriesLimits.fewest })
  const [leftOut, setLeftOut] = useState<readonly IsoDay[]>([])
  const wish = useRoomWish(desk, choice)
  const { weeks, visits } = form
  const slotId = slot?.id
  const { reset: forgetOne } = book
  const { reset: forgetAll } = series
  // Another time: what was refused, and which visits were left out, belonged to the one before.
  useEffect(() => {
    forgetOne()
    forgetAll()
    setLeftOut([])
  }, [slotId, forgetOne, forgetAll])
  const known = person !== undefined && serviceCode !== '' && slot !== undefined && questions !== undefined
  const plan = useSeriesPlan(
    known && weeks !== 0 ? { slotId: slot.id, serviceCode, weeks, visits, personId: person.id } : undefined,
  )
  const slotIds = weeks === 0 ? [] : chosenTimes(plan.data?.visits ?? [], leftOut)
  const missing = [
    person === undefined && '谁来办',
    serviceCode === '' && '办什么',
    slot === undefined && '什么时间',
  ].filter((one) => one !== false)
  const done = (words: string) => {
    showToast(words)
    goBack(TODAY)
  }
  const onError = (error: Error) => {
    if (error instanceof ApiError) answers.showIssues(error.issues)
  }
  const arrived = useAfterUploads(answers.uploads, () => {
    if (!known) return
    const said = { serviceCode, personId: person.id, answers: answers.answers }
    if (weeks === 0)
      sendForm(book, attempt.begin({ ...said, ...wish.said, slotId: slot.id }), {
        ...{ attempt, onError },
        forget: () => {
          answers.clear()
          wish.draft.clear()
        },
        onSuccess: ({ number }) => done(`约好了，编号 ${number}`),
      })
    else
      sendForm(series, attempt.begin({ ...said, weeks, slotIds }), {
        ...{ attempt, forget: answers.clear, onError },
        onSuccess: ({ items }) => done(`${items.length} 次都约好了`),
      })
  })
  const send = () => {
    const isWrong = wish.check()
    if (!answers.check() && !isWrong) arrived.send()
  }
  const error = book.error ?? series.error
  const wrong = Object.keys(answers.faults).length + wish.wrong
  const few = weeks !== 0 && slotIds.length < seriesLimits.fewest
  const note =
    missing.length > 0
      ? `还要选${missing.join('、')}`
      : wrong > 0
        ? `还有 ${wrong} 处要填，往上看有说明`
        : weeks !== 0
          ? `一共 ${slotIds.length} 次`
          : slot && timeText(slot.startsAt, wish.length.endsAt ?? slot.endsAt, new Date())
  return (
    <>
      {desk.mostVisits !== null && known && day !== undefined && (
        <>
          <SectionTitle title="约几次" />
          <SeriesRhythm
            form={form}
            first={day}
            most={desk.mostVisits}
            mayBeOnce
            onChange={(next) => {
              forgetEnd(series)
              setLeftOut([])
              setForm(next)
            }}
          />
          {weeks !== 0 && (
            <QueryView query={plan}>
              {(data) => <SeriesVisits plan={data} leftOut={leftOut} onLeave={setLeftOut} />}
            </QueryView>
          )}
        </>
      )}
      {slot !== undefined && <RoomWishFields wish={wish} onEdit={() => forgetEnd(book)} />}
      {questions !== undefined && questions.length > 0 && (
        <>
          <SectionTitle title="要问的问题" />
          <AnswerFields form={answers} />
        </>
      )}
      {error && wrong === 0 && <Banner kind="alert">{`${sentenceOf(error)}。您选的还在`}</Banner>}
      <Box className="desk-save">
        <Box>{note}</Box>
        <Button
          id="book-for"
          disabled={!known || few}
          busy={book.isPending || series.isPending ? '正在预约' : arrived.waiting && '等照片传完'}
          onTap={send}
        >
          替他约好
        </Button>
      </Box>
    </>
  )
}

function BookFor({ desk }: { readonly desk: DeskView }) {
  const names = useServiceNames(desk.communityId).data?.items ?? []
  const [person, setPerson] = useState<PersonItemView>()
  const [chosenCode, setService] = useState('')
  const options = names
    .filter(({ code, offered }) => offered && desk.serviceCodes.includes(code))
    .map(({ code, label }) => ({ value: code, label }))
  // A room, or a visit, has one thing to come for: nobody is asked which.
  const serviceCode = options.length === 1 ? (options[0]?.value ?? '') : chosenCode
  const guide = useGuide(desk.communityId, serviceCode === '' ? undefined : serviceCode)
  const choice = useSlotChoice(desk.id, noRefusal)
  const { slot, day } = choice
  return (
    <Box className="desk-edit">
      <SectionTitle title="谁来办" note={person?.maskedName} />
      <Surface padded>
        <PersonPicker id="book-person" except="" chosen={person?.id} onPick={setPerson} />
      </Surface>
      <SectionTitle title="办什么" />
      <Surface padded>
        <PickerField
          id="book-service"
          label="办什么事"
          kind="list"
          value={serviceCode}
          placeholder="选一项"
          options={options}
          onChange={setService}
        />
      </Surface>
      <SectionTitle title="什么时间" />
      <PickTime
        choice={choice}
        none={
          <Surface>
            <EmptyState icon="calendar">
              {hasQueue(desk.kind) ? '最近没有名额，可以请居民现场取号' : '最近没有名额'}
            </EmptyState>
          </Surface>
        }
      />
      {guide.error !== null && (
        <Banner kind="alert" act="再试一次" onAct={() => void guide.refetch()}>
          {sentenceOf(guide.error)}
        </Banner>
      )}
      <Confirm
        key={`${person?.id ?? ''}:${serviceCode}`}
        desk={desk}
        choice={choice}
        chosen={{ person, serviceCode, slot, day }}
        questions={guide.data?.questions}
      />
    </Box>
  )
}

/** 替人预约: for somebody of the roll who calls or stands there. */
export function BookPage({ deskId }: { readonly deskId: string | undefined }) {
  const { communityId } = useDesk()
  const desks = useDesks(communityId)
  return (
    <StaffConsole title="替人预约" inside current="bookings" backTo={TODAY}>
      <QueryView query={desks}>
        {({ items }) => {
          const desk =
            items.find(({ id }) => id === deskId) ??
            items.find(({ active, kind }) => active && kind !== 'means')
          return desk === undefined ? (
            <Surface>
              <EmptyState icon="calendar" act="设一个窗口" to="/packages/staff-bookings/schedule">
                还没有预约窗口
              </EmptyState>
            </Surface>
          ) : (
            <BookFor key={desk.id} desk={desk} />
          )
        }}
      </QueryView>
    </StaffConsole>
  )
}
