import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { pollRollModel, type PollRollRow, type RowMerge } from './poll-roll.model'

/** Places on rolls of a person whose record has become another's. */
export interface PollMerges {
  /**
   * Whoever stood on a roll goes on standing there, under the record that is kept: later changes to people change
   * nothing of it. Where the kept record has a row of its own, the other row stays as it is and is nobody's: one human
   * does not cast twice. Joins the unit of work.
   */
  join(
    scope: Scope,
    merge: { readonly mergeId: string; readonly fromId: string; readonly toId: string },
  ): Promise<void>
  /** Gives it back; whoever was named to cast since stays named. Joins the unit of work. */
  part(scope: Scope, mergeId: string): Promise<void>
  /** The merge can be undone no more: what was kept for that goes. */
  forget(scope: Scope, mergeIds: readonly string[]): Promise<void>
}

export function createPollMerges(connection: Connection): PollMerges {
  const rows = pollRollModel(connection)

  async function write(row: PollRollRow, set: object, merge: RowMerge): Promise<void> {
    await rows.updateOne(
      { _id: row._id, communityId: row.communityId },
      { $set: set, $push: { merges: merge } },
    )
  }

  return {
    async join(scope, { mergeId, fromId, toId }) {
      const taken = await rows
        .find({ ...inScope(scope), personIds: toId }, { rollId: 1 })
        .lean<PollRollRow[]>()
      const rowOn = new Map(taken.map(({ rollId, _id }) => [rollId, _id]))
      const shared = await rows.find({ ...inScope(scope), personIds: fromId }).lean<PollRollRow[]>()
      const kept = (id: string | null): string | null => (id === fromId ? toId : id)
      for (const row of shared) {
        const own = rowOn.get(row.rollId)
        if (own !== undefined && own !== row._id) continue
        const { personIds, voterId, dissentBy } = row
        const people = personIds.filter((id) => id !== fromId || own === undefined)
        const set = {
          personIds: people.map((id) => (id === fromId ? toId : id)),
          ...{ voterId: kept(voterId), dissentBy: kept(dissentBy) },
        }
        await write(row, set, { mergeId, fromId, toId, personIds })
      }
      const held = await rows.find({ ...inScope(scope), 'proxy.holderId': fromId }).lean<PollRollRow[]>()
      for (const row of held)
        await write(row, { 'proxy.holderId': toId }, { mergeId, fromId, toId, personIds: null })
    },
    async part(scope, mergeId) {
      const moved = await rows.find({ ...inScope(scope), 'merges.mergeId': mergeId }).lean<PollRollRow[]>()
      for (const { _id, communityId, voterId, dissentBy, proxy, merges = [] } of moved)
        for (const { fromId, toId, personIds } of merges.filter((merge) => merge.mergeId === mergeId)) {
          const given = (id: string | null): string | null => (id === toId ? fromId : id)
          await rows.updateOne(
            { _id, communityId },
            {
              $set:
                personIds === null
                  ? { 'proxy.holderId': given(proxy?.holderId ?? null) }
                  : {
                      personIds,
                      // Of two who shared the row it is not known who was named; the kept one stays.
                      ...(!personIds.includes(toId) && {
                        voterId: given(voterId),
                        dissentBy: given(dissentBy),
                      }),
                    },
              $pull: { merges: { mergeId } },
            },
          )
        }
    },
    async forget(scope, mergeIds) {
      await rows.updateMany(
        { ...inScope(scope), 'merges.mergeId': { $in: [...mergeIds] } },
        { $pull: { merges: { mergeId: { $in: [...mergeIds] } } } },
      )
    },
  }
}
