import type { BindingEnd } from '@linli/shared/homes/homes.kinds'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { bindingModel, type BindingRow } from './binding.model'

export interface BindingsRepository {
  insert(row: BindingRow): Promise<void>
  /** What holds today for an account, in every community. */
  ofAccount(accountId: string): Promise<BindingRow[]>
  /** What holds today for a person. */
  ofPerson(scope: Scope, personId: string): Promise<BindingRow | null>
  /** Everything that ever was, newest first. */
  historyOf(scope: Scope, personIds: readonly string[]): Promise<BindingRow[]>
  find(scope: Scope, id: string): Promise<BindingRow | null>
  /** False when it had ended before: the one write that decides between several who end it. */
  end(scope: Scope, id: string, end: { at: Date; reason: BindingEnd; by: string }): Promise<boolean>
}

const MOST_SHOWN = 100

/** Which account is which person. */
export function createBindingsRepository(connection: Connection): BindingsRepository {
  const bindings = bindingModel(connection)
  return {
    async insert(row) {
      await bindings.insertMany([row], { lean: true })
    },
    ofAccount: (accountId) =>
      bindings.find({ accountId, to: null }).sort({ from: 1, _id: 1 }).lean<BindingRow[]>(),
    ofPerson: (scope, personId) =>
      bindings.findOne({ ...inScope(scope), personId, to: null }).lean<BindingRow>(),
    async historyOf(scope, personIds) {
      const rows = await bindings
        .find({ ...inScope(scope), personId: { $in: [...personIds] } })
        .limit(MOST_SHOWN)
        .lean<BindingRow[]>()
      // A room has few people: put in order here.
      return rows.sort((a, b) => b.from.getTime() - a.from.getTime() || (a._id < b._id ? 1 : -1))
    },
    find: (scope, id) => bindings.findOne({ ...inScope(scope), _id: id }).lean<BindingRow>(),
    async end(scope, id, { at, reason, by }) {
      const { matchedCount } = await bindings.updateOne(
        { ...inScope(scope), _id: id, to: null },
        { $set: { to: at, endedReason: reason, endedBy: by } },
      )
      return matchedCount === 1
    },
  }
}
