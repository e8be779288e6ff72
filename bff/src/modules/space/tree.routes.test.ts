import { organisationParty } from '@linli/shared/opinions/parties'
import { buildTown, submission, town } from '../../../test/opinion-town'
import { communityA, communityB, gridA1 } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { cardOf, linesOf, names, treeDesk } from '../../../test/tree-desk'
import { scopeOf } from '../../platform/scope'

const TODAY = '2026-11-23'

let app: TestApp
let desk: ReturnType<typeof treeDesk>
const as: typeof desk.as = (who) => desk.as(who)
const level: typeof desk.level = (...query) => desk.level(...query)
const card: typeof desk.card = (...query) => desk.card(...query)
const row: typeof desk.row = (id) => desk.row(id)
const days = (count: number) => app.clock.advance(count * 86_400_000)

beforeEach(async () => {
  app = await startTestApp()
  await buildTown(app)
  desk = treeDesk(app)
})
afterEach(() => app.close())

describe('adding and ending', () => {
  it('a room is added where it stands, found at once, and told in the trail', async () => {
    const answer = await as('staff').post('/space/nodes', {
      kind: 'room',
      parentId: town.unitA,
      name: '502室',
      propertyKind: 'shop',
      areaHundredths: 8_950,
    })
    expect(answer.status).toBe(201)
    const made = cardOf(answer)
    expect(made).toMatchObject({
      label: '锦和苑 3 号楼 2 单元 502',
      from: TODAY,
      version: 1,
      gridName: '第 2 网格',
    })
    expect(linesOf(await as('staff').get('/space/search?q=3-502')).map((line) => line.id)).toEqual([made.id])
    const [audit] = await app.rows('audit_rows')
    expect(audit).toMatchObject({ action: 'space.create', targetId: made.id, detail: { kind: 'room' } })
  })

  it('is not for grid workers, supervisors or the street', async () => {
    const body = { kind: 'room', parentId: town.unitA, name: '502' }
    for (const who of ['gridWorker', 'supervisor', 'streetAdmin', 'operator'] as const)
      expect((await as(who).post('/space/nodes', body)).status).toBe(403)
  })

  it('a lived-in room does not end; an empty one does, and the days before still show it', async () => {
    const { version } = await card(town.roomA)
    const refused = await as('staff').post(`/space/nodes/${town.roomA}/end`, { version })
    expect([refused.status, refused.body['details']]).toEqual([
      409,
      { current: 'households', allowedFrom: [] },
    ])
    const made = cardOf(
      await as('staff').post('/space/nodes', { kind: 'room', parentId: town.unitA, name: '502' }),
    )
    days(3)
    const ended = cardOf(await as('staff').post(`/space/nodes/${made.id}/end`, { version: made.version }))
    expect(ended).toMatchObject({ to: '2026-11-26', past: true, abilities: { edit: false, end: false } })
    expect(names(await level(town.unitA))).toEqual(['501'])
    expect(names(await level(town.unitA, '2026-11-25'))).toEqual(['501', '502'])
    expect((await as('staff').get(`/space/nodes/${made.id}`)).status).toBe(404)
    expect((await card(made.id, '2026-11-25')).label).toBe('锦和苑 3 号楼 2 单元 502')
    // The name is free again.
    expect(
      (await as('staff').post('/space/nodes', { kind: 'room', parentId: town.unitA, name: '502' })).status,
    ).toBe(201)
  })

  it('of a room moved into and the same room ended at once, one wins', async () => {
    const made = cardOf(
      await as('staff').post('/space/nodes', { kind: 'room', parentId: town.unitA, name: '502' }),
    )
    const moveIn = () =>
      app.deps.uow.run(async () => {
        const kept = await app.deps.services.space.keep(scopeOf([communityA]), [made.id])
        if (!kept) throw new Error('gone')
        await app.connection.models['Residency']?.create({
          ...(await app.rows('residencies'))[0],
          _id: 'rsd_testResidencyNEWAAAAA',
          personId: 'per_testNewPersonAAAAAAAA',
          roomId: made.id,
          path: [communityA, town.estateA, gridA1, town.buildingA, town.unitA, made.id],
        })
      })
    const [into, end] = await Promise.allSettled([
      moveIn(),
      as('staff').post(`/space/nodes/${made.id}/end`, { version: made.version }),
    ])
    const ended = end.status === 'fulfilled' && end.value.status === 200
    expect([into.status === 'fulfilled', ended].filter(Boolean)).toHaveLength(1)
  })
})

