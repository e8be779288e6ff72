import type { Ids } from '../../platform/ids'
import { newNode } from '../space/node-draft'
import type { CommunityContact, NodeRow } from '../space/node.model'
import type { NodeKind } from '@linli/shared/space/space.kinds'

interface BuildingPlan {
  readonly name: string
  readonly units: number
  readonly floors: number
  readonly perFloor: number
}
interface GridPlan {
  readonly name: string
  readonly area: string
  /** `锦和苑 3 号楼` */
  readonly buildings: readonly string[]
}
interface EstatePlan {
  readonly name: string
  readonly buildings: readonly BuildingPlan[]
  readonly plots: readonly string[]
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
          buildings: buildings(4, { units: 2, floors: 8, perFloor: 2 }),
          plots: ['中心花园', '东门', '地下车库', '电动车棚', '儿童乐园'],
        },
        {
          name: '禾苗里',
          buildings: buildings(3, { units: 3, floors: 6, perFloor: 2 }),
          plots: ['健身角', '南门', '垃圾分类点'],
        },
        {
          name: '清河新村',
          buildings: buildings(2, { units: 2, floors: 6, perFloor: 2 }),
          plots: ['沿河步道', '自行车棚'],
        },
      ],
      grids: [
        { name: '第 1 网格', area: '锦和苑 1、2 号楼', buildings: ['锦和苑 1 号楼', '锦和苑 2 号楼'] },
        { name: '第 2 网格', area: '锦和苑 3、4 号楼', buildings: ['锦和苑 3 号楼', '锦和苑 4 号楼'] },
        { name: '第 3 网格', area: '禾苗里', buildings: ['禾苗里 1 号楼', '禾苗里 2 号楼', '禾苗里 3 号楼'] },
        { name: '第 4 网格', area: '清河新村', buildings: ['清河新村 1 号楼', '清河新村 2 号楼'] },
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
          plots: ['中庭', '西门'],
        },
        {
          name: '学府里',
          buildings: buildings(2, { units: 2, floors: 6, perFloor: 2 }),
          plots: ['门前广场'],
        },
      ],
      grids: [
        {
          name: '第 1 网格',
          area: '知春园',
          buildings: ['知春园 1 号楼', '知春园 2 号楼', '知春园 3 号楼'],
        },
        { name: '第 2 网格', area: '学府里', buildings: ['学府里 1 号楼', '学府里 2 号楼'] },
      ],
    },
  ] satisfies CommunityPlan[],
} as const

/** The tree, and where to find things in it. */
export interface DemoTree {
  readonly rows: readonly NodeRow[]
  readonly districtId: string
  readonly streetId: string
  /** Id of the node with this label in the community: `community('青禾社区')`, `at('青禾社区', '锦和苑 3 号楼')`. */
  community(name: string): string
  at(communityName: string, label: string): NodeRow
  rooms(): readonly NodeRow[]
}

type Draft = Pick<NodeRow, 'kind' | 'name' | 'label' | 'parentId' | 'path' | 'order'> & Partial<NodeRow>

/** A room of ordinary size, in 0.01 m², varied by its place on the floor. */
const areaOf = (floor: number, door: number): number => 7_650 + ((floor * 37 + door * 911) % 60) * 100

export function planTree(ids: Ids, validFrom: Date): DemoTree {
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
  for (const row of rows) row.hasChildren = parents.has(row._id)
  const communities = new Map(
    rows.filter((row) => row.kind === 'community').map((row) => [row.name, row._id]),
  )
  const community = (name: string): string => known(communities.get(name), name)
  return {
    rows,
    districtId: district._id,
    streetId: street._id,
    community,
    at: (name, label) =>
      known(
        rows.find((row) => row.communityId === community(name) && row.label === label),
        label,
      ),
    rooms: () => rows.filter((row) => row.kind === 'room'),
  }
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
    row: child(community, 'grid', grid.name, grid.name, 100 + at, { area: grid.area }),
  }))
  for (const [at, estatePlan] of plan.estates.entries()) {
    const estate = child(community, 'estate', estatePlan.name, estatePlan.name, at)
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
    for (const [index, plot] of estatePlan.plots.entries()) {
      const grid = grids.find((candidate) => candidate.plan.area.startsWith(estatePlan.name))?.row
      const inGrid = {
        ...estate,
        gridId: grid?._id ?? null,
        path: grid ? [...estate.path, grid._id] : estate.path,
      }
      child(inGrid, 'plot', plot, `${estatePlan.name} ${plot}`, 50 + index)
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
  for (let unitNo = 1; unitNo <= plan.units; unitNo++) {
    const unit = child(building, 'unit', `${unitNo} 单元`, `${building.label} ${unitNo} 单元`, unitNo)
    for (let floor = 1; floor <= plan.floors; floor++) {
      for (let door = 1; door <= plan.perFloor; door++) {
        const name = `${floor}0${door}`
        const areaHundredths = areaOf(floor, door)
        child(unit, 'room', name, `${unit.label} ${name}`, floor * 10 + door, { areaHundredths })
      }
    }
  }
}
