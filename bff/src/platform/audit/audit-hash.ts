import { createHash } from 'node:crypto'
import type { AuditRow } from './audit-row.model'

/** What the first row of every chain links to. */
export const GENESIS_HASH = '0'.repeat(64)

/**
 * SHA-256 over a fixed order of the row's fields, its number and the hash before it. Anyone who has the rows can
 * recompute it: `JSON.stringify([prevHash, seq, id, at, communityId, actorId, actorRole, action, targetType,
 * targetId, [[key, value] of detail sorted by key]])`.
 */
export function auditHash(row: AuditRow, seq: number, prevHash: string): string {
  const detail = Object.entries(row.detail).sort(([a], [b]) => (a < b ? -1 : 1))
  const fields = [
    prevHash,
    seq,
    row._id,
    row.at.toISOString(),
    row.communityId,
    row.actorId,
    row.actorRole,
    row.action,
    row.targetType,
    row.targetId,
    detail,
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}
