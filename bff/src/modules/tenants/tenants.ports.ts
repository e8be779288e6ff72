import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { GrantsService } from '../grants/grants.service'
import type { RoleBook } from '../people/role-book.service'
import type { SpaceService } from '../space/space.service'

/** What the operator's page asks of the tree. */
export type TenantSpace = Pick<
  SpaceService,
  'frame' | 'createStreet' | 'createCommunity' | 'rename' | 'setSuspended' | 'postsUnder'
>

/** Who holds which role where, in figures. */
export type TenantRoles = Pick<RoleBook, 'countAt' | 'at' | 'countInvitationsAt'>

/** First administrators are appointed at the desk of roles, by its rules. */
export type TenantGrants = Pick<GrantsService, 'grant'>

export interface TenantRoll {
  countUnder(scope: Scope, nodeId: string): Promise<{ households: number; persons: number }>
}

export interface TenantTrail {
  /** When rooms or people of a community were last imported; null for never. */
  lastImportAt(actor: Actor, communityId: string): Promise<Date | null>
}
