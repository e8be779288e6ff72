import { roles, type Role } from '@linli/shared/roles'
import { staffRoles } from '@linli/shared/roles'
import { buildTown, submission, town } from '../test/opinion-town'
import { communityB, personas, type Persona } from '../test/personas'
import { startTestApp, type TestApp } from '../test/test-app'
import { contract } from './contract'
import { blankPerson } from './modules/people/blank-rows'
import { createPeopleRepository } from './modules/people/people.repository'

/** Everybody whose rights end with one community; streets and the district reach both. */
const ofOne: Partial<Record<Role, Persona>> = {
  resident: 'resident',
  verified_resident: 'verifiedResident',
  grid_worker: 'gridWorker',
  community_staff: 'staff',
  community_admin: 'admin',
  organisation_staff: 'organisation',
  supervisor: 'supervisor',
}

const operations = contract.flatMap(({ feature, routes, schemas }) =>
  Object.entries(routes).map(([name, route]) => ({
    name: `${feature}.${name}`,
    feature,
    route,
    schemas: schemas[name],
  })),
)

let app: TestApp
/** Rows of each collection before the first request, which is what must be there after the last one. */
let stored: Record<string, number>
/** Rows in all, to name the operation that changed something. */
let total: number
/** Things of the other community, by the feature whose routes lead to them. */
const things: Record<string, string> = { space: town.estateB, tree: town.estateB }

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  const { connection, clock } = app
  const person = 'per_testNeighbourBBBBBBB'
  await createPeopleRepository(connection).insertPersons([
    { _id: person, communityId: communityB, ...blankPerson, name: '林晓峰', createdAt: clock.now() },
  ])
  things['people'] = person
  const opinion = await app
    .as('residentB')
    .post('/opinions', submission({ placeId: town.estateB, wantsPublic: false }))
  things['opinions'] = String(opinion.body['id'])
  const notice = await app.as('staffB').post('/notices', {
    ...{
      title: '停水通知',
      summary: '',
      html: '<p>明早停水</p>',
      category: 'service',
      disclosureClass: null,
    },
    ...{ facts: [], coverId: null, attachmentIds: [], mustConfirm: false, expiresAt: null },
    audience: { visibility: 'addressed', nodeIds: [communityB], tags: [] },
  })
  things['notices'] = String(notice.body['id'])
  const grants = await app.deps.services.roles.everOf([personas.staffB.accountId])
  things['grants'] = String(grants[0]?._id)
  stored = ofFeatures(await app.census())
  total = await rowsInAll()
})
afterAll(() => app.close())

/** What every request may leave behind, refused or not. */
const marks = ['idempotency_keys', 'rate_limits']
const ofFeatures = (census: Record<string, number>) =>
  Object.fromEntries(Object.entries(census).filter(([name]) => !marks.includes(name)))

/** Asked after each operation, so in three questions and not in one for every collection. */
async function rowsInAll(): Promise<number> {
  const db = app.connection.getClient().db(app.database)
  const { objects } = (await db.stats()) as { objects: number }
  const ofMarks = await Promise.all(marks.map((name) => db.collection(name).estimatedDocumentCount()))
  return objects - ofMarks.reduce((sum, count) => sum + count, 0)
}

it('has a thing of the other community for every feature that keeps things of communities', () => {
  for (const feature of ['space', 'tree', 'people', 'opinions', 'notices', 'grants'])
    expect([feature, things[feature]]).toEqual([feature, expect.stringMatching(/^[a-z]+_/)])
})

/** An example that the schema takes, speaking of the other community wherever it can. */
function elsewhere(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const pointed = {
    communityId: communityB,
    parentId: town.estateB,
    placeId: town.estateB,
    nodeId: communityB,
  }
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      name in pointed ? pointed[name as keyof typeof pointed] : value,
    ]),
  )
}

const asksForCommunity = (query: unknown): boolean =>
  'communityId' in ((query as { shape?: object } | undefined)?.shape ?? {})

describe.each(
  operations.filter(({ route, schemas }) => {
    const isOfCommunity = route.path.includes('{id}') || asksForCommunity(schemas?.query)
    // A file is opened by its signature; what lies above communities has a table of its own.
    return isOfCommunity && route.allow !== 'anyone' && !route.path.startsWith('/files') && !route.multipart
  }),
)('$name', ({ feature, route, schemas }) => {
  test('nobody of one community reaches what is another’s', async () => {
    const { allow, method, path } = route
    for (const role of roles) {
      const persona = ofOne[role]
      if (persona === undefined) continue
      if (typeof allow !== 'string' && !personas[persona].grants.some((grant) => allow.includes(grant.role)))
        continue
      const query = asksForCommunity(schemas?.query) ? `?communityId=${communityB}` : ''
      const address = path.replaceAll(/\{\w+\}/g, things[feature] ?? 'xxx_1BoxkVZLBjFjeN8D7rQ2wX')
      const body = schemas?.body === undefined ? undefined : elsewhere(schemas.examples.body)
      const answer = await app.as(persona).raw(`${address}${query}`, {
        method,
        headers: { 'content-type': 'application/json', 'idempotency-key': `other-${role}-${path}` },
        ...(method !== 'GET' && body !== undefined && { body: JSON.stringify(body) }),
      })
      // Hidden, refused or not even well said: never let in, and never told what stands there.
      expect({ role, status: answer.status, hidden: [400, 403, 404].includes(answer.status) }).toEqual({
        ...{ role, status: answer.status, hidden: true },
      })
      expect(answer.text).not.toContain('林晓峰')
    }
    const before = total
    total = await rowsInAll()
    expect(total).toBe(before)
  })
})

it('has left every collection as it was', async () => {
  expect(ofFeatures(await app.census())).toEqual(stored)
})

it('walks the staff of every kind', () => {
  expect(staffRoles.filter((role) => !(role in ofOne))).toEqual(['street_admin', 'district_operator'])
})
