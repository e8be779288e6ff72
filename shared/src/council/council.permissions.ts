import type { PermissionTable } from '../permissions'
import { communityRoles } from '../roles'

/**
 * Who moves the council's chain on. Reading is not here: everybody who looks at the community reads its topics, and the
 * proposer reads the own one in every state.
 */
export const councilPermissions = {
  /** Propose, support, say something, agree or disagree: who is bound to a home of the community. */
  take_part: { roles: ['verified_resident'], reach: 'home' },
  inspect: { roles: [...communityRoles, 'supervisor'], reach: 'community' },
  /** The street is told of tasks that are late twice over, and reads what the neighbours read of them. */
  oversee: { roles: ['street_admin'], reach: 'community' },
  /** Make topics, screen, adopt, link, hide what breaks the rules. */
  screen: { roles: communityRoles, reach: 'community' },
  /** Call meetings, stand at their door, write their minutes. */
  meet: { roles: communityRoles, reach: 'community' },
  /** Decide the community's own figures. */
  configure: { roles: ['community_admin'], reach: 'community' },
} as const satisfies PermissionTable

export type CouncilAction = keyof typeof councilPermissions
