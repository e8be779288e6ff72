import type { AuditExportPurpose } from '@linli/shared/audit/audit.kinds'
import type { ActKind } from '@linli/shared/audit/audit.acts'
import { Schema, type Connection, type Model } from 'mongoose'
import {
  createTakenListStore,
  takenListFields,
  type TakenList,
  type TakenListStore,
} from '../../platform/sheets/taken-list.model'

/** Which part of the trail was taken out, and what for. */
export interface AuditExport {
  kind: ActKind | null
  actorId: string | null
  targetId: string | null
  /** Days in Shanghai, both included; null for no end. */
  from: string | null
  to: string | null
  purpose: AuditExportPurpose
}
export type AuditExportRow = TakenList & AuditExport

const exportSchema = new Schema<AuditExportRow>(
  {
    ...takenListFields,
    kind: { type: String, default: null },
    actorId: { type: String, default: null },
    targetId: { type: String, default: null },
    from: { type: String, default: null },
    to: { type: String, default: null },
    purpose: { type: String, required: true },
  },
  { collection: 'audit_exports', strict: 'throw', autoIndex: false, versionKey: false },
)
exportSchema.index({ communityId: 1, _id: 1 }, { name: 'audit_export_community' })

const auditExportModel = (connection: Connection): Model<AuditExportRow> =>
  connection.models.AuditExport ?? connection.model<AuditExportRow>('AuditExport', exportSchema)

export const createAuditExports = (connection: Connection): TakenListStore<AuditExportRow> =>
  createTakenListStore(auditExportModel(connection))
