import type { Board } from '@linli/shared/polls/board'
import { recount } from '@linli/shared/polls/recount'
import {
  bodyOf,
  startPollTown,
  CLOSES,
  drawCode,
  namedStraw,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'
import { unzip } from '../../platform/unzip'
import { checkEvidence } from './evidence-check'

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

const voterAt = (index: number) => town.voterAt(index)
async function publish(poll: PollHandle): Promise<void> {
  const { version } = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`)) as { version: unknown }
  bodyOf(await town.admin.post(`/staff/polls/${poll.id}/publish`, { version }))
}

interface Ledger {
  readonly rows: number
  readonly reached: number
  readonly items: readonly { serial: number; label: string; reached: boolean }[]
}

describe('papers of a secret poll', () => {
  test('rows are marked at the desk; mixed papers are entered after closing in batches, and only totals are reconciled', async () => {
    const poll = await town.opened()
    const printed = await town.staff.post(`/staff/polls/${poll.id}/print-papers`, { count: 12 })
    expect(printed.status).toBe(201)
    const mark = async (index: number) =>
      town.staff.post(`/staff/polls/${poll.id}/marks`, { rowId: await town.rowOf(poll, voterAt(index)) })
    for (let index = 0; index < 7; index += 1) expect((await mark(index)).body).toEqual({ marked: true })
    expect((await mark(0)).body).toEqual({ marked: false })
    for (let index = 7; index < 12; index += 1)
      await voterAt(index).client.post(`/polls/${poll.id}/ballot`, {
        rowId: await town.rowOf(poll, voterAt(index)),
        ballots: [{ code: drawCode(), choice: 'B' }],
      })
    // First on the row wins: the phone of somebody who took a paper is told that a ballot is recorded.
    const late = await voterAt(0).client.post(`/polls/${poll.id}/ballot`, {
      rowId: await town.rowOf(poll, voterAt(0)),
      ballots: [{ code: drawCode(), choice: 'B' }],
    })
    expect(late.body).toEqual({ recorded: true })
    const batch = (from: number, to: number, answer: string | null = 'A') =>
      town.second.post(`/staff/polls/${poll.id}/batches`, {
        papers: Array.from({ length: to - from + 1 }, (_, at) => ({
          serial: from + at,
          answers: answer === null ? null : [answer],
        })),
      })
    expect((await batch(1, 7)).status).toBe(409)
    await town.close()
    expect(bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))).toMatchObject({
      phase: 'sealing',
      closing: { unsealed: 0, marked: 7, entered: 0 },
      outcomes: [],
    })
    expect((await batch(1, 4)).body['code']).toBe('not_reconciled')
    expect((await batch(1, 5)).body['code']).toBe('not_reconciled')
    expect((await batch(1, 8)).body['code']).toBe('not_reconciled')
    expect((await batch(1, 7)).body).toEqual({ entered: 7, marked: 7 })
    // The answer was lost, and the batch is sent again: it says which papers are in already.
    expect((await batch(1, 7)).body['details']).toEqual({ serials: [1, 2, 3, 4, 5, 6, 7] })
    const { version } = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`)) as { version: unknown }
    expect((await town.staff.post(`/staff/polls/${poll.id}/count`, { version })).status).toBe(200)
    await publish(poll)
    const board = bodyOf(await voterAt(9).client.get(`/polls/${poll.id}/board`)) as unknown as Board
    expect(recount(board).ok).toBe(true)
    expect(board.secret?.[0]).toMatchObject({ spoiled: 0, missing: 0 })
    expect(board.outcomes[0]?.count.options.map(({ votes }) => votes)).toEqual([7, 5])
  })
  test('lost papers are voided with a reason and others printed, on the record; a voided paper is no ballot', async () => {
    const poll = await town.opened()
    const path = `/staff/polls/${poll.id}`
    interface Printed {
      papers: { serial: number; codes: string[] }[]
    }
    const print = (count: number) => town.staff.post(`${path}/print-papers`, { count })
    const cancel = (from: number, to: number) =>
      town.second.post(`${path}/void-papers`, { from, to, reason: '印好的一叠找不到了' })
    expect((await cancel(1, 3)).status).toBe(409)
    bodyOf(await print(6))
    // Of several who print at once each number is given out once.
    const many = await Promise.all([print(1), print(1), print(1)])
    const done = many.filter(({ status }) => status === 201)
    expect(many.every(({ status }) => status === 201 || status === 409)).toBe(true)
    const given = done.flatMap(({ body }) => (body as unknown as Printed).papers.map(({ serial }) => serial))
    expect(given.sort((a, b) => a - b)).toEqual(done.map((_, at) => 7 + at))
    expect(bodyOf(await cancel(2, 5))).toEqual({ voided: 4 })
    expect((await cancel(2, 5)).status).toBe(409)
    const again = bodyOf(await print(6)) as unknown as Printed
    const first = 7 + done.length
    expect(again.papers.map(({ serial }) => serial)).toEqual(Array.from({ length: 6 }, (_, at) => first + at))
    expect(bodyOf(await town.staff.get(path))).toMatchObject({ papers: first + 5, papersVoided: 4 })
    expect(
      (await voterAt(0).client.post(`${path}/void-papers`, { from: 1, to: 1, reason: '丢了' })).status,
    ).toBe(403)

    for (let index = 0; index < 6; index += 1)
      bodyOf(await town.staff.post(`${path}/marks`, { rowId: await town.rowOf(poll, voterAt(index)) }))
    await town.close()
    expect((await cancel(1, 1)).body['code']).toBe('invalid_status')
    const enter = (serials: readonly number[], spoiled: readonly number[] = []) =>
      town.staff.post(`${path}/batches`, {
        papers: serials.map((serial) => ({ serial, answers: spoiled.includes(serial) ? null : ['A'] })),
      })
    // It came back in the box all the same: it is seen as a spoiled paper, and counts for nobody.
    const serials = [3, first, first + 1, first + 2, first + 3, first + 4]
    const refused = await enter(serials)
    expect([refused.status, refused.body['code'], refused.body['details']]).toEqual([
      409,
      'papers_refused',
      { serials: [3] },
    ])
    expect(bodyOf(await enter(serials, [3]))).toEqual({ entered: 6, marked: 6 })
    const { version } = bodyOf(await town.staff.get(path)) as { version: unknown }
    bodyOf(await town.staff.post(`${path}/count`, { version }))
    await publish(poll)
    const board = bodyOf(await town.supervisor.get(`/polls/${poll.id}/board`)) as unknown as Board
    expect(board.secret?.[0]).toMatchObject({ spoiled: 1, missing: 0 })
    expect(recount(board)).toMatchObject({ ok: true, ballots: 5 })
    const history = (await app.rows('polls')).find((row) => row['_id'] === poll.id)?.['history'] as object[]
    expect(history).toContainEqual(
      expect.objectContaining({ event: 'void_papers', detail: '2–5 号：印好的一叠找不到了' }),
    )
    const { bytes } = await app.deps.services.polls.evidence.bundle(town.actor('supervisor'), poll.id)
    const files = await unzip(bytes)
    const kept = String(files.get('papers.json'))
    expect(JSON.parse(kept)).toEqual({
      ...{ printed: first + 5, marked: 6, entered: 6, spoiled: 1 },
      voided: [2, 3, 4, 5],
    })
    expect(checkEvidence(files).checks.flatMap(({ faults }) => faults)).toEqual([])
    expect(String(files.get('README.txt'))).toContain('papers.json')
    expect(String(files.get('history.json'))).toContain('2–5 号：印好的一叠找不到了')
    for (const { codes } of again.papers) for (const code of codes) expect(kept).not.toContain(code)
    const acts = (await app.rows('audit_rows')).filter(({ targetId }) => targetId === poll.id)
    expect(acts).toContainEqual(
      expect.objectContaining({
        ...{ action: 'poll.void_papers', detail: { papers: '2–5 号：印好的一叠找不到了' } },
      }),
    )
  })
})

