import { endedStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Clock } from '../../../platform/clock'
import type { Scope } from '../../../platform/scope'
import type { OpinionRow } from '../opinion.model'
import { currentStatus } from '../opinions.effects'
import type { OpinionsRepository } from '../opinions.repository'
import type { OpinionPrints } from './opinion-prints.repository'
import { matterWords } from './matter-words'
import { ALIKE, likeness, reasonText } from './similarity.rules'

export interface SimilarCase {
  readonly row: OpinionRow
  readonly score: number
  /** `同一个地方，都写到“旧柜”` */
  readonly reason: string
}

export interface SimilarCases {
  /** Open cases that tell of about the same, the likest first. */
  find(
    scope: Scope,
    text: { text: string; placeIds: readonly string[]; groupCode: string | null; but?: string },
  ): Promise<SimilarCase[]>
}

/** So many of the likest are read whole. */
const MOST_READ = 12
const over: readonly OpinionStatus[] = [...endedStatuses, 'answered']

/** Finds near-duplicates by the rare words of the matter at its place; what has ended since is taken out on the way. */
export function createSimilarCases(deps: {
  readonly prints: OpinionPrints
  readonly opinions: OpinionsRepository
  readonly clock: Clock
}): SimilarCases {
  const { prints, opinions, clock } = deps
  return {
    async find(scope, { text, placeIds, groupCode, but }) {
      const said = { ...matterWords(text), placeIds, groupCode }
      if (said.tokens.length === 0) return []
      const { prints: found, weightOf } = await prints.candidates(scope, {
        ...said,
        isKept: but !== undefined,
      })
      const likest = found
        .filter(({ _id }) => _id !== but)
        .map((print) => ({
          id: print._id,
          likeness: likeness(said, print, weightOf),
        }))
        .filter(({ likeness: { score } }) => score >= ALIKE)
        .toSorted((a, b) => b.likeness.score - a.likeness.score)
        .slice(0, MOST_READ)
      if (likest.length === 0) return []
      const rows = await opinions.findMany(
        scope,
        likest.map(({ id }) => id),
      )
      const now = clock.now()
      return likest.flatMap(({ id, likeness: like }) => {
        const row = rows.get(id)
        if (!row || over.includes(currentStatus(row, now))) return []
        return [{ row, score: like.score, reason: reasonText(like) }]
      })
    },
  }
}
