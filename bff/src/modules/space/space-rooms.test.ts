import { buildTown, town } from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import type { RoomEntry } from './space.service'

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterEach(() => app.close())

const scope = scopeOf([communityA])
const space = () => app.deps.services.space
const entry = (room: string, more: Partial<RoomEntry> = {}): RoomEntry => ({
  estate: '锦和苑',
  building: '3号楼',
  unit: '2',
  room,
  ...more,
})

it('finds rooms by what people write, blanks, full width and 室 aside', async () => {
  const labels = ['锦和苑3号楼2单元501', '锦和苑 ３ 号楼 2 单元 501室', '锦和苑9号楼501', '501']
  const found = await space().roomsByLabel(scope, labels)
  expect([...found.keys()]).toEqual(labels.slice(0, 2))
  expect(found.get(labels[0] ?? '')).toMatchObject({
    id: town.roomA,
    buildingLabel: '锦和苑 3 号楼',
    propertyKind: 'residential',
    delivery: 'delivered',
  })
})

it('brings the tree in line with a list; the same list again changes nothing', async () => {
  const list = [
    entry('501', { areaHundredths: 8_950, areaSource: 'register' }),
    entry('502室', { areaHundredths: 9_000 }),
    entry('101', { estate: '新苑', building: '1', unit: null, grid: '第2网格', propertyKind: 'shop' }),
    entry('102', { estate: '新苑', building: '1 号楼', unit: null, delivery: 'unsold' }),
    entry('502'),
    entry('601', { building: '4', grid: '第 9 网格' }),
  ]
  const check = await space().checkRooms(scope, list)
  expect(check.map((row) => row.outcome)).toEqual([
    'changed',
    'created',
    'created',
    'created',
    'refused',
    'refused',
  ])
  const before = await app.census()
  const first = await space().upsertRooms(scope, list, personas.staff)
  expect(first.map((row) => row.outcome)).toEqual(check.map((row) => row.outcome))
  expect(first.slice(4).map((row) => row.problem)).toEqual(['twice', 'unknown_grid'])
  expect(first[0]?.changed).toEqual(['areaHundredths', 'areaSource'])
  const after = await app.census()
  // 新苑, its building, three rooms; one version of the changed room; one audit row.
  expect(after).toEqual({ ...before, nodes: (before['nodes'] ?? 0) + 5, node_versions: 1, audit_rows: 1 })

  const again = await space().upsertRooms(scope, list.slice(0, 4), personas.staff)
  expect(again.map((row) => row.outcome)).toEqual(['same', 'same', 'same', 'same'])
  expect(await app.census()).toEqual(after)

  const card = await space().roomCard(scope, first[2]?.roomId ?? '')
  expect(card).toMatchObject({
    label: '新苑 1 号楼 101',
    propertyKind: 'shop',
    gridId: expect.any(String) as string,
  })
  const under = await space().roomsUnder(scope, town.buildingA, { after: null, limit: 10 })
  expect(under.map((room) => room.name).sort()).toEqual(['501', '502'])
})

it('two imports of the same list at once leave every place once', async () => {
  const list = Array.from({ length: 20 }, (_, index) => entry(String(101 + index), { building: '7' }))
  await Promise.allSettled([
    space().upsertRooms(scope, list, personas.staff),
    space().upsertRooms(scope, list, personas.admin),
  ])
  const again = await space().upsertRooms(scope, list, personas.staff)
  expect(new Set(again.map((row) => row.outcome))).toEqual(new Set(['same']))
  const rooms = (await app.rows('nodes')).map((row) => row['label'])
  expect(new Set(rooms).size).toBe(rooms.length)
})
