import type { StandingView } from '@linli/shared/opinions/intake.schema'
import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { api } from '@/platform/api'
import { useOnline } from '@/platform/network'
import { useActor } from '@/platform/session'
import type { Homes } from './home-choice'
import { useQuiet } from './use-quiet'

/** A pause in typing after which the text is read. */
const PAUSE_MS = 700
const SHORTEST = 4

/** What the text is about and what is there already; undefined until known, and without a network. */
export function useSuggestion(text: string, placeId: string) {
  const said = useQuiet(text.trim(), PAUSE_MS)
  const online = useOnline()
  const { data } = useQuery({
    queryKey: ['opinion-suggestion', said, placeId],
    queryFn: ({ signal }) =>
      api.opinions.suggest({ body: { text: said, ...(placeId !== '' && { placeId }) } }, { signal }),
    enabled: online && said.length >= SHORTEST && said.length <= 500,
    // A proposal that could not be fetched is no proposal: nothing waits for it.
    retry: false,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  return said.length >= SHORTEST ? data : undefined
}

/** The own homes, and those of whoever agreed to be filed for; theirs are asked for once somebody is chosen. */
export function useHomes(forPersonId: string | undefined): Homes {
  const actor = useActor()
  const { data } = useQuery({
    queryKey: ['opinion-principals', actor?.accountId ?? ''],
    queryFn: ({ signal }) => api.opinions.principals({}, { signal }),
    enabled: forPersonId !== undefined,
  })
  return { own: actor?.homes ?? [], principals: data?.items ?? [] }
}

export function useFollowed() {
  const actor = useActor()
  return useInfiniteQuery({
    queryKey: ['followed-opinions', actor?.accountId ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.opinions.followed({ query: { ...(pageParam !== '' && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

/** Standing behind a case, following it, and letting go; the open page shows it at once. */
export function useStanding(id: string, act: 'support' | 'follow' | 'unfollow') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.opinions[act]({ params: { id } }),
    onSuccess: (standing: StandingView) => {
      client.setQueryData<OpinionView>(['opinion', id], (known) => known && withStanding(known, standing))
      return Promise.all(
        [['followed-opinions'], ['opinion-suggestion'], ['board'], ['opinion', id]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
}

const withStanding = (opinion: OpinionView, standing: StandingView): OpinionView => ({
  ...opinion,
  standing,
  abilities: { ...opinion.abilities, support: !standing.supported, follow: !standing.following },
})
