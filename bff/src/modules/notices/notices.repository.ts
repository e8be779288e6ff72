import { COUNTED_AT_MOST } from '@linli/shared/contract'
import { sourcesOf, type EventOf } from '@linli/shared/machine'
import { noticeMachine, type NoticeStage } from '@linli/shared/notices/notices.machine'
import { disclosureClasses, type DisclosureClass } from '@linli/shared/notices/notices.rules'
import type { Connection } from 'mongoose'
import { rowsOf, rowsTogether } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { noticeModel, type NoticeEvent, type NoticeRow } from './notice.model'
import {
  afterPlace,
  allOf,
  inStage,
  liveAt,
  matchesAudience,
  matchesSearch,
  type ListPlace,
  type NoticeFilter,
  type ReaderFilter,
} from './notice-filters'

export type NoticeTransition = EventOf<typeof noticeMachine>

/** One guarded change: what must still be true, what becomes so, and the entry for the history. */
export interface NoticeChange {
  /** Absent for the clock's own publishing, which changes nothing a reader or an editor sees. */
  readonly version?: number
  readonly set: Partial<NoticeRow>
  readonly unset?: readonly ('nextActionAt' | 'snapshot')[]
  readonly entry: NoticeEvent
  /** Further conditions beside the status. */
  readonly where?: NoticeFilter
}

/** By the clock: a scheduled notice whose time has come is out, whether the sweep has been there or not. */
const unpublishedOf = (scope: Scope, authorId: string, now: Date): NoticeFilter => ({
  ...inScope(scope),
  status: { $in: ['draft', 'scheduled'] },
  authorId,
  $or: [{ publishAt: null }, { status: 'draft' }, { publishAt: { $gt: now } }],
})

/** Everything a list needs; the text, the search tokens and the history stay in the database. */
const listFields = { html: 0, links: 0, tokens: 0, history: 0, facts: 0, attachments: 0 } as const
/** Everything a reader sees or is judged by; the words a notice is found by are longer than the notice. */
const readFields = { tokens: 0, history: 0 } as const
const HISTORY_KEPT = 100

const deskStages = ['draft', 'scheduled', 'live', 'ended', 'withdrawn'] as const

/** How many notices stand in each stage of the desk, counted up to {@link COUNTED_AT_MOST}. */
export type StageCounts = Record<(typeof deskStages)[number], number>

export interface NoticesRepository {
  insert(row: NoticeRow): Promise<void>
  find(scope: Scope, id: string): Promise<NoticeRow | null>
  /** By id alone: a shared address may lead to any community; the policy judges the row before anything is shown. */
  findShared(id: string): Promise<NoticeRow | null>
  /** The event's one write. Null: the notice is out of scope, in another status, or was changed by somebody else. */
  transition(
    scope: Scope,
    id: string,
    event: NoticeTransition,
    change: NoticeChange,
  ): Promise<NoticeRow | null>
  /** A change that leaves the status alone, allowed in the given statuses. */
  change(
    scope: Scope,
    id: string,
    statuses: readonly NoticeRow['status'][],
    change: NoticeChange,
  ): Promise<NoticeRow | null>
  /** Notes the time of a reminder unless one was sent after `notSince`: of many at once, one wins. */
  markReminded(
    scope: Scope,
    id: string,
    now: Date,
    notSince: Date,
    entry: NoticeEvent,
  ): Promise<NoticeRow | null>
  markSnapshot(scope: Scope, id: string, after: string): Promise<void>
  /** True for the one caller that finished it. */
  finishSnapshot(scope: Scope, id: string, now: Date): Promise<boolean>
  /** Live notices, pinned ones first, newest first; one more than `limit` tells whether there are more. */
  listLive(scope: Scope, reader: ReaderFilter, now: Date, place: ListPlace): Promise<NoticeRow[]>
  /** Live must-confirm notices of the reader, newest first. */
  listMustConfirm(scope: Scope, reader: ReaderFilter, now: Date, limit: number): Promise<NoticeRow[]>
  /** Up to {@link COUNTED_AT_MOST}. */
  countLive(scope: Scope, reader: ReaderFilter, now: Date): Promise<number>
  /** Drafts and notices whose time has not come, under one name. */
  countUnpublishedOf(scope: Scope, authorId: string, now: Date): Promise<number>
  /** Gives them another author; an editor that has one open learns that it was changed. */
  handOverUnpublished(
    scope: Scope,
    fromId: string,
    to: { readonly id: string; readonly name: string },
    now: Date,
  ): Promise<number>
  /** The newest of each legal class that are or were public, with early withdrawals, and how many there are, up to
   * {@link COUNTED_AT_MOST}. */
  listDisclosed(
    scope: Scope,
    now: Date,
    limit: number,
  ): Promise<{ code: DisclosureClass; rows: NoticeRow[]; total: number }[]>
  listDesk(
    scope: Scope,
    now: Date,
    query: {
      readonly stages: readonly NoticeStage[]
      readonly q: string
      readonly before: { readonly updatedAt: Date; readonly id: string } | null
      readonly limit: number
    },
  ): Promise<NoticeRow[]>
  countStages(scope: Scope, now: Date): Promise<StageCounts>
  /** Scheduled notices of every community whose time has come; only the sweep asks this. */
  listDue(now: Date, limit: number, skip: number): Promise<Pick<NoticeRow, '_id' | 'communityId'>[]>
  /** By id, of those that are there. */
  titles(scope: Scope, ids: readonly string[]): Promise<Map<string, string>>
  /** Rows of the demo seed, as they are. */
  seedMany(rows: readonly NoticeRow[]): Promise<void>
}

