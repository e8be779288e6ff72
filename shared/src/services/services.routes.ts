import type { RouteTable } from '../contract'
import { bookingPermissions } from '../bookings/bookings.permissions'

export const serviceRoutes = {
  list: {
    method: 'GET',
    path: '/services',
    allow: 'anyone',
    summary:
      'What can be done at the community, found by everyday words; certificates it must not issue are answered with the right address.',
    limit: 'public-search',
    consentFree: true,
  },
  get: {
    method: 'GET',
    path: '/services/{code}',
    allow: 'anyone',
    summary: 'The guide of one item: papers, limits, fee, who may come, and the desks that take it.',
    limit: 'read',
    consentFree: true,
  },
  change: {
    method: 'PUT',
    path: '/services/{code}',
    allow: bookingPermissions.change_guide.roles,
    summary: 'Write or change the guide of an item; bookings keep the version they were made under.',
  },
} as const satisfies RouteTable
