import { bodyOf, type Answer, type Client } from '../../../test/http-client'
import { differing, readAll, readersOf, type Readings } from '../../../test/poll-readers'
import {
  namedStraw,
  secretBallot,
  startPollTown,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// Before closing nothing tells a count: what others can read is read before and after somebody votes.

let app: TestApp
let town: PollTown
let readers: ReadonlyMap<string, Client>

beforeAll(async () => {
  ;({ app, town } = await startPollTown(24))
  await town.withAccounts(0, 6)
  readers = readersOf(app, town, 6)
})
afterAll(() => app.close())

/** What others read otherwise once it is done and everything that follows from it. */
async function toldBy(poll: PollHandle, before: Readings, act: () => Promise<Answer>) {
  bodyOf(await act())
  await app.drainOutbox()
  const after = await readAll(app, poll, town.own, readers)
  return { after, told: differing(before, after) }
}

test('a secret ballot changes nothing that anybody else can read', async () => {
  const poll = await town.opened()
  const voter = town.voterAt(0)
  const ballot = secretBallot(await town.rowOf(poll, voter))
  const before = await readAll(app, poll, town.own, readers)
  expect([...before.values()].filter((print) => print.startsWith('200')).length).toBeGreaterThan(40)
  const cast = () => voter.client.post(`/polls/${poll.id}/ballot`, ballot)
  expect((await toldBy(poll, before, cast)).told).toEqual([])
}, 60_000)

test('a named ballot changes nothing that anybody else can read, nor does its change', async () => {
  const poll = await town.opened(namedStraw)
  const voter = town.voterAt(0)
  const rowId = await town.rowOf(poll, voter)
  const vote = (choice: string) =>
    voter.client.post(`/polls/${poll.id}/vote`, { rowId, answers: [choice], othersAgree: true })
  const first = await toldBy(poll, await readAll(app, poll, town.own, readers), () => vote('A'))
  expect(first.told).toEqual([])
  expect((await toldBy(poll, first.after, () => vote('B'))).told).toEqual([])
}, 60_000)
