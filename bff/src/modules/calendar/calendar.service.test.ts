import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { createCalendarModule } from './calendar.module'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

test('a year without a notice is provisional until it is loaded; other processes know within 10 seconds', async () => {
  const here = createCalendarModule(database)
  const there = createCalendarModule(database)
  expect((await there.current()).isProvisional('2027-02-01')).toBe(true)
  expect((await here.current()).isWorkday('2027-02-08')).toBe(true)
  await here.load({ year: 2027, daysOff: ['2027-02-08'], workedWeekends: ['2027-02-13'] })
  const loaded = await here.current()
  expect([
    loaded.isProvisional('2027-02-08'),
    loaded.isWorkday('2027-02-08'),
    loaded.isWorkday('2027-02-13'),
  ]).toEqual([false, false, true])
  database.clock.advance(10_000)
  expect((await there.current()).isWorkday('2027-02-08')).toBe(false)
})

test('a loaded year takes the place of what the release knows, and leaves the other years alone', async () => {
  const calendar = createCalendarModule(database)
  await calendar.load({ year: 2026, daysOff: [], workedWeekends: [] })
  await calendar.load({ year: 2027, daysOff: [], workedWeekends: [] })
  expect((await calendar.current()).isWorkday('2026-10-01')).toBe(true)
  expect((await calendar.current()).isProvisional('2026-10-01')).toBe(false)
})
