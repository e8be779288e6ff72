import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'

const handlerRoles = [...communityRoles, 'grid_worker'] as const

/** Who sees cases at all. */
const caseRoles = [...handlerRoles, 'organisation_staff', 'street_admin'] as const

/** What the workbench adds to the acts on one case. */
export const deskRoutes = {
  bulkPreview: {
    method: 'POST',
    path: '/staff/opinions/bulk/preview',
    allow: handlerRoles,
    summary:
      'Which of these cases one act would change, and why the others stay as they are. Changes nothing.',
    limit: 'read',
  },
  bulk: {
    method: 'POST',
    path: '/staff/opinions/bulk',
    allow: handlerRoles,
    summary: 'One act on many cases: all that allow it, each with its own result.',
    idempotent: true,
    limit: 'create',
  },
  setUrgent: {
    method: 'POST',
    path: '/opinions/{id}/urgent',
    allow: handlerRoles,
    summary: 'Put a case before everything else that runs, or back into the line.',
  },
  recusal: {
    method: 'GET',
    path: '/staff/opinions/{id}/recusal',
    allow: communityRoles,
    summary: 'Who works here and may be named in the case, whom its text names, and who is barred.',
    limit: 'read',
  },
  recuse: {
    method: 'POST',
    path: '/opinions/{id}/recuse',
    allow: communityRoles,
    summary: 'Bar those who are named in a case from handling, reading and finding it.',
  },
  exportList: {
    method: 'POST',
    path: '/staff/opinions/export',
    allow: communityRoles,
    summary:
      'Take the list out as it is looked at: recorded with its purpose; the address works for ten minutes.',
    success: 201,
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
  caseCatalogue: {
    method: 'GET',
    path: '/staff/case-catalogue',
    allow: [...communityRoles, 'street_admin'],
    summary: 'The categories and time limits of a community as its staff keep them, with their version.',
    limit: 'read',
  },
  setCaseCatalogue: {
    method: 'PUT',
    path: '/staff/case-catalogue',
    allow: ['community_admin'],
    summary: 'Change categories and time limits; cases that run keep what they were promised.',
  },
  here: {
    method: 'POST',
    path: '/staff/opinions/{id}/here',
    allow: caseRoles,
    summary:
      'The caller has this case open now; answers who else does. Ends by itself, and keeps nobody from anything.',
    limit: 'read',
  },
  views: {
    method: 'GET',
    path: '/staff/case-views',
    allow: caseRoles,
    summary: 'The own saved views of the workbench.',
    limit: 'read',
  },
  setViews: {
    method: 'PUT',
    path: '/staff/case-views',
    allow: caseRoles,
    summary: 'Change the own saved views of one community.',
  },
} as const satisfies RouteTable