describe('changing', () => {
  it('a correction rewrites what is in force and leaves no version', async () => {
    const { version } = await card(town.roomA)
    const body = { version, areaHundredths: 9_010, areaSource: 'register', delivery: 'undelivered' }
    const done = cardOf(await as('staff').post(`/space/nodes/${town.roomA}/correct`, body))
    expect(done).toMatchObject({ version: version + 1, history: [], facts: { areaHundredths: 9_010 } })
    expect(await app.rows('node_versions')).toEqual([])
    expect((await as('staff').post(`/space/nodes/${town.roomA}/correct`, body)).status).toBe(409)
  })

  it('a renumbered building has its new name from that day on, below it and in who lives there', async () => {
    const { version } = await card(town.buildingA)
    const body = { version, name: '5号楼', from: '2026-11-01' }
    const done = cardOf(await as('staff').post(`/space/nodes/${town.buildingA}/change`, body))
    expect(done.history).toMatchObject([{ from: '2026-01-01', to: '2026-11-01', facts: { name: '3 号楼' } }])
    expect(await row(town.roomA)).toMatchObject({ label: '锦和苑 5 号楼 2 单元 501' })
    const [residency] = await app.rows('residencies')
    expect(residency).toMatchObject({
      roomLabel: '锦和苑 5 号楼 2 单元 501',
      buildingLabel: '锦和苑 5 号楼',
      path: [communityA, town.estateA, gridA1, town.buildingA, town.unitA, town.roomA],
    })
    const found = async (q: string) =>
      linesOf(await as('staff').get(`/space/search?q=${q}`)).map(({ id }) => id)
    expect(await found('5-2-501')).toEqual([town.roomA])
    expect(await found('3-2-501')).toEqual([])
    expect((await card(town.roomA, '2026-10-31')).label).toBe('锦和苑 3 号楼 2 单元 501')
    expect((await card(town.roomA, '2026-11-01')).label).toBe('锦和苑 5 号楼 2 单元 501')
    expect(linesOf(await level(town.estateA, '2026-10-31')).map(({ label }) => label)).toContain(
      '锦和苑 3 号楼',
    )
  })

  it('two changes on one day are one; a day before what is in force is refused', async () => {
    const { version } = await card(town.buildingA)
    const change = (body: object) => as('staff').post(`/space/nodes/${town.buildingA}/change`, body)
    await change({ version, name: '5', from: TODAY })
    const second = cardOf(await change({ version: version + 1, name: '6', from: TODAY }))
    expect(second.history).toHaveLength(1)
    const early = await change({ version: version + 2, name: '7', from: '2026-11-22' })
    expect(early.body).toMatchObject({ status: 400, errors: [{ path: 'body.from' }] })
    const late = await change({ version: version + 2, name: '7', from: '2026-11-24' })
    expect(late.body).toMatchObject({ status: 400, errors: [{ path: 'body.from' }] })
  })

  it('a name that is taken is told at its field', async () => {
    const made = cardOf(
      await as('staff').post('/space/nodes', { kind: 'building', parentId: town.estateA, name: '4' }),
    )
    const body = { version: made.version, name: '3 号楼', from: TODAY }
    const answer = await as('staff').post(`/space/nodes/${made.id}/change`, body)
    expect(answer.body).toMatchObject({ status: 409, code: 'conflict', errors: [{ path: 'body.name' }] })
  })

  it('of many who change one node at once, one wins and one version is left', async () => {
    const { version } = await card(town.buildingA)
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        as('staff').post(`/space/nodes/${town.buildingA}/change`, {
          version,
          name: `${10 + index}`,
          from: TODAY,
        }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(7)
    expect(await app.rows('node_versions')).toHaveLength(1)
    expect(await app.rows('audit_rows')).toHaveLength(1)
  })
})

describe('grids', () => {
  const newGrid = async () =>
    cardOf(await as('admin').post('/space/nodes', { kind: 'grid', parentId: communityA, name: '第3网格' }))

  it('a re-drawn grid is one act: previewed, carried to rooms and residents, readable as it was', async () => {
    await as('verifiedResident').post('/opinions', submission())
    const grid = await newGrid()
    days(1)
    const moves = [
      { nodeId: town.buildingA, version: 1, gridId: grid.id },
      { nodeId: town.gardenA, version: 1, gridId: grid.id },
    ]
    const body = { communityId: communityA, moves }
    const before = await app.census()
    const preview = await as('admin').post('/space/grids/preview', body)
    expect(preview.body).toMatchObject({
      items: [
        { label: '锦和苑 3 号楼', from: '第 2 网格', to: '第 3 网格', rooms: 1, households: 1, openCases: 1 },
        { label: '锦和苑 中心花园', from: null, to: '第 3 网格', households: 0 },
      ],
      households: 1,
      openCases: 1,
    })
    expect(await app.census()).toEqual(before)

    expect((await as('admin').post('/space/grids/redraw', body)).body).toEqual({ moved: 2 })
    const path = [communityA, town.estateA, grid.id, town.buildingA, town.unitA, town.roomA]
    expect(((await row(town.roomA))?.['path'] as string[]).slice(2)).toEqual(path)
    expect((await row(town.roomA))?.['gridId']).toBe(grid.id)
    expect((await app.rows('residencies'))[0]).toMatchObject({ path })
    expect((await app.rows('opinions'))[0]).toMatchObject({ place: { gridId: gridA1 } })
    expect(names(await level(grid.id)).sort()).toEqual(['3 号楼', '中心花园'])
    expect(names(await level(gridA1))).toEqual([])
    expect(names(await level(gridA1, TODAY))).toEqual(['3 号楼'])
    expect((await card(town.buildingA, TODAY)).gridName).toBe('第 2 网格')
    const audit = (await app.rows('audit_rows')).filter((one) => one['action'] === 'space.redraw')
    expect(audit).toMatchObject([{ detail: { moved: 2 } }])
    expect((await as('admin').post('/space/grids/redraw', body)).status).toBe(409)
  })

  it('two people re-drawing at once: one wins whole, the other changes nothing', async () => {
    const [one, other] = [
      await newGrid(),
      cardOf(await as('admin').post('/space/nodes', { kind: 'grid', parentId: communityA, name: '4' })),
    ]
    const redraw = (gridId: string) =>
      as('admin').post('/space/grids/redraw', {
        communityId: communityA,
        moves: [town.gardenA, town.buildingA].map((nodeId) => ({ nodeId, version: 1, gridId })),
      })
    const answers = await Promise.all([redraw(one.id), redraw(other.id)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const grids = await Promise.all(
      [town.gardenA, town.buildingA, town.roomA].map(async (id) => (await row(id))?.['gridId']),
    )
    expect(new Set(grids.slice(0, 2)).size).toBe(1)
    expect(grids[2]).toBe(grids[1])
  })

  it('is the head of the community alone, within the community', async () => {
    const moves = [{ nodeId: town.buildingA, version: 1, gridId: null }]
    for (const who of ['staff', 'gridWorker', 'streetAdmin'] as const)
      expect((await as(who).post('/space/grids/redraw', { communityId: communityA, moves })).status).toBe(403)
    expect((await as('adminB').post('/space/grids/redraw', { communityId: communityA, moves })).status).toBe(
      404,
    )
    const foreign = await as('adminB').post('/space/grids/redraw', { communityId: communityB, moves })
    expect(foreign.status).toBe(404)
  })

  it('a grid with buildings in it does not end', async () => {
    const answer = await as('staff').post(`/space/nodes/${gridA1}/end`, { version: 1 })
    expect(answer.body).toMatchObject({ status: 409, details: { current: 'buildings' } })
  })

  it('an outline is kept and told when it overlaps its neighbour; a crooked one is refused', async () => {
    const square = (west: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, 30],
          [west + 0.01, 30],
          [west + 0.01, 30.01],
          [west, 30.01],
          [west, 30],
        ],
      ],
    })
    const grid = await newGrid()
    const first = await as('staff').post(`/space/nodes/${gridA1}/boundary`, {
      version: 1,
      boundary: square(120),
    })
    expect(first.body).toMatchObject({ overlaps: [], node: { boundary: square(120) } })
    const draw = (boundary: object | null, version: number) =>
      as('staff').post(`/space/nodes/${grid.id}/boundary`, { version, boundary })
    expect((await draw(square(120.005), 1)).body['overlaps']).toEqual([{ id: gridA1, name: '第 2 网格' }])
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [120, 30],
          [120.01, 30.01],
          [120.01, 30],
          [120, 30.01],
          [120, 30],
        ],
      ],
    }
    expect((await draw(bow, 2)).body).toMatchObject({
      status: 400,
      errors: [{ message: '边线互相交叉了，请重新画' }],
    })
    expect((await draw(null, 2)).body).toMatchObject({ node: { boundary: null } })
    const map = await app.visitor.get(`/space/grid-map?communityId=${communityA}`)
    expect(map.body['items']).toHaveLength(2)
  })
})

