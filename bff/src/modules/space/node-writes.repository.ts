import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { rebasedPath, relabelled } from '../../platform/mongo-expressions'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { nodeModel, type NodeOwn, type NodeRow } from './node.model'

/** What a guarded write expects to find. */
export interface Expected {
  readonly id: string
  readonly version: number
}

export type NodeSet = Partial<
  NodeOwn &
    Pick<
      NodeRow,
      'label' | 'path' | 'tokens' | 'validFrom' | 'validTo' | 'communityId' | 'mergedInto' | 'suspendedAt'
    >
>

/** What a change of a node means for everything in it. */
export interface Derivation {
  /** The node's own path before and now, itself last: what lies below it begins with it. */
  readonly path: { readonly from: readonly string[]; readonly to: readonly string[] }
  /** Units and rooms lie in the grid of their building. */
  readonly gridId?: string | null
  readonly label?: { readonly from: string; readonly to: string }
}

/** Writes of the tree. Every one belongs into a unit of work with its version row and its audit row. */
export interface NodeWrites {
  insertMany(rows: readonly NodeRow[]): Promise<void>
  /** Rewrites the version in force if it is still the one expected; null when it is not. */
  replace(scope: Scope, expected: Expected, set: NodeSet): Promise<NodeRow | null>
  /** The same for what belongs to the deployment: a street, the district. */
  replaceAbove(expected: Expected, set: NodeSet): Promise<NodeRow | null>
  /** Many at once, each with its own guard; answers how many held. */
  replaceMany(scope: Scope, changes: readonly (Expected & { set: NodeSet })[]): Promise<number>
  /** Something comes into these nodes: it may not be ended meanwhile. Answers how many of them are alive. */
  touch(scope: Scope, ids: readonly string[], set?: { hasChildren: boolean }): Promise<number>
  /** The same for what belongs to the deployment: a street, a district. */
  touchAbove(id: string): Promise<void>
  /** Carries a node's path, grid and label down to everything in it. */
  derive(scope: Scope, nodeId: string, derivation: Derivation): Promise<void>
  /** Everything of one community goes over to another, but for the community's own row. Answers how many nodes. */
  handOver(scope: Scope, intoId: string): Promise<number>
  /** Rooms have come into these nodes, or gone. What lies above the scope counts none. */
  addRooms(scope: Scope, counts: ReadonlyMap<string, number>): Promise<void>
  setTokens(scope: Scope, rows: readonly Pick<NodeRow, '_id' | 'tokens'>[]): Promise<void>
}

const BATCH = 500

export function createNodeWrites(connection: Connection): NodeWrites {
  const nodes = nodeModel(connection)
  const places = rowsOf(nodes)
  return {
    async insertMany(rows) {
      for (let start = 0; start < rows.length; start += BATCH) {
        await places.insertMany(rows.slice(start, start + BATCH), joining(connection))
      }
    },
    replace: (scope, { id, version }, set) =>
      nodes
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), version, validTo: null },
          { $set: set, $inc: { version: 1, touched: 1 } },
          { returnDocument: 'after' },
        )
        .lean<NodeRow>(),
    replaceAbove: ({ id, version }, set) =>
      nodes
        .findOneAndUpdate(
          { _id: id, communityId: null, version, validTo: null },
          { $set: set, $inc: { version: 1, touched: 1 } },
          { returnDocument: 'after' },
        )
        .lean<NodeRow>(),
    async replaceMany(scope, changes) {
      if (changes.length === 0) return 0
      const { modifiedCount } = await nodes.bulkWrite(
        changes.map(({ id, version, set }) => ({
          updateOne: {
            filter: { _id: id, ...inScope(scope), version, validTo: null },
            update: { $set: set, $inc: { version: 1, touched: 1 } },
          },
        })),
      )
      return modifiedCount
    },
    async touch(scope, ids, set) {
      const { matchedCount } = await nodes.updateMany(
        { _id: { $in: [...ids] }, ...inScope(scope), validTo: null },
        { ...(set && { $set: set }), $inc: { touched: 1 } },
      )
      return matchedCount
    },
    async touchAbove(id) {
      await nodes.updateOne(
        { _id: id, communityId: null, validTo: null },
        { $set: { hasChildren: true }, $inc: { touched: 1 } },
      )
    },
    async derive(scope, nodeId, { path, gridId, label }) {
      await nodes.updateMany(
        { ...inScope(scope), path: nodeId, _id: { $ne: nodeId } },
        [
          {
            $set: {
              path: rebasedPath(path.from, path.to),
              ...(gridId === undefined ? {} : { gridId: { $literal: gridId } }),
              ...(label && { label: relabelled('label', label) }),
            },
          },
        ],
        { updatePipeline: true },
      )
    },
    async handOver(scope, intoId) {
      const { modifiedCount } = await nodes.updateMany(
        { ...inScope(scope), kind: { $ne: 'community' } },
        { $set: { communityId: intoId } },
      )
      return modifiedCount
    },
    async addRooms(scope, counts) {
      const changes = [...counts].filter(([, count]) => count !== 0)
      if (changes.length === 0) return
      await nodes.bulkWrite(
        changes.map(([_id, count]) => ({
          updateOne: { filter: { _id, ...inScope(scope) }, update: { $inc: { rooms: count } } },
        })),
      )
    },
    async setTokens(scope, rows) {
      for (let start = 0; start < rows.length; start += BATCH) {
        await nodes.bulkWrite(
          rows.slice(start, start + BATCH).map(({ _id, tokens }) => ({
            updateOne: { filter: { _id, ...inScope(scope) }, update: { $set: { tokens } } },
          })),
        )
      }
    },
  }
}
