import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'
import { reachRoles } from './notices-reach.routes'

/** The desk: notices written, sent out, pinned and taken back. */
export const noticeDeskRoutes = {
  staffList: {
    method: 'GET',
    path: '/staff/notices',
    allow: reachRoles,
    summary: 'Every notice of the community by stage, with its reach.',
    limit: 'read',
  },
  staffGet: {
    method: 'GET',
    path: '/staff/notices/{id}',
    allow: reachRoles,
    summary: 'One notice as its editors see it.',
    limit: 'read',
    etag: true,
  },
  create: {
    method: 'POST',
    path: '/notices',
    allow: communityRoles,
    summary: 'Start a draft.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  update: {
    method: 'PUT',
    path: '/notices/{id}',
    allow: communityRoles,
    summary: 'Save a draft or a scheduled notice.',
  },
  discard: {
    method: 'POST',
    path: '/notices/{id}/discard',
    allow: communityRoles,
    summary: 'Throw a draft away.',
  },
  publish: { method: 'POST', path: '/notices/{id}/publish', allow: communityRoles, summary: 'Publish now.' },
  schedule: {
    method: 'POST',
    path: '/notices/{id}/schedule',
    allow: communityRoles,
    summary: 'Publish at a given time.',
  },
  unschedule: {
    method: 'POST',
    path: '/notices/{id}/unschedule',
    allow: communityRoles,
    summary: 'Back to draft.',
  },
  withdraw: {
    method: 'POST',
    path: '/notices/{id}/withdraw',
    allow: communityRoles,
    summary: 'Withdraw with a reason that readers see.',
  },
  pin: {
    method: 'POST',
    path: '/notices/{id}/pin',
    allow: communityRoles,
    summary: 'Keep on top until a day.',
  },
  unpin: { method: 'POST', path: '/notices/{id}/unpin', allow: communityRoles, summary: 'No longer on top.' },
} as const satisfies RouteTable
