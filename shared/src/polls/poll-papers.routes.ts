import type { RouteTable } from '../contract'
import { pollPermissions } from './polls.permissions'

/** The roll at the desk: what is delivered, who votes for whom, and ballots on paper. */
export const pollPaperRoutes = {
  deskRoll: {
    method: 'GET',
    path: '/staff/polls/{id}/roll',
    allow: pollPermissions.inspect.roles,
    summary: 'The roll for the desk, from a number or the beginning of a label on; not who has voted.',
    limit: 'read',
  },
  deliveries: {
    method: 'POST',
    path: '/staff/polls/{id}/deliveries',
    allow: pollPermissions.desk.roles,
    summary: 'Record to which rows the ballot was delivered with proof.',
    limit: 'create',
  },
  proxy: {
    method: 'POST',
    path: '/staff/polls/{id}/proxies',
    allow: pollPermissions.desk.roles,
    summary: 'Register a written mandate for this poll: one row, one holder, capped and published.',
    idempotent: true,
    limit: 'create',
  },
  withdrawProxy: {
    method: 'POST',
    path: '/staff/polls/{id}/withdraw-proxy',
    allow: pollPermissions.desk.roles,
    summary: 'Take a mandate back on the written word of who gave it, until a ballot is cast under it.',
    limit: 'create',
  },
  paper: {
    method: 'POST',
    path: '/staff/polls/{id}/papers',
    allow: pollPermissions.desk.roles,
    summary:
      'Enter a paper or doorstep ballot of a named poll; it counts when a second member of staff enters the same.',
    limit: 'create',
    uncounted: true,
  },
  mark: {
    method: 'POST',
    path: '/staff/polls/{id}/marks',
    allow: pollPermissions.desk.roles,
    summary: 'Mark a row of a secret poll while handing out its paper. The look is in the audit trail.',
    // Without it a lost answer, asked for again, would say that the row has voted, and its voter would go without a paper.
    idempotent: true,
    limit: 'create',
    uncounted: true,
  },
  printPapers: {
    method: 'POST',
    path: '/staff/polls/{id}/print-papers',
    allow: pollPermissions.desk.roles,
    summary:
      'Serial numbers and codes for papers of a secret poll until it closes, shown this once; numbers go on from the last.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  voidPapers: {
    method: 'POST',
    path: '/staff/polls/{id}/void-papers',
    allow: pollPermissions.desk.roles,
    summary:
      'Void papers of a secret poll that were lost or damaged before use, with the reason; they are never a ballot.',
    idempotent: 'offered',
    limit: 'create',
  },
  batch: {
    method: 'POST',
    path: '/staff/polls/{id}/batches',
    allow: pollPermissions.desk.roles,
    summary: 'Enter mixed papers of a secret poll after closing, in batches not below the minimum cell.',
    idempotent: 'offered',
    limit: 'create',
  },
} as const satisfies RouteTable
