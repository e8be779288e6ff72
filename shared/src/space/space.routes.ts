import type { RouteTable } from '../contract'
import { staffRoles } from '../roles'

export const spaceRoutes = {
  communities: {
    method: 'GET',
    path: '/space/communities',
    allow: 'anyone',
    summary: 'The communities of this deployment, for a visitor to choose from.',
    limit: 'read',
    consentFree: true,
  },
  places: {
    method: 'GET',
    path: '/space/places',
    allow: 'signed-in',
    summary: 'The children of one node of the own community, to say where something is.',
    limit: 'read',
  },
  gridCard: {
    method: 'GET',
    path: '/space/grid-card',
    allow: 'anyone',
    summary: 'Whom to call: the public card of the grid of the own home, or of a community.',
    limit: 'read',
    consentFree: true,
  },
  audienceTree: {
    method: 'GET',
    path: '/space/audience-tree',
    allow: staffRoles,
    summary: 'The tree down to units with households counted, for choosing an audience.',
    limit: 'read',
  },
  gridMap: {
    method: 'GET',
    path: '/space/grid-map',
    allow: 'anyone',
    summary: 'The grids of a community with their outlines and what they cover: public, as the grid card is.',
    limit: 'read',
    consentFree: true,
  },
} as const satisfies RouteTable
