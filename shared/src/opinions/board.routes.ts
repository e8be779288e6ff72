import type { RouteTable } from '../contract'

/** Beside the list of public cases. */
export const boardRoutes = {
  boardOverview: {
    method: 'GET',
    path: '/opinions/board/overview',
    allow: 'anyone',
    summary: 'What a community answered and solved this month, and its public cases by grid and category.',
    limit: 'public-search',
    consentFree: true,
    etag: true,
  },
} as const satisfies RouteTable
