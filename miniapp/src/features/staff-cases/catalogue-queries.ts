import type { CaseCatalogueView } from '@linli/shared/opinions/desk.schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'

const catalogueKey = (communityId: string | undefined) => ['case-catalogue', communityId ?? ''] as const

/** Categories and limits as the community keeps them. */
export const useCaseCatalogue = (communityId: string | undefined) =>
  useQuery({
    queryKey: catalogueKey(communityId),
    queryFn: ({ signal }) =>
      api.caseDesk.caseCatalogue({ query: { communityId: communityId ?? '' } }, { signal }),
    enabled: communityId !== undefined,
  })

/** Makes the next version; when somebody else has made it, theirs is fetched and what was typed stays. */
export function useSetCaseCatalogue(communityId: string) {
  const client = useQueryClient()
  const queryKey = catalogueKey(communityId)
  return useMutation({
    mutationFn: ({ version, groups, limits }: Pick<CaseCatalogueView, 'version' | 'groups' | 'limits'>) =>
      api.caseDesk.setCaseCatalogue({ body: { communityId, version, groups, limits } }),
    onSuccess: (next) => {
      client.setQueryData(queryKey, next)
      return client.invalidateQueries({ queryKey: ['opinion-catalogue'] })
    },
    onError: () => client.invalidateQueries({ queryKey }),
  })
}
