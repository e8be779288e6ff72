import { isGridded } from '@linli/shared/space/space.rules'
import { addDays, instantOf, type IsoDay } from '@linli/shared/time'
import type { Scope } from '../../platform/scope'
import type { NodeVersionsRepository } from './node-versions.repository'
import type { NodeVersionRow } from './node-version.model'
import type { NodeOwn, NodeRow } from './node.model'
import type { SpaceRepository } from './space.repository'

/** A node as it was said to be on some day. */
export interface NodeAt {
  readonly id: string
  readonly own: NodeOwn
  readonly from: Date
  readonly to: Date | null
}

/** The last instant of a day: what was changed on a day is shown for it. */
export const endOf = (day: IsoDay): Date => new Date(instantOf(addDays(day, 1)).getTime() - 1)

export interface SpacePast {
  /** The node as it was at an instant; null when it was not there. */
  node(scope: Scope, row: NodeRow, at: Date): Promise<NodeAt | null>
  /** What stood in a node, or lay in a grid, in no order. */
  children(scope: Scope, parent: NodeRow, at: Date): Promise<NodeAt[]>
  /** The grid it lay in: a unit's and a room's is their building's of that time. */
  grid(scope: Scope, node: NodeAt, at: Date): Promise<string | null>
  /** A node's label of that time, from the estate down. */
  label(scope: Scope, node: NodeAt, at: Date): Promise<string>
}

const fromRow = (row: NodeRow): NodeAt => ({ id: row._id, own: row, from: row.validFrom, to: row.validTo })
const fromVersion = (row: NodeVersionRow): NodeAt => ({
  id: row.nodeId,
  own: row,
  from: row.from,
  to: row.to,
})

const above: readonly string[] = ['district', 'street', 'community']

/** Reads any past day: the version in force then is either the row itself or one of those it left behind. */
export function createSpacePast(deps: {
  nodes: SpaceRepository
  versions: NodeVersionsRepository
}): SpacePast {
  const { nodes, versions } = deps

  async function node(scope: Scope, row: NodeRow, at: Date): Promise<NodeAt | null> {
    if (row.validFrom <= at) return row.validTo === null || row.validTo > at ? fromRow(row) : null
    const [version] = await versions.ofNodesAt(scope, [row._id], at)
    return version ? fromVersion(version) : null
  }

  return {
    node,
    async children(scope, parent, at) {
      const grid = parent.kind === 'grid'
      const [rows, over] = await Promise.all([
        grid ? nodes.lyingIn(scope, parent._id, at) : nodes.standingIn(scope, parent._id, at),
        grid ? versions.inGridAt(scope, parent._id, at) : versions.inParentAt(scope, parent._id, at),
      ])
      return [...rows.map(fromRow), ...over.map(fromVersion)]
    },
    async grid(scope, shown, at) {
      let { own } = shown
      while (!isGridded(own.kind) && own.parentId !== null) {
        const row = await nodes.findEver(scope, own.parentId)
        const parent = row && (await node(scope, row, at))
        if (!parent) return null
        own = parent.own
      }
      return own.gridId
    },
    async label(scope, { own }, at) {
      const names = [own.name]
      let parentId = own.kind === 'grid' ? null : own.parentId
      while (parentId !== null) {
        const row = await nodes.findEver(scope, parentId)
        const parent = row && (await node(scope, row, at))
        if (!parent || above.includes(parent.own.kind)) break
        names.unshift(parent.own.name)
        parentId = parent.own.parentId
      }
      return names.join(' ')
    },
  }
}
