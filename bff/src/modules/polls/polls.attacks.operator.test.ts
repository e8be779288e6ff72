import type { BoardFile } from '@linli/shared/polls/board.schema'
import { canonicalJson } from '@linli/shared/polls/fingerprints'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { recount } from '@linli/shared/polls/recount'
import { buildPollTown, namedStraw, type PollHandle, type PollTown } from '../../../test/poll-town'
import { startTestApp, type TestApp } from '../../../test/test-app'

// participation §3.4, the dishonest operator: whoever holds the database edits ballots between closing and the count.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  app = await startTestApp()
  town = await buildPollTown(app)
})
afterAll(() => app.close())

const edit = async (poll: PollHandle, serial: number, set: object): Promise<void> => {
  const { _id } = await town.rollRow(poll, serial)
  const rows = app.collection('poll_rolls')
  await rows.updateOne({ _id: String(_id), communityId: town.own }, { $set: set })
}
/** A named poll in which half of the voters have cast; `voted` and `silent` are numbers of rows. */
async function halfCast() {
  const poll = await town.opened(namedStraw)
  const cast = town.voters.slice(0, 12)
  for (const { client, personId, actor } of cast) {
    const rowId = await town.rowOf(poll, { client, personId, actor })
    const body = { rowId, answers: ['A'], othersAgree: true }
    expect((await client.post(`/polls/${poll.id}/vote`, body)).status).toBe(200)
  }
  const rows = await town.rollRows(poll)
  const serialOf = (voted: boolean) => Number(rows.find((row) => row['voted'] === voted)?.['serial'])
  return { poll, voted: serialOf(true), silent: serialOf(false) }
}

test('a roll as its voters left it is counted', async () => {
  const { poll } = await halfCast()
  await town.close()
  expect(await town.desk(poll)).toMatchObject({ phase: 'counted', turnout: { voted: 12 } })
})

test.each<[string, 'voted' | 'silent', object]>([
  ['another choice', 'voted', { answers: ['B'] }],
  ['a ballot that is gone', 'voted', { voted: false, via: null, answers: [] }],
  ['another channel', 'voted', { via: 'paper' }],
  ['a ballot nobody has cast', 'silent', { voted: true, via: 'phone', answers: ['B'] }],
])('%s in a row of the database is not counted', async (_name, which, set) => {
  const half = await halfCast()
  await edit(half.poll, half[which], set)
  await town.close()
  expect(await town.desk(half.poll)).toMatchObject({ phase: 'sealing', root: null, outcomes: [] })
})

test('the size of the roll is frozen with the rules', async () => {
  const poll = await town.opened()
  const row = (await app.rows('polls')).find((one) => one['_id'] === poll.id)
  const { rows, votes, area } = row?.['roll'] as Record<string, number>
  expect(row?.['frozen']).toMatchObject({ roll: { rows, votes, area } })
})

test('figures that are edited after publication differ from the board everybody counts', async () => {
  const { poll } = await halfCast()
  await town.close()
  await town.publish(poll)
  const read = async () => {
    const { client } = town.voterAt(0)
    const view = (await client.get(`/polls/${poll.id}`)).body as unknown as PollView
    const board = (await client.get(`/polls/${poll.id}/board`)).body as unknown as BoardFile
    return [canonicalJson(view.result?.outcomes), canonicalJson(recount(board).outcomes)]
  }
  const [shown, counted] = await read()
  expect(shown).toBe(counted)
  const polls = app.collection('polls')
  await polls.updateOne(
    { _id: poll.id, communityId: town.own },
    { $set: { 'count.outcomes.0.count.ballots': 11 } },
  )
  const [edited, again] = await read()
  expect([edited === again, again]).toEqual([false, counted])
})
