import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'

const handlerRoles = [...communityRoles, 'grid_worker'] as const

/** Opinions of people without an account: entered by staff, followed by number and code. */
export const callerRoutes = {
  enter: {
    method: 'POST',
    path: '/staff/opinions',
    allow: handlerRoles,
    summary: 'Enter what somebody said on the phone, at the counter or at the door.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  renewCode: {
    method: 'POST',
    path: '/opinions/{id}/follow-code',
    allow: handlerRoles,
    summary: 'A code for the caller to follow the case by, shown this once; an earlier one ends.',
    limit: 'create',
  },
  readCaller: {
    method: 'POST',
    path: '/opinions/{id}/caller',
    allow: handlerRoles,
    summary: 'Name and phone of the caller in full, to call back; recorded.',
    limit: 'create',
    stepUp: true,
  },
  track: {
    method: 'POST',
    path: '/opinions/track',
    allow: 'anyone',
    summary: 'What became of a case, by its number and code; tries are limited.',
    limit: 'code',
    consentFree: true,
  },
} as const satisfies RouteTable
