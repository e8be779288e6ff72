import type { RouteTable } from '../contract'
import { importPermissions as may } from './imports.permissions'

/** Lists out of the roll, in the columns they come in with. The file itself is behind the signed address. */
export const exportRoutes = {
  list: {
    method: 'GET',
    path: '/exports',
    allow: may.export.roles,
    summary: 'Lists that were taken out of the roll of a community, newest first: who, what for, how often.',
    limit: 'read',
  },
  begin: {
    method: 'POST',
    path: '/exports',
    allow: may.export.roles,
    summary: 'Take a list out: recorded with its purpose; the address of the file works for ten minutes.',
    success: 201,
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
} as const satisfies RouteTable
