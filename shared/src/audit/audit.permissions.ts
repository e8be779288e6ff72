import type { PermissionTable } from '../permissions'

/** The trail of a community is read by those who watch over it and by its own administrators (product §1, §3.12). */
export const auditPermissions = {
  read: { roles: ['supervisor', 'community_admin'], reach: 'community' },
} as const satisfies PermissionTable
