import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../../platform/scope'
import { opinionCallerModel, type OpinionCallerRow } from './opinion-caller.model'

export interface OpinionCallers {
  insert(row: OpinionCallerRow): Promise<void>
  of(scope: Scope, opinionId: string): Promise<OpinionCallerRow | null>
  /** By number alone: whoever types it names no community. The code beside it is the permission. */
  byNumber(number: string): Promise<OpinionCallerRow | null>
  setCode(scope: Scope, opinionId: string, codeHash: string): Promise<boolean>
}

export function createOpinionCallers(connection: Connection): OpinionCallers {
  const callers = opinionCallerModel(connection)
  return {
    async insert(row) {
      await callers.insertMany([row], { lean: true })
    },
    of: (scope, opinionId) => callers.findOne({ ...inScope(scope), opinionId }).lean<OpinionCallerRow>(),
    byNumber: (number) => callers.findById(number).lean<OpinionCallerRow>(),
    async setCode(scope, opinionId, codeHash) {
      const { matchedCount } = await callers.updateOne(
        { ...inScope(scope), opinionId },
        { $set: { codeHash } },
      )
      return matchedCount === 1
    },
  }
}
