import type { PollStatus } from '@linli/shared/polls/polls.machine'
import type { IsoDay } from '@linli/shared/time'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { pollModel, type PollHistory, type PollRefusal, type PollRow, type PollSignature } from './poll.model'
import { pollObjectionModel, type PollObjectionRow } from './poll-objection.model'

export type PollSet = Partial<Omit<PollRow, '_id' | 'communityId' | 'version' | 'history' | 'nextActionAt'>>

export interface PollChange {
  readonly from: readonly PollStatus[]
  /** The version the caller has read; absent for acts of the clock. */
  readonly version?: number
  readonly set: PollSet
  /** Null takes the poll out of the sweep; absent leaves it. */
  readonly nextActionAt?: Date | null
  readonly history?: PollHistory
}

/** Who filed objections: an account, and the records of the roll it answers for. */
export interface ObjectionsBy {
  readonly accountId: string
  readonly personIds: readonly string[]
}

export interface PollsRepository {
  insert(row: PollRow): Promise<void>
  find(scope: Scope, id: string): Promise<PollRow | null>
  /** By address alone: the policy judges the row before anything of it is told. */
  findShared(id: string): Promise<PollRow | null>
  list(
    scope: Scope,
    statuses: readonly PollStatus[],
    place: { after: string | null; limit: number },
  ): Promise<PollRow[]>
  /** One guarded write: null when the status or the version is another by now. */
  change(scope: Scope, id: string, change: PollChange): Promise<PollRow | null>
  /** Adds a signature once per account, on this root alone. */
  sign(scope: Scope, id: string, root: string, signature: PollSignature): Promise<PollRow | null>
  /** Adds a refusal of this very root, once per account and not from who has signed it; null otherwise. */
  refuseSignature(scope: Scope, id: string, root: string, refusal: PollRefusal): Promise<PollRow | null>
  /** Polls whose time has come, across communities: for the sweep alone. */
  due(now: Date, limit: number, skip: number): Promise<Pick<PollRow, '_id' | 'communityId'>[]>

  findMany(scope: Scope, ids: readonly string[]): Promise<PollRow[]>
  /** The objections of an account that goes: they stay, without it. */
  forgetObjector(scope: Scope, accountId: string, nobody: string): Promise<void>
  /** Polls whose reminder is due, across communities: for the sweep alone. */
  dueReminders(now: Date, limit: number, skip: number): Promise<PollRow[]>
  reminded(scope: Scope, id: string): Promise<void>
  /**
   * Files it while the roll is open to objections on this day; false otherwise. Throws a duplicate key while the account,
   * or another account of the same person, has one that is not decided. Joins the unit of work.
   */
  addObjection(scope: Scope, row: PollObjectionRow, today: IsoDay): Promise<boolean>
  /** What waits for a decision comes first, so that no number of objections hides one that nobody has answered. */
  objections(scope: Scope, pollId: string): Promise<PollObjectionRow[]>
  findObjection(scope: Scope, pollId: string, id: string): Promise<PollObjectionRow | null>
  /** What an account, or another of the same persons, has filed: to one poll or to all, the newest first. */
  objectionsOf(scope: Scope, by: ObjectionsBy, limit: number, pollId?: string): Promise<PollObjectionRow[]>
  countObjectionsOf(scope: Scope, by: ObjectionsBy): Promise<number>
  openObjections(scope: Scope, pollId: string): Promise<number>
  /** How many wait for an answer, and how many have one. */
  objectionCounts(scope: Scope, pollId: string): Promise<[open: number, answered: number]>
  decideObjection(
    scope: Scope,
    pollId: string,
    id: string,
    decision: NonNullable<PollObjectionRow['decision']>,
  ): Promise<PollObjectionRow | null>
}

const MOST_OBJECTIONS = 500

