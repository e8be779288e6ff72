import type { ReachHouseholdView } from '@linli/shared/notices/notices-reach.schema'
import { visitGroups } from './visit-rows'

const household = (label: string, more: Partial<ReachHouseholdView> = {}): ReachHouseholdView => ({
  ...{ roomId: `nod_${label}`, label, state: 'not-yet', persons: 2 },
  ...{ aged80: false, hasAccount: false, lastVisit: null },
  ...more,
})
const building = (label: string) => ({
  ...{ nodeId: `nod_${label}`, label, households: 9, confirmed: 0, readOnly: 0, told: 0, notYet: 9 },
})

test('doors stand building by building, and by number inside: 2 before 10', () => {
  const groups = visitGroups(
    [
      household('锦和苑 10 号楼 1 单元 101'),
      household('锦和苑 2 号楼 1 单元 1002', { persons: 1, aged80: true }),
      household('锦和苑 2 号楼 1 单元 201'),
    ],
    [building('锦和苑 10 号楼'), building('锦和苑 2 号楼'), building('锦和苑 1 号楼')],
  )
  expect(groups.map(({ building: name, rows }) => [name, ...rows.map(({ room }) => room)])).toEqual([
    ['锦和苑 2 号楼', '1 单元 201', '1 单元 1002'],
    ['锦和苑 10 号楼', '1 单元 101'],
  ])
  expect(groups[0]?.rows[1]?.about).toBe('1 人，有 80 岁以上老人')
})

test('a door of no listed building is not lost', () => {
  expect(visitGroups([household('商铺 3')], [building('锦和苑 2 号楼')])).toEqual([
    { building: '其他', rows: [{ roomId: 'nod_商铺 3', room: '商铺 3', about: '2 人' }] },
  ])
})
