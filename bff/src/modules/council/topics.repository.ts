import { COUNTED_AT_MOST } from '@linli/shared/contract'
import type { TopicStatus } from '@linli/shared/council/topics.machine'
import type { Connection } from 'mongoose'
import { inOwnPlaces } from '../../platform/own-places'
import { inScope, type Scope } from '../../platform/scope'
import { topicModel, type TopicHeard, type TopicHistory, type TopicRow } from './topic.model'

export type TopicSet = Partial<
  Pick<
    TopicRow,
    | 'status'
    | 'supportUntil'
    | 'deskDueAt'
    | 'nextActionAt'
    | 'countDueAt'
    | 'screening'
    | 'objection'
    | 'decision'
    | 'adoption'
    | 'motion'
    | 'pollId'
    | 'ownPollId'
    | 'resolution'
  >
>

export interface TopicChange {
  readonly from: readonly TopicStatus[]
  /** The version the caller has read; absent for acts of the clock and of supporters. */
  readonly version?: number
  readonly set: TopicSet
  readonly unset?: readonly ('deskDueAt' | 'nextActionAt' | 'countDueAt')[]
  readonly history: TopicHistory
}

export interface TopicPlace {
  readonly before: string | null
  readonly limit: number
}

export interface TopicsRepository {
  insert(row: TopicRow): Promise<void>
  find(scope: Scope, id: string): Promise<TopicRow | null>
  /** By address alone: the policy judges the row before anything of it is told. */
  findShared(id: string): Promise<TopicRow | null>
  findMany(scope: Scope, ids: readonly string[]): Promise<TopicRow[]>
  list(
    scope: Scope,
    filter: { statuses: readonly TopicStatus[]; now: Date; isOver: boolean },
    place: TopicPlace,
  ): Promise<TopicRow[]>
  search(
    scope: Scope,
    statuses: readonly TopicStatus[],
    tokens: readonly string[],
    place: TopicPlace,
  ): Promise<TopicRow[]>
  /** Some of those that share at least one token, the newest first. */
  alike(
    scope: Scope,
    statuses: readonly TopicStatus[],
    tokens: readonly string[],
    limit: number,
  ): Promise<TopicRow[]>
  listOwn(scope: Scope, accountId: string, place: TopicPlace): Promise<TopicRow[]>
  countOwn(scope: Scope, accountId: string): Promise<number>
  /** What waits for the desk, the oldest promise first. */
  waiting(scope: Scope, place: { after: { at: Date; id: string } | null; limit: number }): Promise<TopicRow[]>
  countWaiting(scope: Scope): Promise<number>
  /** One guarded write: null when the status or the version is another by now. */
  change(scope: Scope, id: string, change: TopicChange): Promise<TopicRow | null>
  /**
   * Makes what depends on the tasks of a topic wait for its turn: two transactions that read them at once would each
   * miss what the other writes. False when the topic has left the status. Joins the unit of work.
   */
  hold(scope: Scope, id: string, status: TopicStatus): Promise<boolean>
  /** Of these polls, those that a topic other than `exceptId` is decided by. */
  decidedBy(scope: Scope, pollIds: readonly string[], exceptId: string): Promise<Set<string>>
  /** Counts a supporter in or out while that is possible at `now`; null when it is not. Joins the unit of work. */
  count(scope: Scope, id: string, by: 1 | -1, now: Date): Promise<TopicRow | null>
  /** Notes which notice discloses it; false when another does already. Joins the unit of work. */
  disclosed(scope: Scope, id: string, field: 'noticeId' | 'doneNoticeId', noticeId: string): Promise<boolean>
  /** Shows two beside each other; both or none. Joins the unit of work. */
  link(scope: Scope, id: string, otherId: string): Promise<void>
  /** One statement more, while it is deliberated and holds fewer than `most`; null otherwise. Joins the unit of work. */
  addStatement(scope: Scope, id: string, most: number): Promise<TopicRow | null>
  /** Topics whose time has come, across communities: for the sweep alone. */
  due(now: Date, limit: number, skip: number): Promise<TopicRow[]>
  /** The sweep has said what was to be said. False when somebody else did. */
  settleDue(scope: Scope, id: string, at: Date): Promise<boolean>
  dueCounts(now: Date, limit: number, skip: number): Promise<TopicRow[]>
  /**
   * Sets when stances are looked at again, with what is told meanwhile. False when somebody else has looked, or nobody
   * deliberates any more. Joins the unit of work.
   */
  countAgain(
    scope: Scope,
    row: Pick<TopicRow, '_id' | 'countDueAt'>,
    next: Date,
    heard: TopicHeard | null,
  ): Promise<boolean>
  /** The proposals of an account that goes: they stay, without it. */
  forgetProposer(scope: Scope, accountId: string, nobody: string, label: string): Promise<void>
}

