import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Whose data they are needs no permission to see, take along, correct or delete them (PIPL art. 44-47); these are
 * the others: the office that puts the roll right, and those who watch that nothing is kept too long.
 */
export const privacyPermissions = {
  decide_correction: { roles: communityRoles, reach: 'community' },
  read_retention: { roles: ['supervisor', 'community_admin'], reach: 'community' },
} as const satisfies PermissionTable
