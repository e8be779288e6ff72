import { communityRoles, type Role } from '@linli/shared/roles'
import { holds, type Actor } from '../../../platform/actor'
import { allowIn, refuse, type Judgement } from '../../../platform/scope'

const readers: readonly Role[] = [...communityRoles, 'supervisor', 'street_admin']

/** Figures are for those who answer for a community and those who watch it; calls are made by its office. */
export function judgeFigures(actor: Actor, action: 'read' | 'call', communityId: string): Judgement {
  const roles = action === 'read' ? readers : communityRoles
  if (holds(actor, roles, communityId)) return allowIn([communityId])
  return holds(actor, readers) ? refuse('not_found') : refuse('forbidden')
}
