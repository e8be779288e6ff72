import type { MergePollEffect } from '@linli/shared/people/merges.kinds'
import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { isOfHuman, listedFields, lists } from './poll-merges.repository'
import { pollModel, type PollRow } from './poll.model'
import { pollRollModel, type PollRollRow } from './poll-roll.model'

/** A poll that is not over, and what becomes of the record that goes in it. */
export interface MergePoll {
  readonly id: string
  readonly title: string
  readonly effects: MergePollEffect[]
}

export interface PollMergePreview {
  /** What `PollMerges.move` would change hands in polls that still go on, newest first. Says nothing of who has voted. */
  concerning(scope: Scope, fromId: string, toId: string): Promise<MergePoll[]>
}

/** What was cast in the others stays as it is, whichever record it stands under. */
const goingStatuses: readonly PollRow['status'][] = ['draft', 'preparing', 'roll_published', 'frozen']

type Read = Pick<PollRollRow, 'rollId' | 'uniqueKey' | 'personIds' | 'proxy'>

function rowEffects(rows: readonly Read[], fromId: string, toId: string): MergePollEffect[] {
  const hasOwn = rows.some((row) => row.personIds.includes(toId) && isOfHuman(row))
  return rows.flatMap((row): MergePollEffect[] => {
    if (row.personIds.includes(fromId)) {
      if (row.personIds.includes(toId)) return ['shared']
      return [hasOwn && isOfHuman(row) ? 'row_rests' : 'row']
    }
    // Nobody holds a mandate for the own row.
    return row.proxy?.holderId === fromId && !row.personIds.includes(toId) ? ['mandates'] : []
  })
}

export function createPollMergePreview(connection: Connection): PollMergePreview {
  const polls = pollModel(connection)
  const rolls = rowsOf(pollRollModel(connection))
  return {
    async concerning(scope, fromId, toId) {
      const going = await polls
        .find(
          { ...inScope(scope), status: { $in: [...goingStatuses] } },
          {
            ...{ status: 1, 'roll.id': 1, 'draft.title': 1, 'draft.electorIds': 1 },
            ...{ 'draft.setup.weights': 1, 'draft.setup.questions': 1 },
          },
        )
        .sort({ _id: -1 })
        .lean<Pick<PollRow, '_id' | 'status' | 'roll' | 'draft'>[]>()
      const rows = await rolls
        .find(
          {
            ...{ ...inScope(scope), rollId: { $in: going.flatMap(({ roll }) => roll?.id ?? []) } },
            $or: [{ personIds: { $in: [fromId, toId] } }, { 'proxy.holderId': fromId }],
          },
          { projection: { rollId: 1, uniqueKey: 1, personIds: 1, proxy: 1 } },
        )
        .toArray()
      return going.flatMap(({ _id, status, roll, draft }) => {
        const listed = listedFields.filter((field) => {
          const { statuses, ids } = lists[field]
          return (statuses === null || statuses.includes(status)) && ids(draft).includes(fromId)
        })
        const own = rows.filter(({ rollId }) => rollId === roll?.id)
        const effects = [...new Set([...rowEffects(own, fromId, toId), ...listed])]
        return effects.length === 0 ? [] : [{ id: _id, title: draft.title, effects }]
      })
    },
  }
}
