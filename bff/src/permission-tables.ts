import type { PermissionTable } from '@linli/shared/permissions'
import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import { peoplePermissions } from '@linli/shared/people/people.permissions'
import { secondFactorPermissions } from '@linli/shared/second-factor/second-factor.permissions'
import { spacePermissions } from '@linli/shared/space/space.permissions'

/** One feature's table, for everything that looks at all of them: docs/permissions.md and its test. */
export interface FeaturePermissions {
  /** As in the contract. */
  readonly feature: string
  readonly table: PermissionTable
}

/** Every permission table of the product. A new one is added here. */
export const permissionTables: readonly FeaturePermissions[] = [
  { feature: 'people', table: peoplePermissions },
  { feature: 'tree', table: spacePermissions },
  { feature: 'bookings', table: bookingPermissions },
  { feature: 'secondFactor', table: secondFactorPermissions },
]
