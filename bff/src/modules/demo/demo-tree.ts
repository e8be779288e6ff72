import type { Ids } from '../../platform/ids'
import { newNode, roomsAbove } from '../space/node-draft'
import type { CommunityContact, NodeRow } from '../space/node.model'
import type { Boundary, Position } from '@linli/shared/space/boundary.rules'
import type { Delivery, NodeKind, PlotKind, PlotOwner, PropertyKind } from '@linli/shared/space/space.kinds'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import { changeOf } from '../space/node-change'
import type { NodeVersionRow } from '../space/node-version.model'

interface BuildingPlan {
  readonly name: string
  /** None: rooms stand in the building itself. */
  readonly units: number
  readonly floors: number
  readonly perFloor: number
  readonly kind?: PropertyKind
  readonly delivery?: Delivery
}
interface GridPlan {
  readonly name: string
  readonly area: string
  /** South-west and north-east corner on the demo's own sheet of 10 by 10. */
  readonly corners: readonly [number, number, number, number]
  /** `锦和苑 3 号楼` */
  readonly buildings: readonly string[]
}
interface EstatePlan {
  readonly name: string
  readonly buildings: readonly BuildingPlan[]
  readonly developer: string
  readonly plots: readonly (readonly [name: string, kind: PlotKind, owner: PlotOwner])[]
}
export interface CommunityPlan {
  readonly name: string
  readonly code: string
  readonly contact: CommunityContact
  readonly estates: readonly EstatePlan[]
  readonly grids: readonly GridPlan[]
}

const buildings = (count: number, plan: Omit<BuildingPlan, 'name'>): BuildingPlan[] =>
  Array.from({ length: count }, (_, index) => ({ ...plan, name: `${index + 1} 号楼` }))

/** Everything here is invented: there is no such district, and the numbers belong to nobody. */
export const demoPlan = {
  district: '云州市滨河区',
  street: '禾苗街道',
  communities: [
    {
      name: '青禾社区',
      code: 'QH',
      contact: { phone: '057100000000', address: '禾苗路 12 号', supervisionPhone: '057100000001' },
      estates: [
        {
          name: '锦和苑',
          developer: '锦程置业',
          buildings: [
            ...buildings(4, { units: 2, floors: 8, perFloor: 2 }),
            { name: '沿街商铺', units: 0, floors: 1, perFloor: 6, kind: 'shop' },
            { name: '车库', units: 0, floors: 1, perFloor: 6, kind: 'garage' },
          ],
          plots: [
            ['中心花园', 'green', 'all-owners'],
            ['东门', 'road', 'all-owners'],
            ['地下车库', 'parking', 'developer'],
            ['电动车棚', 'car-shed', 'all-owners'],
            ['儿童乐园', 'other', 'all-owners'],
          ],
        },
        {
          name: '禾苗里',
          developer: '云州城建',
          buildings: buildings(3, { units: 3, floors: 6, perFloor: 2 }),
          plots: [
            ['健身角', 'other', 'all-owners'],
            ['南门', 'road', 'all-owners'],
            ['垃圾分类点', 'other', 'municipal'],
          ],
        },
        {
          name: '清河新村',
          developer: '清河房产',
          buildings: [
            ...buildings(2, { units: 2, floors: 6, perFloor: 2 }),
            { name: '3 号楼', units: 1, floors: 3, perFloor: 2, delivery: 'undelivered' },
          ],
          plots: [
            ['沿河步道', 'road', 'municipal'],
            ['自行车棚', 'car-shed', 'all-owners'],
          ],
        },
      ],
      grids: [
        {
          name: '第 1 网格',
          area: '锦和苑 1、2 号楼',
          corners: [0, 5, 4, 10],
          buildings: ['锦和苑 1 号楼', '锦和苑 2 号楼', '锦和苑 车库'],
        },
        {
          name: '第 2 网格',
          area: '锦和苑 3、4 号楼',
          corners: [4, 5, 8, 10],
          buildings: ['锦和苑 3 号楼', '锦和苑 4 号楼', '锦和苑 沿街商铺'],
        },
        {
          name: '第 3 网格',
          area: '禾苗里',
          corners: [0, 0, 5, 5],
          buildings: ['禾苗里 1 号楼', '禾苗里 2 号楼', '禾苗里 3 号楼'],
        },
        {
          name: '第 4 网格',
          area: '清河新村',
          corners: [5, 0, 9, 5],
          buildings: ['清河新村 1 号楼', '清河新村 2 号楼', '清河新村 3 号楼'],
        },
      ],
    },
    {
      name: '知春社区',
      code: 'ZC',
      contact: { phone: '057100000020', address: '知春巷 3 号', supervisionPhone: '057100000021' },
      estates: [
        {
          name: '知春园',
          buildings: buildings(3, { units: 2, floors: 6, perFloor: 2 }),
          developer: '云州城建',
          plots: [
            ['中庭', 'green', 'all-owners'],
            ['西门', 'road', 'all-owners'],
          ],
        },
        {
          name: '学府里',
          buildings: buildings(2, { units: 2, floors: 6, perFloor: 2 }),
          developer: '云州城建',
          plots: [['门前广场', 'road', 'municipal']],
        },
      ],
      grids: [
        {
          name: '第 1 网格',
          area: '知春园',
          corners: [10, 3, 15, 9],
          buildings: ['知春园 1 号楼', '知春园 2 号楼', '知春园 3 号楼'],
        },
        {
          name: '第 2 网格',
          area: '学府里',
          corners: [15, 2, 19, 8],
          buildings: ['学府里 1 号楼', '学府里 2 号楼'],
        },
      ],
    },
  ] satisfies CommunityPlan[],
} as const

