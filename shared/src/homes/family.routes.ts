import type { RouteTable } from '../contract'
import { homesPermissions as may } from './homes.permissions'

/** Who may act for whom: delegates, their principals, children. */
export const familyRoutes = {
  family: {
    method: 'GET',
    path: '/homes/family',
    allow: 'signed-in',
    summary: 'Who acts for the caller and for whom the caller acts; children the caller answers for.',
    limit: 'read',
  },
  addDelegate: {
    method: 'POST',
    path: '/homes/delegates',
    allow: may.household.roles,
    summary: 'Names who may act for the caller, in what and until when; never voting.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  endDelegate: {
    method: 'POST',
    path: '/homes/delegates/{id}/end',
    allow: may.household.roles,
    summary: 'Ends a delegation, from either side.',
    limit: 'create',
  },
  askDelegate: {
    method: 'POST',
    path: '/homes/delegate-asks',
    allow: may.household.roles,
    summary:
      'Asks somebody for leave to act for them; nothing holds before they, or the office for them, agree.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  agreeDelegate: {
    method: 'POST',
    path: '/homes/delegate-asks/{id}/agree',
    allow: may.household.roles,
    summary: 'The one who would be acted for agrees.',
    limit: 'create',
  },
  declineDelegate: {
    method: 'POST',
    path: '/homes/delegate-asks/{id}/decline',
    allow: may.household.roles,
    summary: 'Either side lets it be.',
    limit: 'create',
  },
  delegateAsks: {
    method: 'GET',
    path: '/homes/delegate-asks',
    allow: may.decide.roles,
    summary: 'Who asks to act for whom in a community, the longest waiting first; masked.',
    limit: 'read',
  },
  confirmDelegate: {
    method: 'POST',
    path: '/homes/delegate-asks/{id}/confirm',
    allow: may.decide.roles,
    summary: 'The office records that the one who would be acted for agreed, in person or on paper.',
    limit: 'create',
    stepUp: true,
  },
  dismissDelegate: {
    method: 'POST',
    path: '/homes/delegate-asks/{id}/dismiss',
    allow: may.decide.roles,
    summary: 'The office records that the one who would be acted for did not agree.',
    limit: 'create',
  },
} as const satisfies RouteTable
