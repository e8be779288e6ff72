import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { inScope, type Scope } from '../../platform/scope'
import { delegateAskModel, type DelegateAskMove, type DelegateAskRow } from './delegate-ask.model'

export interface DelegateAsksRepository {
  /** A second one of the same two people is refused by its index (`delegate_ask_unique`). */
  insert(row: DelegateAskRow): Promise<void>
  /** Open ones with the person on either side, asked since. */
  ofPerson(scope: Scope, personId: string, since: Date): Promise<DelegateAskRow[]>
  /** Open ones of the scope asked since, the longest waiting first. */
  list(scope: Scope, since: Date, limit: number): Promise<DelegateAskRow[]>
  find(scope: Scope, id: string, since: Date): Promise<DelegateAskRow | null>
  /** Takes it away; of many who answer at once exactly one finds it. */
  take(scope: Scope, id: string): Promise<DelegateAskRow | null>
  /** One that nobody answered in time makes place for the next. */
  dropOld(scope: Scope, principalId: string, delegateId: string, before: Date): Promise<void>
  /** Names another record, as far as they still stand and name the one before. */
  move(scope: Scope, moves: readonly DelegateAskMove[], fromId: string, toId: string): Promise<void>
  /** All with the person on either side, when the account goes. */
  dropOf(scope: Scope, personId: string): Promise<void>
  readonly aged: DatedRows
}

export function createDelegateAsks(connection: Connection): DelegateAsksRepository {
  const asks = delegateAskModel(connection)
  return {
    async insert(row) {
      await asks.insertMany([row], { lean: true })
    },
    ofPerson: (scope, personId, since) =>
      asks
        .find({
          ...inScope(scope),
          askedAt: { $gt: since },
          $or: [{ principalPersonId: personId }, { delegatePersonId: personId }],
        })
        .sort({ _id: 1 })
        .lean<DelegateAskRow[]>(),
    list: (scope, since, limit) =>
      asks
        .find({ ...inScope(scope), askedAt: { $gt: since } })
        .sort({ askedAt: 1, _id: 1 })
        .limit(limit)
        .lean<DelegateAskRow[]>(),
    find: (scope, id, since) =>
      asks.findOne({ ...inScope(scope), _id: id, askedAt: { $gt: since } }).lean<DelegateAskRow>(),
    take: (scope, id) => asks.findOneAndDelete({ ...inScope(scope), _id: id }).lean<DelegateAskRow>(),
    async dropOld(scope, principalId, delegateId, before) {
      await asks.deleteOne({
        ...inScope(scope),
        principalPersonId: principalId,
        delegatePersonId: delegateId,
        askedAt: { $lte: before },
      })
    },
    async move(scope, moves, fromId, toId) {
      for (const { id, field } of moves)
        await asks.updateOne({ ...inScope(scope), _id: id, [field]: fromId }, { $set: { [field]: toId } })
    },
    async dropOf(scope, personId) {
      await asks.deleteMany({
        ...inScope(scope),
        $or: [{ principalPersonId: personId }, { delegatePersonId: personId }],
      })
    },
    aged: datedRows(asks, 'askedAt'),
  }
}
