import type { RouteTable } from '../contract'
import { bookingPermissions } from './bookings.permissions'

const office = bookingPermissions.serve.roles

export const seriesRoutes = {
  plan: {
    method: 'GET',
    path: '/slots/{id}/series',
    allow: 'signed-in',
    summary:
      'What a visit every week or every other week from this time on would be: what can be had, and what else.',
    limit: 'read',
  },
  ask: {
    method: 'POST',
    path: '/series',
    allow: 'signed-in',
    summary: 'Take all these times for one matter, or none of them.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  planFor: {
    method: 'GET',
    path: '/staff/slots/{id}/series',
    allow: office,
    summary: 'The same for somebody of the roll who calls.',
    limit: 'read',
  },
  askFor: {
    method: 'POST',
    path: '/staff/series',
    allow: office,
    summary: 'Take all these times for somebody of the roll who calls, or none of them.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
} as const satisfies RouteTable
