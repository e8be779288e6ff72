import type { Boundary } from '@linli/shared/space/boundary.rules'
import type { NodeKind } from '@linli/shared/space/space.kinds'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { demand, scopeOf, type Scope } from '../../platform/scope'
import { newNode } from './node-draft'
import type { NodeRow } from './node.model'
import { rememberNodes } from './node-memory'
import { belowCommunity } from './node-place'
import type { RoomLists } from './room-lists.service'
import type { SpaceRooms } from './space-rooms.service'
import type { SpaceTenants } from './space-tenants.service'
import { judge, oneCommunity } from './space.policy'
import {
  presentAudienceNode,
  presentCommunity,
  presentGridCard,
  presentGridOnMap,
  presentPlace,
  type AudienceNodeView,
  type CommunityView,
  type GridCardView,
  type GridOnMapView,
  type PlaceView,
} from './space.presenter'
import type { SpaceRepository } from './space.repository'

export type { NewCommunity, TenantNode } from './space-tenants.service'
export type { Room, RoomCard, RoomEntry, RoomOutcome } from './space-rooms.service'

/** A place as other features keep it. */
export interface Place {
  readonly id: string
  readonly communityId: string
  readonly kind: NodeKind
  readonly name: string
  /** `锦和苑 3 号楼 2 单元` */
  readonly label: string
  /** Every node it lies in, from the community down, itself included. */
  readonly path: readonly string[]
  /** The grid it lies in (or is); null when no grid covers it. */
  readonly gridId: string | null
}

export interface Community {
  readonly id: string
  readonly name: string
  /** Letters in case numbers: `QH`. */
  readonly code: string
}

/** What the tree asks of the roll. */
export interface RollCounts {
  householdsByNode(scope: Scope): Promise<Map<string, number>>
  tagCounts(scope: Scope): Promise<{ code: string; label: string; persons: number }[]>
  audienceOf(actor: Actor): Promise<{ readonly nodeIds: readonly string[] }>
  holdersAt(
    nodeIds: readonly string[],
    roles: readonly ['grid_worker'],
  ): Promise<{ name: string; nodeId: string; workPhone: string | null }[]>
}

/** A node that staff roles are held for. */
export interface Post {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  /** Null above the communities. */
  readonly communityId: string | null
  readonly parentId: string | null
  /** Every node it lies in, the district and itself included. */
  readonly path: readonly string[]
}

export interface SpaceDirectory {
  communities(): Promise<CommunityView[]>
  /** Children of a node; without one, the estates and common parts of the community looked at. */
  places(actor: Actor, parentId?: string): Promise<PlaceView[]>
  gridCard(actor: Actor | null, communityId?: string): Promise<GridCardView>
  /** The grids of a community with outlines and workers; which one is the caller's home. */
  gridMap(
    actor: Actor | null,
    communityId?: string,
  ): Promise<{ items: GridOnMapView[]; ownGridId: string | null }>
  audienceTree(
    actor: Actor,
    communityId?: string,
  ): Promise<{ items: AudienceNodeView[]; tags: { code: string; label: string; persons: number }[] }>

  /** The communities under each node, or the one it lies in: what a grant for the node reaches. */
  communityIdsUnder(nodeIds: readonly string[]): Promise<Map<string, string[]>>
  /** Those of the communities that are out of use for now; at most 10 s old. */
  suspendedAmong(communityIds: readonly string[]): Promise<Set<string>>
  /** One place inside the scope, or null. */
  place(scope: Scope, nodeId: string): Promise<Place | null>
  /** The outline of a grid; null when it has none, or is none. */
  boundary(scope: Scope, gridId: string): Promise<Boundary | null>
  /** The places a place lies in, the nearest first, up to its community. At most 10 s old. */
  around(place: Place): Promise<Place[]>
  community(communityId: string): Promise<Community | null>
  /** Communities that were merged into this one, and into those: whose trail was written before. */
  mergedInto(communityId: string): Promise<string[]>
  /** Names by id, for nodes of any kind. */
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
  /** Every node each node lies in, the district and itself included. */
  paths(nodeIds: readonly string[]): Promise<Map<string, readonly string[]>>
  /** Nodes by id that have not ended. */
  posts(nodeIds: readonly string[]): Promise<Map<string, Post>>
  /** The node itself, streets and communities under it, and the grids of a community: where roles are held. */
  postsUnder(nodeId: string): Promise<Post[]>
  /** Labels by id: `锦和苑 3 号楼 2 单元`. */
  labels(nodeIds: readonly string[]): Promise<Map<string, string>>
  /** Ids among `nodeIds` that are no nodes of the scope today: a choice of places is checked with it. */
  outside(scope: Scope, nodeIds: readonly string[]): Promise<string[]>
  /** Names of the estates whose buildings lie in a node: of one for an estate and what stands in it, of many for a community or a grid. */
  estatesIn(scope: Scope, nodeId: string): Promise<string[]>
  /** The district of this deployment, made when it is missing: the first thing an empty deployment needs. */
  ensureDistrict(name: string): Promise<string>
}

