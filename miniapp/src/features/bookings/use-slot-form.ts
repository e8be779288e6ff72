import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { goBack, openPage, pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { showToast } from '@/ui/toast'
import { useBook, useJoinWait, useMoveBooking } from './queries'
import { isAsBefore } from './availability'
import { formKey } from './booking-words'
import { useRoomLength } from './use-room-length'
import { useSlotChoice } from './use-slot-choice'

interface NextFree {
  readonly slotId: string
  readonly startsAt: string
}

/** The next free times a refusal names (`slot_full`). */
export function nextFreeOf(error: Error | null): readonly NextFree[] {
  if (!(error instanceof ApiError) || error.code !== 'slot_full') return []
  const { nextFree } = error.details
  return Array.isArray(nextFree) ? (nextFree as readonly NextFree[]) : []
}

/** Choosing desk, day and time for an item, or another time for a booking; one seat however often it is tapped. */
export function useSlotForm(service: ServiceView | undefined, moved: BookingView | undefined) {
  const [desk, setDesk] = useState<string>()
  const [forPersonId, setFor] = useState<string>()
  const deskId = moved?.deskId ?? desk ?? service?.desks[0]?.id
  const attempt = useAttempt(`booking:${formKey(service?.code ?? '', forPersonId)}`)
  const book = useBook()
  const move = useMoveBooking(moved?.id ?? '')
  const join = useJoinWait()
  const joining = useAttempt(`wait:${formKey(service?.code ?? '', forPersonId)}`)
  const askForMessages = useAskForMessages('booking')
  /** A room that is moved: its own time is free for it, and how long it is had is chosen too. */
  const own = moved !== undefined && moved.group !== null ? moved : undefined
  const forget = () => {
    forgetEnd(book, move, join)
  }
  const choice = useSlotChoice(deskId, forget, moved, own !== undefined)
  const length = useRoomLength(choice, own !== undefined, own)
  const { slot } = choice
  /** What is chosen is what there is: nothing would change. */
  const isSame = slot !== undefined && isAsBefore(own, slot.startsAt, length.endsAt ?? slot.endsAt)
  const isFull = slot !== undefined && slot.left === 0 && slot.leftForElders === 0
  /** Something is asked: the seat is kept on the next page while it is answered. */
  const isRoom = service?.desks.find(({ id }) => id === deskId)?.kind === 'room'
  const asksFirst = moved === undefined && !isFull && (isRoom || (service?.questions ?? []).length > 0)

  const send = () => {
    if (slot === undefined || service === undefined || isSame) return
    if (moved !== undefined) {
      move.mutate(
        {
          body: {
            ...{ version: moved.version, slotId: slot.id },
            ...(length.moreSlotIds.length > 0 && { moreSlotIds: length.moreSlotIds }),
          },
          to: { startsAt: slot.startsAt, endsAt: length.endsAt ?? slot.endsAt },
        },
        {
          onSuccess: ({ status }) => {
            showToast(status === 'requested' ? '申请已送出，等社区答复' : '时间改好了')
            goBack(pageUrl('/packages/bookings/detail', { id: moved.id }))
          },
        },
      )
      return
    }
    if (asksFirst || (isFull && isRoom)) {
      openPage(
        pageUrl('/packages/bookings/confirm', {
          ...{ code: service.code, slot: slot.id },
          ...(isFull && { wait: 'yes', desk: deskId, day: choice.day }),
          ...(forPersonId !== undefined && { for: forPersonId }),
        }),
      )
      return
    }
    askForMessages()
    const wish = {
      slotId: slot.id,
      serviceCode: service.code,
      ...(forPersonId !== undefined && { forPersonId }),
    }
    if (isFull) {
      sendForm(join, joining.begin(wish), {
        attempt: joining,
        onSuccess: ({ position }) => {
          showToast(position === null ? '已排上候补' : `已排上候补第 ${position} 位`)
          replacePage('/packages/bookings/mine')
        },
      })
      return
    }
    sendForm(book, attempt.begin(wish), {
      attempt,
      onSuccess: ({ id }) => {
        showToast('约好了')
        replacePage(pageUrl('/packages/bookings/detail', { id }))
      },
    })
  }
  const error = book.error ?? move.error ?? join.error
  return {
    choice,
    ...{ deskId, forPersonId, error, isFull, isSame, asksFirst, isRoom, own },
    length: {
      ...length,
      choose: (count: number) => {
        forget()
        length.choose(count)
      },
    },
    alreadySent: isAlreadySent(error),
    busy: book.isPending || move.isPending || join.isPending,
    chooseDesk: (id: string) => {
      choice.showFrom(undefined)
      setDesk(id)
    },
    chooseFor: setFor,
    startAnew: () => {
      attempt.startAnew()
      joining.startAnew()
      book.reset()
      join.reset()
    },
    send,
  }
}

export type SlotForm = ReturnType<typeof useSlotForm>
