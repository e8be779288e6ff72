import { spacePermissions } from '@linli/shared/space/space.permissions'
import { isGridded, kindsIn, staffKinds } from '@linli/shared/space/space.rules'
import { dayOf, type IsoDay } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { NodeVersionsRepository } from './node-versions.repository'
import type { NodeRow } from './node.model'
import { endOf, type NodeAt, type SpacePast } from './space-past'
import type { PlaceSearch } from './place-search'
import { deskScope, withMerged } from './space.policy'
import type { SpaceRepository } from './space.repository'
import {
  presentCard,
  presentTreeNode,
  presentTreeNodeAt,
  type NodeCardView,
  type TreeNodeView,
} from './tree.presenter'

/** What hangs on a node in other features. */
export interface NodeTenants {
  residents: { countUnder(scope: Scope, nodeId: string): Promise<{ households: number; persons: number }> }
  cases: { countUnder(scope: Scope, nodeId: string): Promise<number> }
  workers: {
    ever(
      gridIds: readonly string[],
    ): Promise<{ nodeId: string; name: string; workPhone: string | null; from: Date; to: Date | null }[]>
  }
}

export interface TreeReading {
  /** One level: what stands in the node, or lies in it when it is a grid; without a node, in the community. */
  level(
    actor: Actor,
    query: { communityId?: string | undefined; parentId?: string | undefined; at?: IsoDay | undefined },
  ): Promise<{ items: TreeNodeView[]; at: IsoDay }>
  card(actor: Actor, id: string, at?: IsoDay): Promise<NodeCardView>
  /** The same for a row just written. */
  cardOf(actor: Actor, row: NodeRow): Promise<NodeCardView>
  search(
    actor: Actor,
    query: { communityId?: string | undefined; q: string },
  ): Promise<{ items: TreeNodeView[] }>
  /** What keeps a node from being ended. */
  blockersOf(scope: Scope, row: NodeRow): Promise<NodeCardView['blockers']>
}

export interface ReadingDeps extends NodeTenants {
  readonly nodes: SpaceRepository
  readonly versions: NodeVersionsRepository
  readonly past: SpacePast
  readonly places: PlaceSearch
  readonly clock: Clock
}

const FOUND_AT_MOST = 20

