import { organisationParty } from '@linli/shared/opinions/parties'
import type { Client } from '../../../../test/http-client'
import { answered, buildTown, caseIn, happen, lasting, submitted } from '../../../../test/opinion-town'
import { communityA, communityB } from '../../../../test/personas'
import { startTestApp, type TestApp } from '../../../../test/test-app'

let app: TestApp
let author: Client
let staff: Client
let admin: Client

const figures = (who: Client, by = 'category', month = '2026-11', communityId: string = communityA) =>
  who.get(`/staff/case-figures?communityId=${communityId}&month=${month}&by=${by}`)
const behind = async (query: string): Promise<string[]> => {
  const address = `/staff/case-figures/cases?communityId=${communityA}&month=2026-11&by=category&${query}`
  return ((await staff.get(address)).body['items'] as { id: string }[]).map(({ id }) => id)
}
let rated = ''
let unrated = ''
let bad = ''

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  app.clock.set('2026-11-03T02:00:00.000Z')
  author = lasting(app, 'verifiedResident')
  staff = lasting(app, 'staff')
  admin = lasting(app, 'admin')
  const rate = (id: string, version: number, solved: string, score: number) =>
    happen(author, id, 'rate', { version, solved, score, comment: '' })
  const good = await answered(author, staff)
  await rate(good.id, good.version, 'yes', 5)
  rated = good.id
  const poor = await answered(author, staff, { categoryCode: 'property.repair' })
  await rate(poor.id, poor.version, 'no', 1)
  bad = poor.id
  unrated = (await answered(author, staff)).id
  const gone = await submitted(author)
  await happen(author, gone.id, 'withdraw', { version: 1 })
  app.clock.set('2026-11-12T02:00:00.000Z')
  await app.deps.jobs.runNow('opinions.lapse')
})
afterAll(() => app.close())

it('counts what ended in the month, names what is left out, and never takes the unrated for content', async () => {
  const { body } = await figures(staff)
  expect(body).toMatchObject({
    total: {
      ...{ cases: 4, unheard: 1, excluded: 1 },
      response: { hit: 3, of: 3, text: '100%' },
      resolution: { hit: 1, of: 2, text: '50%' },
      satisfaction: { hit: 1, of: 2, text: '50%' },
    },
    rows: [
      { key: 'sanitation', label: '环境卫生', figures: { cases: 3 } },
      { key: 'property', label: '物业服务', figures: { satisfaction: { hit: 0, of: 1 } } },
    ],
    exclusions: [{ reason: 'withdrawn', label: '居民撤回', count: 1 }],
  })
  expect((await figures(staff, 'category', '2026-10')).body).toMatchObject({ total: { cases: 0 }, rows: [] })
})

it('opens the cases behind each figure', async () => {
  expect(await behind('measure=satisfaction&part=miss')).toEqual([bad])
  expect(await behind('measure=satisfaction&part=hit')).toEqual([rated])
  expect(await behind('part=unheard')).toEqual([unrated])
  expect(await behind('part=all')).toHaveLength(4)
  expect(await behind('part=all&key=property')).toEqual([bad])
  expect(await behind('part=excluded')).toHaveLength(1)
  expect(await behind('part=excluded&reason=withdrawn')).toHaveLength(1)
  expect(await behind('part=excluded&reason=rejected')).toEqual([])
})

it('shows those who only watch no word of a resident and no door', async () => {
  const address = `/staff/case-figures/cases?communityId=${communityA}&month=2026-11&by=category&part=all`
  const { body } = await lasting(app, 'supervisor').get(address)
  const [line] = body['items'] as { title: string; placeLabel: string; category: { label: string } }[]
  const [whole] = (await staff.get(address)).body['items'] as { title: string; placeLabel: string }[]
  expect(line?.title).toBe(line?.category.label)
  expect(line?.title).not.toBe(whole?.title)
  expect(line?.placeLabel).not.toBe(whole?.placeLabel)
})

it('is read by those who answer for the community or watch it, and by nobody else', async () => {
  for (const who of ['supervisor', 'streetAdmin', 'admin'] as const)
    expect((await figures(lasting(app, who))).status).toBe(200)
  for (const who of ['gridWorker', 'organisation', 'resident'] as const)
    expect((await figures(lasting(app, who))).status).toBe(403)
  expect((await figures(staff, 'category', '2026-11', communityB)).status).toBe(404)
  expect((await figures(app.visitor)).status).toBe(401)
  expect((await figures(staff, 'category', '2026-13')).status).toBe(400)
})

it('a callback hears those who did not rate; whoever handled the case does not call', async () => {
  const { items } = (await admin.get(`/staff/case-callbacks?communityId=${communityA}`)).body as {
    items: { id: string; mine: boolean }[]
  }
  expect(items.map(({ id }) => id)).toContain(bad)
  const open = caseIn(await admin.get(`/staff/opinions/${unrated}`))
  const said = { version: open.version, reached: true, solved: 'yes', score: 4, text: '说办好了' }
  expect((await happen(staff, unrated, 'callback', said)).status).toBe(403)
  const half = await happen(admin, unrated, 'callback', { ...said, score: undefined })
  expect([half.status, (half.body['errors'] as { path: string }[])[0]?.path]).toEqual([400, 'body.score'])
  const away = { version: open.version, reached: false, text: '没有人接' }
  expect((await happen(admin, unrated, 'callback', away)).status).toBe(200)
  const due = (await admin.get(`/staff/case-callbacks?communityId=${communityA}`)).body as {
    items: { id: string; tried: boolean }[]
  }
  expect(due.items.filter(({ tried }) => tried).length).toBeLessThanOrEqual(1)
  said.version += 1
  const answers = await Promise.all([1, 2, 3].map(() => happen(admin, unrated, 'callback', said)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await happen(admin, unrated, 'callback', { ...said, version: said.version + 1 })).status).toBe(409)
  expect((await figures(staff)).body).toMatchObject({
    total: { unheard: 0, satisfaction: { hit: 2, of: 3, text: '66.7%' } },
  })
  expect((await author.get(`/opinions/${unrated}`)).text).not.toContain('说办好了')
})

