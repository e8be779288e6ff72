import type { AreaSource, Delivery, PropertyKind } from '@linli/shared/space/space.kinds'
import type { Scope } from '../../platform/scope'
import type { NodeRow } from './node.model'
import type { SpaceRepository } from './space.repository'

/** A room in the words of a list. */
export interface ListedRoom {
  readonly id: string
  readonly estate: string
  readonly building: string
  readonly unit: string | null
  readonly room: string
  readonly grid: string | null
  readonly propertyKind: PropertyKind
  readonly areaHundredths: number | null
  readonly areaSource: AreaSource | null
  readonly delivery: Delivery
}

/** The rooms of a community as lists take them out. */
export interface RoomLists {
  /** The next rooms in the order of their ids, which is the order they were entered in. */
  roomsAfter(
    scope: Scope,
    communityId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<ListedRoom[]>
  listedRooms(scope: Scope, roomIds: readonly string[]): Promise<Map<string, ListedRoom>>
}

export function createRoomLists({ nodes }: { readonly nodes: SpaceRepository }): RoomLists {
  async function listed(scope: Scope, rooms: readonly NodeRow[]): Promise<ListedRoom[]> {
    const above = rooms.flatMap((row) => [...row.path.slice(0, -1), ...(row.gridId ? [row.gridId] : [])])
    const holders = rooms.length === 0 ? [] : await nodes.within(scope, [...new Set(above)])
    const byId = new Map(holders.map((row) => [row._id, row]))
    const nameIn = (row: NodeRow, kind: NodeRow['kind']): string | null =>
      row.path.map((id) => byId.get(id)).find((holder) => holder?.kind === kind)?.name ?? null
    return rooms.map((row) => ({
      id: row._id,
      estate: nameIn(row, 'estate') ?? '',
      building: nameIn(row, 'building') ?? '',
      unit: nameIn(row, 'unit'),
      room: row.name,
      grid: row.gridId === null ? null : (byId.get(row.gridId)?.name ?? null),
      propertyKind: row.propertyKind ?? 'residential',
      areaHundredths: row.areaHundredths,
      areaSource: row.areaSource,
      delivery: row.delivery ?? 'delivered',
    }))
  }

  return {
    async roomsAfter(scope, communityId, page) {
      return listed(scope, await nodes.under(scope, communityId, 'room', page))
    },
    async listedRooms(scope, roomIds) {
      const rows = (await nodes.within(scope, roomIds)).filter((row) => row.kind === 'room')
      return new Map((await listed(scope, rows)).map((room) => [room.id, room]))
    },
  }
}
