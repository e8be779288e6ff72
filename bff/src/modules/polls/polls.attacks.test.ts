import { gunzipSync, gzipSync } from 'node:zlib'
import type { Board } from '@linli/shared/polls/board'
import { recount } from '@linli/shared/polls/recount'
import {
  always,
  bodyOf,
  startPollTown,
  drawCode,
  namedStraw,
  secretBallot,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// participation §3.4, line by line; lines 13 and 16 are in polls.attacks.closing.test.ts, line 17 in shared/src/polls/count.rules.test.ts and board.crosscheck.test.ts.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

const voterAt = (index: number) => town.voterAt(index)
const boardFor = async (poll: PollHandle, index: number) =>
  bodyOf(await voterAt(index).client.get(`/polls/${poll.id}/board`)) as unknown as Board

describe('line 1: the same voter, many requests at once', () => {
  test('fifty secret ballots at once leave one row flipped and one ballot', async () => {
    const poll = await town.opened()
    const rowId = await town.rowOf(poll, voterAt(0))
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        voterAt(0).client.post(`/polls/${poll.id}/ballot`, secretBallot(rowId)),
      ),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(await town.boxed(poll)).toHaveLength(1)
  })
  test('fifty named ballots at once where ballots are changed leave one row and one answer', async () => {
    const poll = await town.opened(namedStraw)
    const rowId = await town.rowOf(poll, voterAt(0))
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        voterAt(0).client.post(`/polls/${poll.id}/vote`, {
          rowId,
          answers: [n % 2 ? 'A' : 'B'],
          othersAgree: true,
        }),
      ),
    )
    await town.close()
    expect(await town.desk(poll)).toMatchObject({ outcomes: [{ count: { ballots: 1 } }] })
  })
  test('the phone and the desk at once: the first on the row wins, the other learns it', async () => {
    const poll = await town.opened()
    const rowId = await town.rowOf(poll, voterAt(0))
    const [phone, marked] = await Promise.all([
      voterAt(0).client.post(`/polls/${poll.id}/ballot`, secretBallot(rowId)),
      town.staff.post(`/staff/polls/${poll.id}/marks`, { rowId }),
    ])
    expect(phone.body).toEqual({ recorded: true })
    expect(await town.boxed(poll)).toHaveLength(marked.body['marked'] === true ? 0 : 1)
  })
})

describe('line 2: ballots for those who stayed away', () => {
  test('staff have no way to cast a secret ballot for a row, and each mark at the desk is in the trail', async () => {
    const poll = await town.opened()
    const rowId = await town.rowOf(poll, voterAt(1))
    expect((await town.staff.post(`/polls/${poll.id}/ballot`, secretBallot(rowId))).status).toBe(403)
    await town.staff.post(`/staff/polls/${poll.id}/marks`, { rowId })
    const acts = (await app.rows('audit_rows')).filter(({ targetId }) => targetId === poll.id)
    expect(acts).toContainEqual(
      expect.objectContaining({ action: 'poll.mark', detail: { rowId, marked: true } }),
    )
    await town.close()
    // A mark without its paper is no ballot: it waits for the paper, and is shown as missing when none comes.
    const { version } = (await town.desk(poll)) as { version: unknown }
    expect((await town.staff.post(`/staff/polls/${poll.id}/count`, { version })).status).toBe(200)
    await town.publish(poll)
    const board = bodyOf(await town.supervisor.get(`/polls/${poll.id}/board`)) as unknown as Board
    expect(board.secret?.[0]).toMatchObject({ missing: 1, entries: [] })
    expect(recount(board).ok).toBe(true)
  })
})

describe('line 3: ballots deleted or changed', () => {
  test('a board changed in the database does not recount, and the ballot is named', async () => {
    const poll = await town.opened()
    for (let index = 0; index < 12; index += 1) await town.cast(poll, index)
    await town.close()
    await town.publish(poll)
    const boards = app.connection.getClient().db(app.database).collection<{ _id: string }>('poll_boards')
    const row = (await boards.findOne({ _id: poll.id }, { promoteBuffers: true })) as unknown as {
      json: Buffer
    }
    const board = JSON.parse(gunzipSync(row.json).toString('utf8')) as Board
    const [box] = board.secret ?? []
    const entries = box?.entries.map(([code], index) => [code, index === 4 ? 'B' : 'A'])
    const forged = { ...board, secret: [{ ...box, entries }] }
    await boards.updateOne({ _id: poll.id }, { $set: { json: gzipSync(JSON.stringify(forged)) } })
    const { ok, faults } = recount(await boardFor(poll, 0))
    expect(ok).toBe(false)
    expect(faults).toContainEqual({
      kind: 'ballot_changed',
      at: { questionId: box?.questionId, code: box?.entries[4]?.[0] },
    })
  })
})

