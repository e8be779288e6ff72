import { openTestDatabase, type TestDatabase } from '../../test/test-database'
import { createIds } from './ids'
import { createOutbox, retryDelayMs, type Outbox, type OutboxEvent } from './outbox'
import { outboxEventModel } from './outbox-event.model'

let database: TestDatabase
let outbox: Outbox
const event = (aggregateId: string) => ({
  type: 'thing.happened',
  aggregateId,
  communityId: 'nod_a',
  payload: { n: 1, ids: ['a', 'b'] },
})
const stored = () => outboxEventModel(database.connection).find().sort({ _id: 1 }).lean()

describe('the outbox', () => {
  beforeEach(async () => {
    database = await openTestDatabase()
    outbox = createOutbox(database)
    await database.createIndexes()
  })
  afterEach(async () => {
    await outbox.stop()
    await database.close()
  })

  it('an event of a transaction that failed never existed', async () => {
    const handled: string[] = []
    outbox.registerHandler('thing.happened', 'test.note', (seen) => {
      handled.push(seen.aggregateId)
      return Promise.resolve()
    })
    const failing = database.uow.run(async () => {
      await outbox.add(event('undone'))
      throw new Error('the change was refused')
    })
    await expect(failing).rejects.toThrow('the change was refused')
    await database.uow.run(() => outbox.add(event('done')))
    await outbox.drain()
    expect(handled).toEqual(['done'])
    expect(await stored()).toMatchObject([
      { aggregateId: 'done', attempts: 1, dispatchedAt: database.clock.now() },
    ])
  })

  it('every subscriber gets the event with its payload, and an event without subscribers is done', async () => {
    const seen: [string, OutboxEvent][] = []
    for (const name of ['a.first', 'b.second']) {
      outbox.registerHandler('thing.happened', name, (got) => {
        seen.push([name, got])
        return Promise.resolve()
      })
    }
    await outbox.add(event('one'))
    await outbox.add({ ...event('two'), type: 'nobody.listens' })
    expect(await outbox.drain()).toBe(2)
    expect(seen.map(([name, { aggregateId, attempt }]) => [name, aggregateId, attempt])).toEqual([
      ['a.first', 'one', 1],
      ['b.second', 'one', 1],
    ])
    expect(seen[0]?.[1].payload).toEqual({ n: 1, ids: ['a', 'b'] })
    expect((await stored()).every((row) => row.availableAt === undefined)).toBe(true)
  })

  it('two workers share 200 events and each event is handled once', async () => {
    const handled = new Map<string, number>()
    const other = await database.another()
    const workers = [database, other].map(({ connection, uow }) => {
      const worker = createOutbox({ ...database, connection, uow, ids: createIds(database.clock) })
      worker.registerHandler('thing.happened', 'test.count', async (seen) => {
        handled.set(seen.aggregateId, (handled.get(seen.aggregateId) ?? 0) + 1)
        await new Promise<void>((resolve) => setImmediate(resolve))
      })
      return worker
    })
    for (let n = 0; n < 200; n += 1) await outbox.add(event(`thing ${n}`))
    const taken = await Promise.all(workers.map((worker) => worker.drain()))
    expect(taken.reduce((a, b) => a + b)).toBe(200)
    expect(handled.size).toBe(200)
    expect([...handled.values()].every((times) => times === 1)).toBe(true)
  })

  it('a subscriber that failed is tried again later without repeating the one that succeeded', async () => {
    let calls = { good: 0, bad: 0 }
    outbox.registerHandler('thing.happened', 'a.good', () => {
      calls = { ...calls, good: calls.good + 1 }
      return Promise.resolve()
    })
    outbox.registerHandler('thing.happened', 'b.bad', () => {
      calls = { ...calls, bad: calls.bad + 1 }
      return calls.bad < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve()
    })
    await outbox.add(event('one'))
    expect(await outbox.drain()).toBe(1)
    expect(await outbox.drain()).toBe(0)
    database.clock.advance(5_000)
    expect(await outbox.drain()).toBe(1)
    database.clock.advance(9_999)
    expect(await outbox.drain()).toBe(0)
    database.clock.advance(1)
    expect(await outbox.drain()).toBe(1)
    expect(calls).toEqual({ good: 1, bad: 3 })
    expect(await stored()).toMatchObject([{ attempts: 3, dispatchedAt: database.clock.now() }])
  })

  it('an event that fails twelve times is laid aside with a log line and stays for a person to look at', async () => {
    outbox.registerHandler('thing.happened', 'test.fail', () => Promise.reject(new Error('never works')))
    await outbox.add(event('one'))
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      expect(await outbox.drain()).toBe(1)
      database.clock.advance(retryDelayMs(attempt))
    }
    database.clock.advance(86_400_000)
    expect(await outbox.drain()).toBe(0)
    const [row] = await stored()
    expect(row).toMatchObject({ attempts: 12, lastError: 'never works' })
    expect(row?.deadAt).toBeDefined()
    expect(database.logs.filter(({ msg }) => msg === 'outbox.event_dead')).toHaveLength(1)
  })

  it('an event whose worker died is taken up after its lease', async () => {
    await outbox.add(event('one'))
    const now = database.clock.now()
    await outboxEventModel(database.connection).updateOne(
      {},
      { $set: { availableAt: new Date(now.getTime() + 60_000), lease: 'lea_dead' }, $inc: { attempts: 1 } },
    )
    const attempts: number[] = []
    outbox.registerHandler('thing.happened', 'test.note', ({ attempt }) => {
      attempts.push(attempt)
      return Promise.resolve()
    })
    expect(await outbox.drain()).toBe(0)
    database.clock.advance(60_000)
    expect(await outbox.drain()).toBe(1)
    expect(attempts).toEqual([2])
  })

  it('events that a handler adds are handled in the same drain', async () => {
    const seen: string[] = []
    outbox.registerHandler('thing.happened', 'test.chain', async ({ aggregateId }) => {
      seen.push(aggregateId)
      if (aggregateId.length < 3) await database.uow.run(() => outbox.add(event(`${aggregateId}+`)))
    })
    await outbox.add(event('x'))
    expect(await outbox.drain()).toBe(3)
    expect(seen).toEqual(['x', 'x+', 'x++'])
  })

  it('a started outbox follows a commit by itself', async () => {
    const arrived = new Promise<string>((resolve) => {
      outbox.registerHandler('thing.happened', 'test.nudge', ({ aggregateId }) =>
        Promise.resolve(resolve(aggregateId)),
      )
    })
    outbox.start()
    await database.uow.run(() => outbox.add(event('one')))
    expect(await arrived).toBe('one')
  })

  it('the same subscriber cannot be registered twice for one event', () => {
    const handler = () => Promise.resolve()
    outbox.registerHandler('thing.happened', 'test.note', handler)
    expect(() => outbox.registerHandler('thing.happened', 'test.note', handler)).toThrow('already handles')
  })
})

it.each([
  [1, 5_000],
  [2, 10_000],
  [5, 80_000],
  [11, 3_600_000],
])('after attempt %i it waits %i ms', (attempt, delay) => {
  expect(retryDelayMs(attempt)).toBe(delay)
})
