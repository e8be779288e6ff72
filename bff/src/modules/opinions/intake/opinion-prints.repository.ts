import type { Connection } from 'mongoose'
import { rowsOf } from '../../../platform/mongo'
import { inScope, type Scope } from '../../../platform/scope'
import { candidateWalks } from './candidate-walks'
import { countChanges, wordId } from './opinion-print'
import { opinionPrintModel, opinionWordModel, type OpinionPrintRow } from './opinion-print.model'

export interface Candidates {
  readonly prints: readonly Omit<OpinionPrintRow, 'keys'>[]
  /** How rare a word is among the open cases: 0.7 when it stands in all of them, more the fewer. */
  readonly weightOf: (token: string) => number
}

export interface OpinionPrints {
  /** Writes or renews the print of an open case. */
  keep(row: OpinionPrintRow): Promise<void>
  /** The cases have ended (or are gone). */
  forget(scope: Scope, ids: readonly string[]): Promise<void>
  /** One community has gone into the other: what its words count adds to what they count there. */
  joinWords(from: string, into: Scope): Promise<void>
  /**
   * Open cases that may tell of the same. However many there are, twenty short walks at most along one index
   * (candidate-walks). `isKept`: the text is that of an open case itself, whose words are counted with it.
   */
  candidates(
    scope: Scope,
    text: {
      tokens: readonly string[]
      asides: readonly string[]
      placeIds: readonly string[]
      isKept: boolean
    },
  ): Promise<Candidates>
}

const PER_JOIN = 500

/**
 * Prints and the counts of their words. The counts are no bookkeeping: a process that dies between print and count
 * leaves one off by one, which moves a weight by nothing that is seen.
 */
export function createOpinionPrints(connection: Connection): OpinionPrints {
  const model = opinionPrintModel(connection)
  const rows = rowsOf(model)
  const words = rowsOf(opinionWordModel(connection))

  async function count(communityId: string, changes: ReadonlyMap<string, number>): Promise<void> {
    if (changes.size === 0) return
    await words.bulkWrite(
      [...changes].map(([token, by]) => ({
        updateOne: {
          filter: { _id: wordId(communityId, token), communityId },
          update: { $inc: { count: by } },
          upsert: true,
        },
      })),
      { ordered: false },
    )
    const fallen = [...changes].filter(([, by]) => by < 0).map(([token]) => wordId(communityId, token))
    // A word that stands in no open case any more is not kept.
    if (fallen.length > 0) await words.deleteMany({ _id: { $in: fallen }, communityId, count: { $lte: 0 } })
  }

  return {
    async keep(row) {
      const { _id, ...print } = row
      const before = await model
        .findOneAndUpdate({ _id, communityId: print.communityId }, { $set: print }, { upsert: true })
        .lean<OpinionPrintRow>()
      await count(print.communityId, countChanges(before, row))
    },

    async forget(scope, ids) {
      for (const _id of ids) {
        const before = await model.findOneAndDelete({ _id, ...inScope(scope) }).lean<OpinionPrintRow>()
        if (before) await count(before.communityId, countChanges(before, null))
      }
    },

    async joinWords(from, scope) {
      const [communityId = ''] = scope.communityIds
      const prefix = wordId(from)
      for (;;) {
        const moved = await words
          .find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` }, communityId })
          .sort({ _id: 1 })
          .limit(PER_JOIN)
          .toArray()
        for (const { _id } of moved) {
          // Whoever takes the row away adds it up: two workers at it count nothing twice.
          const row = await words.findOneAndDelete({ _id, communityId })
          if (row) await count(communityId, new Map([[_id.slice(prefix.length), row.count]]))
        }
        if (moved.length < PER_JOIN) return
      }
    },

    async candidates(scope, { tokens, asides, placeIds, isKept }) {
      const [communityId = ''] = scope.communityIds
      const idOf = (token: string): string => wordId(communityId, token)
      const counted = await words
        .find({ _id: { $in: ['', ...tokens, ...asides].map(idOf) }, communityId })
        .toArray()
      const counts = new Map(counted.map(({ _id, count }) => [_id, Math.max(1, count)]))
      const all = counts.get(idOf('')) ?? 1
      const othersWith = (token: string): number => (counts.get(idOf(token)) ?? 0) - (isKept ? 1 : 0)
      const walks = candidateWalks({ tokens, placeIds }, othersWith)
      const found = await Promise.all(
        walks.map(({ keys, most }) =>
          rows
            .find(
              { communityId, keys: { $all: [...keys] } },
              { projection: { keys: 0 }, batchSize: most + 1 },
            )
            .sort({ _id: -1 })
            .limit(most)
            .toArray(),
        ),
      )
      return {
        prints: [...new Map(found.flat().map((print) => [print._id, print])).values()],
        weightOf: (token) => Math.log(1 + Math.max(all, 1) / (counts.get(idOf(token)) ?? 1)),
      }
    },
  }
}
