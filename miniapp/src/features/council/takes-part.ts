import { useActor } from '@/platform/session'

/** `neighbour`: bound to a home of the community looked at, and so takes part; the server judges again. */
export type Standing = 'neighbour' | 'unbound' | 'staff'

/** What the caller is to the topics of the community looked at. */
export function useCouncilStanding(): Standing {
  const actor = useActor()
  const communityId = actor?.community?.id
  if (actor?.homes.some((home) => home.communityId === communityId)) return 'neighbour'
  return (actor?.roles ?? []).some(({ role }) => role !== 'resident' && role !== 'verified_resident')
    ? 'staff'
    : 'unbound'
}

/** The same topics, headed by what is true for the reader: whoever cannot support is not waited for. */
export const gatheringTitle: Readonly<Record<Standing, string>> = {
  neighbour: '等您支持',
  unbound: '征集支持',
  staff: '征集支持',
}
