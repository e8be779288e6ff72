import type { GroupWish } from '@linli/shared/bookings/rooms.rules'
import type { BookingOutcome } from '@linli/shared/bookings/bookings.machine'
import type { AnswersInput } from '@linli/shared/bookings/bookings.parts.schema'
import type { DeskBookingView, DeskDayBoardView } from '@linli/shared/bookings/hall.schema'
import type { DeskChange, DeskInput } from '@linli/shared/bookings/desks.schema'
import type { IsoDay } from '@linli/shared/time'
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { ApiError } from '@/platform/api-error'
import { useKeptQuery } from '@/platform/kept-query'
import { usePageShown } from '@/platform/page-shown'
import type { Attempt } from '@/platform/use-attempt'

/** Colleagues at other counters call from the same queue. */
const DAY_MS = 8_000

export const useDesks = (communityId: string | undefined) =>
  useQuery({
    queryKey: ['desks', communityId ?? ''],
    queryFn: ({ signal }) => api.bookings.desks({ query: { communityId } }, { signal }),
    enabled: communityId !== undefined,
  })

const dayKey = (deskId: string, day: IsoDay) => ['desk-day', deskId, day] as const

/** One day of a desk; kept on the device, so that the list is there when the network is not. */
export function useDeskDay(deskId: string, day: IsoDay) {
  const shown = usePageShown()
  return useKeptQuery({
    queryKey: dayKey(deskId, day),
    queryFn: (options) => api.bookings.day({ params: { id: deskId }, query: { day } }, options),
    ...(shown && { refetchInterval: DAY_MS }),
  })
}

/** The items of a community by code and name, for the person at the counter. */
export const useServiceNames = (communityId: string | undefined) =>
  useKeptQuery({
    queryKey: ['services', communityId ?? ''],
    queryFn: (options) => api.services.list({ query: { communityId: communityId ?? '', q: '' } }, options),
    enabled: communityId !== undefined,
  })

/** What is done with one booking at the counter. */
export type HallAct =
  | {
      readonly event: 'admit' | 'recall' | 'skip' | 'miss' | 'pardon'
      readonly id: string
      readonly version: number
    }
  | {
      readonly event: 'finish'
      readonly id: string
      readonly version: number
      readonly outcome: BookingOutcome
      readonly missing: string
      /** Uploads the person gets with the result. */
      readonly documentIds: string[]
    }
  | { readonly event: 'cancel'; readonly id: string; readonly version: number; readonly rest: boolean }
  | { readonly event: 'transfer'; readonly id: string; readonly version: number; readonly deskId: string }

function send(act: HallAct): Promise<DeskBookingView> {
  const params = { id: act.id }
  if (act.event === 'finish') {
    const { version, outcome, missing, documentIds } = act
    return api.bookings.finish({ params, body: { version, outcome, missing, documentIds } })
  }
  if (act.event === 'transfer')
    return api.bookings.transfer({ params, body: { version: act.version, deskId: act.deskId } })
  if (act.event === 'cancel')
    return api.bookings.cancelFor({ params, body: { version: act.version, rest: act.rest } })
  return api.bookings[act.event]({ params, body: { version: act.version } })
}

/** Puts an answered booking into the day that is shown, and asks for the whole day anew. */
async function adopt(client: QueryClient, deskId: string, day: IsoDay, next: DeskBookingView | null) {
  if (next !== null)
    client.setQueryData<DeskDayBoardView>(
      dayKey(deskId, day),
      (before) =>
        before && { ...before, items: before.items.map((item) => (item.id === next.id ? next : item)) },
    )
  await Promise.all(
    [
      ['desk-day', deskId],
      ['desk-month', deskId],
    ].map((queryKey) => client.invalidateQueries({ queryKey })),
  )
}

/** When a colleague was faster the day is fetched before it is said. */
const refresh = async (client: QueryClient, deskId: string, error: Error): Promise<void> => {
  if (error instanceof ApiError && (error.status === 409 || error.status === 404))
    await client.invalidateQueries({ queryKey: ['desk-day', deskId] })
}

export function useHallAct(deskId: string, day: IsoDay) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (next) => adopt(client, deskId, day, next),
    onError: (error) => refresh(client, deskId, error),
  })
}

export function useCallNext(deskId: string, day: IsoDay) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ idempotencyKey }: Attempt<object>) =>
      api.bookings.callNext({ params: { id: deskId }, body: {} }, { idempotencyKey }),
    onSuccess: ({ called }) => adopt(client, deskId, day, called),
  })
}