/** Neither shown nor judged. */
const listFields = { searchTokens: 0, why: 0, wish: 0 } as const

export function createTopicsRepository(connection: Connection): TopicsRepository {
  const topics = topicModel(connection)
  const beyond = (before: string | null) => (before === null ? {} : { _id: { $lt: before } })
  return {
    async insert(row) {
      await topics.create([row])
    },
    find: (scope, id) => topics.findOne({ ...inScope(scope), _id: id }).lean<TopicRow>(),
    findShared: (id) => topics.findOne({ _id: id }).lean<TopicRow>(),
    findMany: (scope, ids) =>
      ids.length === 0
        ? Promise.resolve([])
        : topics.find({ ...inScope(scope), _id: { $in: [...ids] } }, listFields).lean<TopicRow[]>(),
    list: (scope, { statuses, now, isOver }, { before, limit }) =>
      topics
        .find(
          {
            ...inScope(scope),
            status: { $in: [...statuses] },
            // What has run out of time is over from that moment, whatever the sweep has written.
            ...(isOver
              ? { $or: [{ status: { $ne: 'gathering' } }, { supportUntil: { $lte: now } }] }
              : { $or: [{ status: { $ne: 'gathering' } }, { supportUntil: { $gt: now } }] }),
            ...beyond(before),
          },
          listFields,
        )
        .sort({ _id: -1 })
        .limit(limit)
        .lean<TopicRow[]>(),
    search: (scope, statuses, tokens, { before, limit }) =>
      topics
        .find(
          {
            ...inScope(scope),
            searchTokens: { $all: [...tokens] },
            status: { $in: [...statuses] },
            ...beyond(before),
          },
          listFields,
        )
        .sort({ _id: -1 })
        .limit(limit)
        .lean<TopicRow[]>(),
    alike: (scope, statuses, tokens, limit) =>
      topics
        .find({ ...inScope(scope), searchTokens: { $in: [...tokens] }, status: { $in: [...statuses] } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<TopicRow[]>(),
    listOwn: (scope, accountId, { before, limit }) =>
      topics
        .find({ ...inScope(scope), proposerAccountId: accountId, ...beyond(before) }, listFields)
        .sort({ _id: -1 })
        .limit(limit)
        .lean<TopicRow[]>(),
    countOwn: (scope, accountId) =>
      topics.countDocuments({ ...inScope(scope), proposerAccountId: accountId }),
    waiting: (scope, { after, limit }) =>
      topics
        .find(
          {
            ...inScope(scope),
            deskDueAt: { $gte: after?.at ?? new Date(0) },
            ...(after && {
              $or: [{ deskDueAt: { $gt: after.at } }, { deskDueAt: after.at, _id: { $gt: after.id } }],
            }),
          },
          listFields,
        )
        .sort({ deskDueAt: 1, _id: 1 })
        .limit(limit)
        .lean<TopicRow[]>(),
    countWaiting: (scope) =>
      topics.countDocuments(
        { ...inScope(scope), deskDueAt: { $gte: new Date(0) } },
        { limit: COUNTED_AT_MOST },
      ),
    change: (scope, id, { from, version, set, unset = [], history }) =>
      topics
        .findOneAndUpdate(
          {
            ...inScope(scope),
            _id: id,
            status: { $in: [...from] },
            ...(version === undefined ? {} : { version }),
          },
          {
            $set: set,
            ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
            $inc: { version: 1 },
            $push: { history },
          },
          { returnDocument: 'after' },
        )
        .lean<TopicRow>(),
    async hold(scope, id, status) {
      const answer = await topics.updateOne({ ...inScope(scope), _id: id, status }, { $inc: { version: 1 } })
      return answer.matchedCount === 1
    },
    async decidedBy(scope, pollIds, exceptId) {
      const rows = await topics
        .find(
          { ...inScope(scope), ownPollId: { $in: [...pollIds], $type: 'string' }, _id: { $ne: exceptId } },
          { ownPollId: 1 },
        )
        .lean<Pick<TopicRow, 'ownPollId'>[]>()
      return new Set(rows.flatMap(({ ownPollId }) => ownPollId ?? []))
    },
    count: (scope, id, by, now) =>
      topics
        .findOneAndUpdate(
          {
            ...inScope(scope),
            _id: id,
            $or: [
              { status: 'gathering', supportUntil: { $gt: now } },
              ...(by === 1 ? [{ status: 'supported' as const }] : []),
            ],
          },
          { $inc: { supporters: by } },
          { returnDocument: 'after' },
        )
        .lean<TopicRow>(),
    async disclosed(scope, id, field, noticeId) {
      const found = await topics.updateOne(
        { ...inScope(scope), _id: id, [field]: null },
        { $set: { [field]: noticeId } },
      )
      return found.modifiedCount === 1
    },
    async link(scope, id, otherId) {
      await topics.updateOne({ ...inScope(scope), _id: id }, { $addToSet: { linkedIds: otherId } })
      await topics.updateOne({ ...inScope(scope), _id: otherId }, { $addToSet: { linkedIds: id } })
    },
    addStatement: (scope, id, most) =>
      topics
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, status: 'deliberating', statements: { $lt: most } },
          { $inc: { statements: 1 } },
          { returnDocument: 'after' },
        )
        .lean<TopicRow>(),
    due: (now, limit, skip) =>
      topics
        .find({ nextActionAt: { $lte: now } })
        .sort({ nextActionAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<TopicRow[]>(),
    async settleDue(scope, id, at) {
      const answer = await topics.updateOne(
        { ...inScope(scope), _id: id, nextActionAt: at },
        { $unset: { nextActionAt: 1 } },
      )
      return answer.modifiedCount === 1
    },
    dueCounts: (now, limit, skip) =>
      topics
        .find({ countDueAt: { $lte: now } })
        .sort({ countDueAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<TopicRow[]>(),
    async countAgain(scope, { _id, countDueAt }, next, heard) {
      const answer = await topics.updateOne(
        { ...inScope(scope), _id, status: 'deliberating', countDueAt },
        { $set: { countDueAt: next, ...(heard && { heard }) } },
      )
      return answer.modifiedCount === 1
    },
    async forgetProposer(scope, accountId, nobody, label) {
      const own = await topics
        .find({ ...inScope(scope), proposerAccountId: accountId }, { communityId: 1, history: 1 })
        .lean<Pick<TopicRow, '_id' | 'communityId' | 'history'>[]>()
      const isOwn = ({ byAccountId }: { byAccountId: string | null }): boolean => byAccountId === accountId
      const written = { byAccountId: nobody, byName: label }
      await topics.bulkWrite(
        own.map(({ _id, communityId, history }) => ({
          updateOne: {
            filter: { _id, communityId, proposerAccountId: accountId },
            update: {
              $set: {
                ...{ proposerAccountId: nobody, proposerPersonId: null },
                ...{ proposerLabel: label, proposerText: label },
                ...inOwnPlaces('history', history, isOwn, written),
              },
            },
          },
        })),
      )
    },
  }
}
