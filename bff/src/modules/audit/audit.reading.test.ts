import { auditActs, actKinds, actsOf, sayAct, type AuditAct } from '@linli/shared/audit/audit.acts'
import { buildTown, town } from '../../../test/opinion-town'
import { communityA, communityB, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { chainScope } from './audit.policy'
import { createAuditRepository } from './audit.repository'
import { createAuditService, type AuditService } from './audit.service'

interface Line {
  readonly id: string
  readonly sentence: string
  readonly kind: string | null
  readonly actor: { readonly accountId: string }
}

let app: TestApp
const lines = async (query = '', who: 'supervisor' | 'admin' = 'supervisor'): Promise<Line[]> => {
  const answer = await app.as(who).get(`/audit?limit=50${query}`)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body['items'] as Line[]
}
const sentences = async (query = '') => (await lines(query)).map(({ sentence }) => sentence)
const record = (
  who: 'staff' | 'admin' | 'gridWorker',
  action: AuditAct,
  target: { type: string; id: string },
  detail: Record<string, string | number | null> = {},
) =>
  app.deps.uow.run(() =>
    app.deps.audit.record({
      ...{ actor: personas[who], action, communityId: communityA, detail },
      ...{ targetType: target.type, targetId: target.id },
    }),
  )
const resident = { type: 'person', id: String(personas.verifiedResident.personId) }
const room = { type: 'node', id: town.roomA }

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  await record('staff', 'person.unmask', resident, { field: 'phone', purpose: 'visit' })
  app.clock.set('2026-11-24T15:59:00.000Z')
  await record('gridWorker', 'tag.look', resident, { purpose: 'emergency' })
  app.clock.set('2026-11-24T16:01:00.000Z')
  await record('admin', 'space.correct', room, { kind: 'room' })
  await record(
    'admin',
    'role.revoke',
    { type: 'account', id: personas.staff.accountId },
    { role: 'community_staff', reason: 'left' },
  )
  await app.deps.auditChain.chainPending()
})
afterAll(() => app.close())

it('every act reads as one plain sentence, people masked', async () => {
  expect(await sentences()).toEqual([
    '王秀英（社区负责人）收回了陈立新的社区工作者身份，原因：离岗',
    '王秀英（社区负责人）更正了锦和苑 3 号楼 2 单元 501的登记',
    '李敏（网格员）查看了周**（锦和苑 3 号楼 2 单元）的敏感标签，用途：紧急救助',
    '陈立新（社区工作者）查看了周**（锦和苑 3 号楼 2 单元）的完整手机号，用途：上门走访',
  ])
})

it('looks at personal data are a kind of their own', async () => {
  expect((await lines('&kind=look')).map(({ kind }) => kind)).toEqual(['look', 'look'])
  expect(actsOf('look')).toEqual([
    'opinion.read_caller',
    'opinion.read_contact',
    'person.unmask',
    'correction.open',
    'tag.look',
    'export.begin',
    'home_request.look_proof',
  ])
})

it.each([
  [`&actorId=${personas.admin.accountId}`, 2],
  [`&targetId=${resident.id}`, 2],
  [`&targetId=${resident.id}&kind=people`, 0],
  ['&kind=roles', 1],
  ['&action=space.correct', 1],
  ['&from=2026-11-25', 2],
  ['&from=2026-11-24&to=2026-11-24', 1],
  ['&to=2026-11-23', 1],
] as const)('is narrowed by who, kind, thing and day of Shanghai: %s', async (query, count) => {
  expect(await lines(query)).toHaveLength(count)
})

it('pages do not repeat or leave out rows of one instant', async () => {
  const first = await app.as('admin').get('/audit?limit=1')
  const second = await app.as('admin').get(`/audit?limit=1&cursor=${String(first.body['nextCursor'])}`)
  const ids = [first, second].flatMap(({ body }) => (body['items'] as Line[]).map(({ id }) => id))
  expect(ids).toEqual((await lines()).slice(0, 2).map(({ id }) => id))
})

it('tells who works here, and nobody of another community', async () => {
  const answer = await app.as('supervisor').get(`/audit/actors?communityId=${communityA}`)
  expect((answer.body['items'] as { name: string }[]).map(({ name }) => name).toSorted()).toEqual([
    '李敏',
    '王秀英',
    '陈立新',
    '黄志成',
  ])
  expect((await app.as('supervisor').get(`/audit/actors?communityId=${communityB}`)).status).toBe(404)
})

