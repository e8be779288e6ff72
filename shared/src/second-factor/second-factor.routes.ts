import type { RouteTable } from '../contract'
import { secondFactorPermissions as may } from './second-factor.permissions'

/** Answers with a secret or with recovery codes are never kept for idempotency (as with sign-in tokens). */
export const secondFactorRoutes = {
  status: {
    method: 'GET',
    path: '/second-factor',
    allow: may.keep.roles,
    summary:
      "The caller's own second factor: set up or not, recovery codes left, how long the last proof counts.",
    limit: 'read',
  },
  begin: {
    method: 'POST',
    path: '/second-factor/enrolment',
    allow: may.keep.roles,
    summary:
      'Begin to set up the second factor: a new secret, as text and as QR code. Counts once confirmed.',
    success: 201,
    limit: 'second-factor',
  },
  confirm: {
    method: 'POST',
    path: '/second-factor/enrolment/confirm',
    allow: may.keep.roles,
    summary: 'Confirm the secret with a code of the authenticator; answers the recovery codes, once.',
    limit: 'second-factor',
  },
  prove: {
    method: 'POST',
    path: '/second-factor/proofs',
    allow: may.keep.roles,
    summary: 'Prove the second factor for this session, with a code of the authenticator or a recovery code.',
    limit: 'second-factor',
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/second-factor/recovery-codes',
    allow: may.keep.roles,
    summary: 'Ten new recovery codes, shown once; the old ones stop working.',
    success: 201,
    limit: 'second-factor',
    stepUp: true,
  },
  listResets: {
    method: 'GET',
    path: '/second-factor/resets',
    allow: may.reset.roles,
    summary: 'Colleagues whose second factor the caller may reset together with another administrator.',
    limit: 'read',
  },
  requestReset: {
    method: 'POST',
    path: '/second-factor/resets',
    allow: may.reset.roles,
    summary: "Ask for a colleague's second factor to be reset; another administrator has to agree.",
    success: 201,
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
  approveReset: {
    method: 'POST',
    path: '/second-factor/resets/{id}/approve',
    allow: may.reset.roles,
    summary: 'Agree to a reset another administrator asked for: the factor is gone and all sessions end.',
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
  refuseReset: {
    method: 'POST',
    path: '/second-factor/resets/{id}/refuse',
    allow: may.reset.roles,
    summary: 'Refuse a reset, or take back the own request.',
    limit: 'create',
    idempotent: true,
    stepUp: true,
  },
} as const satisfies RouteTable
