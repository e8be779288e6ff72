import type { RouteTable } from '../contract'
import { privacyPermissions as may } from './privacy.permissions'

/** How long what is kept, and what was removed. */
export const retentionRoutes = {
  retention: {
    method: 'GET',
    path: '/staff/retention',
    allow: may.read_retention.roles,
    summary: 'How long what is kept, what was removed in the last days, and what falls due next.',
    limit: 'read',
  },
} as const satisfies RouteTable
