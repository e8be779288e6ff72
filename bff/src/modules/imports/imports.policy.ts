import { importPermissions } from '@linli/shared/imports/imports.permissions'
import type { Role } from '@linli/shared/roles'
import { holds, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { scopeOf, type Judgement, type Scope } from '../../platform/scope'

export const judgeReading = (actor: Actor, communityId?: string): Judgement =>
  judgeBy(actor, importPermissions.read, communityId)

/** Who may bring a list, confirm it and stop it. */
export const judgeBringing = (actor: Actor, communityId: string): Judgement =>
  judgeBy(actor, importPermissions.bring, communityId)

/** Who may take a list out; one in full is the head's. */
export const judgeExport = (actor: Actor, masked: boolean, communityId: string): Judgement =>
  judgeBy(actor, masked ? importPermissions.export : importPermissions.export_unmasked, communityId)

/** The community's own list, for work that goes on after the request that was judged. */
export const scopeOfList = ({ communityId }: { readonly communityId: string }): Scope =>
  scopeOf([communityId])

/** The highest of the office's roles somebody acts in. */
export const officeRoleOf = (actor: Actor, communityId: string): Role =>
  holds(actor, ['community_admin'], communityId) ? 'community_admin' : 'community_staff'

/** Whoever confirmed a list, as the one its rows are written by: an account at work after its request. */
export const authorOf = (list: {
  readonly startedBy: string
  readonly confirmedBy: string | null
  readonly role: Role
  readonly communityId: string
}): Actor => ({
  accountId: list.confirmedBy ?? list.startedBy,
  ...{ sessionId: 'list', personId: null, communityId: list.communityId, consentVersion: null },
  grants: [{ role: list.role, nodeId: list.communityId, communityIds: [list.communityId] }],
})