describe('merging communities', () => {
  it('moves tree, people and cases in one act, keeps the past readable and leaves nothing behind', async () => {
    await as('adminB').post('/space/nodes', { kind: 'grid', parentId: communityB, name: '第2网格' })
    const { id } = (await as('verifiedResident').post('/opinions', submission())).body
    const company = organisationParty(communityA, '锦程物业').key
    const given = {
      version: 1,
      leadKey: company,
      helpers: [],
      instruction: '',
      copyText: '堆物',
      photoIds: [],
    }
    expect((await as('staff').post(`/opinions/${String(id)}/dispatch`, given)).status).toBe(200)
    await app.drainOutbox()
    days(1)
    const body = { version: 1, intoId: communityB }
    expect((await as('admin').post(`/space/communities/${communityA}/merge`, body)).status).toBe(403)
    const answer = await as('operator').post(`/space/communities/${communityA}/merge`, body)
    expect(answer.body).toMatchObject({ intoId: communityB, nodes: 6 })

    await app.drainOutbox()
    const staying = new Set(['audit_rows', 'audit_heads', 'audit_chains', 'tenant_settings'])
    for (const collection of Object.keys(await app.census())) {
      if (staying.has(collection)) continue
      const left = (await app.rows(collection)).filter((one) => one['communityId'] === communityA)
      expect([collection, left.map((one) => one['kind'])]).toEqual([
        collection,
        collection === 'nodes' ? ['community'] : [],
      ])
    }
    expect(await row(communityA)).toMatchObject({ mergedInto: communityB, validTo: expect.any(Date) as Date })
    expect(((await row(town.roomA))?.['path'] as string[]).slice(2, 4)).toEqual([communityB, town.estateA])
    expect((await app.rows('residencies'))[0]).toMatchObject({
      communityId: communityB,
      path: [communityB, town.estateA, gridA1, town.buildingA, town.unitA, town.roomA],
    })
    expect((await app.rows('opinions'))[0]).toMatchObject({
      place: { path: expect.arrayContaining([communityB]) as string[] },
      parties: [`organisation:${communityB}:锦程物业`],
      handling: { lead: { key: `organisation:${communityB}:锦程物业` } },
    })
    const words = (await app.rows('opinion_words')).map(({ _id }) => String(_id).split('/', 1)[0])
    expect([...new Set(words)]).toEqual([communityB])

    const staffB = as('staffB')
    expect(await row(communityB)).toMatchObject({ rooms: 1 })
    expect(names(await staffB.get('/space/nodes')).sort()).toEqual([
      '知春里',
      '第 2 网格',
      '锦和苑',
      '青禾社区 第 2 网格',
    ])
    const then = linesOf(await staffB.get(`/space/nodes?at=${TODAY}`))
    expect(then.map(({ name }) => name).sort()).toEqual(['知春里', '第 2 网格', '青禾社区'])
    expect(names(await staffB.get(`/space/nodes?parentId=${communityA}&at=${TODAY}`)).sort()).toEqual([
      '第 2 网格',
      '锦和苑',
    ])
    expect(names(await level(undefined))).toEqual([])
    const again = await as('operator').post(`/space/communities/${communityA}/merge`, { ...body, version: 2 })
    expect(again.status).toBe(404)
  })
})
