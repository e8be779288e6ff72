import { Schema, type Connection, type Model } from 'mongoose'
import { ownFields, type NodeOwn } from './node.model'

/** A version of a node that is over: what was said of it from `from` until, not including, `to`. Never changed again. */
export interface NodeVersionRow extends NodeOwn {
  _id: string
  nodeId: string
  communityId: string | null
  from: Date
  to: Date
}

const nodeVersionSchema = new Schema<NodeVersionRow>(
  {
    _id: { type: String, required: true },
    nodeId: { type: String, required: true },
    communityId: { type: String, default: null },
    ...ownFields,
    from: { type: Date, required: true },
    to: { type: Date, required: true },
  },
  { collection: 'node_versions', strict: 'throw', autoIndex: false, versionKey: false },
)
nodeVersionSchema.index({ communityId: 1, nodeId: 1, from: 1 }, { name: 'node_version_of' })
// What stood in a node, or lay in a grid, on a past day.
nodeVersionSchema.index({ communityId: 1, parentId: 1, to: 1 }, { name: 'node_version_children' })
nodeVersionSchema.index({ communityId: 1, gridId: 1, to: 1 }, { name: 'node_version_grid' })

export const nodeVersionModel = (connection: Connection): Model<NodeVersionRow> =>
  connection.models.NodeVersion ?? connection.model<NodeVersionRow>('NodeVersion', nodeVersionSchema)
