import type { PermissionTable } from '@linli/shared/permissions'
import { calendarPermissions } from '@linli/shared/calendar/calendar.permissions'
import { auditPermissions } from '@linli/shared/audit/audit.permissions'
import { councilPermissions } from '@linli/shared/council/council.permissions'
import { grantPermissions } from '@linli/shared/grants/grants.permissions'
import { importPermissions } from '@linli/shared/imports/imports.permissions'
import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import { peoplePermissions } from '@linli/shared/people/people.permissions'
import { homesPermissions } from '@linli/shared/homes/homes.permissions'
import { recoveryPermissions } from '@linli/shared/recovery/recovery.permissions'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import { privacyPermissions } from '@linli/shared/privacy/privacy.permissions'
import { secondFactorPermissions } from '@linli/shared/second-factor/second-factor.permissions'
import { spacePermissions } from '@linli/shared/space/space.permissions'
import { open311Permissions } from '@linli/shared/open311/open311.permissions'
import { webhooksPermissions } from '@linli/shared/webhooks/webhooks.permissions'
import { tenantPermissions } from '@linli/shared/tenants/tenants.permissions'

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
  { feature: 'homes', table: homesPermissions },
  { feature: 'recovery', table: recoveryPermissions },
  { feature: 'council', table: councilPermissions },
  { feature: 'polls', table: pollPermissions },
  { feature: 'grants', table: grantPermissions },
  { feature: 'audit', table: auditPermissions },
  { feature: 'open311', table: open311Permissions },
  { feature: 'webhooks', table: webhooksPermissions },
  { feature: 'tenants', table: tenantPermissions },
  { feature: 'calendar', table: calendarPermissions },
  { feature: 'imports', table: importPermissions },
  { feature: 'privacy', table: privacyPermissions },
  { feature: 'bookings', table: bookingPermissions },
  { feature: 'secondFactor', table: secondFactorPermissions },
]
