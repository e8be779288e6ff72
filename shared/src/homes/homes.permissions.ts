import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Who may do what about being bound to a room. Asking for it needs no role at all: whoever is signed in may use a
 * code, be matched with the roll or send a request.
 */
export const homesPermissions = {
  /** One's own homes: who is bound to them, inviting, ending, moving out, delegates. */
  household: { roles: ['verified_resident'], reach: 'home' },
  /** Codes: heads of a household for their home, the office for any room. */
  invite: { roles: ['verified_resident', ...communityRoles], reach: 'community' },
  invite_anywhere: { roles: communityRoles, reach: 'community' },
  read_requests: { roles: communityRoles, reach: 'community' },
  /** Look at the photo of a document; each look is recorded. */
  look_proof: { roles: communityRoles, reach: 'community' },
  decide: { roles: communityRoles, reach: 'community' },
  read_bindings: { roles: communityRoles, reach: 'community' },
  end_binding: { roles: communityRoles, reach: 'community' },
} as const satisfies PermissionTable

export type HomesAction = keyof typeof homesPermissions
