import type { RouteTable } from '../contract'
import { importPermissions as may } from './imports.permissions'

/**
 * Lists into the roll: upload a file (`POST /files`, purpose `import_sheet`), begin, look at the dry run, confirm.
 * Templates and the rows that were refused are files of their own: `GET /api/v1/imports/templates/{kind}/{format}`,
 * and the signed addresses in the answers here.
 */
export const importRoutes = {
  list: {
    method: 'GET',
    path: '/imports',
    allow: may.read.roles,
    summary: 'Lists that were brought into the roll of a community, newest first.',
    limit: 'read',
  },
  begin: {
    method: 'POST',
    path: '/imports',
    allow: may.bring.roles,
    summary: 'Read an uploaded file and compare it with the roll; nothing of the roll changes yet.',
    success: 201,
    limit: 'create',
    idempotent: true,
  },
  get: {
    method: 'GET',
    path: '/imports/{id}',
    allow: may.read.roles,
    summary: 'One list: how far it is, what it would change, what it has changed.',
    limit: 'read',
    etag: true,
  },
  problems: {
    method: 'GET',
    path: '/imports/{id}/problems',
    allow: may.read.roles,
    summary: 'What is wrong, row by row: line, column, value and reason.',
    limit: 'read',
  },
  confirm: {
    method: 'POST',
    path: '/imports/{id}/confirm',
    allow: may.bring.roles,
    summary: 'Write the good rows into the roll.',
    limit: 'create',
    stepUp: true,
  },
  cancel: {
    method: 'POST',
    path: '/imports/{id}/cancel',
    allow: may.bring.roles,
    summary: 'Stop a list: before it is confirmed nothing has changed, afterwards whole rows stay written.',
    limit: 'create',
  },
} as const satisfies RouteTable
