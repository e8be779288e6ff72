import type { Connection } from 'mongoose'
import { auditRowModel, type AuditRow } from '../../platform/audit/audit-row.model'
import { inScope, type Scope } from '../../platform/scope'

/** Where a row stands in the trail. */
export interface TrailPlace {
  readonly at: Date
  readonly id: string
}

export interface LooksRepository {
  /** Acts of these kinds on one person, the latest first, older than the row `before`. */
  ofPerson(
    scope: Scope,
    personId: string,
    actions: readonly string[],
    page: { readonly before: TrailPlace | null; readonly limit: number },
  ): Promise<AuditRow[]>
  countOfPerson(scope: Scope, personId: string, actions: readonly string[]): Promise<number>
}

/** The trail, as the one whose data were looked at reads it. */
export function createLooksRepository(connection: Connection): LooksRepository {
  const rows = auditRowModel(connection)
  const of = (scope: Scope, personId: string, actions: readonly string[]) => ({
    ...inScope(scope),
    ...{ targetType: 'person', targetId: personId, action: { $in: [...actions] } },
  })
  return {
    ofPerson: (scope, personId, actions, { before, limit }) =>
      rows
        .find({
          ...of(scope, personId, actions),
          ...(before && {
            $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }],
          }),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<AuditRow[]>(),
    countOfPerson: (scope, personId, actions) => rows.countDocuments(of(scope, personId, actions)),
  }
}
