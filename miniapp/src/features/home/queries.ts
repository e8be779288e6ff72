import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'
import { useActor } from '@/platform/session'
import { useVisitedCommunity } from '@/features/space/visited-community'

/** What concerns the person today; a visitor sees the community chosen on this device. */
export function useHome() {
  const actor = useActor()
  const visited = useVisitedCommunity()
  const communityId = actor?.community?.id ?? visited
  return useKeptQuery({
    queryKey: ['home', actor?.accountId ?? '', communityId ?? ''],
    queryFn: (options) => api.home.get({ query: { communityId } }, options),
  })
}
