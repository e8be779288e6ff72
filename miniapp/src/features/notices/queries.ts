import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { NoticeCategory } from '@linli/shared/notices/notices.rules'
import { useCommunityId } from '@/features/space/queries'
import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'
import { useActor } from '@/platform/session'

interface NoticeFilter {
  readonly category?: NoticeCategory | undefined
  readonly q?: string | undefined
}

/** Live notices that address the person, page by page. */
export function useNotices(filter: NoticeFilter) {
  const actor = useActor()
  const communityId = useCommunityId()
  return useInfiniteQuery({
    queryKey: ['notices', actor?.accountId ?? '', communityId ?? '', filter.category ?? '', filter.q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.notices.list(
        { query: { ...filter, communityId, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: actor !== undefined || communityId !== undefined,
  })
}

const noticeKey = (id: string) => ['notice', id] as const

export const useNotice = (id: string) =>
  useKeptQuery({
    queryKey: noticeKey(id),
    queryFn: (options) => api.notices.get({ params: { id } }, options),
  })

export function useDisclosure() {
  const actor = useActor()
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['disclosure', actor?.accountId ?? '', communityId ?? ''],
    queryFn: (options) => api.notices.disclosure({ query: { communityId } }, options),
    enabled: actor !== undefined || communityId !== undefined,
  })
}

/** What lists and counts show of a notice after it was opened or confirmed. */
function useRefreshLists() {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [['notices'], ['home'], ['messages'], ['message-counts']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
}

export function useMarkRead() {
  const refresh = useRefreshLists()
  return useMutation({ mutationFn: (id: string) => api.notices.read({ params: { id } }), onSuccess: refresh })
}

export function useConfirmNotice(id: string) {
  const client = useQueryClient()
  const refresh = useRefreshLists()
  return useMutation({
    mutationFn: () => api.notices.confirm({ params: { id } }),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: noticeKey(id) }), refresh()]),
  })
}
