import { nodeTokens, numbersOf } from './space.search'
import type { IsoDay } from '@linli/shared/time'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import { changeOf } from './node-change'
import { belowCommunity, placeIn } from './node-place'
import type { NodeVersionsRepository } from './node-versions.repository'
import type { NodeWrites } from './node-writes.repository'
import type { NodeOwn, NodeRow } from './node.model'
import type { SpaceRepository } from './space.repository'

/** What residencies copy from the tree; they follow it in the same transaction. */
export interface FollowingResidents {
  follow(
    scope: Scope,
    moved: {
      readonly nodeId: string
      readonly path: { readonly from: readonly string[]; readonly to: readonly string[] }
      readonly label?: { readonly from: string; readonly to: string }
      readonly holdsBuildings: boolean
    },
  ): Promise<void>
}

export interface ChangesDeps {
  readonly nodes: SpaceRepository
  readonly writes: NodeWrites
  readonly versions: NodeVersionsRepository
  readonly residents: FollowingResidents
  readonly ids: Ids
}

export interface NodeChanges {
  /**
   * Writes new attributes of a node, today's labels and paths below it, and the version left behind when the change
   * holds from a day on (`from` null: a mistake is put right). Call it in a unit of work.
   * @throws version_conflict when somebody was faster
   */
  apply(scope: Scope, row: NodeRow, set: Partial<NodeOwn>, from: IsoDay | null): Promise<NodeRow>
}

const PAGE = 500
const holdsBuildings: readonly string[] = ['estate', 'building']

/** One change of one node with everything that is derived from it. */
export function createNodeChanges(deps: ChangesDeps): NodeChanges {
  const { nodes, writes, versions, residents, ids } = deps

  /** Number lines of what stands below begin with the number that has changed. */
  async function renumber(scope: Scope, nodeId: string): Promise<void> {
    for (const kind of ['building', 'unit', 'room'] as const) {
      let after: string | null = null
      for (;;) {
        const rows = await nodes.under(scope, nodeId, kind, { after, limit: PAGE })
        await writes.setTokens(
          scope,
          rows.map((row) => ({ _id: row._id, tokens: nodeTokens(row) })),
        )
        if (rows.length < PAGE) break
        after = rows.at(-1)?._id ?? null
      }
    }
  }

  async function placeOf(row: NodeRow, set: Partial<NodeOwn>) {
    const parentId = set.parentId ?? row.parentId
    const [parent] = parentId === null ? [] : await nodes.findByIds([parentId])
    const { _id, kind } = row
    const name = set.name ?? row.name
    const gridId = set.gridId === undefined ? row.gridId : set.gridId
    // A community's own facts change neither its name nor its place.
    if (!parent || kind === 'community') return { label: row.label, path: row.path, gridId: row.gridId }
    return placeIn(parent, { _id, kind, name, gridId })
  }

  return {
    async apply(scope, row, set, from) {
      const place = await placeOf(row, set)
      const tokens = nodeTokens({ kind: row.kind, name: set.name ?? row.name, label: place.label })
      const write = { ...set, ...place, tokens }
      const { set: written, over } =
        from === null ? { set: write, over: null } : changeOf(row, write, from, ids.next('nvr'))
      const changed = await writes.replace(scope, { id: row._id, version: row.version }, written)
      if (!changed) throw new AppError('version_conflict')
      if (over) await versions.insertMany([over])
      // What lies in a grid does not stand in it: neither its path nor its label begins with the grid's.
      const holds = row.kind !== 'grid'
      const moved = holds && place.path.join() !== row.path.join()
      const renamed = holds && place.label !== row.label
      if (moved || renamed) {
        const label = renamed ? { label: { from: row.label, to: place.label } } : {}
        const gridId = moved && row.kind === 'building' ? { gridId: place.gridId } : {}
        await writes.derive(scope, row._id, { path: { from: row.path, to: place.path }, ...gridId, ...label })
        // What stands directly in a community goes over to another one only when communities merge.
        const communityId = set.parentId ?? row.communityId
        await residents.follow(scope, {
          ...{ nodeId: row._id, ...label },
          path: { from: belowCommunity(row), to: belowCommunity({ path: place.path, communityId }) },
          holdsBuildings: holdsBuildings.includes(row.kind),
        })
      }
      if (row.kind === 'building' && row.gridId !== place.gridId)
        await writes.addRooms(
          scope,
          new Map([
            ...(row.gridId === null ? [] : [[row.gridId, -row.rooms] as const]),
            ...(place.gridId === null ? [] : [[place.gridId, row.rooms] as const]),
          ]),
        )
      if (renamed && numbersOf(row.label).join() !== numbersOf(place.label).join())
        await renumber(scope, row._id)
      return changed
    },
  }
}
