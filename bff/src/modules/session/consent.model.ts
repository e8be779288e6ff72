import { Schema, type Connection, type Model } from 'mongoose'

/** One decision about the privacy terms. Rows are only ever added (PIPL art. 14, 15; evidence of what was agreed to). */
export interface ConsentRow {
  _id: string
  accountId: string
  decision: 'accepted' | 'switched' | 'withdrawn'
  version: string
  /** SHA-256 of the whole text shown, so that it can be proven which words were agreed to. */
  textHash: string
  personalisedPush: boolean
  wechatMessages: boolean
  at: Date
}

const consentSchema = new Schema<ConsentRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    decision: { type: String, required: true },
    version: { type: String, required: true },
    textHash: { type: String, required: true },
    personalisedPush: { type: Boolean, required: true },
    wechatMessages: { type: Boolean, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'consents', strict: 'throw', autoIndex: false, versionKey: false },
)
consentSchema.index({ accountId: 1, at: 1 }, { name: 'consent_account' })

export const consentModel = (connection: Connection): Model<ConsentRow> =>
  connection.models.Consent ?? connection.model<ConsentRow>('Consent', consentSchema)
