import type { NodeKind } from '@linli/shared/space/space.kinds'
import type { NodeRow } from './node.model'
import { nodeTokens } from './space.search'

/** A new node in its first version; what is not given is not said. */
export type NodeDraft = Pick<
  NodeRow,
  '_id' | 'communityId' | 'parentId' | 'kind' | 'name' | 'label' | 'path' | 'validFrom'
> &
  Partial<NodeRow>

const unsaid = {
  gridId: null,
  order: 0,
  code: null,
  area: null,
  contact: null,
  boundary: null,
  developer: null,
  propertyKind: null,
  areaHundredths: null,
  areaSource: null,
  delivery: null,
  plotKind: null,
  plotOwner: null,
} as const

const ranks: Record<NodeKind, number> = {
  district: 0,
  street: 1,
  community: 2,
  grid: 3,
  estate: 4,
  building: 5,
  plot: 6,
  unit: 7,
  room: 8,
}

/** Every field of a row; rooms are homes that have been handed over unless something else is said. */
export function newNode(draft: NodeDraft): NodeRow {
  const room = draft.kind === 'room'
  return {
    ...unsaid,
    ...(room && { propertyKind: 'residential', delivery: 'delivered' }),
    hasChildren: false,
    rooms: 0,
    tokens: nodeTokens(draft),
    version: 1,
    touched: 0,
    createdAt: draft.validFrom,
    validTo: null,
    mergedInto: null,
    suspendedAt: null,
    ...draft,
    rank: ranks[draft.kind],
  }
}

/** How many rooms each of the nodes above them gets. */
export function roomsAbove(rows: readonly Pick<NodeRow, '_id' | 'kind' | 'path'>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { _id, kind, path } of rows) {
    if (kind !== 'room') continue
    for (const id of path) if (id !== _id) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** A whole tree at once, for who writes it without the service: every node with its rooms counted. */
export function withRooms(rows: readonly NodeRow[]): NodeRow[] {
  const counts = roomsAbove(rows)
  return rows.map((row) => ({ ...row, rooms: counts.get(row._id) ?? 0 }))
}
