import { endedStatuses, openStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { opinionAuthorModel } from './opinion-author.model'
import { opinionModel, type OpinionRow } from './opinion.model'
import type { OpinionEntryRow, OpinionHistoryRow } from './opinion-parts.model'
import { createCaseTimes, type CaseTimes } from './case-times.repository'
import { createStaffCases, type StaffCases } from './staff-cases.repository'

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
    | 'text'
    | 'voice'
    | 'video'
    | 'searchTokens'
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
    | 'barred'
    | 'category'
    | 'contactSharedAt'
  >
>

export type UnsetField =
  | 'nextActionAt'
  | 'board'
  | 'handling'
  | 'parties'
  | 'hold'
  | 'extension'
  | 'warnAt'
  | 'excluded'
  | 'barred'
  | 'contactSharedAt'

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

/** Whose own cases are looked for. */
export interface OwnReader {
  readonly accountId: string
  readonly personId: string | null
}

export interface OpinionsRepository extends StaffCases, CaseTimes {
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
  /** What the account wrote, what it wrote for those who agree to it, and what was written for its person. */
  listOwn(
    scope: Scope,
    reader: OwnReader & { readonly principalIds: readonly string[] },
    page: { filter: OwnFilter; before: string | null; limit: number; now: Date },
  ): Promise<OpinionRow[]>
  board(
    scope: Scope,
    page: { tokens: readonly string[]; after: BoardPosition | null; limit: number },
  ): Promise<OpinionRow[]>
  /** The guarded write of every transition; null when status or version are no longer what the guard names. */
  change(scope: Scope, id: string, guard: Guard, change: OpinionChange): Promise<OpinionRow | null>
  /** Communities the account has written in (a collection of the deployment, keyed by account). */
  communitiesOfAuthor(accountId: string): Promise<string[]>
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
  rememberAuthor(accountId: string, communityId: string): Promise<void>
}

/** More texts than a real case ever has; keeps one document from growing without end. */
const MOST_ENTRIES = 300
const MOST_REMEMBERED = 10_000
/** What a line of the board does not show stays in the database. */
const boardFields = {
  ...{ history: 0, searchTokens: 0, photos: 0, voice: 0, video: 0, clock: 0, pastClocks: 0, pastRatings: 0 },
  ...{ 'board.tokens': 0, 'board.photos': 0, 'handling.copy': 0 },
} as const

export function createOpinionsRepository(connection: Connection): OpinionsRepository {
  const opinions = opinionModel(connection)
  const rows = rowsOf(opinions)
  const authors = opinionAuthorModel(connection)
  const authorRows = rowsOf(authors)
  /** Written once, a pair stays true: this spares the same write at every submission of a person. */
  const remembered = new Set<string>()

  return {
    ...createStaffCases(connection),
    ...createCaseTimes(connection),
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
    board: (scope, { tokens, after, limit }) =>
      rows
        .find(
          {
            ...inScope(scope),
            'board.at': after ? { $exists: true, $lte: after.at } : { $exists: true },
            ...(tokens.length > 0 ? { 'board.tokens': { $all: [...tokens] } } : {}),
            ...(after
              ? { $or: [{ 'board.at': { $lt: after.at } }, { 'board.at': after.at, _id: { $lt: after.id } }] }
              : {}),
          },
          { projection: boardFields },
        )
        .sort({ 'board.at': -1, _id: -1 })
        .limit(limit)
        .toArray(),
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
