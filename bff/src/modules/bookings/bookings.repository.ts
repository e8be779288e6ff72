import {
  bookingMachine,
  holdingStatuses,
  type BookingEvent,
  type BookingStatus,
} from '@linli/shared/bookings/bookings.machine'
import type { DeskRoom } from '@linli/shared/bookings/rooms.rules'
import { seriesLimits } from '@linli/shared/bookings/series.rules'
import { sourcesOf } from '@linli/shared/machine'
import type { Connection } from 'mongoose'
import type { Actor } from '../../platform/actor'
import { gathered } from '../../platform/gathered'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { bookingModel, type BookingHistoryRow, type BookingRow } from './booking.model'

/** A busy hall's day; the board shows no more. */
const MOST_OF_DAY = 1_000
/** A quarter of a busy desk. */
const MOST_OF_DAYS = 20_000
/** Enough for the estimate: the last ones of the day. */
const MEASURED = 30

export type BookingSet = Partial<
  Pick<
    BookingRow,
    | 'status'
    | 'slotId'
    | 'startsAt'
    | 'endsAt'
    | 'moreSlotIds'
    | 'room'
    | 'atHome'
    | 'day'
    | 'deskId'
    | 'deskName'
    | 'place'
    | 'queueNumber'
    | 'queueAt'
    | 'calledAt'
    | 'doneAt'
    | 'missedAt'
    | 'outcome'
    | 'missing'
    | 'documents'
    | 'remindAt'
    | 'rating'
    | 'answers'
    | 'proposal'
    | 'refusal'
    | 'nth'
  >
>
type Forgettable = 'proposal' | 'moreSlotIds' | 'room' | 'holds' | 'remindAt' | 'missedAt' | 'calledAt'

export interface BookingChange {
  readonly set: BookingSet
  readonly unset?: readonly Forgettable[]
  readonly history: BookingHistoryRow
}

/** What counting the open bookings of somebody reads of them. */
export type OpenBooking = Pick<BookingRow, '_id' | 'day' | 'nth' | 'series'>

export interface OwnPosition {
  readonly day: string
  readonly id: string
}

export interface OwnPage {
  readonly coming: boolean
  readonly today: string
  readonly after: OwnPosition | null
  readonly limit: number
}

/** Whose bookings are read: those an account made, and those for the person it is in the community it looks at. */
export type OwnReader = Pick<Actor, 'accountId' | 'personId' | 'communityId'>

interface MissedQuestion {
  readonly scope: Scope
  readonly personKey: string
  readonly since: Date
}

