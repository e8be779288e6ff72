import type { Role } from '@linli/shared/roles'
import { operationsOf, type ApiDocument, type Operation } from '../../../test/fuzz/operations'
import { bodyOf, type Answer, type Client } from '../../../test/http-client'
import {
  always,
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
let reads: readonly Operation[]
let readers: ReadonlyMap<string, Client>

const posts = [
  'community_staff',
  'community_admin',
  'supervisor',
  'street_admin',
  'district_operator',
] as const satisfies readonly Role[]
/** Whatever speaks of polls, of the council, of what somebody was told or of what was done. */
const tags = [
  'polls',
  'council',
  'chain',
  'councilFigures',
  'meetings',
  'messages',
  'home',
  'audit',
  'exports',
]

beforeAll(async () => {
  ;({ app, town } = await startPollTown(24))
  await town.withAccounts(0, 6)
  const { body } = await app.visitor.get('//openapi.json')
  reads = operationsOf(body as unknown as ApiDocument).filter(
    ({ method, tag }) => method === 'GET' && tags.includes(tag),
  )
  const stranger = always(app, {
    ...town.voterAt(8).actor,
    ...{ accountId: 'acc_testElsewhere', sessionId: 'ses_testElsewhere', personId: null },
    ...{ communityId: town.other, grants: [] },
  })
  readers = new Map<string, Client>([
    ['neighbour', town.voterAt(6).client],
    ['stranger', stranger],
    ['visitor', app.visitor],
    ...posts.map((role) => [role, town.as(role)] as const),
  ])
})
afterAll(() => app.close())

/** Bare, and with everything its parameters can say of this poll. */
function addressesOf({ path, parameters }: Operation, pollId: string): string[] {
  const bare = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, pollId)
  const known: Readonly<Record<string, string>> = {
    ...{ communityId: town.own, targetId: pollId, limit: '100', q: '周' },
  }
  const said = parameters.flatMap(({ name, in: place }): [string, string][] =>
    place === 'query' && known[name] !== undefined ? [[name, known[name]]] : [],
  )
  return said.length === 0 ? [bare] : [bare, `${bare}?${new URLSearchParams(said).toString()}`]
}

/**
 * Status, every header and every byte. Left out are the moment and the number of the request, which are its own, and the
 * turnout of the whole roll, which the rule pack shows while voting goes on, with the length that follows from it.
 */
function printOf({ status, headers, text }: Answer): string {
  const shown = text.replace(/"turnout":\{"voted":\d+/, '"turnout":{"voted":…')
  const own = ['date', 'x-request-id', ...(shown === text ? [] : ['content-length'])]
  const kept = [...headers].filter(([name]) => !own.includes(name)).map((pair) => pair.join(': '))
  return [status, ...kept, shown.replace(/req_\w+/, 'req_…')].join('\n')
}

type Readings = ReadonlyMap<string, string>
async function readAll(poll: PollHandle): Promise<Readings> {
  const found = new Map<string, string>()
  const files = ['evidence', 'official-pack'].map((part) => `/staff/polls/${poll.id}/${part}`)
  const addresses = [...reads.flatMap((operation) => addressesOf(operation, poll.id)), ...files]
  for (const address of addresses)
    await Promise.all(
      [...readers].map(async ([name, client]) => {
        found.set(`${name} ${address}`, printOf(await client.get(address)))
      }),
    )
  return found
}
const differing = (before: Readings, after: Readings): string[] =>
  [...after].flatMap(([address, print]) => (before.get(address) === print ? [] : [address]))

/** What others read otherwise once it is done and everything that follows from it. */
async function toldBy(poll: PollHandle, before: Readings, act: () => Promise<Answer>) {
  bodyOf(await act())
  await app.drainOutbox()
  const after = await readAll(poll)
  return { after, told: differing(before, after) }
}

test('a secret ballot changes nothing that anybody else can read', async () => {
  const poll = await town.opened()
  const voter = town.voterAt(0)
  const ballot = secretBallot(await town.rowOf(poll, voter))
  const before = await readAll(poll)
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
  const first = await toldBy(poll, await readAll(poll), () => vote('A'))
  expect(first.told).toEqual([])
  expect((await toldBy(poll, first.after, () => vote('B'))).told).toEqual([])
}, 60_000)
