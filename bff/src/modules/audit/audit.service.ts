import type { AuditReport, AuditRowView } from '@linli/shared/audit/audit.schema'
import type { Actor } from '../../platform/actor'
import { PAGE_ROWS } from '../../platform/page-cursor'
import { demand } from '../../platform/scope'
import { judgeAudit } from './audit.policy'
import { presentAuditRow } from './audit.presenter'
import type { AuditRepository } from './audit.repository'
import { verifyChain } from './audit-verifier'

export interface AuditQuery {
  readonly communityId?: string | undefined
  readonly action?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface AuditService {
  /** Newest first. The cursor is the last row's id. */
  list(actor: Actor, query: AuditQuery): Promise<{ items: AuditRowView[]; nextCursor: string | null }>
  /** Recomputes one community's chain; takes about a second per 100,000 rows. */
  verify(actor: Actor, communityId: string): Promise<AuditReport>
}

/** Reading the trail of staff acts (product §3.12); writing it is `platform/audit`. */
export function createAuditService({ audit }: { audit: AuditRepository }): AuditService {
  return {
    async list(actor, { communityId, action, cursor, limit = PAGE_ROWS }) {
      const scope = demand(judgeAudit(actor, 'list', communityId))
      const rows = await audit.list(scope, {
        limit: limit + 1,
        ...(action ? { action } : {}),
        ...(cursor ? { before: cursor } : {}),
      })
      const items = rows.slice(0, limit)
      return {
        items: items.map(presentAuditRow),
        nextCursor: rows.length > limit ? (items.at(-1)?._id ?? null) : null,
      }
    },
    async verify(actor, communityId) {
      const scope = demand(judgeAudit(actor, 'verify', communityId))
      const heads = await audit.heads(scope)
      const chain = await verifyChain(audit.chained(scope), heads)
      return {
        communityId,
        ...chain,
        waiting: await audit.countWaiting(scope),
        heads: heads.map(({ day, seq, hash }) => ({ day, seq, hash })),
      }
    },
  }
}
