import type { Client } from '../../../test/http-client'
import { boundNeighbour, buildTown, lasting } from '../../../test/opinion-town'
import { communityA, type Persona } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

const START = '2026-11-23T02:00:00.000Z'
const COUNT_EVERY_MS = 300_000
const NAMES = [...'ABCDEFGHIJKLMNOPQRST'].map((letter) => `${letter}e`)

let app: TestApp
let id: string
let sweeps = 0
const clients = new Map<string, Client>()
const as = (who: Persona): Client => {
  const known = clients.get(who) ?? lasting(app, who)
  clients.set(who, known)
  return known
}
const people: Client[] = []
const person = (index: number): Client => people[index] as Client

interface Statement {
  readonly id: string
  readonly said: number | null
  readonly stance: string | null
  readonly hidden: string | null
  readonly finding: string
}
interface Talk {
  readonly statements: readonly Statement[]
  readonly people: number
  readonly groups: number
  readonly fewest: number
}
const talk = async (who: Client): Promise<Talk> =>
  (await who.get(`/topics/${id}/deliberation`)).body as unknown as Talk
const said = async (who: Client) => (await talk(who)).statements
const say = (who: Client, text: string) => who.post(`/topics/${id}/statements`, { side: 'for', text })
const desk = (who: Client, event: string, body: Record<string, unknown>) =>
  who.post(`/staff/topics/${id}/${event}`, body)

async function deliberated(): Promise<string> {
  const made = await as('staff').post('/staff/topics', {
    ...{ communityId: communityA, title: '夜间广场舞的时间和音量', opinionIds: [] },
    ...{ why: '晚上太吵', wish: '定一个大家都能接受的时间' },
  })
  const { id: topicId, version } = made.body as { id: string; version: number }
  const adopted = await as('staff').post(`/staff/topics/${topicId}/adopt`, {
    version,
    reason: '涉及很多居民',
  })
  if (adopted.status !== 200) throw new Error(`answered ${adopted.status}: ${adopted.text}`)
  return topicId
}
/** The worker looks at the stances, the next time it may. */
async function count(): Promise<number> {
  sweeps += 1
  app.clock.set(new Date(new Date(START).getTime() + sweeps * COUNT_EVERY_MS).toISOString())
  return app.deps.services.council.deliberation.sweep()
}

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  people.push(...NAMES.map((name) => lasting(app, boundNeighbour(name))))
  app.clock.set(START)
})
afterAll(() => app.close())

describe('statements', () => {
  beforeAll(async () => {
    id = await deliberated()
  })
  it('are three from a person and no more, whatever arrives at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => say(person(5), `九点以后就安静下来 ${index}`)),
    )
    for (let index = 0; index < 3; index += 1) await say(person(5), `再说一句 ${index}`)
    expect(
      answers
        .map(({ status }) => status)
        .filter((status) => status !== 201 && status !== 409 && status !== 400),
    ).toEqual([])
    const own = (await app.rows('topic_statements')).filter(({ topicId }) => topicId === id)
    expect(own).toHaveLength(3)
    const more = await say(person(5), '还想再说一句')
    expect(more.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'body.text' }] })
    const row = (await app.rows('topics')).find(({ _id }) => _id === id)
    expect(row?.['statements']).toBe(3)
  })
  it('are hidden from all but author and desk when they break the rules, with the reason', async () => {
    const [, statement] = await said(as('staff'))
    const body = { statementId: statement?.id, reason: 'names_somebody' }
    expect((await desk(person(0), 'hide-statement', body)).status).toBe(403)
    expect((await desk(as('staff'), 'hide-statement', body)).status).toBe(200)
    expect((await desk(as('staff'), 'hide-statement', body)).status).toBe(409)
    expect(await said(person(0))).toHaveLength(2)
    expect((await said(person(5))).find((one) => one.id === statement?.id)?.hidden).toContain('姓名')
    await app.drainOutbox()
    const { items } = (await person(5).get('/messages')).body as { items: { title: string; text: string }[] }
    // All that may be said is said: nothing more is promised.
    expect(items.find(({ title }) => title === '您的一条看法被收起了')?.text).not.toContain('重新说')
    const late = await person(0).post(`/topics/${id}/react`, { statementId: statement?.id, stance: 'agree' })
    expect(late.status).toBe(404)
    expect((await desk(as('admin'), 'show-statement', { statementId: statement?.id })).status).toBe(200)
    expect(await said(person(0))).toHaveLength(3)
  })
  it('leave the acts of the desk in the trail with ids and figures alone', async () => {
    const rows = (await app.rows('audit_rows')).filter(({ targetId }) => targetId === id)
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['topic.create', 'topic.adopt', 'topic.hide_statement', 'topic.show_statement']),
    )
    expect(JSON.stringify(rows)).not.toContain('广场舞')
  })
})

