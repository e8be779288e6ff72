import type { OpinionSubmission, OpinionView } from '@linli/shared/opinions/opinions.schema'
import { useInfiniteQuery, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCommunityId } from '@/features/space/queries'
import { api } from '@/platform/api'
import { orArrivedBefore } from '@/platform/arrived-before'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { useKeptQuery } from '@/platform/kept-query'
import { useActor } from '@/platform/session'
import type { Attempt } from '@/platform/use-attempt'
import { isRatedSo, isReopenedFor, isWithdrawn } from './arrived-before'

export type MineFilter = 'all' | 'open' | 'waits-for-me' | 'closed'

/** Categories of two levels; they change rarely and are kept on the device. */
export function useCatalogue(ofCommunity?: string) {
  const own = useCommunityId()
  const communityId = ofCommunity ?? own
  return useKeptQuery({
    queryKey: ['opinion-catalogue', communityId ?? ''],
    queryFn: (options) => api.opinions.catalogue({ query: { communityId } }, options),
  })
}

export function usePlaces(parentId: string | undefined) {
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['places', communityId ?? '', parentId ?? ''],
    queryFn: (options) => api.space.places({ query: { parentId } }, options),
  })
}

export function useMyOpinions(filter: MineFilter) {
  const actor = useActor()
  return useInfiniteQuery({
    queryKey: ['my-opinions', actor?.accountId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.opinions.mine({ query: { filter, ...(pageParam !== '' && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

export interface BoardFilter {
  readonly q?: string | undefined
  readonly group?: string | undefined
  readonly gridId?: string | undefined
}

export function useBoard(filter: BoardFilter) {
  const communityId = useCommunityId()
  return useInfiniteQuery({
    queryKey: ['board', communityId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.opinions.board(
        { query: { communityId, ...filter, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })
}

/** Figures of the month, and what lies where on the board. */
export function useBoardOverview() {
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['board-overview', communityId ?? ''],
    queryFn: (options) => api.opinions.boardOverview({ query: { communityId } }, options),
    enabled: communityId !== undefined,
  })
}

const opinionKey = (id: string) => ['opinion', id] as const

export const useOpinion = (id: string) =>
  useKeptQuery({
    queryKey: opinionKey(id),
    queryFn: (options) => api.opinions.get({ params: { id } }, options),
  })

/** Shows the answered opinion at once and lets every list ask anew. */
async function adopt(client: QueryClient, opinion: OpinionView): Promise<void> {
  client.setQueryData(opinionKey(opinion.id), opinion)
  await Promise.all(
    [['my-opinions'], ['home'], ['messages'], ['message-counts']].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )
}

export function useSubmitOpinion() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<OpinionSubmission>) =>
      api.opinions.submit({ body }, { idempotencyKey }),
    onSuccess: (opinion) => adopt(client, opinion),
  })
}

/** An act on the own opinion. When somebody was faster, the newest state is fetched and the text stays. */
function useOpinionAct<Input>(id: string, act: (input: Input) => Promise<OpinionView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (opinion) => adopt(client, opinion),
    onError: (error) => refreshIfOvertaken(client, error, opinionKey(id)),
  })
}

export const useSupplement = (id: string) =>
  useOpinionAct(
    id,
    ({ body, idempotencyKey }: Attempt<{ version: number; text: string; photoIds: string[] }>) =>
      api.opinions.supplement({ params: { id }, body }, { idempotencyKey }),
  )

export const useAskAboutAnswer = (id: string) =>
  useOpinionAct(
    id,
    ({ body, idempotencyKey }: Attempt<{ version: number; text: string; photoIds: string[] }>) =>
      api.cases.ask({ params: { id }, body }, { idempotencyKey }),
  )

const newestOf = (id: string) => () => api.opinions.get({ params: { id } })

export const useRate = (id: string) =>
  useOpinionAct(
    id,
    (body: { version: number; solved: 'yes' | 'partly' | 'no'; score: number; comment: string }) =>
      orArrivedBefore(api.opinions.rate({ params: { id }, body }), newestOf(id), (now) =>
        isRatedSo(now, body),
      ),
  )

export const useReopen = (id: string) =>
  useOpinionAct(id, (body: { version: number; reason: string }) =>
    orArrivedBefore(api.opinions.reopen({ params: { id }, body }), newestOf(id), (now) =>
      isReopenedFor(now, body.reason),
    ),
  )

export const useWithdraw = (id: string) =>
  useOpinionAct(id, (version: number) =>
    orArrivedBefore(api.opinions.withdraw({ params: { id }, body: { version } }), newestOf(id), isWithdrawn),
  )

export const useShareContact = (id: string) =>
  useOpinionAct(id, (body: { version: number; share: boolean }) =>
    api.cases.shareContact({ params: { id }, body }),
  )
