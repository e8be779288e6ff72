import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Who prepares, runs and watches votes. Nobody in this table sees a count before closing: that is not a permission but
 * the absence of a way. Voting itself is not here either: the frozen roll says who may, whatever role they hold.
 */
export const pollPermissions = {
  prepare: { roles: communityRoles, reach: 'community' },
  /** Papers, marks at the desk, mandates, proofs of delivery. */
  desk: { roles: communityRoles, reach: 'community' },
  /**
   * What came of a doubted record: the desk; a supervisor where all of the desk have entered the ballot; the street where
   * there is no supervisor either.
   */
  answer: { roles: [...communityRoles, 'supervisor', 'street_admin'], reach: 'community' },
  /** The street reads the one poll in which it has to answer, and no other. */
  oversee: { roles: ['street_admin'], reach: 'community' },
  inspect: { roles: [...communityRoles, 'supervisor'], reach: 'community' },
  publish: { roles: ['community_admin'], reach: 'community' },
  sign: { roles: ['supervisor'], reach: 'community' },
} as const satisfies PermissionTable

export type PollAction = keyof typeof pollPermissions
