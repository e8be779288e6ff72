import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { recoveryModel, type RecoveryRow } from './recovery.model'

export interface RecoveryRepository {
  insert(row: RecoveryRow): Promise<void>
  find(scope: Scope, id: string): Promise<RecoveryRow | null>
  /** Both numbers were told: they are forgotten. */
  markTold(scope: Scope, id: string, at: Date): Promise<void>
  /** Puts another account in the place of one, wherever it was recovered, and forgets the numbers still to be told. */
  forgetAccount(accountId: string, to: string): Promise<void>
  list(scope: Scope, page: { before: { at: Date; id: string } | null; limit: number }): Promise<RecoveryRow[]>
}

export function createRecoveryRepository(connection: Connection): RecoveryRepository {
  const recoveries = recoveryModel(connection)
  return {
    async insert(row) {
      await recoveries.insertMany([row], { lean: true })
    },
    find: (scope, id) => recoveries.findOne({ ...inScope(scope), _id: id }).lean<RecoveryRow>(),
    async markTold(scope, id, at) {
      await recoveries.updateOne(
        { ...inScope(scope), _id: id },
        { $set: { toldAt: at, oldPhone: null, newPhone: null } },
      )
    },
    async forgetAccount(accountId, to) {
      await recoveries.updateMany({ accountId }, { $set: { accountId: to, oldPhone: null, newPhone: null } })
    },
    list: (scope, { before, limit }) =>
      recoveries
        .find({
          ...inScope(scope),
          ...(before && { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }] }),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<RecoveryRow[]>(),
  }
}
