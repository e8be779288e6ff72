import type { PollSetup } from '@linli/shared/polls/setup.rules'
import { bodyOf, type Answer, type Client } from '../../../test/http-client'
import { differing, readAll, readersOf, type Readings } from '../../../test/poll-readers'
import {
  namedStraw,
  secretBallot,
  startPollTown,
  type PollHandle,
  type PollTown,
  type Voter,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// Before closing nothing tells a count: what others can read is read before and after somebody votes.

let app: TestApp
let town: PollTown
let readers: ReadonlyMap<string, Client>

beforeAll(async () => {
  ;({ app, town } = await startPollTown(24))
  await town.withAccounts(0, 1, 2, 6)
  await town.appoint('community_staff', '李敏')
  await town.appoint('community_staff', '陈立新', 'acc_testStaffTwo')
  await town.appoint('community_staff', '赵第三', 'acc_testStaffThree')
  await town.appoint('community_admin', '孙主任')
  await town.appoint('supervisor', '钱监督')
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

/** Where an act of staff stands for those who may read the trail. */
const trail = ['community_admin', 'supervisor'].flatMap((role) => [`${role} /audit`, `${role} /audit/verify`])
const placesOf = (told: readonly string[], { id }: PollHandle): string[] => [
  ...new Set(told.map((address) => address.replaceAll(id, '{id}').replace(/\?.*/, '')).sort()),
]

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

/** A meeting of households that takes mandates and papers. */
const meeting: Partial<PollSetup> = {
  ...{ packId: 'residents_meeting', secrecy: 'named', electorate: 'household' },
  proxiesPerHolder: 1,
}

test('what else is done with named ballots is read by the desk that has to, and in the trail', async () => {
  const poll = await town.opened(meeting)
  const [holder, given, hers] = [town.voterAt(0), town.voterAt(1), town.voterAt(2)]
  const [givenRow, herRow] = [await town.rowOf(poll, given), await town.rowOf(poll, hers)]
  const staff = `/staff/polls/${poll.id}`
  const mandate = { rowId: givenRow, holderId: holder.personId, mandateRef: '委托书 1' }
  bodyOf(await town.staff.post(`${staff}/proxies`, mandate))
  const paper = { rowId: herRow, answers: ['A'], channel: 'paper' }
  const voteFor = (who: Voter, rowId: string) =>
    who.client.post(`/polls/${poll.id}/vote`, { rowId, answers: ['A'], othersAgree: true })
  const acts: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['a mandate is used', () => voteFor(holder, givenRow)],
    ['one enters a paper', () => town.staff.post(`${staff}/papers`, paper)],
    ['another enters it', () => town.second.post(`${staff}/papers`, paper)],
    [
      'she doubts it',
      () => hers.client.post(`/polls/${poll.id}/not-me`, { rowId: herRow, text: '我没有交过纸票，请查一查' }),
    ],
    [
      'it is annulled',
      () =>
        town.third.post(`${staff}/answer-not-me`, { rowId: herRow, upheld: true, reason: '签名不是本人的' }),
    ],
    ['she casts anew', () => voteFor(hers, herRow)],
  ]
  let before = await readAll(app, poll, town.own, readers)
  const seen: Record<string, string[]> = {}
  for (const [name, act] of acts) {
    const { after, told } = await toldBy(poll, before, act)
    seen[name] = placesOf(told, poll)
    // The desk reads way, time and words; nobody reads a choice.
    for (const address of told) expect(after.get(address)).not.toMatch(/"answers"|"choices?"/)
    before = after
  }
  const doubts = ['community_staff', 'community_admin', 'supervisor'].flatMap((role) => [
    `${role} /staff/polls/{id}`,
    `${role} /staff/polls/{id}/not-me`,
  ])
  // Of the three at the desk one is a reader here, and has entered the paper: it is not asked.
  const asked = ['community_admin /messages', 'community_admin /messages/counts']
  expect(seen).toEqual({
    'a mandate is used': [],
    'one enters a paper': trail,
    'another enters it': trail,
    'she doubts it': [...doubts, ...asked].sort(),
    'it is annulled': [...doubts, ...asked, ...trail].sort(),
    'she casts anew': [],
  })
}, 180_000)

test('a row that is marked at the desk of a secret poll stands in the trail alone', async () => {
  const poll = await town.opened()
  const marked = { rowId: await town.rowOf(poll, town.voterAt(3)) }
  const before = await readAll(app, poll, town.own, readers)
  const mark = () => town.staff.post(`/staff/polls/${poll.id}/marks`, marked)
  expect(placesOf((await toldBy(poll, before, mark)).told, poll)).toEqual(trail)
}, 60_000)

test('a scraper of the metrics learns of no cast: named, changed, on paper or marked at the desk; of refusals it does', async () => {
  const named = await town.opened(namedStraw)
  const secret = await town.opened()
  const [voter, other] = [town.voterAt(0), town.voterAt(1)]
  const [rowId, otherRow] = [await town.rowOf(named, voter), await town.rowOf(named, other)]
  const marked = { rowId: await town.rowOf(secret, other) }
  const counted = async () =>
    (await app.visitor.get('//metrics')).text
      .split('\n')
      .filter((line) => /^linli_\w+(_count|_total|_bucket)\{/.test(line) && !line.includes('/metrics'))
  const vote = (choice: string) =>
    voter.client.post(`/polls/${named.id}/vote`, { rowId, answers: [choice], othersAgree: true })
  const paper = { rowId: otherRow, answers: ['A'], channel: 'paper' }
  const before = await counted()
  for (const choice of ['A', 'B', 'A']) bodyOf(await vote(choice))
  for (const desk of [town.staff, town.second])
    bodyOf(await desk.post(`/staff/polls/${named.id}/papers`, paper))
  bodyOf(await town.staff.post(`/staff/polls/${secret.id}/marks`, marked))
  expect(await counted()).toEqual(before)
  expect((await vote('Z')).status).toBe(400)
  const refused = (await counted()).filter((line) => !before.includes(line))
  expect(refused.join('\n')).toContain('route="POST /polls/{id}/vote",status="400"')
})
