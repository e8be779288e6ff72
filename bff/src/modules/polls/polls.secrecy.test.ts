import { bodyOf, startPollTown, drawCode, type PollHandle, type PollTown } from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// docs/adr/0013: everything Linli keeps is searched for what could join a voter to a ballot.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

interface Cast {
  readonly voter: PollTown['voters'][number]
  readonly rowId: string
  readonly code: string
  readonly choice: string
}

type Rows = Record<string, unknown>[]
const collections = async (): Promise<Map<string, Rows>> => {
  const names = Object.keys(await app.census())
  return new Map(await Promise.all(names.map(async (name) => [name, await app.rows(name)] as const)))
}

/** Opens a poll and casts for the first `count` voters; `kept` is what stood in the database before. */
async function castAll(count: number) {
  const poll = await town.opened()
  const rows = await Promise.all(town.voters.slice(0, count).map((voter) => town.rowOf(poll, voter)))
  const metricsBefore = (await app.visitor.get('//metrics')).text
  const kept = await collections()
  const logsBefore = app.logs.length
  const casts: Cast[] = []
  for (const [index, rowId] of rows.entries()) {
    const cast = {
      voter: town.voterAt(index),
      rowId,
      code: drawCode(),
      choice: index % 3 === 0 ? 'B' : 'A',
    }
    app.clock.advance(1_000)
    const answer = await cast.voter.client.post(`/polls/${poll.id}/ballot`, {
      rowId,
      ballots: [{ code: cast.code, choice: cast.choice }],
    })
    expect(answer.body).toEqual({ recorded: true })
    casts.push(cast)
  }
  return { poll, casts, kept, logs: app.logs.slice(logsBefore), metricsBefore }
}

/** What lies in a box; its other places are free. */
const ballotsIn = (box: Rows = []): Rows => box.filter((place) => place['ballot'] !== undefined)
const boxName = (poll: PollHandle): string => `poll_box_${poll.id}`

test('a cast fills places of the box, flips its row, and changes nothing else in any collection', async () => {
  const { poll, casts, kept } = await castAll(12)
  const now = await collections()
  const changed = [...now].filter(
    ([name, rows]) => JSON.stringify(rows) !== JSON.stringify(kept.get(name) ?? []),
  )
  expect(changed.map(([name]) => name).sort()).toEqual([boxName(poll), 'poll_rolls'].sort())
  expect(ballotsIn(now.get(boxName(poll)))).toHaveLength(casts.length)

  const before = new Map((kept.get('poll_rolls') ?? []).map((row) => [row['_id'], row]))
  const cast = new Set(casts.map(({ rowId }) => rowId))
  for (const row of now.get('poll_rolls') ?? []) {
    const differing = Object.keys(row).filter(
      (field) => JSON.stringify(row[field]) !== JSON.stringify(before.get(row['_id'])?.[field]),
    )
    expect(differing.sort()).toEqual(cast.has(String(row['_id'])) ? ['via', 'voted'] : [])
  }
})

test('a code stands in the box alone, and the box knows no person, account, row, community or time', async () => {
  const { poll, casts } = await castAll(12)
  for (const [name, rows] of await collections()) {
    const text = JSON.stringify(rows)
    if (name === boxName(poll)) {
      for (const row of ballotsIn(rows)) expect(Object.keys(row).sort()).toEqual(['_id', 'ballot', 'choice'])
      for (const { voter, rowId } of casts)
        for (const trace of [voter.personId, voter.actor.accountId, voter.actor.sessionId, rowId, town.own])
          expect(text).not.toContain(trace)
      continue
    }
    for (const { code } of casts) expect({ name, holds: text.includes(code) }).toEqual({ name, holds: false })
  }
})

test('the box is laid out before anybody votes: what the storage remembers of its order is not the order of casting', async () => {
  const { poll, casts, kept } = await castAll(14)
  const idsOf = (rows: Rows = []) => rows.map((row) => row['_id'])
  const now = (await collections()).get(boxName(poll))
  expect(idsOf(now)).toEqual(idsOf(kept.get(boxName(poll))))
  // One question: half as many places again as there are voters.
  expect(now).toHaveLength(town.voters.length * 1.5)
  const stored = ballotsIn(now).map((row) => String(row['ballot']).split(':')[1])
  expect(stored.toSorted()).toEqual(casts.map(({ code }) => code).toSorted())
  // Once in 14! runs it would be so by chance.
  expect(stored).not.toEqual(casts.map(({ code }) => code))
})

test('the log says that ballots came on this day, and nothing of who, from where, when or how long', async () => {
  const { logs, casts } = await castAll(12)
  const lines = logs.filter(({ msg }) => msg === 'http.detached')
  expect(lines).toHaveLength(casts.length)
  for (const line of lines) {
    expect(Object.keys(line).sort()).toEqual(['app', 'level', 'method', 'msg', 'route', 'time'])
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(line['route']).toBe('POST /polls/{id}/ballot')
  }
  const text = JSON.stringify(logs)
  for (const { code, rowId, voter } of casts)
    for (const trace of [code, rowId, voter.personId, voter.actor.accountId])
      expect(text).not.toContain(trace)
})

test('the metrics count no casts, and no refused ones', async () => {
  const { poll, casts, metricsBefore } = await castAll(12)
  const [first] = casts
  await first?.voter.client.post(`/polls/${poll.id}/ballot`, {
    rowId: 'prw_1BoxkVZLBjFjeN8D7rQ2wX',
    ballots: [],
  })
  const own = (text: string) =>
    text.split('\n').filter((line) => line.startsWith('linli_') && !/metrics|other\)/.test(line))
  const after = (await app.visitor.get('//metrics')).text
  expect(own(after)).toEqual(own(metricsBefore))
  expect(after).not.toContain('/ballot')
})

test('after closing the box is gone, and the board is in the order of codes whatever the order of casting', async () => {
  const { poll, casts } = await castAll(14)
  await town.close()
  expect((await collections()).has(boxName(poll))).toBe(false)
  const { version } = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`)) as { version: unknown }
  bodyOf(await town.admin.post(`/staff/polls/${poll.id}/publish`, { version }))
  const board = await casts[0]?.voter.client.get(`/polls/${poll.id}/board`)
  const [box] = board?.body['secret'] as { entries: [string, string][] }[]
  expect(box?.entries).toEqual(
    casts.map(({ code, choice }) => [code, choice]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
  for (const { voter, rowId } of casts)
    for (const trace of [voter.personId, voter.actor.accountId, rowId])
      expect(board?.text).not.toContain(trace)
})
