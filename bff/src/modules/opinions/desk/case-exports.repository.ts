import type { CaseExportPurpose } from '@linli/shared/opinions/desk.kinds'
import { Schema, type Connection, type Model } from 'mongoose'
import type { SheetFormat } from '../../../platform/sheets/sheet'
import { inScope, type Scope } from '../../../platform/scope'
import type { StaffFilter } from '../opinions.queue'

/** A list of cases that was taken out: who, what for, how much. The file itself is kept nowhere. */
export interface CaseExportRow {
  _id: string
  communityId: string
  startedBy: string
  filter: StaffFilter
  order: 'due' | 'newest'
  gridId: string | null
  format: SheetFormat
  purpose: CaseExportPurpose
  masked: boolean
  /** Whoever takes it is named in these cases: they are not in it. */
  barredKeys: string[]
  watermark: string
  createdAt: Date
  downloads: number
  rows: number | null
}

const exportSchema = new Schema<CaseExportRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    startedBy: { type: String, required: true },
    filter: { type: String, required: true },
    order: { type: String, required: true },
    gridId: { type: String, default: null },
    format: { type: String, required: true },
    purpose: { type: String, required: true },
    masked: { type: Boolean, required: true },
    barredKeys: { type: [String], required: true },
    watermark: { type: String, required: true },
    createdAt: { type: Date, required: true },
    downloads: { type: Number, default: 0 },
    rows: { type: Number, default: null },
  },
  { collection: 'case_exports', strict: 'throw', autoIndex: false, versionKey: false },
)
exportSchema.index({ communityId: 1, _id: 1 }, { name: 'case_export_community' })

const caseExportModel = (connection: Connection): Model<CaseExportRow> =>
  connection.models.CaseExport ?? connection.model<CaseExportRow>('CaseExport', exportSchema)

export interface CaseExports {
  insert(row: CaseExportRow): Promise<void>
  /** By id alone: the signed address in the caller's hand is the permission (architecture §4). */
  findSigned(id: string): Promise<CaseExportRow | null>
  countDownload(scope: Scope, id: string): Promise<void>
  /** It was sent to the end. */
  setRows(scope: Scope, id: string, rows: number): Promise<void>
}

export function createCaseExports(connection: Connection): CaseExports {
  const exports = caseExportModel(connection)
  return {
    async insert(row) {
      await exports.create([row])
    },
    findSigned: (id) => exports.findOne({ _id: id }).lean<CaseExportRow>(),
    async countDownload(scope, id) {
      await exports.updateOne({ ...inScope(scope), _id: id }, { $inc: { downloads: 1 } })
    },
    async setRows(scope, id, rows) {
      await exports.updateOne({ ...inScope(scope), _id: id }, { $set: { rows } })
    },
  }
}
