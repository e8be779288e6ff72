import type { PermissionTable } from '../permissions'

/** Who tells other systems of a community's public cases (product §1: the district's operators keep the connections). */
export const webhooksPermissions = {
  manage_webhooks: { roles: ['district_operator'], reach: 'community' },
} as const satisfies PermissionTable
