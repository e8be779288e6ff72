import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { communityA, communityB, personas, type Persona } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp

const record = (who: Persona, communityId: string, action: AuditAct, n: number) =>
  app.deps.uow.run(() =>
    app.deps.audit.record({
      actor: personas[who],
      action,
      communityId,
      targetType: 'notice',
      targetId: `ntc_${n}`,
      detail: { households: n },
    }),
  )
interface Row {
  id: string
  action: string
  communityId: string
  chain: { seq: number; hash: string } | null
}
const items = (body: Record<string, unknown>): Row[] => body['items'] as Row[]

beforeAll(async () => {
  app = await startTestApp()
  for (let n = 1; n <= 25; n += 1) {
    await record('staff', communityA, n % 5 === 0 ? 'notice.withdraw' : 'notice.publish', n)
    app.clock.advance(1_000)
  }
  await record('staffB', communityB, 'notice.publish', 26)
  await app.deps.auditChain.chainPending()
  await record('admin', communityA, 'notice.remind', 27)
})
afterAll(() => app.close())

describe('GET /audit', () => {
  it.each([
    ['visitor', 401],
    ['withoutConsent', 403],
    ['resident', 403],
    ['staff', 403],
    ['gridWorker', 403],
    ['operator', 403],
    ['supervisor', 200],
    ['admin', 200],
  ] as const)('answers %s with %i', async (who, status) => {
    const client = who === 'visitor' ? app.visitor : app.as(who)
    expect((await client.get('/audit')).status).toBe(status)
  })

  it('shows the own community newest first, page by page, with the state of the chain', async () => {
    const first = await app.as('supervisor').get('/audit?limit=20')
    const second = await app
      .as('supervisor')
      .get(`/audit?limit=20&cursor=${String(first.body['nextCursor'])}`)
    const all = [...items(first.body), ...items(second.body)]
    expect([all.length, second.body['nextCursor']]).toEqual([26, null])
    expect(new Set(all.map(({ communityId }) => communityId))).toEqual(new Set([communityA]))
    expect(all[0]).toEqual({
      id: all[0]?.id,
      at: '2026-11-23T02:00:25.000Z',
      communityId: communityA,
      actor: { accountId: personas.admin.accountId, name: null, role: 'community_admin' },
      sentence: '一位社区负责人提醒了还没确认通知的 27 户',
      kind: 'notices',
      action: 'notice.remind',
      target: { type: 'notice', id: 'ntc_27', label: null },
      detail: { households: 27 },
      chain: null,
    })
    expect(all.slice(1).map(({ chain }) => chain?.seq)).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n))
  })

  it('finds one kind of act', async () => {
    const { body } = await app.as('admin').get('/audit?action=notice.withdraw')
    expect(items(body).map(({ action }) => action)).toEqual(
      Array.from({ length: 5 }, () => 'notice.withdraw'),
    )
  })

  it('hides other communities and refuses what is no query', async () => {
    expect((await app.as('supervisor').get(`/audit?communityId=${communityB}`)).status).toBe(404)
    expect((await app.as('supervisor').get('/audit?action=$ne')).status).toBe(400)
    expect((await app.as('supervisor').get('/audit?limit=51')).status).toBe(400)
    expect((await app.as('supervisor').get('/audit?before=x')).status).toBe(400)
  })
})

it('at the end of a day the supervisors of the community get its head, once, and nobody else does', async () => {
  await app.deps.services.roles.give({
    accountId: personas.supervisor.accountId,
    role: 'supervisor',
    nodeId: communityA,
    name: '陈明',
    workPhone: null,
    organisation: null,
  })
  app.clock.set('2026-11-24T02:00:00.000Z')
  for (let round = 0; round < 2; round += 1) {
    await app.deps.auditChain.sealYesterday()
    await app.drainOutbox()
  }
  const messages = await app.rows('messages')
  expect(messages).toHaveLength(1)
  expect(messages[0]).toMatchObject({
    accountId: personas.supervisor.accountId,
    title: '11月23日的工作记录已封存',
    text: expect.stringMatching(/^到第 25 条为止，校验码 [0-9a-f]{32}。/) as string,
  })
})

describe('GET /audit/verify', () => {
  it('recomputes the chain of the own community', async () => {
    const { status, body } = await app.as('supervisor').get(`/audit/verify?communityId=${communityA}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ intact: true, checked: 25, waiting: 1, head: { seq: 25 }, brokenAt: null })
  })

  it.each([
    ['resident', 403],
    ['staff', 403],
    ['adminB', 404],
  ] as const)('answers %s with %i', async (who, status) => {
    expect((await app.as(who).get(`/audit/verify?communityId=${communityA}`)).status).toBe(status)
  })

  it('tells where a row was changed in the database', async () => {
    const rows = app.connection.getClient().db(app.connection.name).collection('audit_rows')
    await rows.updateOne({ communityId: communityA, seq: 7 }, { $set: { targetId: 'ntc_other' } })
    const { body } = await app.as('supervisor').get(`/audit/verify?communityId=${communityA}`)
    expect(body).toMatchObject({ intact: false, checked: 6, brokenAt: { seq: 7, reason: 'row_changed' } })
  })
})
