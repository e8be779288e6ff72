import type { Permission } from '@linli/shared/permissions'
import { communitiesOf, holds, type Actor } from './actor'
import { allowIn, refuse, type Judgement } from './scope'

/**
 * Judges one line of a permission table. Without the role: `forbidden`. With it, but not for `communityId`:
 * `not_found`, since another tenant's things do not exist for the caller.
 */
export function judgeBy(actor: Actor, { roles, reach }: Permission, communityId?: string): Judgement {
  if (!holds(actor, roles)) return refuse('forbidden')
  const held =
    reach === 'home' && actor.communityId !== null ? [actor.communityId] : communitiesOf(actor, roles)
  if (reach === 'self' || reach === 'deployment' || communityId === undefined) return allowIn(held)
  return held.includes(communityId) ? allowIn([communityId]) : refuse('not_found')
}
