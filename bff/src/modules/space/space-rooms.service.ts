import { canonicalName, labelKey } from '@linli/shared/space/space.names'
import type { AreaSource, Delivery, NodeKind, PropertyKind } from '@linli/shared/space/space.kinds'
import { dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { roomsAbove } from './node-draft'
import { belowCommunity } from './node-place'
import type { NodeWrites } from './node-writes.repository'
import { changeOf } from './node-change'
import type { NodeVersionsRepository } from './node-versions.repository'
import type { NodeRow } from './node.model'
import {
  placesOf,
  planRooms,
  type KnownPlaces,
  type PlaceNames,
  type RoomEntry,
  type RoomOutcome,
  type RoomPlan,
} from './room-plan'
import type { PlaceSearch } from './place-search'
import type { SpaceRepository } from './space.repository'

export type { PlaceNames, RoomEntry, RoomFact, RoomOutcome } from './room-plan'

/** A room as other features need it. */
export interface Room {
  readonly id: string
  readonly communityId: string
  /** `501` */
  readonly name: string
  /** `锦和苑 3 号楼 2 单元 501` */
  readonly label: string
  /** Every node it lies in, from the community down, itself included. */
  readonly path: readonly string[]
  readonly buildingId: string
  /** `锦和苑 3 号楼` */
  readonly buildingLabel: string
  readonly gridId: string | null
  readonly propertyKind: PropertyKind
  readonly areaHundredths: number | null
  readonly areaSource: AreaSource | null
  readonly delivery: Delivery
}

/** A room with who holds it while it is not handed over. */
export interface RoomCard extends Room {
  /** The developer of the estate for an undelivered or unsold room, else null. */
  readonly developer: string | null
}

export interface SpaceRooms {
  /** The room of each place, in order; undefined where the one community of the scope has none. */
  roomsByNames(scope: Scope, places: readonly PlaceNames[]): Promise<(Room | undefined)[]>
  /** Rooms by what people write (`锦和苑3号楼2单元501`, blanks and 室 do not matter); labels without a room are left out. */
  roomsByLabel(scope: Scope, labels: readonly string[]): Promise<Map<string, Room>>
  roomsByIds(scope: Scope, roomIds: readonly string[]): Promise<Map<string, Room>>
  /** Ids of rooms somebody may mean by `3-2-501` or `锦和苑3号楼501`, at most `limit`. */
  findRooms(scope: Scope, typed: string, limit: number): Promise<string[]>
  roomCard(scope: Scope, roomId: string): Promise<RoomCard | null>
  /** Rooms under a node in the order of their ids, beginning after `after`: a job can stop and go on. */
  roomsUnder(scope: Scope, nodeId: string, page: { after: string | null; limit: number }): Promise<Room[]>
  /**
   * What a list of rooms would do to the one community of the scope; nothing is written. Answers one outcome per
   * row, in order. Rooms that would be created carry an id that means nothing yet.
   */
  checkRooms(scope: Scope, entries: readonly RoomEntry[]): Promise<RoomOutcome[]>
  /**
   * Brings estates, buildings, units and rooms to what the list says, in transactions of 500 rows of their own (call it
   * outside a unit of work). The same list again changes nothing. A changed room keeps its earlier version.
   * @throws conflict when somebody else made the same place at the same moment; the list can simply be sent again
   */
  upsertRooms(scope: Scope, entries: readonly RoomEntry[], by: Actor): Promise<RoomOutcome[]>
  /**
   * The same for up to 500 rows inside the caller's unit of work, so that a caller's own mark of them commits with
   * them or not at all. Throws RangeError for more rows.
   */
  putRooms(scope: Scope, entries: readonly RoomEntry[], by: Actor): Promise<RoomOutcome[]>
  /**
   * Call it in the unit of work that puts something into a room (a resident, a binding): the room cannot be ended at
   * the same moment. Answers false when one of them has ended already.
   */
  keep(scope: Scope, nodeIds: readonly string[]): Promise<boolean>
}

export interface RoomsDeps {
  readonly nodes: SpaceRepository
  readonly places: PlaceSearch
  readonly writes: NodeWrites
  readonly versions: NodeVersionsRepository
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

const BATCH = 500
const containers: readonly NodeKind[] = ['estate', 'building', 'unit']

/** Rooms for the rest of the house: found by label, walked, listed and brought in line with a list. */
export function createSpaceRooms(deps: RoomsDeps): SpaceRooms {
  const { nodes, places, writes, versions, uow, audit, clock, ids } = deps

  async function described(scope: Scope, rows: readonly NodeRow[]): Promise<Room[]> {
    const above = [...new Set(rows.flatMap((row) => row.path.slice(0, -1)))]
    const holders = rows.length === 0 ? [] : await nodes.within(scope, above)
    const buildings = new Map(holders.filter((row) => row.kind === 'building').map((row) => [row._id, row]))
    return rows.flatMap((row) => {
      const building = buildings.get(row.path.findLast((id) => buildings.has(id)) ?? '')
      return building ? [roomOf(row, building)] : []
    })
  }

  async function known(
    scope: Scope,
    community: NodeRow,
    entries: readonly (PlaceNames & Pick<RoomEntry, 'grid'>)[],
  ): Promise<KnownPlaces> {
    const named = async (parents: readonly NodeRow[], kind: NodeKind, typed: readonly string[]) => {
      const names = [...new Set(typed.map((name) => canonicalName(kind, name)))]
      return parents.length === 0 || names.length === 0
        ? []
        : nodes.named(
            scope,
            parents.map((row) => row._id),
            kind,
            names,
          )
    }
    const filled = (values: readonly (string | null | undefined)[]) => values.filter((value) => value != null)
    const grids = await named([community], 'grid', filled(entries.map((entry) => entry.grid)))
    const estates = await named(
      [community],
      'estate',
      entries.map((entry) => entry.estate),
    )
    const buildings = await named(
      estates,
      'building',
      entries.map((entry) => entry.building),
    )
    const units = await named(buildings, 'unit', filled(entries.map((entry) => entry.unit)))
    const rooms = await named(
      [...buildings, ...units],
      'room',
      entries.map((entry) => entry.room),
    )
    return { community, places: [...grids, ...estates, ...buildings, ...units], rooms }
  }

  async function communityOf(scope: Scope): Promise<NodeRow> {
    const [communityId = '', ...others] = scope.communityIds
    const row = others.length === 0 ? await nodes.find(scope, communityId) : null
    if (!row) throw new AppError('not_found')
    return row
  }

  async function planFor(scope: Scope, entries: readonly RoomEntry[]): Promise<RoomPlan> {
    const community = await communityOf(scope)
    const tree = await known(scope, community, entries)
    return planRooms(entries, tree, { ids, validFrom: instantOf(dayOf(clock.now())) })
  }

  async function apply(scope: Scope, { created, changed, parentIds }: RoomPlan, by: Actor): Promise<void> {
    if (created.length === 0 && changed.length === 0) return
    const today = dayOf(clock.now())
    // One after another: inside a transaction a session takes one operation at a time.
    const alive = await writes.touch(scope, parentIds, { hasChildren: true })
    if (alive < parentIds.length) throw new AppError('version_conflict')
    await writes.insertMany(created)
    await writes.addRooms(scope, roomsAbove(created))
    const changes = changed.map(({ row, set }) => ({ row, ...changeOf(row, set, today, ids.next('nvr')) }))
    const held = await writes.replaceMany(
      scope,
      changes.map(({ row, set }) => ({ id: row._id, version: row.version, set })),
    )
    if (held < changes.length) throw new AppError('version_conflict')
    await versions.insertMany(changes.flatMap(({ over }) => over ?? []))
    const [communityId = ''] = scope.communityIds
    await audit.record({
      actor: by,
      action: 'space.import_rooms',
      communityId,
      targetType: 'node',
      targetId: communityId,
      detail: { created: created.length, changed: changed.length },
    })
  }

  async function putRooms(scope: Scope, entries: readonly RoomEntry[], by: Actor): Promise<RoomOutcome[]> {
    if (entries.length > BATCH) throw new RangeError(`at most ${BATCH} rows at a time`)
    const plan = await planFor(scope, entries)
    await apply(scope, plan, by)
    return [...plan.outcomes]
  }

  return {
    putRooms,
    async roomsByNames(scope, places) {
      const community = await communityOf(scope)
      const find = placesOf(await known(scope, community, places))
      return places.map((place) => {
        const { building, room } = find(place)
        return building && room && roomOf(room, building)
      })
    },
    async roomsByLabel(scope, labels) {
      const holders = await nodes.ofKinds(scope, containers)
      const byKey = new Map(holders.map((row) => [labelKey(row.label), row]))
      const wanted = labels.flatMap((label) => {
        const split = splitLabel(labelKey(label), byKey)
        return split ? [{ label, ...split }] : []
      })
      if (wanted.length === 0) return new Map()
      const rows = await nodes.named(scope, [...new Set(wanted.map(({ parent }) => parent._id))], 'room', [
        ...new Set(wanted.map(({ name }) => name)),
      ])
      const rooms = new Map((await described(scope, rows)).map((room) => [room.id, room]))
      const found = new Map(rows.map((row) => [`${row.parentId}/${row.name}`, rooms.get(row._id)]))
      return new Map(
        wanted.flatMap(({ label, parent, name }) => {
          const room = found.get(`${parent._id}/${name}`)
          return room ? [[label, room] as const] : []
        }),
      )
    },
    async roomsByIds(scope, roomIds) {
      const rows = await nodes.within(scope, roomIds)
      const rooms = await described(
        scope,
        rows.filter((row) => row.kind === 'room'),
      )
      return new Map(rooms.map((room) => [room.id, room]))
    },
    async findRooms(scope, typed, limit) {
      const rows = await places(scope, typed, limit)
      return rows.filter((row) => row.kind === 'room').map((row) => row._id)
    },
    async roomCard(scope, roomId) {
      const row = await nodes.find(scope, roomId)
      const [room] = row?.kind === 'room' ? await described(scope, [row]) : []
      if (!room) return null
      const held = room.delivery !== 'delivered'
      const above = held ? await nodes.within(scope, room.path) : []
      return { ...room, developer: above.find(({ kind }) => kind === 'estate')?.developer ?? null }
    },
    async roomsUnder(scope, nodeId, page) {
      return described(scope, await nodes.under(scope, nodeId, 'room', page))
    },
    async checkRooms(scope, entries) {
      const outcomes: RoomOutcome[] = []
      for (let start = 0; start < entries.length; start += BATCH) {
        outcomes.push(...(await planFor(scope, entries.slice(start, start + BATCH))).outcomes)
      }
      return outcomes
    },
    async upsertRooms(scope, entries, by) {
      const outcomes: RoomOutcome[] = []
      for (let start = 0; start < entries.length; start += BATCH) {
        const batch = entries.slice(start, start + BATCH)
        outcomes.push(...(await uow.run(() => putRooms(scope, batch, by))))
      }
      return outcomes
    },
    async keep(scope, nodeIds) {
      const own = [...new Set(nodeIds)]
      return (await writes.touch(scope, own)) === own.length
    },
  }
}

function roomOf(row: NodeRow, building: NodeRow): Room {
  return {
    id: row._id,
    communityId: row.communityId ?? '',
    name: row.name,
    label: row.label,
    path: belowCommunity(row),
    buildingId: building._id,
    buildingLabel: building.label,
    gridId: row.gridId,
    propertyKind: row.propertyKind ?? 'residential',
    areaHundredths: row.areaHundredths,
    areaSource: row.areaSource,
    delivery: row.delivery ?? 'delivered',
  }
}

/** The longest beginning that is a place of the tree, and the room's name behind it. */
function splitLabel(
  key: string,
  places: ReadonlyMap<string, NodeRow>,
): { parent: NodeRow; name: string } | null {
  for (let end = key.length - 1; end > 0; end--) {
    const parent = places.get(key.slice(0, end))
    if (parent) return { parent, name: canonicalName('room', key.slice(end)) }
  }
  return null
}
