import type { Boundary } from '@linli/shared/space/boundary.rules'
import {
  areaSources,
  deliveries,
  nodeKinds,
  plotKinds,
  plotOwners,
  propertyKinds,
  type AreaSource,
  type Delivery,
  type NodeKind,
  type PlotKind,
  type PlotOwner,
  type PropertyKind,
} from '@linli/shared/space/space.kinds'
import { Schema, type Connection, type Model, type SchemaDefinition } from 'mongoose'

/** Where a community is found and called; shown to everybody. */
export interface CommunityContact {
  phone: string
  address: string
  supervisionPhone: string
}

/** What is said of a node itself. A version keeps exactly this; `path` and `label` are derived and only of today. */
export interface NodeOwn {
  parentId: string | null
  kind: NodeKind
  name: string
  /** The grid it lies in. Said of buildings and common parts; units and rooms carry their building's along. */
  gridId: string | null
  order: number
  /** A community's letters in case numbers: `QH`. */
  code: string | null
  /** What a grid or a common part covers, in words. */
  area: string | null
  contact: CommunityContact | null
  /** Outline of a grid. */
  boundary: Boundary | null
  /** Who built an estate, and holds its unsold and undelivered rooms. */
  developer: string | null
  propertyKind: PropertyKind | null
  /** Area of a room or a common part in 0.01 m². */
  areaHundredths: number | null
  areaSource: AreaSource | null
  delivery: Delivery | null
  plotKind: PlotKind | null
  plotOwner: PlotOwner | null
}

/**
 * One node of the space tree: its identity for ever, and the version in force. A building stands in its estate
 * (`parentId`) and also lies in a grid: both are in `path`, so "everything under this node" is one index look-up
 * whatever the node is. What was before stands in `node_versions`; a node that is gone keeps its row with `validTo`.
 */
export interface NodeRow extends NodeOwn {
  _id: string
  /** The community it lies in (a community's own id for itself); null above. */
  communityId: string | null
  /** From the estate down: `锦和苑 3 号楼 2 单元`; above the estate the name alone. */
  label: string
  /** Every node it lies in, from the root, itself included. */
  path: string[]
  hasChildren: boolean
  /** Rooms in it, or lying in it when it is a grid; kept with every room that comes or goes. */
  rooms: number
  /** What it is found by (space.search.ts). */
  tokens: string[]
  /** Where search results stand, the larger place first. */
  rank: number
  /** Grows with every change of the version in force. */
  version: number
  /** Grows when something is put into it or taken out: whoever adds to a node and whoever ends it meet here. */
  touched: number
  createdAt: Date
  /** The version in force holds since; midnight in Shanghai. */
  validFrom: Date
  /** The node has ended. */
  validTo: Date | null
  /** The community this one was merged into. */
  mergedInto: string | null
  /** A community out of use for now: its staff stay outside, its residents only read. */
  suspendedAt: Date | null
}

const part = { _id: false, strict: 'throw' } as const

/** Shared with the versions. */
export const ownFields = {
  parentId: { type: String, default: null },
  kind: { type: String, required: true, enum: nodeKinds },
  name: { type: String, required: true },
  gridId: { type: String, default: null },
  order: { type: Number, required: true },
  code: { type: String, default: null },
  area: { type: String, default: null },
  contact: {
    type: new Schema<CommunityContact>(
      {
        phone: { type: String, required: true },
        address: { type: String, required: true },
        supervisionPhone: { type: String, required: true },
      },
      part,
    ),
    default: null,
  },
  boundary: {
    type: new Schema(
      { type: { type: String, required: true }, coordinates: { type: [[[Number]]], required: true } },
      part,
    ),
    default: null,
  },
  developer: { type: String, default: null },
  propertyKind: { type: String, enum: [...propertyKinds, null], default: null },
  areaHundredths: { type: Number, default: null },
  areaSource: { type: String, enum: [...areaSources, null], default: null },
  delivery: { type: String, enum: [...deliveries, null], default: null },
  plotKind: { type: String, enum: [...plotKinds, null], default: null },
  plotOwner: { type: String, enum: [...plotOwners, null], default: null },
} satisfies SchemaDefinition

const nodeSchema = new Schema<NodeRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, default: null },
    ...ownFields,
    label: { type: String, required: true },
    path: { type: [String], required: true },
    hasChildren: { type: Boolean, required: true },
    rooms: { type: Number, required: true },
    tokens: { type: [String], default: [] },
    rank: { type: Number, required: true },
    version: { type: Number, required: true },
    touched: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    validFrom: { type: Date, required: true },
    validTo: { type: Date, default: null },
    mergedInto: { type: String, default: null },
    suspendedAt: { type: Date, default: null },
  },
  { collection: 'nodes', strict: 'throw', autoIndex: false, versionKey: false },
)
nodeSchema.index({ communityId: 1, parentId: 1, order: 1 }, { name: 'node_children' })
nodeSchema.index({ communityId: 1, kind: 1, order: 1 }, { name: 'node_kind' })
// Everything under a node by kind, in the order of ids for whoever walks it.
nodeSchema.index({ communityId: 1, path: 1, kind: 1, validTo: 1, _id: 1 }, { name: 'node_under' })
nodeSchema.index(
  { communityId: 1, tokens: 1, rank: 1, _id: 1 },
  { name: 'node_search', partialFilterExpression: { validTo: null } },
)
// The communities of the deployment are few; this small index finds them all, or those under a street.
nodeSchema.index(
  { kind: 1, path: 1 },
  { name: 'node_communities', partialFilterExpression: { kind: 'community' } },
)
// Case numbers begin with the letters of their community.
nodeSchema.index(
  { code: 1 },
  {
    name: 'node_code_unique',
    unique: true,
    partialFilterExpression: { kind: 'community', validTo: null, code: { $type: 'string' } },
  },
)
// A community is its own tenant, so the index below does not see two of one name in a street.
nodeSchema.index(
  { parentId: 1, name: 1 },
  {
    name: 'node_community_unique',
    unique: true,
    partialFilterExpression: { kind: 'community', validTo: null },
  },
)
// Two of the same name under one parent would be one place with two answers.
nodeSchema.index(
  { communityId: 1, parentId: 1, kind: 1, name: 1 },
  { name: 'node_name_unique', unique: true, partialFilterExpression: { validTo: null } },
)

export const nodeModel = (connection: Connection): Model<NodeRow> =>
  connection.models.Node ?? connection.model<NodeRow>('Node', nodeSchema)
