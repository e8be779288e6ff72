import { tenantPermissions } from '@linli/shared/tenants/tenants.permissions'
import type { Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { scopeOf, type Judgement, type Scope } from '../../platform/scope'

/** The district's operators, for the frame of streets and communities. */
export const judgeTenants = (actor: Actor): Judgement => judgeBy(actor, tenantPermissions.manage)

/** One community as a whole, in figures: for acts that were judged before. */
export const figuresOf = (communityId: string): Scope => scopeOf([communityId])
