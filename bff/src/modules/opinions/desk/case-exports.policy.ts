import { communityRoles } from '@linli/shared/roles'
import { holds, type Actor } from '../../../platform/actor'
import { allowIn, refuse, scopeOf, type Judgement } from '../../../platform/scope'
import type { StaffReach } from '../opinions.queue'

/** The list of cases goes out at the office of the community; with doors and numbers in it the head alone takes it. */
export const judgeCaseExport = (actor: Actor, communityId: string, masked: boolean): Judgement => {
  if (!holds(actor, communityRoles, communityId))
    return refuse(holds(actor, communityRoles) ? 'not_found' : 'forbidden')
  return masked || holds(actor, ['community_admin'], communityId)
    ? allowIn([communityId])
    : refuse('forbidden')
}

/** The reach of a list that was asked for before: its community, without the cases its taker is named in. */
export const takenReach = (list: {
  readonly communityId: string
  readonly barredKeys: readonly string[]
}): StaffReach => ({
  scope: scopeOf([list.communityId]),
  wholeIds: [list.communityId],
  nodeIds: [],
  partyKeys: [],
  barredKeys: list.barredKeys,
})
