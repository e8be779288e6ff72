import { Schema, type Connection, type Model } from 'mongoose'

export type IdentityKind = 'wechat' | 'phone'

/** A way to prove who one is: an openid or a phone number, sealed, found by its blind index. */
export interface IdentityRow {
  _id: string
  accountId: string
  kind: IdentityKind
  /** Sealed under `identity.<kind>`, tenant `deployment`. */
  sealed: string
  blind: string
  boundAt: Date
}

const identitySchema = new Schema<IdentityRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    kind: { type: String, required: true },
    sealed: { type: String, required: true },
    blind: { type: String, required: true },
    boundAt: { type: Date, required: true },
  },
  { collection: 'identities', strict: 'throw', autoIndex: false, versionKey: false },
)
identitySchema.index({ kind: 1, blind: 1 }, { name: 'identity_blind_unique', unique: true })
identitySchema.index({ accountId: 1, kind: 1 }, { name: 'identity_account_unique', unique: true })

export const identityModel = (connection: Connection): Model<IdentityRow> =>
  connection.models.Identity ?? connection.model<IdentityRow>('Identity', identitySchema)
