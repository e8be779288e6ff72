import type { Connection } from 'mongoose'
import { bookingFeedModel, type BookingFeedRow } from './booking-feed.model'

export interface BookingFeedsRepository {
  of(accountId: string): Promise<BookingFeedRow | null>
  find(id: string): Promise<BookingFeedRow | null>
  /** A new generation; the first one makes the row under `id`. */
  renew(accountId: string, id: string): Promise<BookingFeedRow>
  remove(accountId: string): Promise<void>
}

export function createBookingFeeds(connection: Connection): BookingFeedsRepository {
  const feeds = bookingFeedModel(connection)
  return {
    of: (accountId) => feeds.findOne({ accountId }).lean<BookingFeedRow>(),
    find: (id) => feeds.findOne({ _id: id }).lean<BookingFeedRow>(),
    async renew(accountId, id) {
      const row = await feeds
        .findOneAndUpdate(
          { accountId },
          { $setOnInsert: { _id: id }, $inc: { generation: 1 } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<BookingFeedRow>()
      if (!row) throw new Error('an upsert answers its row')
      return row
    },
    async remove(accountId) {
      await feeds.deleteMany({ accountId })
    },
  }
}
