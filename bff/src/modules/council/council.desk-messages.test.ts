import { bodyOf, type Client } from '../../../test/http-client'
import { boundNeighbour, buildTown, lasting } from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

// What the desk of a topic is asked asks until it is done, by whomever, and asks nobody who could not do it.

const START = '2026-11-23T02:00:00.000Z'
let app: TestApp
let staff: Client
let admin: Client
let proposer: Client
let neighbour: Client
beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  await app.deps.services.council.settings.decide(scopeOf([communityA]), {
    supportersNeeded: 1,
    confirmationsNeeded: 1,
  })
  await app.deps.services.roles.give({
    ...{ accountId: personas.supervisor.accountId, role: 'supervisor', nodeId: communityA },
    ...{ name: '钱监督', workPhone: null, organisation: null },
  })
  staff = lasting(app, 'staff')
  admin = lasting(app, 'admin')
  proposer = lasting(app, 'verifiedResident')
  neighbour = lasting(app, boundNeighbour('Ada'))
})
beforeEach(() => app.clock.set(START))
afterAll(() => app.close())

const names = new Map<unknown, string>(
  (['staff', 'admin', 'supervisor'] as const).map((who) => [personas[who].accountId, who]),
)
const deskRows = async (topicId: string) =>
  (await app.rows('messages')).filter((row) => row['topic'] === 'topic_desk' && row['targetId'] === topicId)
/** Who is asked for what, once every message is out. */
async function asked(topicId: string): Promise<string[]> {
  await app.drainOutbox()
  return (await deskRows(topicId))
    .filter(({ needsAct }) => needsAct === true)
    .map(({ accountId, title }) => `${names.get(accountId)}: ${String(title)}`)
    .toSorted()
}
const of = (title: string, ...who: readonly string[]): string[] =>
  who.map((name) => `${name}: ${title}`).toSorted()

interface Moved {
  readonly id: string
  readonly version: number
}
const act = async (who: Client, topic: Moved, event: string, body: object): Promise<Moved> =>
  bodyOf<Moved>(await who.post(`/staff/topics/${topic.id}/${event}`, { version: topic.version, ...body }))
const proposed = async (): Promise<Moved> =>
  bodyOf<Moved>(
    await proposer.post('/topics', {
      ...{ title: '在 6 号楼北侧加装充电车棚', why: '电动车停在楼道里充电，不安全' },
      wish: '在北侧空地建一个带充电的车棚',
    }),
  )
const refusal = { reason: 'case', words: '已派给物业' }

test('a proposal asks until one of the desk has answered it', async () => {
  const topic = await proposed()
  expect(await asked(topic.id)).toEqual(of('有居民提出了议题，等您审核', 'staff', 'admin'))
  await act(staff, topic, 'pass', {})
  expect(await asked(topic.id)).toEqual([])
})

test('a proposal that is taken back asks nobody any more', async () => {
  const topic = await proposed()
  expect(await asked(topic.id)).toHaveLength(2)
  bodyOf(await proposer.post(`/topics/${topic.id}/withdraw`, { version: topic.version }))
  expect(await asked(topic.id)).toEqual([])
})

test('whoever answers before the message is out is asked for nothing', async () => {
  const topic = await proposed()
  await act(staff, topic, 'pass', {})
  await app.drainOutbox()
  expect(await deskRows(topic.id)).toEqual([])
})

test('enough supporters ask for an answer, and a late answer asks who answers for it and only tells the supervisor', async () => {
  const topic = await act(staff, await proposed(), 'pass', {})
  const backed = bodyOf<Moved>(await neighbour.post(`/topics/${topic.id}/support`))
  expect(await asked(topic.id)).toEqual(of('议题的支持人数够了，等您答复', 'staff', 'admin'))
  app.clock.set('2026-12-10T02:00:00.000Z')
  await app.deps.services.council.jobs.sweep()
  expect(await asked(topic.id)).toEqual([
    ...of('议题超过期限没有答复', 'admin'),
    ...of('议题的支持人数够了，等您答复', 'staff'),
  ])
  const told = (await deskRows(topic.id)).filter(({ accountId }) => names.get(accountId) === 'supervisor')
  expect(told.map(({ title, needsAct }) => [title, needsAct])).toEqual([['议题超过期限没有答复', false]])
  await act(admin, backed, 'adopt', { reason: '支持的人够了' })
  expect(await asked(topic.id)).toEqual([])
})

test('an objection asks somebody else than who refused', async () => {
  const topic = await act(staff, await proposed(), 'screen-out', refusal)
  const objected = bodyOf<Moved>(
    await proposer.post(`/topics/${topic.id}/object`, { version: topic.version, text: '大家都在问这件事' }),
  )
  expect(await asked(topic.id)).toEqual(of('提出人不同意审核结果，要由另一位同事决定', 'admin'))
  await act(admin, objected, 'decide', { upheld: true, words: '已经在办了' })
  expect(await asked(topic.id)).toEqual([])
})

test('late tasks ask until the last of them is called done, and ask again when neighbours send one back', async () => {
  const made = bodyOf<Moved>(
    await staff.post('/staff/topics', {
      ...{ communityId: communityA, title: '把投放时间延长', why: '下班晚赶不上', wish: '延长到晚上九点半' },
      opinionIds: [],
    }),
  )
  const task = { text: '更换时间牌', owner: '物业 王师傅', days: 1 }
  const resolved = await act(staff, await act(staff, made, 'adopt', { reason: '涉及全体' }), 'resolve', {
    ...{ basis: 'deliberation', text: '延长到晚上九点半', tasks: [task, task] },
  })
  const [first, second] = (resolved as Moved & { tasks: { id: string }[] }).tasks
  const done = async (taskId: string | undefined) =>
    bodyOf(
      await staff.post(`/staff/topics/${made.id}/reports`, {
        ...{ taskId, text: '换好了', photoIds: [], isDone: true },
      }),
    )
  app.clock.set('2026-11-26T02:00:00.000Z')
  await app.deps.services.council.jobs.sweep()
  const late = of('决议里有一件事逾期了', 'staff', 'staff', 'admin', 'admin')
  expect(await asked(made.id)).toEqual(late)
  await done(first?.id)
  expect(await asked(made.id)).toEqual(late)
  await done(second?.id)
  expect(await asked(made.id)).toEqual([])
  bodyOf(await neighbour.post(`/topics/${made.id}/confirm-task`, { taskId: second?.id, isDone: false }))
  expect(await asked(made.id)).toEqual(of('居民说还没做好，请再做一次', 'staff', 'admin'))
  await done(second?.id)
  expect(await asked(made.id)).toEqual([])
})
