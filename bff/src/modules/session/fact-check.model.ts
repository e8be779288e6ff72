import { Schema, type Connection, type Model } from 'mongoose'

/** That an account which was away for long is being asked who it is: one row per account. */
export interface FactCheckRow {
  /** The account. */
  _id: string
  /** SHA-256 of the ticket in the hand of whoever proved the phone. */
  ticketHash: string
  expiresAt: Date
  /** Shanghai day of `attemptsLeft`: another SMS code buys no further guesses. */
  day: string
  attemptsLeft: number
}

const factCheckSchema = new Schema<FactCheckRow>(
  {
    _id: { type: String, required: true },
    ticketHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    day: { type: String, required: true },
    attemptsLeft: { type: Number, required: true },
  },
  { collection: 'fact_checks', strict: 'throw', autoIndex: false, versionKey: false },
)
factCheckSchema.index({ ticketHash: 1 }, { name: 'fact_check_ticket_unique', unique: true })
factCheckSchema.index({ expiresAt: 1 }, { name: 'fact_check_expiry' })

export const factCheckModel = (connection: Connection): Model<FactCheckRow> =>
  connection.models.FactCheck ?? connection.model<FactCheckRow>('FactCheck', factCheckSchema)
