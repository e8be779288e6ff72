import { useQuery } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { caseRoles } from './areas'
import { useDesk } from './use-desk'

/** Told every minute while a page of the desk is shown: a case may fall due, and others work on the same list. */
const REFRESH_MS = 60_000

/**
 * How many cases stand behind each filter of the workbench now; undefined for who has no cases, and until it is known:
 * `isAsked` then says that it is on its way.
 */
export function useDeskDay() {
  const { actor, communityId } = useDesk()
  const hasCases = actor?.roles.some(({ role }) => caseRoles.includes(role)) === true
  const enabled = hasCases && communityId !== undefined
  const query = useQuery({
    // Below `cases`, so that an act on a case counts anew.
    queryKey: ['cases', 'day', communityId ?? ''],
    queryFn: ({ signal }) => api.opinions.staffList({ query: { communityId, limit: 1 } }, { signal }),
    enabled,
    refetchInterval: REFRESH_MS,
  })
  return { day: query.data?.counts, isAsked: enabled && query.isPending }
}
