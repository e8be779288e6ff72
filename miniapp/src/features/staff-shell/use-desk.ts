import type { Role } from '@linli/shared/roles'
import { useActor } from '@/platform/session'
import { readStored, writeStored } from '@/platform/storage'
import { createStore, useStore } from '@/platform/store'
import { currentCommunity, deskCommunities, deskGrants, roleAt } from './desk'

const KEY = 'desk-community'
const stored = readStored(KEY)
const chosen = createStore<string | undefined>(typeof stored === 'string' ? stored : undefined)

/** Remembers on this device which community is worked on. */
export function chooseDeskCommunity(communityId: string): void {
  writeStored(KEY, communityId)
  chosen.set(communityId)
}

/** Who works here and for which community. */
export function useDesk() {
  const actor = useActor()
  const grants = deskGrants(actor)
  const communityId = currentCommunity(grants, useStore(chosen))
  const holds = (...roles: readonly Role[]): boolean =>
    grants.some(
      ({ role, communityIds }) =>
        roles.includes(role) && communityId !== undefined && communityIds.includes(communityId),
    )
  return {
    actor,
    communityId,
    communities: deskCommunities(grants),
    /** The role in words, for the foot of the navigation; what is allowed is asked below. */
    role: roleAt(grants, communityId),
    /** Figures are for those who answer for the community or watch it. */
    watches: holds('community_staff', 'community_admin', 'supervisor', 'street_admin'),
    /** Those to whom cases are open; who watches alone reads of them what the lists say. */
    opensCases: holds(
      'community_staff',
      'community_admin',
      'grid_worker',
      'organisation_staff',
      'street_admin',
    ),
    /** Those a caller or a visitor at the counter meets. */
    records: holds('community_staff', 'community_admin', 'grid_worker'),
    /** Writing and publishing; the server judges each act again. */
    writes: holds('community_staff', 'community_admin'),
    /** What the head of the community alone decides: its catalogue, a list with every number in it. */
    heads: holds('community_admin'),
  }
}
