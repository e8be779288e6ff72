import type { RouteTable } from '../contract'
import { peoplePermissions } from './people.permissions'

/** Who belongs to a room, in which share, and since when. */
export const relationRoutes = {
  room: {
    method: 'GET',
    path: '/people/rooms/{id}',
    allow: peoplePermissions.read.roles,
    summary: 'Who belongs to a room now and who did before; masked.',
    limit: 'read',
  },
  changeRelation: {
    method: 'POST',
    path: '/people/relations/{id}/change',
    allow: peoplePermissions.relate.roles,
    summary: "Changes an owner's share or whether somebody lives in the room; what was stays as history.",
    limit: 'create',
    stepUp: true,
  },
  endRelation: {
    method: 'POST',
    path: '/people/relations/{id}/end',
    allow: peoplePermissions.relate.roles,
    summary: 'Ends a relation to a room with its reason.',
    limit: 'create',
    stepUp: true,
  },
  addRelation: {
    method: 'POST',
    path: '/people/{id}/relations',
    allow: peoplePermissions.relate.roles,
    summary: 'Makes a person belong to a room.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