describe('stances', () => {
  let statementId: string
  const react = (index: number, stance: string) =>
    person(index).post(`/topics/${id}/react`, { statementId, stance })
  const all = async (indexes: readonly number[], stance: string) => {
    for (const index of indexes) expect((await react(index, stance)).status).toBe(200)
  }
  const upTo = (end: number, start = 0) => Array.from({ length: end - start }, (_, index) => start + index)
  const fresh = async () =>
    (await app.rows('topic_statements')).find(({ _id }) => _id === statementId)?.['fresh']
  /** What somebody who has said nothing reads, and what the desk does. */
  const read = async () => [await talk(person(19)), await talk(as('staff'))]

  beforeAll(async () => {
    id = await deliberated()
    await say(person(18), '九点以后就安静下来')
    statementId = (await said(person(0)))[0]?.id ?? ''
  })
  it('are one per person, the last one, and only of who is bound to a home', async () => {
    await Promise.all(Array.from({ length: 5 }, () => react(0, 'disagree')))
    await react(0, 'agree')
    expect((await said(person(0)))[0]).toMatchObject({ stance: 'agree' })
    expect((await said(as('staff')))[0]).toMatchObject({ stance: null })
    expect(await fresh()).toBe(1)
    const visitor = await as('resident').post(`/topics/${id}/react`, { statementId, stance: 'agree' })
    expect(visitor.status).toBe(403)
  })
  it('tell nobody anything while fewer than fifteen have spoken', async () => {
    const before = await read()
    await all(upTo(14, 1), 'agree')
    await count()
    expect(await read()).toEqual(before)
    expect(before[0]).toMatchObject({ people: 0, groups: 1, fewest: 15 })
    expect(before[0]?.statements[0]).toMatchObject({ said: null, finding: 'open' })
  })
  it('are told roughly at fifteen, once, whatever workers look at once', async () => {
    await react(14, 'disagree')
    sweeps += 1
    app.clock.set(new Date(new Date(START).getTime() + sweeps * COUNT_EVERY_MS).toISOString())
    const { sweep } = app.deps.services.council.deliberation
    await Promise.all([sweep(), sweep(), sweep()])
    expect(await talk(person(19))).toMatchObject({ people: 15, groups: 1 })
    expect((await said(person(19)))[0]).toMatchObject({ said: 15, finding: 'agreed' })
    expect(await fresh()).toBe(0)
  })
  it('change nothing anybody else reads until enough are new, also when minds are changed', async () => {
    const before = await read()
    await all(upTo(14), 'disagree')
    await all(upTo(3), 'pass')
    await count()
    expect(await read()).toEqual(before)
    expect(await fresh()).toBe(14)
  })
  it('go from agreed to rejected by the middle', async () => {
    await all(upTo(3), 'disagree')
    await react(15, 'disagree')
    await count()
    expect((await said(person(19)))[0]).toMatchObject({ said: 15, finding: 'open' })
    await all(upTo(15), 'pass')
    await all(upTo(15), 'disagree')
    await count()
    expect((await said(person(19)))[0]).toMatchObject({ said: 15, finding: 'rejected' })
  })
  it('are taken for nothing that is not deliberated', async () => {
    const made = await as('staff').post('/staff/topics', {
      ...{ communityId: communityA, title: '还在征集支持的议题', opinionIds: [] },
      ...{ why: '晚上太吵', wish: '定一个大家都能接受的时间' },
    })
    id = (made.body as { id: string }).id
    expect((await say(person(0), '先说一句')).status).toBe(409)
  })
})
