import type { Migration } from '../../platform/migrations/migrations'
import { createWalks } from '../../platform/migrations/walk-rows'
import { newNode } from './node-draft'
import type { NodeRow } from './node.model'
import { nodeTokens } from './space.search'

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
    const walk = createWalks(context)
    await walk('renew', nodes, {}, async (rows) => {
      const renewed = rows
        .filter((row) => (row as Partial<NodeRow>).version === undefined)
        .map((row) => {
          const { _id, ...whole } = newNode({ ...row, tokens: nodeTokens(row) })
          return { updateOne: { filter: { _id, version: { $exists: false } }, update: { $set: whole } } }
        })
      if (renewed.length > 0) await nodes.bulkWrite(renewed)
    })
    await walk('count', nodes, { kind: { $in: [...holders] } }, async (rows) => {
      for (const { _id, communityId } of rows) {
        const rooms = await nodes.countDocuments({ communityId, path: _id, kind: 'room', validTo: null })
        await nodes.updateOne({ _id }, { $set: { rooms } })
      }
    })
  },
}
