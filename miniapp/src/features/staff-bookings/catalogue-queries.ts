import type { ServiceGuideInput } from '@linli/shared/services/services.schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'

const guideKey = (communityId: string, code: string) => ['service', communityId, code] as const

/** The guide of an item as the community that is worked on has it. */
export const useGuide = (communityId: string | undefined, code: string | undefined) =>
  useQuery({
    queryKey: guideKey(communityId ?? '', code ?? ''),
    queryFn: ({ signal }) =>
      api.services.get(
        { params: { code: code ?? '' }, query: { communityId: communityId ?? '' } },
        { signal },
      ),
    enabled: communityId !== undefined && code !== undefined,
  })

/** Writes a guide; bookings that exist keep the one they were made under. */
export function useChangeGuide(code: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ServiceGuideInput) => api.services.change({ params: { code }, body }),
    onSuccess: (service, { communityId }) => {
      client.setQueryData(guideKey(communityId, code), service)
      return Promise.all(
        [['services'], ['service-search']].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
    },
    onError: async (error, { communityId }) => {
      if (error instanceof ApiError && error.code === 'version_conflict')
        await client.invalidateQueries({ queryKey: guideKey(communityId, code) })
    },
  })
}
