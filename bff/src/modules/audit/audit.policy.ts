import { auditPermissions } from '@linli/shared/audit/audit.permissions'
import { holds, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { allowIn, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'

/** Who may read the trail of which communities. A community that is not one's own does not exist. */
export const judgeAudit = (actor: Actor, communityId?: string): Judgement =>
  judgeBy(actor, auditPermissions.read, communityId)

/** Operators see when a community last imported something, and nothing else of its trail. */
export const judgeImports = (actor: Actor, communityId: string): Judgement =>
  holds(actor, ['district_operator']) ? allowIn([communityId]) : refuse('forbidden')

/** One chain as a whole, for the operator's command; null is the deployment's own. */
export const chainScope = (communityId: string | null): Scope | null =>
  communityId === null ? null : scopeOf([communityId])
