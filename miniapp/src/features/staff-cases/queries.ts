import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'
import type { StaffOpinionView } from '@linli/shared/opinions/opinions.schema'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import type { Attempt } from '@/platform/use-attempt'
import type { CaseFilter } from './filters'

/** Somebody else may work on the same list: asked again while it is open. */
const REFRESH_MS = 30_000

export function useCases(communityId: string | undefined, filter: CaseFilter, q: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['cases', communityId ?? '', filter, q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.opinions.staffList(
        { query: { communityId, filter, q, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
    refetchInterval: REFRESH_MS,
  })
}

const caseKey = (id: string) => ['case', id] as const

export const useCase = (id: string) =>
  useQuery({
    queryKey: caseKey(id),
    queryFn: ({ signal }) => api.opinions.staffGet({ params: { id } }, { signal }),
    refetchInterval: REFRESH_MS,
  })

/** What a handler does to a case; each is one event of the contract. */
export type CaseAct =
  | { readonly event: 'accept' | 'start' | 'makePrivate'; readonly version: number }
  | {
      readonly event: 'reject'
      readonly version: number
      readonly reason: RejectReason
      readonly text?: string
    }
  | { readonly event: 'requestInfo'; readonly version: number; readonly question: string }
  | { readonly event: 'makePublic'; readonly version: number; readonly text: string }
  | ({ readonly event: 'reply' } & Attempt<{ version: number; text: string; photoIds: string[] }>)
  | ({ readonly event: 'note' } & Attempt<{ version: number; text: string }>)

function send(id: string, act: CaseAct): Promise<StaffOpinionView> {
  const params = { id }
  switch (act.event) {
    case 'accept':
      return api.opinions.accept({ params, body: { version: act.version } })
    case 'start':
      return api.opinions.start({ params, body: { version: act.version } })
    case 'makePrivate':
      return api.opinions.makePrivate({ params, body: { version: act.version } })
    case 'reject':
      return api.opinions.reject({
        params,
        body: {
          version: act.version,
          reason: act.reason,
          ...(act.text !== undefined && { text: act.text }),
        },
      })
    case 'requestInfo':
      return api.opinions.requestInfo({ params, body: { version: act.version, question: act.question } })
    case 'reply':
      return api.opinions.reply({ params, body: act.body }, { idempotencyKey: act.idempotencyKey })
    case 'note':
      return api.opinions.note({ params, body: act.body }, { idempotencyKey: act.idempotencyKey })
    case 'makePublic':
      return api.opinions.makePublic({ params, body: { version: act.version, text: act.text } })
  }
}

/** Does one act; when somebody was faster, the newest state is fetched and what was typed stays. */
export function useCaseAct(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: CaseAct) => send(id, act),
    onSuccess: (next) => {
      client.setQueryData(caseKey(id), next)
      return client.invalidateQueries({ queryKey: ['cases'] })
    },
    // Waited for before the error shows: "已刷新" is true when it is said, and the next try has the new version.
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.status !== 409) return
      await Promise.all([
        client.invalidateQueries({ queryKey: caseKey(id) }),
        client.invalidateQueries({ queryKey: ['cases'] }),
      ])
    },
  })
}
