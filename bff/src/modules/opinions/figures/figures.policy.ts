import { communityRoles, type Role } from '@linli/shared/roles'
import { holds, type Actor } from '../../../platform/actor'
import { allowIn, refuse, type Judgement } from '../../../platform/scope'

const readers: readonly Role[] = [...communityRoles, 'supervisor', 'street_admin']

/** Complaints against a person are read by those who decide that they are such. */
const heads: readonly Role[] = ['community_admin', 'street_admin']

const rolesFor = { read: readers, persons: heads, call: communityRoles } as const

/** Figures are for those who answer for a community and those who watch it; calls are made by its office. */
export function judgeFigures(actor: Actor, action: keyof typeof rolesFor, communityId: string): Judgement {
  if (holds(actor, rolesFor[action], communityId)) return allowIn([communityId])
  if (holds(actor, readers, communityId)) return refuse('forbidden')
  return holds(actor, readers) ? refuse('not_found') : refuse('forbidden')
}
