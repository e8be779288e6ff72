import type { Connection } from 'mongoose'
import { rowsOf } from '../../../platform/mongo'
import type { OpinionRow } from '../opinion.model'
import { printOf, wordRowsOf } from './opinion-print'
import {
  opinionPrintModel,
  opinionSupportModel,
  opinionWordModel,
  type OpinionSupportRow,
} from './opinion-print.model'

/** In a drawn street every room stands in a unit and every unit in a building: doors are left out by counting. */
function placesOf({ kind, path, gridId }: OpinionRow['place']): string[] {
  const doors = kind === 'room' ? 2 : kind === 'unit' ? 1 : 0
  return path
    .slice(1, path.length - doors)
    .filter((id) => id !== gridId)
    .toReversed()
}

/** Many at once into an empty store, for the demo and the benches; the house itself writes them one by one. */
export function createIntakeSeed(connection: Connection) {
  const supportRows = rowsOf(opinionSupportModel(connection))
  const printRows = rowsOf(opinionPrintModel(connection))
  const wordRows = rowsOf(opinionWordModel(connection))
  return {
    async store(supports: readonly OpinionSupportRow[], open: readonly OpinionRow[]): Promise<void> {
      if (supports.length > 0) await supportRows.insertMany([...supports])
      if (open.length === 0) return
      const prints = open.map((row) => printOf(row, placesOf(row.place)))
      const communities = [...new Set(open.map(({ communityId }) => communityId))]
      await printRows.insertMany(prints)
      await wordRows.insertMany(
        communities.flatMap((id) =>
          wordRowsOf(
            id,
            prints.filter(({ communityId }) => communityId === id),
          ),
        ),
      )
    },
  }
}
