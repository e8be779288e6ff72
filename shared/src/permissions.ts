import type { Role } from './roles'

/**
 * How far an action reaches.
 * - `self`: what belongs to the caller's own account or person.
 * - `home`: the community looked at and the homes the caller is bound to.
 * - `community`: the communities in which one of the roles is held, those under a street or the district included.
 * - `deployment`: what belongs to no community: streets, districts, keys.
 */
export type Reach = 'self' | 'home' | 'community' | 'deployment'

/** Who may do one thing, and how far. */
export interface Permission {
  readonly roles: readonly Role[]
  readonly reach: Reach
}

/**
 * One feature's actions. The single source for its policy, for `allow` in its route table, for docs/permissions.md
 * and for the role matrix: what is not written here is not allowed.
 */
export type PermissionTable = Readonly<Record<string, Permission>>
