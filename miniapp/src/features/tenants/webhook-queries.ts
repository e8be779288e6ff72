import type { DeliveryState } from '@linli/shared/webhooks/webhooks.kinds'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'

const everything = ['webhooks'] as const

export const useWebhooks = (communityId: string) =>
  useQuery({
    queryKey: [...everything, 'of', communityId],
    queryFn: ({ signal }) => api.webhooks.list({ query: { communityId } }, { signal }),
  })

export const useWebhook = (id: string) =>
  useQuery({
    queryKey: [...everything, id],
    queryFn: ({ signal }) => api.webhooks.get({ params: { id } }, { signal }),
  })

export const useDeliveries = (id: string, state: DeliveryState | undefined) =>
  useInfiniteQuery({
    queryKey: [...everything, id, 'deliveries', state ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.webhooks.deliveries(
        { params: { id }, query: { state, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

/** Any change; afterwards everything about addresses is asked anew. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: everything }),
  })
}

export const useNewWebhook = () =>
  useChange((body: { communityId: string; name: string; address: string }) => api.webhooks.create({ body }))

export const useEndWebhook = () => useChange((id: string) => api.webhooks.end({ params: { id } }))

export const useResumeWebhook = () => useChange((id: string) => api.webhooks.resume({ params: { id } }))

export const useSendAgain = () => useChange((id: string) => api.webhooks.sendAgain({ params: { id } }))
