import type { CorrectionStatus } from '@linli/shared/privacy/correction.machine'
import type { CorrectionField, CorrectionRefusal } from '@linli/shared/privacy/privacy.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

/** A wish to have the roll put right. What it should say lies sealed, and goes when it is decided. */
export interface DataCorrectionRow {
  _id: string
  communityId: string
  personId: string
  accountId: string
  field: CorrectionField
  roomId: string | null
  /** JSON of the new value and the note, sealed (`correction.wish`, tenant = communityId); null when decided. */
  sealed: string | null
  status: CorrectionStatus
  submittedAt: Date
  dueAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  refusal: { reason: CorrectionRefusal; text: string } | null
}

const dataCorrectionSchema = new Schema<DataCorrectionRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    personId: { type: String, required: true },
    accountId: { type: String, required: true },
    field: { type: String, required: true },
    roomId: { type: String, default: null },
    sealed: { type: String, default: null },
    status: { type: String, required: true },
    submittedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    decidedBy: { type: String, default: null },
    refusal: {
      type: new Schema<NonNullable<DataCorrectionRow['refusal']>>(
        { reason: { type: String, required: true }, text: { type: String, default: '' } },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
  },
  { collection: 'data_corrections', strict: 'throw', autoIndex: false, versionKey: false },
)
// One open wish for a field of a record: who asks twice gets the first one's answer.
dataCorrectionSchema.index(
  { communityId: 1, personId: 1, field: 1, roomId: 1 },
  { name: 'correction_open_unique', unique: true, partialFilterExpression: { status: 'submitted' } },
)
dataCorrectionSchema.index({ communityId: 1, status: 1, dueAt: 1, _id: 1 }, { name: 'correction_queue' })
dataCorrectionSchema.index({ communityId: 1, decidedAt: -1, _id: -1 }, { name: 'correction_decided' })
dataCorrectionSchema.index({ communityId: 1, accountId: 1, _id: -1 }, { name: 'correction_account' })

export const dataCorrectionModel = (connection: Connection): Model<DataCorrectionRow> =>
  connection.models.DataCorrection ??
  connection.model<DataCorrectionRow>('DataCorrection', dataCorrectionSchema)