/** The tree as the whole house asks it. */
export interface SpaceService extends SpaceDirectory, SpaceRooms, RoomLists, SpaceTenants {}

export interface SpaceDeps {
  readonly nodes: SpaceRepository
  readonly roll: RollCounts
  readonly clock: Clock
  readonly ids: Ids
}

/** More than a community of 3,000 households has. */
const MOST_BUILDINGS = 2000

/** The tree: where things are, and what lies under what. */
export function createSpaceService({ nodes, roll, clock, ids }: SpaceDeps): SpaceDirectory {
  const byId = rememberNodes(nodes, clock)

  async function community(communityId: string): Promise<Community | null> {
    const row = (await byId([communityId])).get(communityId)
    return row?.kind === 'community' ? { id: row._id, name: row.name, code: row.code ?? 'LL' } : null
  }

  return {
    async communities() {
      const rows = await nodes.communities()
      const streets = await byId(rows.flatMap((row) => row.parentId ?? []))
      return rows.map((row) => presentCommunity(row, streets.get(row.parentId ?? '')?.name ?? ''))
    },

    async places(actor, parentId) {
      const scope = demand(judge(actor, 'read_places'))
      if (parentId === undefined) {
        const communityId = actor.communityId ?? scope.communityIds[0] ?? ''
        const rows = await nodes.children(scope, communityId)
        return rows.filter((row) => row.kind !== 'grid').map(presentPlace)
      }
      const parent = await nodes.find(scope, parentId)
      if (!parent) throw new AppError('not_found')
      return (await nodes.children(scope, parentId)).map(presentPlace)
    },

    async gridCard(actor, communityId) {
      const scope = demand(judge(actor, 'read_grid_card', communityId))
      const [id = ''] = scope.communityIds
      const row = await nodes.find(scope, id)
      if (!row) throw new AppError('not_found')
      const home = actor?.communityId === id ? await roll.audienceOf(actor) : { nodeIds: [] }
      const grids = await nodes.ofKinds(scope, ['grid'])
      const grid = grids.find((candidate) => home.nodeIds.includes(candidate._id)) ?? null
      const workers = grid ? await roll.holdersAt([grid._id], ['grid_worker']) : []
      return presentGridCard(row, grid, workers)
    },

    async gridMap(actor, communityId) {
      const scope = demand(judge(actor, 'read_grid_card', communityId))
      const grids = await nodes.ofKinds(scope, ['grid'])
      const home = actor === null ? { nodeIds: [] } : await roll.audienceOf(actor)
      const workers = await roll.holdersAt(
        grids.map((grid) => grid._id),
        ['grid_worker'],
      )
      return {
        items: grids.map((grid) =>
          presentGridOnMap(
            grid,
            workers.filter((worker) => worker.nodeId === grid._id),
          ),
        ),
        ownGridId: grids.find((grid) => home.nodeIds.includes(grid._id))?._id ?? null,
      }
    },

    async audienceTree(actor, communityId) {
      const scope = demand(judge(actor, 'read_audience_tree', communityId))
      const [rows, households, tags] = await Promise.all([
        nodes.ofKinds(scope, ['community', 'estate', 'grid', 'building', 'unit']),
        roll.householdsByNode(scope),
        roll.tagCounts(scope),
      ])
      return { items: rows.map((row) => presentAudienceNode(row, households.get(row._id) ?? 0)), tags }
    },

    async communityIdsUnder(nodeIds) {
      const rows = await byId(nodeIds)
      const answer = new Map<string, string[]>()
      for (const [id, row] of rows) {
        const under =
          row.communityId === null ? (await nodes.communities(id)).map((node) => node._id) : [row.communityId]
        answer.set(id, under)
      }
      return answer
    },
    async suspendedAmong(communityIds) {
      const rows = [...(await byId(communityIds)).values()]
      return new Set(rows.filter((row) => (row.suspendedAt ?? null) !== null).map((row) => row._id))
    },
    async place(scope, nodeId) {
      const row = await nodes.find(scope, nodeId)
      return row && placeOf(row)
    },
    async boundary(scope, gridId) {
      const row = await nodes.find(scope, gridId)
      return row?.kind === 'grid' ? row.boundary : null
    },
    async around(place) {
      const rows = await byId(place.path.slice(0, -1))
      return place.path
        .toReversed()
        .slice(1)
        .flatMap((id) => rows.get(id) ?? [])
        .flatMap((row) => placeOf(row) ?? [])
    },
    community,
    async mergedInto(communityId) {
      const found: string[] = []
      let latest = [communityId]
      while (latest.length > 0) {
        latest = (await nodes.mergedInto(scopeOf(latest))).map((row) => row._id)
        found.push(...latest)
      }
      return found
    },
    async names(nodeIds) {
      return new Map([...(await byId(nodeIds))].map(([id, row]) => [id, row.name]))
    },
    async paths(nodeIds) {
      return new Map([...(await byId(nodeIds))].map(([id, row]) => [id, row.path]))
    },
    async posts(nodeIds) {
      const rows = [...(await byId(nodeIds)).values()]
      return new Map(rows.filter((row) => row.validTo === null).map((row) => [row._id, postOf(row)]))
    },
    async postsUnder(nodeId) {
      const row = (await byId([nodeId])).get(nodeId)
      if (!row) return []
      const streets = row.kind === 'district' ? await nodes.streets() : []
      const communities = row.communityId === null ? await nodes.communities(nodeId) : []
      const grids = row.kind === 'community' ? await nodes.ofKinds(oneCommunity(nodeId), ['grid']) : []
      return [row, ...streets, ...communities, ...grids].map(postOf)
    },
    async labels(nodeIds) {
      return new Map([...(await byId(nodeIds))].map(([id, row]) => [id, row.label]))
    },
    async outside(scope, nodeIds) {
      const inside = new Set((await nodes.within(scope, nodeIds)).map((row) => row._id))
      return nodeIds.filter((id) => !inside.has(id))
    },
    async estatesIn(scope, nodeId) {
      const buildings = await nodes.under(scope, nodeId, 'building', { after: null, limit: MOST_BUILDINGS })
      const estates = [...new Set(buildings.flatMap(({ parentId }) => parentId ?? []))]
      return (await nodes.within(scope, estates)).sort((a, b) => a.order - b.order).map(({ name }) => name)
    },
    async ensureDistrict(name) {
      const known = await nodes.findRoot()
      if (known) return known._id
      const id = ids.next('nod')
      const root = { communityId: null, parentId: null, kind: 'district' } as const
      await nodes.insertMany([
        newNode({ ...root, _id: id, name, label: name, path: [id], validFrom: clock.now() }),
      ])
      return id
    },
  }
}

const postOf = ({ _id, kind, name, communityId, parentId, path }: NodeRow): Post => ({
  ...{ id: _id, kind, name, communityId, parentId, path },
})

/** A node as a place; null for what lies above the communities. */
function placeOf(row: NodeRow): Place | null {
  const { _id, communityId, kind, name, label, gridId } = row
  if (communityId === null) return null
  const path = belowCommunity(row)
  return { id: _id, communityId, kind, name, label, path, gridId: kind === 'grid' ? _id : gridId }
}
