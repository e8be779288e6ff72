import type { NodeKind } from '@linli/shared/space/space.kinds'
import type { NodeRow } from './node.model'
import { nodeTokens } from './space.search'

/** A new node in its first version; what is not given is not said. */
export type NodeDraft = Pick<
  NodeRow,
  '_id' | 'communityId' | 'parentId' | 'kind' | 'name' | 'label' | 'path' | 'validFrom'
> &
  Partial<NodeRow>

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
  const { _id, communityId, parentId, kind, name, label, path, validFrom } = draft
  const isRoom = kind === 'room'
  // Field by field: a list makes twenty thousand, and rows put together from parts cost several times as much.
  return {
    _id,
    communityId,
    parentId,
    kind,
    name,
    gridId: draft.gridId ?? null,
    order: draft.order ?? 0,
    code: draft.code ?? null,
    area: draft.area ?? null,
    contact: draft.contact ?? null,
    boundary: draft.boundary ?? null,
    developer: draft.developer ?? null,
    propertyKind: draft.propertyKind === undefined && isRoom ? 'residential' : (draft.propertyKind ?? null),
    areaHundredths: draft.areaHundredths ?? null,
    areaSource: draft.areaSource ?? null,
    delivery: draft.delivery === undefined && isRoom ? 'delivered' : (draft.delivery ?? null),
    plotKind: draft.plotKind ?? null,
    plotOwner: draft.plotOwner ?? null,
    label,
    path,
    hasChildren: draft.hasChildren ?? false,
    rooms: draft.rooms ?? 0,
    tokens: draft.tokens ?? nodeTokens(draft),
    rank: ranks[kind],
    version: draft.version ?? 1,
    touched: draft.touched ?? 0,
    createdAt: draft.createdAt ?? validFrom,
    validFrom,
    validTo: draft.validTo ?? null,
    mergedInto: draft.mergedInto ?? null,
    suspendedAt: draft.suspendedAt ?? null,
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
