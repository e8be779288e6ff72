import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import type { WarningRow } from './opinion-handling.model'
import { opinionModel, type OpinionRow } from './opinion.model'
import { queueRanks } from './opinions.queue'

/** Cases by their times: what a sweep does, what a calendar changes, what a month is counted from. */
export interface CaseTimes {
  /** Cases whose time has come, of all communities: the sweep belongs to the deployment. */
  listDue(now: Date, limit: number, skip: number): Promise<{ id: string; communityId: string }[]>
  /** Cases that ended in a stretch of time, in the order in which they did; what the figures do not look at is left out. */
  listEnded(
    scope: Scope,
    page: { from: Date; to: Date; after: { at: Date; id: string } | null; limit: number },
  ): Promise<OpinionRow[]>
  /** Cases to be warned of, of all communities, the longest due first. */
  listWarnings(now: Date, limit: number, skip: number): Promise<{ id: string; communityId: string }[]>
  /** Writes down a warning and when the next one comes, unless another worker did; null forgets the next one. */
  markWarned(
    scope: Scope,
    id: string,
    guard: Date,
    next: { warned: OpinionRow['warned']; warnAt: Date | null },
  ): Promise<boolean>
  /** Keeps what was told to whom, once for each rung of a promise, also when the telling is repeated. */
  addWarning(scope: Scope, id: string, warning: WarningRow): Promise<void>
  /** Cases of all communities in which an answer is owed, in the order of their ids. */
  listOpen(after: string, limit: number): Promise<OpinionRow[]>
  /** Other due times of a case that has not moved meanwhile; its version stays, because nobody did anything. */
  setClocks(
    scope: Scope,
    id: string,
    version: number,
    next: Pick<OpinionRow, 'clock' | 'queueRank' | 'queueAt' | 'handling'> & { warnAt: Date | null },
  ): Promise<boolean>
}

/** What no clock and no figure is computed from stays in the database. */
const openFields = {
  ...{ entries: 0, history: 0, searchTokens: 0, board: 0, photos: 0, voice: 0, video: 0, warnings: 0 },
} as const

export function createCaseTimes(connection: Connection): CaseTimes {
  const opinions = opinionModel(connection)
  const rows = rowsOf(opinions)

  return {
    async listDue(now, limit, skip) {
      const rows = await opinions
        .find({ nextActionAt: { $lte: now } }, { communityId: 1 })
        .sort({ nextActionAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<{ _id: string; communityId: string }[]>()
      return rows.map(({ _id, communityId }) => ({ id: _id, communityId }))
    },
    listEnded: (scope, { from, to, after, limit }) =>
      rows
        .find(
          {
            ...inScope(scope),
            queueRank: queueRanks.ended,
            queueAt: { $gte: after?.at ?? from, $lt: to },
            ...(after ? { $or: [{ queueAt: { $gt: after.at } }, { _id: { $gt: after.id } }] } : {}),
          },
          { projection: openFields },
        )
        .sort({ queueAt: 1, _id: 1 })
        .limit(limit)
        .toArray(),
    async listWarnings(now, limit, skip) {
      const due = await opinions
        .find({ warnAt: { $lte: now } }, { communityId: 1 })
        .sort({ warnAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<{ _id: string; communityId: string }[]>()
      return due.map(({ _id, communityId }) => ({ id: _id, communityId }))
    },
    async markWarned(scope, id, guard, { warned, warnAt }) {
      const { matchedCount } = await opinions.updateOne(
        { _id: id, ...inScope(scope), warnAt: guard },
        {
          $set: { ...(warned ? { warned } : {}), ...(warnAt ? { warnAt } : {}) },
          ...(warnAt ? {} : { $unset: { warnAt: 1 } }),
        },
      )
      return matchedCount === 1
    },
    async addWarning(scope, id, warning) {
      const { rung, dueAt } = warning
      await opinions.updateOne(
        { _id: id, ...inScope(scope), warnings: { $not: { $elemMatch: { rung, dueAt } } } },
        { $push: { warnings: warning } },
      )
    },
    listOpen: (after, limit) =>
      rows
        .find({ _id: { $gt: after }, queueRank: { $lt: queueRanks.answered } }, { projection: openFields })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    async setClocks(scope, id, version, { warnAt, handling, ...next }) {
      const { matchedCount } = await opinions.updateOne(
        { _id: id, ...inScope(scope), version },
        {
          $set: { ...next, ...(handling ? { handling } : {}), ...(warnAt ? { warnAt } : {}) },
          ...(warnAt ? {} : { $unset: { warnAt: 1 } }),
        },
      )
      return matchedCount === 1
    },
  }
}
