import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { secondFactorModel, type SecondFactorRow } from './second-factor.model'

export interface SecondFactorRepository {
  find(accountId: string): Promise<SecondFactorRow | null>
  /** Those of the accounts whose factor is confirmed. */
  confirmedAmong(accountIds: readonly string[]): Promise<string[]>
  /** Stores a new secret in place of one that was never confirmed; false when one is confirmed. */
  begin(row: SecondFactorRow): Promise<boolean>
  /** Confirms a secret by the counter of its first code; false when somebody was faster. */
  confirm(
    accountId: string,
    enrolmentId: string,
    first: Pick<SecondFactorRow, 'recoveryHashes' | 'lastCounter'> & { readonly confirmedAt: Date },
  ): Promise<boolean>
  /** Uses a counter up: the one write that decides between several who bring the same code. */
  useCounter(accountId: string, enrolmentId: string, counter: number): Promise<boolean>
  /** Uses a recovery code up; answers how many are left, or null when it is none of the codes. */
  useRecovery(accountId: string, hash: string): Promise<number | null>
  replaceRecovery(accountId: string, hashes: readonly string[]): Promise<boolean>
  remove(accountId: string): Promise<void>
}

/** Second factors, reached by account only. */
export function createSecondFactorRepository(connection: Connection): SecondFactorRepository {
  const factors = secondFactorModel(connection)
  return {
    find: (accountId) => factors.findOne({ _id: accountId }).lean<SecondFactorRow>(),
    async confirmedAmong(accountIds) {
      const rows = await factors
        .find({ _id: { $in: [...accountIds] }, confirmedAt: { $ne: null } }, { _id: 1 })
        .lean<Pick<SecondFactorRow, '_id'>[]>()
      return rows.map((row) => row._id)
    },
    async begin({ _id, ...row }) {
      try {
        await factors.updateOne({ _id, confirmedAt: null }, { $set: row }, { upsert: true })
        return true
      } catch (error) {
        // The row is there and did not fit the filter: it is confirmed.
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async confirm(accountId, enrolmentId, first) {
      const { modifiedCount } = await factors.updateOne(
        { _id: accountId, enrolmentId, confirmedAt: null },
        { $set: first },
      )
      return modifiedCount === 1
    },
    async useCounter(accountId, enrolmentId, counter) {
      const { modifiedCount } = await factors.updateOne(
        { _id: accountId, enrolmentId, confirmedAt: { $ne: null }, lastCounter: { $lt: counter } },
        { $set: { lastCounter: counter } },
      )
      return modifiedCount === 1
    },
    async useRecovery(accountId, hash) {
      const row = await factors
        .findOneAndUpdate(
          { _id: accountId, confirmedAt: { $ne: null }, recoveryHashes: hash },
          { $pull: { recoveryHashes: hash } },
          { returnDocument: 'after' },
        )
        .lean<SecondFactorRow>()
      return row === null ? null : row.recoveryHashes.length
    },
    async replaceRecovery(accountId, hashes) {
      const { matchedCount } = await factors.updateOne(
        { _id: accountId, confirmedAt: { $ne: null } },
        { $set: { recoveryHashes: [...hashes] } },
      )
      return matchedCount === 1
    },
    async remove(accountId) {
      await factors.deleteOne({ _id: accountId })
    },
  }
}
