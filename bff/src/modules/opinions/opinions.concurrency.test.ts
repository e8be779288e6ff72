import type { Answer } from '../../../test/http-client'
import {
  answered,
  buildTown,
  caseIn,
  happen,
  lasting,
  neighbour,
  submission,
  submitted,
} from '../../../test/opinion-town'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterAll(() => app.close())

const N = 12
const many = <T>(make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: N }, (_, index) => make(index)))
const outcomes = (answers: readonly Answer[]) => ({
  won: answers.filter(({ status }) => status < 300).length,
  codes: [
    ...new Set(
      answers
        .filter(({ status }) => status >= 300)
        .map(({ status, body }) => `${status} ${String(body['code'])}`),
    ),
  ].sort(),
})
const eventsOf = async (id: string) =>
  (await app.rows('outbox_events')).filter((row) => row['aggregateId'] === id).map((row) => row['type'])
const auditOf = async (id: string) =>
  (await app.rows('audit_rows')).filter((row) => row['targetId'] === id).map((row) => row['action'])
const stored = async (id: string) => (await app.rows('opinions')).find((row) => row['_id'] === id)

test('twelve who accept one case at once: one accepts it, the others learn that it has moved on', async () => {
  const opinion = await submitted(app.as('verifiedResident'))
  const both = [app.as('staff'), app.as('admin')] as const
  const answers = await many((index) =>
    happen(index % 2 === 0 ? both[0] : both[1], opinion.id, 'accept', { version: 1 }),
  )
  const { won, codes } = outcomes(answers)
  expect(won).toBe(1)
  for (const code of codes) expect(['409 invalid_status', '409 version_conflict']).toContain(code)
  expect(await stored(opinion.id)).toMatchObject({ status: 'accepted', version: 2 })
  expect(await eventsOf(opinion.id)).toEqual(['opinion.submitted', 'opinion.accepted'])
  expect(await auditOf(opinion.id)).toEqual(['opinion.accept'])
})

test('a reply and a withdrawal at the same moment: one happens, and the case tells one story', async () => {
  const opinion = await submitted(app.as('verifiedResident'))
  await happen(app.as('staff'), opinion.id, 'accept', { version: 1 })
  const answers = await Promise.all([
    happen(app.as('staff'), opinion.id, 'reply', { version: 2, text: '周五上午搬走', photoIds: [] }),
    happen(app.as('verifiedResident'), opinion.id, 'withdraw', { version: 2 }),
  ])
  expect(outcomes(answers).won).toBe(1)
  const row = await stored(opinion.id)
  const events = (row?.['history'] as { event: string }[]).map(({ event }) => event)
  expect(events).toHaveLength(3)
  const replied = events.includes('reply')
  expect(row).toMatchObject({ version: 3, status: replied ? 'answered' : 'withdrawn' })
  expect(row?.['entries']).toHaveLength(replied ? 1 : 0)
})

test('twelve replies at once: one is the answer, and no text of the others is kept', async () => {
  const opinion = await submitted(app.as('verifiedResident'))
  await happen(app.as('staff'), opinion.id, 'accept', { version: 1 })
  const answers = await many((index) =>
    happen(app.as('staff'), opinion.id, 'reply', { version: 2, text: `第 ${index} 个答复`, photoIds: [] }),
  )
  expect(outcomes(answers).won).toBe(1)
  expect((await stored(opinion.id))?.['entries']).toHaveLength(1)
  expect((await eventsOf(opinion.id)).filter((type) => type === 'opinion.replied')).toHaveLength(1)
})

test('twelve ratings at once: one counts', async () => {
  const author = app.as('verifiedResident')
  const opinion = await answered(author, app.as('staff'))
  const answers = await many((index) =>
    happen(author, opinion.id, 'rate', { version: 3, solved: 'yes', score: (index % 5) + 1, comment: '' }),
  )
  expect(outcomes(answers).won).toBe(1)
  const winner = answers.find(({ status }) => status === 200)
  expect(await stored(opinion.id)).toMatchObject({ status: 'closed', version: 4, pastRatings: [] })
  expect(winner?.body['rating']).toMatchObject({ solved: 'yes' })
  expect((await eventsOf(opinion.id)).filter((type) => type === 'opinion.rated')).toHaveLength(1)
})

