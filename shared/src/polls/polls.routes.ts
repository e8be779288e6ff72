import type { RouteTable } from '../contract'
import { pollDeskRoutes } from './poll-desk.routes'
import { pollDoubtRoutes } from './poll-doubts.routes'
import { pollPaperRoutes } from './poll-papers.routes'

export const pollRoutes = {
  list: {
    method: 'GET',
    path: '/polls',
    allow: 'signed-in',
    summary: 'Polls of the caller’s community that are announced, open or decided, newest first.',
    limit: 'read',
  },
  get: {
    method: 'GET',
    path: '/polls/{id}',
    allow: 'signed-in',
    summary: 'One poll: its questions, its rules in plain words, its result once published.',
    limit: 'read',
  },
  mine: {
    method: 'GET',
    path: '/polls/{id}/mine',
    allow: 'signed-in',
    summary: 'The caller’s rows on the roll, with their weight, and what may be done with them.',
    limit: 'read',
  },
  roll: {
    method: 'GET',
    path: '/polls/{id}/roll',
    allow: 'signed-in',
    summary: 'The masked roll in its order, page by page, for the people of the community.',
    limit: 'read',
  },
  object: {
    method: 'POST',
    path: '/polls/{id}/objections',
    allow: 'signed-in',
    summary: 'Object to the roll while it is open to objections; one at a time.',
    success: 201,
    idempotent: true,
    limit: 'objection',
  },
  nameVoter: {
    method: 'POST',
    path: '/polls/{id}/voter',
    allow: 'signed-in',
    summary: 'Say who casts the secret ballot of a shared row, before opening.',
    limit: 'read',
  },
  vote: {
    method: 'POST',
    path: '/polls/{id}/vote',
    allow: 'signed-in',
    summary: 'Cast or change a named ballot; the last one before closing counts.',
    limit: 'create',
    uncounted: true,
  },
  dissent: {
    method: 'POST',
    path: '/polls/{id}/dissent',
    allow: 'signed-in',
    summary: 'Disagree with what somebody else cast for a shared row: the row is suspended, never split.',
    limit: 'create',
  },
  withdrawMandate: {
    method: 'POST',
    path: '/polls/{id}/withdraw-mandate',
    allow: 'signed-in',
    summary: 'Take back the mandate for the own row, until a ballot is cast under it.',
    limit: 'create',
  },
  cast: {
    method: 'POST',
    path: '/polls/{id}/ballot',
    allow: 'signed-in',
    summary: 'Cast a secret ballot, for good. Sent again it answers the same and changes nothing.',
    // Counted per process and forgotten: a counter in the database would keep who came when.
    limit: 'read',
    detached: true,
  },
  board: {
    method: 'GET',
    path: '/polls/{id}/board',
    allow: 'signed-in',
    summary:
      'The whole board for counting again; a named one for the people on the roll and the supervisors.',
    limit: 'read',
    etag: true,
  },
  ...pollDoubtRoutes,
  ...pollDeskRoutes,
  ...pollPaperRoutes,
} as const satisfies RouteTable
