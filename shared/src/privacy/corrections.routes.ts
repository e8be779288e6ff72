import type { RouteTable } from '../contract'
import { privacyPermissions as may } from './privacy.permissions'

/** What the roll says wrongly: asked for, looked at, put right or refused. */
export const correctionRoutes = {
  corrections: {
    method: 'GET',
    path: '/privacy/corrections',
    allow: 'signed-in',
    summary: "The caller's wishes to have the roll put right, newest first.",
    limit: 'read',
  },
  askCorrection: {
    method: 'POST',
    path: '/privacy/corrections',
    allow: 'signed-in',
    summary: "Ask the community's office to put something on the roll right.",
    success: 201,
    idempotent: true,
    limit: 'create',
    whileSuspended: true,
  },
  withdrawCorrection: {
    method: 'POST',
    path: '/privacy/corrections/{id}/withdraw',
    allow: 'signed-in',
    summary: 'Take a wish back before it is decided.',
    limit: 'create',
    whileSuspended: true,
  },
  staffCorrections: {
    method: 'GET',
    path: '/staff/corrections',
    allow: may.decide_correction.roles,
    summary: 'Wishes that wait for the office, the first due first; or those decided, newest first.',
    limit: 'read',
  },
  openCorrection: {
    method: 'POST',
    path: '/staff/corrections/{id}/open',
    allow: may.decide_correction.roles,
    summary: 'What stands on the roll and what it should be, in full; the look is recorded.',
    limit: 'create',
    stepUp: true,
  },
  acceptCorrection: {
    method: 'POST',
    path: '/staff/corrections/{id}/accept',
    allow: may.decide_correction.roles,
    summary: 'Put it right on the roll, and tell the person.',
    limit: 'create',
    stepUp: true,
  },
  refuseCorrection: {
    method: 'POST',
    path: '/staff/corrections/{id}/refuse',
    allow: may.decide_correction.roles,
    summary: 'Leave the roll as it is, with a reason the person reads.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
