import { Schema, type Connection, type Model } from 'mongoose'

/** The secret calendar address of an account. */
export interface BookingFeedRow {
  /** Stands in the address. */
  _id: string
  accountId: string
  /** Counts the renewals: an address of an earlier one opens nothing. */
  generation: number
}

const feedSchema = new Schema<BookingFeedRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    generation: { type: Number, required: true },
  },
  { collection: 'booking_feeds', strict: 'throw', autoIndex: false, versionKey: false },
)
feedSchema.index({ accountId: 1 }, { name: 'booking_feed_account_unique', unique: true })

export const bookingFeedModel = (connection: Connection): Model<BookingFeedRow> =>
  connection.models.BookingFeed ?? connection.model<BookingFeedRow>('BookingFeed', feedSchema)
