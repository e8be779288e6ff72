import { Schema, type Connection, type Model } from 'mongoose'

export type ResetStatus = 'open' | 'done' | 'refused' | 'expired'

/** One administrator's request to reset somebody's second factor, waiting for another one to agree. */
export interface ResetRow {
  _id: string
  /** Whose factor it is. */
  accountId: string
  requestedBy: string
  requestedAt: Date
  expiresAt: Date
  status: ResetStatus
  decidedBy: string | null
  decidedAt: Date | null
}

const resetSchema = new Schema<ResetRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    requestedBy: { type: String, required: true },
    requestedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    status: { type: String, required: true },
    decidedBy: { type: String, default: null },
    decidedAt: { type: Date, default: null },
  },
  { collection: 'second_factor_resets', strict: 'throw', autoIndex: false, versionKey: false },
)
resetSchema.index(
  { accountId: 1 },
  {
    name: 'second_factor_reset_open_unique',
    unique: true,
    partialFilterExpression: { status: 'open' },
  },
)

export const resetModel = (connection: Connection): Model<ResetRow> =>
  connection.models.SecondFactorReset ?? connection.model<ResetRow>('SecondFactorReset', resetSchema)
