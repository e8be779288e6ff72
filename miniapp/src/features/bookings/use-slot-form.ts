import type { BookingView, SlotView } from '@linli/shared/bookings/bookings.schema'
import type { ServiceView } from '@linli/shared/services/services.schema'
import type { IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { goBack, pageUrl, replacePage } from '@/platform/navigate'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { showToast } from '@/ui/toast'
import { firstOpenDay } from './availability'
import { useBook, useMoveBooking, useSlots } from './queries'

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
  const [from, setFrom] = useState<IsoDay>()
  const [chosenDay, setDay] = useState<IsoDay>()
  const [slotId, setSlot] = useState<string>()
  const [forPersonId, setFor] = useState<string>()
  const deskId = moved?.deskId ?? desk ?? service?.desks[0]?.id
  const slots = useSlots(deskId, from)
  const attempt = useAttempt(`booking:${service?.code ?? ''}`)
  const book = useBook()
  const move = useMoveBooking(moved?.id ?? '')
  const days = slots.data?.days ?? []
  const day = chosenDay ?? firstOpenDay(days)
  const ofDay = days.find((one) => one.day === day)
  const slot: SlotView | undefined = ofDay?.slots.find(({ id }) => id === slotId)
  const pick = (id: string | undefined) => {
    book.reset()
    move.reset()
    setSlot(id)
  }

  const send = () => {
    if (slot === undefined || service === undefined) return
    if (moved !== undefined) {
      move.mutate(
        { version: moved.version, slotId: slot.id },
        {
          onSuccess: () => {
            showToast('时间改好了')
            goBack(pageUrl('/packages/bookings/detail', { id: moved.id }))
          },
        },
      )
      return
    }
    const wish = {
      slotId: slot.id,
      serviceCode: service.code,
      ...(forPersonId !== undefined && { forPersonId }),
    }
    book.mutate(attempt.begin(wish), {
      onSettled: (_made, error) => attempt.settle(error),
      onSuccess: ({ id }) => {
        showToast('约好了')
        replacePage(pageUrl('/packages/bookings/detail', { id }))
      },
    })
  }
  const error = book.error ?? move.error
  return {
    slots,
    ...{ deskId, days, day, ofDay, slot, forPersonId, from },
    error,
    alreadySent: isAlreadySent(error),
    busy: book.isPending || move.isPending,
    chooseDesk: (id: string) => {
      pick(undefined)
      setDay(undefined)
      setFrom(undefined)
      setDesk(id)
    },
    chooseDay: (next: IsoDay) => {
      pick(undefined)
      setDay(next)
    },
    chooseSlot: pick,
    /** A free time that a refusal named: its day is opened with it. */
    follow: (id: string, on: IsoDay) => {
      pick(id)
      setDay(on)
    },
    showFrom: (first: IsoDay | undefined) => {
      pick(undefined)
      setDay(undefined)
      setFrom(first)
    },
    chooseFor: setFor,
    startAnew: () => {
      attempt.startAnew()
      book.reset()
    },
    send,
  }
}

export type SlotForm = ReturnType<typeof useSlotForm>
