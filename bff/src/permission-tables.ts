import type { PermissionTable } from '@linli/shared/permissions'
import { secondFactorPermissions } from '@linli/shared/second-factor/second-factor.permissions'

/** One feature's table, for everything that looks at all of them: docs/permissions.md and its test. */
export interface FeaturePermissions {
  /** As in the contract. */
  readonly feature: string
  readonly table: PermissionTable
}

/** Every permission table of the product. A new one is added here. */
export const permissionTables: readonly FeaturePermissions[] = [
  { feature: 'secondFactor', table: secondFactorPermissions },
]