test('line 3: a ballot taken out of the box before closing is missed, and nothing is published', async () => {
  const poll = await town.opened()
  for (let index = 0; index < 12; index += 1) await town.cast(poll, index)
  const box = app.connection
    .getClient()
    .db(app.database)
    .collection<{ _id: string; ballot?: string }>(`poll_box_${poll.id}`)
  const [one] = await box
    .find({ ballot: { $exists: true } })
    .limit(1)
    .toArray()
  await box.deleteOne({ _id: one?._id ?? '' })
  await town.close()
  expect(await town.desk(poll)).toMatchObject({ phase: 'sealing', root: null, outcomes: [] })
  expect(app.logs).toContainEqual(expect.objectContaining({ msg: 'poll.recount_failed', faults: ['count'] }))
})

describe('line 4: one code for two voters', () => {
  test('the code is the phone’s own, and no second ballot takes it', async () => {
    const poll = await town.opened()
    const code = drawCode()
    expect((await town.cast(poll, 0, 'A', code)).status).toBe(200)
    const again = await town.cast(poll, 1, 'B', code)
    expect([again.status, again.body['code']]).toEqual([400, 'validation_failed'])
    // The refused voter's row is untouched: another code is taken.
    expect((await town.cast(poll, 1, 'B')).status).toBe(200)
    for (let index = 2; index < 12; index += 1) await town.cast(poll, index)
    await town.close()
    await town.publish(poll)
    const { secret } = await boardFor(poll, 0)
    expect(secret?.[0]?.entries).toContainEqual([code, 'A'])
    expect(secret?.[0]?.entries).toHaveLength(12)
  })
  test('two who send the same code at once: one is taken, one row flipped', async () => {
    const poll = await town.opened()
    const code = drawCode()
    const both = await Promise.all([town.cast(poll, 0, 'A', code), town.cast(poll, 1, 'B', code)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(await town.boxed(poll)).toHaveLength(1)
    const rows = (await app.rows('poll_rolls')).filter(
      (row) => row['pollId'] === poll.id && row['voted'] === true,
    )
    expect(rows).toHaveLength(1)
  })
})

describe('line 5: a ballot that is copied or sent again', () => {
  test('sent again it is the same ballot; copied by somebody else, with the same answer or another, it is none', async () => {
    const poll = await town.opened()
    const code = drawCode()
    expect((await town.cast(poll, 0, 'A', code)).body).toEqual({ recorded: true })
    expect((await town.cast(poll, 0, 'B', code)).body).toEqual({ recorded: true })
    for (const choice of ['A', 'B']) expect((await town.cast(poll, 1, choice, code)).status).toBe(400)
    expect(await town.boxed(poll)).toMatchObject([{ choice: 'A' }])
  })
  test.each(['00', 'G'.repeat(32), 'A'.repeat(32), ''])(
    'a code that is not 128 bits is refused: %j',
    async (code) => {
      const poll = await town.opened()
      expect((await town.cast(poll, 0, 'A', code)).status).toBe(400)
    },
  )
})

test('line 6: nothing of a ballot says when: no time and no order, in the box or on the board', async () => {
  const poll = await town.opened()
  for (let index = 0; index < 12; index += 1) {
    app.clock.advance(60_000)
    await town.cast(poll, index)
  }
  for (const row of await town.boxed(poll)) {
    expect(Object.keys(row).sort()).toEqual(['_id', 'ballot', 'choice'])
    expect(row['ballot']).toMatch(/^pqu_\w+:[0-9a-f]{32}$/)
    // A place that was laid out and numbered before the first ballot.
    expect(row['_id']).toMatch(/^place:\d+$/)
  }
  await town.close()
  expect(Object.keys(await app.census()).filter((name) => name.startsWith('poll_box_'))).not.toContain(
    `poll_box_${poll.id}`,
  )
  await town.publish(poll)
  const codes = (await boardFor(poll, 0)).secret?.[0]?.entries.map(([code]) => code) ?? []
  expect(codes).toEqual([...codes].sort())
})

test('line 7: there is no way to ask for a part of a result', async () => {
  const poll = await town.opened()
  for (let index = 0; index < 12; index += 1) await town.cast(poll, index)
  await town.close()
  await town.publish(poll)
  for (const path of [`/polls/${poll.id}?nodeId=${town.own}`, `/polls/${poll.id}/board?building=3`]) {
    const asked = await voterAt(0).client.get(path)
    const plain = await voterAt(0).client.get(path.replace(/\?.*/, ''))
    expect(asked.text).toBe(plain.text)
  }
  // The roll that everybody reads does not say who voted.
  const roll = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}/roll`))
  for (const line of roll['items'] as object[])
    expect(Object.keys(line).sort()).toEqual(['area', 'label', 'mandate', 'serial', 'votes'])
})

test('line 8: after freezing, nobody comes onto the roll', async () => {
  const poll = await town.opened()
  const [late = ''] = await town.enrol({
    name: '周新来',
    phone: '13700000001',
    birthDate: '1980-01-01',
    ...town.home('锦和苑 3 号楼 2 单元 501'),
  })
  const newcomer = town.voterOf(late, 'LateZZ')
  expect(bodyOf(await newcomer.client.get(`/polls/${poll.id}/mine`))).toMatchObject({ rows: [] })
  const { version } = (await town.desk(poll)) as { version: unknown }
  for (const event of ['publish-roll', 'withdraw-roll', 'revise', 'prepare'])
    expect((await town.staff.post(`/staff/polls/${poll.id}/${event}`, { version })).status).toBe(409)
})

test('line 9: a secret poll of fewer than ten cannot open; a board of fewer than ten ballots is the supervisors’', async () => {
  const freezing = async (people: number) => {
    const electorIds = town.voters.slice(0, people).map(({ personId }) => personId)
    const small = await town.announced({ electorate: 'representative' }, { electorIds })
    expect(await town.desk(small)).toMatchObject({ roll: { rows: people } })
    town.afterObjections()
    return town.admin.post(`/staff/polls/${small.id}/freeze`, { version: small.version })
  }
  const refused = await freezing(9)
  expect([refused.status, refused.body['code']]).toEqual([409, 'not_prepared'])
  expect(refused.text).toContain('名册上至少要 10 行')
  expect((await freezing(10)).status).toBe(200)
  const poll = await town.opened()
  for (let index = 0; index < 9; index += 1) await town.cast(poll, index)
  await town.close()
  await town.publish(poll)
  expect((await voterAt(0).client.get(`/polls/${poll.id}/board`)).status).toBe(403)
  expect((await town.staff.get(`/polls/${poll.id}/board`)).status).toBe(403)
  expect((await town.supervisor.get(`/polls/${poll.id}/board`)).status).toBe(200)
})

test.each([{}, namedStraw])('line 10: a roll edited in the database is not counted (%j)', async (setup) => {
  const poll = await town.opened(setup)
  await app.connection
    .getClient()
    .db(app.database)
    .collection('poll_rolls')
    .updateOne(
      { communityId: town.own, rollId: (await town.rollRow(poll, 2))['rollId'], serial: 2 },
      { $set: { label: '别人 李**' } },
    )
  await town.close()
  expect(await town.desk(poll)).toMatchObject({ phase: 'sealing', root: null, outcomes: [] })
  const { version } = (await town.desk(poll)) as { version: unknown }
  expect((await town.staff.post(`/staff/polls/${poll.id}/count`, { version })).status).toBe(500)
})

test('line 11: everybody is given the same board, byte for byte, with the root that was signed', async () => {
  const poll = await town.opened()
  for (let index = 0; index < 12; index += 1) await town.cast(poll, index)
  await town.close()
  await town.publish(poll)
  const answers = await Promise.all(
    [voterAt(0).client, voterAt(20).client, town.staff, town.supervisor].map((client) =>
      client.get(`/polls/${poll.id}/board`),
    ),
  )
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  const { root } = (await town.desk(poll)) as { root: unknown }
  expect(answers[0]?.body['root']).toBe(root)
})

test('line 12: nothing that can be asked before closing moves when ballots come', async () => {
  const poll = await town.opened({ questions: town.draft().setup.questions, electorate: 'person' })
  const { paths } = (await app.visitor.get('//openapi.json')).body as { paths: Record<string, object> }
  const readable = Object.entries(paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []))
  // Every list and every figure there is, and everything that is told of one poll.
  const asked = readable
    .map((path) => path.replace(/^\/api\/v1/, '').replace(/^((?:\/staff)?\/polls\/)\{id\}/, `$1${poll.id}`))
    .filter((path) => !path.includes('{'))
    .concat(`/staff/polls/${poll.id}/evidence`, `/staff/polls/${poll.id}/official-pack`)
  expect(asked.length).toBeGreaterThan(60)
  expect(asked.filter((path) => path.includes(poll.id)).length).toBeGreaterThan(9)
  const look = async () => {
    const askers = [voterAt(20).client, town.staff, town.admin, town.supervisor, app.visitor]
    const seen: string[] = []
    for (const client of askers)
      for (const path of asked) {
        const { status, headers, text } = await client.get(path)
        // Turnout of the whole electorate may move: product §3.6 lets the pack show it, on the page of the poll alone.
        const isPage = path === `/polls/${poll.id}`
        const body = text.replace(/req_\w+/g, '').replace(/"turnout":\{"voted":\d+/, isPage ? '' : '$&')
        const size = isPage ? '' : `${headers.get('content-length')} ${headers.get('etag')}`
        seen.push(`${path} ${status} ${size} ${body}`)
      }
    return seen
  }
  const before = await look()
  for (let index = 0; index < 9; index += 1) await town.cast(poll, index, index < 4 ? 'A' : 'B')
  await app.drainOutbox()
  expect(await look()).toEqual(before)
  const metrics = await app.visitor.get('//metrics')
  expect(metrics.text).not.toContain('/ballot')
}, 60_000)

test('line 14: before closing the server shows neither code nor choice of a secret ballot, to whoever looks over a shoulder', async () => {
  const poll = await town.opened()
  await town.cast(poll, 0, 'B')
  const mine = await voterAt(0).client.get(`/polls/${poll.id}/mine`)
  expect(bodyOf(mine)).toMatchObject({ rows: [{ voted: true, answers: null }] })
  expect(mine.text).not.toMatch(/[0-9a-f]{32}/)
})

describe('line 15: the same person, a second account', () => {
  test('another account of the same person has the same row, and it has voted', async () => {
    const poll = await town.opened()
    await town.cast(poll, 0)
    const rebound = town.voterOf(voterAt(0).personId, 'Rebound')
    expect(bodyOf(await rebound.client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ voted: true }],
    })
    await rebound.client.post(`/polls/${poll.id}/ballot`, secretBallot(await town.rowOf(poll, rebound)))
    expect(await town.boxed(poll)).toHaveLength(1)
  })
})

describe('tenant confusion', () => {
  test('a resident of another community finds neither poll nor board, and cannot cast with a row id from elsewhere', async () => {
    const poll = await town.opened()
    const rowId = await town.rowOf(poll, voterAt(0))
    const stranger = always(app, {
      ...voterAt(0).actor,
      accountId: 'acc_testStranger',
      sessionId: 'ses_testStranger',
      communityId: town.other,
      grants: [{ role: 'verified_resident', nodeId: town.other, communityIds: [town.other] }],
    })
    for (const path of [
      `/polls/${poll.id}`,
      `/polls/${poll.id}/mine`,
      `/polls/${poll.id}/board`,
      `/polls/${poll.id}/roll`,
    ])
      expect((await stranger.get(path)).status).toBe(404)
    expect((await stranger.post(`/polls/${poll.id}/ballot`, secretBallot(rowId))).status).toBe(404)
    const second = await town.opened()
    // A row of one poll is no row of another.
    expect((await voterAt(0).client.post(`/polls/${second.id}/ballot`, secretBallot(rowId))).status).toBe(403)
  })
})
