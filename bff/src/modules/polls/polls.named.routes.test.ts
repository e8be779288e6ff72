import type { Board } from '@linli/shared/polls/board'
import { recount } from '@linli/shared/polls/recount'
import { outcome } from '../../../test/http-client'
import {
  bodyOf,
  startPollTown,
  drawCode,
  namedResidents,
  namedStraw,
  OPENS,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

const voterAt = (index: number) => town.voterAt(index)

describe('a named poll', () => {
  let poll: PollHandle
  const vote = async (index: number, answer: string, more: object = {}) =>
    voterAt(index).client.post(`/polls/${poll.id}/vote`, {
      rowId: await town.rowOf(poll, voterAt(index)),
      answers: [answer],
      othersAgree: true,
      ...more,
    })

  test('a ballot can be changed until closing, and the last one counts', async () => {
    poll = await town.opened(namedStraw)
    for (let index = 0; index < 10; index += 1) expect((await vote(index, 'A')).status).toBe(200)
    expect((await vote(0, 'B')).body).toEqual({ recorded: true, changes: 1 })
    const mine = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}/mine`))
    expect(mine).toMatchObject({ rows: [{ answers: ['B'], changes: 1 }], abilities: { change: true } })
  })
  test('the secret way does not exist for it', async () => {
    const answer = await voterAt(11).client.post(`/polls/${poll.id}/ballot`, {
      rowId: await town.rowOf(poll, voterAt(11)),
      ballots: [{ code: drawCode(), choice: 'A' }],
    })
    expect(answer.status).toBe(404)
  })
  test('a paper counts when two members of staff have read the same; what differs is shown and overwrites nothing', async () => {
    const rowId = await town.rowOf(poll, voterAt(12))
    const paper = (answer: string) => ({ rowId, answers: [answer], channel: 'paper' })
    const url = `/staff/polls/${poll.id}/papers`
    expect((await town.staff.post(url, paper('A'))).body).toEqual({ state: 'first' })
    // Read once, however often it is sent.
    expect(bodyOf(await town.staff.post(url, paper('A')))).toEqual({ state: 'first' })
    const differs = await town.second.post(url, paper('B'))
    expect([differs.status, differs.body['code']]).toEqual([409, 'paper_differs'])
    expect(differs.body['details']).toEqual({ other: ['A'] })
    expect(bodyOf(await voterAt(12).client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ voted: false }],
    })
    expect((await town.admin.post(url, paper('A'))).body).toEqual({ state: 'recorded' })
    expect(bodyOf(await voterAt(12).client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ voted: true, answers: ['A'] }],
    })
  })
  test('a desk of two: whoever has read wrongly looks again, and only what each read last is compared', async () => {
    const rowId = await town.rowOf(poll, voterAt(13))
    const read = async (client: PollTown['staff'], answer: string) => {
      const body = { rowId, answers: [answer], channel: 'paper' }
      const { status, body: told } = await client.post(`/staff/polls/${poll.id}/papers`, body)
      return status === 200 ? told['state'] : told['code']
    }
    expect(await read(town.staff, 'A')).toBe('first')
    expect(await read(town.second, 'B')).toBe('paper_differs')
    expect(await read(town.second, '-')).toBe('paper_differs')
    // What the colleague thought before is no second reading of it.
    expect(await read(town.staff, 'B')).toBe('paper_differs')
    expect(await read(town.second, 'B')).toBe('recorded')
  })
  test('the desk finds a row by its number or by how it begins, and never learns who has voted', async () => {
    const find = async (q: string) => {
      const url = `/staff/polls/${poll.id}/roll?q=${encodeURIComponent(q)}`
      return bodyOf(await town.staff.get(url))['items'] as { serial: number; label: string }[]
    }
    const [third] = await find('3')
    expect(third?.serial).toBe(3)
    expect(Object.keys(third ?? {}).sort()).toEqual(
      ['area', 'label', 'mandate', 'rowId', 'serial', 'served', 'votes'].sort(),
    )
    const start = (third?.label ?? '').replace(/ \S+ \S+$/, '')
    const found = await find(start.replaceAll(' ', ''))
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ label }) => label.startsWith(start))).toBe(true)
    expect(await find('没有这样的楼')).toEqual([])
    expect((await voterAt(0).client.get(`/staff/polls/${poll.id}/roll`)).status).toBe(403)
  })
  test('a paper after a ballot on the phone counts, and the voter’s own later one counts again', async () => {
    const rowId = await town.rowOf(poll, voterAt(1))
    for (const client of [town.staff, town.second])
      await client.post(`/staff/polls/${poll.id}/papers`, { rowId, answers: ['B'], channel: 'doorstep' })
    expect(bodyOf(await voterAt(1).client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ answers: ['B'] }],
    })
    await vote(1, 'A')
    expect(bodyOf(await voterAt(1).client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ answers: ['A'] }],
    })
  })
  test('only people on the roll and supervisors read the list; totals are everybody’s', async () => {
    await town.close()
    await town.publish(poll)
    const board = bodyOf(await voterAt(5).client.get(`/polls/${poll.id}/board`)) as unknown as Board
    expect(recount(board)).toMatchObject({ ok: true, ballots: 12 })
    expect(board.named?.rows.map(({ label }) => label).every((label) => /周\*\*$/.test(label))).toBe(true)
    expect((await town.supervisor.get(`/polls/${poll.id}/board`)).status).toBe(200)
    expect((await town.staff.get(`/polls/${poll.id}/board`)).status).toBe(403)
    const [outcome] = board.outcomes
    expect(outcome?.count.options.map(({ votes }) => votes)).toEqual([10, 2])
  })
})

describe('a shared row', () => {
  let poll: PollHandle
  let rowId = ''
  const couple: PollTown['voters'][number][] = []

  test('whoever casts states that the others agree', async () => {
    const room = { roomId: (await homeOf(23)) ?? '', relation: 'family' as const, share: null, livesIn: true }
    const [spouse = ''] = await town.enrol({
      name: '周配偶',
      phone: '13900000001',
      birthDate: '1971-01-01',
      home: room,
    })
    couple.push(voterAt(23), town.voterOf(spouse, 'SpouseZZ'))
    poll = await town.opened({ ...namedStraw, electorate: 'household' })
    rowId = await town.rowOf(poll, voterAt(23))
    const [first] = couple as [PollTown['voters'][number]]
    const alone = await first.client.post(`/polls/${poll.id}/vote`, {
      rowId,
      answers: ['A'],
      othersAgree: false,
    })
    expect([alone.status, alone.body['errors']]).toMatchObject([400, [{ path: 'body.othersAgree' }]])
    expect(
      (await first.client.post(`/polls/${poll.id}/vote`, { rowId, answers: ['A'], othersAgree: true }))
        .status,
    ).toBe(200)
  })
  test('the other one’s objection suspends it; only who objected can lift that, and it is never two halves', async () => {
    const [first, second] = couple as [PollTown['voters'][number], PollTown['voters'][number]]
    expect((await second.client.post(`/polls/${poll.id}/dissent`, { rowId })).status).toBe(200)
    const again = await first.client.post(`/polls/${poll.id}/vote`, {
      rowId,
      answers: ['A'],
      othersAgree: true,
    })
    expect([again.status, again.body['code']]).toEqual([409, 'row_suspended'])
    expect(bodyOf(await first.client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ suspended: true }],
    })
    await town.close()
    const desk = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
    expect(desk).toMatchObject({ outcomes: [{ count: { ballots: 0 } }] })
  })
  const homeOf = async (index: number) =>
    (await app.rows('residencies')).find((row) => row['personId'] === voterAt(index).personId)?.['roomId'] as
      string | undefined
})

describe('a secret household poll', () => {
  test('a shared household names its voter before opening; without it the poll is not prepared', async () => {
    const poll = await town.announced({ electorate: 'household' })
    town.afterObjections()
    const refused = await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version })
    expect([refused.status, refused.body['code']]).toEqual([409, 'not_prepared'])
    expect(JSON.stringify(refused.body['details'])).toContain('1 户没有定由谁投票')
    const rowId = await town.rowOf(poll, voterAt(23))
    const stranger = await voterAt(0).client.post(`/polls/${poll.id}/voter`, {
      rowId,
      personId: voterAt(0).personId,
    })
    expect(stranger.status).toBe(403)
    const named = await voterAt(23).client.post(`/polls/${poll.id}/voter`, {
      rowId,
      personId: voterAt(23).personId,
    })
    expect(named.status).toBe(200)
    expect((await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version })).status).toBe(
      200,
    )
    // Only the one they have named is asked to vote.
    app.clock.set(OPENS)
    const shared = (await app.rows('poll_rolls')).find(({ _id }) => _id === rowId)
    const other = (shared?.['personIds'] as string[]).find((id) => id !== voterAt(23).personId) ?? ''
    const asked = async ({ client }: { client: PollTown['staff'] }) =>
      (bodyOf(await client.get('/home'))['matters'] as { targetId: string }[]).map((one) => one.targetId)
    expect(await asked(voterAt(23))).toContain(poll.id)
    expect(await asked(town.voterOf(other, 'SpouseYY'))).not.toContain(poll.id)
  })
})

describe('a residents’ meeting by household', () => {
  test('whose paper nobody has seen casts for no home on a phone; the home counts and votes on paper', async () => {
    const poll = await town.announced({ ...namedResidents, electorate: 'household' })
    const [unseen, seen] = [voterAt(5), voterAt(6)]
    await app
      .collection('persons')
      .updateOne({ _id: unseen.personId }, { $set: { identityIndex: null, identityConfirmedAt: null } })
    const rowsBefore = (await town.rollRows(poll)).length
    for (const event of ['withdraw-roll', 'publish-roll'])
      poll.version = Number(
        bodyOf(await town.staff.post(`/staff/polls/${poll.id}/${event}`, { version: poll.version }))[
          'version'
        ],
      )
    const rows = await town.rollRows(poll)
    const own = rows.find(({ personIds }) => (personIds as string[]).length === 0)
    expect([rows.length, rows.filter((row) => row === own).length]).toEqual([rowsBefore, 1])
    expect(bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))).toMatchObject({
      // The other is the spouse above.
      roll: { pending: 2 },
      people: expect.arrayContaining([
        expect.objectContaining({ personId: unseen.personId, reason: 'unconfirmed' }),
      ]) as object[],
      checklist: expect.arrayContaining([
        expect.objectContaining({
          text: `名册已公布，${rowsBefore} 行；另有 2 人还不能用手机投，原因一个个列在下面；名册上有 1 户没有人能用手机投，请上门收票或者请到社区投纸票`,
        }),
      ]) as object[],
    })
    town.afterObjections()
    bodyOf(await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version }))
    app.clock.set(OPENS)
    const mine = async () => bodyOf(await unseen.client.get(`/polls/${poll.id}/mine`))
    expect(await mine()).toMatchObject({ rows: [], leftOut: 'unconfirmed', abilities: { vote: false } })
    expect(bodyOf(await unseen.client.get(`/polls/${poll.id}`))['rules']).toContain(
      '一户一票，在手机上由家里身份核对过、满 18 岁的人投。还没核对的，带证件到社区投纸票。',
    )
    const rowId = String(own?.['_id'])
    const vote = (client: PollTown['staff'], row: string) =>
      client.post(`/polls/${poll.id}/vote`, { rowId: row, answers: ['A'], othersAgree: true })
    expect(outcome(await vote(unseen.client, rowId))).toBe('not_on_roll')
    expect(outcome(await vote(seen.client, await town.rowOf(poll, seen)))).toBe(200)
    for (const client of [town.staff, town.second])
      bodyOf(await client.post(`/staff/polls/${poll.id}/papers`, { rowId, answers: ['B'], channel: 'paper' }))
    await town.close()
    expect(bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))).toMatchObject({
      turnout: { voted: 2, rows: rowsBefore },
      outcomes: [{ count: { ballots: 2 } }],
    })
  })
})
