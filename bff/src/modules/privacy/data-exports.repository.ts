import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { RETENTION_BATCH } from '../../platform/retention'
import { dataExportModel, type DataExportRow } from './data-export.model'

export interface DataExportsRepository {
  /** Violates `export_waiting_unique` or `export_day_unique` when somebody was faster. */
  insert(row: DataExportRow): Promise<void>
  find(id: string): Promise<DataExportRow | null>
  waitingOf(accountId: string): Promise<DataExportRow | null>
  countOnDay(accountId: string, day: string): Promise<number>
  /** The latest first. */
  latestOf(accountId: string, limit: number): Promise<DataExportRow[]>
  countOf(accountId: string): Promise<number>
  /** False when it is no longer waiting. */
  finish(
    id: string,
    ready: { readonly at: Date; readonly blobKey: string; readonly bytes: number },
  ): Promise<boolean>
  fail(id: string, at: Date): Promise<boolean>
  remove(ids: readonly string[]): Promise<void>
  /** Made before the instant: one batch. */
  madeBefore(instant: Date): Promise<DataExportRow[]>
  readonly byAge: DatedRows
}

/** Exports of people's own data: a collection of the deployment itself. */
export function createDataExportsRepository(connection: Connection): DataExportsRepository {
  const exports = dataExportModel(connection)
  return {
    async insert(row) {
      await exports.insertMany([row], { lean: true })
    },
    find: (id) => exports.findOne({ _id: id }).lean<DataExportRow>(),
    waitingOf: (accountId) => exports.findOne({ accountId, status: 'waiting' }).lean<DataExportRow>(),
    countOnDay: (accountId, day) => exports.countDocuments({ accountId, day }),
    latestOf: (accountId, limit) =>
      exports.find({ accountId }).sort({ requestedAt: -1 }).limit(limit).lean<DataExportRow[]>(),
    countOf: (accountId) => exports.countDocuments({ accountId }),
    async finish(id, { at, blobKey, bytes }) {
      const { modifiedCount } = await exports.updateOne(
        { _id: id, status: 'waiting' },
        { $set: { status: 'ready', readyAt: at, blobKey, bytes } },
      )
      return modifiedCount === 1
    },
    async fail(id, at) {
      const { modifiedCount } = await exports.updateOne(
        { _id: id, status: 'waiting' },
        { $set: { status: 'failed', readyAt: at } },
      )
      return modifiedCount === 1
    },
    async remove(ids) {
      await exports.deleteMany({ _id: { $in: [...ids] } })
    },
    madeBefore: (instant) =>
      exports
        .find({ readyAt: { $lte: instant, $type: 'date' } })
        .sort({ readyAt: 1 })
        .limit(RETENTION_BATCH)
        .lean<DataExportRow[]>(),
    byAge: datedRows(exports, 'readyAt'),
  }
}
