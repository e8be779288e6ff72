import type { ExportPurpose, ImportKind } from '@linli/shared/imports/imports.kinds'
import type { Role } from '@linli/shared/roles'
import { Schema, type Connection, type Model } from 'mongoose'
import { takenListFields, type TakenList } from '../../platform/sheets/taken-list.model'

/** Which list was taken out of the roll, and what for. */
export interface RollExport {
  kind: ImportKind
  purpose: ExportPurpose
  masked: boolean
  /** Roles it was taken in: marks are shown to those who may see them. */
  roles: Role[]
}
export type ExportRow = TakenList & RollExport

const exportSchema = new Schema<ExportRow>(
  {
    ...takenListFields,
    kind: { type: String, required: true },
    purpose: { type: String, required: true },
    masked: { type: Boolean, required: true },
    roles: { type: [String], required: true },
  },
  { collection: 'exports', strict: 'throw', autoIndex: false, versionKey: false },
)
exportSchema.index({ communityId: 1, _id: 1 }, { name: 'export_community' })

export const exportModel = (connection: Connection): Model<ExportRow> =>
  connection.models.Export ?? connection.model<ExportRow>('Export', exportSchema)
