import type { Permission } from '@linli/shared/permissions'
import { staffRoles } from '@linli/shared/roles'
import { communitiesOf, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { allowIn, demand, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'

export type SpaceAction =
  /** To say where something is: the nodes of the community looked at. */
  | 'read_places'
  /** The public card: whom to call. */
  | 'read_grid_card'
  /** The tree with households counted. */
  | 'read_audience_tree'

/** Who may see which part of the tree. Names of places are public; counted households are for staff. */
export function judge(actor: Actor | null, action: SpaceAction, communityId?: string): Judgement {
  const held = actor ? communitiesOf(actor, staffRoles) : []
  const own = actor?.communityId ?? null
  switch (action) {
    case 'read_grid_card': {
      const wanted = communityId ?? own ?? held[0]
      return wanted === undefined ? refuse('not_found') : allowIn([wanted])
    }
    case 'read_places': {
      const reach = own === null ? held : [own, ...held]
      return reach.length === 0 ? refuse('not_found') : allowIn([...new Set(reach)])
    }
    case 'read_audience_tree': {
      const wanted = communityId ?? (own !== null && held.includes(own) ? own : held[0])
      if (wanted === undefined) return refuse('forbidden')
      return held.includes(wanted) ? allowIn([wanted]) : refuse('not_found')
    }
  }
}

/**
 * The community a desk works on: the one asked for, else the one looked at, else the first that is held. A street's
 * and a district's people read one community at a time.
 */
export function deskScope(actor: Actor, permission: Permission, communityId?: string): Scope {
  const held = communitiesOf(actor, permission.roles)
  const own = actor.communityId !== null && held.includes(actor.communityId) ? actor.communityId : held[0]
  return demand(judgeBy(actor, permission, communityId ?? own))
}

/** Communities that were merged into those of the scope: their past is read along. */
export const withMerged = (scope: Scope, merged: readonly { readonly _id: string }[]): Scope =>
  merged.length === 0 ? scope : scopeOf([...scope.communityIds, ...merged.map((row) => row._id)])

/** One community as a whole: for acts that were judged before. */
export const oneCommunity = (communityId: string): Scope => scopeOf([communityId])
