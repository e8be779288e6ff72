import type { RouteTable } from '../contract'
import { homesPermissions as may } from './homes.permissions'

/** Asking the office to be bound to a room, and what it answers. */
export const homeRequestRoutes = {
  request: {
    method: 'POST',
    path: '/homes/requests',
    allow: 'signed-in',
    summary: 'Asks the office to check, with a photo of a document that is deleted after the decision.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  supplement: {
    method: 'POST',
    path: '/homes/requests/{id}/supplement',
    allow: 'signed-in',
    summary: 'Answers what the office asked about the own request.',
    limit: 'create',
  },
  withdraw: {
    method: 'POST',
    path: '/homes/requests/{id}/withdraw',
    allow: 'signed-in',
    summary: 'Takes the own request back; its photo is deleted.',
    limit: 'create',
  },
  queue: {
    method: 'GET',
    path: '/homes/requests',
    allow: may.read_requests.roles,
    summary: 'Requests of a community, those due first; masked.',
    limit: 'read',
  },
  get: {
    method: 'GET',
    path: '/homes/requests/{id}',
    allow: may.read_requests.roles,
    summary: 'One request with what the roll says about the room and the phone.',
    limit: 'read',
  },
  ask: {
    method: 'POST',
    path: '/homes/requests/{id}/ask',
    allow: may.decide.roles,
    summary: 'Asks the applicant for more.',
    limit: 'create',
  },
  approve: {
    method: 'POST',
    path: '/homes/requests/{id}/approve',
    allow: may.decide.roles,
    summary:
      'Approves a request: the account is this person of the roll, or a new one. The photo is deleted.',
    limit: 'create',
    stepUp: true,
  },
  refuse: {
    method: 'POST',
    path: '/homes/requests/{id}/refuse',
    allow: may.decide.roles,
    summary: 'Refuses a request with a listed reason. The photo is deleted.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
