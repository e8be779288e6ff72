import { faultsOfGroup } from '@linli/shared/bookings/rooms.rules'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { useState } from 'react'
import { useForName } from '@/features/homes/for-whom'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { goBack, pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { Page } from '@/ui/page'
import { PageTitle } from '@/ui/page-title'
import { showToast } from '@/ui/toast'
import { AnswerFields } from './answer-fields'
import { timeText } from './availability'
import { formKey, notBookedText } from './booking-words'
import { GroupFields, groupOf, noGroup, RoomUntil } from './group-fields'
import { useBook, useRoomDay } from './queries'
import { SentBefore } from './sent-before'
import { noAnswers, useAnswers } from './use-answers'
import { holdText, useSeatHold, type SeatHold } from './use-seat-hold'

interface ConfirmProps {
  readonly service: ServiceView
  readonly slotId: string
  readonly forPersonId: string | undefined
}

/** How long the seat is kept, or that it is not kept any more and what can be done. */
function KeptSeat({ seat, onOther }: { readonly seat: SeatHold; readonly onOther: () => void }) {
  const { hold, error, isOver, secondsLeft, busy, again } = seat
  if (busy) return <Banner kind="info">正在为您留名额</Banner>
  if (error !== null) {
    const full = error instanceof ApiError && error.status === 409
    return (
      <Banner kind="alert" act={full ? '换一个时间' : '再试一次'} onAct={full ? onOther : again}>
        {`${sentenceOf(error)}。您填的内容还在`}
      </Banner>
    )
  }
  if (hold === undefined || secondsLeft === undefined) return null
  if (isOver)
    return (
      <Banner kind="alert" act="再留一次" onAct={again}>
        留名额的时间到了，名额已经放开。您填的内容还在
      </Banner>
    )
  return <Banner kind="info">{`名额先给您留着，${holdText(secondsLeft)}`}</Banner>
}

/** 填写并预约: the seat is kept while the questions of the item are answered. */
export function ConfirmBooking({ service, slotId, forPersonId }: ConfirmProps) {
  const { code } = service
  const whom = useForName(forPersonId)
  const seat = useSeatHold({ slotId, serviceCode: code, ...(forPersonId !== undefined && { forPersonId }) })
  const about = formKey(code, forPersonId)
  const form = useAnswers(about, service.questions, noAnswers)
  const room = useDraft(`room:${about}`, noGroup)
  const [groupFaults, setGroupFaults] = useState<Partial<Record<'purpose' | 'heads', string>>>({})
  const book = useBook()
  const attempt = useAttempt(`booking:${about}`)
  const askForMessages = useAskForMessages('booking')
  const { hold } = seat
  const isRoom = hold?.kind === 'room'
  const row = useRoomDay(hold)
  /** What is being asked for; what is kept counts as soon as it has been answered. */
  const [wanted, setWanted] = useState<number>()
  const kept = (hold?.moreSlotIds.length ?? 0) + 1
  const moreSlotIds = hold?.moreSlotIds ?? []
  const arrived = useAfterUploads(form.uploads, () => {
    sendForm(
      book,
      attempt.begin({
        ...{ slotId, serviceCode: code, answers: form.answers },
        ...(hold !== undefined && { holdId: hold.id }),
        ...(isRoom && { group: groupOf(room.value) }),
        ...(moreSlotIds.length > 0 && { moreSlotIds }),
        ...(forPersonId !== undefined && { forPersonId }),
      }),
      {
        attempt,
        forget: () => {
          form.clear()
          room.clear()
        },
        onSuccess: ({ id }) => {
          seat.markBooked()
          showToast(isRoom ? '申请已送出，等社区答复' : '约好了')
          replacePage(pageUrl('/packages/bookings/detail', { id }))
        },
        onError: (error) => {
          if (error instanceof ApiError) form.showIssues(error.issues)
        },
      },
    )
  })
  const other = () => goBack(pageUrl('/packages/bookings/slot', { code }))
  const send = () => {
    const faults = isRoom ? faultsOfGroup(groupOf(room.value), hold?.mostHeads ?? null) : []
    setGroupFaults(Object.fromEntries(faults.map(({ field, message }) => [field, message])))
    const [first] = faults
    const isIncomplete = form.check()
    // It stands above the questions.
    if (first !== undefined) return focusField(`group-${first.field}`)
    if (isIncomplete) return
    askForMessages()
    arrived.send()
  }
  const sent = isAlreadySent(book.error)
  const wrong = Object.keys(form.faults).length + Object.keys(groupFaults).length
  return (
    <Page
      title="填写并预约"
      heading={false}
      backTo={pageUrl('/packages/bookings/slot', { code })}
      bar={
        <BottomBar
          note={
            wrong > 0
              ? `还有 ${wrong} 处要填，往上看有说明`
              : isRoom
                ? '送出后等社区答复，这个时间先给您留着'
                : undefined
          }
        >
          <Button
            disabled={hold === undefined || seat.stretching}
            busy={book.isPending ? '正在预约' : arrived.waiting && '等照片传完'}
            onTap={send}
          >
            {isRoom ? '送出申请' : '约这个时间'}
          </Button>
        </BottomBar>
      }
    >
      <PageTitle
        below={
          hold &&
          [
            whom && `替${whom}`,
            `${timeText(hold.startsAt, hold.endsAt, new Date())}，${hold.deskName}，${hold.place}`,
          ]
            .filter(Boolean)
            .join('，')
        }
      >
        {service.label}
      </PageTitle>
      <KeptSeat seat={seat} onOther={other} />
      {sent && (
        <SentBefore
          onAnew={() => {
            attempt.startAnew()
            book.reset()
          }}
        />
      )}
      {book.error !== null && !sent && wrong === 0 && (
        <Banner
          kind="alert"
          act="换一个时间"
          onAct={other}
        >{`${notBookedText(book.error, forPersonId)}。您填的内容还在`}</Banner>
      )}
      {isRoom && (
        <RoomUntil
          row={row}
          count={seat.stretching ? (wanted ?? kept) : kept}
          onChange={(next) => {
            forgetEnd(book)
            setWanted(next)
            seat.stretch(row.slice(1, next).map(({ id }) => id))
          }}
        />
      )}
      {isRoom && seat.refused !== null && (
        <Banner kind="alert">{`${sentenceOf(seat.refused)}。还是按${
          kept > 1 ? '刚才的' : '原来的'
        }时间给您留着`}</Banner>
      )}
      {isRoom && (
        <GroupFields
          form={room.value}
          most={hold?.mostHeads ?? null}
          faults={groupFaults}
          onChange={(part) => {
            setGroupFaults({})
            room.change(part)
          }}
        />
      )}
      {service.questions.length > 0 && <AnswerFields form={form} />}
    </Page>
  )
}
