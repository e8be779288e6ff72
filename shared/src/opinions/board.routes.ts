import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'

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
  showPhotos: {
    method: 'POST',
    path: '/opinions/{id}/show-photos',
    allow: communityRoles,
    summary:
      'After looking at each photo of a public case: which everybody may see, with faces and plates covered. The originals stay inside.',
    limit: 'create',
  },
} as const satisfies RouteTable