it('whoever answered a case does not call about it, though another has it', async () => {
  const opinion = await submitted(author)
  const accepted = caseIn(await happen(staff, opinion.id, 'accept', { version: 1 }))
  const answer = { version: accepted.version, text: '搬走了', photoIds: [] }
  const done = caseIn(await happen(admin, opinion.id, 'reply', answer))
  const rating = { version: done.version, solved: 'no', score: 1, comment: '' }
  await happen(author, opinion.id, 'rate', rating)
  // A list of what has ended does not hold this very moment.
  app.clock.advance(1000)
  const { items } = (await admin.get(`/staff/case-callbacks?communityId=${communityA}`)).body as {
    items: { id: string; mine: boolean }[]
  }
  expect(items.find(({ id }) => id === opinion.id)).toMatchObject({ mine: true })
  const open = caseIn(await admin.get(`/staff/opinions/${opinion.id}`))
  const said = { version: open.version, reached: true, solved: 'yes', score: 4, text: '说办好了' }
  expect((await happen(admin, opinion.id, 'callback', said)).status).toBe(403)
})

it('a complaint against a person stands apart, and what is beyond one’s duties is left out by the head', async () => {
  const open = caseIn(await admin.get(`/staff/opinions/${bad}`))
  const mark = { version: open.version, excluded: null, aboutPerson: true, reason: '说的是保安个人' }
  expect((await happen(staff, bad, 'mark', mark)).status).toBe(403)
  const marked = caseIn(await happen(admin, bad, 'mark', mark))
  expect((await figures(staff)).body).toMatchObject({ total: { cases: 4 }, persons: { cases: 1 } })
  const persons = `/staff/case-figures/cases?communityId=${communityA}&month=2026-11&by=category&part=persons`
  expect((await admin.get(persons)).body['items']).toMatchObject([{ id: bad }])
  expect(await behind('part=all')).not.toContain(bad)
  for (const who of ['staff', 'supervisor'] as const)
    expect((await lasting(app, who).get(persons)).status).toBe(403)
  expect((await lasting(app, 'adminB').get(persons)).status).toBe(404)
  await happen(admin, bad, 'mark', {
    ...{ version: marked.version, excluded: 'beyond', aboutPerson: false, reason: '市政道路' },
  })
  const { body } = await figures(staff)
  expect(body).toMatchObject({ total: { cases: 5, excluded: 2 }, persons: { cases: 0 } })
  expect(body['exclusions']).toContainEqual({ reason: 'beyond', label: '超出职责', count: 1 })
})

it('counts an organisation by the cases it led', async () => {
  const opinion = await submitted(author)
  const key = organisationParty(communityA, '锦程物业').key
  const given = caseIn(
    await happen(staff, opinion.id, 'dispatch', {
      ...{ version: 1, leadKey: key, helpers: [], instruction: '', copyText: '楼道堆物', photoIds: [] },
    }),
  )
  const property = lasting(app, 'organisation')
  const done = caseIn(
    await happen(property, opinion.id, 'reply', { version: given.version, text: '搬走了', photoIds: [] }),
  )
  await happen(author, opinion.id, 'rate', { version: done.version, solved: 'yes', score: 5, comment: '' })
  const rows = (await figures(staff, 'organisation')).body['rows'] as { key: string }[]
  expect(rows.map((row) => row.key).toSorted()).toEqual(['community', key].toSorted())
})

it('each number opens its list, also in a month of more cases than anybody reads', async () => {
  const stored = await app.rows('opinions')
  const pattern = stored.find(({ _id }) => _id === rated)
  const all = 2_100
  const poor = 25
  const ending = new Date('2026-10-05T02:00:00.000Z').getTime()
  // The alphabet of ids has no zero.
  const idOf = (index: number) =>
    `opn_testEnded${[...String(10_000 + index)].map((digit) => 'ABCDEFGHJK'[Number(digit)]).join('')}AAA`
  const many = Array.from({ length: all }, (_, index) => ({
    ...{ ...pattern, _id: idOf(index) as never },
    number: `QH-20261005-${10_000 + index}`,
    queueAt: new Date(ending + index * 1000),
    // Those of whom it was bad are the last of the month.
    ...(index >= all - poor && { rating: { score: 1, solved: 'no', comment: '', at: new Date(ending) } }),
  }))
  await app.connection.collection('opinions').insertMany(many)
  expect((await figures(staff, 'category', '2026-10')).body).toMatchObject({
    capped: false,
    total: { cases: all, satisfaction: { hit: all - poor, of: all } },
  })
  const address = `/staff/case-figures/cases?communityId=${communityA}&month=2026-10&by=category`
  const miss = `${address}&measure=satisfaction&part=miss`
  const first = (await staff.get(miss)).body as { items: { id: string }[]; nextCursor: string }
  const second = (await staff.get(`${miss}&cursor=${first.nextCursor}`)).body as typeof first
  const found = [...first.items, ...second.items].map(({ id }) => id)
  expect(found).toEqual(many.slice(-poor).map(({ _id }) => _id))
  expect(second.nextCursor).toBeNull()
  expect((await staff.get(`${miss}&cursor=20`)).status).toBe(400)
})