describe('papers and their codes', () => {
  const questions = ['种树吗？', '装灯吗？'].map((text) => ({
    ...({ kind: 'motion', text, method: 'single', options: ['同意', '反对'] } as const),
    ...{ min: 1, max: 1, scoreMax: 0, seats: 1 },
  }))
  const stored = async (poll: PollHandle) =>
    (await app.rows('poll_papers')).filter(({ pollId }) => pollId === poll.id)
  const enter = (poll: PollHandle, serials: readonly number[]) =>
    town.staff.post(`/staff/polls/${poll.id}/batches`, {
      papers: serials.map((serial) => ({ serial, answers: ['A', 'B'] })),
    })
  /** A poll of two questions that has closed, with `count` papers handed out of 30. */
  async function closedWith(count: number) {
    const poll = await town.opened({ questions })
    const printed = bodyOf(await town.staff.post(`/staff/polls/${poll.id}/print-papers`, { count: 30 }))
    for (let index = 0; index < count; index += 1)
      await town.staff.post(`/staff/polls/${poll.id}/marks`, {
        rowId: await town.rowOf(poll, voterAt(index)),
      })
    await town.close()
    return { poll, papers: printed['papers'] as { serial: number; codes: string[] }[] }
  }

  test('the code on a paper is the one on the board, question by question; once entered, no number leads to it', async () => {
    const { poll, papers } = await closedWith(10)
    bodyOf(await enter(poll, [4, 8, 15, 16, 23, 29, 1, 2, 3, 5]))
    for (const paper of await stored(poll)) expect(paper['code'] === '').toBe(paper['entered'])
    const { version } = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`)) as { version: unknown }
    bodyOf(await town.staff.post(`/staff/polls/${poll.id}/count`, { version }))
    await publish(poll)
    const board = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}/board`)) as unknown as Board
    const places = [4, 8].map((serial) =>
      papers[serial - 1]?.codes.map((code, index) =>
        board.secret?.[index]?.entries.find(([known]) => known.startsWith(code))?.at(1),
      ),
    )
    expect(places).toEqual([
      ['A', 'B'],
      ['A', 'B'],
    ])
    // Two questions of one paper have nothing in common that a reader of the board could see.
    expect(papers.every(({ codes }) => new Set(codes).size === 2)).toBe(true)
  })

  test('the same mark, asked for again because its answer was lost, says again that a paper may be handed out', async () => {
    const poll = await town.opened()
    const rowId = await town.rowOf(poll, voterAt(3))
    const mark = (idempotencyKey: string) =>
      town.staff.post(`/staff/polls/${poll.id}/marks`, { rowId }, { idempotencyKey })
    const both = [await mark('mark-once-0001'), await mark('mark-once-0001')]
    expect(both.map(({ body }) => body)).toEqual([{ marked: true }, { marked: true }])
    expect((await mark('mark-once-0002')).body).toEqual({ marked: false })
  })

  test('batches that come at once never hold more papers than were handed out', async () => {
    const { poll } = await closedWith(10)
    const answers = await Promise.all([
      enter(poll, [1, 2, 3, 4, 5]),
      enter(poll, [6, 7, 8, 9, 10]),
      enter(poll, [11, 12, 13, 14, 15]),
      enter(poll, [16, 17, 18, 19, 20, 21, 22, 23, 24, 25]),
    ])
    const entered = (await stored(poll)).filter((paper) => paper['entered'])
    expect(entered).toHaveLength(10)
    for (const { status, body } of answers.filter((answer) => answer.status !== 200))
      expect([status, body['code']]).toEqual([409, 'not_reconciled'])
  })

  test('a batch and the count at once: what was taken is counted, or the count has to be asked for again', async () => {
    const { poll } = await closedWith(10)
    bodyOf(await enter(poll, [1, 2, 3, 4, 5]))
    const { version } = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`)) as { version: unknown }
    const [batch, count] = await Promise.all([
      enter(poll, [6, 7, 8, 9, 10]),
      town.staff.post(`/staff/polls/${poll.id}/count`, { version }),
    ])
    expect([batch.status, count.status].sort()).toEqual([200, 409])
    if (count.status === 409) {
      const newer = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`)) as { version: unknown }
      bodyOf(await town.staff.post(`/staff/polls/${poll.id}/count`, { version: newer.version }))
    }
    const { outcomes } = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`)) as {
      outcomes: { count: { ballots: number } }[]
    }
    expect(outcomes[0]?.count.ballots).toBe(batch.status === 200 ? 10 : 5)
  })
})

test('who has not voted is reminded once on the last day, and who has voted is not', async () => {
  await town.withAccounts(0, 1)
  const poll = await town.opened()
  await voterAt(0).client.post(`/polls/${poll.id}/ballot`, {
    rowId: await town.rowOf(poll, voterAt(0)),
    ballots: [{ code: drawCode(), choice: 'A' }],
  })
  const told = async () =>
    (await app.rows('messages'))
      .filter((row) => row['dedupeKey'] === `poll.reminder:${poll.id}`)
      .map((row) => row['accountId'])
  await app.deps.jobs.runNow('polls.remind')
  expect(await told()).toEqual([])
  app.clock.set('2026-12-25T12:00:00.000Z')
  await app.deps.jobs.runNow('polls.remind')
  await app.deps.jobs.runNow('polls.remind')
  expect(await told()).toEqual([voterAt(1).actor.accountId])

  // Who was reminded is in the ledger, which nobody opens before the count.
  const ledger = (client: typeof town.staff, query = '') =>
    client.get(`/staff/polls/${poll.id}/reminders${query}`)
  const rows = town.voters.length
  for (const client of [town.staff, town.admin, town.supervisor]) {
    const refused = await ledger(client)
    expect([refused.status, refused.body['code']]).toEqual([409, 'invalid_status'])
    expect(JSON.stringify(refused.body)).not.toContain(String(rows - 1))
  }
  await town.close()
  expect((await ledger(voterAt(1).client)).status).toBe(403)
  expect((await ledger(town.as('community_staff', { community: 'other' }))).status).toBe(404)
  const opened = bodyOf(await ledger(town.staff, '?limit=3')) as unknown as Ledger
  expect(opened).toMatchObject({ rows: rows - 1, reached: 1, nextCursor: expect.any(String) as string })
  expect(opened.items).toHaveLength(3)
  const all = bodyOf(await ledger(town.supervisor, '?limit=50')) as unknown as Ledger
  const mine = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}/mine`))['rows'] as { serial: number }[]
  expect(all.items.map(({ serial }) => serial)).toEqual(
    Array.from({ length: rows }, (_, at) => at + 1).filter((serial) => serial !== mine[0]?.serial),
  )
  const told1 = bodyOf(await voterAt(1).client.get(`/polls/${poll.id}/mine`))['rows'] as object[]
  const { serial, label } = told1[0] as { serial: number; label: string }
  expect(all.items.filter(({ reached }) => reached)).toEqual([{ serial, label, reached: true }])
  const looks = (await app.rows('audit_rows')).filter(({ action }) => action === 'poll.reminders')
  expect(looks).toHaveLength(2)
  for (const row of await app.rows('poll_reminders'))
    expect(Object.keys(row).sort()).toEqual(['_id', 'communityId', 'pollId', 'reached', 'serial'])
})

test('that somebody got the ballot is written down before closing, and no more at that very moment', async () => {
  const poll = await town.opened(namedStraw)
  const deliver = async (index: number) =>
    town.staff.post(`/staff/polls/${poll.id}/deliveries`, {
      rowIds: [await town.rowOf(poll, voterAt(index))],
    })
  expect((await deliver(0)).body).toEqual({ recorded: 1 })
  app.clock.set(CLOSES)
  // Not sealed yet: under a pack that counts the silent ones with the many, each such row would be one more.
  expect((await deliver(1)).body).toMatchObject({ code: 'invalid_status' })
})
