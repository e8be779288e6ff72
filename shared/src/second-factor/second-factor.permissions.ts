import type { PermissionTable } from '../permissions'
import { resettingRoles, secondFactorRoles } from './second-factor.rules'

export const secondFactorPermissions = {
  /** One's own: see it, set it up, prove it, renew the recovery codes. */
  keep: { roles: secondFactorRoles, reach: 'self' },
  /** Somebody else's, of the same reach or below: ask for a reset, agree to one, refuse it. */
  reset: { roles: resettingRoles, reach: 'community' },
} as const satisfies PermissionTable
