import { sourcesOf, targetOf } from '@linli/shared/machine'
import { homeRequestMachine, type HomeRequestEvent } from '@linli/shared/homes/homes.machine'
import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { inScope, type Scope } from '../../platform/scope'
import { homeRequestModel, type HomeRequestRow, type RequestStepRow } from './home-request.model'

/** One event of a request, under the version its caller has read. */
export interface RequestMove {
  readonly event: HomeRequestEvent
  readonly version: number
  readonly set: Partial<HomeRequestRow>
  readonly step: RequestStepRow
}

export interface HomeRequestsRepository {
  /** Throws `request_open` when the account has an open one about the same room and person, however many come at once. */
  insert(row: HomeRequestRow): Promise<void>
  find(scope: Scope, id: string): Promise<HomeRequestRow | null>
  /** The account's own, wherever it was sent. */
  findOwn(accountId: string, id: string): Promise<HomeRequestRow | null>
  listOwn(accountId: string): Promise<HomeRequestRow[]>
  /** One guarded write: null when status or version is another by now. */
  move(scope: Scope, id: string, move: RequestMove): Promise<HomeRequestRow | null>
  /**
   * An undecided request loses its photo. Its version stays: whoever is deciding about it goes on. False when it was
   * decided, or the photo went, meanwhile.
   */
  forgetProof(scope: Scope, id: string, step: RequestStepRow): Promise<boolean>
  queue(
    scope: Scope,
    page: { after: { at: Date; id: string } | null; limit: number },
  ): Promise<HomeRequestRow[]>
  over(
    scope: Scope,
    page: { before: { at: Date; id: string } | null; limit: number },
  ): Promise<HomeRequestRow[]>
  /** Open ones by status, counted up to a cap. */
  counts(scope: Scope): Promise<{ submitted: number; needs_more: number }>
  insertMany(rows: readonly HomeRequestRow[]): Promise<void>
}

const MOST_OWN = 20
const MOST_COUNTED = 500
const MOST_STEPS = 40

/** Requests to be bound to a room. */
export function createHomeRequestsRepository(connection: Connection): HomeRequestsRepository {
  const requests = homeRequestModel(connection)
  return {
    async insert(row) {
      try {
        await requests.insertMany([row], { lean: true })
      } catch (error) {
        throw isDuplicateKey(error, 'home_request_open_unique')
          ? new AppError('request_open', { cause: error })
          : error
      }
    },
    find: (scope, id) => requests.findOne({ ...inScope(scope), _id: id }).lean<HomeRequestRow>(),
    findOwn: (accountId, id) => requests.findOne({ _id: id, accountId }).lean<HomeRequestRow>(),
    listOwn: (accountId) =>
      requests
        .find({ accountId })
        .sort({ submittedAt: -1, _id: -1 })
        .limit(MOST_OWN)
        .lean<HomeRequestRow[]>(),
    move(scope, id, { event, version, set, step }) {
      const [source] = sourcesOf(homeRequestMachine, event)
      if (source === undefined) throw new RangeError(`nothing leads to ${event}`)
      const status = targetOf(homeRequestMachine, source, event)
      const open = sourcesOf(homeRequestMachine, 'withdraw').includes(status)
      return requests
        .findOneAndUpdate(
          {
            ...inScope(scope),
            _id: id,
            version,
            status: { $in: sourcesOf(homeRequestMachine, event) },
          },
          {
            $set: { ...set, status, open, changedAt: step.at },
            $push: { history: { $each: [step], $slice: -MOST_STEPS } },
            $inc: { version: 1 },
            ...(!open && { $unset: { openKey: 1 } }),
          },
          { returnDocument: 'after' },
        )
        .lean<HomeRequestRow>()
    },
    async forgetProof(scope, id, step) {
      const { modifiedCount } = await requests.updateOne(
        { ...inScope(scope), _id: id, open: true, status: 'submitted', proof: { $ne: null } },
        { $set: { proof: null }, $push: { history: { $each: [step], $slice: -MOST_STEPS } } },
      )
      return modifiedCount === 1
    },
    queue: (scope, { after, limit }) =>
      requests
        .find({
          ...inScope(scope),
          open: true,
          ...(after && { $or: [{ dueAt: { $gt: after.at } }, { dueAt: after.at, _id: { $gt: after.id } }] }),
        })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .lean<HomeRequestRow[]>(),
    over: (scope, { before, limit }) =>
      requests
        .find({
          ...inScope(scope),
          open: false,
          ...(before && {
            $or: [{ changedAt: { $lt: before.at } }, { changedAt: before.at, _id: { $lt: before.id } }],
          }),
        })
        .sort({ changedAt: -1, _id: -1 })
        .limit(limit)
        .lean<HomeRequestRow[]>(),
    async counts(scope) {
      const count = (status: 'submitted' | 'needs_more') =>
        requests.countDocuments({ ...inScope(scope), open: true, status }, { limit: MOST_COUNTED })
      return { submitted: await count('submitted'), needs_more: await count('needs_more') }
    },
    async insertMany(rows) {
      await requests.insertMany([...rows], { lean: true })
    },
  }
}
