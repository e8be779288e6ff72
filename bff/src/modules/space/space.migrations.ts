import type { mongo } from 'mongoose'
import type { Migration } from '../../platform/migrations/migrations'
import { newNode } from './node-draft'
import type { NodeRow } from './node.model'
import { nodeTokens } from './space.search'

const BATCH = 500
/** Nodes in which rooms can be. */
const holders = ['community', 'estate', 'grid', 'building', 'unit'] as const

/**
 * Nodes of the first release carry no version, no kind of property, no count of rooms and nothing to be found by. The previous release
 * goes on reading them: nothing it knows is changed, and rows it adds meanwhile are met by the next run's filter.
 */
export const nodesHaveVersions: Migration = {
  id: '0001-nodes-have-versions',
  async run(context) {
    const { connection } = context
    const nodes = connection.getClient().db(connection.name).collection<NodeRow>('nodes')
    const [phase = 'renew', stoppedAt = ''] = context.position?.split(':') ?? []

    /** Nodes of a filter in the order of their ids, kept as a position batch by batch. */
    async function walk(
      name: string,
      filter: mongo.Filter<NodeRow>,
      step: (rows: NodeRow[]) => Promise<void>,
    ) {
      let after = phase === name ? stoppedAt : ''
      for (;;) {
        const rows = await nodes
          .find({ ...filter, _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(BATCH)
          .toArray()
        await step(rows)
        after = rows.at(-1)?._id ?? after
        await context.save(`${name}:${after}`)
        if (rows.length < BATCH) return
      }
    }

    if (phase === 'renew')
      await walk('renew', {}, async (rows) => {
        const renewed = rows
          .filter((row) => (row as Partial<NodeRow>).version === undefined)
          .map((row) => {
            const { _id, ...whole } = newNode({ ...row, tokens: nodeTokens(row) })
            return { updateOne: { filter: { _id, version: { $exists: false } }, update: { $set: whole } } }
          })
        if (renewed.length > 0) await nodes.bulkWrite(renewed)
      })
    await walk('count', { kind: { $in: [...holders] } }, async (rows) => {
      for (const { _id, communityId } of rows) {
        const rooms = await nodes.countDocuments({ communityId, path: _id, kind: 'room', validTo: null })
        await nodes.updateOne({ _id }, { $set: { rooms } })
      }
    })
  },
}
