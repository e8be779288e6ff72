import type { Role } from '@linli/shared/roles'
import { operationsOf, type ApiDocument, type Operation } from './fuzz/operations'
import type { Answer, Client } from './http-client'
import { always, type PollHandle, type PollTown } from './poll-town'
import type { TestApp } from './test-app'

/** What every reader was answered, by reader and address. */
export type Readings = ReadonlyMap<string, string>

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

/** Those who can read of a poll without being on its row: a neighbour, strangers, every post. */
export function readersOf(app: TestApp, town: PollTown, neighbour: number): ReadonlyMap<string, Client> {
  const stranger = always(app, {
    ...town.voterAt(neighbour).actor,
    ...{ accountId: 'acc_testElsewhere', sessionId: 'ses_testElsewhere', personId: null },
    ...{ communityId: town.other, grants: [] },
  })
  return new Map<string, Client>([
    ['neighbour', always(app, town.voterAt(neighbour).actor)],
    ['stranger', stranger],
    ['visitor', app.visitor],
    ...posts.map((role) => [role, always(app, town.actor(role))] as const),
  ])
}

/** Bare, and with everything its parameters can say of this poll. */
function addressesOf({ path, parameters }: Operation, pollId: string, communityId: string): string[] {
  const bare = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, pollId)
  const known: Readonly<Record<string, string>> = { communityId, targetId: pollId, limit: '100', q: '周' }
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

/** Reads every address that speaks of the poll as every reader, files included, one after another. */
export async function readAll(
  app: TestApp,
  poll: PollHandle,
  communityId: string,
  readers: ReadonlyMap<string, Client>,
): Promise<Readings> {
  const { body } = await app.visitor.get('//openapi.json')
  const reads = operationsOf(body as unknown as ApiDocument).filter(
    ({ method, tag }) => method === 'GET' && tags.includes(tag),
  )
  const files = ['evidence', 'official-pack'].map((part) => `/staff/polls/${poll.id}/${part}`)
  const addresses = reads.flatMap((operation) => addressesOf(operation, poll.id, communityId))
  const found = new Map<string, string>()
  for (const address of [...addresses, ...files])
    for (const [name, client] of readers) found.set(`${name} ${address}`, printOf(await client.get(address)))
  return found
}

/** The addresses whose answers differ. */
export const differing = (before: Readings, after: Readings): string[] =>
  [...after].flatMap(([address, print]) => (before.get(address) === print ? [] : [address]))
