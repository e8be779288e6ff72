import type { Migration } from '../../../platform/migrations/migrations'
import { createWalks } from '../../../platform/migrations/walk-rows'
import type { OpinionRow } from '../opinion.model'
import { printOf } from './opinion-print'
import type { OpinionPrintRow } from './opinion-print.model'
import { createOpinionPrints } from './opinion-prints.repository'

/**
 * Prints of the release before have no keys to be found by and their words are not counted. They are drawn anew from
 * their cases; what the release before writes meanwhile is met by the next run's filter.
 */
export const printsHaveKeys: Migration = {
  id: '0005-prints-have-keys',
  async run(context) {
    const db = context.connection.getClient().db(context.connection.name)
    const prints = db.collection<OpinionPrintRow>('opinion_prints')
    const opinions = db.collection<OpinionRow>('opinions')
    const store = createOpinionPrints(context.connection)
    const walk = createWalks(context)
    await walk('prints', prints, { keys: { $exists: false } }, async (rows) => {
      const cases = await opinions.find({ _id: { $in: rows.map(({ _id }) => _id) } }).toArray()
      const byId = new Map(cases.map((row) => [row._id, row]))
      for (const { _id, placeIds } of rows) {
        const row = byId.get(_id)
        if (row) await store.keep(printOf(row, placeIds))
        else await prints.deleteOne({ _id })
      }
    })
  },
}
