import type { Connection } from 'mongoose'
import { rowsOf } from '../../../platform/mongo'
import type { OpinionRow } from '../opinion.model'
import { opinionPrintModel, opinionSupportModel, type OpinionSupportRow } from './opinion-print.model'
import { matterTokens } from './similarity.rules'

/** In a drawn street every room stands in a unit and every unit in a building: doors are left out by counting. */
function placesOf({ kind, path, gridId }: OpinionRow['place']): string[] {
  const doors = kind === 'room' ? 2 : kind === 'unit' ? 1 : 0
  return path
    .slice(1, path.length - doors)
    .filter((id) => id !== gridId)
    .toReversed()
}

/** Many at once, for the demo and the benches; the house itself writes them one by one. */
export function createIntakeSeed(connection: Connection) {
  const supportRows = rowsOf(opinionSupportModel(connection))
  const printRows = rowsOf(opinionPrintModel(connection))
  return {
    async store(supports: readonly OpinionSupportRow[], open: readonly OpinionRow[]): Promise<void> {
      if (supports.length > 0) await supportRows.insertMany([...supports])
      if (open.length > 0)
        await printRows.insertMany(
          open.map((row) => ({
            _id: row._id,
            communityId: row.communityId,
            groupCode: row.category.code.split('.', 1)[0] ?? '',
            placeIds: placesOf(row.place),
            tokens: matterTokens(row.text),
          })),
        )
    },
  }
}
