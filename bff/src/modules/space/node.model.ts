import { nodeKinds, type NodeKind } from '@linli/shared/space/space.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

/** Where a community is found and called; shown to everybody. */
export interface CommunityContact {
  phone: string
  address: string
  supervisionPhone: string
}

/**
 * One node of the space tree. A building stands in its estate (`parentId`) and also lies in a grid: both are in
 * `path`, so "everything under this node" is one index look-up whatever the node is.
 * A node is never moved: a re-drawn grid ends the old row (`validTo`) and begins a new one.
 */
export interface NodeRow {
  _id: string
  /** The community it lies in (a community's own id for itself); null above. */
  communityId: string | null
  parentId: string | null
  kind: NodeKind
  name: string
  /** From the estate down: `锦和苑 3 号楼 2 单元`; above the estate the name alone. */
  label: string
  /** Every node it lies in, from the root, itself included. */
  path: string[]
  gridId: string | null
  order: number
  hasChildren: boolean
  /** A community's letters in case numbers: `QH`. */
  code: string | null
  /** What a grid covers, in words. */
  area: string | null
  contact: CommunityContact | null
  /** A room's area in 0.01 m². */
  areaHundredths: number | null
  validFrom: Date
  validTo: Date | null
}

const nodeSchema = new Schema<NodeRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, default: null },
    parentId: { type: String, default: null },
    kind: { type: String, required: true, enum: nodeKinds },
    name: { type: String, required: true },
    label: { type: String, required: true },
    path: { type: [String], required: true },
    gridId: { type: String, default: null },
    order: { type: Number, required: true },
    hasChildren: { type: Boolean, required: true },
    code: { type: String, default: null },
    area: { type: String, default: null },
    contact: {
      type: new Schema<CommunityContact>(
        {
          phone: { type: String, required: true },
          address: { type: String, required: true },
          supervisionPhone: { type: String, required: true },
        },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
    areaHundredths: { type: Number, default: null },
    validFrom: { type: Date, required: true },
    validTo: { type: Date, default: null },
  },
  { collection: 'nodes', strict: 'throw', autoIndex: false, versionKey: false },
)
nodeSchema.index({ communityId: 1, parentId: 1, order: 1 }, { name: 'node_children' })
nodeSchema.index({ communityId: 1, kind: 1, order: 1 }, { name: 'node_kind' })
// The communities of the deployment are few; this small index finds them all, or those under a street.
nodeSchema.index(
  { kind: 1, path: 1 },
  { name: 'node_communities', partialFilterExpression: { kind: 'community' } },
)
// Two of the same name under one parent would be one place with two answers.
nodeSchema.index(
  { communityId: 1, parentId: 1, kind: 1, name: 1 },
  { name: 'node_name_unique', unique: true, partialFilterExpression: { validTo: null } },
)

export const nodeModel = (connection: Connection): Model<NodeRow> =>
  connection.models.Node ?? connection.model<NodeRow>('Node', nodeSchema)
