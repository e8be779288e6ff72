import { holdingStatuses } from '@linli/shared/bookings/bookings.machine'
import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { inOwnPlaces } from '../../platform/own-places'
import { RETENTION_BATCH } from '../../platform/retention'
import { inScope, type Scope } from '../../platform/scope'
import { bookingModel, type BookingRow } from './booking.model'
import { slotModel } from './slot.model'

/** Bookings as traces of an account and of time: for the privacy centre and for retention. */
export interface BookingTraces {
  /** By id alone: its signed address is the permission. */
  byId(id: string): Promise<BookingRow | null>
  /** The own ones, in whichever community they were made. */
  count(accountId: string): Promise<number>
  latest(accountId: string, limit: number): Promise<BookingRow[]>
  /** Those for these people of the roll, whoever made them; the latest first. */
  forPersons(scope: Scope, personIds: readonly string[], limit: number): Promise<BookingRow[]>
  countForPersons(scope: Scope, personIds: readonly string[], but: string): Promise<number>
  /**
   * The booking is for nobody any more, and of the account that goes nothing stays in it; one that is still to come is
   * cancelled with it. Words go whoever wrote them: a notice of what was missing proves nothing once it is nobody's,
   * and both it and a comment may say who it was. How it ended and how many points it got stay as figures.
   */
  unname(
    scope: Scope,
    row: BookingRow,
    nobody: { accountId: string; as: string; label: string },
  ): Promise<void>
  readonly byAge: DatedRows
  readonly slotsByAge: DatedRows
}

const live: ReadonlySet<BookingRow['status']> = new Set(holdingStatuses)

/** What of a booking owns files. */
export type WithFiles = Pick<BookingRow, '_id' | 'communityId' | 'answers' | 'documents'>

/** `letGo` releases the photos and documents of a booking that is removed. */
export function createBookingTraces(
  connection: Connection,
  letGo: (row: WithFiles) => Promise<void>,
): BookingTraces {
  const bookings = bookingModel(connection)
  const byAge = datedRows(bookings, 'madeAt')

  /** Photos first: a process that dies in between begins with the same rows again. */
  async function removeWithPhotos(instant: Date): Promise<number> {
    const rows = await bookings
      .find({ madeAt: { $lte: instant } }, { communityId: 1, answers: 1, documents: 1 })
      .sort({ madeAt: 1 })
      .limit(RETENTION_BATCH)
      .lean<WithFiles[]>()
    for (const row of rows) await letGo(row)
    if (rows.length === 0) return 0
    return (await bookings.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } })).deletedCount
  }

  return {
    byId: (id) => bookings.findOne({ _id: id }).lean<BookingRow>(),
    count: (accountId) => bookings.countDocuments({ accountId }),
    latest: (accountId, limit) =>
      bookings.find({ accountId }).sort({ day: -1, _id: -1 }).limit(limit).lean<BookingRow[]>(),
    forPersons: (scope, personIds, limit) =>
      bookings
        .find({ ...inScope(scope), personKey: { $in: [...personIds] } })
        .sort({ day: -1, _id: -1 })
        .limit(limit)
        .lean<BookingRow[]>(),
    countForPersons: (scope, personIds, but) =>
      bookings.countDocuments({
        ...inScope(scope),
        personKey: { $in: [...personIds] },
        accountId: { $ne: but },
      }),
    async unname(scope, { _id, accountId: made, status, history }, { accountId, as, label }) {
      await bookings.updateOne(
        { _id, ...inScope(scope), accountId: made },
        {
          $set: {
            ...(made === accountId ? { accountId: as } : {}),
            forLabel: label,
            answers: [],
            missing: '',
            ...(live.has(status) ? { status: 'cancelled' } : {}),
            ...inOwnPlaces('history', history, ({ byAccountId }) => byAccountId === accountId, {
              byAccountId: as,
            }),
          },
          $unset: {
            homeId: 1,
            series: 1,
            nth: 1,
            group: 1,
            refusal: 1,
            documents: 1,
            proposal: 1,
            personKey: 1,
            holds: 1,
            remindAt: 1,
            missedAt: 1,
          },
          $inc: { version: 1 },
        },
      )
      // By what is stored and not by what was read: it may have been rated since.
      await bookings.updateOne(
        { _id, ...inScope(scope), rating: { $exists: true } },
        { $set: { 'rating.comment': '' } },
      )
    },
    byAge: { ...byAge, removeBefore: removeWithPhotos },
    slotsByAge: datedRows(slotModel(connection), 'startsAt'),
  }
}