/** A corner of a sheet laid over hills where no such district is; every outline leans a little. */
const sheet = (x: number, y: number): Position => [
  round(119.2 + x * 0.0012 + y * 0.00015),
  round(30.9 + y * 0.001 - x * 0.0001),
]
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

const outlineOf = ([west, south, east, north]: GridPlan['corners']): Boundary => {
  const first = sheet(west, south)
  return {
    type: 'Polygon',
    coordinates: [[first, sheet(east, south), sheet(east, north), sheet(west, north), first]],
  }
}

/** What the tree said before, so that looking at a past day has something to show. */
const demoPast = [
  { community: '知春社区', label: '知春园 3 号楼', daysAgo: 170, before: { name: '5 号楼' } },
  { community: '青禾社区', label: '锦和苑 2 号楼', daysAgo: 60, before: { grid: '第 2 网格' } },
] as const

/** The tree, and where to find things in it. */
export interface DemoTree {
  readonly rows: readonly NodeRow[]
  /** Versions that are over. */
  readonly versions: readonly NodeVersionRow[]
  readonly districtId: string
  readonly streetId: string
  /** Id of the node with this label in the community: `community('青禾社区')`, `at('青禾社区', '锦和苑 3 号楼')`. */
  community(name: string): string
  at(communityName: string, label: string): NodeRow
  /** Homes that people can live in. */
  rooms(): readonly NodeRow[]
}

type Draft = Pick<NodeRow, 'kind' | 'name' | 'label' | 'parentId' | 'path' | 'order'> & Partial<NodeRow>

/** A room of ordinary size, in 0.01 m², varied by its place on the floor. */
const areaOf = (floor: number, door: number): number => 7_650 + ((floor * 37 + door * 911) % 60) * 100

/** Without `now` the tree has no past. */
export function planTree(ids: Ids, validFrom: Date, now?: Date): DemoTree {
  const rows: NodeRow[] = []
  const add = (draft: Draft): NodeRow => {
    const _id = ids.next('nod')
    const row = newNode({
      communityId: null,
      validFrom,
      ...draft,
      _id,
      path: [...draft.path, _id],
    })
    rows.push(row)
    return row
  }

  const district = add({
    kind: 'district',
    name: demoPlan.district,
    label: demoPlan.district,
    parentId: null,
    path: [],
    order: 0,
  })
  const street = add({
    kind: 'street',
    name: demoPlan.street,
    label: demoPlan.street,
    parentId: district._id,
    path: district.path,
    order: 0,
  })
  for (const [order, plan] of demoPlan.communities.entries()) addCommunity(add, street, plan, order)

  const parents = new Set(rows.map((row) => row.parentId))
  const counts = roomsAbove(rows)
  for (const row of rows) {
    row.hasChildren = parents.has(row._id)
    row.rooms = counts.get(row._id) ?? 0
  }
  const communities = new Map(
    rows.filter((row) => row.kind === 'community').map((row) => [row.name, row._id]),
  )
  const community = (name: string): string => known(communities.get(name), name)
  const at = (name: string, label: string): NodeRow =>
    known(
      rows.find((row) => row.communityId === community(name) && row.label === label),
      label,
    )
  return {
    rows,
    versions: now ? tellPast(ids, at, now) : [],
    districtId: district._id,
    streetId: street._id,
    community,
    at,
    rooms: () =>
      rows.filter(({ propertyKind, delivery }) => propertyKind === 'residential' && delivery === 'delivered'),
  }
}

