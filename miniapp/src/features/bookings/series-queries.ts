import type { AnswersInput } from '@linli/shared/bookings/bookings.parts.schema'
import type { SeriesWeeks } from '@linli/shared/bookings/series.rules'
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import type { Attempt } from '@/platform/use-attempt'

/** Somebody of the roll when the office asks, somebody who agreed when a resident does. */
export type SeriesFor =
  | { readonly forPersonId?: string; readonly personId?: undefined }
  | { readonly personId: string; readonly forPersonId?: undefined }

export type SeriesPlanWish = SeriesFor & {
  readonly slotId: string
  readonly serviceCode: string
  readonly weeks: SeriesWeeks
  readonly visits: number
}

const planKey = 'series-plan'

/** What the visits would be; asked again whenever something of the wish changes. Undefined asks nothing. */
export const useSeriesPlan = (wish: SeriesPlanWish | undefined) =>
  useQuery({
    queryKey: [planKey, wish],
    enabled: wish !== undefined,
    staleTime: 0,
    queryFn: ({ signal }) => {
      if (wish === undefined) throw new Error('nothing is asked without a wish')
      const { slotId, personId, forPersonId, ...query } = wish
      const params = { id: slotId }
      return personId === undefined
        ? api.series.plan(
            { params, query: { ...query, ...(forPersonId !== undefined && { forPersonId }) } },
            { signal },
          )
        : api.series.planFor({ params, query: { ...query, personId } }, { signal })
    },
  })

export type SeriesWish = SeriesFor & {
  readonly serviceCode: string
  readonly weeks: SeriesWeeks
  readonly slotIds: string[]
  readonly answers?: AnswersInput
}

const refresh = (client: QueryClient) =>
  Promise.all(
    [[planKey], ['slots'], ['my-bookings'], ['home'], ['desk-day'], ['desk-month']].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )

/** Takes all times or none. Whatever it is refused with, the plan is asked for again before that is said. */
export function useBookSeries() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<SeriesWish>) => {
      const { personId, forPersonId, ...times } = body
      return personId === undefined
        ? api.series.ask(
            { body: { ...times, ...(forPersonId !== undefined && { forPersonId }) } },
            { idempotencyKey },
          )
        : api.series.askFor({ body: { ...times, personId } }, { idempotencyKey })
    },
    onSettled: () => refresh(client),
  })
}