/** Notices of the communities in scope. */
export function createNoticesRepository(connection: Connection): NoticesRepository {
  const notices = noticeModel(connection)
  const rows = rowsOf(notices)

  const guarded = (
    scope: Scope,
    id: string,
    statuses: readonly string[],
    { version, set, unset = [], entry, where = {} }: NoticeChange,
  ): Promise<NoticeRow | null> =>
    notices
      .findOneAndUpdate(
        allOf(
          { _id: id, ...inScope(scope), status: { $in: [...statuses] } },
          version === undefined ? {} : { version },
          where,
        ),
        {
          $set: set,
          ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
          ...(version !== undefined && { $inc: { version: 1 } }),
          $push: { history: { $each: [entry], $slice: -HISTORY_KEPT } },
        },
        { returnDocument: 'after' },
      )
      .lean<NoticeRow>()

  const segment = (filter: NoticeFilter, limit: number, hint?: string): Promise<NoticeRow[]> =>
    limit <= 0
      ? Promise.resolve([])
      : rows
          .find(filter, { projection: listFields, ...(hint !== undefined && { hint }) })
          .sort({ publishAt: -1, _id: -1 })
          .limit(limit)
          .toArray()

  const countOf = (filter: NoticeFilter): Promise<number> =>
    rows.countDocuments(filter, { limit: COUNTED_AT_MOST })

  const readable = (scope: Scope, reader: ReaderFilter, now: Date): NoticeFilter =>
    allOf(inScope(scope), liveAt(now), matchesAudience(reader), matchesSearch(reader.q ?? ''), {
      ...(reader.category && { category: reader.category }),
    })

  return {
    async insert(row) {
      await rows.insertOne(row, joining(connection))
    },
    find: (scope, id) => notices.findOne({ _id: id, ...inScope(scope) }).lean<NoticeRow>(),
    // At nine on a Monday everybody opens the same one.
    findShared: rowsTogether(rows, { projection: readFields }),
    transition: (scope, id, event, change) => guarded(scope, id, sourcesOf(noticeMachine, event), change),
    change: (scope, id, statuses, change) => guarded(scope, id, statuses, change),

    markReminded: (scope, id, now, notSince, entry) =>
      notices
        .findOneAndUpdate(
          allOf(
            { _id: id, ...inScope(scope), status: 'published' },
            { $or: [{ lastRemindedAt: null }, { lastRemindedAt: { $lte: notSince } }] },
            { $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] },
          ),
          { $set: { lastRemindedAt: now }, $push: { history: { $each: [entry], $slice: -HISTORY_KEPT } } },
          { returnDocument: 'after' },
        )
        .lean<NoticeRow>(),

    async markSnapshot(scope, id, after) {
      await notices.updateOne(
        { _id: id, ...inScope(scope), 'snapshot.doneAt': null },
        { $set: { 'snapshot.after': after } },
      )
    },
    async finishSnapshot(scope, id, now) {
      const { modifiedCount } = await notices.updateOne(
        { _id: id, ...inScope(scope), snapshot: { $ne: null }, 'snapshot.doneAt': null },
        { $set: { 'snapshot.doneAt': now } },
      )
      return modifiedCount === 1
    },

    async listLive(scope, reader, now, { after, limit }) {
      const base = readable(scope, reader, now)
      const pinned = after === null || after.pinned
      // Few are pinned at any time, which no plan of the database can know: without the hint it may look for
      // them among all notices there ever were, in the order asked for.
      const top = pinned
        ? await segment(allOf(base, { pinnedUntil: { $gt: now } }, afterPlace(after)), limit, 'notice_pinned')
        : []
      const rest = await segment(
        allOf(base, { pinnedUntil: { $not: { $gt: now } } }, pinned ? {} : afterPlace(after)),
        limit - top.length,
      )
      return [...top, ...rest]
    },
    listMustConfirm: (scope, reader, now, limit) =>
      segment(allOf(readable(scope, reader, now), { mustConfirm: true }), limit),
    countUnpublishedOf: (scope, authorId, now) => notices.countDocuments(unpublishedOf(scope, authorId, now)),
    async handOverUnpublished(scope, fromId, { id, name }, now) {
      const { modifiedCount } = await notices.updateMany(unpublishedOf(scope, fromId, now), {
        $set: { authorId: id, authorName: name, updatedAt: now },
        $inc: { version: 1 },
      })
      return modifiedCount
    },
    countLive: (scope, reader, now) => countOf(readable(scope, reader, now)),

    async listDisclosed(scope, now, limit) {
      const shown = (code: DisclosureClass): NoticeFilter =>
        allOf(
          inScope(scope),
          // The index holds these rows alone, and is taken only by a query that says so itself.
          { disclosureClass: { $eq: code, $type: 'string' }, publishAt: { $lte: now } },
          { $or: [{ status: { $in: ['published', 'scheduled'] } }, { 'withdrawal.early': true }] },
        )
      return Promise.all(
        disclosureClasses.map(async (code) => ({
          code,
          rows: await segment(shown(code), limit),
          total: await countOf(shown(code)),
        })),
      )
    },

    listDesk: (scope, now, { stages, q, before, limit }) =>
      notices
        .find(
          allOf(
            inScope(scope),
            { $or: stages.map((stage) => inStage(stage, now)) },
            matchesSearch(q),
            before === null
              ? {}
              : {
                  $or: [
                    { updatedAt: { $lt: before.updatedAt } },
                    { updatedAt: before.updatedAt, _id: { $lt: before.id } },
                  ],
                },
          ),
          listFields,
        )
        .sort({ updatedAt: -1, _id: -1 })
        .limit(limit)
        .lean<NoticeRow[]>(),

    async countStages(scope, now) {
      // Short walks along the index side by side; one `$group` would read every notice there ever was.
      const counted = await Promise.all(
        deskStages.map(async (stage) => [stage, await countOf(allOf(inScope(scope), inStage(stage, now)))]),
      )
      return Object.fromEntries(counted) as StageCounts
    },

    listDue: (now, limit, skip) =>
      notices
        .find({ nextActionAt: { $lte: now } }, { communityId: 1 })
        .sort({ nextActionAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<NoticeRow, '_id' | 'communityId'>[]>(),

    async titles(scope, ids) {
      const found = await notices
        .find({ ...inScope(scope), _id: { $in: [...ids] } }, { title: 1 })
        .lean<Pick<NoticeRow, '_id' | 'title'>[]>()
      return new Map(found.map((row) => [row._id, row.title]))
    },
    async seedMany(seeded) {
      await rows.insertMany([...seeded])
    },
  }
}
