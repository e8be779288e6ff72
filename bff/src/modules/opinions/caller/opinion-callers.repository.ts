import { FOLLOW_CODE_DIGITS } from '@linli/shared/opinions/caller.kinds'
import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../../platform/dated-rows'
import { RETENTION_BATCH } from '../../../platform/retention'
import { inScope, type Scope } from '../../../platform/scope'
import { opinionCallerModel, type OpinionCallerRow } from './opinion-caller.model'

export interface OpinionCallers {
  insert(row: OpinionCallerRow): Promise<void>
  of(scope: Scope, opinionId: string): Promise<OpinionCallerRow | null>
  /** By number alone: whoever types it names no community. The code beside it is the permission. */
  byNumber(number: string): Promise<OpinionCallerRow | null>
  setCode(scope: Scope, opinionId: string, codeHash: string): Promise<boolean>
  /** The case has ended at `at`, or goes on (null): from then on the time runs after which {@link contacts} go. */
  markEnded(scope: Scope, opinionId: string, at: Date | null): Promise<void>
  /** Names and phones by when their case ended; what is removed are these two, and not the row. */
  readonly contacts: DatedRows
}

export function createOpinionCallers(connection: Connection): OpinionCallers {
  const callers = opinionCallerModel(connection)
  const byEnd = datedRows(callers, 'endedAt')
  return {
    async markEnded(scope, opinionId, at) {
      await callers.updateOne(
        { ...inScope(scope), opinionId },
        at === null ? { $unset: { endedAt: 1 } } : { $set: { endedAt: at } },
      )
    },
    contacts: {
      ...byEnd,
      async removeBefore(instant) {
        const due = await callers
          .find({ endedAt: { $gt: new Date(0), $lte: instant } }, { _id: 1 })
          .sort({ endedAt: 1 })
          .limit(RETENTION_BATCH)
          .lean<Pick<OpinionCallerRow, '_id'>[]>()
        if (due.length === 0) return 0
        const { modifiedCount } = await callers.updateMany(
          { _id: { $in: due.map(({ _id }) => _id) } },
          { $set: { name: null, phone: null }, $unset: { endedAt: 1 } },
        )
        return modifiedCount
      },
    },
    async insert(row) {
      await callers.insertMany([row], { lean: true })
    },
    of: (scope, opinionId) => callers.findOne({ ...inScope(scope), opinionId }).lean<OpinionCallerRow>(),
    byNumber: (number) => callers.findById(number).lean<OpinionCallerRow>(),
    async setCode(scope, opinionId, codeHash) {
      const { matchedCount } = await callers.updateOne(
        { ...inScope(scope), opinionId },
        { $set: { codeHash, codeDigits: FOLLOW_CODE_DIGITS }, $unset: { codeOf: 1 } },
      )
      return matchedCount === 1
    },
  }
}
