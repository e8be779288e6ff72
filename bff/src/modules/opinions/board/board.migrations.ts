import type { Migration } from '../../../platform/migrations/migrations'
import { createWalks } from '../../../platform/migrations/walk-rows'
import type { OpinionRow } from '../opinion.model'
import { boardFacets } from './board-facets'

/**
 * Cases that were made public before the board could be filtered carry neither their grid nor their category among the
 * words they are found by, and a filter would leave them out. What the previous release adds meanwhile is met by the
 * next run; a case that is taken off the board while this runs stays off it.
 */
export const boardHasFacets: Migration = {
  id: '0004-board-has-facets',
  async run(context) {
    const { connection } = context
    const opinions = connection.getClient().db(connection.name).collection<OpinionRow>('opinions')
    const walk = createWalks(context)
    await walk('facets', opinions, { 'board.at': { $exists: true } }, async (rows) => {
      const lacking = rows.flatMap((row) => {
        const missing = boardFacets(row).filter((facet) => !row.board?.tokens.includes(facet))
        return missing.length === 0 ? [] : [{ _id: row._id, missing }]
      })
      if (lacking.length > 0)
        await opinions.bulkWrite(
          lacking.map(({ _id, missing }) => ({
            updateOne: {
              filter: { _id, 'board.at': { $exists: true } },
              update: { $addToSet: { 'board.tokens': { $each: missing } } },
            },
          })),
        )
    })
  },
}
