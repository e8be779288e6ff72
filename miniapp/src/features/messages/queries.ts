import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'
import { useActor } from '@/platform/session'

export type MessageFilter = 'all' | 'needs-act' | 'tells'

/** Asked again every half minute while a page that shows it is open; 304 costs next to nothing. */
const POLL_MS = 30_000

/** How many messages are unread and how many wait for an act; nothing for a visitor. */
export function useMessageCounts() {
  const actor = useActor()
  return useKeptQuery({
    queryKey: ['message-counts', actor?.accountId ?? ''],
    queryFn: (options) => api.messages.counts({}, options),
    enabled: actor?.consentCurrent === true,
    refetchInterval: POLL_MS,
  })
}

export function useMessages(filter: MessageFilter) {
  const actor = useActor()
  return useInfiniteQuery({
    queryKey: ['messages', actor?.accountId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.messages.list({ query: { filter, ...(pageParam !== '' && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

function useReading<Input>(read: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: read,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['messages'] }),
        client.invalidateQueries({ queryKey: ['message-counts'] }),
      ]),
  })
}

export const useReadMessage = () => useReading((id: string) => api.messages.read({ params: { id } }))
export const useReadAllMessages = () => useReading(() => api.messages.readAll())
