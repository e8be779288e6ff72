import type { RouteTable } from '../contract'
import { calendarPermissions as may } from './calendar.permissions'

export const calendarRoutes = {
  get: {
    method: 'GET',
    path: '/calendar',
    allow: may.read.roles,
    summary: 'Days off and weekends worked of this year and the next, and whether their notice is known.',
    limit: 'read',
  },
  write: {
    method: 'PUT',
    path: '/calendar/{year}',
    allow: may.write.roles,
    summary: 'Write down the holiday notice of a year; open due times are computed again.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
