import { calendar2026 } from '@linli/shared/calendar/workdays'
import { dayOf, type IsoDay } from '@linli/shared/time'
import { bodyOf, codeOf, outcome } from '../../../test/http-client'
import {
  always,
  startPollTown,
  namedResidents,
  namedStraw,
  type PollHandle,
  type PollTown,
  type Voter,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'
import { defaultLimits, scaledLimits } from '../../http/rate-limit'
import { scopeOf } from '../../platform/scope'
import { createUnitOfWork } from '../../platform/unit-of-work'
import { createPollMerges } from './poll-merges.repository'
import { createPollsRepository } from './polls.repository'

// One objection to a roll at a time: read, answered with its reason, told, and only then another.

let app: TestApp
let town: PollTown
const desk = () => town.actor('community_staff').accountId
beforeAll(async () => {
  // Everything else is as often as one likes.
  const limits = { ...scaledLimits(defaultLimits, 100_000), objection: defaultLimits.objection }
  ;({ app, town } = await startPollTown(12, { overrides: { limits } }))
  await town.appoint('community_staff', '李敏')
})
afterAll(() => app.close())

const object = ({ id }: PollHandle, { client }: Voter, text = '名册上没有我家') =>
  client.post(`/polls/${id}/objections`, { text })
const decide = ({ id }: PollHandle, objectionId: unknown, accepted = false) =>
  town.staff.post(`/staff/polls/${id}/decide-objection`, { objectionId, accepted, reason: '已在名册第 3 行' })
const rowsOf = async ({ id }: PollHandle) =>
  (await app.rows('poll_objections')).filter((row) => row['pollId'] === id)
const told = async ({ id }: PollHandle, accountId: string) =>
  (await app.told(id, accountId)).map(({ title, needsAct }) => [title, needsAct])
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

test('five days that end on a Saturday end on the Monday after it: for who reads, who objects and who freezes', async () => {
  const { id } = await town.announced(namedResidents)
  const at = (moment: string) => app.clock.set(moment)
  /** The line of the checklist without which nothing is frozen. */
  const isOver = async () => {
    const { checklist } = (await town.desk({ id, version: 0 })) as unknown as {
      checklist: { key: string; isDone: boolean }[]
    }
    return checklist.find(({ key }) => key === 'objections')?.isDone
  }
  const read = bodyOf(await town.voterAt(6).client.get(`/polls/${id}`))
  // Published on Monday 23 November; the fifth day is the 28th.
  expect(read['roll']).toMatchObject({ publishedOn: '2026-11-23', objectionsUntil: '2026-11-30' })
  at('2026-11-30T15:59:59.000Z')
  expect(outcome(await object({ id, version: 0 }, town.voterAt(6)))).toBe(201)
  const [objection] = await rowsOf({ id, version: 0 })
  expect(outcome(await decide({ id, version: 0 }, objection?.['_id']))).toBe(200)
  expect(await isOver()).toBe(false)
  at('2026-11-30T16:00:00.000Z')
  expect(outcome(await object({ id, version: 0 }, town.voterAt(7)))).toBe('invalid_status')
  expect(await isOver()).toBe(true)
})
test('a notice of holidays that comes later moves no roll that is out, and every roll after it', async () => {
  const before = await town.announced(namedResidents)
  const until = async (poll: PollHandle) =>
    ((await town.desk(poll))['roll'] as { objectionsUntil: string }).objectionsUntil
  const { calendars } = app.deps.services
  try {
    await calendars.load({
      ...calendar2026,
      daysOff: [...calendar2026.daysOff, '2026-11-30', '2026-12-01'],
      workedWeekends: [...calendar2026.workedWeekends, '2026-11-29'],
    })
    expect(await until(before)).toBe('2026-11-30')
    expect(await until(await town.announced(namedResidents))).toBe('2026-11-29')
  } finally {
    await calendars.load(calendar2026)
  }
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

/** A second account of the same human. */
const secondOf = ({ actor, personId }: Voter): Voter => {
  const other = { ...actor, accountId: `${actor.accountId}2`, sessionId: `${actor.sessionId}2` }
  return { personId, actor: other, client: always(app, other) }
}

test('of what one human sends at once from two accounts one is filed, and either account reads it', async () => {
  const poll = await town.announced(namedStraw)
  const her = town.voterAt(10)
  const both = [her, secondOf(her)]
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      object(poll, both[index % 2] ?? her, `名册有误，第 ${index} 次说`),
    ),
  )
  expect(answers.map(outcome).toSorted()).toEqual([201, ...Array.from({ length: 7 }, () => 'objection_open')])
  const [filed] = answers.filter(({ status }) => status === 201)
  for (const account of both)
    expect(await mine(poll, account)).toMatchObject({
      objections: [{ id: filed?.body['id'] }],
      abilities: { object: false },
    })
  bodyOf(await decide(poll, filed?.body['id']))
  expect(outcome(await object(poll, secondOf(her)))).toBe(201)
})

test('a human counts once a day whatever account is used', async () => {
  const poll = await town.announced(namedStraw)
  const her = town.voterAt(11)
  for (let filed = 0; filed < defaultLimits.objection.points; filed += 1)
    bodyOf(await decide(poll, bodyOf(await object(poll, filed % 2 === 0 ? her : secondOf(her)))['id']))
  expect(outcome(await object(poll, secondOf(her)))).toBe('rate_limited')
})

test('an objection filed between the look at the checklist and the freezing keeps the roll from being frozen', async () => {
  const poll = await town.announced(namedStraw)
  const { accountId } = town.voterAt(0).actor
  const late = {
    ...{ _id: 'pob_1BoxkVZLBjFjeN8D7rQ2wX', communityId: town.own, pollId: poll.id, text: '名册上没有我家' },
    ...{ byAccountId: accountId, openBy: accountId, at: app.clock.now(), decision: null },
  }
  const file = (today: IsoDay) =>
    createUnitOfWork(app.connection).run(() =>
      createPollsRepository(app.connection).addObjection(scopeOf([town.own]), late, today),
    )
  town.afterObjections()
  const { version } = await town.desk(poll)
  expect(await file(dayOf(app.clock.now()))).toBe(false)
  const { people } = app.deps.services
  const { staffCards } = people
  const signing = jest.spyOn(people, 'staffCards').mockImplementationOnce(async (ids) => {
    // A server whose clock is a moment behind still has the last day.
    expect(await file('2026-11-24')).toBe(true)
    return staffCards(ids)
  })
  expect(outcome(await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version }))).toBe('not_prepared')
  signing.mockRestore()
  expect(await town.desk(poll)).toMatchObject({ phase: 'roll_published' })
  bodyOf(await decide(poll, late._id))
  bodyOf(await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version }))
  expect(await file('2026-11-24')).toBe(false)
})

