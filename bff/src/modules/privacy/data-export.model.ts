import { Schema, type Connection, type Model } from 'mongoose'

export type ExportStatus = 'waiting' | 'ready' | 'failed'

/** One person's own data on the way to the person. A collection of the deployment itself, reached by account. */
export interface DataExportRow {
  _id: string
  accountId: string
  /** Shanghai day it was asked for, and the how many-th of that day. */
  day: string
  nth: number
  status: ExportStatus
  requestedAt: Date
  /** When it was made; {@link retentionRules} counts from here. */
  readyAt: Date | null
  blobKey: string | null
  bytes: number | null
}

const dataExportSchema = new Schema<DataExportRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    day: { type: String, required: true },
    nth: { type: Number, required: true },
    status: { type: String, required: true },
    requestedAt: { type: Date, required: true },
    readyAt: { type: Date, default: null },
    blobKey: { type: String, default: null },
    bytes: { type: Number, default: null },
  },
  { collection: 'data_exports', strict: 'throw', autoIndex: false, versionKey: false },
)
// One at a time, and so many a day, however many ask at once.
dataExportSchema.index(
  { accountId: 1 },
  { name: 'export_waiting_unique', unique: true, partialFilterExpression: { status: 'waiting' } },
)
dataExportSchema.index({ accountId: 1, day: 1, nth: 1 }, { name: 'export_day_unique', unique: true })
dataExportSchema.index({ accountId: 1, requestedAt: -1 }, { name: 'export_account' })
dataExportSchema.index({ readyAt: 1 }, { name: 'export_age' })

export const dataExportModel = (connection: Connection): Model<DataExportRow> =>
  connection.models.DataExport ?? connection.model<DataExportRow>('DataExport', dataExportSchema)
