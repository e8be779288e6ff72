import { createHash } from 'node:crypto'
import type { Board } from '@linli/shared/polls/board'
import { recount } from '@linli/shared/polls/recount'
import {
  bodyOf,
  startPollTown,
  CLOSES,
  drawCode,
  LAST_MOMENT,
  namedStraw,
  OPENS,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'
import { unzip } from '../../platform/unzip'
import { scopeOf } from '../../platform/scope'
import { checkEvidence } from './evidence-check'

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

const voterAt = (index: number) => town.voterAt(index)
const publish = async (poll: PollHandle) => {
  const desk = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
  poll.version = Number(desk['version'])
  const answer = await town.admin.post(`/staff/polls/${poll.id}/publish`, { version: poll.version })
  return bodyOf(answer)
}

describe('a secret poll from draft to signature', () => {
  let poll: PollHandle
  const cast = async (index: number, choice: string) =>
    voterAt(index).client.post(`/polls/${poll.id}/ballot`, {
      rowId: await town.rowOf(poll, voterAt(index)),
      ballots: [{ code: drawCode(), choice }],
    })

  test('it is made, prepared, rolled out and frozen', async () => {
    poll = await town.opened()
    const seen = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}`))
    expect(seen).toMatchObject({
      phase: 'open',
      secrecy: 'secret',
      result: null,
      turnout: { voted: 0, rows: 24 },
    })
    expect((seen['rules'] as string[]).join('')).toContain('投出后不能改')
    expect(seen['fingerprint']).toMatch(/^[0-9a-f]{64}$/)
  })
  test('each person sees the own row, its weight, and nobody else’s', async () => {
    const mine = bodyOf(await voterAt(3).client.get(`/polls/${poll.id}/mine`))
    expect(mine['rows']).toHaveLength(1)
    expect(mine).toMatchObject({
      rows: [{ votes: 1, voted: false, isVoter: true, answers: null, sharers: [{ isMe: true }] }],
      abilities: { vote: true, change: false, notMe: false },
    })
    expect((mine['rows'] as { label: string }[])[0]?.label).toMatch(/周\*\*$/)
  })
  const awaited = async (index: number) =>
    (bodyOf(await voterAt(index).client.get('/home'))['matters'] as { kind: string; targetId: string }[])
      .filter(({ kind }) => kind === 'vote')
      .map(({ targetId }) => targetId)
  test('the first page asks for the ballot until it is cast', async () => {
    expect(await awaited(0)).toEqual([poll.id])
  })
  test('a ballot is recorded, and the same sent again says the same', async () => {
    const body = { rowId: await town.rowOf(poll, voterAt(0)), ballots: [{ code: drawCode(), choice: 'A' }] }
    for (let i = 0; i < 3; i += 1) {
      const answer = await voterAt(0).client.post(`/polls/${poll.id}/ballot`, body)
      expect([answer.status, answer.body]).toEqual([200, { recorded: true }])
    }
    expect(await awaited(0)).toEqual([])
    for (let index = 1; index < 12; index += 1)
      expect((await cast(index, index < 8 ? 'A' : 'B')).status).toBe(200)
    expect((await cast(12, '-')).status).toBe(200)
  })
  test('what is no answer is refused with a sentence, and the row stays free', async () => {
    const answer = await cast(13, 'C')
    expect(answer.status).toBe(400)
    expect(answer.body['errors']).toMatchObject(
      [{ path: 'body.ballots.0.choice', message: /没有的选项/ }].map(() => ({})),
    )
    expect(bodyOf(await voterAt(13).client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ voted: false }],
    })
  })
  test('another person’s row is not the caller’s', async () => {
    const answer = await voterAt(13).client.post(`/polls/${poll.id}/ballot`, {
      rowId: await town.rowOf(poll, voterAt(0)),
      ballots: [{ code: drawCode(), choice: 'A' }],
    })
    expect([answer.status, answer.body['code']]).toEqual([403, 'not_on_roll'])
  })
  test('a secret ballot by the named way does not exist', async () => {
    const answer = await voterAt(13).client.post(`/polls/${poll.id}/vote`, {
      rowId: await town.rowOf(poll, voterAt(13)),
      answers: ['A'],
      othersAgree: true,
    })
    expect(answer.status).toBe(404)
  })
  test('no board and no result before closing, for anybody', async () => {
    for (const client of [voterAt(0).client, town.staff, town.admin, town.supervisor])
      expect([409, 404]).toContain((await client.get(`/polls/${poll.id}/board`)).status)
    const desk = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
    expect(desk).toMatchObject({ root: null, outcomes: [], turnout: null, closing: null })
    expect(
      (await town.staff.post(`/staff/polls/${poll.id}/count`, { version: desk['version'] })).status,
    ).toBe(409)
  })
  test('at closing it is counted, recounts, and its box is gone', async () => {
    await town.close()
    const desk = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
    expect(desk).toMatchObject({ phase: 'counted', turnout: { voted: 13, rows: 24 } })
    const [outcome] = desk['outcomes'] as { count: { options: { votes: number }[] }; strict: object }[]
    expect(outcome?.count.options.map(({ votes }) => votes)).toEqual([8, 4])
    expect(outcome?.strict).toMatchObject({ passed: true, winners: ['A'] })
    expect(Object.keys(await app.census()).filter((name) => name.startsWith('poll_box_'))).toEqual([])
  })
  test('too late is refused with the times', async () => {
    const answer = await cast(14, 'A')
    expect([answer.status, answer.body['code']]).toEqual([409, 'poll_not_open'])
    expect(answer.body['details']).toMatchObject({ closesAt: CLOSES })
  })
  test('who had voted is still told so after closing', async () => {
    expect((await cast(0, 'A')).body).toEqual({ recorded: true })
  })
  test('it is published by the head of the community, and everybody of the community downloads the board', async () => {
    expect((await town.staff.post(`/staff/polls/${poll.id}/publish`, { version: 0 })).status).toBe(403)
    await publish(poll)
    const board = bodyOf(await voterAt(20).client.get(`/polls/${poll.id}/board`)) as unknown as Board
    expect(recount(board)).toMatchObject({ ok: true, ballots: 13 })
    const codes = board.secret?.[0]?.entries.map(([code]) => code) ?? []
    expect(codes).toEqual([...codes].sort())
    const seen = bodyOf(await voterAt(20).client.get(`/polls/${poll.id}`))
    expect(seen).toMatchObject({ phase: 'published', result: { root: board.root, voted: 13 } })
  })
  test('a supervisor signs the root counted on the own device, and no other', async () => {
    const { root } = bodyOf(await town.supervisor.get(`/polls/${poll.id}/board`)) as unknown as Board
    const wrong = await town.supervisor.post(`/staff/polls/${poll.id}/sign`, { root: '0'.repeat(64) })
    expect([wrong.status, wrong.body['code']]).toEqual([409, 'root_differs'])
    for (let i = 0; i < 2; i += 1)
      expect((await town.supervisor.post(`/staff/polls/${poll.id}/sign`, { root })).status).toBe(200)
    const seen = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}`))
    expect(seen).toMatchObject({ phase: 'signed' })
    expect((seen['result'] as { signatures: unknown[] }).signatures).toHaveLength(1)
    expect((await town.staff.post(`/staff/polls/${poll.id}/sign`, { root })).status).toBe(403)
  })
  test('the evidence is one file for the supervisors, and the fingerprints are those of its parts', async () => {
    expect((await town.staff.get(`/staff/polls/${poll.id}/evidence`)).status).toBe(403)
    const answer = await town.supervisor.get(`/staff/polls/${poll.id}/evidence`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip'])
    const { bytes } = await app.deps.services.polls.evidence.bundle(town.actor('supervisor'), poll.id)
    const files = await unzip(bytes)
    const { roll, fingerprint, result } = bodyOf(
      await voterAt(0).client.get(`/polls/${poll.id}`),
    ) as unknown as {
      roll: { fingerprint: string }
      fingerprint: string
      result: { turnout: object[] }
    }
    expect(JSON.parse(String(files.get('turnout.json')))).toEqual(result.turnout)
    const hash = (name: string) =>
      createHash('sha256')
        .update(files.get(name) ?? '')
        .digest('hex')
    expect([hash('roll.txt'), hash('poll.json')]).toEqual([roll.fingerprint, fingerprint])
    expect(recount(JSON.parse(String(files.get('board.json'))) as Board).ok).toBe(true)
    expect(String(files.get('README.txt'))).toContain(fingerprint)
    const { checks, root } = checkEvidence(files)
    expect(checks.flatMap(({ faults }) => faults)).toEqual([])
    // The signature says itself which root it is of.
    const { signatures } = JSON.parse(String(files.get('history.json'))) as { signatures: object[] }
    expect(signatures).toMatchObject([{ root }])
  })
  test('what is kept of one’s votes is told: the row of the roll, and that a secret choice is nowhere', async () => {
    const { personalData } = app.deps.services.polls
    const subject = {
      accountId: 'acc_nobody',
      persons: [{ communityId: town.own, personId: voterAt(0).personId }],
      scope: scopeOf([town.own]),
    }
    const [part] = personalData.parts
    expect(await part?.count(subject)).toBe(1)
    expect(await part?.entries(subject, { masked: true, limit: 5 })).toMatchObject([
      { 投票: '已记录投票', 选择: '不记名，没有保存' },
    ])
    await personalData.erasures[0]?.erase(subject)
  })
  test('whoever finds a ballot recorded that was not theirs says so', async () => {
    const body = { rowId: await town.rowOf(poll, voterAt(2)), text: '我没有投过票' }
    expect((await voterAt(2).client.post(`/polls/${poll.id}/not-me`, body)).status).toBe(200)
    expect((await voterAt(2).client.post(`/polls/${poll.id}/not-me`, body)).status).toBe(200)
    const other = { ...body, text: '我再说一遍' }
    expect((await voterAt(2).client.post(`/polls/${poll.id}/not-me`, other)).status).toBe(409)
    expect(bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))).toMatchObject({ notMe: 1 })
    // So does whoever cast one and finds none: a dropped ballot is dropped with its mark.
    const missing = { rowId: await town.rowOf(poll, voterAt(20)), text: '我投过，记录里没有' }
    expect((await voterAt(20).client.post(`/polls/${poll.id}/not-me`, missing)).status).toBe(200)
    expect((await voterAt(2).client.post(`/polls/${poll.id}/not-me`, missing)).status).toBe(403)
    const { items } = bodyOf(await town.supervisor.get(`/staff/polls/${poll.id}/not-me`))
    const said = [
      { voted: true, text: '我没有投过票' },
      { voted: false, text: '我投过，记录里没有' },
    ]
    const told = (items as { voted: boolean; text: string }[]).map(({ voted, text }) => ({ voted, text }))
    expect(told.toSorted((a, b) => Number(b.voted) - Number(a.voted))).toEqual(said)
    expect((await voterAt(2).client.get(`/staff/polls/${poll.id}/not-me`)).status).toBe(403)
  })
  test('the list says to each person whether a ballot of theirs is recorded', async () => {
    const votedOf = async (index: number) =>
      (bodyOf(await voterAt(index).client.get('/polls'))['items'] as { id: string; voted: boolean }[]).find(
        ({ id }) => id === poll.id,
      )?.voted
    expect([await votedOf(0), await votedOf(20)]).toEqual([true, false])
  })
  test('the trail holds every act of staff and no ballot', async () => {
    const acts = (await app.rows('audit_rows'))
      .filter(({ targetId }) => targetId === poll.id)
      .map(({ action }) => String(action))
    expect(acts).toEqual(
      expect.arrayContaining([
        'poll.create',
        'poll.prepare',
        'poll.publish_roll',
        'poll.freeze',
        'poll.publish',
      ]),
    )
    expect(acts.some((action) => action.includes('cast') || action.includes('vote'))).toBe(false)
  })
})

test('the last moment is in time, and closing itself is not, whatever the sweep has done', async () => {
  const poll = await town.opened(namedStraw)
  const rowId = await town.rowOf(poll, voterAt(4))
  const vote = () =>
    voterAt(4).client.post(`/polls/${poll.id}/vote`, { rowId, answers: ['A'], othersAgree: true })
  app.clock.set('2026-12-19T15:59:59.999Z')
  expect((await vote()).body['code']).toBe('poll_not_open')
  app.clock.set(OPENS)
  expect((await vote()).status).toBe(200)
  app.clock.set(LAST_MOMENT)
  expect((await vote()).status).toBe(200)
  app.clock.set(CLOSES)
  expect((await vote()).body['code']).toBe('poll_not_open')
})

test('everybody on the roll is told whether a vote of theirs is recorded, with the root', async () => {
  await app.drainOutbox()
  const dead = (await app.rows('outbox_events')).filter(
    (row) => row['deadAt'] !== undefined || row['lastError'] !== undefined,
  )
  expect(dead).toEqual([])
})
