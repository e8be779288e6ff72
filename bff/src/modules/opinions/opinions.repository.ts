import { COUNTED_AT_MOST } from '@linli/shared/contract'
import { endedStatuses, openStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import {
  opinionAuthorModel,
  opinionModel,
  type OpinionEntryRow,
  type OpinionHistoryRow,
  type OpinionRow,
} from './opinion.model'
import {
  isNewestFirst,
  queueRanks,
  stretchCondition,
  stretchesOf,
  type QueueMoment,
  type QueuePosition,
  type StaffFilter,
  type StaffReach,
  type Stretch,
} from './opinions.queue'

export type OwnFilter = 'all' | 'open' | 'waits-for-me' | 'closed'

export interface BoardPosition {
  readonly at: Date
  readonly id: string
}

/** Fields a change may set; everything else is written once. */
export type OpinionSet = Partial<
  Pick<
    OpinionRow,
    | 'status'
    | 'acceptedAt'
    | 'answeredAt'
    | 'closedAt'
    | 'closedAs'
    | 'clock'
    | 'queueRank'
    | 'queueAt'
    | 'nextActionAt'
    | 'ownerAccountId'
    | 'ownerLabel'
    | 'rating'
    | 'reopenCount'
    | 'rejection'
    | 'board'
    | 'handling'
    | 'parties'
    | 'hold'
    | 'extension'
    | 'returnCount'
    | 'warnAt'
    | 'mergedInto'
    | 'mergedFrom'
    | 'callback'
    | 'excluded'
    | 'aboutPerson'
  >
>

export type UnsetField =
  'nextActionAt' | 'board' | 'handling' | 'parties' | 'hold' | 'extension' | 'warnAt' | 'excluded'

/** One write: what is set, what is forgotten, what is added to the course of the case. */
export interface OpinionChange {
  readonly set: OpinionSet
  readonly unset?: readonly UnsetField[]
  readonly entry?: OpinionEntryRow
  readonly pastClock?: OpinionRow['clock']
  readonly pastRating?: NonNullable<OpinionRow['rating']>
  readonly history: OpinionHistoryRow
  /** False for internal notes: the author must not notice them, not even by a version conflict. */
  readonly countsAsVersion?: boolean
}

export interface Guard {
  readonly version: number
  readonly statuses: readonly OpinionStatus[]
}

export type StaffCounts = Record<StaffFilter, number>

/** Whose own cases are looked for. */
export interface OwnReader {
  readonly accountId: string
  readonly personId: string | null
}

export interface OpinionsRepository {
  insert(row: OpinionRow): Promise<void>
  insertMany(rows: readonly OpinionRow[]): Promise<void>
  find(scope: Scope, id: string): Promise<OpinionRow | null>
  /** Those of the ids that lie in the scope. */
  findMany(scope: Scope, ids: readonly string[]): Promise<Map<string, OpinionRow>>
  /**
   * By id alone, because the address of a case carries no community: answers the caller's own case, one written by or
   * for the caller, or one that stands on the public board, and nothing else.
   */
  findOwnOrPublic(id: string, reader: OwnReader | null): Promise<OpinionRow | null>
  findInReach(reach: StaffReach, id: string): Promise<OpinionRow | null>
  /** What the account wrote, what it wrote for those who agree to it, and what was written for its person. */
  listOwn(
    scope: Scope,
    reader: OwnReader & { readonly principalIds: readonly string[] },
    page: { filter: OwnFilter; before: string | null; limit: number; now: Date },
  ): Promise<OpinionRow[]>
  queue(
    reach: StaffReach,
    page: { filter: StaffFilter; after: QueuePosition | null; limit: number },
    moment: QueueMoment,
  ): Promise<OpinionRow[]>
  /** Cases that carry every token, in any state, newest first. */
  search(
    reach: StaffReach,
    page: { tokens: readonly string[]; before: string | null; limit: number },
  ): Promise<OpinionRow[]>
  /** How many cases each of the filters holds, at most {@link COUNTED_AT_MOST} each. */
  counts<Filter extends StaffFilter>(
    reach: StaffReach,
    moment: QueueMoment,
    filters: readonly Filter[],
  ): Promise<Record<Filter, number>>
  board(
    scope: Scope,
    page: { tokens: readonly string[]; after: BoardPosition | null; limit: number },
  ): Promise<OpinionRow[]>
  /** The guarded write of every transition; null when status or version are no longer what the guard names. */
  change(scope: Scope, id: string, guard: Guard, change: OpinionChange): Promise<OpinionRow | null>
  /** Cases whose time has come, of all communities: the sweep belongs to the deployment. */
  listDue(now: Date, limit: number): Promise<{ id: string; communityId: string }[]>
  /** Cases that ended in a stretch of time, in the order in which they did; what the figures do not look at is left out. */
  listEnded(
    scope: Scope,
    page: { from: Date; to: Date; after: { at: Date; id: string } | null; limit: number },
  ): Promise<OpinionRow[]>
  /** Cases to be warned of, of all communities, the longest due first. */
  listWarnings(now: Date, limit: number): Promise<{ id: string; communityId: string }[]>
  /** Writes down a warning and when the next one comes, unless another worker did; null forgets the next one. */
  markWarned(
    scope: Scope,
    id: string,
    guard: Date,
    next: { warned: OpinionRow['warned']; warnAt: Date | null },
  ): Promise<boolean>
  /** Cases of all communities in which an answer is owed, in the order of their ids. */
  listOpen(after: string, limit: number): Promise<OpinionRow[]>
  /** Other due times of a case that has not moved meanwhile; its version stays, because nobody did anything. */
  setClocks(
    scope: Scope,
    id: string,
    version: number,
    next: Pick<OpinionRow, 'clock' | 'queueRank' | 'queueAt' | 'handling'> & { warnAt: Date | null },
  ): Promise<boolean>
  /** Communities the account has written in (a collection of the deployment, keyed by account). */
  communitiesOfAuthor(accountId: string): Promise<string[]>
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
  rememberAuthor(accountId: string, communityId: string): Promise<void>
}

/** What a line of the workbench does not show stays in the database. */
const queueFields = {
  ...{ entries: 0, history: 0, searchTokens: 0, board: 0, photos: 0, pastClocks: 0, pastRatings: 0 },
  ...{ 'handling.copy.photos': 0 },
} as const
/** Nor does what a clock is not computed from. */
const openFields = { ...{ entries: 0, history: 0, searchTokens: 0, board: 0, photos: 0 } } as const
/** More texts than a real case ever has; keeps one document from growing without end. */
const MOST_ENTRIES = 300
const MOST_REMEMBERED = 10_000

export function createOpinionsRepository(connection: Connection): OpinionsRepository {
  const opinions = opinionModel(connection)
  const rows = rowsOf(opinions)
  const authors = opinionAuthorModel(connection)
  const authorRows = rowsOf(authors)
  /** Written once, a pair stays true: this spares the same write at every submission of a person. */
  const remembered = new Set<string>()

  return {
    async insert(row) {
      await rows.insertOne(row, joining(connection))
    },
    async insertMany(cases) {
      await rows.insertMany([...cases])
    },
    find: (scope, id) => opinions.findOne({ _id: id, ...inScope(scope) }).lean<OpinionRow>(),
    async findMany(scope, ids) {
      if (ids.length === 0) return new Map()
      const found = await opinions.find({ _id: { $in: [...ids] }, ...inScope(scope) }).lean<OpinionRow[]>()
      return new Map(found.map((row) => [row._id, row]))
    },
    findOwnOrPublic: (id, reader) =>
      opinions
        .findOne({ _id: id, $or: [...waysOfOwn(reader), { 'board.at': { $exists: true } }] })
        .lean<OpinionRow>(),
    findInReach: (reach, id) => opinions.findOne({ _id: id, ...inReach(reach) }).lean<OpinionRow>(),
    async listOwn(scope, { accountId, personId, principalIds }, { filter, before, limit, now }) {
      const ways: Record<string, unknown>[] = [
        { authorAccountId: accountId },
        ...(principalIds.length === 0
          ? []
          : [{ 'filedBy.accountId': accountId, authorPersonId: { $in: [...principalIds] } }]),
        ...(personId === null ? [] : [filedFor(personId)]),
      ]
      const found = await Promise.all(
        ways.map((way) =>
          opinions
            .find({
              ...inScope(scope),
              ...way,
              ...(before === null ? {} : { _id: { $lt: before } }),
              ...ownCondition(filter, now),
            })
            .sort({ _id: -1 })
            .limit(limit)
            .lean<OpinionRow[]>(),
        ),
      )
      const once = new Map(found.flat().map((row) => [row._id, row]))
      return [...once.values()].toSorted((a, b) => (a._id < b._id ? 1 : -1)).slice(0, limit)
    },
    async queue(reach, { filter, after, limit }, moment) {
      const newestFirst = isNewestFirst(filter)
      const order = newestFirst ? -1 : 1
      const read = (stretch: Stretch, from: QueuePosition | null, most: number): Promise<OpinionRow[]> =>
        rows
          .find(
            { $and: [inReach(reach), stretchCondition(stretch, from, newestFirst)] },
            { projection: queueFields },
          )
          .sort({ queueAt: order, _id: order })
          .limit(most)
          .toArray()
      const stretches = stretchesOf(filter, moment)
      if (newestFirst) {
        const found = await Promise.all(stretches.map((stretch) => read(stretch, after, limit)))
        return found.flat().toSorted(newerFirst).slice(0, limit)
      }
      const page: OpinionRow[] = []
      for (const stretch of stretches) {
        if (page.length === limit || (after && stretch.rank < after.queueRank)) continue
        page.push(
          ...(await read(stretch, after?.queueRank === stretch.rank ? after : null, limit - page.length)),
        )
      }
      return page
    },
    search: (reach, { tokens, before, limit }) =>
      opinions
        .find({
          $and: [
            inReach(reach),
            { searchTokens: { $all: [...tokens] }, ...(before === null ? {} : { _id: { $lt: before } }) },
          ],
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<OpinionRow[]>(),
    async counts<Filter extends StaffFilter>(
      reach: StaffReach,
      moment: QueueMoment,
      filters: readonly Filter[],
    ) {
      // Short walks along an index each, side by side; one `$group` over everything would read every case.
      // Filters share stretches, and each is walked once.
      const walks = new Map<string, Promise<number>>()
      const countOf = (stretch: Stretch): Promise<number> => {
        const name = JSON.stringify(stretch)
        const walk =
          walks.get(name) ??
          rows.countDocuments(
            { $and: [inReach(reach), stretchCondition(stretch, null, false)] },
            { limit: COUNTED_AT_MOST },
          )
        walks.set(name, walk)
        return walk
      }
      const counted = await Promise.all(
        filters.map(async (filter): Promise<[Filter, number]> => {
          const parts = await Promise.all(stretchesOf(filter, moment).map(countOf))
          const sum = parts.reduce((total, count) => total + count, 0)
          return [filter, Math.min(sum, COUNTED_AT_MOST)]
        }),
      )
      return Object.fromEntries(counted) as Record<Filter, number>
    },
    board: (scope, { tokens, after, limit }) =>
      opinions
        .find({
          ...inScope(scope),
          'board.at': after ? { $exists: true, $lte: after.at } : { $exists: true },
          ...(tokens.length > 0 ? { 'board.tokens': { $all: [...tokens] } } : {}),
          ...(after
            ? { $or: [{ 'board.at': { $lt: after.at } }, { 'board.at': after.at, _id: { $lt: after.id } }] }
            : {}),
        })
        .sort({ 'board.at': -1, _id: -1 })
        .limit(limit)
        .lean<OpinionRow[]>(),
    change(scope, id, { version, statuses }, change) {
      const { set, unset = [], entry, pastClock, pastRating, history, countsAsVersion = true } = change
      const filter = {
        _id: id,
        ...inScope(scope),
        status: { $in: [...statuses] },
        version,
        ...(entry ? { [`entries.${MOST_ENTRIES - 1}`]: { $exists: false } } : {}),
      }
      return opinions
        .findOneAndUpdate(
          filter,
          {
            ...(Object.keys(set).length > 0 ? { $set: set } : {}),
            ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((name) => [name, 1])) } : {}),
            ...(countsAsVersion ? { $inc: { version: 1 } } : {}),
            $push: {
              history,
              ...(entry ? { entries: entry } : {}),
              ...(pastClock ? { pastClocks: pastClock } : {}),
              ...(pastRating ? { pastRatings: pastRating } : {}),
            },
          },
          { returnDocument: 'after' },
        )
        .lean<OpinionRow>()
    },
    async listDue(now, limit) {
      const rows = await opinions
        .find({ nextActionAt: { $lte: now } }, { communityId: 1 })
        .sort({ nextActionAt: 1 })
        .limit(limit)
        .lean<{ _id: string; communityId: string }[]>()
      return rows.map(({ _id, communityId }) => ({ id: _id, communityId }))
    },
    listEnded: (scope, { from, to, after, limit }) =>
      rows
        .find(
          {
            ...inScope(scope),
            queueRank: queueRanks.ended,
            queueAt: { $gte: after?.at ?? from, $lt: to },
            ...(after ? { $or: [{ queueAt: { $gt: after.at } }, { _id: { $gt: after.id } }] } : {}),
          },
          { projection: openFields },
        )
        .sort({ queueAt: 1, _id: 1 })
        .limit(limit)
        .toArray(),
    async listWarnings(now, limit) {
      const due = await opinions
        .find({ warnAt: { $lte: now } }, { communityId: 1 })
        .sort({ warnAt: 1 })
        .limit(limit)
        .lean<{ _id: string; communityId: string }[]>()
      return due.map(({ _id, communityId }) => ({ id: _id, communityId }))
    },
    async markWarned(scope, id, guard, { warned, warnAt }) {
      const { matchedCount } = await opinions.updateOne(
        { _id: id, ...inScope(scope), warnAt: guard },
        {
          $set: { ...(warned ? { warned } : {}), ...(warnAt ? { warnAt } : {}) },
          ...(warnAt ? {} : { $unset: { warnAt: 1 } }),
        },
      )
      return matchedCount === 1
    },
    listOpen: (after, limit) =>
      rows
        .find({ _id: { $gt: after }, queueRank: { $lt: queueRanks.answered } }, { projection: openFields })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    async setClocks(scope, id, version, { warnAt, handling, ...next }) {
      const { matchedCount } = await opinions.updateOne(
        { _id: id, ...inScope(scope), version },
        {
          $set: { ...next, ...(handling ? { handling } : {}), ...(warnAt ? { warnAt } : {}) },
          ...(warnAt ? {} : { $unset: { warnAt: 1 } }),
        },
      )
      return matchedCount === 1
    },
    countOfPersons: (scope, personIds) =>
      opinions.countDocuments({
        ...inScope(scope),
        authorPersonId: { $in: [...personIds], $type: 'string' },
      }),
    async communitiesOfAuthor(accountId) {
      const row = await authors.findById(accountId).lean()
      return row?.communityIds ?? []
    },
    async rememberAuthor(accountId, communityId) {
      const pair = `${accountId} ${communityId}`
      if (remembered.has(pair)) return
      // Outside an open transaction: a person's own submissions would conflict on the row, and one community too
      // many only widens where one's own cases are looked for.
      const remember = () =>
        authorRows.updateOne(
          { _id: accountId },
          { $addToSet: { communityIds: communityId } },
          { upsert: true },
        )
      await remember().catch((error: unknown) => {
        // Two first ones at once: the loser of the insert finds the winner's row.
        if (isDuplicateKey(error)) return remember()
        throw error
      })
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.add(pair)
    },
  }
}

