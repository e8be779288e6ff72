import { COUNTED_AT_MOST } from '@linli/shared/contract'
import type { Connection } from 'mongoose'
import { rowsOf } from '../../../platform/mongo'
import { inScope, type Scope } from '../../../platform/scope'
import { opinionModel } from '../opinion.model'

/** Figures beside the public board; each stops at {@link COUNTED_AT_MOST}. */
export interface BoardFigures {
  /** Cases answered since then, public or not. */
  answeredSince(scope: Scope, since: Date): Promise<number>
  /** Those of them whose author says that it is solved. */
  solvedSince(scope: Scope, since: Date): Promise<number>
  /** Public cases with each of the facets. */
  onBoard(scope: Scope, facets: readonly string[]): Promise<number[]>
}

export function createBoardFigures(connection: Connection): BoardFigures {
  const rows = rowsOf(opinionModel(connection))
  const most = { limit: COUNTED_AT_MOST }
  return {
    answeredSince: (scope, since) =>
      rows.countDocuments({ ...inScope(scope), answeredAt: { $gte: since } }, most),
    solvedSince: (scope, since) =>
      rows.countDocuments({ ...inScope(scope), answeredAt: { $gte: since }, 'rating.solved': 'yes' }, most),
    onBoard: (scope, facets) =>
      Promise.all(
        facets.map((facet) =>
          rows.countDocuments(
            { ...inScope(scope), 'board.at': { $exists: true }, 'board.tokens': facet },
            most,
          ),
        ),
      ),
  }
}
