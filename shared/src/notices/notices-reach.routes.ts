import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'

/** Staff who may see whether a notice arrived; grid workers bring it to the door. */
export const reachRoles = [...communityRoles, 'grid_worker', 'street_admin'] as const

/** Whom a notice reaches and has reached, and the doors that are left. */
export const noticeReachRoutes = {
  previewAudience: {
    method: 'POST',
    path: '/notices/audience-preview',
    allow: communityRoles,
    summary: 'Households and persons an audience would address, and how they can be reached.',
    limit: 'read',
  },
  reach: {
    method: 'GET',
    path: '/notices/{id}/reach',
    allow: reachRoles,
    summary: 'Who knows: households and persons, in total and by building.',
    limit: 'read',
    etag: true,
  },
  reachHouseholds: {
    method: 'GET',
    path: '/notices/{id}/reach/households',
    allow: reachRoles,
    summary: 'The households behind one figure of the reach.',
    limit: 'read',
  },
  remind: {
    method: 'POST',
    path: '/notices/{id}/remind',
    allow: communityRoles,
    summary: 'Remind only those who have not confirmed.',
    limit: 'create',
  },
  recordVisit: {
    method: 'POST',
    path: '/notices/{id}/visits',
    allow: [...communityRoles, 'grid_worker'],
    summary: 'Record a visit to a household that has no account (已上门告知).',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
} as const satisfies RouteTable
