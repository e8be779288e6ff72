import type { RouteTable } from '../contract'
import { peoplePermissions } from './people.permissions'

/** Marks: which there are in a community, and those a person carries. */
export const tagRoutes = {
  tagCatalogue: {
    method: 'GET',
    path: '/people/tag-catalogue',
    allow: peoplePermissions.read_catalogue.roles,
    summary: 'The marks a community keeps, with purpose, source and retention.',
    limit: 'read',
  },
  saveTag: {
    method: 'PUT',
    path: '/people/tag-catalogue',
    allow: peoplePermissions.change_catalogue.roles,
    summary: 'Changes one mark of the catalogue or adds one.',
    limit: 'create',
  },
  addTag: {
    method: 'POST',
    path: '/people/{id}/tags',
    allow: peoplePermissions.tag.roles,
    summary: 'Puts a mark of the catalogue on a person.',
    limit: 'create',
    stepUp: true,
  },
  removeTag: {
    method: 'POST',
    path: '/people/{id}/tags/remove',
    allow: peoplePermissions.tag.roles,
    summary: 'Takes a mark off a person.',
    limit: 'create',
    stepUp: true,
  },
  lookTags: {
    method: 'POST',
    path: '/people/{id}/tags/look',
    allow: peoplePermissions.look_tags.roles,
    summary: 'Sensitive marks the caller may see; each look is recorded with its purpose.',
    limit: 'read',
    stepUp: true,
  },
} as const satisfies RouteTable
