import type { RouteTable } from '../contract'

export const holdRoutes = {
  take: {
    method: 'POST',
    path: '/slots/{id}/hold',
    allow: 'signed-in',
    summary:
      'Keep a seat for some minutes while the form is filled in; it goes back by itself. One for each account: another one gives the first back.',
    limit: 'create',
  },
  release: {
    method: 'POST',
    path: '/holds/release',
    allow: 'signed-in',
    summary: 'Give the kept seat back before its time is over.',
  },
} as const satisfies RouteTable
