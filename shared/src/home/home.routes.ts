import type { RouteTable } from '../contract'

export const homeRoutes = {
  get: {
    method: 'GET',
    path: '/home',
    allow: 'anyone',
    summary: 'What concerns the caller today: open matters, latest notices, public cases.',
    limit: 'read',
    consentFree: true,
    etag: true,
  },
} as const satisfies RouteTable
