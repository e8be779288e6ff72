import type { RouteTable } from '../contract'
import { open311Permissions as may } from './open311.permissions'

/** Keys of other systems. What they are for, Open311 GeoReport v2, stands outside this contract under `/open311/v2/`. */
export const open311Routes = {
  keys: {
    method: 'GET',
    path: '/open311/keys',
    allow: may.manage_keys.roles,
    summary: 'Keys of other systems for one community.',
    limit: 'read',
  },
  createKey: {
    method: 'POST',
    path: '/open311/keys',
    allow: may.manage_keys.roles,
    summary: 'A new key; its secret is answered this once and kept nowhere.',
    success: 201,
    limit: 'create',
    stepUp: true,
  },
  revokeKey: {
    method: 'POST',
    path: '/open311/keys/{id}/revoke',
    allow: may.manage_keys.roles,
    summary: 'The key opens nothing any more.',
    stepUp: true,
  },
} as const satisfies RouteTable
