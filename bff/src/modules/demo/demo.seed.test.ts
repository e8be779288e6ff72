import { startTestApp, type TestApp } from '../../../test/test-app'
import { demoPersonas } from './demo-people'
import { seedDemo } from './demo.seed'

let app: TestApp
let seconds = 0
const rows = new Map<string, Record<string, unknown>[]>()
const all = (collection: string): Record<string, unknown>[] => rows.get(collection) ?? []
const idsOf = (collection: string): Set<unknown> => new Set(all(collection).map((row) => row['_id']))

beforeAll(async () => {
  app = await startTestApp({ demo: true })
  const begun = process.hrtime.bigint()
  await seedDemo(app.deps)
  seconds = Number(process.hrtime.bigint() - begun) / 1e9
  const names = Object.keys(await app.census())
  for (const name of names) rows.set(name, await app.rows(name))
}, 120_000)
afterAll(() => app.close())

it('makes a street of two communities with six grids, about 400 rooms and 900 people', () => {
  const kinds = (kind: string) => all('nodes').filter((row) => row['kind'] === kind).length
  expect([kinds('district'), kinds('street'), kinds('community'), kinds('grid')]).toEqual([1, 1, 2, 6])
  expect(kinds('room')).toBeGreaterThan(380)
  expect(kinds('room')).toBeLessThan(430)
  expect(all('persons').length).toBeGreaterThan(850)
  expect(all('persons').length).toBeLessThan(980)
  console.log(JSON.stringify([...rows].map(([n, r]) => [n, r.length])), seconds)
})

it('leaves no orphan: every parent, path, room, person and account exists', () => {
  const nodes = idsOf('nodes')
  const persons = idsOf('persons')
  const accounts = idsOf('accounts')
  const orphans = [
    ...all('nodes').filter((row) => row['parentId'] !== null && !nodes.has(row['parentId'])),
    ...all('nodes').filter((row) => !(row['path'] as string[]).every((id) => nodes.has(id))),
    ...all('residencies').filter((row) => !nodes.has(row['roomId']) || !persons.has(row['personId'])),
    ...all('residencies').filter((row) => row['accountId'] !== null && !accounts.has(row['accountId'])),
    ...all('residencies').filter((row) => !(row['path'] as string[]).includes(row['roomId'] as string)),
    ...all('bindings').filter((row) => !persons.has(row['personId']) || !accounts.has(row['accountId'])),
    ...all('identities').filter((row) => !accounts.has(row['accountId'])),
    ...all('role_grants').filter((row) => !accounts.has(row['accountId']) || !nodes.has(row['nodeId'])),
  ]
  expect(orphans).toEqual([])
})

it('puts every building of a residency where the tree has it', () => {
  const nodes = new Map(all('nodes').map((row) => [row['_id'], row]))
  for (const row of all('residencies')) {
    expect(nodes.get(row['buildingId'])).toMatchObject({ kind: 'building', label: row['buildingLabel'] })
    expect(nodes.get(row['roomId'])).toMatchObject({ kind: 'room', label: row['roomLabel'] })
  }
})

it('gives nobody the same name or phone twice, and no phone in the clear', () => {
  const names = all('persons').map((row) => row['name'])
  expect(new Set(names).size).toBe(names.length)
  const blinds = all('identities').map((row) => row['blind'])
  expect(new Set(blinds).size).toBe(blinds.length)
  expect(JSON.stringify([...rows.values()])).not.toMatch(/"1380\d{7}"/)
})

it.each(demoPersonas.map((persona) => [persona.persona, persona.name]))(
  'signs in %s as %s by one tap',
  async (persona, name) => {
    const answer = await app.visitor.post('/session/demo', { persona })
    expect(answer.status).toBe(200)
    const session = answer.body as unknown as { accessToken: string; actor: { displayName: string } }
    const consented = demoPersonas.find((one) => one.persona === persona)?.consented
    expect(session.actor.displayName).toBe(consented ? name : '居民')
    expect((await app.withToken(session.accessToken).get('/session')).status).toBe(200)
  },
)

it('lists the demo people in order, each with a sentence', async () => {
  const { items } = (await app.visitor.get('/session/demo')).body as unknown as {
    items: { persona: string; blurb: string }[]
  }
  expect(items.map((item) => item.persona)).toEqual(demoPersonas.map((persona) => persona.persona))
  expect(items.every((item) => item.blurb.length >= 5)).toBe(true)
})
