import type { Connection } from 'mongoose'
import { auditRowModel, type AuditRow } from '../../platform/audit/audit-row.model'
import { inScope, type Scope } from '../../platform/scope'

/** Where a row stands in the trail. */
export interface TrailPlace {
  readonly at: Date
  readonly id: string
}

/** What a look was at: the record of a person, or a request with the photo of a document. */
export interface LookedAt {
  readonly type: 'person' | 'home_request'
  readonly id: string
}

export interface LooksRepository {
  /** Acts of these kinds on one thing, the latest first, older than the row `before`. */
  at(
    scope: Scope,
    thing: LookedAt,
    actions: readonly string[],
    page: { readonly before: TrailPlace | null; readonly limit: number },
  ): Promise<AuditRow[]>
  countAt(scope: Scope, thing: LookedAt, actions: readonly string[]): Promise<number>
}

/** The trail, as the one whose data were looked at reads it. */
export function createLooksRepository(connection: Connection): LooksRepository {
  const rows = auditRowModel(connection)
  const of = (scope: Scope, { type, id }: LookedAt, actions: readonly string[]) => ({
    ...inScope(scope),
    ...{ targetType: type, targetId: id, action: { $in: [...actions] } },
  })
  return {
    at: (scope, thing, actions, { before, limit }) =>
      rows
        .find({
          ...of(scope, thing, actions),
          ...(before && {
            $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }],
          }),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<AuditRow[]>(),
    countAt: (scope, thing, actions) => rows.countDocuments(of(scope, thing, actions)),
  }
}
