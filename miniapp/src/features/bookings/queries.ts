import type { AnswersInput } from '@linli/shared/bookings/bookings.parts.schema'
import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { SeatHoldView } from '@linli/shared/bookings/holds.schema'
import type { GroupWish } from '@linli/shared/bookings/rooms.rules'
import { addDays, dayOf, type IsoDay } from '@linli/shared/time'
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { api } from '@/platform/api'
import { orArrivedBefore } from '@/platform/arrived-before'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { ApiError } from '@/platform/api-error'
import { useKeptQuery } from '@/platform/kept-query'
import { usePageShown } from '@/platform/page-shown'
import { useActor } from '@/platform/session'
import type { Attempt } from '@/platform/use-attempt'
import {
  isAnsweredSo,
  isCheckedIn,
  isGivenBack,
  isMovedTo,
  isProposalAnswered,
  isVisitRatedSo,
  type Stretch,
} from './arrived-before'
import { roomRow, withOwn } from './availability'

/** Others book at the same time: what is left is asked for again while the page is shown. */
const SLOTS_MS = 20_000
/** Design §4: the ticket is asked for every ten seconds. */
const TICKET_MS = 10_000
const DAYS_ASKED = 31

export type BookingFilter = 'coming' | 'past'

/** The days of a desk from `from` (today when absent) with what is left. */
export function useSlots(deskId: string | undefined, from: IsoDay | undefined) {
  const shown = usePageShown()
  return useQuery({
    queryKey: ['slots', deskId ?? '', from ?? ''],
    queryFn: ({ signal }) =>
      api.bookings.slots({ query: { deskId: deskId ?? '', from, days: DAYS_ASKED } }, { signal }),
    enabled: deskId !== undefined,
    staleTime: 0,
    ...(shown && { refetchInterval: SLOTS_MS }),
  })
}

/** The day of a room from a kept time on; what is kept for oneself is free for oneself. */
export function useRoomDay(hold: SeatHoldView | undefined) {
  const day = hold && dayOf(new Date(hold.startsAt))
  const slots = useQuery({
    queryKey: ['slots', hold?.deskId ?? '', day ?? '', 1],
    queryFn: ({ signal }) =>
      api.bookings.slots({ query: { deskId: hold?.deskId ?? '', from: day, days: 1 } }, { signal }),
    enabled: hold?.kind === 'room',
    staleTime: 0,
  })
  const times = withOwn(slots.data?.days ?? [], hold)[0]?.slots ?? []
  return roomRow(times, hold?.slotId, hold?.bufferMinutes ?? 0)
}

/** The first day of the next stretch of the calendar. */
export const daysOn = (from: IsoDay): IsoDay => addDays(from, DAYS_ASKED)

const bookingKey = (id: string) => ['booking', id] as const

export function useBooking(id: string | undefined) {
  return useKeptQuery({
    queryKey: bookingKey(id ?? ''),
    queryFn: (options) => api.bookings.get({ params: { id: id ?? '' } }, options),
    enabled: id !== undefined,
    refetchOnMount: 'always',
  })
}

/** A ticket while its page is shown: the queue moves on. */
export function useTicket(id: string) {
  const shown = usePageShown()
  return useKeptQuery({
    queryKey: bookingKey(id),
    queryFn: (options) => api.bookings.get({ params: { id } }, options),
    ...(shown && { refetchInterval: TICKET_MS }),
  })
}

export function useMyBookings(filter: BookingFilter) {
  const actor = useActor()
  return useInfiniteQuery({
    queryKey: ['my-bookings', actor?.accountId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.bookings.mine({ query: { filter, ...(pageParam !== '' && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: actor?.consentCurrent === true,
  })
}

/** Shows the answered booking at once and lets every list and calendar ask anew. */
async function adopt(client: QueryClient, booking: BookingView): Promise<void> {
  client.setQueryData(bookingKey(booking.id), booking)
  await Promise.all(
    [['my-bookings'], ['my-waits'], ['slots'], ['home'], ['messages'], ['message-counts']].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )
}

/** What can be meant by a wish for a seat. */
export interface BookingWish {
  readonly slotId: string
  readonly serviceCode: string
  readonly forPersonId?: string
  readonly holdId?: string
  readonly answers?: AnswersInput
  readonly group?: GroupWish
  readonly moreSlotIds?: string[]
}

/** Takes a seat. A refusal means the calendar is out of date, so it is asked for again before it is said. */
export function useBook() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<BookingWish>) =>
      api.bookings.book({ body }, { idempotencyKey }),
    onSuccess: (booking) => adopt(client, booking),
    onError: (error) => refreshIfOvertaken(client, error, ['slots']),
  })
}

/**
 * An act on the own booking. One whose answer was lost is not refused when it is sent again; when it was overtaken by
 * another one, the newest state is fetched.
 */
function useBookingAct<Input>(
  id: string,
  act: (input: Input) => Promise<BookingView>,
  isDone: (now: BookingView, input: Input) => boolean,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) =>
      orArrivedBefore(
        act(input),
        () => api.bookings.get({ params: { id } }),
        (now) => isDone(now, input),
      ),
    onSuccess: (booking) => adopt(client, booking),
    onError: (error) => refreshIfOvertaken(client, error, bookingKey(id), ['slots']),
  })
}

