import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Lists of the roll come in and go out at the community's office alone. What makes somebody staff, and a list with
 * full names and numbers, is its head's to decide.
 */
export const importPermissions = {
  read: { roles: communityRoles, reach: 'community' },
  bring: { roles: communityRoles, reach: 'community' },
  bring_staff: { roles: ['community_admin'], reach: 'community' },
  export: { roles: communityRoles, reach: 'community' },
  export_unmasked: { roles: ['community_admin'], reach: 'community' },
} as const satisfies PermissionTable
