import type { nodeCard, treeNode } from '@linli/shared/space/tree.schema'
import { isGridded } from '@linli/shared/space/space.rules'
import { dayOf, type IsoDay } from '@linli/shared/time'
import type * as z from 'zod/mini'
import type { NodeOwn, NodeRow } from './node.model'
import type { NodeAt } from './space-past'

export type TreeNodeView = z.infer<typeof treeNode>
export type NodeCardView = z.infer<typeof nodeCard>

const leaves: readonly string[] = ['room', 'plot']

/** Rooms are counted where there can be any. A grid opens to what lies in it, which does not stand in it. */
export const presentTreeNode = (row: NodeRow): TreeNodeView => ({
  id: row._id,
  parentId: row.parentId,
  kind: row.kind,
  name: row.name,
  label: row.label,
  gridId: row.gridId,
  hasChildren: row.hasChildren || row.kind === 'grid',
  rooms: leaves.includes(row.kind) ? null : row.rooms,
  version: row.version,
})

/** Of a past day it is not counted what stood in a node; opening it shows. */
export const presentTreeNodeAt = (
  { id, own }: NodeAt,
  { label, gridId }: { label: string; gridId: string | null },
): TreeNodeView => ({
  id,
  parentId: own.parentId,
  kind: own.kind,
  name: own.name,
  label,
  gridId,
  hasChildren: !leaves.includes(own.kind),
  rooms: null,
  version: 0,
})

export function presentFacts(own: NodeOwn): NodeCardView['facts'] {
  const { name, order, gridId, area, contact, developer } = own
  const { propertyKind, areaHundredths, areaSource, delivery, plotKind, plotOwner } = own
  return {
    ...{ name, order, gridId, area, contact, developer },
    ...{ propertyKind, areaHundredths, areaSource, delivery, plotKind, plotOwner },
  }
}

/** Everything a card needs, looked up. */
export interface CardFacts {
  readonly row: NodeRow
  readonly shown: NodeAt
  readonly day: IsoDay
  readonly past: boolean
  readonly label: string
  /** The grid it lay in on the day shown. */
  readonly gridId: string | null
  readonly heldBy: string | null
  readonly counts: NodeCardView['counts']
  readonly workers: readonly { name: string; workPhone: string | null; from: Date; to: Date | null }[]
  readonly history: readonly NodeAt[]
  /** Names of grids and labels of parents by id. */
  readonly names: ReadonlyMap<string, string>
  readonly abilities: NodeCardView['abilities']
  readonly blockers: NodeCardView['blockers']
}

export function presentCard(facts: CardFacts): NodeCardView {
  const { row, shown, names } = facts
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  return {
    id: row._id,
    communityId: row.communityId,
    kind: row.kind,
    label: facts.label,
    version: row.version,
    at: facts.day,
    past: facts.past,
    from: dayOf(shown.from),
    to: shown.to && dayOf(shown.to),
    facts: { ...presentFacts(shown.own), gridId: facts.gridId },
    boundary: shown.own.boundary,
    gridName: nameOf(facts.gridId),
    heldBy: facts.heldBy,
    counts: facts.counts,
    workers: facts.workers.map(({ name, workPhone, from, to }) => ({
      name,
      // The number of a post that has passed on is somebody else's now.
      phone: to === null ? workPhone : null,
      from: dayOf(from),
      to: to && dayOf(to),
    })),
    history: facts.history.map(({ own, from, to }) => ({
      from: dayOf(from),
      to: dayOf(to ?? from),
      facts: presentFacts(own),
      gridName: isGridded(row.kind) ? nameOf(own.gridId) : null,
      parentLabel: nameOf(own.parentId),
    })),
    abilities: facts.abilities,
    blockers: facts.blockers,
  }
}
