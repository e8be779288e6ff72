import type { Connection } from 'mongoose'
import { accountDeletionModel, type AccountDeletionRow } from './account-deletion.model'

export interface AccountDeletionsRepository {
  /** One for an account; a second one violates `deletion_account_unique`. */
  insert(row: AccountDeletionRow): Promise<void>
  findOf(accountId: string): Promise<AccountDeletionRow | null>
  /** Those with steps left, the oldest first. */
  open(limit: number, skip: number): Promise<AccountDeletionRow[]>
  markDone(accountId: string, step: string): Promise<void>
  finish(accountId: string, at: Date): Promise<void>
  forget(accountIds: readonly string[]): Promise<void>
}

/** Accounts that go: a collection of the deployment itself. */
export function createAccountDeletionsRepository(connection: Connection): AccountDeletionsRepository {
  const deletions = accountDeletionModel(connection)
  return {
    async insert(row) {
      await deletions.insertMany([row], { lean: true })
    },
    findOf: (accountId) => deletions.findOne({ accountId }).lean<AccountDeletionRow>(),
    open: (limit, skip) =>
      deletions
        .find({ finishedAt: null })
        .sort({ requestedAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<AccountDeletionRow[]>(),
    async markDone(accountId, step) {
      await deletions.updateOne({ accountId }, { $addToSet: { done: step } })
    },
    async finish(accountId, at) {
      await deletions.updateOne({ accountId, finishedAt: null }, { $set: { finishedAt: at } })
    },
    async forget(accountIds) {
      await deletions.deleteMany({ accountId: { $in: [...accountIds] } })
    },
  }
}
