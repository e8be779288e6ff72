import type { Migration } from '../../platform/migrations/migrations'
import { newNode } from './node-draft'
import type { NodeRow } from './node.model'
import { nodeTokens } from './space.search'

const BATCH = 500

/**
 * Nodes of the first release carry no version, no kind of property and nothing to be found by. The previous release
 * goes on reading them: nothing it knows is changed, and rows it adds meanwhile are met by the next run's filter.
 */
export const nodesHaveVersions: Migration = {
  id: '0001-nodes-have-versions',
  async run(context) {
    const { connection } = context
    const nodes = connection.getClient().db(connection.name).collection<NodeRow>('nodes')
    let after = context.position ?? ''
    for (;;) {
      const rows = await nodes
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()
      const renewed = rows
        .filter((row) => (row as Partial<NodeRow>).version === undefined)
        .map((row) => {
          const { _id, ...whole } = newNode({ ...row, tokens: nodeTokens(row) })
          return { updateOne: { filter: { _id, version: { $exists: false } }, update: { $set: whole } } }
        })
      if (renewed.length > 0) await nodes.bulkWrite(renewed)
      after = rows.at(-1)?._id ?? after
      await context.save(after)
      if (rows.length < BATCH) return
    }
  },
}
