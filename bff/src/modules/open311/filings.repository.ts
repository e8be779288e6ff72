import { Schema, type Connection, type Model } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'

/** What a key has filed, so that the same request sent again leads to the same case. */
interface FilingRow {
  /** Keyed fingerprint of key and form: nothing of the text, the name or the phone can be read from it. */
  _id: string
  communityId: string
  number: string
  expiresAt: Date
}

const filingSchema = new Schema<FilingRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    number: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'open311_filings', strict: 'throw', autoIndex: false, versionKey: false },
)
// Rubbish only: whether a row still counts is decided by the application's clock.
filingSchema.index({ expiresAt: 1 }, { name: 'open311_filing_expiry', expireAfterSeconds: 3600 })

// A community that is joined to another takes its rows along.
filingSchema.index({ communityId: 1 }, { name: 'open311_filing_community' })

const filingModel = (connection: Connection): Model<FilingRow> =>
  connection.models.Open311Filing ?? connection.model<FilingRow>('Open311Filing', filingSchema)

export interface Filings {
  /** The number the same request was given before, or null. */
  numberOf(communityId: string, fingerprint: string, now: Date): Promise<string | null>
  /**
   * Remembers it; call it inside `uow.run` beside the case. Of several at once one succeeds, the others throw a
   * duplicate key and their case with them.
   */
  remember(
    row: { communityId: string; fingerprint: string; number: string },
    now: Date,
    until: Date,
  ): Promise<void>
  /** Somebody else has just remembered the same. */
  isTaken(error: unknown): boolean
}

export function createFilings(connection: Connection): Filings {
  const filings = filingModel(connection)
  return {
    async numberOf(communityId, fingerprint, now) {
      const row = await filings
        .findOne({ _id: fingerprint, communityId, expiresAt: { $gt: now } })
        .lean<FilingRow>()
      return row?.number ?? null
    },
    async remember({ communityId, fingerprint, number }, now, until) {
      // What has run out is overwritten; what still counts does not match, and the insert meets its key.
      await filings.updateOne(
        { _id: fingerprint, communityId, expiresAt: { $lte: now } },
        { $set: { number, expiresAt: until } },
        { upsert: true },
      )
    },
    isTaken: (error) => isDuplicateKey(error),
  }
}
