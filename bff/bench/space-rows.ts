import { newNode, withRooms } from '../src/modules/space/node-draft'
import { placeIn } from '../src/modules/space/node-place'
import type { NodeRow } from '../src/modules/space/node.model'
import type { NodeKind } from '@linli/shared/space/space.kinds'
import type { Ids } from '../src/platform/ids'

const FLOORS = 15
const DOORS = 4
const UNITS = 2
const ROOMS_PER_BUILDING = FLOORS * DOORS * UNITS
const BUILDINGS_PER_ESTATE = 10

/** Names as estates have them; the number keeps them apart. */
const words = [
  '锦和苑',
  '禾苗里',
  '清河新村',
  '知春园',
  '学府里',
  '翠竹雅居',
  '阳光花园',
  '江南春晓',
  '和平里',
  '幸福家园',
]

/** The letters of the case numbers of a community, which are its own: AA, AB and so on, 676 of them. */
export const communityCode = (index: number): string =>
  String.fromCharCode(65 + (Math.floor(index / 26) % 26), 65 + (index % 26))

/** One community with about so many rooms: estates of ten buildings, two units each, a grid per estate. */
export function communityRows(ids: Ids, index: number, rooms: number, validFrom: Date): NodeRow[] {
  const id = ids.next('nod')
  const community = newNode({
    ...{ _id: id, communityId: id, parentId: null, kind: 'community', name: `第 ${index + 1} 社区` },
    ...{
      label: `第 ${index + 1} 社区`,
      path: [id],
      code: communityCode(index),
      hasChildren: true,
      validFrom,
    },
  })
  const rows = [community]
  const child = (
    parent: NodeRow,
    kind: NodeKind,
    name: string,
    order: number,
    gridId: string | null = null,
  ) => {
    const _id = ids.next('nod')
    return newNode({
      ...{ _id, communityId: id, parentId: parent._id, kind, name, order, validFrom },
      ...placeIn(parent, { _id, kind, name, gridId }),
      hasChildren: kind !== 'room',
    })
  }
  const buildings = Math.ceil(rooms / ROOMS_PER_BUILDING)
  for (let first = 0; first < buildings; first += BUILDINGS_PER_ESTATE) {
    const number = first / BUILDINGS_PER_ESTATE
    const round = Math.floor(number / words.length)
    const estate = child(
      community,
      'estate',
      `${words[number % words.length]}${round === 0 ? '' : `${round + 1} 期`}`,
      number,
    )
    const grid = child(community, 'grid', `第 ${number + 1} 网格`, number)
    rows.push(estate, grid)
    for (let at = first; at < Math.min(buildings, first + BUILDINGS_PER_ESTATE); at++) {
      const building = child(estate, 'building', `${at - first + 1} 号楼`, at - first + 1, grid._id)
      rows.push(building)
      for (let unitNo = 1; unitNo <= UNITS; unitNo++) {
        const unit = child(building, 'unit', `${unitNo} 单元`, unitNo)
        rows.push(unit)
        for (let floor = 1; floor <= FLOORS; floor++)
          for (let door = 1; door <= DOORS; door++)
            rows.push({
              ...child(unit, 'room', `${floor}0${door}`, floor * 10 + door),
              areaHundredths: 8_950,
            })
      }
    }
  }
  return withRooms(rows)
}
