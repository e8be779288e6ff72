import { griddedKinds } from '@linli/shared/space/space.rules'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import type { NodeVersionRow } from './node-version.model'
import { nodeVersionModel } from './node-version.model'

export interface NodeVersionsRepository {
  insertMany(rows: readonly NodeVersionRow[]): Promise<void>
  /** The versions of a node that are over, oldest first. */
  ofNode(scope: Scope, nodeId: string): Promise<NodeVersionRow[]>
  /** Versions of these nodes that were in force at an instant. */
  ofNodesAt(scope: Scope, nodeIds: readonly string[], at: Date): Promise<NodeVersionRow[]>
  /** Versions in force at an instant that stood in a node, or lay in it when it is a grid. */
  inParentAt(scope: Scope, parentId: string, at: Date): Promise<NodeVersionRow[]>
  inGridAt(scope: Scope, gridId: string, at: Date): Promise<NodeVersionRow[]>
}

const BATCH = 500

/** What nodes were before. */
export function createNodeVersionsRepository(connection: Connection): NodeVersionsRepository {
  const versions = nodeVersionModel(connection)
  const at = (instant: Date) => ({ from: { $lte: instant }, to: { $gt: instant } })
  return {
    async insertMany(rows) {
      for (let start = 0; start < rows.length; start += BATCH) {
        await versions.insertMany(rows.slice(start, start + BATCH), { lean: true })
      }
    },
    ofNode: (scope, nodeId) =>
      versions
        .find({ ...inScope(scope), nodeId })
        .sort({ from: 1 })
        .lean<NodeVersionRow[]>(),
    ofNodesAt: (scope, nodeIds, instant) =>
      versions
        .find({ ...inScope(scope), nodeId: { $in: [...nodeIds] }, ...at(instant) })
        .lean<NodeVersionRow[]>(),
    inParentAt: (scope, parentId, instant) =>
      versions.find({ ...inScope(scope), parentId, ...at(instant) }).lean<NodeVersionRow[]>(),
    inGridAt: (scope, gridId, instant) =>
      // Units and rooms carry the grid of their building along, in their versions too.
      versions
        .find({ ...inScope(scope), gridId, kind: { $in: [...griddedKinds] }, ...at(instant) })
        .lean<NodeVersionRow[]>(),
  }
}
