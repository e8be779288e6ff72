import { bodyOf, codeOf, outcome } from '../../../test/http-client'
import {
  buildPollTown,
  namedStraw,
  type PollHandle,
  type PollTown,
  type Voter,
} from '../../../test/poll-town'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { defaultLimits, scaledLimits } from '../../http/rate-limit'
import { scopeOf } from '../../platform/scope'
import { createPollsRepository } from './polls.repository'

// One objection to a roll at a time: read, answered with its reason, told, and only then another.

let app: TestApp
let town: PollTown
const desk = () => town.actor('community_staff').accountId
beforeAll(async () => {
  // Everything else is as often as one likes.
  const limits = { ...scaledLimits(defaultLimits, 100_000), objection: defaultLimits.objection }
  app = await startTestApp({ overrides: { limits } })
  town = await buildPollTown(app, 12)
  await app.deps.services.roles.give({
    ...{ accountId: desk(), role: 'community_staff', nodeId: town.own },
    ...{ name: '李敏', workPhone: null, organisation: null },
  })
})
afterAll(() => app.close())

const object = ({ id }: PollHandle, { client }: Voter, text = '名册上没有我家') =>
  client.post(`/polls/${id}/objections`, { text })
const decide = ({ id }: PollHandle, objectionId: unknown, accepted = false) =>
  town.staff.post(`/staff/polls/${id}/decide-objection`, { objectionId, accepted, reason: '已在名册第 3 行' })
const rowsOf = async ({ id }: PollHandle) =>
  (await app.rows('poll_objections')).filter((row) => row['pollId'] === id)
const told = async ({ id }: PollHandle, accountId: string) => {
  await app.drainOutbox()
  return (await app.rows('messages'))
    .filter((row) => row['targetId'] === id && row['accountId'] === accountId)
    .map(({ title, needsAct }) => [title, needsAct])
}
interface Own {
  readonly objections: { id: string; text: string; decision: object | null }[]
  readonly abilities: { object: boolean }
}
const mine = async ({ id }: PollHandle, { client }: Voter) =>
  bodyOf<Own>(await client.get(`/polls/${id}/mine`))

test('of many that one person sends at once one is filed, and it is shown to her; others are not held up', async () => {
  const poll = await town.announced(namedStraw)
  const her = town.voterAt(0)
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => object(poll, her, `名册有误，第 ${index} 次说`)),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(new Set(answers.filter(({ status }) => status !== 201).map(codeOf))).toEqual(
    new Set(['objection_open']),
  )
  expect(await rowsOf(poll)).toHaveLength(1)
  const [filed] = answers.filter(({ status }) => status === 201)
  expect(await mine(poll, her)).toMatchObject({
    objections: [{ id: filed?.body['id'], decision: null }],
    abilities: { object: false },
  })
  expect(outcome(await object(poll, town.voterAt(1)))).toBe(201)
  expect((await mine(poll, town.voterAt(2))).objections).toEqual([])
})

test('after the answer she reads it, and may file another', async () => {
  const poll = await town.announced(namedStraw)
  const her = town.voterAt(3)
  const { id } = bodyOf(await object(poll, her))
  expect(outcome(await decide(poll, id, true))).toBe(200)
  expect(await mine(poll, her)).toMatchObject({
    objections: [{ id, decision: { accepted: true, reason: '已在名册第 3 行' } }],
    abilities: { object: true },
  })
  expect(outcome(await object(poll, her, '面积也不对'))).toBe(201)
  expect((await mine(poll, her)).objections.map(({ text }) => text)).toEqual(['面积也不对', '名册上没有我家'])
})

test('the desk is asked until the last one is answered, and each who objects is told', async () => {
  const poll = await town.announced(namedStraw)
  const [one, two] = [town.voterAt(4), town.voterAt(5)]
  const first = bodyOf(await object(poll, one))
  const second = bodyOf(await object(poll, two))
  const ask = '有人对名册提了异议，等您答复'
  expect(await told(poll, desk())).toEqual([[ask, true]])
  bodyOf(await decide(poll, first['id']))
  expect(await told(poll, desk())).toEqual([[ask, true]])
  expect(await told(poll, one.actor.accountId)).toEqual([['您提的名册异议有了答复', false]])
  expect(await told(poll, two.actor.accountId)).toEqual([])
  bodyOf(await decide(poll, second['id']))
  expect(await told(poll, desk())).toEqual([[ask, false]])
  bodyOf(await object(poll, one, '面积也不对'))
  expect(await told(poll, desk())).toEqual([
    [ask, false],
    [ask, true],
  ])
  const { version } = await town.desk(poll)
  bodyOf(await town.staff.post(`/staff/polls/${poll.id}/discard`, { version }))
  expect(await told(poll, desk())).toEqual([
    [ask, false],
    [ask, false],
  ])
})

test('what an account that is gone has filed stays, and keeps nobody else from filing', async () => {
  const poll = await town.announced(namedStraw)
  const polls = createPollsRepository(app.connection)
  for (const index of [6, 7]) {
    bodyOf(await object(poll, town.voterAt(index)))
    await polls.forgetObjector(scopeOf([town.own]), town.voterAt(index).actor.accountId, 'acc_nobody')
  }
  expect((await rowsOf(poll)).map(({ byAccountId, openBy }) => [byAccountId, openBy])).toEqual([
    ['acc_nobody', undefined],
    ['acc_nobody', undefined],
  ])
})

test('nobody files more in a day than a desk can read, however fast they are answered', async () => {
  const poll = await town.announced(namedStraw)
  const her = town.voterAt(8)
  for (let filed = 0; filed < defaultLimits.objection.points; filed += 1)
    bodyOf(await decide(poll, bodyOf(await object(poll, her))['id']))
  expect(outcome(await object(poll, her))).toBe('rate_limited')
  expect(outcome(await object(poll, town.voterAt(9)))).toBe(201)
})
