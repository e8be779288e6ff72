import type { FigureGrouping } from '@linli/shared/opinions/figures.schema'
import type { ExclusionReason, FigurePart, Measure } from '@linli/shared/opinions/figures.rules'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCommunityId } from '@/features/space/queries'
import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'

/** What a figure is of: a month, one of its groups or all, one rate and which side of it. */
export interface FigureChoice {
  readonly month: string
  readonly by: FigureGrouping
  readonly key?: string | undefined
  readonly measure?: Measure | undefined
  readonly part: FigurePart
  /** Of what is left out, what for this reason. */
  readonly reason?: ExclusionReason | undefined
}

export const useFigures = (communityId: string | undefined, month: string, by: FigureGrouping) =>
  useQuery({
    queryKey: ['case-figures', communityId ?? '', month, by],
    queryFn: ({ signal }) =>
      api.caseFigures.figures({ query: { communityId: communityId ?? '', month, by } }, { signal }),
    enabled: communityId !== undefined,
  })

/** The figures of a month as everybody may read them; kept on the device as other public pages are. */
export function useOpenFigures(month: string) {
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['open-figures', communityId ?? '', month],
    queryFn: (options) => api.opinions.boardFigures({ query: { communityId, month } }, options),
    enabled: communityId !== undefined,
  })
}

export const useFigureCases = (communityId: string | undefined, choice: FigureChoice) =>
  useInfiniteQuery({
    queryKey: ['case-figure-cases', communityId ?? '', choice],
    queryFn: ({ pageParam, signal }) =>
      api.caseFigures.figureCases(
        {
          query: {
            communityId: communityId ?? '',
            ...choice,
            ...(pageParam !== '' && { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

export const useCallbacks = (communityId: string | undefined) =>
  useQuery({
    queryKey: ['case-callbacks', communityId ?? ''],
    queryFn: ({ signal }) =>
      api.caseFigures.callbacks({ query: { communityId: communityId ?? '' } }, { signal }),
    enabled: communityId !== undefined,
  })
