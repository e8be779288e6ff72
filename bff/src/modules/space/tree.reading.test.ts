import { buildTown, submission, town } from '../../../test/opinion-town'
import { communityA, communityB, gridA1 } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { linesOf, names, treeDesk } from '../../../test/tree-desk'

const TODAY = '2026-11-23'

let app: TestApp
let desk: ReturnType<typeof treeDesk>
const as: typeof desk.as = (who) => desk.as(who)
const level: typeof desk.level = (...query) => desk.level(...query)
const card: typeof desk.card = (...query) => desk.card(...query)

// One town for all: nothing here changes the tree.
beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  desk = treeDesk(app)
})
afterAll(() => app.close())

it('shows the community level by level with its rooms counted, and a grid by what lies in it', async () => {
  const top = linesOf(await level())
  expect(top.map(({ name, kind, rooms }) => [name, kind, rooms])).toEqual(
    expect.arrayContaining([
      ['锦和苑', 'estate', 1],
      ['第 2 网格', 'grid', 1],
    ]),
  )
  expect(names(await level(town.estateA)).sort()).toEqual(['3 号楼', '中心花园'])
  expect(names(await level(gridA1))).toEqual(['3 号楼'])
  expect(names(await level(town.unitA))).toEqual(['501'])
})

it('a card says what hangs on the node', async () => {
  await as('verifiedResident').post('/opinions', submission())
  const building = await card(town.buildingA)
  expect(building).toMatchObject({
    label: '锦和苑 3 号楼',
    gridName: '第 2 网格',
    counts: { rooms: 1, households: 1, persons: 1, openCases: 1 },
    blockers: ['children', 'households'],
    abilities: { edit: true, redraw: false, add: ['unit', 'room', 'plot'], end: false },
  })
  expect((await card(gridA1)).workers).toEqual([{ name: '李敏', phone: null, from: TODAY, to: null }])
})

it.each([
  ['锦和苑3号楼501', '锦和苑 3 号楼 2 单元 501'],
  ['3-2-501', '锦和苑 3 号楼 2 单元 501'],
  ['jhy', '锦和苑'],
  ['jhy3-501', '锦和苑 3 号楼 2 单元 501'],
  ['花园', '锦和苑 中心花园'],
  ['3栋', '锦和苑 3 号楼'],
  ['第2网格', '第 2 网格'],
])('%s finds %s', async (q, label) => {
  const found = linesOf(await as('staff').get(`/space/search?q=${encodeURIComponent(q)}`))
  expect(found[0]?.label).toBe(label)
})

it('finds nothing of another community, and nothing that does not fit', async () => {
  for (const q of ['知春里', '9-9-999', '锦和苑9号楼501', '？'])
    expect(linesOf(await as('staff').get(`/space/search?q=${encodeURIComponent(q)}`))).toEqual([])
})

it('is for staff of the community, the street and the supervisor; other tenants do not exist', async () => {
  expect((await app.visitor.get('/space/nodes')).status).toBe(401)
  for (const who of ['resident', 'organisation'] as const)
    expect((await level(undefined, undefined, who)).status).toBe(403)
  for (const who of ['gridWorker', 'supervisor', 'streetAdmin'] as const)
    expect((await level(town.estateA, undefined, who)).status).toBe(200)
  expect((await level(town.estateB)).status).toBe(404)
  expect((await as('staff').get(`/space/nodes/${town.estateB}`)).status).toBe(404)
  expect((await as('staff').get(`/space/nodes?communityId=${communityB}`)).status).toBe(404)
  expect((await as('staffB').get(`/space/nodes/${town.roomA}`)).status).toBe(404)
})

it('the grid map is public and says which grid is home', async () => {
  const visitor = await app.visitor.get(`/space/grid-map?communityId=${communityA}`)
  expect(visitor.body).toMatchObject({
    items: [{ id: gridA1, boundary: null, workers: [] }],
    ownGridId: null,
  })
  expect((await as('verifiedResident').get('/space/grid-map')).body['ownGridId']).toBe(gridA1)
})

const stored = async () => [
  await app.rows('nodes'),
  await app.rows('node_versions'),
  await app.rows('audit_rows'),
]

it.each([
  ['a building in a unit', { kind: 'building', parentId: town.unitA, name: '9' }, 400],
  ['a room with an outline of words', { kind: 'room', parentId: town.unitA, name: '9', area: '一片' }, 400],
  [
    'a plot in a grid that is none',
    { kind: 'plot', parentId: town.estateA, name: '亭子', gridId: town.unitA },
    400,
  ],
  ['something from tomorrow on', { kind: 'room', parentId: town.unitA, name: '9', from: '2026-11-24' }, 400],
  ['a second 501, however it is written', { kind: 'room', parentId: town.unitA, name: '５０１ 室' }, 409],
  ['something in another community', { kind: 'building', parentId: town.estateB, name: '1' }, 404],
])('%s is refused and changes nothing', async (_, body, status) => {
  const before = await stored()
  const answer = await as('staff').post('/space/nodes', body)
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('"requestId"')])
  expect(await stored()).toEqual(before)
})
