import type { PermissionTable } from '../permissions'
import { staffRoles } from '../roles'

/** The holiday notice is the State Council's: the district writes it down once for all its communities. */
export const calendarPermissions = {
  read: { roles: staffRoles, reach: 'deployment' },
  write: { roles: ['district_operator'], reach: 'deployment' },
} as const satisfies PermissionTable
