import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../../platform/scope'
import { opinionModel } from '../opinion.model'
import { opinionSupportModel, type OpinionSupportRow } from './opinion-print.model'

export interface OpinionSupports {
  of(scope: Scope, accountId: string, opinionIds: readonly string[]): Promise<Map<string, OpinionSupportRow>>
  /** The rows of one account, the newest cases first. */
  list(
    scope: Scope,
    accountId: string,
    page: { before: string | null; limit: number },
  ): Promise<OpinionSupportRow[]>
  /** Stands behind the case from now on, following before or not; false when that was so already. Joins the unit of work. */
  support(scope: Scope, row: OpinionSupportRow): Promise<boolean>
  /** Follows, unless the account does already. */
  follow(scope: Scope, row: OpinionSupportRow): Promise<void>
  /** Takes the row away and answers it. Joins the unit of work. */
  leave(scope: Scope, opinionId: string, accountId: string): Promise<OpinionSupportRow | null>
  /** Changes the number shown beside the case and answers it. Joins the unit of work. */
  count(scope: Scope, opinionId: string, by: 1 | -1): Promise<void>
  /** Accounts behind a case, for messages, in portions by row id. */
  followers(
    scope: Scope,
    opinionId: string,
    page: { after: string; limit: number },
  ): Promise<OpinionSupportRow[]>
  countOf(scope: Scope, accountId: string): Promise<number>
}

export const supportId = (opinionId: string, accountId: string): string => `${opinionId}:${accountId}`

export function createOpinionSupports(connection: Connection): OpinionSupports {
  const supports = opinionSupportModel(connection)
  const opinions = opinionModel(connection)
  return {
    async of(scope, accountId, opinionIds) {
      const rows = await supports
        .find({ _id: { $in: opinionIds.map((id) => supportId(id, accountId)) }, ...inScope(scope) })
        .lean<OpinionSupportRow[]>()
      return new Map(rows.map((row) => [row.opinionId, row]))
    },
    list: (scope, accountId, { before, limit }) =>
      supports
        .find({ ...inScope(scope), accountId, ...(before === null ? {} : { _id: { $lt: before } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<OpinionSupportRow[]>(),
    async support(scope, { _id, opinionId, accountId, at }) {
      // A first support, and a following that becomes one, are the same write; its answer says whether anything changed.
      const before = await supports
        .findOneAndUpdate(
          { _id, ...inScope(scope) },
          { $set: { supports: true }, $setOnInsert: { opinionId, accountId, at } },
          { upsert: true, returnDocument: 'before' },
        )
        .lean<OpinionSupportRow>()
      return before?.supports !== true
    },
    async follow(scope, { _id, opinionId, accountId, at }) {
      await supports.updateOne(
        { _id, ...inScope(scope) },
        { $setOnInsert: { opinionId, accountId, at, supports: false } },
        { upsert: true },
      )
    },
    leave: (scope, opinionId, accountId) =>
      supports
        .findOneAndDelete({ _id: supportId(opinionId, accountId), ...inScope(scope) })
        .lean<OpinionSupportRow>(),
    async count(scope, opinionId, by) {
      await opinions.updateOne({ _id: opinionId, ...inScope(scope) }, { $inc: { supporters: by } })
    },
    followers: (scope, opinionId, { after, limit }) =>
      supports
        .find({ ...inScope(scope), opinionId, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<OpinionSupportRow[]>(),
    countOf: (scope, accountId) => supports.countDocuments({ ...inScope(scope), accountId }),
  }
}
