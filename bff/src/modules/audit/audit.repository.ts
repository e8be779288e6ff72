import type { Connection } from 'mongoose'
import {
  auditHeadModel,
  auditRowModel,
  type AuditHeadRow,
  type AuditRow,
} from '../../platform/audit/audit-row.model'
import { inScope, type Scope } from '../../platform/scope'

export interface AuditRepository {
  /** Newest first, at most `limit`, those older than the row `before`. */
  list(scope: Scope, filter: { action?: string; before?: string; limit: number }): Promise<AuditRow[]>
  /** Chained rows in order of their number. */
  chained(scope: Scope): AsyncIterable<AuditRow>
  countWaiting(scope: Scope): Promise<number>
  heads(scope: Scope): Promise<AuditHeadRow[]>
}

const VERIFY_BATCH = 500
/** Ten years of daily heads. */
const MOST_HEADS = 3660

export function createAuditRepository(connection: Connection): AuditRepository {
  const rows = auditRowModel(connection)
  const heads = auditHeadModel(connection)
  return {
    list: (scope, { action, before, limit }) =>
      rows
        .find({
          ...inScope(scope),
          ...(action ? { action } : {}),
          ...(before ? { _id: { $lt: before } } : {}),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<AuditRow[]>(),
    chained: (scope) =>
      rows
        .find({ ...inScope(scope), seq: { $gt: 0 } })
        .sort({ seq: 1 })
        .lean<AuditRow>()
        .cursor({ batchSize: VERIFY_BATCH }),
    countWaiting: (scope) => rows.countDocuments({ ...inScope(scope), pending: true }),
    heads: (scope) => heads.find(inScope(scope)).sort({ day: 1 }).limit(MOST_HEADS).lean<AuditHeadRow[]>(),
  }
}
