import type { RouteTable } from '../contract'
import { grantPermissions as may } from './grants.permissions'

export const grantRoutes = {
  list: {
    method: 'GET',
    path: '/role-grants',
    allow: may.read.roles,
    summary: 'Who holds which role at a place and below it: in force, ending soon, or ended.',
    limit: 'read',
  },
  places: {
    method: 'GET',
    path: '/role-grants/places',
    allow: may.read.roles,
    summary: 'The places for which the caller may grant roles, and which.',
    limit: 'read',
  },
  invitations: {
    method: 'GET',
    path: '/role-grants/invitations',
    allow: may.read.roles,
    summary: 'Roles that wait for their holder to sign in for the first time.',
    limit: 'read',
  },
  holder: {
    method: 'GET',
    path: '/role-grants/holders/{id}',
    allow: may.read.roles,
    summary:
      'One account: the roles within the caller’s reach, before and now, and the work that could be handed over.',
    limit: 'read',
  },
  grant: {
    method: 'POST',
    path: '/role-grants',
    allow: may.change.roles,
    summary:
      'Give a role to a person of the roll who has an account, or to a phone: at once when it has an account, else at its first sign-in.',
    success: 201,
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
  handOver: {
    method: 'POST',
    path: '/role-grants/hand-over',
    allow: may.change.roles,
    summary: 'All roles and unpublished notices of one account go to another, in one act.',
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
  revoke: {
    method: 'POST',
    path: '/role-grants/{id}/revoke',
    allow: may.change.roles,
    summary: 'Take a role back; it ends with the next request of its holder.',
    limit: 'create',
    stepUp: true,
  },
  changeExpiry: {
    method: 'POST',
    path: '/role-grants/{id}/expiry',
    allow: may.change.roles,
    summary: 'Change the last day of a role, or take the end away.',
    limit: 'create',
    stepUp: true,
  },
  withdrawInvitation: {
    method: 'POST',
    path: '/role-grants/invitations/{id}/withdraw',
    allow: may.change.roles,
    summary: 'Take back a role nobody has taken up yet.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
