import type { RouteTable } from '../contract'
import { auditPermissions as may } from './audit.permissions'

export const auditRoutes = {
  list: {
    method: 'GET',
    path: '/audit',
    allow: may.read.roles,
    summary:
      'Staff acts of the communities one supervises, newest first, each as one sentence; people stand masked.',
    limit: 'read',
  },
  actors: {
    method: 'GET',
    path: '/audit/actors',
    allow: may.read.roles,
    summary: 'Who works in a community today, to look at the acts of one of them.',
    limit: 'read',
  },
  verify: {
    method: 'GET',
    path: '/audit/verify',
    allow: may.read.roles,
    summary:
      'Recompute the hash chain of one community, a slice at a time, and compare it with the sealed daily heads.',
    limit: 'public-search',
  },
  export: {
    method: 'POST',
    path: '/audit/exports',
    allow: may.read.roles,
    summary:
      'Take a part of the trail out, people masked: recorded with its purpose; the address works for ten minutes.',
    success: 201,
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
} as const satisfies RouteTable
