import type { CommandStartedEvent } from 'mongodb'
import { openTestDatabase, type TestDatabase } from '../../test/test-database'
import { createJobs, jobCollection, type Jobs } from './jobs'

let database: TestDatabase
const started: Jobs[] = []

/**
 * Agenda looks at every job again after half of this, finished or not, and its waiting keeps a process alive: with the
 * two minutes of the product a worker of these tests could not end for one.
 */
const LOCK_MS = 10_000

const jobsOn = (connection: TestDatabase['connection']): Jobs => {
  const jobs = createJobs({ connection, logger: database.logger, lockMs: LOCK_MS })
  started.push(jobs)
  return jobs
}
const rowsOf = (connection: TestDatabase['connection']) =>
  connection.getClient().db(connection.name).collection(jobCollection)

/** Resolves when the returned function was called so many times. */
function counting(times: number): {
  count: () => Promise<void>
  reached: Promise<void>
  total: () => number
} {
  let calls = 0
  let resolve: () => void
  const reached = new Promise<void>((done) => {
    resolve = done
  })
  return {
    count() {
      calls += 1
      if (calls === times) resolve()
      return Promise.resolve()
    },
    reached,
    total: () => calls,
  }
}

beforeEach(async () => {
  database = await openTestDatabase({ watched: true })
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((jobs) => jobs.stop()))
  await database.close()
})

it('a job runs again and again, and a failing one is logged without stopping itself or others', async () => {
  const jobs = jobsOn(database.connection)
  const good = counting(2)
  const bad = counting(2)
  jobs.every('test.good', 1, good.count)
  jobs.every('test.bad', 1, async () => {
    await bad.count()
    throw new Error('this round failed')
  })
  await jobs.start()
  await Promise.all([good.reached, bad.reached])
  expect(
    database.logs.filter(({ msg, jobName }) => msg === 'job.failed' && jobName === 'test.bad').length,
  ).toBeGreaterThan(0)
})

it('two processes keep one schedule and never run a job side by side', async () => {
  const rounds = counting(4)
  let running = 0
  let most = 0
  const other = await database.another()
  for (const connection of [database.connection, other.connection]) {
    const jobs = jobsOn(connection)
    jobs.every('test.shared', 1, async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => setImmediate(resolve))
      running -= 1
      await rounds.count()
    })
    await jobs.start()
  }
  await rounds.reached
  expect(most).toBe(1)
  const rows = await database.connection
    .getClient()
    .db(database.connection.name)
    .collection(jobCollection)
    .find()
    .toArray()
  expect(rows).toHaveLength(1)
})

it('stopping waits for the job that is running', async () => {
  const jobs = jobsOn(database.connection)
  let finish: () => void = () => undefined
  let isFinished = false
  const begun = counting(1)
  jobs.every('test.slow', 1, async () => {
    const told = new Promise<void>((resolve) => {
      finish = resolve
    })
    await begun.count()
    await told
    isFinished = true
  })
  await jobs.start()
  await begun.reached
  const stopping = jobs.stop()
  finish()
  await stopping
  expect(isFinished).toBe(true)
})

it('a job can be run at once by name, and two of one name are refused', async () => {
  const jobs = jobsOn(database.connection)
  const ran = counting(1)
  jobs.every('test.now', 3600, ran.count)
  await jobs.runNow('test.now')
  expect(ran.total()).toBe(1)
  expect(() => jobs.every('test.now', 1, ran.count)).toThrow('exists already')
  await expect(jobs.runNow('test.unknown')).rejects.toThrow('no job')
})

it('jobs that are not due are asked for together, and nothing is written', async () => {
  const jobs = jobsOn(database.connection)
  const names = Array.from({ length: 12 }, (_, index) => `test.later-${index}`)
  const ran = counting(names.length)
  for (const name of names) jobs.every(name, 3600, ran.count)
  await jobs.start()
  await ran.reached
  const rows = rowsOf(database.connection)
  const over = { lastFinishedAt: { $exists: true }, lockedAt: null }
  while ((await rows.countDocuments(over)) < names.length)
    await new Promise((resolve) => setImmediate(resolve))
  const commands: string[] = []
  const looks = counting(3)
  database.connection.getClient().on('commandStarted', (event: CommandStartedEvent) => {
    if (event.command[event.commandName] !== jobCollection) return
    commands.push(event.commandName)
    if (event.commandName === 'find') void looks.count()
  })
  await looks.reached
  expect(commands).toEqual(['find', 'find', 'find'])
  expect(ran.total()).toBe(names.length)
})

it('a job whose process died is taken up when its lock has grown old', async () => {
  const jobs = jobsOn(database.connection)
  const ran = [counting(1), counting(2)] as const
  jobs.every('test.left', 3600, async () => {
    await Promise.all(ran.map(({ count }) => count()))
  })
  await jobs.start()
  await ran[0].reached
  // As a process leaves it that died in the middle, longer ago than a lock holds.
  const longAgo = new Date(Date.now() - LOCK_MS - 1_000)
  const rows = rowsOf(database.connection)
  const left = { $set: { lockedAt: longAgo, nextRunAt: longAgo } }
  // Not before agenda has written down that the first run is over.
  const over = { name: 'test.left', lastFinishedAt: { $exists: true }, lockedAt: null }
  while (!(await rows.findOneAndUpdate(over, left))) await new Promise((resolve) => setImmediate(resolve))
  await ran[1].reached
  expect(ran[1].total()).toBe(2)
})
