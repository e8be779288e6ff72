import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'

const readers = [...communityRoles, 'supervisor', 'street_admin'] as const

/** What became of the cases of a month. No figure names a member of staff. */
export const figureRoutes = {
  figures: {
    method: 'GET',
    path: '/staff/case-figures',
    allow: readers,
    summary: 'The three rates of the cases that ended in a month, by category, grid or organisation.',
    limit: 'read',
  },
  figureCases: {
    method: 'GET',
    path: '/staff/case-figures/cases',
    allow: readers,
    summary: 'The cases behind one figure.',
    limit: 'read',
  },
  callbacks: {
    method: 'GET',
    path: '/staff/case-callbacks',
    allow: communityRoles,
    summary: 'Closed cases drawn for a callback, the unrated included.',
    limit: 'read',
  },
  callback: {
    method: 'POST',
    path: '/opinions/{id}/callback',
    allow: communityRoles,
    summary: 'Write down what a callback heard. Whoever handled the case does not call about it.',
  },
  mark: {
    method: 'POST',
    path: '/opinions/{id}/mark',
    allow: ['community_admin', 'street_admin'],
    summary: 'Leave a case out of the rates with a reason, or set a complaint against a person apart.',
  },
} as const satisfies RouteTable