export interface BookingsRepository {
  /** The unique indexes refuse a second seat at one time and the same matter twice on a day. */
  insert(row: BookingRow): Promise<void>
  find(scope: Scope, id: string): Promise<BookingRow | null>
  /** By id alone, because the address of a booking carries no community: what the account made, or what is for its person. */
  findOwn(id: string, reader: OwnReader): Promise<BookingRow | null>
  /** The same, in whichever community they were made; with `principalIds` those for others are for one of these. */
  listOwn(reader: OwnReader, page: OwnPage, principalIds?: readonly string[]): Promise<BookingRow[]>
  ofDay(scope: Scope, deskId: string, day: string): Promise<BookingRow[]>
  /** What a desk has before it and behind it from one day to another, soonest first; given up and refused ones are left out. */
  standingIn(scope: Scope, deskId: string, from: string, to: string): Promise<BookingRow[]>
  /** What a desk has still before it, from a day on and with its seats, soonest first. */
  comingOf(scope: Scope, deskId: string, today: string): Promise<BookingRow[]>
  /** All of a desk from one day to another, in order of day. */
  ofDays(scope: Scope, deskId: string, from: string, to: string): Promise<BookingRow[]>
  countWaiting(scope: Scope, deskId: string, day: string): Promise<number>
  countAhead(scope: Scope, row: BookingRow): Promise<number>
  /** The first of those who wait before somebody. */
  waitingAhead(scope: Scope, row: BookingRow, limit: number): Promise<BookingRow[]>
  /** The one who has so many ahead in the queue now; null when the queue is shorter. */
  waitingBehind(scope: Scope, deskId: string, day: string, ahead: number): Promise<BookingRow | null>
  /** Those of a desk who hold seats at these times, also as a later time of several; soonest first. */
  holdingAt(scope: Scope, slotIds: readonly string[], limit: number): Promise<BookingRow[]>
  /** Open bookings of an item that one person has, or one home. */
  openOf(
    scope: Scope,
    of: { readonly personKey: string } | { readonly homeId: string },
    code: string,
  ): Promise<OpenBooking[]>
  /** All visits of a series, by time. */
  ofSeries(scope: Scope, seriesId: string): Promise<BookingRow[]>
  /** Wishes for a room without an answer from a day on, in order of day. */
  requestsOf(scope: Scope, deskId: string, today: string): Promise<BookingRow[]>
  /** Numbers called and not finished, newest first. */
  calledNow(scope: Scope, deskId: string, day: string, limit: number): Promise<BookingRow[]>
  /** Those finished last today, for measured service times. */
  finished(scope: Scope, deskId: string, day: string): Promise<BookingRow[]>
  /** Whether anybody was called at a desk that day, however it ended. */
  hasCalled(scope: Scope, deskId: string, day: string): Promise<boolean>
  /** The one whose turn it is becomes called; of two counters each gets another one, or null when nobody waits. */
  callNext(scope: Scope, deskId: string, day: string, change: BookingChange): Promise<BookingRow | null>
  /** The guarded write of every event: null when status or version are no longer what was read. */
  change(
    scope: Scope,
    id: string,
    event: BookingEvent,
    version: number,
    change: BookingChange,
  ): Promise<BookingRow | null>
  /** As it is committed. */
  countMissed(scope: Scope, personKey: string, since: Date): Promise<{ count: number; last: Date | null }>
  /** Not ended although their day is over, in the whole deployment, oldest first. */
  leftOpen(today: string, limit: number, skip: number): Promise<BookingRow[]>
  dueReminders(now: Date, limit: number, skip: number): Promise<BookingRow[]>
  /** Whoever moves the time on sends the reminder; the others find it moved. */
  claimReminder(scope: Scope, id: string, due: Date, next: Date | null): Promise<BookingRow | null>
  /** The room its seats say, for a booking that is as it was read; false when it or its room has changed meanwhile. */
  nameRoom(scope: Scope, row: BookingRow, room: DeskRoom): Promise<boolean>
}

/** Each way has an index of its own that is in the order of the list. */
function ownOf({ accountId, personId, communityId }: OwnReader, principalIds?: readonly string[]) {
  const made =
    principalIds === undefined
      ? { accountId }
      : { accountId, $or: [{ forSelf: true }, { personKey: { $in: [...principalIds] } }] }
  return personId === null || communityId === null
    ? made
    : { $or: [made, { communityId, personKey: personId }] }
}

