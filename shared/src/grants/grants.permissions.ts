import type { PermissionTable } from '../permissions'
import { appointingRoles } from './grants.rules'

/**
 * The roles desk. Which roles somebody sees, gives and takes there is `appoints` in grants.rules.ts: the own place and
 * what lies below it.
 */
export const grantPermissions = {
  read: { roles: appointingRoles, reach: 'community' },
  /** Give, take, shorten, lengthen, hand over. */
  change: { roles: appointingRoles, reach: 'community' },
} as const satisfies PermissionTable
