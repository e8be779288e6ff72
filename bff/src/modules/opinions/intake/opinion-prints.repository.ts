import type { Connection } from 'mongoose'
import { rowsOf } from '../../../platform/mongo'
import { inScope, type Scope } from '../../../platform/scope'
import { opinionPrintModel, type OpinionPrintRow } from './opinion-print.model'

export interface Candidates {
  readonly prints: readonly OpinionPrintRow[]
  /** How many open cases carry a word, at most {@link COMMON_FROM}. */
  readonly frequency: ReadonlyMap<string, number>
}

export interface OpinionPrints {
  /** Writes or renews the print of an open case. */
  keep(row: OpinionPrintRow): Promise<void>
  /** The cases have ended (or are gone). */
  forget(scope: Scope, ids: readonly string[]): Promise<void>
  /**
   * Open cases that may tell of the same: the newest with each of the rarest words, and the newest at the place. However
   * many there are, a fixed number of short walks along two indexes.
   */
  candidates(scope: Scope, text: { tokens: readonly string[]; placeId: string | null }): Promise<Candidates>
}

/** Words that stand in so many open cases count as common. */
export const COMMON_FROM = 40
/** Words looked up for their rarity, and the rarest of them followed. */
const MOST_COUNTED = 32
const FOLLOWED = 10
const PER_WORD = 40
const PER_PLACE = 60

export function createOpinionPrints(connection: Connection): OpinionPrints {
  const model = opinionPrintModel(connection)
  const rows = rowsOf(model)

  return {
    async keep({ _id, ...print }) {
      await model.updateOne({ _id, communityId: print.communityId }, { $set: print }, { upsert: true })
    },
    async forget(scope, ids) {
      if (ids.length > 0) await model.deleteMany({ _id: { $in: [...ids] }, ...inScope(scope) })
    },
    async candidates(scope, { tokens, placeId }) {
      const counted = await Promise.all(
        tokens
          .slice(0, MOST_COUNTED)
          .map(async (token): Promise<[string, number]> => [
            token,
            await rows.countDocuments({ ...inScope(scope), tokens: token }, { limit: COMMON_FROM }),
          ]),
      )
      const known = counted.filter(([, count]) => count > 0).toSorted((a, b) => a[1] - b[1])
      const newest = (filter: Record<string, unknown>, limit: number) =>
        rows
          .find({ ...inScope(scope), ...filter })
          .sort({ _id: -1 })
          .limit(limit)
          .toArray()
      const found = await Promise.all([
        ...known.slice(0, FOLLOWED).map(([token]) => newest({ tokens: token }, PER_WORD)),
        ...(placeId === null ? [] : [newest({ placeIds: placeId }, PER_PLACE)]),
      ])
      return {
        prints: [...new Map(found.flat().map((print) => [print._id, print])).values()],
        frequency: new Map(counted),
      }
    },
  }
}
