import type { Filter } from 'mongodb'
import type { Migration } from '../../../platform/migrations/migrations'
import { createWalks } from '../../../platform/migrations/walk-rows'
import type { OpinionRow } from '../opinion.model'
import { PRINT_DRAWN, printOf } from './opinion-print'
import type { OpinionPrintRow } from './opinion-print.model'
import { createOpinionPrints } from './opinion-prints.repository'

/** Draws prints anew from their cases; what the release before writes meanwhile is met by the next run's filter. */
const drawnAnew = (id: string, old: Filter<OpinionPrintRow>): Migration => ({
  id,
  async run(context) {
    const db = context.connection.getClient().db(context.connection.name)
    const prints = db.collection<OpinionPrintRow>('opinion_prints')
    const opinions = db.collection<OpinionRow>('opinions')
    const store = createOpinionPrints(context.connection)
    const walk = createWalks(context)
    await walk('prints', prints, old, async (rows) => {
      const cases = await opinions.find({ _id: { $in: rows.map(({ _id }) => _id) } }).toArray()
      const byId = new Map(cases.map((row) => [row._id, row]))
      for (const { _id, placeIds } of rows) {
        const row = byId.get(_id)
        if (row) await store.keep(printOf(row, placeIds))
        else await prints.deleteOne({ _id })
      }
    })
  },
})

/** Prints of the first release have no keys to be found by, and their words are not counted. */
export const printsHaveKeys = drawnAnew('0005-prints-have-keys', { keys: { $exists: false } })

/** Which clauses tell the matter was read in another way. */
export const printsSayWhere = drawnAnew('0007-prints-say-where', { drawn: { $ne: PRINT_DRAWN } })
