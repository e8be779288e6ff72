import { openTestDatabase, type TestDatabase } from '../../test/test-database'
import { scopeOf } from './scope'
import { createTenantSettings, type TenantSettings } from './tenant-settings'

interface Figures {
  answerDays: number
  groups: string[]
}
const defaults: Figures = { answerDays: 5, groups: ['a', 'b'] }

let database: TestDatabase
let settings: TenantSettings<Figures>
const inA = scopeOf(['nod_a'])

beforeEach(async () => {
  database = await openTestDatabase()
  settings = createTenantSettings({ ...database, feature: 'opinions', defaults })
})
afterEach(() => database.close())

test('what a community has not decided is the default, and another community’s decision is none of its own', async () => {
  await settings.decide(inA, { answerDays: 3 })
  expect(await settings.of('nod_a')).toEqual({ answerDays: 3, groups: ['a', 'b'] })
  expect(await settings.of('nod_b')).toEqual(defaults)
})

test('decisions add up, and a figure that a later release brings is its default for those who decided before', async () => {
  await settings.decide(inA, { answerDays: 3 })
  await settings.decide(inA, { groups: ['c'] })
  const later = createTenantSettings({
    ...database,
    feature: 'opinions',
    defaults: { ...defaults, lapseDays: 7 },
  })
  expect(await later.of('nod_a')).toEqual({ answerDays: 3, groups: ['c'], lapseDays: 7 })
})

test('a feature sees only its own, and a decision is for exactly one community', async () => {
  await settings.decide(inA, { answerDays: 3 })
  const bookings = createTenantSettings({ ...database, feature: 'bookings', defaults })
  expect(await bookings.of('nod_a')).toEqual(defaults)
  await expect(settings.decide(scopeOf(['nod_a', 'nod_b']), { answerDays: 1 })).rejects.toThrow(
    'one community',
  )
})

test('of many who decide over the same version exactly one does', async () => {
  for (const read of [0, 1]) {
    const tries = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((answerDays) => settings.decide(inA, { answerDays }, read)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const winner = tries.findIndex(({ status }) => status === 'fulfilled') + 1
    expect(await settings.current('nod_a')).toMatchObject({
      ...{ version: read + 1, value: { answerDays: winner } },
    })
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'version_conflict' })
  }
})

test('a row from before decisions were counted is at version 0', async () => {
  await settings.decide(inA, { answerDays: 3 })
  await database.connection.collection('tenant_settings').updateMany({}, { $unset: { version: 1 } })
  expect(await settings.current('nod_a')).toMatchObject({ version: 0 })
  await settings.decide(inA, { answerDays: 4 }, 0)
  await expect(settings.decide(inA, { answerDays: 5 }, 0)).rejects.toMatchObject({ code: 'version_conflict' })
})

test('this process knows a decision at once, another within 10 seconds', async () => {
  const other = createTenantSettings({ ...database, feature: 'opinions', defaults })
  await other.of('nod_a')
  await settings.of('nod_a')
  await settings.decide(inA, { answerDays: 3 })
  expect((await settings.of('nod_a')).answerDays).toBe(3)
  expect((await other.of('nod_a')).answerDays).toBe(5)
  database.clock.advance(10_000)
  expect((await other.of('nod_a')).answerDays).toBe(3)
})
