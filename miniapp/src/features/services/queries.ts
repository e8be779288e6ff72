import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { useCommunityId } from '@/features/space/queries'
import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'

/** Everything on offer, kept on the device: the catalogue changes rarely and is wanted without a network too. */
export function useCatalogueOfServices() {
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['services', communityId ?? ''],
    queryFn: (options) => api.services.list({ query: { communityId: communityId ?? '', q: '' } }, options),
    enabled: communityId !== undefined,
  })
}

/** What answers a search; the hits before stay until the new ones are there. */
export function useServiceSearch(q: string) {
  const communityId = useCommunityId()
  return useQuery({
    queryKey: ['service-search', communityId ?? '', q],
    queryFn: ({ signal }) => api.services.list({ query: { communityId: communityId ?? '', q } }, { signal }),
    enabled: communityId !== undefined && q !== '',
    placeholderData: keepPreviousData,
  })
}

/** The guide of one item, also without a network once it was read. */
export function useService(code: string | undefined) {
  const communityId = useCommunityId()
  return useKeptQuery({
    queryKey: ['service', communityId ?? '', code ?? ''],
    queryFn: (options) =>
      api.services.get({ params: { code: code ?? '' }, query: { communityId: communityId ?? '' } }, options),
    enabled: communityId !== undefined && code !== undefined,
  })
}
