import { drawCode, startPollTown, type PollHandle, type PollTown } from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// What the desk is told when a vote is over: whoever has something to do, once, and only while it is to be done.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown(12))
  for (const role of ['community_staff', 'community_admin'] as const) await town.appoint(role, '李敏')
})
afterAll(() => app.close())

const told = async (poll: PollHandle) =>
  (await app.rows('messages'))
    .filter((row) => row['topic'] === 'poll_desk' && row['targetId'] === poll.id)
    .map((row) => [row['accountId'], row['title']])
const accountOf = (role: 'community_staff' | 'community_admin') => town.actor(role).accountId

/** Whose messages about a poll still ask for something. */
const asked = async (poll: PollHandle) =>
  (await app.rows('messages'))
    .filter((row) => row['targetId'] === poll.id && row['needsAct'] === true)
    .map((row) => [row['accountId'], row['title']])
    .toSorted()

test('what has to be done asks until it is done: papers until the count, the count until it is published, the signature until it is given', async () => {
  const supervisor = town.actor('supervisor').accountId
  await town.appoint('supervisor', '钱监督')
  const poll = await town.opened()
  await town.staff.post(`/staff/polls/${poll.id}/print-papers`, { count: 5 })
  const rowId = await town.rowOf(poll, town.voterAt(0))
  await town.staff.post(`/staff/polls/${poll.id}/marks`, { rowId })
  await town.close()
  await app.drainOutbox()
  expect(await asked(poll)).toEqual(
    [accountOf('community_admin'), accountOf('community_staff')]
      .map((accountId) => [accountId, '投票截止了，纸票还没录'])
      .toSorted(),
  )
  const { version } = await town.desk(poll)
  expect((await town.staff.post(`/staff/polls/${poll.id}/count`, { version })).status).toBe(200)
  await app.drainOutbox()
  expect(await asked(poll)).toEqual([[accountOf('community_admin'), '计票完成，请公布结果']])
  await town.publish(poll)
  await app.drainOutbox()
  expect(await asked(poll)).toEqual([[supervisor, '请核对一次表决的结果']])
  const { root } = await town.desk(poll)
  expect((await town.supervisor.post(`/staff/polls/${poll.id}/sign`, { root })).status).toBe(200)
  expect(await asked(poll)).toEqual([])
})

test('papers that are not in yet are asked for once, however often the sweep comes', async () => {
  const poll = await town.opened()
  await town.staff.post(`/staff/polls/${poll.id}/print-papers`, { count: 5 })
  const rowId = await town.rowOf(poll, town.voterAt(0))
  expect((await town.staff.post(`/staff/polls/${poll.id}/marks`, { rowId })).body).toEqual({ marked: true })
  await town.close()
  await app.drainOutbox()
  await town.close()
  await app.drainOutbox()
  const title = '投票截止了，纸票还没录'
  expect((await told(poll)).toSorted()).toEqual([
    [accountOf('community_admin'), title],
    [accountOf('community_staff'), title],
  ])
})

test('who may publish is asked to when the votes are counted, and not when somebody already has', async () => {
  const [waiting, published] = [await town.opened(), await town.opened()]
  for (const poll of [waiting, published]) await town.cast(poll, 0, 'A', drawCode())
  await town.close()
  await town.publish(published)
  await app.drainOutbox()
  expect(await told(waiting)).toEqual([[accountOf('community_admin'), '计票完成，请公布结果']])
  expect(await told(published)).toEqual([])
})
