import { staffRoles } from '@linli/shared/roles'
import { communitiesOf, type Actor } from '../../platform/actor'
import { allowIn, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'

export type PeopleAction =
  /** One's own place in the community: homes, tags, profile as a reader. */
  | 'read_self'
  /** Numbers about audiences, never names. */
  | 'count_audience'

/** Who may ask what about people; the answer carries the communities it reaches. */
export function judge(actor: Actor, action: PeopleAction, communityId?: string): Judgement {
  switch (action) {
    case 'read_self':
      return allowIn(actor.communityId === null ? [] : [actor.communityId])
    case 'count_audience': {
      const reach = communitiesOf(actor, staffRoles)
      if (reach.length === 0) return refuse('forbidden')
      if (communityId === undefined) return allowIn(reach)
      return reach.includes(communityId) ? allowIn([communityId]) : refuse('not_found')
    }
  }
}

/** One community's roll, for services that match a stranger's words against it and say nothing of what they saw. */
export const rollScope = (communityId: string): Scope => scopeOf([communityId])

/** An account reaches the communities it is bound in: the bindings themselves are the permission. */
export const scopeOfBindings = (bindings: readonly { readonly communityId: string }[]): Scope =>
  scopeOf([...new Set(bindings.map((binding) => binding.communityId))])
