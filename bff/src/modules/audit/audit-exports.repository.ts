import type { AuditExportPurpose } from '@linli/shared/audit/audit.kinds'
import type { ActKind } from '@linli/shared/audit/audit.acts'
import { Schema, type Connection, type Model } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import type { SheetFormat } from '../../platform/sheets/sheet'

/** A part of the trail that was taken out: who, what for, how much. The file itself is kept nowhere. */
export interface AuditExportRow {
  _id: string
  communityId: string
  startedBy: string
  kind: ActKind | null
  actorId: string | null
  targetId: string | null
  /** Days in Shanghai, both included; null for no end. */
  from: string | null
  to: string | null
  format: SheetFormat
  purpose: AuditExportPurpose
  /** What stands above the header, from the moment it was asked for. */
  watermark: string
  createdAt: Date
  downloads: number
  rows: number | null
}

const exportSchema = new Schema<AuditExportRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    startedBy: { type: String, required: true },
    kind: { type: String, default: null },
    actorId: { type: String, default: null },
    targetId: { type: String, default: null },
    from: { type: String, default: null },
    to: { type: String, default: null },
    format: { type: String, required: true },
    purpose: { type: String, required: true },
    watermark: { type: String, required: true },
    createdAt: { type: Date, required: true },
    downloads: { type: Number, default: 0 },
    rows: { type: Number, default: null },
  },
  { collection: 'audit_exports', strict: 'throw', autoIndex: false, versionKey: false },
)
exportSchema.index({ communityId: 1, _id: 1 }, { name: 'audit_export_community' })

const auditExportModel = (connection: Connection): Model<AuditExportRow> =>
  connection.models.AuditExport ?? connection.model<AuditExportRow>('AuditExport', exportSchema)

export interface AuditExports {
  /** Call it inside a unit of work with its audit row. */
  insert(row: AuditExportRow): Promise<void>
  /** By id alone: the signed address in the caller's hand is the permission (architecture §4). */
  findSigned(id: string): Promise<AuditExportRow | null>
  /** Its file begins to be sent. */
  countDownload(scope: Scope, id: string): Promise<void>
  /** It was sent to the end. */
  setRows(scope: Scope, id: string, rows: number): Promise<void>
}

export function createAuditExports(connection: Connection): AuditExports {
  const exports = auditExportModel(connection)
  return {
    async insert(row) {
      await exports.create([row])
    },
    findSigned: (id) => exports.findOne({ _id: id }).lean<AuditExportRow>(),
    async countDownload(scope, id) {
      await exports.updateOne({ ...inScope(scope), _id: id }, { $inc: { downloads: 1 } })
    },
    async setRows(scope, id, rows) {
      await exports.updateOne({ ...inScope(scope), _id: id }, { $set: { rows } })
    },
  }
}