interface Moving {
  readonly body: { version: number; slotId: string; moreSlotIds?: string[] }
  /** What the chosen times come to. */
  readonly to: Stretch
}

export const useMoveBooking = (id: string) =>
  useBookingAct(
    id,
    ({ body }: Moving) => api.bookings.move({ params: { id }, body }),
    (now, { to }) => isMovedTo(now, to),
  )

export const useAnswerBooking = (id: string) =>
  useBookingAct(
    id,
    (body: { version: number; answers: AnswersInput }) => api.bookings.answer({ params: { id }, body }),
    (now, { answers }) => isAnsweredSo(now, answers),
  )

/** Takes or declines the time that is kept instead of the own one. */
export const useAnswerProposal = (id: string) =>
  useBookingAct(
    id,
    ({ before: { version }, agrees }: { before: BookingView; agrees: boolean }) =>
      api.bookings.otherTime({ params: { id }, body: { version, agrees } }),
    (now, { before, agrees }) => isProposalAnswered(now, before, agrees),
  )

export const useCancelBooking = (id: string) =>
  useBookingAct(
    id,
    (body: { version: number; rest: boolean }) => api.bookings.cancel({ params: { id }, body }),
    (now, { rest }) => isGivenBack(now, rest),
  )

export const useCheckIn = (id: string) =>
  useBookingAct(
    id,
    (body: { version: number; hallCode: string }) => api.bookings.checkIn({ params: { id }, body }),
    isCheckedIn,
  )

export const useLeaveQueue = (id: string) =>
  useBookingAct(
    id,
    (version: number) => api.bookings.leave({ params: { id }, body: { version } }),
    (now) => isGivenBack(now, false),
  )

export const useRateVisit = (id: string) =>
  useBookingAct(
    id,
    (body: { version: number; score: number; comment: string }) =>
      api.bookings.rate({ params: { id }, body }),
    isVisitRatedSo,
  )

/** Full times one waits for. */
export function useWaits() {
  const actor = useActor()
  return useQuery({
    queryKey: ['my-waits', actor?.accountId ?? ''],
    queryFn: ({ signal }) => api.waits.mine({}, { signal }),
    enabled: actor?.consentCurrent === true,
  })
}

const refreshWaits = (client: QueryClient) =>
  Promise.all([['my-waits'], ['slots']].map((queryKey) => client.invalidateQueries({ queryKey })))

export function useJoinWait() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({
      body: { slotId, ...body },
      idempotencyKey,
    }: Attempt<Omit<BookingWish, 'holdId' | 'answers' | 'moreSlotIds'>>) =>
      api.waits.join({ params: { id: slotId }, body }, { idempotencyKey }),
    onSuccess: () => refreshWaits(client),
    onError: (error) => refreshIfOvertaken(client, error, ['slots']),
  })
}

/** Takes an offered seat. Held by the list: the row it was tapped on is gone as soon as the list is read again. */
export function useAcceptWait() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, sending }: { id: string; sending: Attempt<{ version: number }> }) =>
      api.waits.accept({ params: { id }, body: sending.body }, { idempotencyKey: sending.idempotencyKey }),
    onSuccess: (booking) => adopt(client, booking),
    onError: (error) => (error instanceof ApiError ? refreshWaits(client) : undefined),
  })
}

export function useLeaveWait(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (version: number) => api.waits.leave({ params: { id }, body: { version } }),
    onSettled: () => refreshWaits(client),
  })
}

/** The secret address from which a calendar reads all own bookings. */
export function useFeed() {
  const actor = useActor()
  return useQuery({
    queryKey: ['booking-feed', actor?.accountId ?? ''],
    queryFn: ({ signal }) => api.bookings.feed({}, { signal }),
  })
}

export function useRenewFeed() {
  const client = useQueryClient()
  const actor = useActor()
  return useMutation({
    mutationFn: () => api.bookings.renewFeed({}),
    onSuccess: (feed) => client.setQueryData(['booking-feed', actor?.accountId ?? ''], feed),
  })
}
