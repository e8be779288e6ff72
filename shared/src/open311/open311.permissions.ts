import type { PermissionTable } from '../permissions'

/** Who gives other systems a key to a community (product §1: the district's operators keep the keys). */
export const open311Permissions = {
  manage_keys: { roles: ['district_operator'], reach: 'community' },
} as const satisfies PermissionTable