/** Whole communities, what lies under the nodes of a grid worker, what was given to the caller: any of them. */
function inReach({ scope, wholeIds, nodeIds, partyKeys }: StaffReach): Record<string, unknown> {
  const ways = [
    ...(wholeIds.length === 0 ? [] : [{ communityId: { $in: [...wholeIds] } }]),
    ...(nodeIds.length === 0 ? [] : [{ 'place.path': { $in: [...nodeIds] } }]),
    ...(partyKeys.length === 0 ? [] : [{ parties: { $in: [...partyKeys] } }]),
  ]
  const isWhole = scope.communityIds.every((id) => wholeIds.includes(id))
  if (isWhole || ways.length === 0) return inScope(scope)
  const [only, ...others] = ways
  return others.length === 0 ? { ...inScope(scope), ...only } : { ...inScope(scope), $or: ways }
}

/** Written by a delegate for this person, whether or not the person had an account then. */
const filedFor = (personId: string): Record<string, unknown> => ({
  authorPersonId: personId,
  'filedBy.accountId': { $type: 'string' },
})

const waysOfOwn = (reader: OwnReader | null): Record<string, unknown>[] =>
  reader === null
    ? []
    : [
        { authorAccountId: reader.accountId },
        { 'filedBy.accountId': reader.accountId },
        ...(reader.personId === null ? [] : [filedFor(reader.personId)]),
      ]

function ownCondition(filter: OwnFilter, now: Date): Record<string, unknown> {
  const lapsed = { status: 'answered', nextActionAt: { $lte: now } }
  const answered = { status: 'answered', nextActionAt: { $gt: now } }
  switch (filter) {
    case 'all':
      return {}
    case 'open':
      return {
        $or: [{ status: { $in: [...openStatuses] } }, answered],
      }
    case 'waits-for-me':
      return {
        $or: [{ status: 'needs_info' }, { status: 'waiting', hold: { $exists: false } }, answered],
      }
    case 'closed':
      return { $or: [{ status: { $in: [...endedStatuses] } }, lapsed] }
  }
}

const newerFirst = (a: OpinionRow, b: OpinionRow): number =>
  b.queueAt.getTime() - a.queueAt.getTime() || (a._id < b._id ? 1 : -1)