function tellPast(ids: Ids, at: DemoTree['at'], now: Date): NodeVersionRow[] {
  return demoPast.map(({ community, label, daysAgo, before }) => {
    const row = at(community, label)
    const day = addDays(dayOf(now), -daysAgo)
    const set = { name: row.name, gridId: row.gridId }
    const earlier = {
      ...row,
      ...('name' in before ? { name: before.name } : { gridId: at(community, before.grid)._id }),
    }
    const { over } = changeOf(earlier, set, day, ids.next('nvr'))
    row.validFrom = instantOf(day)
    row.version += 1
    return known(over ?? undefined, label)
  })
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the demo plan has no ${name}`)
  return value
}

function addCommunity(
  add: (draft: Draft) => NodeRow,
  street: NodeRow,
  plan: CommunityPlan,
  order: number,
): void {
  const community = add({
    kind: 'community',
    name: plan.name,
    label: plan.name,
    parentId: street._id,
    path: street.path,
    order,
    code: plan.code,
    contact: plan.contact,
  })
  const communityId = community._id
  community.communityId = communityId
  const child = (
    parent: NodeRow,
    kind: NodeKind,
    name: string,
    label: string,
    at: number,
    extra: Partial<NodeRow> = {},
  ) =>
    add({
      kind,
      name,
      label,
      parentId: parent._id,
      path: parent.path,
      order: at,
      communityId,
      gridId: parent.gridId,
      ...extra,
    })

  const grids = plan.grids.map((grid, at) => ({
    plan: grid,
    row: child(community, 'grid', grid.name, grid.name, 100 + at, {
      area: grid.area,
      boundary: outlineOf(grid.corners),
    }),
  }))
  for (const [at, estatePlan] of plan.estates.entries()) {
    const { developer } = estatePlan
    const estate = child(community, 'estate', estatePlan.name, estatePlan.name, at, { developer })
    for (const [index, building] of estatePlan.buildings.entries()) {
      const label = `${estatePlan.name} ${building.name}`
      const grid = grids.find((candidate) => candidate.plan.buildings.includes(label))?.row
      const inGrid = {
        ...estate,
        gridId: grid?._id ?? null,
        path: grid ? [...estate.path, grid._id] : estate.path,
      }
      addRooms(child, child(inGrid, 'building', building.name, label, index), building)
    }
    for (const [index, [plot, plotKind, plotOwner]] of estatePlan.plots.entries()) {
      const grid = grids.find((candidate) => candidate.plan.area.startsWith(estatePlan.name))?.row
      const inGrid = {
        ...estate,
        gridId: grid?._id ?? null,
        path: grid ? [...estate.path, grid._id] : estate.path,
      }
      child(inGrid, 'plot', plot, `${estatePlan.name} ${plot}`, 50 + index, { plotKind, plotOwner })
    }
  }
}

function addRooms(
  child: (
    parent: NodeRow,
    kind: NodeKind,
    name: string,
    label: string,
    at: number,
    extra?: Partial<NodeRow>,
  ) => NodeRow,
  building: NodeRow,
  plan: BuildingPlan,
): void {
  const { kind, delivery } = plan
  const addTo = (parent: NodeRow): void => {
    for (let floor = 1; floor <= plan.floors; floor++) {
      for (let door = 1; door <= plan.perFloor; door++) {
        const name = `${floor}0${door}`
        child(parent, 'room', name, `${parent.label} ${name}`, floor * 10 + door, {
          ...(kind && { propertyKind: kind }),
          ...(delivery && { delivery }),
          areaHundredths: areaOf(floor, door),
          areaSource: delivery === 'undelivered' ? 'contract' : 'register',
        })
      }
    }
  }
  if (plan.units === 0) addTo(building)
  for (let unitNo = 1; unitNo <= plan.units; unitNo++)
    addTo(child(building, 'unit', `${unitNo} 单元`, `${building.label} ${unitNo} 单元`, unitNo))
}
