import type { CaseExportPurpose } from '@linli/shared/opinions/desk.kinds'
import { Schema, type Connection, type Model } from 'mongoose'
import {
  createTakenListStore,
  takenListFields,
  type TakenList,
  type TakenListStore,
} from '../../../platform/sheets/taken-list.model'
import type { StaffFilter } from '../opinions.queue'

/** Which list of cases was taken out, and what for. */
export interface CaseExport {
  filter: StaffFilter
  order: 'due' | 'newest'
  gridId: string | null
  purpose: CaseExportPurpose
  masked: boolean
  /** Whoever takes it is named in these cases: they are not in it. */
  barredKeys: string[]
}
export type CaseExportRow = TakenList & CaseExport

const exportSchema = new Schema<CaseExportRow>(
  {
    ...takenListFields,
    filter: { type: String, required: true },
    order: { type: String, required: true },
    gridId: { type: String, default: null },
    purpose: { type: String, required: true },
    masked: { type: Boolean, required: true },
    barredKeys: { type: [String], required: true },
  },
  { collection: 'case_exports', strict: 'throw', autoIndex: false, versionKey: false },
)
exportSchema.index({ communityId: 1, _id: 1 }, { name: 'case_export_community' })

const caseExportModel = (connection: Connection): Model<CaseExportRow> =>
  connection.models.CaseExport ?? connection.model<CaseExportRow>('CaseExport', exportSchema)

export const createCaseExports = (connection: Connection): TakenListStore<CaseExportRow> =>
  createTakenListStore(caseExportModel(connection))
