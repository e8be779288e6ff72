import type { RouteTable } from '../contract'

/** Public cases, and what is said beside their list. */
export const boardRoutes = {
  board: {
    method: 'GET',
    path: '/opinions/board',
    allow: 'anyone',
    summary: 'Moderated public cases of a community with their answers.',
    limit: 'public-search',
    consentFree: true,
  },
  boardOverview: {
    method: 'GET',
    path: '/opinions/board/overview',
    allow: 'anyone',
    summary: 'What a community answered and solved this month, and its public cases by grid and category.',
    limit: 'public-search',
    consentFree: true,
    etag: true,
  },
  boardFigures: {
    method: 'GET',
    path: '/opinions/board/figures',
    allow: 'anyone',
    summary:
      'What became of the cases of a month, for everybody: the rates as a whole and by first level; nobody is ranked.',
    limit: 'public-search',
    consentFree: true,
    etag: true,
  },
} as const satisfies RouteTable
