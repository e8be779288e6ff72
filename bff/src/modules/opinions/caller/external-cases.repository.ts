import { endedStatuses, opinionStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../../platform/scope'
import { opinionModel, type OpinionRow } from '../opinion.model'
import type { ExternalWindow } from './external-cases.types'

export interface ExternalCasesRepository {
  window(scope: Scope, window: ExternalWindow, now: Date): Promise<OpinionRow[]>
  byNumbers(scope: Scope, numbers: readonly string[]): Promise<OpinionRow[]>
  byId(scope: Scope, id: string): Promise<OpinionRow | null>
}

/** What another system is never told stays in the database; of the history it is told when, never who or why. */
const fields = {
  ...{ searchTokens: 0, pastClocks: 0, pastRatings: 0, photos: 0 },
  ...{ 'history.byAccountId': 0, 'history.byName': 0, 'history.party': 0, 'history.reason': 0 },
} as const
const ended: readonly OpinionStatus[] = endedStatuses
const living = opinionStatuses.filter((status) => !ended.includes(status) && status !== 'answered')

/**
 * Open or closed as of `now`. An answered case is closed once its time to rate is over, whether or not the sweep has come
 * by: read here and not sorted out afterwards, because those that do not belong would use up the limit.
 */
const standing = (open: boolean, now: Date): Record<string, unknown> => ({
  $or: open
    ? [{ status: { $in: living } }, { status: 'answered', nextActionAt: { $gt: now } }]
    : [{ status: { $in: ended } }, { status: 'answered', nextActionAt: { $lte: now } }],
})

export function createExternalCasesRepository(connection: Connection): ExternalCasesRepository {
  const opinions = opinionModel(connection)
  return {
    window: (scope, { from, to, codes, open, limit }, now) =>
      opinions
        .find(
          {
            ...inScope(scope),
            'board.at': { $exists: true },
            submittedAt: { $gte: from, $lte: to },
            ...(codes.length > 0 && { 'category.code': { $in: [...codes] } }),
            ...(open !== null && standing(open, now)),
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
