import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { exportModel, type ExportRow } from './export.model'

export interface ExportsRepository {
  insert(row: ExportRow): Promise<void>
  /** By id alone: the signed address in the caller's hand is the permission (architecture §4). */
  findSigned(id: string): Promise<ExportRow | null>
  /** Newest first. */
  page(scope: Scope, page: { readonly before: string | null; readonly limit: number }): Promise<ExportRow[]>
  /** Its file begins to be sent. */
  countDownload(scope: Scope, id: string): Promise<void>
  /** It was sent to the end. */
  setRows(scope: Scope, id: string, rows: number): Promise<void>
}

/** What was taken out of the roll. */
export function createExportsRepository(connection: Connection): ExportsRepository {
  const exports = exportModel(connection)
  return {
    async insert(row) {
      await exports.create([row])
    },
    findSigned: (id) => exports.findOne({ _id: id }).lean<ExportRow>(),
    page: (scope, { before, limit }) =>
      exports
        .find({ ...inScope(scope), ...(before !== null && { _id: { $lt: before } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<ExportRow[]>(),
    async countDownload(scope, id) {
      await exports.updateOne({ ...inScope(scope), _id: id }, { $inc: { downloads: 1 } })
    },
    async setRows(scope, id, rows) {
      await exports.updateOne({ ...inScope(scope), _id: id }, { $set: { rows } })
    },
  }
}
