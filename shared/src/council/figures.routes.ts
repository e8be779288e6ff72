import type { RouteTable } from '../contract'
import { councilPermissions } from './council.permissions'

const { configure } = councilPermissions

export const councilFigureRoutes = {
  get: {
    method: 'GET',
    path: '/staff/council-figures',
    allow: configure.roles,
    summary: 'Figures by which the community runs its council.',
    limit: 'read',
  },
  save: {
    method: 'PUT',
    path: '/staff/council-figures',
    allow: configure.roles,
    summary: 'Decide the figures; what has begun goes on by those it began with.',
    limit: 'create',
  },
} as const satisfies RouteTable
