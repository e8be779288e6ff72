import type { Connection } from 'mongoose'
import {
  auditChainModel,
  auditHeadModel,
  auditRowModel,
  type AuditHeadRow,
  type AuditRow,
} from '../../platform/audit/audit-row.model'
import { inScope, type Scope } from '../../platform/scope'

/** What a list is narrowed to. */
export interface AuditFilter {
  readonly actions?: readonly string[] | undefined
  readonly actorId?: string | undefined
  readonly targetId?: string | undefined
  /** From this instant on. */
  readonly from?: Date | undefined
  /** Until, not including, this one. */
  readonly until?: Date | undefined
  /** The last row of the page before. */
  readonly before: { readonly at: Date; readonly id: string } | null
  readonly limit: number
}

/** Where `scope` may be null, that is the deployment's own chain. */
export interface AuditRepository {
  /** Newest first, at most `limit`. */
  list(scope: Scope, filter: AuditFilter): Promise<AuditRow[]>
  /** Chained rows behind a number, in order. The driver fetches them batch by batch, so others are served between. */
  chained(scope: Scope | null, slice: { after: number; limit: number }): AsyncIterable<AuditRow>
  /** Where a chain stands at a number; null when that row is not there. */
  linkAt(scope: Scope | null, seq: number): Promise<{ seq: number; hash: string } | null>
  /** Number of the last chained row; 0 before the first. */
  lastSeq(scope: Scope | null): Promise<number>
  countWaiting(scope: Scope | null): Promise<number>
  heads(scope: Scope | null): Promise<AuditHeadRow[]>
  /** The communities that have a chain; null for the deployment's own. */
  tenants(): Promise<(string | null)[]>
}

const VERIFY_BATCH = 500
/** Ten years of daily heads. */
const MOST_HEADS = 3660

const ofTenant = (scope: Scope | null) => (scope === null ? { communityId: null } : inScope(scope))

export function createAuditRepository(connection: Connection): AuditRepository {
  const rows = auditRowModel(connection)
  const heads = auditHeadModel(connection)
  const chains = auditChainModel(connection)
  return {
    list(scope, { actions, actorId, targetId, from, until, before, limit }) {
      const day = { ...(from && { $gte: from }), ...(until && { $lt: until }) }
      return rows
        .find({
          ...inScope(scope),
          ...(actions && { action: { $in: [...actions] } }),
          ...(actorId !== undefined && { actorId }),
          ...(targetId !== undefined && { targetId }),
          ...((from ?? until) && { at: day }),
          ...(before && {
            $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }],
          }),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<AuditRow[]>()
    },
    chained: (scope, { after, limit }) =>
      rows
        .find({ ...ofTenant(scope), seq: { $gt: after } })
        .sort({ seq: 1 })
        .limit(limit)
        .lean<AuditRow>()
        .cursor({ batchSize: VERIFY_BATCH }),
    async linkAt(scope, seq) {
      const row = await rows.findOne({ ...ofTenant(scope), seq }, { seq: 1, hash: 1 }).lean<AuditRow>()
      return row?.hash === undefined ? null : { seq, hash: row.hash }
    },
    async lastSeq(scope) {
      const row = await rows
        .findOne({ ...ofTenant(scope), seq: { $gt: 0 } }, { seq: 1 })
        .sort({ seq: -1 })
        .lean<AuditRow>()
      return row?.seq ?? 0
    },
    countWaiting: (scope) => rows.countDocuments({ ...ofTenant(scope), pending: true }),
    heads: (scope) => heads.find(ofTenant(scope)).sort({ day: 1 }).limit(MOST_HEADS).lean<AuditHeadRow[]>(),
    async tenants() {
      const all = await chains.find({}, { communityId: 1 }).lean<{ communityId: string | null }[]>()
      return all.map(({ communityId }) => communityId)
    },
  }
}
