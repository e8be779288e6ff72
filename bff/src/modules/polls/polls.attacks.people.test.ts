import {
  bodyOf,
  startPollTown,
  CLOSES,
  LAST_MOMENT,
  namedStraw,
  secretBallot,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

// participation §3.4, the lines about who votes, who is told, and when; the others stand in polls.attacks.test.ts.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

const voterAt = (index: number) => town.voterAt(index)
const toldTo = async (index: number, start: string) =>
  (await app.rows('messages')).filter(
    (row) =>
      row['accountId'] === voterAt(index).actor.accountId && String(row['dedupeKey']).startsWith(start),
  )

test('line 2: after closing everybody on the roll is told what is recorded, with the root, and may say that it is wrong', async () => {
  await town.withAccounts(0, 1)
  const poll = await town.opened()
  const rowIds = [await town.rowOf(poll, voterAt(0)), await town.rowOf(poll, voterAt(1))]
  for (let index = 0; index < 12; index += 1)
    if (index !== 1)
      await voterAt(index).client.post(
        `/polls/${poll.id}/ballot`,
        secretBallot(await town.rowOf(poll, voterAt(index))),
      )
  await town.close()
  await app.drainOutbox()
  const { root } = (await town.desk(poll)) as { root: string }
  const shown = root.slice(0, 4)
  const [[voted], [silent]] = [
    await toldTo(0, `poll.closed:${poll.id}`),
    await toldTo(1, `poll.closed:${poll.id}`),
  ]
  expect(voted).toMatchObject({
    title: '已记录您的投票',
    text: expect.stringContaining(shown) as string,
  })
  expect(silent).toMatchObject({
    title: '这次没有您的投票记录',
    text: expect.stringContaining(shown) as string,
  })
  const say = (index: number) =>
    voterAt(index).client.post(`/polls/${poll.id}/not-me`, {
      ...{ rowId: rowIds[index], text: '这不是我做的，请查一查' },
    })
  expect((await say(1)).status).toBe(200)
  expect((await say(0)).status).toBe(200)
  expect(await town.desk(poll)).toMatchObject({ notMe: 2 })
})

test.each([{}, namedStraw])(
  'line 2: for a neighbour who has not voted yet nobody casts, by the own phone or another’s way (%j)',
  async (setup) => {
    const poll = await town.opened(setup)
    const rowId = await town.rowOf(poll, voterAt(5))
    const vote = { rowId, answers: ['B'], othersAgree: true }
    const tries = [
      () => voterAt(6).client.post(`/polls/${poll.id}/ballot`, secretBallot(rowId, 'B')),
      () => voterAt(6).client.post(`/polls/${poll.id}/vote`, vote),
      () => town.admin.post(`/polls/${poll.id}/ballot`, secretBallot(rowId, 'B')),
      () => town.admin.post(`/polls/${poll.id}/vote`, vote),
    ]
    for (const attempt of tries) expect([403, 404]).toContain((await attempt()).status)
    const row = (await app.rows('poll_rolls')).find(({ _id }) => _id === rowId)
    expect(row).toMatchObject({ voted: false, via: null, answers: [], casts: [] })
    expect(await town.boxed(poll)).toEqual([])
  },
)

test('line 14: a named ballot cast under pressure is overridden by one on paper, and the voter is told of the change', async () => {
  await town.withAccounts(2)
  const poll = await town.opened(namedStraw)
  const rowId = await town.rowOf(poll, voterAt(2))
  bodyOf(await voterAt(2).client.post(`/polls/${poll.id}/vote`, { rowId, answers: ['B'], othersAgree: true }))
  const paper = { rowId, answers: ['A'], channel: 'paper' }
  expect(bodyOf(await town.staff.post(`/staff/polls/${poll.id}/papers`, paper))).toEqual({ state: 'first' })
  // One who reads it alone changes nothing.
  expect(bodyOf(await voterAt(2).client.get(`/polls/${poll.id}/mine`))).toMatchObject({
    rows: [{ answers: ['B'] }],
  })
  expect(bodyOf(await town.second.post(`/staff/polls/${poll.id}/papers`, paper))).toEqual({
    state: 'recorded',
  })
  await app.drainOutbox()
  expect(await toldTo(2, 'poll.row_cast')).toMatchObject([{ title: '社区录入了您的纸质票' }])
  await town.close()
  expect(await town.desk(poll)).toMatchObject({
    outcomes: [{ count: { options: [{ votes: 1 }, { votes: 0 }] } }],
  })
})

describe('line 15: the same human, a second record', () => {
  const strict = { ...namedStraw, takesUnconfirmed: false }
  const paper = { kind: 'passport', number: 'G1234567' }
  const [at] = ['锦和苑 3 号楼 2 单元 501']
  const enrol = async (name: string, phone: string, label = at ?? ''): Promise<string> => {
    const [id = ''] = await town.enrol({ name, phone, birthDate: '1975-02-03', ...town.home(label) })
    return id
  }
  const confirm = (id: string) =>
    town.as('community_staff').post(`/people/${id}/confirm-identity`, { version: 0, ...paper })

  test('whoever leaves, is entered anew and confirmed again is not on the frozen roll, and is one row of the next', async () => {
    const first = await enrol('秦一', '13700000031')
    expect((await confirm(first)).status).toBe(200)
    const before = town.voterOf(first, 'BeforeZ')
    const poll = await town.opened(strict)
    const rowId = await town.rowOf(poll, before)
    const vote = { rowId, answers: ['A'], othersAgree: true }
    bodyOf(await before.client.post(`/polls/${poll.id}/vote`, vote))

    const { roll } = app.deps.services
    expect(await app.deps.uow.run(() => roll.freezePerson(scopeOf([town.own]), first))).toBe(true)
    const second = await enrol('秦一', '13700000032')
    expect(second).not.toBe(first)
    await confirm(second)
    const after = town.voterOf(second, 'AfterZ')
    expect(bodyOf(await after.client.get(`/polls/${poll.id}/mine`))).toMatchObject({ rows: [] })
    expect((await after.client.post(`/polls/${poll.id}/vote`, vote)).body['code']).toBe('not_on_roll')
    await town.close()
    expect(await town.desk(poll)).toMatchObject({ outcomes: [{ count: { ballots: 1 } }] })

    const next = await town.announced(strict)
    const rows = (await app.rows('poll_rolls')).filter((row) => row['pollId'] === next.id)
    expect(rows.length).toBeLessThanOrEqual(1)
    expect(rows.every((row) => String(row['uniqueKey']).startsWith('identity '))).toBe(true)
  })

  test('two records of one human, as two homes may have, cannot both be confirmed: one row at most', async () => {
    const [one, two] = [
      await enrol('秦二', '13700000033'),
      await enrol('秦二', '13700000034', '锦和苑 3 号楼 2 单元 502'),
    ]
    const number = { kind: 'passport', number: 'G7654321' }
    const confirmAs = (id: string) =>
      town.as('community_staff').post(`/people/${id}/confirm-identity`, { version: 0, ...number })
    const both = await Promise.all([confirmAs(one), confirmAs(two)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const poll = await town.announced(strict)
    const rows = (await app.rows('poll_rolls')).filter((row) => row['pollId'] === poll.id)
    const theirs = rows.filter((row) => (row['personIds'] as string[]).some((id) => id === one || id === two))
    expect(theirs).toHaveLength(1)
    const { people } = (await town.desk(poll)) as { people: { personId: string; reason: string }[] }
    const apart = people.filter(({ personId }) => personId === one || personId === two)
    expect(apart).toMatchObject([{ reason: 'unconfirmed' }])
  })
})

describe('the clock', () => {
  test('set back after closing it opens nothing: what is sealed stays sealed', async () => {
    const poll = await town.opened()
    const rowId = await town.rowOf(poll, voterAt(3))
    await town.close()
    for (const moment of [LAST_MOMENT, '2026-12-21T01:00:00.000Z']) {
      app.clock.set(moment)
      const late = await voterAt(3).client.post(`/polls/${poll.id}/ballot`, secretBallot(rowId))
      expect([late.status, late.body['code']]).toEqual([409, 'poll_not_open'])
    }
    expect(await town.boxed(poll)).toEqual([])
    app.clock.set(CLOSES)
    expect(await town.desk(poll)).toMatchObject({ outcomes: [{ count: { ballots: 0 } }] })
  })

  test('the phone has no say in it: a time sent along is refused, whatever it says', async () => {
    const poll = await town.opened(namedStraw)
    const rowId = await town.rowOf(poll, voterAt(4))
    const vote = { rowId, answers: ['A'], othersAgree: true, at: LAST_MOMENT }
    expect((await voterAt(4).client.post(`/polls/${poll.id}/vote`, vote)).status).toBe(400)
    app.clock.set(CLOSES)
    const late = await voterAt(4).client.post(`/polls/${poll.id}/vote`, {
      ...{ rowId, answers: ['A'], othersAgree: true },
    })
    expect(late.body['code']).toBe('poll_not_open')
  })
})
