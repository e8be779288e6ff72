import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'
import { useActor } from '@/platform/session'

/** A page of own opinions that are still open: enough to count what a person can keep in mind. */
const MOST = 50

/** How many own opinions are open, and how many wait for the person; undefined until known. */
export function useMyOpinionCounts(): { readonly open: number; readonly waiting: number } | undefined {
  const actor = useActor()
  const { data } = useKeptQuery({
    queryKey: ['my-opinions', 'counts', actor?.accountId ?? ''],
    queryFn: (options) => api.opinions.mine({ query: { filter: 'open', limit: MOST } }, options),
    enabled: actor?.consentCurrent === true,
  })
  return data && { open: data.items.length, waiting: data.items.filter((item) => item.waitsForMe).length }
}
