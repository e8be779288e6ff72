import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Lists of the roll come in and go out at the community's office alone. A list with full names and
 * numbers is its head's to take.
 */
export const importPermissions = {
  read: { roles: communityRoles, reach: 'community' },
  bring: { roles: communityRoles, reach: 'community' },
  export: { roles: communityRoles, reach: 'community' },
  export_unmasked: { roles: ['community_admin'], reach: 'community' },
} as const satisfies PermissionTable
