import { Schema, type Connection, type Model } from 'mongoose'

/** The second factor of an account. A collection of the deployment itself. */
export interface SecondFactorRow {
  /** The account. */
  _id: string
  /** Names this secret: a code read against an older one must not count for a newer one. */
  enrolmentId: string
  /** Sealed; the key apps compute their codes from, as base64url. */
  secret: string
  /** Null while it has only been shown. */
  confirmedAt: Date | null
  /** SHA-256 of the account and the code. */
  recoveryHashes: string[]
  /** The last time step a code was accepted for: none up to it counts again. */
  lastCounter: number
}

const secondFactorSchema = new Schema<SecondFactorRow>(
  {
    _id: { type: String, required: true },
    enrolmentId: { type: String, required: true },
    secret: { type: String, required: true },
    confirmedAt: { type: Date, default: null },
    recoveryHashes: { type: [String], required: true },
    lastCounter: { type: Number, required: true },
  },
  { collection: 'second_factors', strict: 'throw', autoIndex: false, versionKey: false },
)

export const secondFactorModel = (connection: Connection): Model<SecondFactorRow> =>
  connection.models.SecondFactor ?? connection.model<SecondFactorRow>('SecondFactor', secondFactorSchema)
