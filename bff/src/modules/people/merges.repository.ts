import type { Connection } from 'mongoose'
import { COUNTED_AHEAD } from '../../platform/retention'
import { inScope, type Scope } from '../../platform/scope'
import { mergeModel, type MergeRow } from './merge.model'

export interface MergesRepository {
  insert(row: MergeRow): Promise<void>
  find(scope: Scope, id: string): Promise<MergeRow | null>
  /** Merges that made a record what it is, newest first; undone ones left out. */
  ofKept(scope: Scope, keptId: string): Promise<MergeRow[]>
  /** Marks it undone; null when somebody was first or the time is over. */
  claimUndo(scope: Scope, id: string, by: string, now: Date): Promise<MergeRow | null>
  /** Merges past their time that still hold what was before. */
  settled(before: Date, limit: number): Promise<Pick<MergeRow, '_id' | 'communityId' | 'beforeId'>[]>
  forgetBefore(scope: Scope, id: string): Promise<void>
  /** When what was before the merges of a community goes, the first first; at most {@link COUNTED_AHEAD}. */
  endsBefore(scope: Scope, instant: Date): Promise<Date[]>
}

/** What was merged into what. */
export function createMergesRepository(connection: Connection): MergesRepository {
  const merges = mergeModel(connection)
  return {
    async insert(row) {
      await merges.insertMany([row], { lean: true })
    },
    find: (scope, id) => merges.findOne({ ...inScope(scope), _id: id }).lean<MergeRow>(),
    ofKept: (scope, keptId) =>
      merges
        .find({ ...inScope(scope), keptId, undoneAt: null })
        .sort({ at: -1, _id: -1 })
        .limit(20)
        .lean<MergeRow[]>(),
    claimUndo: (scope, id, by, now) =>
      merges
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, undoneAt: null, undoUntil: { $gte: now } },
          { $set: { undoneAt: now, undoneBy: by } },
          { returnDocument: 'after' },
        )
        .lean<MergeRow>(),
    settled: (before, limit) =>
      merges
        .find({ undoUntil: { $lt: before }, beforeId: { $ne: '' } }, { communityId: 1, beforeId: 1 })
        .sort({ undoUntil: 1 })
        .limit(limit)
        .lean<Pick<MergeRow, '_id' | 'communityId' | 'beforeId'>[]>(),
    async forgetBefore(scope, id) {
      await merges.updateOne({ ...inScope(scope), _id: id }, { $set: { beforeId: '' } })
    },
    async endsBefore(scope, instant) {
      const rows = await merges
        .find({ ...inScope(scope), undoUntil: { $lte: instant }, beforeId: { $ne: '' } }, { undoUntil: 1 })
        .limit(COUNTED_AHEAD)
        .lean<Pick<MergeRow, 'undoUntil'>[]>()
      return rows.map((row) => row.undoUntil).sort((a, b) => a.getTime() - b.getTime())
    },
  }
}
