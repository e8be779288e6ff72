import { bodyOf, codeOf, type Answer } from '../../../test/http-client'
import { startPollTown, type PollTown } from '../../../test/poll-town'
import { startTestApp, type TestApp } from '../../../test/test-app'

// The code at the door is six figures: guessed at from home, alone, by many, and by the other process.

const BEGINS = '2026-12-03T11:00:00.000Z'
const LIMIT = 10
const WINDOW_MS = 600_000

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown(14))
})
afterAll(() => app.close())

async function open(): Promise<string> {
  app.clock.set('2026-11-23T02:00:00.000Z')
  const made = await town.staff.post('/staff/meetings', {
    ...{ communityId: town.own, title: '充电车棚议事会', about: '', place: '二楼议事厅', isPublic: true },
    ...{ startsAt: BEGINS, endsAt: '2026-12-03T12:30:00.000Z' },
    items: [{ id: null, title: '车棚建在哪里', topicId: null, pollId: null }],
    audience: { representatives: false, supporters: false, personIds: [town.voterAt(0).personId] },
  })
  const { id, version } = bodyOf<{ id: string; version: number }>(made)
  bodyOf(await town.staff.post(`/staff/meetings/${id}/invite`, { version }))
  app.clock.set(BEGINS)
  return id
}
const codeAt = async (id: string): Promise<string> =>
  String(bodyOf(await town.staff.get(`/staff/meetings/${id}/door`))['doorCode'])
/** Wrong by so much. */
const wrongBy = (code: string, by: number): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')
const tryAt = (index: number, id: string, doorCode: string): Promise<Answer> =>
  town.voterAt(index).client.post(`/meetings/${id}/attend`, { doorCode })
const guess = async (index: number, id: string, times: number): Promise<void> => {
  const code = await codeAt(id)
  for (let at = 1; at <= times; at += 1)
    expect(codeOf(await tryAt(index, id, wrongBy(code, at)))).toBe('door_code_wrong')
}
const said = ({ status, text }: Answer): string => `${status} ${text.replace(/req_\w+/, '')}`

test('one neighbour guesses so often and no more: then even the right code says when to come back, as a wrong one does', async () => {
  const id = await open()
  await guess(0, id, LIMIT)
  const code = await codeAt(id)
  const answers = [
    await tryAt(0, id, code),
    await tryAt(0, id, wrongBy(code, 1)),
    await tryAt(0, id, '000000'),
  ]
  expect(answers.map(codeOf)).toEqual(['rate_limited', 'rate_limited', 'rate_limited'])
  expect(new Set(answers.map(said)).size).toBe(1)
  expect(answers[0]?.headers.get('retry-after')).toBe('600')
  // Others come in, and another meeting counts for itself.
  expect((await tryAt(1, id, code)).status).toBe(200)
  const other = await open()
  expect((await tryAt(0, other, await codeAt(other))).status).toBe(200)
  app.clock.advance(WINDOW_MS)
  expect((await tryAt(0, id, await codeAt(id))).status).toBe(200)
})

test('a wrong code is answered alike, however near it was', async () => {
  const id = await open()
  const code = await codeAt(id)
  const answers = await Promise.all([1, 10, 500_000].map((by) => tryAt(0, id, wrongBy(code, by))))
  expect(new Set(answers.map(said)).size).toBe(1)
})

test('guesses side by side gain nothing', async () => {
  const id = await open()
  const code = await codeAt(id)
  const answers = await Promise.all(
    Array.from({ length: 3 * LIMIT }, (_, at) => tryAt(0, id, wrongBy(code, at + 1))),
  )
  expect(answers.filter((answer) => codeOf(answer) === 'door_code_wrong')).toHaveLength(LIMIT)
})

test('many who guess at one door leave each three tries, and who stands there comes in', async () => {
  const id = await open()
  for (let index = 0; index < 10; index += 1) await guess(index, id, LIMIT)
  await guess(10, id, 3)
  const code = await codeAt(id)
  expect(codeOf(await tryAt(10, id, code))).toBe('rate_limited')
  expect((await tryAt(11, id, code)).status).toBe(200)
  expect((await tryAt(11, id, code)).status).toBe(200)
})

test('what was counted is counted by another process too, and after a restart', async () => {
  const id = await open()
  await guess(0, id, LIMIT)
  const other = await startTestApp({ database: app.database, start: BEGINS })
  try {
    const again = await other
      .as(town.voterAt(0).actor)
      .post(`/meetings/${id}/attend`, { doorCode: await codeAt(id) })
    expect(codeOf(again)).toBe('rate_limited')
  } finally {
    await other.close()
  }
})