it('every act of the table has words and a kind', () => {
  for (const action of Object.keys(auditActs)) {
    expect(sayAct(action, '周**', {})).toMatch(/\p{Script=Han}/u)
    expect(actKinds.filter((kind) => actsOf(kind).includes(action))).toHaveLength(1)
  }
  expect(sayAct('of.another_release', '', {})).toBe('做了一项操作（of.another_release）')
})

describe('the chain, slice by slice', () => {
  const sliced = (): AuditService =>
    createAuditService({
      audit: createAuditRepository(app.connection),
      people: app.deps.services.people,
      space: app.deps.services.space,
      sliceRows: 2,
    })
  const verify = (after: number) => sliced().verify(personas.supervisor, { communityId: communityA, after })

  it('goes on where the slice before ended, and says where it ends', async () => {
    expect(await verify(0)).toMatchObject({ intact: true, checked: 2, next: 2, total: 4 })
    expect(await verify(2)).toMatchObject({ intact: true, checked: 2, next: 4, head: { seq: 4 } })
    expect(await verify(4)).toMatchObject({ intact: true, checked: 0, next: null, head: { seq: 4 } })
    expect(await verify(9)).toMatchObject({ intact: false, brokenAt: { seq: 9, reason: 'gap' } })
  })

  it('the command walks every chain, the deployment’s own included', async () => {
    await app.deps.audit.record({
      ...{ actor: personas.operator, action: 'space.create_street', communityId: null },
      ...{ targetType: 'node', targetId: 'nod_x' },
    })
    await app.deps.auditChain.chainPending()
    const reports = []
    for await (const report of sliced().verifyAll())
      reports.push([report.communityId, report.checked, report.intact])
    expect(reports.toSorted()).toEqual([
      [null, 1, true],
      [communityA, 4, true],
    ])
  })

  it('names the first row that was changed, also in a later slice', async () => {
    const rows = app.connection.getClient().db(app.connection.name).collection('audit_rows')
    await rows.updateOne({ communityId: communityA, seq: 3 }, { $set: { actorId: 'acc_other' } })
    expect(await verify(0)).toMatchObject({ intact: true, next: 2 })
    expect(await verify(2)).toMatchObject({
      intact: false,
      next: null,
      brokenAt: { seq: 3, reason: 'row_changed' },
    })
    expect(chainScope(null)).toBeNull()
  })
})

describe('the trail as a file', () => {
  const ask = (who: 'supervisor' | 'admin' | 'staff', more: object = {}) =>
    app.as(who).post('/audit/exports', {
      ...{ communityId: communityA, kind: 'look', to: '2026-11-24', format: 'csv', purpose: 'complaint' },
      ...more,
    })

  it('says what its page says, people masked, marked with who took it and what for, and is an act itself', async () => {
    const begun = await ask('admin')
    expect(begun.status).toBe(201)
    const { id, address } = begun.body as { id: string; address: string }
    const text = await (await fetch(`${app.url}${address}`)).text()
    const [mark = '', header, ...rows] = text.trim().split('\r\n')
    expect(mark).toMatch(/操作记录（居民姓名已打星号） {2}王秀英 {2}.* 导出 {2}用途：核实投诉 {2}内部资料/)
    expect(header).toBe('序号,时间,谁做了什么,类别,操作,校验码')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(
      /^2,2026-11-24 23:59,李敏（网格员）查看了周\*\*.*,查看个人信息,tag\.look,[0-9a-f]{64}$/,
    )
    expect(text).not.toContain('周玉兰')
    expect(await app.rows('audit_exports')).toMatchObject([{ _id: id, downloads: 1, rows: 2 }])
    expect(await sentences('&action=audit.export')).toEqual([
      '王秀英（社区负责人）导出了操作记录，用途：核实投诉',
    ])
  })

  it('is for those who read the trail, of their own community, with a purpose', async () => {
    expect((await ask('staff')).status).toBe(403)
    expect((await ask('admin', { communityId: communityB })).status).toBe(404)
    expect((await ask('admin', { purpose: 'curiosity' })).body).toMatchObject({
      errors: [{ path: 'body.purpose', message: '请选择导出的用途' }],
    })
    const { address } = (await ask('supervisor')).body as { address: string }
    expect((await fetch(`${app.url}${address.replace(/s=./, 's=_')}`)).status).toBe(404)
  })
})
