import type { CaseViewView } from '@linli/shared/opinions/desk.schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'

const viewsKey = (communityId: string | undefined) => ['case-views', communityId ?? ''] as const

/** The own views of the cases of a community. */
export const useCaseViews = (communityId: string | undefined) =>
  useQuery({
    queryKey: viewsKey(communityId),
    queryFn: ({ signal }) => api.caseDesk.views({ query: { communityId: communityId ?? '' } }, { signal }),
    enabled: communityId !== undefined,
  })

/** Changes the own views as a whole: they are one person's list. */
export function useSetCaseViews(communityId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (items: CaseViewView[]) => api.caseDesk.setViews({ body: { communityId, items } }),
    onSuccess: (next) => client.setQueryData(viewsKey(communityId), next),
  })
}
