import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

const near = ['grid_worker', ...communityRoles] as const

/**
 * Who may do what with people. A grid worker reaches only people with a home in the own grids, and may enter a
 * person found there who rents, cares or belongs to the family: whoever stands at the door learns it first. What
 * the register says (owners, shares, identities, merging) stays with the community's office. Organisations and
 * supervisors reach nobody; a street sees figures.
 */
export const peoplePermissions = {
  read: { roles: near, reach: 'community' },
  count: { roles: [...communityRoles, 'street_admin'], reach: 'community' },
  enter: { roles: near, reach: 'community' },
  correct: { roles: communityRoles, reach: 'community' },
  confirm_identity: { roles: communityRoles, reach: 'community' },
  relate: { roles: communityRoles, reach: 'community' },
  tag: { roles: communityRoles, reach: 'community' },
  look_tags: { roles: near, reach: 'community' },
  unmask: { roles: near, reach: 'community' },
  kin: { roles: communityRoles, reach: 'community' },
  merge: { roles: communityRoles, reach: 'community' },
  read_catalogue: { roles: near, reach: 'community' },
  change_catalogue: { roles: ['community_admin'], reach: 'community' },
} as const satisfies PermissionTable

export type PeopleDeskAction = keyof typeof peoplePermissions