/** Polls and the objections to their rolls. */
export function createPollsRepository(connection: Connection): PollsRepository {
  const polls = pollModel(connection)
  const objections = pollObjectionModel(connection)
  return {
    async insert(row) {
      await polls.create([row])
    },
    find: (scope, id) => polls.findOne({ ...inScope(scope), _id: id }).lean<PollRow>(),
    findShared: (id) => polls.findOne({ _id: id }).lean<PollRow>(),
    list: (scope, statuses, { after, limit }) =>
      polls
        .find({
          ...inScope(scope),
          status: { $in: [...statuses] },
          ...(after === null ? {} : { _id: { $lt: after } }),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<PollRow[]>(),
    change: (scope, id, { from, version, set, nextActionAt, history }) =>
      polls
        .findOneAndUpdate(
          {
            ...inScope(scope),
            _id: id,
            status: { $in: [...from] },
            ...(version === undefined ? {} : { version }),
          },
          {
            $set: { ...set, ...(nextActionAt && { nextActionAt }) },
            $inc: { version: 1 },
            ...(nextActionAt === null && { $unset: { nextActionAt: 1 } }),
            ...(history && { $push: { history } }),
          },
          { returnDocument: 'after' },
        )
        .lean<PollRow>(),
    sign: (scope, id, root, signature) =>
      polls
        .findOneAndUpdate(
          {
            ...inScope(scope),
            _id: id,
            status: { $in: ['published', 'signed'] },
            'count.root': root,
            'signatures.accountId': { $ne: signature.accountId },
          },
          {
            $set: { status: 'signed' },
            $inc: { version: 1 },
            $push: {
              signatures: signature,
              history: {
                event: 'sign',
                at: signature.at,
                byAccountId: signature.accountId,
                byName: signature.name,
              },
            },
          },
          { returnDocument: 'after' },
        )
        .lean<PollRow>(),
    refuseSignature: (scope, id, root, refusal) =>
      polls
        .findOneAndUpdate(
          {
            ...inScope(scope),
            _id: id,
            status: { $in: ['published', 'signed'] },
            'count.root': root,
            'signatures.accountId': { $ne: refusal.accountId },
            'refusals.accountId': { $ne: refusal.accountId },
          },
          {
            $inc: { version: 1 },
            $push: {
              refusals: refusal,
              history: {
                event: 'refuse_signature',
                at: refusal.at,
                byAccountId: refusal.accountId,
                byName: refusal.name,
              },
            },
          },
          { returnDocument: 'after' },
        )
        .lean<PollRow>(),
    due: (now, limit, skip) =>
      polls
        .find({ nextActionAt: { $lte: now } }, { communityId: 1 })
        .sort({ nextActionAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<PollRow, '_id' | 'communityId'>[]>(),

    findMany: (scope, ids) => polls.find({ ...inScope(scope), _id: { $in: [...ids] } }).lean<PollRow[]>(),
    async forgetObjector(scope, accountId, nobody) {
      await objections.updateMany(
        { ...inScope(scope), byAccountId: accountId },
        { $set: { byAccountId: nobody }, $unset: { openBy: 1, byPersonId: 1, openByPerson: 1 } },
      )
    },
    dueReminders: (now, limit, skip) =>
      polls
        .find({ remindAt: { $lte: now } })
        .sort({ remindAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<PollRow[]>(),
    async reminded(scope, id) {
      await polls.updateOne({ ...inScope(scope), _id: id }, { $unset: { remindAt: 1 } })
    },
    async addObjection(scope, row, today) {
      const { matchedCount } = await polls.updateOne(
        {
          ...{ ...inScope(scope), _id: row.pollId, status: 'roll_published' },
          'roll.objectionsUntil': { $gte: today },
        },
        { $inc: { objected: 1 } },
      )
      if (matchedCount === 0) return false
      await objections.create([row])
      return true
    },
    objections: (scope, pollId) =>
      objections
        .find({ ...inScope(scope), pollId })
        .sort({ 'decision.at': 1, _id: 1 })
        .limit(MOST_OBJECTIONS)
        .lean<PollObjectionRow[]>(),
    findObjection: (scope, pollId, id) =>
      objections.findOne({ ...inScope(scope), pollId, _id: id }).lean<PollObjectionRow>(),
    async objectionsOf(scope, { accountId, personIds }, limit, pollId) {
      // Each has its index; both in one query would be in the order of neither.
      const filed = await Promise.all(
        [{ byAccountId: accountId }, ...personIds.map((personId) => ({ byPersonId: personId }))].map((by) =>
          objections
            .find({ ...inScope(scope), ...by, ...(pollId !== undefined && { pollId }) })
            .sort({ _id: -1 })
            .limit(limit)
            .lean<PollObjectionRow[]>(),
        ),
      )
      const once = new Map(filed.flat().map((row) => [row._id, row]))
      return [...once.values()].sort((a, b) => (a._id > b._id ? -1 : 1)).slice(0, limit)
    },
    countObjectionsOf: (scope, { accountId, personIds }) =>
      objections.countDocuments({
        ...inScope(scope),
        $or: [{ byAccountId: accountId }, { byPersonId: { $in: [...personIds] } }],
      }),
    openObjections: (scope, pollId) =>
      objections.countDocuments({ ...inScope(scope), pollId, decision: null }),
    async objectionCounts(scope, pollId) {
      const own = { ...inScope(scope), pollId }
      return [
        await objections.countDocuments({ ...own, decision: null }),
        await objections.countDocuments({ ...own, 'decision.at': { $type: 'date' } }),
      ]
    },
    decideObjection: (scope, pollId, id, decision) =>
      objections
        .findOneAndUpdate(
          { ...inScope(scope), pollId, _id: id, decision: null },
          { $set: { decision }, $unset: { openBy: 1, openByPerson: 1 } },
          { returnDocument: 'after' },
        )
        .lean<PollObjectionRow>(),
  }
}
