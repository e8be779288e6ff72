import type { Client } from '../../../test/http-client'
import { boundNeighbour, buildTown, lasting, submitted } from '../../../test/opinion-town'
import { communityA, type Persona } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

const START = '2026-11-23T02:00:00.000Z'
const NEEDED = 3
const DAY_MS = 86_400_000

let app: TestApp
const clients = new Map<string, Client>()
const as = (who: Persona): Client => {
  const known = clients.get(who) ?? lasting(app, who)
  clients.set(who, known)
  return known
}
const people: Client[] = []

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  await app.deps.services.council.settings.decide(scopeOf([communityA]), { supportersNeeded: NEEDED })
  people.push(...['Ada', 'Ben', 'Cai', 'Dan', 'Eve', 'Fay'].map((name) => lasting(app, boundNeighbour(name))))
})
beforeEach(() => app.clock.set(START))
afterAll(() => app.close())

interface Topic extends Record<string, unknown> {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly supporters: number
  readonly abilities: Record<string, boolean>
}
const proposal = (title = '在 6 号楼北侧加装充电车棚') => ({
  title,
  why: '电动车停在楼道里充电，不安全',
  wish: '在北侧空地建一个带充电的车棚',
})
const topicIn = (answer: { status: number; text: string; body: unknown }): Topic => {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`)
  return answer.body as Topic
}
const proposed = async (title?: string): Promise<Topic> =>
  topicIn(await as('verifiedResident').post('/topics', proposal(title)))
const made = async (more: Record<string, unknown> = {}): Promise<Topic> =>
  topicIn(
    await as('staff').post('/staff/topics', {
      ...{ communityId: communityA, ...proposal('路灯太暗，要不要换成更亮的'), opinionIds: [], ...more },
    }),
  )
const desk = async (who: Client, id: string, event: string, body: Record<string, unknown>) =>
  who.post(`/staff/topics/${id}/${event}`, body)
const person = (index: number): Client => people[index] as Client
const messagesOf = async (who: Client): Promise<string[]> => {
  await app.drainOutbox()
  const { items } = (await who.get('/messages')).body as { items: { title: string }[] }
  return items.map(({ title }) => title)
}

describe('who may do what', () => {
  it('asks a visitor to sign in, and lets only who is bound to a home propose', async () => {
    expect((await app.visitor.get('/topics')).status).toBe(401)
    expect((await as('resident').post('/topics', proposal())).status).toBe(403)
    expect((await as('staff').post('/topics', proposal())).status).toBe(403)
  })
  it('names every wrong field of a proposal at once and keeps nothing', async () => {
    const before = await app.census()
    const answer = await as('verifiedResident').post('/topics', { title: '短', why: '', wish: '' })
    expect(answer.status).toBe(400)
    expect((answer.body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'body.title',
      'body.why',
      'body.wish',
    ])
    expect({ ...(await app.census()), rate_limits: 0 }).toEqual({ ...before, rate_limits: 0 })
  })
  it('hides a proposal nobody has read from everybody but its proposer and the desk', async () => {
    const { id } = await proposed()
    expect((await as('verifiedResident').get(`/topics/${id}`)).status).toBe(200)
    expect((await as('staff').get(`/staff/topics/${id}`)).status).toBe(200)
    expect((await as('supervisor').get(`/staff/topics/${id}`)).status).toBe(200)
    expect((await person(0).get(`/topics/${id}`)).status).toBe(404)
    expect((await as('staffB').get(`/staff/topics/${id}`)).status).toBe(404)
    expect((await desk(as('staffB'), id, 'pass', { version: 1 })).status).toBe(404)
    expect((await desk(as('supervisor'), id, 'pass', { version: 1 })).status).toBe(403)
  })
  it('shows neighbours a masked name and the desk the home', async () => {
    const { id } = await proposed()
    await desk(as('staff'), id, 'pass', { version: 1 })
    expect((await person(0).get(`/topics/${id}`)).body['proposer']).toBe('周**')
    expect((await as('staff').get(`/staff/topics/${id}`)).body['proposer']).toContain('锦和苑 3 号楼')
  })
})

describe('from a proposal to its supporters', () => {
  it('is let through, finds its supporters, and then waits for the community', async () => {
    const topic = await proposed()
    expect(topic).toMatchObject({
      status: 'submitted',
      mine: true,
      abilities: { withdraw: true, support: false },
    })
    const passed = topicIn(await desk(as('staff'), topic.id, 'pass', { version: 1 }))
    expect(passed.status).toBe('gathering')
    expect((await desk(as('staff'), topic.id, 'pass', { version: 1 })).status).toBe(409)
    for (const index of [0, 1]) topicIn(await person(index).post(`/topics/${topic.id}/support`))
    const again = topicIn(await person(1).post(`/topics/${topic.id}/support`))
    expect(again).toMatchObject({ supporters: 2, supported: true, following: true, status: 'gathering' })
    const reached = topicIn(await person(2).post(`/topics/${topic.id}/support`))
    expect(reached).toMatchObject({ supporters: 3, status: 'supported' })
    expect(await messagesOf(as('verifiedResident'))).toEqual(
      expect.arrayContaining(['您的议题通过了审核', '议题的支持人数够了']),
    )
    const waiting = (await as('staff').get('/staff/topics?filter=waiting')).body as {
      items: Topic[]
      waiting: number
    }
    expect(waiting.items.map(({ id }) => id)).toContain(topic.id)
    const adopted = topicIn(
      await desk(as('admin'), topic.id, 'adopt', { version: reached.version, reason: '支持的人够了' }),
    )
    expect(adopted).toMatchObject({
      status: 'deliberating',
      adoption: { reason: '支持的人够了', by: '王秀英' },
    })
    expect(await messagesOf(person(0))).toContain('议题开始协商')
  })
  it('counts a person once, whatever arrives at once', async () => {
    const { id } = await made()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => person(0).post(`/topics/${id}/support`)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect((await person(0).get(`/topics/${id}`)).body['supporters']).toBe(1)
    expect((await app.rows('topic_supports')).filter(({ topicId }) => topicId === id)).toHaveLength(1)
  })
  it('reaches its number once, with everybody who came at that moment counted', async () => {
    const { id } = await made()
    await Promise.all(people.map((one) => one.post(`/topics/${id}/support`)))
    const row = (await app.rows('topics')).find(({ _id }) => _id === id) as unknown as {
      supporters: number
      status: string
      history: { event: string }[]
    }
    expect(row).toMatchObject({ supporters: people.length, status: 'supported' })
    expect(row.history.filter(({ event }) => event === 'reach')).toHaveLength(1)
  })
  it('lets somebody go again while supporters are looked for', async () => {
    const { id } = await made()
    await person(0).post(`/topics/${id}/support`)
    expect(topicIn(await person(0).post(`/topics/${id}/unsupport`))).toMatchObject({
      supporters: 0,
      supported: false,
    })
    expect(topicIn(await person(0).post(`/topics/${id}/unsupport`)).supporters).toBe(0)
  })
  it('is over from the moment its time is, although no sweep has come by, and the sweep tells it once', async () => {
    const { id } = await made()
    await person(0).post(`/topics/${id}/support`)
    app.clock.set(new Date(new Date(START).getTime() + 30 * DAY_MS).toISOString())
    expect((await person(1).post(`/topics/${id}/support`)).status).toBe(409)
    expect((await person(0).post(`/topics/${id}/unsupport`)).status).toBe(409)
    expect((await person(0).get(`/topics/${id}`)).body['status']).toBe('lapsed')
    const listed = async (filter: string) =>
      ((await person(0).get(`/topics?filter=${filter}`)).body as { items: Topic[] }).items.map(
        (item) => item.id,
      )
    expect(await listed('gathering')).not.toContain(id)
    expect(await listed('over')).toContain(id)
    expect((await desk(as('staff'), id, 'adopt', { version: 1, reason: '补一个理由' })).status).toBe(409)
    const { jobs } = app.deps.services.council
    await Promise.all([jobs.sweep(), jobs.sweep()])
    await jobs.sweep()
    await app.drainOutbox()
    const told = (await app.rows('messages')).filter(({ targetId }) => targetId === id)
    expect(told.map(({ title }) => title)).toEqual(['议题到期了'])
  })
  it('tells those who answer for it when the desk is late, once', async () => {
    const topic = await proposed()
    app.clock.set('2026-12-02T02:00:00.000Z')
    expect((await as('verifiedResident').get(`/topics/${topic.id}`)).body['overdue']).toBe(true)
    const { jobs } = app.deps.services.council
    await jobs.sweep()
    await jobs.sweep()
    const told = (await messagesOf(as('admin'))).filter((title) => title === '议题超过期限没有答复')
    expect(told.length).toBeGreaterThan(0)
    const rows = (await app.rows('messages')).filter(
      ({ targetId, title }) => targetId === topic.id && title === '议题超过期限没有答复',
    )
    expect(rows).toHaveLength(1)
  })
})

describe('a refusal', () => {
  const refused = async (): Promise<Topic> => {
    const { id } = await proposed()
    return topicIn(
      await desk(as('staff'), id, 'screen-out', { version: 1, reason: 'case', words: '已派给物业' }),
    )
  }
  it('tells its proposer why and what to do, and nobody else', async () => {
    const { id } = await refused()
    const seen = topicIn(await as('verifiedResident').get(`/topics/${id}`))
    expect(seen).toMatchObject({
      status: 'screened_out',
      screening: { words: '已派给物业', advice: expect.stringContaining('意见箱') as string },
      abilities: { object: true },
    })
    expect((await person(0).get(`/topics/${id}`)).status).toBe(404)
    expect((await person(0).post(`/topics/${id}/object`, { version: 2, text: '我也不同意' })).status).toBe(
      404,
    )
  })
  it('can be objected to once, and somebody else decides', async () => {
    const { id } = await refused()
    const objected = topicIn(
      await as('verifiedResident').post(`/topics/${id}/object`, { version: 2, text: '大家都在问这件事' }),
    )
    const words = { upheld: false, words: '确实要大家商量' }
    const own = await desk(as('staff'), id, 'decide', { version: objected.version, ...words })
    expect([own.status, own.body['code']]).toEqual([409, 'other_person_required'])
    const restored = topicIn(await desk(as('admin'), id, 'decide', { version: objected.version, ...words }))
    expect(restored.status).toBe('gathering')
    const again = topicIn(
      await desk(as('staff'), id, 'screen-out', { version: restored.version, reason: 'unclear', words: '' }),
    )
    const seen = topicIn(await as('verifiedResident').get(`/topics/${id}`))
    expect(seen.abilities['object']).toBe(false)
    expect(
      (
        await as('verifiedResident').post(`/topics/${id}/object`, {
          version: again.version,
          text: '再说一次',
        })
      ).status,
    ).toBe(400)
  })
  it('is final when it is upheld', async () => {
    const { id } = await refused()
    await as('verifiedResident').post(`/topics/${id}/object`, { version: 2, text: '大家都在问这件事' })
    const upheld = topicIn(
      await desk(as('admin'), id, 'decide', { version: 3, upheld: true, words: '已经在办了' }),
    )
    expect(upheld).toMatchObject({ status: 'refused', decision: { upheld: true, by: '王秀英' } })
    expect((await desk(as('admin'), id, 'adopt', { version: 4, reason: '改变主意' })).status).toBe(409)
  })
  it('cannot be objected to when the time is over', async () => {
    const { id } = await refused()
    app.clock.set('2026-12-01T02:00:00.000Z')
    const late = await as('verifiedResident').post(`/topics/${id}/object`, { version: 2, text: '大家都在问' })
    expect(late.status).toBe(400)
  })
})

describe('whoever stands behind a topic', () => {
  const gathered = async (): Promise<Topic> => {
    const { id } = await proposed()
    const passed = topicIn(await desk(as('staff'), id, 'pass', { version: 1 }))
    topicIn(await person(0).post(`/topics/${id}/support`))
    topicIn(await person(1).post(`/topics/${id}/support`))
    return passed
  }
  const heard = async (index: number) => {
    await app.drainOutbox()
    const { items } = (await person(index).get('/messages')).body as {
      items: { title: string; targetId: string | null }[]
    }
    return items
      .filter(({ title }) => title.startsWith('您关注'))
      .map(({ title, targetId }) => [title, targetId])
  }
  it('hears that it was withdrawn, with no way to a page that is not there', async () => {
    const { id } = await gathered()
    const { version } = topicIn(await as('verifiedResident').get(`/topics/${id}`))
    topicIn(await as('verifiedResident').post(`/topics/${id}/withdraw`, { version }))
    expect((await heard(0))[0]).toEqual(['您关注的议题撤回了', null])
    expect(await messagesOf(as('verifiedResident'))).not.toContain('您关注的议题撤回了')
    expect((await person(0).get(`/topics?q=${encodeURIComponent('充电车棚')}`)).text).not.toContain(id)
  })
  it('hears that it has stopped and that it goes on, and of a proposal that was never let through nothing', async () => {
    const { id, version } = await gathered()
    const refusal = { reason: 'case', words: '已派给物业' }
    const out = topicIn(await desk(as('staff'), id, 'screen-out', { version, ...refusal }))
    expect((await heard(0))[0]).toEqual(['您关注的议题停下来了', null])
    const text = '大家都在问这件事'
    const objected = topicIn(
      await as('verifiedResident').post(`/topics/${id}/object`, { version: out.version, text }),
    )
    const words = { upheld: false, words: '确实要大家商量' }
    topicIn(await desk(as('admin'), id, 'decide', { version: objected.version, ...words }))
    expect((await heard(1))[0]).toEqual(['您关注的议题恢复了', id])
    const unread = await proposed()
    await person(0).post(`/topics/${unread.id}/follow`)
    topicIn(await desk(as('staff'), unread.id, 'screen-out', { version: 1, ...refusal }))
    expect((await heard(0))[0]).toEqual(['您关注的议题恢复了', id])
  })
})

describe('where a topic comes from', () => {
  it('carries the authors of its opinions along, and shows no text that is not public', async () => {
    const opinion = await submitted(as('verifiedResident'), { wantsPublic: false })
    const { id } = await made({ opinionIds: [opinion.id] })
    expect(await messagesOf(as('verifiedResident'))).toContain('您关心的事成了议题')
    const seen = (await person(0).get(`/topics/${id}`)).body as {
      opinions: { id: string | null; text: string }[]
    }
    expect(seen.opinions).toEqual([{ id: null, text: '一条没有公开的意见：楼道堆物' }])
  })
  it('names the opinion that is not there', async () => {
    const answer = await as('staff').post('/staff/topics', {
      ...{ communityId: communityA, ...proposal(), opinionIds: ['opn_1BoxkVZLBjFjeN8D7r'] },
    })
    expect(answer.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'body.opinionIds.0' }] })
  })
  it('finds what is similar before it is proposed, and links without moving anybody', async () => {
    const first = await made({ title: '中心花园的喷泉要不要修' })
    await person(0).post(`/topics/${first.id}/support`)
    const second = await made({ title: '中心花园的喷泉要不要拆掉' })
    const { items } = (await person(1).post('/topics/similar', { title: '修一修中心花园的喷泉', wish: '' }))
      .body as {
      items: { id: string; reason: string }[]
    }
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]))
    expect(items[0]?.reason).toContain('都写到')
    topicIn(await desk(as('staff'), first.id, 'link', { otherId: second.id }))
    expect((await person(1).get(`/topics/${second.id}`)).body).toMatchObject({
      supporters: 0,
      similar: [{ id: first.id }],
    })
    const found = (await person(1).get(`/topics?q=${encodeURIComponent('喷泉')}`)).body as { items: Topic[] }
    expect(found.items.map(({ id }) => id)).toEqual([second.id, first.id])
  })
})
