import type { mongo } from 'mongoose'
import type { MigrationContext } from './migrations'

const BATCH = 500

/** Goes through the rows of a filter in the order of their ids; `name` tells this walk from others of its migration. */
export type WalkRows = <Row extends { _id: string }>(
  name: string,
  collection: mongo.Collection<Row>,
  filter: mongo.Filter<Row>,
  step: (rows: Row[]) => Promise<unknown>,
) => Promise<void>

/** Walks of a migration, one after another; a run that was stopped goes on with the walk and the row it stood at. */
export function createWalks({ position, save }: Pick<MigrationContext, 'position' | 'save'>): WalkRows {
  const [stoppedIn, stoppedAt = ''] = position?.split(':') ?? []
  let isReached = stoppedIn === undefined
  return async (name, collection, filter, step) => {
    let after = ''
    if (!isReached) {
      if (name !== stoppedIn) return
      isReached = true
      after = stoppedAt
    }
    for (;;) {
      const rows = (await collection
        .find({ $and: [filter, { _id: { $gt: after } }] } as typeof filter)
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()) as Parameters<typeof step>[0]
      await step(rows)
      after = rows.at(-1)?._id ?? after
      await save(`${name}:${after}`)
      if (rows.length < BATCH) return
    }
  }
}
