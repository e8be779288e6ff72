import type { RouteTable } from '../contract'

/**
 * Uploading. Reading needs no route here: a presenter hands out signed addresses
 * (`GET /api/v1/files/{id}/{variant}?e=…&s=…`), because an `<Image src>` carries no bearer token.
 */
export const fileRoutes = {
  upload: {
    method: 'POST',
    path: '/files',
    allow: 'signed-in',
    summary: 'Upload one photo or document; it must be claimed by an opinion or a notice within 24 hours',
    success: 201,
    limit: 'upload',
    multipart: true,
  },
} as const satisfies RouteTable
