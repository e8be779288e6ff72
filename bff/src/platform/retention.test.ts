import { openTestDatabase, type TestDatabase } from '../../test/test-database'
import { createJobs } from './jobs'
import { createRetention, inBatches, removedHere, RETENTION_BATCH, type Retention } from './retention'
import { retentionDayModel } from './retention-day.model'
import { keptSince, periodMs, periodText, retentionCodes, retentionRules } from './retention-rules'

let database: TestDatabase
let jobs: ReturnType<typeof createJobs>
let retention: Retention

beforeEach(async () => {
  database = await openTestDatabase()
  jobs = createJobs(database)
  retention = createRetention({ ...database, jobs })
  retentionDayModel(database.connection)
  await database.createIndexes()
})
afterEach(() => database.close())

const rows = () =>
  retentionDayModel(database.connection)
    .find({ removed: { $gte: 0 } })
    .sort({ _id: 1 })
    .lean()
const nothing = { at: null, count: 0 }

it('counts what was removed per day and community, however often it runs', async () => {
  retention.keep({
    rule: 'marks',
    remove: async () => [
      { communityId: 'nod_a', count: 2 },
      { communityId: 'nod_b', count: 0 },
    ],
    next: async () => nothing,
  })
  await retention.run('marks')
  await retention.run('marks')
  expect((await rows()).map((row) => [row.communityId, row.day, row.removed])).toEqual([
    [null, '2026-11-23', 0],
    ['nod_a', '2026-11-23', 4],
  ])
})

it('enters a failure and what falls due next, and tells the caller', async () => {
  const next = { at: new Date('2026-11-25T00:00:00Z'), count: 3 }
  let fails = true
  retention.keep({
    rule: 'inbox',
    remove: async () => {
      if (fails) throw new Error('down')
      return removedHere(1)
    },
    next: async () => next,
  })
  await expect(retention.run('inbox')).rejects.toThrow('down')
  expect((await rows())[0]).toMatchObject({ failedAt: database.clock.now(), lastAt: null, removed: 0 })
  fails = false
  await retention.run('inbox')
  expect((await rows())[0]).toMatchObject({ lastAt: database.clock.now(), nextAt: next.at, nextCount: 3 })
})

it('runs a round’s other rules when one of them fails', async () => {
  const ran: string[] = []
  retention.keep({
    rule: 'inbox',
    remove: () => Promise.reject(new Error('down')),
    next: async () => nothing,
  })
  retention.keep({
    rule: 'exports',
    remove: async () => {
      ran.push('exports')
      return removedHere(0)
    },
    next: async () => nothing,
  })
  await jobs.runNow('retention.daily')
  expect(ran).toEqual(['exports'])
})

it('refuses two works for one rule', () => {
  const work = { rule: 'uploads' as const, remove: async () => [], next: async () => nothing }
  retention.keep(work)
  expect(() => retention.keep(work)).toThrow('carried out twice')
})

it('goes on in batches until one comes back short', async () => {
  const sizes = [RETENTION_BATCH, RETENTION_BATCH, 7, 99]
  expect(await inBatches(async () => sizes.shift() ?? 0)).toBe(2 * RETENTION_BATCH + 7)
  expect(sizes).toEqual([99])
})

it('every rule has its words, its source and a period that is one', () => {
  for (const code of retentionCodes) {
    const rule = retentionRules[code]
    expect(rule.label + rule.source + periodText(code)).toMatch(/^[^a-z]+$/)
    if (rule.period !== null) expect(periodMs(code)).toBeGreaterThan(0)
  }
  expect(() => periodMs('marks')).toThrow(RangeError)
  expect(keptSince('exports', new Date('2026-11-26T00:00:00Z'))).toEqual(new Date('2026-11-23T00:00:00Z'))
})
