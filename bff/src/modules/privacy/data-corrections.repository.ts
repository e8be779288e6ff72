import type { CorrectionStatus } from '@linli/shared/privacy/correction.machine'
import type { Connection } from 'mongoose'
import { COUNTED_AHEAD, RETENTION_BATCH } from '../../platform/retention'
import { inScope, type Scope } from '../../platform/scope'
import { dataCorrectionModel, type DataCorrectionRow } from './data-correction.model'

export interface Decision {
  readonly status: Exclude<CorrectionStatus, 'submitted'>
  readonly by: string | null
  readonly at: Date
  readonly refusal: DataCorrectionRow['refusal']
}

export interface DataCorrectionsRepository {
  /** A second open one for the same field violates `correction_open_unique`. */
  insert(row: DataCorrectionRow): Promise<void>
  find(scope: Scope, id: string): Promise<DataCorrectionRow | null>
  findOwn(scope: Scope, accountId: string, id: string): Promise<DataCorrectionRow | null>
  /** The latest first. */
  ofAccount(scope: Scope, accountId: string, limit: number): Promise<DataCorrectionRow[]>
  countOfAccount(scope: Scope, accountId: string): Promise<number>
  /** Those that wait, the first due first. */
  queue(
    scope: Scope,
    after: { readonly dueAt: Date; readonly id: string } | null,
    limit: number,
  ): Promise<DataCorrectionRow[]>
  /** Those decided, the latest first. */
  decided(
    scope: Scope,
    before: { readonly decidedAt: Date; readonly id: string } | null,
    limit: number,
  ): Promise<DataCorrectionRow[]>
  /** The one write that decides: null when it is no longer in `from`. What was wished for goes with it. */
  decide(
    scope: Scope,
    id: string,
    from: readonly CorrectionStatus[],
    decision: Decision,
  ): Promise<DataCorrectionRow | null>
  removeOfAccount(scope: Scope, accountId: string): Promise<void>

  /** Decided before the instant, of all communities: one batch. */
  decidedBefore(scope: Scope, instant: Date): Promise<string[]>
  remove(scope: Scope, ids: readonly string[]): Promise<number>
  oldestDecided(scope: Scope): Promise<Date | null>
  countDecidedBefore(scope: Scope, instant: Date): Promise<number>
}

const isDecided = { $type: 'date' as const }

/** Wishes to have the roll put right. */
export function createDataCorrectionsRepository(connection: Connection): DataCorrectionsRepository {
  const corrections = dataCorrectionModel(connection)
  return {
    async insert(row) {
      await corrections.insertMany([row], { lean: true })
    },
    find: (scope, id) => corrections.findOne({ ...inScope(scope), _id: id }).lean<DataCorrectionRow>(),
    findOwn: (scope, accountId, id) =>
      corrections.findOne({ ...inScope(scope), _id: id, accountId }).lean<DataCorrectionRow>(),
    ofAccount: (scope, accountId, limit) =>
      corrections
        .find({ ...inScope(scope), accountId })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<DataCorrectionRow[]>(),
    countOfAccount: (scope, accountId) => corrections.countDocuments({ ...inScope(scope), accountId }),
    queue: (scope, after, limit) =>
      corrections
        .find({
          ...inScope(scope),
          status: 'submitted',
          ...(after && {
            $or: [{ dueAt: { $gt: after.dueAt } }, { dueAt: after.dueAt, _id: { $gt: after.id } }],
          }),
        })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .lean<DataCorrectionRow[]>(),
    decided: (scope, before, limit) =>
      corrections
        .find({
          ...inScope(scope),
          decidedAt: isDecided,
          ...(before && {
            $or: [
              { decidedAt: { $lt: before.decidedAt } },
              { decidedAt: before.decidedAt, _id: { $lt: before.id } },
            ],
          }),
        })
        .sort({ decidedAt: -1, _id: -1 })
        .limit(limit)
        .lean<DataCorrectionRow[]>(),
    decide: (scope, id, from, { status, by, at, refusal }) =>
      corrections
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, status: { $in: [...from] } },
          { $set: { status, decidedBy: by, decidedAt: at, refusal, sealed: null } },
          { returnDocument: 'after' },
        )
        .lean<DataCorrectionRow>(),
    async removeOfAccount(scope, accountId) {
      await corrections.deleteMany({ ...inScope(scope), accountId })
    },

    async decidedBefore(scope, instant) {
      const rows = await corrections
        .find({ ...inScope(scope), decidedAt: { $lte: instant, ...isDecided } }, { _id: 1 })
        .sort({ decidedAt: 1 })
        .limit(RETENTION_BATCH)
        .lean<Pick<DataCorrectionRow, '_id'>[]>()
      return rows.map((row) => row._id)
    },
    async remove(scope, ids) {
      const { deletedCount } = await corrections.deleteMany({ ...inScope(scope), _id: { $in: [...ids] } })
      return deletedCount
    },
    async oldestDecided(scope) {
      const row = await corrections
        .findOne({ ...inScope(scope), decidedAt: isDecided }, { decidedAt: 1 })
        .sort({ decidedAt: 1 })
        .lean<Pick<DataCorrectionRow, 'decidedAt'>>()
      return row?.decidedAt ?? null
    },
    countDecidedBefore: (scope, instant) =>
      corrections.countDocuments(
        { ...inScope(scope), decidedAt: { $lte: instant, ...isDecided } },
        { limit: COUNTED_AHEAD },
      ),
  }
}
