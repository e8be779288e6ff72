import { answered, buildTown, happen, lasting, neighbour, submitted } from '../../../test/opinion-town'
import { communityA } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterAll(() => app.close())

const matters = (body: Record<string, unknown>) =>
  (body['matters'] as { kind: string; title: string; sentence: string; deadline: unknown }[]).map(
    ({ kind, title, sentence }) => [kind, title, sentence],
  )

test('what waits for the reader stands before what others owe the reader', async () => {
  const resident = lasting(app, 'verifiedResident')
  const staff = lasting(app, 'staff')
  await submitted(resident, { text: '路灯坏了三天' })
  const asked = await submitted(resident, { text: '空调滴水到窗台' })
  await happen(staff, asked.id, 'request-info', { version: 1, question: '请补照片' })
  await answered(resident, staff, { text: '楼道堆了旧柜子' })
  const home = await resident.get('/home')
  expect(home.status).toBe(200)
  expect(home.body).toMatchObject({
    today: '2026-11-23',
    community: { id: communityA, name: '青禾社区' },
    noticeCount: 0,
  })
  expect(matters(home.body)).toEqual([
    ['supplement-opinion', '空调滴水到窗台', '社区有一点要问您，请补充'],
    ['rate-opinion', '楼道堆了旧柜子', '社区答复了，请您评价'],
    ['opinion', '路灯坏了三天', '社区最晚明天 18:00 前告诉您是否受理'],
  ])
})

test('a must-confirm notice is a matter until it is confirmed, and stands in the latest notices', async () => {
  const staff = lasting(app, 'staff')
  const draft = await staff.post('/notices', {
    title: '11月28日停水检修',
    summary: '09:00 至 16:00 停水',
    html: '<p>各位住户，请提前储水。</p>',
    category: 'outage',
    disclosureClass: null,
    facts: [],
    coverId: null,
    attachmentIds: [],
    audience: { visibility: 'public', nodeIds: [communityA], tags: [] },
    mustConfirm: true,
    expiresAt: null,
  })
  expect(draft.status).toBe(201)
  const id = String(draft.body['id'])
  expect((await staff.post(`/notices/${id}/publish`, { version: draft.body['version'] })).status).toBe(200)
  await app.drainOutbox()
  const resident = lasting(app, 'verifiedResident')
  const before = await resident.get('/home')
  expect(matters(before.body).map(([kind]) => kind)).toContain('confirm-notice')
  expect(before.body['notices']).toMatchObject([{ id, mustConfirm: true, confirmed: false }])
  expect(before.body['noticeCount']).toBe(1)
  expect((await resident.post(`/notices/${id}/confirm`)).status).toBe(200)
  const after = await resident.get('/home')
  expect(matters(after.body).map(([kind]) => kind)).not.toContain('confirm-notice')
  const visitor = await app.visitor.get(`/home?communityId=${communityA}`)
  expect(visitor.body).toMatchObject({ matters: [], notices: [{ id }] })
})

test('a visitor sees the public side of a community and nobody’s matters', async () => {
  const resident = lasting(app, 'verifiedResident')
  const staff = lasting(app, 'staff')
  const opinion = await answered(resident, staff)
  await happen(staff, opinion.id, 'make-public', { version: 3, text: '楼道堆了旧柜子，通行不便' })
  const home = await app.visitor.get(`/home?communityId=${communityA}`)
  expect(home.body).toMatchObject({ matters: [], board: [{ id: opinion.id, placeLabel: '锦和苑 3 号楼' }] })
  expect(home.text).not.toContain('2 单元')
})

test('without consent nothing personal is read: the page is a visitor’s', async () => {
  const who = neighbour('Asks')
  await submitted(lasting(app, who), { text: '只有本人看得到的意见' })
  const asked = await lasting(app, { ...who, sessionId: 'ses_testNeighbourAsked', consentVersion: null }).get(
    '/home',
  )
  expect(asked.status).toBe(200)
  expect(asked.body['matters']).toEqual([])
  expect(asked.text).not.toContain('只有本人')
})

test('an unknown community is 404, no community is an empty page, an unchanged page is 304', async () => {
  expect((await app.visitor.get('/home?communityId=nod_1BoxkVZLBjFjeN8D7r')).status).toBe(404)
  const empty = await app.visitor.get('/home')
  expect(empty.body).toMatchObject({ community: null, matters: [], notices: [], board: [] })
  const etag = empty.headers.get('etag') ?? ''
  expect((await app.visitor.get('/home', { headers: { 'if-none-match': etag } })).status).toBe(304)
})

test('every matter is counted: nothing is cut off behind the number on the page', async () => {
  const resident = lasting(app, 'verifiedResident')
  const texts = Array.from({ length: 7 }, (_, index) => `${index + 1} 号井盖响`)
  for (const text of texts) await submitted(resident, { text })
  const home = await resident.get('/home')
  expect(matters(home.body).map(([, title]) => title)).toEqual(expect.arrayContaining(texts))
})
