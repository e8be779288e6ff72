import type { CorrectionRefusal } from '@linli/shared/privacy/privacy.kinds'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'

export type CorrectionFilter = 'open' | 'decided'

export const useStaffCorrections = (communityId: string | undefined, filter: CorrectionFilter) =>
  useInfiniteQuery({
    queryKey: ['staff-corrections', communityId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.privacy.staffCorrections(
        { query: { communityId, filter, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

/** In full, once; the answer goes nowhere but onto the screen. */
export const useOpenCorrection = () =>
  useMutation({ mutationFn: (id: string) => api.privacy.openCorrection({ params: { id } }) })

export type Decision =
  | { readonly act: 'accept'; readonly id: string }
  | {
      readonly act: 'refuse'
      readonly id: string
      readonly reason: CorrectionRefusal
      readonly text: string
    }

export function useDecideCorrection() {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['staff-corrections'] })
  return useMutation({
    mutationFn: (decision: Decision) => {
      const call = { params: { id: decision.id } }
      if (decision.act === 'accept') return api.privacy.acceptCorrection(call)
      const { reason, text } = decision
      return api.privacy.refuseCorrection({ ...call, body: { reason, ...(text !== '' && { text }) } })
    },
    onSuccess: again,
    onError: again,
  })
}

export const useRetention = (communityId: string | undefined) =>
  useQuery({
    queryKey: ['retention', communityId ?? ''],
    queryFn: ({ signal }) => api.privacy.retention({ query: { communityId } }, { signal }),
    enabled: communityId !== undefined,
  })
