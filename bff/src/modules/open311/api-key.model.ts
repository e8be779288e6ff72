import { Schema, type Connection, type Model } from 'mongoose'

/** A key of another system to one community. The secret itself is kept nowhere. */
export interface ApiKeyRow {
  _id: string
  communityId: string
  name: string
  /** The organisation of the community it speaks for; absent for a system that only files. */
  organisation?: string
  /** Keyed fingerprint of the secret. */
  secretHash: string
  tail: string
  /** Sealed secret that pushes of the other system are signed with; keys of before have none. */
  signing?: string
  createdBy: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  /** Shanghai day of the last use; a day, because a row written at every request would be a bottleneck. */
  usedOn: string | null
}

const keySchema = new Schema<ApiKeyRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    name: { type: String, required: true },
    organisation: String,
    secretHash: { type: String, required: true },
    tail: { type: String, required: true },
    signing: String,
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    usedOn: { type: String, default: null },
  },
  { collection: 'api_keys', strict: 'throw', autoIndex: false, versionKey: false },
)
keySchema.index({ communityId: 1, _id: -1 }, { name: 'api_key_community' })
keySchema.index({ secretHash: 1 }, { name: 'api_key_secret_unique', unique: true })

export const apiKeyModel = (connection: Connection): Model<ApiKeyRow> =>
  connection.models.ApiKey ?? connection.model<ApiKeyRow>('ApiKey', keySchema)