export function createBookingsRepository(connection: Connection): BookingsRepository {
  const bookings = bookingModel(connection)
  const rows = rowsOf(bookings)

  const updateOf = ({ set, unset = [], history }: BookingChange) => ({
    ...(Object.keys(set).length > 0 ? { $set: set } : {}),
    ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((name) => [name, 1])) } : {}),
    $inc: { version: 1 },
    $push: { history },
  })
  const waiting = (scope: Scope, deskId: string, day: string) => ({
    ...inScope(scope),
    deskId,
    day,
    status: 'waiting' as const,
  })

  const missedTogether = gathered(async (asked: readonly MissedQuestion[]) => {
    const communityIds = new Set(asked.flatMap(({ scope }) => scope.communityIds))
    const personKeys = new Set(asked.map((one) => one.personKey))
    const first = new Date(Math.min(...asked.map(({ since }) => since.getTime())))
    const found = await rows
      .find({
        communityId: { $in: [...communityIds] },
        personKey: { $in: [...personKeys] },
        missedAt: { $exists: true, $gte: first },
      })
      .project<Required<Pick<BookingRow, 'communityId' | 'personKey' | 'missedAt'>>>({
        ...{ communityId: 1, personKey: 1, missedAt: 1 },
      })
      .sort({ missedAt: 1 })
      .limit(MOST_OF_DAY * asked.length)
      .toArray()
    return asked.map(({ scope, personKey }) =>
      found
        .filter((row) => row.personKey === personKey && scope.communityIds.includes(row.communityId))
        .map(({ missedAt }) => missedAt),
    )
  })

  return {
    async insert(row) {
      await rows.insertOne(row, joining(connection))
    },
    find: (scope, id) => bookings.findOne({ _id: id, ...inScope(scope) }).lean<BookingRow>(),
    findOwn: (id, reader) => bookings.findOne({ _id: id, ...ownOf(reader) }).lean<BookingRow>(),
    listOwn(reader, { coming, today, after, limit }, principalIds) {
      const live: BookingStatus[] = [...holdingStatuses]
      const order = coming ? 1 : -1
      const beyond = coming ? '$gt' : '$lt'
      return bookings
        .find({
          ...ownOf(reader, principalIds),
          ...(coming
            ? { day: { $gte: after?.day ?? today }, status: { $in: live } }
            : { ...(after ? { day: { $lte: after.day } } : {}), status: { $nin: live } }),
          ...(after
            ? {
                $and: [
                  {
                    $or: [{ day: { [beyond]: after.day } }, { day: after.day, _id: { [beyond]: after.id } }],
                  },
                ],
              }
            : {}),
        })
        .sort({ day: order, _id: order })
        .limit(limit)
        .lean<BookingRow[]>()
    },
    ofDay: (scope, deskId, day) =>
      bookings
        .find({ ...inScope(scope), deskId, day })
        .sort({ _id: 1 })
        .limit(MOST_OF_DAY)
        .lean<BookingRow[]>(),
    standingIn: (scope, deskId, from, to) =>
      bookings
        .find({
          ...{ ...inScope(scope), deskId, day: { $gte: from, $lte: to } },
          status: { $nin: ['cancelled', 'refused'] },
        })
        .sort({ day: 1, _id: 1 })
        .limit(MOST_OF_DAY)
        .lean<BookingRow[]>(),
    comingOf: (scope, deskId, today) =>
      bookings
        .find({ ...inScope(scope), deskId, day: { $gte: today }, holds: true })
        .sort({ day: 1, _id: 1 })
        .limit(MOST_OF_DAY)
        .lean<BookingRow[]>(),
    ofDays: (scope, deskId, from, to) =>
      bookings
        .find({ ...inScope(scope), deskId, day: { $gte: from, $lte: to } })
        .sort({ day: 1, _id: 1 })
        .limit(MOST_OF_DAYS)
        .lean<BookingRow[]>(),
    countWaiting: (scope, deskId, day) =>
      bookings.countDocuments(waiting(scope, deskId, day), { limit: MOST_OF_DAY }),
    waitingAhead: (scope, { deskId, day, queueAt }, limit) =>
      queueAt === undefined
        ? Promise.resolve([])
        : bookings
            .find({ ...waiting(scope, deskId, day), queueAt: { $lt: queueAt } })
            .sort({ queueAt: 1, _id: 1 })
            .limit(limit)
            .lean<BookingRow[]>(),
    async waitingBehind(scope, deskId, day, ahead) {
      const first = await bookings
        .find(waiting(scope, deskId, day))
        .sort({ queueAt: 1, _id: 1 })
        .limit(ahead + 1)
        .lean<BookingRow[]>()
      return first[ahead] ?? null
    },
    countAhead: (scope, { deskId, day, queueAt, _id }) =>
      queueAt === undefined
        ? Promise.resolve(0)
        : bookings.countDocuments(
            {
              ...waiting(scope, deskId, day),
              $or: [{ queueAt: { $lt: queueAt } }, { queueAt, _id: { $lt: _id } }],
            },
            { limit: MOST_OF_DAY },
          ),
    openOf: (scope, of, code) =>
      bookings
        .find({ ...inScope(scope), ...of, 'service.code': code, holds: true }, { day: 1, nth: 1, series: 1 })
        .limit(MEASURED)
        .lean<OpenBooking[]>(),
    ofSeries: (scope, seriesId) =>
      bookings
        .find({ ...inScope(scope), 'series.id': seriesId })
        .sort({ startsAt: 1, _id: 1 })
        .limit(seriesLimits.most)
        .lean<BookingRow[]>(),
    requestsOf: (scope, deskId, today) =>
      bookings
        .find({ ...inScope(scope), deskId, day: { $gte: today }, status: 'requested' })
        .sort({ day: 1, _id: 1 })
        .limit(MOST_OF_DAY)
        .lean<BookingRow[]>(),
    calledNow: (scope, deskId, day, limit) =>
      bookings
        .find({ ...inScope(scope), deskId, day, status: 'called' })
        .sort({ queueAt: -1, _id: -1 })
        .limit(limit)
        .lean<BookingRow[]>(),
    finished: (scope, deskId, day) =>
      bookings
        .find({ ...inScope(scope), deskId, day, status: 'done' })
        .sort({ queueAt: -1, _id: -1 })
        .limit(MEASURED)
        .lean<BookingRow[]>(),
    hasCalled: async (scope, deskId, day) =>
      (await bookings.exists({ ...inScope(scope), deskId, day, calledAt: { $exists: true } })) !== null,
    callNext: (scope, deskId, day, change) =>
      bookings
        .findOneAndUpdate(waiting(scope, deskId, day), updateOf(change), {
          sort: { queueAt: 1, _id: 1 },
          returnDocument: 'after',
        })
        .lean<BookingRow>(),
    change: (scope, id, event, version, change) =>
      bookings
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), status: { $in: sourcesOf(bookingMachine, event) }, version },
          updateOf(change),
          { returnDocument: 'after' },
        )
        .lean<BookingRow>(),
    async holdingAt(scope, slotIds, limit) {
      const begins = { startsAt: 1, _id: 1 } as const
      const first = await bookings
        .find({ ...inScope(scope), slotId: { $in: slotIds }, holds: true })
        .sort(begins)
        .limit(limit)
        .lean<BookingRow[]>()
      const longer = await bookings
        .find({ ...inScope(scope), moreSlotIds: { $exists: true, $in: slotIds }, holds: true })
        .sort(begins)
        .limit(limit)
        .lean<BookingRow[]>()
      if (longer.length === 0) return first
      const all = [...new Map([...first, ...longer].map((row) => [row._id, row])).values()]
      return all
        .toSorted((a, b) => (a.startsAt?.getTime() ?? 0) - (b.startsAt?.getTime() ?? 0))
        .slice(0, limit)
    },
    async countMissed(scope, personKey, since) {
      const missed = (await missedTogether({ scope, personKey, since })).filter((at) => at >= since)
      return { count: missed.length, last: missed.at(-1) ?? null }
    },
    leftOpen: (today, limit, skip) =>
      bookings
        .find({ status: { $in: [...holdingStatuses] }, day: { $lt: today } })
        .sort({ day: 1, _id: 1 })
        .skip(skip)
        .limit(limit)
        .lean<BookingRow[]>(),
    dueReminders: (now, limit, skip) =>
      bookings
        .find({ remindAt: { $lte: now } })
        .sort({ remindAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<BookingRow[]>(),
    claimReminder: (scope, id, due, next) =>
      bookings
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), remindAt: due },
          next === null ? { $unset: { remindAt: 1 } } : { $set: { remindAt: next } },
          { returnDocument: 'after' },
        )
        .lean<BookingRow>(),
    // The version stays: nothing that anybody decides depends on it, and a page that is open can go on.
    nameRoom: async (scope, { _id, version, room: before }, room) =>
      (
        await bookings.updateOne(
          { _id, ...inScope(scope), version, holds: true, 'room.id': before?.id ?? null },
          { $set: { room } },
        )
      ).matchedCount > 0,
  }
}
