import { Schema, type Connection, type Model } from 'mongoose'

export interface WechatTokenRow {
  /** The app id. */
  _id: string
  /** Sealed. */
  token?: string
  /** Goes up with every new token, so that a refused one can be named. */
  version: number
  expiresAt: Date
  /** From when a new one should be fetched; WeChat lets both live for the last five minutes. */
  refreshAt: Date
  leaseUntil: Date
  leaseOwner: string
}

const wechatTokenSchema = new Schema<WechatTokenRow>(
  {
    _id: { type: String, required: true },
    token: String,
    version: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
    refreshAt: { type: Date, required: true },
    leaseUntil: { type: Date, required: true },
    leaseOwner: { type: String, required: true },
  },
  { collection: 'wechat_tokens', strict: 'throw', autoIndex: false, versionKey: false },
)

export const wechatTokenModel = (connection: Connection): Model<WechatTokenRow> =>
  connection.models.WechatToken ?? connection.model<WechatTokenRow>('WechatToken', wechatTokenSchema)