test('where two records turn out to be one human their objections come together, and part again', async () => {
  const poll = await town.announced(namedStraw)
  const [one, two] = [town.voterAt(4), town.voterAt(5)]
  for (const voter of [one, two]) bodyOf(await object(poll, voter))
  const scope = scopeOf([town.own])
  const uow = createUnitOfWork(app.connection)
  const merges = createPollMerges(app.connection, app.deps.outbox)
  const moves = await uow.run(() => merges.move(scope, one.personId, two.personId))
  expect((await mine(poll, two)).objections).toHaveLength(2)
  expect(outcome(await object(poll, two, '面积也不对'))).toBe('objection_open')
  await uow.run(() => merges.giveBack(scope, moves, two.personId, one.personId))
  for (const voter of [one, two]) {
    expect((await mine(poll, voter)).objections).toHaveLength(1)
    expect(outcome(await object(poll, secondOf(voter), '面积也不对'))).toBe('objection_open')
  }
})

test('my data have what I objected to and what I said of the record of my vote, with the answers', async () => {
  const poll = await town.opened(namedStraw)
  const her = town.voterAt(6)
  const second = await town.announced(namedStraw)
  const { id } = bodyOf(await object(second, her, '我家的面积不对'))
  const subject = {
    accountId: her.actor.accountId,
    persons: [{ communityId: town.own, personId: her.personId }],
    scope: scopeOf([town.own]),
  }
  const [part] = app.deps.services.polls.personalData.parts
  const entries = async () => part?.entries(subject, { masked: true, limit: 50 })
  const said = (words: string, answer: string) =>
    expect.objectContaining({ 说过的话: words, 答复: answer }) as object
  const before = Number(await part?.count(subject))
  expect(await entries()).toHaveLength(before)
  expect(await entries()).toContainEqual(said('对名册的异议：我家的面积不对', '还没有答复'))
  bodyOf(await decide(second, id))
  await town.close()
  const rowId = await town.rowOf(poll, her)
  bodyOf(await her.client.post(`/polls/${poll.id}/not-me`, { rowId, text: '我投过票的' }))
  const finding = { rowId, upheld: false, reason: '没有查到这张票' }
  bodyOf(await town.staff.post(`/staff/polls/${poll.id}/answer-not-me`, finding))
  const after = await entries()
  expect(after).toHaveLength(before)
  expect(after).toContainEqual(said('对名册的异议：我家的面积不对', '不成立：已在名册第 3 行'))
  expect(after).toContainEqual(said('投票记录不对：我投过票的', '没有查实：没有查到这张票'))
  // Every entry of a kind has the same names.
  expect(new Set(after?.map((entry) => Object.keys(entry).join()))).toHaveProperty('size', 1)
})
