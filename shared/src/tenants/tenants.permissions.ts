import type { PermissionTable } from '../permissions'

/** Streets and communities are put up by the district alone; what is inside a community stays with it. */
export const tenantPermissions = {
  manage: { roles: ['district_operator'], reach: 'deployment' },
} as const satisfies PermissionTable
