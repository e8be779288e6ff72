import type { RouteTable } from '../contract'

export const auditRoutes = {
  list: {
    method: 'GET',
    path: '/audit',
    allow: ['supervisor', 'community_admin'],
    summary: 'Staff acts of the communities one supervises, newest first: ids and enums, never names or text',
  },
  verify: {
    method: 'GET',
    path: '/audit/verify',
    allow: ['supervisor', 'community_admin'],
    summary:
      'Recompute the hash chain of one community from its beginning and compare it with the sealed daily heads',
    limit: 'public-search',
  },
} as const satisfies RouteTable
