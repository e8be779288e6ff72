import { endedStatuses, opinionStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../../platform/scope'
import { opinionModel, type OpinionRow } from '../opinion.model'
import type { ExternalWindow } from './external-cases.types'

export interface ExternalCasesRepository {
  window(scope: Scope, window: ExternalWindow): Promise<OpinionRow[]>
  byNumbers(scope: Scope, numbers: readonly string[]): Promise<OpinionRow[]>
  byId(scope: Scope, id: string): Promise<OpinionRow | null>
}

/** What another system is never told stays in the database. */
const fields = { searchTokens: 0, history: 0, pastClocks: 0, pastRatings: 0, photos: 0 } as const
const ended: readonly OpinionStatus[] = endedStatuses
const living = opinionStatuses.filter((status) => !ended.includes(status))

export function createExternalCasesRepository(connection: Connection): ExternalCasesRepository {
  const opinions = opinionModel(connection)
  return {
    window: (scope, { from, to, codes, open, limit }) =>
      opinions
        .find(
          {
            ...inScope(scope),
            'board.at': { $exists: true },
            submittedAt: { $gte: from, $lte: to },
            ...(codes.length > 0 && { 'category.code': { $in: [...codes] } }),
            // An answered case may have lapsed since: what is closed by the clock alone is told apart when presented.
            ...(open !== null && { status: { $in: open ? living : [...ended, 'answered'] } }),
          },
          fields,
        )
        .sort({ submittedAt: -1, _id: -1 })
        .limit(limit)
        .lean<OpinionRow[]>(),
    byNumbers: (scope, numbers) =>
      opinions.find({ ...inScope(scope), number: { $in: [...numbers] } }, fields).lean<OpinionRow[]>(),
    byId: (scope, id) => opinions.findOne({ _id: id, ...inScope(scope) }, fields).lean<OpinionRow>(),
  }
}
