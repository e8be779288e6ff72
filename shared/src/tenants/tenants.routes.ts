import type { RouteTable } from '../contract'
import { tenantPermissions as may } from './tenants.permissions'

export const tenantRoutes = {
  list: {
    method: 'GET',
    path: '/tenants',
    allow: may.manage.roles,
    summary: 'The district with its streets and communities, and how each stands.',
    limit: 'read',
  },
  get: {
    method: 'GET',
    path: '/tenants/{id}',
    allow: may.manage.roles,
    summary: 'One community in figures: people, homes, rooms, staff, last import, administrators.',
    limit: 'read',
  },
  createStreet: {
    method: 'POST',
    path: '/tenants/streets',
    allow: may.manage.roles,
    summary: 'A new street of the district.',
    success: 201,
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
  createCommunity: {
    method: 'POST',
    path: '/tenants/communities',
    allow: may.manage.roles,
    summary: 'A new community with its first two administrators, each by phone.',
    success: 201,
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
  rename: {
    method: 'POST',
    path: '/tenants/{id}/rename',
    allow: may.manage.roles,
    summary: 'Another name for a street or a community from today on.',
    limit: 'create',
    stepUp: true,
  },
  suspend: {
    method: 'POST',
    path: '/tenants/{id}/suspend',
    allow: may.manage.roles,
    summary: 'Take a community out of use: its staff stay outside, its residents only read.',
    limit: 'create',
    stepUp: true,
  },
  resume: {
    method: 'POST',
    path: '/tenants/{id}/resume',
    allow: may.manage.roles,
    summary: 'Take a community into use again.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
