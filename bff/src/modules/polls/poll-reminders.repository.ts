import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { pollReminderModel, type PollReminderRow } from './poll-reminder.model'

/** Which rows of a roll were reminded. */
export interface PollReminders {
  /** Keeps them once each, whatever is repeated. */
  keep(communityId: string, pollId: string, rows: readonly Reminded[]): Promise<void>
  page(
    scope: Scope,
    pollId: string,
    place: { readonly after: number; readonly limit: number },
  ): Promise<Reminded[]>
  count(scope: Scope, pollId: string): Promise<{ rows: number; reached: number }>
}

export type Reminded = Pick<PollReminderRow, 'serial' | 'reached'>

export function createPollReminders(connection: Connection): PollReminders {
  const rows = rowsOf(pollReminderModel(connection))
  return {
    async keep(communityId, pollId, reminded) {
      if (reminded.length === 0) return
      await rows.bulkWrite(
        reminded.map(({ serial, reached }) => ({
          updateOne: {
            filter: { _id: `${pollId}:${serial}` },
            update: { $setOnInsert: { communityId, pollId, serial, reached } },
            upsert: true,
          },
        })),
      )
    },
    page: (scope, pollId, { after, limit }) =>
      rows
        .find(
          { ...inScope(scope), pollId, serial: { $gt: after } },
          { projection: { serial: 1, reached: 1 } },
        )
        .sort({ serial: 1 })
        .limit(limit)
        .toArray(),
    async count(scope, pollId) {
      const own = { ...inScope(scope), pollId }
      const [all, reached] = await Promise.all([
        rows.countDocuments({ ...own, reached: { $in: [false, true] } }),
        rows.countDocuments({ ...own, reached: true }),
      ])
      return { rows: all, reached }
    },
  }
}
