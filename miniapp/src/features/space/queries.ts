import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'
import { useActor } from '@/platform/session'
import { useVisitedCommunity } from './visited-community'

export const useCommunities = () =>
  useKeptQuery({ queryKey: ['communities'], queryFn: (options) => api.space.communities({}, options) })

/** The community whose things are shown: the home's or the one chosen; undefined before a visitor has chosen. */
export function useCommunityId(): string | undefined {
  const actor = useActor()
  const visited = useVisitedCommunity()
  return actor?.community?.id ?? visited
}

/** Whom to call. */
export function useGridCard() {
  const actor = useActor()
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['grid-card', actor?.accountId ?? '', communityId ?? ''],
    queryFn: (options) => api.space.gridCard({ query: { communityId } }, options),
    enabled: actor !== undefined || communityId !== undefined,
  })
}

/** The grids of the community with their outlines, and which one is home. */
export function useGridMap() {
  const actor = useActor()
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['grid-map', actor?.accountId ?? '', communityId ?? ''],
    queryFn: (options) => api.space.gridMap({ query: { communityId } }, options),
    enabled: communityId !== undefined,
  })
}