export function useWalkIn(deskId: string, day: IsoDay) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<{ serviceCode: string; elder: boolean }>) =>
      api.bookings.walkIn({ params: { id: deskId }, body }, { idempotencyKey }),
    onSuccess: () => adopt(client, deskId, day, null),
  })
}

/** Takes a seat for somebody of the roll who calls or stands there. */
export function useBookFor() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({
      body,
      idempotencyKey,
    }: Attempt<{
      slotId: string
      serviceCode: string
      personId: string
      answers: AnswersInput
      group?: GroupWish
      moreSlotIds?: string[]
    }>) => api.bookings.bookFor({ body }, { idempotencyKey }),
    onSuccess: () =>
      Promise.all(
        [['slots'], ['desk-day'], ['desk-month']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
    onError: (error) => refreshIfOvertaken(client, error, ['slots']),
  })
}

/** Bookings the present hours of a desk would not offer any more. */
export const useOutside = (deskId: string, enabled: boolean) =>
  useQuery({
    queryKey: ['desk-outside', deskId],
    queryFn: ({ signal }) => api.bookings.outside({ params: { id: deskId } }, { signal }),
    enabled,
  })

/** A desk as it is set up: opened anew, or changed. */
export type DeskSave =
  | ({ readonly kind: 'open' } & Attempt<DeskInput & { communityId: string }>)
  | {
      readonly kind: 'change'
      readonly id: string
      readonly body: DeskChange
    }

export function useSaveDesk() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (save: DeskSave) =>
      save.kind === 'open'
        ? api.bookings.openDesk({ body: save.body }, { idempotencyKey: save.idempotencyKey })
        : api.bookings.changeDesk({ params: { id: save.id }, body: save.body }),
    onSuccess: () =>
      Promise.all(
        [['desks'], ['slots'], ['desk-day'], ['desk-outside']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    onError: (error) => refreshIfOvertaken(client, error, ['desks']),
  })
}

/** The 31 days of a desk from a day on. */
export const useDeskMonth = (deskId: string, from: IsoDay) =>
  useQuery({
    queryKey: ['desk-month', deskId, from],
    queryFn: ({ signal }) => api.bookings.month({ params: { id: deskId }, query: { from } }, { signal }),
  })

/** Wishes for a room that have no answer yet. */
export const useRoomRequests = (deskId: string) =>
  useQuery({
    queryKey: ['room-requests', deskId],
    queryFn: ({ signal }) => api.bookings.requests({ params: { id: deskId } }, { signal }),
  })

/** Everything that shows who has which time of a desk. */
const refreshDesk = (client: QueryClient, deskId: string) =>
  Promise.all(
    [['room-requests', deskId], ['desk-day', deskId], ['desk-month', deskId], ['slots']].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )

/** Yes, or no with a reason. */
export function useDecideRoom(deskId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (answer: {
      readonly id: string
      readonly version: number
      readonly refusal: string | undefined
    }) => {
      const params = { id: answer.id }
      return answer.refusal === undefined
        ? api.bookings.approve({ params, body: { version: answer.version } })
        : api.bookings.refuse({ params, body: { version: answer.version, reason: answer.refusal } })
    },
    onSettled: () => refreshDesk(client, deskId),
  })
}

/** Another time for somebody who calls, or for a room. */
export function useMoveFor(deskId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; version: number; slotId: string; moreSlotIds: string[] }) =>
      api.bookings.moveFor({ params: { id }, body }),
    onSuccess: () => refreshDesk(client, deskId),
    onError: (error) =>
      refreshIfOvertaken(client, error, ['room-requests', deskId], ['desk-day', deskId], ['slots']),
  })
}

/** Bookings that a change of hours would leave outside, asked for before it is saved. */
export const usePreviewDesk = () =>
  useMutation({
    mutationFn: ({ id, body }: { readonly id: string; readonly body: DeskChange }) =>
      api.bookings.previewDesk({ params: { id }, body }),
  })

/** Looks for another time for bookings outside the present hours. */
export function useOfferTimes(deskId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (bookingIds: string[]) =>
      api.bookings.offerTimes({ params: { id: deskId }, body: { bookingIds } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['desk-outside', deskId] }),
  })
}

/** How busy a desk was, day by day and hour by hour. */
export const useLoad = (deskId: string, from: IsoDay, to: IsoDay) =>
  useQuery({
    queryKey: ['desk-load', deskId, from, to],
    queryFn: ({ signal }) => api.bookings.load({ params: { id: deskId }, query: { from, to } }, { signal }),
  })