test('a rating against the sweep that closes for want of one: the case is closed once', async () => {
  const author = lasting(app, 'verifiedResident')
  const opinion = await answered(author, app.as('staff'))
  app.clock.advance(7 * 86_400_000 - 1)
  const rating = happen(author, opinion.id, 'rate', { version: 3, solved: 'yes', score: 5, comment: '' })
  app.clock.advance(1)
  const [rated] = await Promise.all([rating, app.deps.services.opinions.jobs.lapseUnrated()])
  const row = await stored(opinion.id)
  expect(row).toMatchObject({
    status: 'closed',
    version: 4,
    closedAs: rated.status === 200 ? 'rated' : 'lapsed',
  })
})

test('internal notes do not get in each other’s way: all twelve are kept', async () => {
  const opinion = await submitted(lasting(app, 'verifiedResident'))
  const staff = lasting(app, 'staff')
  const answers = await many((index) =>
    happen(staff, opinion.id, 'note', { version: 1, text: `备注 ${index}` }),
  )
  expect(outcomes(answers)).toEqual({ won: N, codes: [] })
  expect(await stored(opinion.id)).toMatchObject({ version: 1 })
  expect((await stored(opinion.id))?.['entries']).toHaveLength(N)
})

test('a note whose answer was lost is sent again with its key, and is there once', async () => {
  const opinion = await submitted(app.as('verifiedResident'))
  const note = { version: 1, text: '已约物业周三上门' }
  const options = { idempotencyKey: 'note-lost-answer-1' }
  const first = await app.as('staff').post(`/opinions/${opinion.id}/note`, note, options)
  const again = await app.as('staff').post(`/opinions/${opinion.id}/note`, note, options)
  expect([first.status, again.text]).toEqual([200, first.text])
  expect(await stored(opinion.id)).toMatchObject({ entries: [{ kind: 'note', text: note.text }] })
  expect(await auditOf(opinion.id)).toEqual(['opinion.note'])
})

test('one submission sent twelve times with one key is one case', async () => {
  const who = neighbour('Retry')
  const author = lasting(app, who)
  const body = submission({ text: '只提一次的意见' })
  const key = { idempotencyKey: 'opinion-retry-one' }
  const answers = await many(() => author.post('/opinions', body, key))
  for (const { status, body: said } of answers) {
    expect(status === 201 || said['code'] === 'idempotency_in_progress').toBe(true)
  }
  const last = await author.post('/opinions', body, key)
  expect(last.status).toBe(201)
  const rows = (await app.rows('opinions')).filter((row) => row['authorAccountId'] === who.accountId)
  expect(rows.map((row) => row['_id'])).toEqual([caseIn(last).id])
  expect(await eventsOf(caseIn(last).id)).toEqual(['opinion.submitted'])
})

test('two hundred submissions at once, each sent again under way, are two hundred cases with numbers in a row', async () => {
  const before = new Set((await app.rows('opinions')).map((row) => row['_id']))
  const send = (index: number): Promise<Answer> =>
    lasting(app, neighbour(`Crowd${index + 100}`)).post('/opinions', submission(), {
      idempotencyKey: `crowd-key-${index}`,
    })
  await Promise.all(Array.from({ length: 400 }, (_, index) => send(index % 200)))
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => send(index)))
  expect(outcomes(answers)).toEqual({ won: 200, codes: [] })
  const added = (await app.rows('opinions')).filter((row) => !before.has(row['_id']))
  const last = added.map((row) => Number(String(row['number']).slice(-4))).toSorted((a, b) => a - b)
  expect(added).toHaveLength(200)
  expect(new Set(last).size).toBe(200)
  expect((last.at(-1) ?? 0) - (last[0] ?? 0)).toBe(199)
}, 60_000)
