import { Schema, type Connection, type Model } from 'mongoose'

export interface IdempotencyRow {
  /** Fingerprint of caller, route and key. */
  _id: string
  bodyHash: string
  /** The answer's JSON text; null only inside the transaction that is still writing it. */
  answer: string | null
  expiresAt: Date
}

const schema = new Schema<IdempotencyRow>(
  {
    _id: { type: String, required: true },
    bodyHash: { type: String, required: true },
    answer: { type: String, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'idempotency_keys', strict: 'throw', autoIndex: false, versionKey: false },
)
// Rubbish only: whether a key still counts is decided by the application's clock.
schema.index({ expiresAt: 1 }, { name: 'idempotency_expiry', expireAfterSeconds: 3600 })

export const idempotencyKeyModel = (connection: Connection): Model<IdempotencyRow> =>
  connection.models.IdempotencyKey ?? connection.model<IdempotencyRow>('IdempotencyKey', schema)
