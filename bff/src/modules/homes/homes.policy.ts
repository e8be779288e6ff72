import { homesPermissions, type HomesAction } from '@linli/shared/homes/homes.permissions'
import { communitiesOf, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { demand, scopeOf, type Scope } from '../../platform/scope'

/** The reach of an action of the office; of one community when it is named. Throws `forbidden` or `not_found`. */
export const officeScope = (actor: Actor, action: HomesAction, communityId?: string): Scope =>
  demand(judgeBy(actor, homesPermissions[action], communityId))

/** The one community a list of the office is about. Throws `forbidden` or `not_found`. */
export function deskScope(actor: Actor, action: HomesAction, communityId?: string): Scope {
  const held = communitiesOf(actor, homesPermissions[action].roles)
  const own = actor.communityId !== null && held.includes(actor.communityId) ? actor.communityId : held[0]
  return officeScope(actor, action, communityId ?? own)
}

/** Whether the actor works for the office of a community. */
export const isOffice = (actor: Actor, action: HomesAction, communityId: string): boolean =>
  judgeBy(actor, homesPermissions[action], communityId).allowed

/** The community looked at, to name one's room in; reaches nothing before one is chosen. */
export const lookedAtScope = (actor: Actor): Scope =>
  scopeOf(actor.communityId === null ? [] : [actor.communityId])

/** The community an invitation, a request or a binding belongs to: its holder has proven the right to it. */
export const placeScope = (place: { readonly communityId: string }): Scope => scopeOf([place.communityId])
