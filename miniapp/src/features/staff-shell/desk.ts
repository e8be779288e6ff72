import type { ActorView } from '@linli/shared/session/session.schema'
import { roleLabel, type Role } from '@linli/shared/roles'

/** Roles that open the console; partner organisations work on the cases given to them and see nothing else. */
const deskRoles: readonly Role[] = [
  'community_staff',
  'community_admin',
  'grid_worker',
  'organisation_staff',
  'supervisor',
  'street_admin',
  'district_operator',
]

type Grant = ActorView['roles'][number]

/** The grants with which a person works at the desk. */
export const deskGrants = (actor: ActorView | undefined): readonly Grant[] =>
  (actor?.roles ?? []).filter(({ role }) => deskRoles.includes(role))

/** Every community these grants reach, each once, in the order they were granted. */
export const deskCommunities = (grants: readonly Grant[]): readonly string[] => [
  ...new Set(grants.flatMap(({ communityIds }) => communityIds)),
]

/** The community that is worked on: the one chosen, while the grants still reach it, else the first. */
export function currentCommunity(grants: readonly Grant[], chosen: string | undefined): string | undefined {
  const reach = deskCommunities(grants)
  return chosen !== undefined && reach.includes(chosen) ? chosen : reach[0]
}

/** The role a person works in for a community, for the foot of the navigation. */
export function roleAt(grants: readonly Grant[], communityId: string | undefined): string {
  const grant = grants.find(
    ({ communityIds }) => communityId !== undefined && communityIds.includes(communityId),
  )
  return grant === undefined ? '' : roleLabel[grant.role]
}
