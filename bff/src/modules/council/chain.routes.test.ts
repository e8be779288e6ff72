import { bodyOf, type Client } from '../../../test/http-client'
import { boundNeighbour, buildTown, lasting } from '../../../test/opinion-town'
import { communityA, communityB, type Persona } from '../../../test/personas'
import { standPoll } from '../../../test/standing-poll'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import type { PollCount } from '../polls/poll.model'
import { createPollsRepository } from '../polls/polls.repository'
import { topicsHoldTheirPoll } from './council.migrations'
import { createStatementsRepository } from './statements.repository'
import type { TopicRow } from './topic.model'

const START = '2026-11-23T02:00:00.000Z'
const OVER = new Date('2026-11-22T02:00:00.000Z')

let app: TestApp
let staff: Client
let admin: Client
const people: Client[] = []
const person = (index: number): Client => people[index] as Client

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  const as = (who: Persona): Client => lasting(app, who)
  staff = as('staff')
  admin = as('admin')
  people.push(...['Ada', 'Ben', 'Cai', 'Dan', 'Eve', 'Fay'].map((name) => lasting(app, boundNeighbour(name))))
})
beforeEach(() => app.clock.set(START))
afterAll(() => app.close())

interface Task {
  readonly id: string
  readonly status: string
  readonly yes: number
  readonly no: number
  readonly overdue: boolean
}
interface Chain {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly links: readonly { readonly key: string; readonly state: string; readonly text: string }[]
  readonly tasks: readonly Task[]
  readonly poll: { readonly id: string } | null
  readonly resolution: { readonly passed: boolean; readonly publicUntil: string } | null
  readonly abilities: Record<string, boolean>
}
const chainIn = (answer: { status: number; text: string; body: unknown }): Chain => {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`)
  return answer.body as Chain
}
const linkOf = (chain: Chain, key: string) => chain.links.find((one) => one.key === key)
const chainOf = async (who: Client, id: string): Promise<Chain> =>
  chainIn(await who.get(`/topics/${id}/chain`))
const act = (who: Client, id: string, event: string, body: Record<string, unknown>) =>
  who.post(`/staff/topics/${id}/${event}`, body)

/** A topic that is talked over. */
async function deliberated(): Promise<Chain> {
  const made = await staff.post('/staff/topics', {
    ...{ communityId: communityA, title: '把投放时间延长', why: '下班晚赶不上', wish: '延长到晚上九点半' },
    opinionIds: [],
  })
  const { id, version } = made.body as unknown as Chain
  const adopted = await act(staff, id, 'adopt', { version, reason: '涉及全体居民' })
  return chainOf(staff, (adopted.body as unknown as Chain).id)
}
const task = (days = 5) => ({ text: '更换时间牌', owner: '物业 王师傅', days })
async function resolved(tasks: readonly object[]): Promise<Chain> {
  const { id, version } = await deliberated()
  return chainIn(
    await act(staff, id, 'resolve', { version, basis: 'deliberation', text: '延长到晚上九点半', tasks }),
  )
}
let standing = 0
async function poll(status: 'frozen' | 'published', communityId: string, passed: boolean): Promise<string> {
  const id = `pol_testStanding${'BCDEFGHJK'.charAt(standing++)}`.padEnd(26, 'A')
  await standPoll(app.connection, {
    ...{ id, communityId, status, opensAt: OVER, closesAt: new Date(START) },
    rows: [],
  })
  const count = { root: 'a', outcomes: [{ strict: { passed } }], voted: 0, ballots: 0, countedAt: OVER }
  await createPollsRepository(app.connection).change(scopeOf([communityId]), id, {
    from: [status],
    set: { count: count as unknown as PollCount, publishedAt: OVER },
  })
  return id
}

describe('from a motion to its resolution', () => {
  it('shows everybody of the community each step with what is missing, and nobody of another', async () => {
    const { id } = await deliberated()
    const seen = await chainOf(person(0), id)
    expect(seen.links.map(({ key }) => key)).toHaveLength(9)
    expect(linkOf(seen, 'deliberation')).toMatchObject({ state: 'now' })
    expect(seen.abilities).toMatchObject({ move: false, resolve: false, confirmTask: false })
    expect((await lasting(app, 'residentB').get(`/topics/${id}/chain`)).status).toBe(404)
    expect(
      (await lasting(app, 'staffB').post(`/staff/topics/${id}/move`, { version: 2, text: '延长时间' }))
        .status,
    ).toBe(404)
    expect((await act(person(0), id, 'move', { version: 2, text: '延长时间' })).status).toBe(403)
  })
  it('ends the talking with the motion, and takes a poll of this community alone', async () => {
    const { id, version } = await deliberated()
    const moved = chainIn(await act(staff, id, 'move', { version, text: '投放时间延长到晚上九点半' }))
    expect(moved.status).toBe('moved')
    expect((await person(0).post(`/topics/${id}/statements`, { side: 'for', text: '再说一句' })).status).toBe(
      409,
    )
    const foreign = await poll('frozen', communityB, true)
    expect((await act(staff, id, 'link-poll', { version: moved.version, pollId: foreign })).status).toBe(400)
    const own = await poll('frozen', communityA, true)
    expect((await staff.get(`/staff/topics/${id}/polls`)).text).toContain(own)
    const linked = chainIn(await act(staff, id, 'link-poll', { version: moved.version, pollId: own }))
    expect(linked.poll?.id).toBe(own)
    const early = await act(staff, id, 'resolve', {
      version: linked.version,
      basis: 'poll',
      text: '延长时间',
      tasks: [],
    })
    expect(early.body).toMatchObject({
      errors: [{ path: 'body.basis', message: '表决结果还没有公布，公布后再写决议' }],
    })
    const around = await act(staff, id, 'resolve', {
      ...{ version: linked.version, basis: 'deliberation', text: '延长时间', tasks: [] },
    })
    expect(around.status).toBe(400)
  })
  it.each([true, false])('rests on the published poll, passed: %s', async (passed) => {
    const { id, version } = await deliberated()
    const moved = chainIn(await act(staff, id, 'move', { version, text: '投放时间延长到晚上九点半' }))
    const pollId = await poll('published', communityA, passed)
    const linked = chainIn(await act(staff, id, 'link-poll', { version: moved.version, pollId }))
    const body = { version: linked.version, basis: 'poll', text: '按表决结果办' }
    if (!passed) expect((await act(staff, id, 'resolve', { ...body, tasks: [task()] })).status).toBe(400)
    const done = chainIn(await act(staff, id, 'resolve', { ...body, tasks: passed ? [task()] : [] }))
    expect(done).toMatchObject({ status: passed ? 'resolved' : 'done', resolution: { passed } })
    expect(done.resolution?.publicUntil).toBe('2026-12-08T02:00:00.000Z')
    expect(linkOf(done, 'poll')?.state).toBe('done')
    expect(done.tasks).toHaveLength(passed ? 1 : 0)
  })
  it('keeps the poll that has decided it, whatever the answer was', async () => {
    const { id, version } = await deliberated()
    const moved = chainIn(await act(staff, id, 'move', { version, text: '投放时间延长到晚上九点半' }))
    const [wrong, lost, other] = [
      await poll('frozen', communityA, false),
      await poll('published', communityA, false),
      await poll('frozen', communityA, true),
    ]
    const link = async (pollId: string) =>
      act(staff, id, 'link-poll', { version: (await chainOf(staff, id)).version, pollId })
    expect(moved.abilities['linkPoll']).toBe(true)
    // The wrong one was picked: nobody knows yet how it will go.
    chainIn(await link(wrong))
    const linked = chainIn(await link(lost))
    expect(linked.abilities['linkPoll']).toBe(false)
    expect((await link(other)).body['errors']).toMatchObject([{ path: 'body.pollId' }])
    expect((await chainOf(staff, id)).poll?.id).toBe(lost)
  })
  it('of two motions that take one poll at once one has it; the other is offered those that are free', async () => {
    const moved = async () => {
      const { id, version } = await deliberated()
      return chainIn(await act(staff, id, 'move', { version, text: '投放时间延长到晚上九点半' }))
    }
    const [one, other] = [await moved(), await moved()]
    const pollId = 'pol_testSame'.padEnd(26, 'A')
    await standPoll(app.connection, {
      ...{ id: pollId, communityId: communityA, status: 'frozen', opensAt: OVER, closesAt: new Date(START) },
      rows: [],
    })
    const link = ({ id, version }: Chain) => act(staff, id, 'link-poll', { version, pollId })
    const both = await Promise.all([link(one), link(other)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
    const lost = both[0]?.status === 200 ? other : one
    expect(both.find(({ status }) => status === 400)?.body['errors']).toMatchObject([
      { path: 'body.pollId', message: '这次表决已经决定另一个议案，请选别的' },
    ])
    expect((await staff.get(`/staff/topics/${lost.id}/polls`)).text).not.toContain(pollId)
    // Linked by the release before: the migration lets the first hold it and leaves the other as it was shown.
    const topics = app.connection.getClient().db(app.database).collection<TopicRow>('topics')
    await topics.updateMany(
      { _id: { $in: [one.id, other.id] } },
      { $set: { pollId }, $unset: { ownPollId: 1 } },
    )
    const { connection } = app
    await topicsHoldTheirPoll.run({ connection, position: null, save: () => Promise.resolve() })
    const rows = await topics.find({ _id: { $in: [one.id, other.id] } }).toArray()
    expect(rows.map((row) => row.pollId)).toEqual([pollId, pollId])
    expect(rows.filter((row) => row.ownPollId === pollId)).toHaveLength(1)
  })
  it('lets no stance through that was judged before the talking ended', async () => {
    const { id, version } = await deliberated()
    await person(0).post(`/topics/${id}/statements`, { side: 'for', text: '下班晚的人赶不上' })
    const seen = (await person(1).get(`/topics/${id}/deliberation`)).body as { statements: { id: string }[] }
    const statementId = seen.statements[0]?.id ?? ''
    chainIn(await act(staff, id, 'move', { version, text: '投放时间延长到晚上九点半' }))
    const { uow } = app.deps
    const repository = createStatementsRepository(app.connection)
    const said = await uow.run(() =>
      repository.react(scopeOf([communityA]), {
        ...{ topicId: id, statementId, personId: 'per_late', stance: 'agree', at: new Date(START) },
      }),
    )
    expect(said).toBe(false)
    expect(await repository.find(scopeOf([communityA]), id, statementId)).toMatchObject({ agree: 0 })
  })
  it('without anything to do is closed with a reason, not beside a task, and once', async () => {
    const { id, version } = await resolved([])
    const close = (text = '只是约定一个时间，没有要做的事') => act(staff, id, 'close', { version, text })
    expect((await close('无')).status).toBe(400)
    expect((await act(person(0), id, 'close', { version, text: '没有要做的事' })).status).toBe(403)
    const both = await Promise.all([close(), close()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await chainOf(person(0), id)).toMatchObject({
      ...{ status: 'done', resolution: { closedBecause: '只是约定一个时间，没有要做的事' } },
    })
    const busy = await resolved([task()])
    expect(busy.abilities).toMatchObject({ close: false })
    const refused = await act(staff, busy.id, 'close', { version: busy.version, text: '没有要做的事' })
    expect([refused.status, refused.body['code']]).toEqual([409, 'conflict'])
  })
  it('is published once, whatever arrives at once, with its tasks', async () => {
    const { id, version } = await deliberated()
    const body = { version, basis: 'deliberation', text: '延长到晚上九点半', tasks: [task()] }
    const answers = await Promise.all(Array.from({ length: 5 }, () => act(staff, id, 'resolve', body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await chainOf(person(0), id)).tasks).toHaveLength(1)
  })
})

describe('disclosure', () => {
  const noticesOf = async (words: string) =>
    (await app.rows('notices')).filter((row) => String(row['title']).includes(words))
  it('follows a resolution by itself, once, for fifteen days, and tells afterwards how it was carried out', async () => {
    const { id, tasks } = await resolved([task()])
    await app.drainOutbox()
    const { resolution } = (await chainOf(person(0), id)) as unknown as { resolution: { noticeId: string } }
    const shown = await app.visitor.get(`/notices/${resolution.noticeId}`)
    expect(shown.body).toMatchObject({
      ...{ category: 'disclosure', disclosureClass: 'decisions', title: '决议：把投放时间延长' },
      expiresAt: null,
    })
    expect(shown.text).toContain('更换时间牌，由物业 王师傅来做')
    await act(staff, id, 'reports', {
      taskId: tasks[0]?.id,
      text: '四块牌子都换好了',
      photoIds: [],
      isDone: true,
    })
    for (const index of [0, 1, 2])
      await person(index).post(`/topics/${id}/confirm-task`, { taskId: tasks[0]?.id, isDone: true })
    await app.drainOutbox()
    const after = (await chainOf(person(0), id)) as unknown as { resolution: { doneNoticeId: string } }
    expect((await app.visitor.get(`/notices/${after.resolution.doneNoticeId}`)).text).toContain(
      '四块牌子都换好了',
    )
    const events = (await app.rows('outbox_events')).filter((row) => row['aggregateId'] === id)
    expect(events.filter((row) => row['lastError'] !== undefined)).toEqual([])
    expect((await noticesOf('落实情况')).length).toBeGreaterThan(0)
  })
})

describe('tasks', () => {
  const report = (id: string, taskId: string, isDone: boolean) =>
    act(staff, id, 'reports', { taskId, text: '牌子都换好了', photoIds: [], isDone })
  const say = (index: number, id: string, taskId: string, isDone: boolean) =>
    person(index).post(`/topics/${id}/confirm-task`, { taskId, isDone })

  it('count in working days as cases do', async () => {
    const { tasks } = await resolved([task(5)])
    expect(tasks[0]).toMatchObject({ status: 'open', dueAt: '2026-11-30T10:00:00.000Z' })
  })
  it('are done when staff say so and confirmed when enough neighbours do, each once', async () => {
    const { id, tasks } = await resolved([task()])
    const taskId = tasks[0]?.id ?? ''
    expect((await say(0, id, taskId, true)).status).toBe(409)
    expect((await report(id, taskId, true)).status).toBe(201)
    await Promise.all(Array.from({ length: 5 }, () => say(0, id, taskId, true)))
    expect((await chainOf(person(0), id)).tasks[0]).toMatchObject({ yes: 1, no: 0, mine: true })
    chainIn(await say(0, id, taskId, false))
    expect((await chainOf(person(0), id)).tasks[0]).toMatchObject({ yes: 0, no: 1, mine: false })
    chainIn(await say(0, id, taskId, true))
    chainIn(await say(1, id, taskId, true))
    const last = chainIn(await say(2, id, taskId, true))
    expect(last).toMatchObject({ status: 'done', tasks: [{ status: 'confirmed' }] })
    expect(linkOf(last, 'confirmed')?.state).toBe('done')
    await app.drainOutbox()
    expect(
      (await lasting(app, 'resident').post(`/topics/${id}/confirm-task`, { taskId, isDone: true })).status,
    ).toBe(403)
  })
  it('and stances are told to whoever asks what is kept of them', async () => {
    const { id, tasks } = await resolved([task()])
    await report(id, tasks[0]?.id ?? '', true)
    await say(3, id, tasks[0]?.id ?? '', false)
    const { personId, accountId } = boundNeighbour('Dan')
    const [part] = app.deps.services.council.personalData.parts
    const entries = await part?.entries(
      {
        accountId,
        persons: [{ communityId: communityA, personId: personId ?? '' }],
        scope: scopeOf([communityA]),
      },
      { masked: true, limit: 50 },
    )
    expect(entries).toContainEqual(
      expect.objectContaining({ 是什么: '确认落实', 议题: '把投放时间延长', 内容: '更换时间牌：没有做好' }),
    )
  })
  it('are confirmed once when everybody comes at the same moment', async () => {
    const { id, tasks } = await resolved([task()])
    const taskId = tasks[0]?.id ?? ''
    await report(id, taskId, true)
    const answers = await Promise.all(people.map((_, index) => say(index, id, taskId, true)))
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3)
    const row = (await app.rows('topics')).find(({ _id }) => _id === id) as unknown as {
      history: { event: string }[]
    }
    expect(row.history.filter(({ event }) => event === 'complete')).toHaveLength(1)
  })
  it('are open again when enough say that they are not done, and the count begins anew', async () => {
    const { id, tasks } = await resolved([task()])
    const taskId = tasks[0]?.id ?? ''
    await report(id, taskId, true)
    for (const index of [0, 1, 2]) chainIn(await say(index, id, taskId, false))
    const seen = await chainOf(person(0), id)
    expect(seen.tasks[0]).toMatchObject({ status: 'open', yes: 0, no: 0, mine: null })
    expect((await report(id, taskId, true)).status).toBe(201)
  })
  it('take so many words on the way, and the last word whatever was said before', async () => {
    const { id, tasks } = await resolved([task()])
    const taskId = tasks[0]?.id ?? ''
    for (let said = 0; said < 30; said += 1) expect((await report(id, taskId, false)).status).toBe(201)
    expect((await report(id, taskId, false)).body['errors']).toMatchObject([{ path: 'body.text' }])
    expect((await report(id, taskId, true)).status).toBe(201)
    expect((await report(id, taskId, true)).body['code']).toBe('invalid_status')
  })
  it('that neighbours send back get new days, and are late again only after those', async () => {
    const { id, tasks } = await resolved([task(1)])
    const taskId = tasks[0]?.id ?? ''
    app.clock.set('2026-11-26T02:00:00.000Z')
    await app.deps.services.council.jobs.sweep()
    await report(id, taskId, true)
    for (const index of [0, 1, 2]) chainIn(await say(index, id, taskId, false))
    expect((await chainOf(person(0), id)).tasks[0]).toMatchObject({
      ...{ status: 'open', overdue: false, toldTo: 'nobody', dueAt: '2026-12-03T10:00:00.000Z' },
    })
    app.clock.set('2026-12-03T10:00:01.000Z')
    await app.deps.services.council.jobs.sweep()
    const events = (await app.rows('outbox_events')).filter(({ aggregateId }) => aggregateId === id)
    expect(events.filter(({ type }) => type === 'task.late')).toHaveLength(2)
    expect(events.filter(({ type }) => type === 'task.very_late')).toHaveLength(0)
  })
  it('end the topic when the last ones are confirmed at the same moment', async () => {
    const { id, tasks } = await resolved(Array.from({ length: 3 }, () => task()))
    for (const { id: taskId } of tasks) {
      await report(id, taskId, true)
      for (const index of [0, 1]) chainIn(await say(index, id, taskId, true))
    }
    await Promise.all(tasks.map(({ id: taskId }) => say(2, id, taskId, true)))
    expect(await chainOf(person(0), id)).toMatchObject({ status: 'done' })
  })
  it('are no more than may be, and none is set beside the end of the topic', async () => {
    const { id } = await resolved(Array.from({ length: 18 }, () => task()))
    const more = await Promise.all(
      Array.from({ length: 4 }, () => admin.post(`/staff/topics/${id}/tasks`, task())),
    )
    expect(more.filter(({ status }) => status === 201)).toHaveLength(2)
    expect((await app.rows('council_tasks')).filter(({ topicId }) => topicId === id)).toHaveLength(20)
    const last = await resolved([task()])
    const taskId = last.tasks[0]?.id ?? ''
    await report(last.id, taskId, true)
    for (const index of [0, 1]) await say(index, last.id, taskId, true)
    const [, set] = await Promise.all([
      say(2, last.id, taskId, true),
      admin.post(`/staff/topics/${last.id}/tasks`, task()),
    ])
    const { status, tasks } = await chainOf(person(0), last.id)
    expect([set.status, status, tasks.length]).toEqual(
      set.status === 201 ? [201, 'resolved', 2] : [409, 'done', 1],
    )
  })
  it('that are late are told to the desk, then to those who answer for it, each once', async () => {
    const { id, tasks } = await resolved([task(1)])
    const { jobs } = app.deps.services.council
    const told = async (title: RegExp): Promise<number> => {
      await jobs.sweep()
      await jobs.sweep()
      await app.drainOutbox()
      const rows = await app.rows('messages')
      return rows.filter((row) => row['targetId'] === id && title.test(String(row['title']))).length
    }
    app.clock.set('2026-11-25T02:00:00.000Z')
    const read = async () => (await chainOf(person(0), id)).tasks[0]
    expect(await read()).toMatchObject({ overdue: true, toldTo: 'nobody' })
    expect(await told(/有一件事逾期了/)).toBeGreaterThan(0)
    expect(await read()).toMatchObject({ toldTo: 'desk' })
    expect(await told(/逾期 3 天了/)).toBe(0)
    app.clock.set('2026-11-29T02:00:00.000Z')
    const late = await told(/逾期 3 天了/)
    expect(late).toBeGreaterThan(0)
    expect(await read()).toMatchObject({ toldTo: 'heads' })
    expect(await told(/逾期 3 天了/)).toBe(late)
    // What the community leaves lying is the street's to see, once.
    expect(await told(/请督促/)).toBe(0)
    app.clock.set('2026-12-02T02:00:00.000Z')
    const atStreet = await told(/请督促/)
    expect(atStreet).toBeGreaterThan(0)
    expect(await read()).toMatchObject({ toldTo: 'street' })
    // What it is told of it can open; a proposal that nobody has let pass is none of its business.
    const street = lasting(app, 'streetAdmin')
    expect((await chainOf(street, id)).tasks[0]).toMatchObject({ toldTo: 'street' })
    expect((await street.get(`/topics/${id}`)).status).toBe(200)
    const proposal = { title: '在 6 号楼加装车棚', why: '楼道里充电不安全', wish: '建一个车棚' }
    const proposed = bodyOf<{ id: string }>(await person(0).post('/topics', proposal))
    expect((await street.get(`/topics/${proposed.id}`)).status).toBe(404)
    app.clock.set('2026-12-20T02:00:00.000Z')
    expect(await told(/请督促/)).toBe(atStreet)
    expect(tasks).toHaveLength(1)
  })
  it('of another topic are not found', async () => {
    const one = await resolved([task()])
    const other = await resolved([task()])
    expect((await report(one.id, other.tasks[0]?.id ?? '', true)).status).toBe(404)
    expect((await admin.post(`/staff/topics/${one.id}/tasks`, { ...task(), days: 0 })).status).toBe(400)
  })
})
