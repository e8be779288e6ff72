import type { RouteTable } from '../contract'
import { peoplePermissions } from './people.permissions'
import { tagRoutes } from './tags.routes'
import { mergeRoutes } from './merges.routes'
import { relationRoutes } from './relations.routes'

export const peopleRoutes = {
  search: {
    method: 'GET',
    path: '/people',
    allow: peoplePermissions.read.roles,
    summary: 'People by name, pinyin initials, phone or its last four digits, or room; masked.',
    limit: 'read',
  },
  counts: {
    method: 'GET',
    path: '/people/counts',
    allow: peoplePermissions.count.roles,
    summary: 'How many people and households each community of the caller has; figures only.',
    limit: 'read',
  },
  helpFirst: {
    method: 'POST',
    path: '/people/help-first',
    allow: peoplePermissions.look_tags.roles,
    summary: 'People who agreed to be helped first, with why; each look is recorded with its purpose.',
    limit: 'read',
    stepUp: true,
  },
  ...tagRoutes,
  ...mergeRoutes,
  ...relationRoutes,
  endGuardian: {
    method: 'POST',
    path: '/people/guardians/{id}/end',
    allow: peoplePermissions.kin.roles,
    summary: 'Ends a guardianship.',
    limit: 'create',
    stepUp: true,
  },
  endDelegate: {
    method: 'POST',
    path: '/people/delegates/{id}/end',
    allow: peoplePermissions.kin.roles,
    summary: 'Ends a delegation.',
    limit: 'create',
    stepUp: true,
  },
  create: {
    method: 'POST',
    path: '/people',
    allow: peoplePermissions.enter.roles,
    summary:
      'Enters a person with a home; a grid worker enters family, tenants and carers found in the own grid.',
    success: 201,
    idempotent: true,
    limit: 'create',
    stepUp: true,
  },
  get: {
    method: 'GET',
    path: '/people/{id}',
    allow: peoplePermissions.read.roles,
    summary: "A person's card with everything that hangs on it; masked, without sensitive marks.",
    limit: 'read',
  },
  correct: {
    method: 'POST',
    path: '/people/{id}/correct',
    allow: peoplePermissions.correct.roles,
    summary: 'Corrects name, phone or day of birth.',
    limit: 'create',
    stepUp: true,
  },
  confirmIdentity: {
    method: 'POST',
    path: '/people/{id}/confirm-identity',
    allow: peoplePermissions.confirm_identity.roles,
    summary: 'Records that staff have seen the paper; one human is one record of a community.',
    limit: 'create',
    stepUp: true,
  },
  unmask: {
    method: 'POST',
    path: '/people/{id}/unmask',
    allow: peoplePermissions.unmask.roles,
    summary: 'Answers one masked field in full, once; recorded with its purpose, never kept.',
    limit: 'code',
    stepUp: true,
  },
  addGuardian: {
    method: 'POST',
    path: '/people/{id}/guardians',
    allow: peoplePermissions.kin.roles,
    summary: 'Names a guardian of a child.',
    limit: 'create',
    stepUp: true,
  },
  addDelegate: {
    method: 'POST',
    path: '/people/{id}/delegates',
    allow: peoplePermissions.kin.roles,
    summary:
      'Names who may act for somebody, in what and until when, with the consent recorded; never voting.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
