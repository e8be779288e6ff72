import type { AuditRowView } from '@linli/shared/audit/audit.schema'
import type { AuditRow } from '../../platform/audit/audit-row.model'

export function presentAuditRow(row: AuditRow): AuditRowView {
  return {
    id: row._id,
    at: row.at.toISOString(),
    communityId: row.communityId,
    actor: { accountId: row.actorId, role: row.actorRole },
    action: row.action,
    target: { type: row.targetType, id: row.targetId },
    detail: { ...row.detail },
    chain: row.seq !== undefined && row.hash !== undefined ? { seq: row.seq, hash: row.hash } : null,
  }
}
