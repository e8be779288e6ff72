import type { ExportPurpose, ImportFormat, ImportKind } from '@linli/shared/imports/imports.kinds'
import type { Role } from '@linli/shared/roles'
import { Schema, type Connection, type Model } from 'mongoose'

/** A list that was taken out of the roll: who, what for, how much. The file itself is kept nowhere. */
export interface ExportRow {
  _id: string
  communityId: string
  kind: ImportKind
  format: ImportFormat
  purpose: ExportPurpose
  masked: boolean
  startedBy: string
  /** Roles it was taken in: marks are shown to those who may see them. */
  roles: Role[]
  /** What stands above the header, from the moment it was asked for. */
  watermark: string
  createdAt: Date
  downloads: number
  rows: number | null
}

const exportSchema = new Schema<ExportRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    kind: { type: String, required: true },
    format: { type: String, required: true },
    purpose: { type: String, required: true },
    masked: { type: Boolean, required: true },
    startedBy: { type: String, required: true },
    roles: { type: [String], required: true },
    watermark: { type: String, required: true },
    createdAt: { type: Date, required: true },
    downloads: { type: Number, default: 0 },
    rows: { type: Number, default: null },
  },
  { collection: 'exports', strict: 'throw', autoIndex: false, versionKey: false },
)
exportSchema.index({ communityId: 1, _id: 1 }, { name: 'export_community' })

export const exportModel = (connection: Connection): Model<ExportRow> =>
  connection.models.Export ?? connection.model<ExportRow>('Export', exportSchema)
