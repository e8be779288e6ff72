import { canonicalName } from '@linli/shared/space/space.names'
import type { AreaSource, Delivery, NodeKind, PropertyKind } from '@linli/shared/space/space.kinds'
import type { Ids } from '../../platform/ids'
import { newNode } from './node-draft'
import type { NodeRow } from './node.model'
import { placeIn } from './node-place'

/** A room by the names of what it stands in, as people write them. */
export interface PlaceNames {
  readonly estate: string
  readonly building: string
  /** Absent where a building has no units. */
  readonly unit?: string | null | undefined
  readonly room: string
}

/** A room as a list of rooms says it. What is absent stays as it is, or takes the default of a new room. */
export interface RoomEntry extends PlaceNames {
  /** For buildings that are new; where a known building lies is changed on the tree, not by a list. */
  readonly grid?: string | null | undefined
  readonly propertyKind?: PropertyKind | undefined
  readonly areaHundredths?: number | null | undefined
  readonly areaSource?: AreaSource | null | undefined
  readonly delivery?: Delivery | undefined
}

export const roomFacts = ['propertyKind', 'areaHundredths', 'areaSource', 'delivery'] as const
export type RoomFact = (typeof roomFacts)[number]

export interface RoomOutcome {
  readonly outcome: 'created' | 'changed' | 'same' | 'refused'
  /** Null for a refused row. */
  readonly roomId: string | null
  /** What a changed room says differently. */
  readonly changed: readonly RoomFact[]
  readonly problem?: 'unknown_grid' | 'twice'
}

/** What the tree holds of the places a list names. */
export interface KnownPlaces {
  readonly community: NodeRow
  /** Estates, grids, buildings and units. */
  readonly places: readonly NodeRow[]
  readonly rooms: readonly NodeRow[]
}

export interface RoomPlan {
  readonly outcomes: readonly RoomOutcome[]
  /** New nodes, parents before what stands in them. */
  readonly created: readonly NodeRow[]
  readonly changed: readonly { readonly row: NodeRow; readonly set: Partial<Pick<NodeRow, RoomFact>> }[]
  /** Nodes that were there and get something new in them. */
  readonly parentIds: readonly string[]
}

const keyOf = (parentId: string | null, kind: NodeKind, name: string): string => `${parentId}/${kind}/${name}`

/** Finds what is there of a place, down to its room. */
export function placesOf({ community, places, rooms }: KnownPlaces) {
  const known = new Map([...places, ...rooms].map((row) => [keyOf(row.parentId, row.kind, row.name), row]))
  const find = (parent: NodeRow | undefined, kind: NodeKind, typed: string): NodeRow | undefined =>
    parent && known.get(keyOf(parent._id, kind, canonicalName(kind, typed)))
  return ({ estate, building, unit, room }: PlaceNames) => {
    const house = find(find(community, 'estate', estate), 'building', building)
    const stair = unit == null ? house : find(house, 'unit', unit)
    return { building: house, room: find(stair, 'room', room) }
  }
}

/** What a list of rooms asks of the tree. Decides without touching anything, so a dry run and the run itself agree. */
export function planRooms(
  entries: readonly RoomEntry[],
  { community, places, rooms }: KnownPlaces,
  { ids, validFrom }: { ids: Ids; validFrom: Date },
): RoomPlan {
  const known = new Map([...places, ...rooms].map((row) => [keyOf(row.parentId, row.kind, row.name), row]))
  const before = new Set([community, ...places].map((row) => row._id))
  const created: NodeRow[] = []
  const changed: { row: NodeRow; set: Partial<Pick<NodeRow, RoomFact>> }[] = []
  const parentIds = new Set<string>()
  const named = new Set<string>()

  const find = (parent: NodeRow, kind: NodeKind, typed: string): NodeRow | undefined =>
    known.get(keyOf(parent._id, kind, canonicalName(kind, typed)))

  function add(parent: NodeRow, kind: NodeKind, typed: string, more: Partial<NodeRow> = {}): NodeRow {
    const _id = ids.next('nod')
    const name = canonicalName(kind, typed)
    const place = placeIn(parent, { _id, kind, name, gridId: more.gridId ?? null })
    const row = newNode({
      ...more,
      ...{ _id, kind, name, parentId: parent._id, communityId: community._id, validFrom },
      ...place,
      order: orderOf(name),
    })
    if (before.has(parent._id)) parentIds.add(parent._id)
    else parent.hasChildren = true
    known.set(keyOf(parent._id, kind, name), row)
    created.push(row)
    return row
  }

  const outcomes = entries.map((entry): RoomOutcome => {
    const gridName = entry.grid ?? null
    const grid = gridName === null ? null : (find(community, 'grid', gridName) ?? undefined)
    if (grid === undefined) return refused('unknown_grid')
    const estate = find(community, 'estate', entry.estate) ?? add(community, 'estate', entry.estate)
    const building =
      find(estate, 'building', entry.building) ??
      add(estate, 'building', entry.building, { gridId: grid?._id ?? null })
    const unit =
      entry.unit == null
        ? building
        : (find(building, 'unit', entry.unit) ?? add(building, 'unit', entry.unit))
    const key = keyOf(unit._id, 'room', canonicalName('room', entry.room))
    if (named.has(key)) return refused('twice')
    named.add(key)
    const facts = factsOf(entry)
    const row = known.get(key)
    if (!row) return { outcome: 'created', roomId: add(unit, 'room', entry.room, facts)._id, changed: [] }
    const different = roomFacts.filter((fact) => facts[fact] !== undefined && facts[fact] !== row[fact])
    if (different.length === 0) return { outcome: 'same', roomId: row._id, changed: [] }
    changed.push({ row, set: Object.fromEntries(different.map((fact) => [fact, facts[fact]])) })
    return { outcome: 'changed', roomId: row._id, changed: different }
  })
  return { outcomes, created, changed, parentIds: [...parentIds] }
}

const refused = (problem: 'unknown_grid' | 'twice'): RoomOutcome => ({
  outcome: 'refused',
  roomId: null,
  changed: [],
  problem,
})

function factsOf(entry: RoomEntry): Partial<Pick<NodeRow, RoomFact>> {
  const { propertyKind, areaHundredths, areaSource, delivery } = entry
  return {
    ...(propertyKind !== undefined && { propertyKind }),
    ...(areaHundredths !== undefined && { areaHundredths }),
    ...(areaSource !== undefined && { areaSource }),
    ...(delivery !== undefined && { delivery }),
  }
}

/** Places stand in the order of their numbers; those without one come last, by name and id. */
const UNNUMBERED = 90_000
export function orderOf(name: string): number {
  const number = Number(/\d+/.exec(name)?.[0] ?? Number.NaN)
  return Number.isFinite(number) ? Math.min(number, UNNUMBERED) : UNNUMBERED
}
