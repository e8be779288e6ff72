import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/** A lost phone is recovered at the counter, where somebody sees the person and the paper. */
export const recoveryPermissions = {
  recover: { roles: communityRoles, reach: 'community' },
} as const satisfies PermissionTable
