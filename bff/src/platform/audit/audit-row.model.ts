import type { ActDetail } from '@linli/shared/audit/audit.acts'
import type { Role } from '@linli/shared/roles'
import { Schema, type Connection, type Model } from 'mongoose'

export type AuditDetail = ActDetail

export interface AuditRow {
  _id: string
  /** Null for acts on the deployment itself. */
  communityId: string | null
  at: Date
  actorId: string
  actorRole: Role | null
  /** `notice.publish` */
  action: string
  targetType: string
  targetId: string
  /** Ids, figures and enums; never names or text. */
  detail: AuditDetail
  /** Present until the chaining worker has numbered the row. */
  pending?: true
  seq?: number
  prevHash?: string
  hash?: string
}

const auditRowSchema = new Schema<AuditRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, default: null },
    at: { type: Date, required: true },
    actorId: { type: String, required: true },
    actorRole: { type: String, default: null },
    action: { type: String, required: true },
    targetType: { type: String, required: true },
    targetId: { type: String, required: true },
    detail: { type: Schema.Types.Mixed, required: true },
    pending: Boolean,
    seq: Number,
    prevHash: String,
    hash: String,
  },
  { collection: 'audit_rows', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)
// The reader's ways in: by day, by act, by who, by thing (a person reads who looked at the own numbers); each newest
// first.
auditRowSchema.index({ communityId: 1, at: -1, _id: -1 }, { name: 'audit_day' })
auditRowSchema.index({ communityId: 1, action: 1, at: -1, _id: -1 }, { name: 'audit_act' })
auditRowSchema.index({ communityId: 1, actorId: 1, at: -1, _id: -1 }, { name: 'audit_actor' })
auditRowSchema.index({ communityId: 1, targetId: 1, at: -1, _id: -1 }, { name: 'audit_thing' })
auditRowSchema.index(
  { communityId: 1, seq: 1 },
  { name: 'audit_chain_unique', unique: true, partialFilterExpression: { seq: { $gt: 0 } } },
)
// A queue across communities: the worker asks for whatever waits, so the community cannot lead. Nearly always empty.
auditRowSchema.index(
  { pending: 1, communityId: 1, _id: 1 },
  { name: 'audit_waiting', partialFilterExpression: { pending: true } },
)

export interface AuditHeadRow {
  _id: string
  communityId: string | null
  /** Shanghai day whose end it seals. */
  day: string
  seq: number
  hash: string
  at: Date
}

const auditHeadSchema = new Schema<AuditHeadRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, default: null },
    day: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'audit_heads', strict: 'throw', autoIndex: false, versionKey: false },
)
auditHeadSchema.index({ communityId: 1, day: 1 }, { name: 'audit_head_unique', unique: true })

/** One small document per tenant, so that sealing a day need not search the rows of every community. */
export interface AuditChainRow {
  _id: string
  communityId: string | null
  headSeq: number
  sealedDay: string
  sealedSeq: number
}

const auditChainSchema = new Schema<AuditChainRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, default: null },
    headSeq: { type: Number, required: true },
    sealedDay: { type: String, required: true },
    sealedSeq: { type: Number, required: true },
  },
  { collection: 'audit_chains', strict: 'throw', autoIndex: false, versionKey: false },
)

export const auditRowModel = (connection: Connection): Model<AuditRow> =>
  connection.models.AuditRow ?? connection.model<AuditRow>('AuditRow', auditRowSchema)

export const auditHeadModel = (connection: Connection): Model<AuditHeadRow> =>
  connection.models.AuditHead ?? connection.model<AuditHeadRow>('AuditHead', auditHeadSchema)

export const auditChainModel = (connection: Connection): Model<AuditChainRow> =>
  connection.models.AuditChain ?? connection.model<AuditChainRow>('AuditChain', auditChainSchema)
