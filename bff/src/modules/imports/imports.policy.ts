import { importPermissions } from '@linli/shared/imports/imports.permissions'
import type { ImportKind } from '@linli/shared/imports/imports.kinds'
import type { Role } from '@linli/shared/roles'
import { holds, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { scopeOf, type Judgement, type Scope } from '../../platform/scope'

export const judgeReading = (actor: Actor, communityId?: string): Judgement =>
  judgeBy(actor, importPermissions.read, communityId)

/** Who may bring a list of this kind, confirm it and stop it. */
export const judgeBringing = (actor: Actor, kind: ImportKind, communityId: string): Judgement =>
  judgeBy(actor, kind === 'staff' ? importPermissions.bring_staff : importPermissions.bring, communityId)

/** Who may take a list out: staff and whatever stands in full are the head's. */
export const judgeExport = (
  actor: Actor,
  { kind, masked }: { readonly kind: ImportKind; readonly masked: boolean },
  communityId: string,
): Judgement =>
  judgeBy(
    actor,
    masked && kind !== 'staff' ? importPermissions.export : importPermissions.export_unmasked,
    communityId,
  )

/** The community's own list, for work that goes on after the request that was judged. */
export const scopeOfList = ({ communityId }: { readonly communityId: string }): Scope =>
  scopeOf([communityId])

/** The highest of the office's roles somebody acts in. */
export const officeRoleOf = (actor: Actor, communityId: string): Role =>
  holds(actor, ['community_admin'], communityId) ? 'community_admin' : 'community_staff'

/** An account at work after its request, in the office's roles it had then. */
const atWork = (accountId: string, roles: readonly Role[], communityId: string): Actor => ({
  ...{ accountId, sessionId: 'list', personId: null, communityId, consentVersion: null },
  grants: roles.map((role) => ({ role, nodeId: communityId, communityIds: [communityId] })),
})

/** Whoever confirmed a list, as the one its rows are written by. */
export const authorOf = (list: {
  readonly startedBy: string
  readonly confirmedBy: string | null
  readonly role: Role
  readonly communityId: string
}): Actor => atWork(list.confirmedBy ?? list.startedBy, [list.role], list.communityId)

/** Whoever takes a list out. */
export const takerOf = (list: {
  readonly startedBy: string
  readonly roles: readonly Role[]
  readonly communityId: string
}): Actor => atWork(list.startedBy, list.roles, list.communityId)
