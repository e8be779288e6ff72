import type { RouteTable } from '../contract'
import { spacePermissions } from './space.permissions'

const { read, edit, redraw, tenants } = spacePermissions

/** The tree as staff see and change it. */
export const treeRoutes = {
  nodes: {
    method: 'GET',
    path: '/space/nodes',
    allow: read.roles,
    summary: 'One level of the tree with rooms counted, today or as it was on a past day.',
    limit: 'read',
  },
  node: {
    method: 'GET',
    path: '/space/nodes/{id}',
    allow: read.roles,
    summary: 'One node with its attributes, what hangs on it, its grid workers and its earlier versions.',
    limit: 'read',
  },
  search: {
    method: 'GET',
    path: '/space/search',
    allow: read.roles,
    summary: 'Places by what people type: `锦和苑3号楼501`, `3-2-501`, pinyin initials.',
    limit: 'read',
  },
  create: {
    method: 'POST',
    path: '/space/nodes',
    allow: edit.roles,
    summary: 'Add an estate, grid, building, unit, room or common part.',
    success: 201,
    idempotent: true,
    limit: 'create',
    stepUp: true,
  },
  correct: {
    method: 'POST',
    path: '/space/nodes/{id}/correct',
    allow: edit.roles,
    summary: 'Put a mistake right: the version in force is rewritten, nothing new begins.',
    stepUp: true,
  },
  change: {
    method: 'POST',
    path: '/space/nodes/{id}/change',
    allow: edit.roles,
    summary: 'Something is different from a day on: the version before stays readable.',
    stepUp: true,
  },
  end: {
    method: 'POST',
    path: '/space/nodes/{id}/end',
    allow: edit.roles,
    summary: 'End a node that nothing lives in any more; it stays readable for the days it was there.',
    stepUp: true,
  },
  boundary: {
    method: 'POST',
    path: '/space/nodes/{id}/boundary',
    allow: edit.roles,
    summary: 'Draw the outline of a grid, or take it away; overlaps with its neighbours are told.',
    stepUp: true,
  },
  previewRedraw: {
    method: 'POST',
    path: '/space/grids/preview',
    allow: redraw.roles,
    summary: 'What moving buildings between grids would touch. Changes nothing.',
    limit: 'read',
  },
  redraw: {
    method: 'POST',
    path: '/space/grids/redraw',
    allow: redraw.roles,
    summary: 'Move buildings and common parts between grids from today on, in one act.',
    stepUp: true,
  },
  mergeCommunity: {
    method: 'POST',
    path: '/space/communities/{id}/merge',
    allow: tenants.roles,
    summary:
      'Merge a community into another one: its tree, people and cases go over, its days stay readable.',
    stepUp: true,
  },
} as const satisfies RouteTable
