import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { roles, staffRoles, type Role } from '@linli/shared/roles'
import type { Connection } from 'mongoose'
import type { Actor } from '../actor'
import type { Clock } from '../clock'
import type { Ids } from '../ids'
import { rowsOf } from '../mongo'
import { joining } from '../unit-of-work'
import { auditRowModel, type AuditDetail } from './audit-row.model'

export interface AuditEntry {
  readonly actor: Actor
  /** Feature and event: `notice.publish`. An act without its Chinese sentence in audit.acts.ts does not compile. */
  readonly action: AuditAct
  /** The community the act belongs to; null for acts on the deployment itself. */
  readonly communityId: string | null
  readonly targetType: string
  readonly targetId: string
  /** Ids, figures and enums only: the trail is read by people who may not see names or text. */
  readonly detail?: AuditDetail
}

export interface Audit {
  /** Writes the row into the caller's transaction: no staff act without its row, and no row without its act. */
  record(entry: AuditEntry): Promise<void>
}

export function createAudit(deps: { connection: Connection; clock: Clock; ids: Ids }): Audit {
  const rows = rowsOf(auditRowModel(deps.connection))
  return {
    async record({ actor, action, communityId, targetType, targetId, detail = {} }) {
      await rows.insertOne(
        {
          _id: deps.ids.next('aud'),
          communityId,
          at: deps.clock.now(),
          actorId: actor.accountId,
          actorRole: actingRole(actor, communityId),
          action,
          targetType,
          targetId,
          detail,
          pending: true,
        },
        joining(deps.connection),
      )
    },
  }
}

/** The highest staff role the actor holds over the community; null for residents and the system. */
export function actingRole(actor: Actor, communityId: string | null): Role | null {
  const held = actor.grants.filter(
    (grant) =>
      staffRoles.some((role) => role === grant.role) &&
      (communityId === null || grant.communityIds.includes(communityId)),
  )
  return held.reduce<Role | null>(
    (best, { role }) => (best === null || roles.indexOf(role) > roles.indexOf(best) ? role : best),
    null,
  )
}
