import type { Migration } from '../../platform/migrations/migrations'
import { createWalks } from '../../platform/migrations/walk-rows'
import { isSystemId } from '../../platform/actor'
import type { BookingRow } from './booking.model'
import { UNNAMED } from './bookings.personal-data'

/** Bookings of deleted accounts kept the words of the one-time notice and of the rating. */
export const unnamedSayNothing: Migration = {
  id: '0009-unnamed-bookings-say-nothing',
  async run(context) {
    const { connection } = context
    const bookings = connection.getClient().db(connection.name).collection<BookingRow>('bookings')
    const walk = createWalks(context)
    await walk('notices', bookings, { forLabel: UNNAMED, missing: { $ne: '' } }, (rows) =>
      bookings.updateMany({ _id: { $in: rows.map(({ _id }) => _id) } }, { $set: { missing: '' } }),
    )
    await walk('comments', bookings, { forLabel: UNNAMED, 'rating.comment': { $gt: '' } }, (rows) =>
      bookings.updateMany({ _id: { $in: rows.map(({ _id }) => _id) } }, { $set: { 'rating.comment': '' } }),
    )
  },
}

/**
 * Who was called and not ticked off stood as done with 办好了 the morning after, which nobody had said. Their outcome is
 * not recorded; the counter can write it down. Who has rated the visit has said that it took place.
 */
export const calledIsNotDone: Migration = {
  id: '0010-called-is-not-done',
  async run(context) {
    const { connection } = context
    const bookings = connection.getClient().db(connection.name).collection<BookingRow>('bookings')
    const walk = createWalks(context)
    // Staff who finish note when (`doneAt`); the end of the day did not.
    const guessed = { status: 'done', calledAt: { $exists: true }, doneAt: { $exists: false } } as const
    await walk('guessed', bookings, { ...guessed, rating: { $exists: false } }, async (rows) => {
      for (const { _id, version, history } of rows) {
        const last = history.length - 1
        const end = history[last]
        if (end?.event !== 'finish' || !isSystemId(end.byAccountId)) continue
        await bookings.updateOne(
          { _id, status: 'done', version },
          {
            $set: { status: 'unrecorded', outcome: null, [`history.${last}.event`]: 'lapse' },
            $inc: { version: 1 },
          },
        )
      }
    })
  },
}
