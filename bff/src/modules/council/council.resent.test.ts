import { bodyOf, type Answer, type Client } from '../../../test/http-client'
import { boundNeighbour, buildTown, lasting } from '../../../test/opinion-town'
import { communityA } from '../../../test/personas'
import { standPoll } from '../../../test/standing-poll'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

// An answer can be lost after the act was done: whoever sends the same again gets the first answer, and it is done once.

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
  staff = lasting(app, 'staff')
  admin = lasting(app, 'admin')
  proposer = lasting(app, 'verifiedResident')
  neighbour = lasting(app, boundNeighbour('Ada'))
})
beforeEach(() => app.clock.set(START))
afterAll(() => app.close())

interface Thing {
  readonly id: string
  readonly version: number
}
interface Act {
  readonly who: Client
  readonly method?: 'put'
  readonly path: string
  readonly body: object
}
const wish = { title: '在 6 号楼北侧加装充电车棚', why: '楼道里充电不安全', wish: '建一个带充电的车棚' }
const proposed = async () => bodyOf<Thing>(await proposer.post('/topics', wish))
const at = async (who: Client, thing: Thing, event: string, body: object = {}) =>
  bodyOf<Thing>(await who.post(`/staff/topics/${thing.id}/${event}`, { version: thing.version, ...body }))
const made = async () =>
  bodyOf<Thing>(await staff.post('/staff/topics', { ...wish, communityId: communityA, opinionIds: [] }))
const talked = async () => at(staff, await made(), 'adopt', { reason: '涉及全体居民' })
const refused = async () => at(staff, await proposed(), 'screen-out', { reason: 'case', words: '已派给物业' })
const moved = async () => at(staff, await talked(), 'move', { text: '在北侧建车棚' })
const task = { text: '更换时间牌', owner: '物业 王师傅', days: 5 }
const resolution = (tasks: readonly object[]) => ({ basis: 'deliberation', text: '建一个车棚', tasks })
const resolved = async (tasks: readonly object[] = []) =>
  at(staff, await talked(), 'resolve', resolution(tasks))
const meeting = {
  ...{ title: '车棚协商会', about: '', place: '居民活动室', isPublic: true },
  ...{ startsAt: '2026-11-24T02:00:00.000Z', endsAt: '2026-11-24T04:00:00.000Z' },
  audience: { representatives: false, supporters: false, personIds: [] },
  items: [{ id: null, title: '建在哪里', topicId: null, pollId: null }],
}
const planned = async () =>
  bodyOf<Thing>(await staff.post('/staff/meetings', { ...meeting, communityId: communityA }))
const step = async (thing: Thing, event: string) =>
  bodyOf<Thing>(await staff.post(`/staff/meetings/${thing.id}/${event}`, { version: thing.version }))
const begun = async () => {
  const invited = await step(await planned(), 'invite')
  app.clock.set(meeting.startsAt)
  return step(invited, 'begin')
}
const minutesOf = ({ items }: Thing & { items?: { id: string }[] }) => ({
  text: '大家都同意建在北侧',
  items: (items ?? []).map(({ id }) => ({ id, outcome: 'agreed', decision: '建在北侧' })),
})
const desk = (thing: Thing, event: string, body: object = {}, who = staff): Act => ({
  ...{ who, path: `/staff/topics/${thing.id}/${event}` },
  body: { version: thing.version, ...body },
})
const hall = (thing: Thing, event: string, body: object = {}, method?: 'put'): Act => ({
  ...{ who: staff, path: `/staff/meetings/${thing.id}${event}` },
  ...{ body: { version: thing.version, ...body }, ...(method && { method }) },
})

const acts: Readonly<Record<string, () => Promise<Act>>> = {
  object: async () => {
    const { id, version } = await refused()
    return { who: proposer, path: `/topics/${id}/object`, body: { version, text: '大家都在问这件事' } }
  },
  withdraw: async () => {
    const { id, version } = await proposed()
    return { who: proposer, path: `/topics/${id}/withdraw`, body: { version } }
  },
  pass: async () => desk(await proposed(), 'pass'),
  'screen-out': async () => desk(await proposed(), 'screen-out', { reason: 'case', words: '已派给物业' }),
  decide: async () => {
    const { id, version } = await refused()
    const body = { version, text: '大家都在问这件事' }
    const objected = bodyOf<Thing>(await proposer.post(`/topics/${id}/object`, body))
    return desk(objected, 'decide', { upheld: true, words: '已经在办了' }, admin)
  },
  adopt: async () => desk(await made(), 'adopt', { reason: '涉及全体居民' }),
  move: async () => desk(await talked(), 'move', { text: '在北侧建车棚' }),
  'link-poll': async () => {
    const pollId = 'pol_testResentAAAAAAAAAAAA'
    await standPoll(app.connection, {
      ...{ id: pollId, communityId: communityA, status: 'frozen', rows: [] },
      ...{ opensAt: new Date(START), closesAt: new Date('2026-12-26T12:00:00.000Z') },
    })
    return desk(await moved(), 'link-poll', { pollId })
  },
  resolve: async () => desk(await talked(), 'resolve', resolution([task])),
  close: async () => desk(await resolved(), 'close', { text: '没有要落实的事' }),
  'confirm-task': async () => {
    const { id, tasks } = (await resolved([task])) as Thing & { tasks: { id: string }[] }
    const taskId = tasks[0]?.id
    bodyOf(
      await staff.post(`/staff/topics/${id}/reports`, {
        ...{ taskId, text: '换好了', photoIds: [], isDone: true },
      }),
    )
    return { who: neighbour, path: `/topics/${id}/confirm-task`, body: { taskId, isDone: true } }
  },
  'meeting update': async () => hall(await planned(), '', { ...meeting, place: '二楼会议室' }, 'put'),
  'meeting invite': async () => hall(await planned(), '/invite'),
  'meeting cancel': async () => hall(await step(await planned(), 'invite'), '/cancel', { reason: '人太少' }),
  'meeting begin': async () => {
    const invited = await step(await planned(), 'invite')
    app.clock.set(meeting.startsAt)
    return hall(invited, '/begin')
  },
  'meeting end': async () => hall(await begun(), '/end'),
  'meeting minutes': async () => {
    const held = await step(await begun(), 'end')
    return hall(held, '/minutes', minutesOf(held), 'put')
  },
  'meeting publish': async () => {
    const held = await step(await begun(), 'end')
    const { who, path, body } = hall(held, '/minutes', minutesOf(held))
    return hall(bodyOf<Thing>(await who.put(path, body)), '/publish')
  },
}

/** What was done, without the key that keeps its answer and what counts requests. */
async function deeds(): Promise<object> {
  const { idempotency_keys: _keys, rate_limits: _limits, ...rest } = await app.census()
  return rest
}

test.each(Object.keys(acts))(
  '%s, sent again by the same person, is answered as the first time and done once',
  async (name) => {
    const act = await acts[name]?.()
    if (!act) throw new Error('no such act')
    const options = { idempotencyKey: `resent-${name.replaceAll(/[^a-z]/g, '')}-1` }
    const send = (): Promise<Answer> => act.who[act.method ?? 'post'](act.path, act.body, options)
    const first = bodyOf(await send())
    const before = await deeds()
    expect(bodyOf(await send())).toEqual(first)
    expect(await deeds()).toEqual(before)
  },
)