/** The tree as staff read it: level by level, a card per node, by words, on any day. */
export function createTreeReading(deps: ReadingDeps): TreeReading {
  const { nodes, versions, past, places, residents, cases, workers, clock } = deps

  const today = (): IsoDay => dayOf(clock.now())
  const readable = async (scope: Scope) => withMerged(scope, await nodes.mergedInto(scope))

  async function levelOfToday(scope: Scope, parent: NodeRow): Promise<TreeNodeView[]> {
    const rows =
      parent.kind === 'grid' ? await nodes.inGrid(scope, parent._id) : await nodes.children(scope, parent._id)
    return rows.map(presentTreeNode)
  }

  async function levelOfThen(scope: Scope, parent: NodeRow, at: Date): Promise<TreeNodeView[]> {
    const children = await past.children(scope, parent, at)
    const merged = parent.kind === 'community' ? await mergedThen(scope, parent, at) : []
    const sorted = [...children, ...merged].toSorted(
      (a, b) => a.own.order - b.own.order || (a.id < b.id ? -1 : 1),
    )
    const grid = parent.kind === 'grid'
    const shown = grid ? null : await past.node(scope, parent, at)
    const parentLabel = shown ? await past.label(scope, shown, at) : ''
    const parentGrid = shown ? await past.grid(scope, shown, at) : null
    const labelOf = async (child: NodeAt): Promise<string> => {
      if (grid) return past.label(scope, child, at)
      return parent.kind === 'community' ? child.own.name : `${parentLabel} ${child.own.name}`
    }
    return Promise.all(
      sorted.map(async (child) =>
        presentTreeNodeAt(child, {
          label: await labelOf(child),
          gridId: isGridded(child.own.kind) ? child.own.gridId : parentGrid,
        }),
      ),
    )
  }

  /** A community that was merged into this one later stood beside it then. */
  async function mergedThen(scope: Scope, parent: NodeRow, at: Date): Promise<NodeAt[]> {
    const rows = (await nodes.mergedInto(scope)).filter((row) => row.mergedInto === parent._id)
    const shown = await Promise.all(rows.map((row) => past.node(scope, row, at)))
    return shown.filter((node) => node !== null)
  }

  async function blockersOf(scope: Scope, row: NodeRow): Promise<NodeCardView['blockers']> {
    // One after another: ending a node asks this inside its transaction.
    const inside = row.kind === 'grid' ? (await nodes.inGrid(scope, row._id)).length : 0
    const children = await nodes.countChildren(scope, row._id)
    const { households } =
      row.kind === 'grid' ? { households: 0 } : await residents.countUnder(scope, row._id)
    return [
      ...(children > 0 ? (['children'] as const) : []),
      ...(households > 0 ? (['households'] as const) : []),
      ...(inside > 0 ? (['buildings'] as const) : []),
    ]
  }

  async function countsOf(scope: Scope, row: NodeRow): Promise<NodeCardView['counts']> {
    if (row.validTo !== null || row.communityId === null) return null
    const [living, openCases] = await Promise.all([
      residents.countUnder(scope, row._id),
      cases.countUnder(scope, row._id),
    ])
    return { rooms: row.kind === 'room' ? 1 : row.rooms, ...living, openCases }
  }

  async function heldBy(scope: Scope, row: NodeRow, { own }: NodeAt): Promise<string | null> {
    if (own.kind !== 'room' || own.delivery === 'delivered' || own.delivery === null) return null
    const estate = (await nodes.within(scope, row.path)).find(({ kind }) => kind === 'estate')
    return estate?.developer ?? null
  }

  async function present(actor: Actor, scope: Scope, row: NodeRow, shown: NodeAt, day: IsoDay) {
    const isPast = day < today() || row.validTo !== null
    const may = (line: keyof typeof spacePermissions) =>
      !isPast && judgeBy(actor, spacePermissions[line], row.communityId ?? undefined).allowed
    const [over, gridId, label, counts, holder, people, blockers] = await Promise.all([
      versions.ofNode(scope, row._id),
      isPast ? past.grid(scope, shown, endOf(day)) : shown.own.gridId,
      isPast ? past.label(scope, shown, endOf(day)) : row.label,
      countsOf(scope, row),
      heldBy(scope, row, shown),
      row.kind === 'grid' ? workers.ever([row._id]) : [],
      isPast ? [] : blockersOf(scope, row),
    ])
    const history = over
      .filter((version) => version.to <= shown.from)
      .toReversed()
      .map((version) => ({ id: row._id, own: version, from: version.from, to: version.to }))
    const named = [gridId, ...history.flatMap(({ own }) => [own.gridId, own.parentId])].filter(
      (known) => known !== null,
    )
    const names = new Map(
      (await nodes.findByIds([...new Set(named)])).map((known) => [known._id, known.label]),
    )
    const staffs = staffKinds.some((kind) => kind === row.kind)
    return presentCard({
      ...{ row, shown, day, label, gridId, counts, history, names, blockers },
      past: isPast,
      heldBy: holder,
      workers: people,
      abilities: {
        edit: may('edit') && (staffs || row.kind === 'community'),
        redraw: may('redraw') && (row.kind === 'grid' || isGridded(row.kind)),
        add: may('edit') ? [...kindsIn(row.kind)] : [],
        end: may('edit') && staffs && blockers.length === 0,
      },
    })
  }

  return {
    async level(actor, { communityId, parentId, at }) {
      const own = deskScope(actor, spacePermissions.read, parentId === undefined ? communityId : undefined)
      const scope = await readable(own)
      const id = parentId ?? communityId ?? own.communityIds[0] ?? ''
      const parent = await nodes.findEver(scope, id)
      if (!parent) throw new AppError('not_found')
      const day = at ?? today()
      const items =
        day >= today() && parent.validTo === null
          ? await levelOfToday(scope, parent)
          : await levelOfThen(scope, parent, endOf(day))
      return { items, at: day }
    },

    async card(actor, id, at) {
      const scope = await readable(demand(judgeBy(actor, spacePermissions.read)))
      const row = await nodes.findEver(scope, id)
      const day = at ?? today()
      const shown = row && (await past.node(scope, row, endOf(day)))
      if (!row || !shown) throw new AppError('not_found')
      return present(actor, scope, row, shown, day)
    },

    async cardOf(actor, row) {
      const scope = demand(judgeBy(actor, spacePermissions.read))
      return present(
        actor,
        scope,
        row,
        { id: row._id, own: row, from: row.validFrom, to: row.validTo },
        today(),
      )
    },

    async search(actor, { communityId, q }) {
      const scope = deskScope(actor, spacePermissions.read, communityId)
      const items = await places(scope, q, FOUND_AT_MOST)
      return { items: items.map(presentTreeNode) }
    },

    blockersOf,
  }
}
