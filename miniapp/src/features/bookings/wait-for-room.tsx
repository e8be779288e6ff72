import { faultsOfGroup } from '@linli/shared/bookings/rooms.rules'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { useState } from 'react'
import { useForName } from '@/features/homes/for-whom'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { goBack, pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { Page } from '@/ui/page'
import { PageTitle } from '@/ui/page-title'
import { showToast } from '@/ui/toast'
import { timeText } from './availability'
import { formKey, notBookedText } from './booking-words'
import { GroupFields, groupOf, noGroup } from './group-fields'
import { useJoinWait, useSlots } from './queries'

interface WaitForRoomProps {
  readonly service: ServiceView
  readonly slotId: string
  readonly deskId: string | undefined
  readonly day: string | undefined
  readonly forPersonId: string | undefined
}

type Faults = Partial<Record<'purpose' | 'heads', string>>

/** What the server found wrong with the wish, by field. */
const faultsIn = (error: Error): Faults =>
  error instanceof ApiError
    ? Object.fromEntries(
        error.issues
          .filter(({ path }) => path.startsWith('body.group.'))
          .map(({ path, message }) => [path.slice('body.group.'.length), message]),
      )
    : {}

/** 排候补 for a room that is taken: what it is for is said now, so that it can be asked for at once when it is free. */
export function WaitForRoom({ service, slotId, deskId, day, forPersonId }: WaitForRoomProps) {
  const { code } = service
  const whom = useForName(forPersonId)
  const desk = useSlots(deskId, day).data
  const slot = desk?.days.flatMap(({ slots }) => slots).find(({ id }) => id === slotId)
  const about = formKey(code, forPersonId)
  const room = useDraft(`room:${about}`, noGroup)
  const [faults, setFaults] = useState<Faults>({})
  const join = useJoinWait()
  const attempt = useAttempt(`wait:${about}`)
  const askForMessages = useAskForMessages('booking')
  const send = () => {
    const group = groupOf(room.value)
    const found = faultsOfGroup(group, null)
    setFaults(Object.fromEntries(found.map(({ field, message }) => [field, message])))
    const [first] = found
    if (first !== undefined) return focusField(`group-${first.field}`)
    askForMessages()
    sendForm(
      join,
      attempt.begin({
        ...{ slotId, serviceCode: code, group },
        ...(forPersonId !== undefined && { forPersonId }),
      }),
      {
        attempt,
        forget: room.clear,
        onSuccess: ({ position }) => {
          showToast(position === null ? '已排上候补' : `已排上候补第 ${position} 位`)
          replacePage('/packages/bookings/mine')
        },
        onError: (error) => setFaults(faultsIn(error)),
      },
    )
  }
  const back = pageUrl('/packages/bookings/slot', { code })
  const wrong = Object.keys(faults).length
  const sent = isAlreadySent(join.error)
  return (
    <Page
      title="排候补"
      heading={false}
      backTo={back}
      bar={
        <BottomBar
          note={
            wrong > 0 ? `还有 ${wrong} 处要填，往上看有说明` : '有人退了就按顺序通知您，确认后再等社区答复'
          }
        >
          <Button busy={join.isPending && '正在排候补'} onTap={send}>
            排候补
          </Button>
        </BottomBar>
      }
    >
      <PageTitle
        below={
          desk &&
          slot &&
          [
            whom && `替${whom}`,
            `${timeText(slot.startsAt, slot.endsAt, new Date())}，${desk.deskName}，${desk.place}`,
          ]
            .filter(Boolean)
            .join('，')
        }
      >
        {service.label}
      </PageTitle>
      {sent && (
        <Banner
          kind="wait"
          act="另排一次"
          onAct={() => {
            attempt.startAnew()
            join.reset()
          }}
        >
          上一次已经收到了，可以在“我的预约”里看到
        </Banner>
      )}
      {join.error !== null && !sent && wrong === 0 && (
        <Banner kind="alert" act="换一个时间" onAct={() => goBack(back)}>
          {`${notBookedText(join.error, forPersonId)}。您填的内容还在`}
        </Banner>
      )}
      <GroupFields
        form={room.value}
        most={null}
        faults={faults}
        onChange={(part) => {
          setFaults({})
          forgetEnd(join)
          room.change(part)
        }}
      />
    </Page>
  )
}
