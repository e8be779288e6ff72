import { Schema, type Connection, type Model } from 'mongoose'

/** The latest code of one number and how many it was sent that day. Found by the number's blind index alone. */
export interface SmsCodeRow {
  /** Blind index of the phone. */
  _id: string
  /** Keyed hash of the code; null once it was used. */
  codeHash: string | null
  expiresAt: Date
  attemptsLeft: number
  sentAt: Date
  /** Shanghai day of `sentToday`. */
  day: string
  sentToday: number
}

const smsCodeSchema = new Schema<SmsCodeRow>(
  {
    _id: { type: String, required: true },
    codeHash: { type: String, default: null },
    expiresAt: { type: Date, required: true },
    attemptsLeft: { type: Number, required: true },
    sentAt: { type: Date, required: true },
    day: { type: String, required: true },
    sentToday: { type: Number, required: true },
  },
  { collection: 'sms_codes', strict: 'throw', autoIndex: false, versionKey: false },
)
smsCodeSchema.index({ sentAt: 1 }, { name: 'sms_code_sent' })

export const smsCodeModel = (connection: Connection): Model<SmsCodeRow> =>
  connection.models.SmsCode ?? connection.model<SmsCodeRow>('SmsCode', smsCodeSchema)
