import type { SeatHoldView } from '@linli/shared/bookings/holds.schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '@/platform/api'
import { forgetEnd } from '@/platform/forget-end'
import { createTurns } from '@/platform/turns'

const TICK_MS = 1_000
/** One person keeps one seat: giving the last one back must not arrive after the next was taken, or it gives back that. */
const inTurn = createTurns()

interface HoldWish {
  readonly slotId: string
  readonly serviceCode: string
  readonly forPersonId?: string
}

/** Times of a room that are kept with the first one. */
type More = readonly string[]

/** `还有 4 分钟`, `不到 1 分钟`: said by the minute, so that it is not read aloud every second. */
export const holdText = (secondsLeft: number): string =>
  secondsLeft < 60 ? '不到 1 分钟' : `还有 ${Math.ceil(secondsLeft / 60)} 分钟`

/**
 * A seat kept while its form is open. The time runs by the server's clock; when it is over the page says so and
 * `again` keeps another one. Leaving the page gives the seat back.
 */
export function useSeatHold({ slotId, serviceCode, forPersonId }: HoldWish) {
  const client = useQueryClient()
  const [hold, setHold] = useState<SeatHoldView>()
  const [left, setLeft] = useState<number>()
  const booked = useRef(false)
  const asked = {
    mutationFn: (more: More) =>
      inTurn(() =>
        api.holds.take({
          params: { id: slotId },
          body: {
            serviceCode,
            ...(forPersonId !== undefined && { forPersonId }),
            ...(more.length > 0 && { moreSlotIds: [...more] }),
          },
        }),
      ),
    onSuccess: (kept: SeatHoldView) => {
      setHold(kept)
      setLeft(kept.secondsLeft)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['slots'] }),
  }
  const take = useMutation(asked)
  const stretch = useMutation(asked)
  const { mutate } = take
  useEffect(() => {
    mutate([])
    return () => {
      // A seat that is not given back ends by itself.
      if (!booked.current) void inTurn(() => api.holds.release({ body: {} })).catch(() => undefined)
    }
  }, [mutate])
  useEffect(() => {
    if (hold === undefined) return undefined
    const since = Date.now()
    const timer = setInterval(() => {
      setLeft(Math.max(0, hold.secondsLeft - Math.round((Date.now() - since) / 1_000)))
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [hold])
  return {
    hold,
    secondsLeft: left,
    isOver: left === 0,
    error: take.error,
    busy: take.isPending,
    again: () => mutate(hold?.moreSlotIds ?? []),
    /** Keeps other times behind the first one; when one of them is gone, what was kept stays and `refused` says so. */
    stretch: (more: More) => stretch.mutate(more),
    stretching: stretch.isPending,
    refused: stretch.error,
    forgetRefusal: () => forgetEnd(stretch),
    /** The seat is a booking now: nothing is given back. */
    markBooked: () => {
      booked.current = true
    },
  }
}

export type SeatHold = ReturnType<typeof useSeatHold>
