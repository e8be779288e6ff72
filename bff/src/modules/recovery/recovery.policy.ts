import { recoveryPermissions } from '@linli/shared/recovery/recovery.permissions'
import { communitiesOf, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { demand, scopeOf, type Scope } from '../../platform/scope'

const { recover } = recoveryPermissions

/** Where the actor sits at a counter; at that of one community when it is named. Throws `forbidden` or `not_found`. */
export const counterScope = (actor: Actor, communityId?: string): Scope =>
  demand(judgeBy(actor, recover, communityId))

/** The one community a list is about. */
export function counterList(actor: Actor, communityId?: string): Scope {
  const held = communitiesOf(actor, recover.roles)
  const own = actor.communityId !== null && held.includes(actor.communityId) ? actor.communityId : held[0]
  return counterScope(actor, communityId ?? own)
}

/** What follows from a recovery acts for the community it was made in. */
export const eventScope = (communityId: string): Scope => scopeOf([communityId])
