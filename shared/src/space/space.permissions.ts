import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Who reads and changes the tree. Partner organisations see what is assigned to them and no tree. Buildings, rooms and
 * common parts are the daily work of the whole office; a re-drawn grid changes who looks after whom, so it is the
 * head's; what lies above a community is the district's.
 */
export const spacePermissions = {
  read: {
    roles: [...communityRoles, 'grid_worker', 'supervisor', 'street_admin', 'district_operator'],
    reach: 'community',
  },
  edit: { roles: communityRoles, reach: 'community' },
  redraw: { roles: ['community_admin'], reach: 'community' },
  tenants: { roles: ['district_operator'], reach: 'deployment' },
} as const satisfies PermissionTable
