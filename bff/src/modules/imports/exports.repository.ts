import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { createTakenListStore, type TakenListStore } from '../../platform/sheets/taken-list.model'
import { exportModel, type ExportRow } from './export.model'

export interface ExportsRepository extends TakenListStore<ExportRow> {
  /** Newest first. */
  page(scope: Scope, page: { readonly before: string | null; readonly limit: number }): Promise<ExportRow[]>
}

/** What was taken out of the roll. */
export function createExportsRepository(connection: Connection): ExportsRepository {
  const exports = exportModel(connection)
  return {
    ...createTakenListStore(exports),
    page: (scope, { before, limit }) =>
      exports
        .find({ ...inScope(scope), ...(before !== null && { _id: { $lt: before } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<ExportRow[]>(),
  }
}
