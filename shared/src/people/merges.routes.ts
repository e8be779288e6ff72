import type { RouteTable } from '../contract'
import { peoplePermissions } from './people.permissions'

/** Two records of one person become one, and come apart again for some days. */
export const mergeRoutes = {
  mergePreview: {
    method: 'GET',
    path: '/people/merge-preview',
    allow: peoplePermissions.merge.roles,
    summary: 'Two records side by side before they become one.',
    limit: 'read',
  },
  merge: {
    method: 'POST',
    path: '/people/merges',
    allow: peoplePermissions.merge.roles,
    summary: 'Makes two records of one person one; every trace stays, and it can be undone for 30 days.',
    limit: 'create',
    stepUp: true,
  },
  undoMerge: {
    method: 'POST',
    path: '/people/merges/{id}/undo',
    allow: peoplePermissions.merge.roles,
    summary: 'Undoes a merge within 30 days: both records as they were.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
