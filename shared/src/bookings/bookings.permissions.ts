import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Who may do what with bookings. Residents book for themselves and for those who agreed to it; the hall belongs to
 * the community's office; how desks are set up to its administrator and staff alike; excusing a missed booking and
 * changing what is on offer to the administrator.
 */
export const bookingPermissions = {
  set_up: { roles: communityRoles, reach: 'community' },
  change_guide: { roles: ['community_admin'], reach: 'community' },
  serve: { roles: communityRoles, reach: 'community' },
  pardon: { roles: ['community_admin'], reach: 'community' },
} as const satisfies PermissionTable

export type BookingDeskAction = keyof typeof bookingPermissions
