import type { RouteTable } from '../contract'

export const fileRoutes = {
  upload: {
    method: 'POST',
    path: '/files',
    allow: 'signed-in',
    summary:
      'Upload one photo or document; it belongs to nobody until a submit claims it and is swept after 24 hours.',
    success: 201,
    multipart: true,
    limit: 'upload',
  },
} as const satisfies RouteTable
