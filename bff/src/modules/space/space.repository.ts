import type { NodeKind } from '@linli/shared/space/space.kinds'
import { griddedKinds } from '@linli/shared/space/space.rules'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { nodeModel, type NodeRow } from './node.model'

export interface SpaceRepository {
  /** The communities of the deployment, those under `nodeId` when given. */
  communities(nodeId?: string): Promise<NodeRow[]>
  /** By id alone, whatever the tenant: places have public names. For resolving grants and names, not for reading a tenant. */
  findByIds(ids: readonly string[]): Promise<NodeRow[]>
  find(scope: Scope, id: string): Promise<NodeRow | null>
  /** Those of the ids that lie in the scope and are valid. */
  within(scope: Scope, ids: readonly string[]): Promise<NodeRow[]>
  children(scope: Scope, parentId: string): Promise<NodeRow[]>
  ofKinds(scope: Scope, kinds: readonly NodeKind[]): Promise<NodeRow[]>
  /** Whether it has ended or not: a past day is asked for by nodes that are gone. */
  findEver(scope: Scope, id: string): Promise<NodeRow | null>
  /** Nodes of a kind by the nodes they stand in and their names, as the names are written. */
  named(
    scope: Scope,
    parentIds: readonly string[],
    kind: NodeKind,
    names: readonly string[],
  ): Promise<NodeRow[]>
  /** Nodes of a kind under a node, in the order of their ids, beginning after `after`. */
  under(
    scope: Scope,
    nodeId: string,
    kind: NodeKind,
    page: { after: string | null; limit: number },
  ): Promise<NodeRow[]>
  /** Places that bear every token, the larger ones first; those under one of `within` when given. */
  search(
    scope: Scope,
    tokens: readonly string[],
    options: { within?: readonly string[]; limit: number },
  ): Promise<NodeRow[]>
  /** Buildings and common parts that lie in a grid. */
  inGrid(scope: Scope, gridId: string): Promise<NodeRow[]>
  /** Versions in force at a past instant that still are: in a node, or in a grid. */
  standingIn(scope: Scope, parentId: string, at: Date): Promise<NodeRow[]>
  lyingIn(scope: Scope, gridId: string, at: Date): Promise<NodeRow[]>
  /** How many nodes stand in a node. */
  countChildren(scope: Scope, parentId: string): Promise<number>
  /** Communities that were merged into one of the scope: their past belongs to it. */
  mergedInto(scope: Scope): Promise<NodeRow[]>
  streets(): Promise<NodeRow[]>
  findRoot(): Promise<NodeRow | null>
  insertMany(rows: readonly NodeRow[]): Promise<void>
}

const SEED_BATCH = 500
/** More children than any real node has: a building of 60 storeys with 8 units each stays below it. */
const MOST_CHILDREN = 500

const inForce = (at: Date) => ({
  validFrom: { $lte: at },
  $or: [{ validTo: null }, { validTo: { $gt: at } }],
})

/** The space tree. Streets and districts belong to the deployment; the rest to its community. */
export function createSpaceRepository(connection: Connection): SpaceRepository {
  const nodes = nodeModel(connection)
  return {
    communities: (nodeId) =>
      nodes
        .find({ kind: 'community', ...(nodeId === undefined ? {} : { path: nodeId }), validTo: null })
        .sort({ order: 1, _id: 1 })
        .lean<NodeRow[]>(),
    findByIds: (ids) => nodes.find({ _id: { $in: [...ids] } }).lean<NodeRow[]>(),
    find: (scope, id) => nodes.findOne({ _id: id, ...inScope(scope), validTo: null }).lean<NodeRow>(),
    within: (scope, ids) =>
      nodes.find({ _id: { $in: [...ids] }, ...inScope(scope), validTo: null }).lean<NodeRow[]>(),
    children: (scope, parentId) =>
      nodes
        .find({ ...inScope(scope), parentId, validTo: null })
        .sort({ order: 1, _id: 1 })
        .limit(MOST_CHILDREN)
        .lean<NodeRow[]>(),
    ofKinds: (scope, kinds) =>
      nodes
        .find({ ...inScope(scope), kind: { $in: [...kinds] }, validTo: null })
        .sort({ order: 1, _id: 1 })
        .lean<NodeRow[]>(),
    findEver: (scope, id) => nodes.findOne({ _id: id, ...inScope(scope) }).lean<NodeRow>(),
    named: (scope, parentIds, kind, names) =>
      nodes
        .find({
          ...inScope(scope),
          parentId: { $in: [...parentIds] },
          kind,
          name: { $in: [...names] },
          validTo: null,
        })
        .lean<NodeRow[]>(),
    under: (scope, nodeId, kind, { after, limit }) =>
      nodes
        .find({
          ...inScope(scope),
          path: nodeId,
          kind,
          validTo: null,
          ...(after === null ? {} : { _id: { $gt: after } }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<NodeRow[]>(),
    search: (scope, tokens, { within, limit }) =>
      nodes
        .find({
          ...inScope(scope),
          tokens: tokens.length === 1 ? tokens[0] : { $all: [...tokens] },
          ...(within && { path: { $in: [...within] } }),
          validTo: null,
        })
        .sort({ rank: 1, _id: 1 })
        .limit(limit)
        // Entered by the first token; a path would lead through everything in the place.
        .hint('node_search')
        .lean<NodeRow[]>(),
    inGrid: (scope, gridId) =>
      nodes
        .find({ ...inScope(scope), path: gridId, kind: { $in: [...griddedKinds] }, validTo: null })
        .sort({ _id: 1 })
        .limit(MOST_CHILDREN)
        .lean<NodeRow[]>(),
    standingIn: (scope, parentId, at) =>
      nodes
        .find({ ...inScope(scope), parentId, ...inForce(at) })
        .limit(MOST_CHILDREN)
        .lean<NodeRow[]>(),
    lyingIn: (scope, gridId, at) =>
      nodes
        .find({ ...inScope(scope), path: gridId, kind: { $in: [...griddedKinds] }, ...inForce(at) })
        .limit(MOST_CHILDREN)
        .lean<NodeRow[]>(),
    countChildren: (scope, parentId) => nodes.countDocuments({ ...inScope(scope), parentId, validTo: null }),
    mergedInto: (scope) =>
      nodes.find({ kind: 'community', mergedInto: { $in: [...scope.communityIds] } }).lean<NodeRow[]>(),
    streets: () =>
      nodes
        .find({ communityId: null, kind: 'street', validTo: null })
        .sort({ order: 1, _id: 1 })
        .lean<NodeRow[]>(),
    findRoot: () => nodes.findOne({ communityId: null, kind: 'district', validTo: null }).lean<NodeRow>(),
    async insertMany(rows) {
      for (let start = 0; start < rows.length; start += SEED_BATCH) {
        await nodes.insertMany(rows.slice(start, start + SEED_BATCH), { lean: true })
      }
    },
  }
}
