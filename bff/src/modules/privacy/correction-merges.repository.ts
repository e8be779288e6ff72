import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { dataCorrectionModel, type DataCorrectionRow } from './data-correction.model'

export interface CorrectionMerges {
  /**
   * Lets the wishes that wait be about the kept record: the other one is on the roll no more, and nobody could decide
   * them. One that the kept record has open for the same field stays, and is refused with it. Answers the ids of those
   * that went. Joins the unit of work.
   */
  move(scope: Scope, fromId: string, toId: string): Promise<string[]>
  /** Gives these back, as far as they wait still. Joins the unit of work. */
  giveBack(scope: Scope, ids: readonly string[], fromId: string, toId: string): Promise<void>
}

type Wish = Pick<DataCorrectionRow, '_id' | 'field' | 'roomId'>

/** Wishes to have a record put right, moved when two records become one and parted again. */
export function createCorrectionMerges(connection: Connection): CorrectionMerges {
  const corrections = dataCorrectionModel(connection)
  const openOf = (scope: Scope, personId: string): Promise<Wish[]> =>
    corrections
      .find({ ...inScope(scope), personId, status: 'submitted' }, { field: 1, roomId: 1 })
      .lean<Wish[]>()
  const rename = (scope: Scope, ids: readonly string[], fromId: string, toId: string) =>
    corrections.updateMany(
      { ...inScope(scope), _id: { $in: [...ids] }, personId: fromId, status: 'submitted' },
      { $set: { personId: toId } },
    )
  return {
    async move(scope, fromId, toId) {
      const taken = new Set((await openOf(scope, toId)).map(placeOf))
      const ids = (await openOf(scope, fromId)).flatMap((wish) => (taken.has(placeOf(wish)) ? [] : wish._id))
      if (ids.length > 0) await rename(scope, ids, fromId, toId)
      return ids
    },
    async giveBack(scope, ids, fromId, toId) {
      if (ids.length > 0) await rename(scope, ids, fromId, toId)
    },
  }
}

/** Of what there is one open wish at a time (`correction_open_unique`). */
const placeOf = ({ field, roomId }: Wish): string => `${field} ${roomId ?? ''}`
