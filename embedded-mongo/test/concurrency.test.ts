import type { Collection, Document, MongoServerError } from 'mongodb'
import { failureOf, startServer, type RunningServer } from './running-server'

let running: RunningServer
let number = 0
let items: Collection<Document>

beforeAll(async () => {
  running = await startServer()
})

beforeEach(() => {
  items = running.db.collection(`items${number++}`)
})

afterAll(() => running.stop())

const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

test('of thirty guarded findOneAndUpdates at once exactly one wins', async () => {
  await items.insertOne({ name: 'seat', status: 'free' })
  const results = await Promise.all(
    times(30, (by) =>
      items.findOneAndUpdate({ name: 'seat', status: 'free' }, { $set: { status: 'taken', by } }),
    ),
  )
  expect(results.filter(Boolean)).toHaveLength(1)
})

test('a unique index lets one of thirty equal inserts through and names the key to the others', async () => {
  await items.createIndex({ code: 1 }, { unique: true, name: 'one_code' })
  const results = await Promise.allSettled(times(30, (n) => items.insertOne({ code: 'x', n })))
  const refused = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as MongoServerError] : [],
  )
  expect(refused).toHaveLength(29)
  for (const error of refused)
    expect(error).toMatchObject({ code: 11000, keyPattern: { code: 1 }, keyValue: { code: 'x' } })
  expect(await items.countDocuments()).toBe(1)
})

test('thirty upserts of one key make one document', async () => {
  await items.createIndex({ key: 1 }, { unique: true })
  await Promise.all(times(30, () => items.updateOne({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true })))
  expect(await items.find().toArray()).toMatchObject([{ key: 'k', n: 30 }])
})

test('twenty transactions that read and write one counter all count', async () => {
  await items.insertOne({ _id: 'counter' as never, n: 0 })
  await Promise.all(
    times(20, () =>
      running.client.withSession((session) =>
        session.withTransaction(async () => {
          const before = await items.findOne({ _id: 'counter' as never }, { session })
          await items.updateOne(
            { _id: 'counter' as never },
            { $set: { n: (before?.n as number) + 1 } },
            { session },
          )
        }),
      ),
    ),
  )
  expect((await items.findOne({ _id: 'counter' as never }))?.n).toBe(20)
})

test('a transaction reads one snapshot, others see nothing of it before it commits, and all of it afterwards', async () => {
  await items.createIndex({ n: 1 })
  await items.insertMany(times(10, (n) => ({ n })))
  const session = running.client.startSession()
  session.startTransaction()
  expect(await items.find({ n: { $gte: 5 } }, { session }).toArray()).toHaveLength(5)
  await items.insertOne({ n: 100 })
  await items.deleteOne({ n: 6 })
  await items.insertOne({ n: 50 }, { session })
  await items.updateOne({ n: 9 }, { $set: { n: 1 } }, { session })
  expect(
    (
      await items
        .find({ n: { $gte: 5 } }, { session })
        .sort({ n: 1 })
        .toArray()
    ).map((doc) => doc.n as number),
  ).toEqual([5, 6, 7, 8, 50])
  expect(
    (
      await items
        .find({ n: { $gte: 5 } })
        .sort({ n: 1 })
        .toArray()
    ).map((doc) => doc.n as number),
  ).toEqual([5, 7, 8, 9, 100])
  await session.commitTransaction()
  expect(
    (
      await items
        .find({ n: { $gte: 5 } })
        .sort({ n: 1 })
        .toArray()
    ).map((doc) => doc.n as number),
  ).toEqual([5, 7, 8, 50, 100])
  await session.endSession()
})

test('two transactions that write one document: the second gets 112 with the label, also after the first has committed', async () => {
  await items.insertOne({ _id: 1 as never, n: 0 })
  const [first, second, third] = times(3, () => running.client.startSession())
  if (!first || !second || !third) throw new Error('sessions')
  for (const session of [first, second, third]) {
    session.startTransaction()
    await items.findOne({ _id: 1 as never }, { session })
  }
  await items.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: first })
  const held = await failureOf(items.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: second }))
  expect(held).toMatchObject({
    code: 112,
    errorLabels: ['TransientTransactionError'],
  })
  await first.commitTransaction()
  const changed = await failureOf(
    items.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: third }),
  )
  expect(changed.code).toBe(112)
  const gone = await failureOf(items.findOne({ _id: 1 as never }, { session: third }))
  expect(gone.code).toBe(251)
  await Promise.all([first, second, third].map((session) => session.endSession()))
  expect(await items.findOne()).toMatchObject({ n: 1 })
})

test('two transactions that each want what the other holds do not wait for each other: one gets 112', async () => {
  await items.insertMany([
    { _id: 'a' as never, n: 0 },
    { _id: 'b' as never, n: 0 },
  ])
  const [one, two] = [running.client.startSession(), running.client.startSession()]
  one.startTransaction()
  two.startTransaction()
  await items.updateOne({ _id: 'a' as never }, { $inc: { n: 1 } }, { session: one })
  await items.updateOne({ _id: 'b' as never }, { $inc: { n: 1 } }, { session: two })
  expect(
    (await failureOf(items.updateOne({ _id: 'b' as never }, { $inc: { n: 1 } }, { session: one }))).code,
  ).toBe(112)
  await items.updateOne({ _id: 'a' as never }, { $inc: { n: 1 } }, { session: two })
  await two.commitTransaction()
  await Promise.all([one.endSession(), two.endSession()])
  expect((await items.find().sort({ _id: 1 }).toArray()).map((doc) => doc.n as number)).toEqual([1, 1])
})

test('a write outside a transaction waits for the one that holds the document and then applies to its result', async () => {
  await items.insertOne({ _id: 1 as never, n: 0 })
  const session = running.client.startSession()
  session.startTransaction()
  await items.updateOne({ _id: 1 as never }, { $inc: { n: 10 } }, { session })
  const waiting = items.findOneAndUpdate({ _id: 1 as never }, { $inc: { n: 1 } }, { returnDocument: 'after' })
  const first = await Promise.race([waiting, items.findOne({ _id: 1 as never })])
  expect(first).toMatchObject({ n: 0 })
  await session.commitTransaction()
  expect(await waiting).toMatchObject({ n: 11 })
  await session.endSession()
})

test('a unique key taken in an open transaction: a second transaction gets 112, a plain insert waits and then fails with 11000', async () => {
  await items.createIndex({ code: 1 }, { unique: true })
  const [one, two] = [running.client.startSession(), running.client.startSession()]
  one.startTransaction()
  two.startTransaction()
  await items.insertOne({ code: 'x' }, { session: one })
  expect((await failureOf(items.insertOne({ code: 'x' }, { session: two }))).code).toBe(112)
  const plain = failureOf(items.insertOne({ code: 'x' }))
  await one.commitTransaction()
  expect((await plain).code).toBe(11000)
  await Promise.all([one.endSession(), two.endSession()])
})

test('a duplicate key inside a transaction ends the whole transaction', async () => {
  await items.createIndex({ code: 1 }, { unique: true })
  await items.insertOne({ code: 'x' })
  const session = running.client.startSession()
  session.startTransaction()
  await items.insertOne({ code: 'y' }, { session })
  expect((await failureOf(items.insertOne({ code: 'x' }, { session }))).code).toBe(11000)
  expect((await failureOf(items.insertOne({ code: 'z' }, { session }))).code).toBe(251)
  await session.abortTransaction()
  await session.endSession()
  expect(await items.countDocuments()).toBe(1)
})

test('a unique key may move from one document to another inside a transaction', async () => {
  await items.createIndex({ place: 1 }, { unique: true })
  await items.insertMany([
    { _id: 1 as never, place: 'a' },
    { _id: 2 as never, place: 'b' },
  ])
  await running.client.withSession((session) =>
    session.withTransaction(async () => {
      await items.updateOne({ _id: 1 as never }, { $set: { place: 'c' } }, { session })
      await items.updateOne({ _id: 2 as never }, { $set: { place: 'a' } }, { session })
    }),
  )
  expect(await items.findOne({ place: 'a' })).toMatchObject({ _id: 2 })
  expect(await items.findOne({ place: 'b' })).toBeNull()
  expect(await items.findOne({ place: 'c' })).toMatchObject({ _id: 1 })
})

test('a collection made inside a transaction is nobody else’s before the commit and nobody’s after an abort', async () => {
  const names = async (): Promise<string[]> =>
    (await running.db.listCollections().toArray()).map((each) => each.name)
  const session = running.client.startSession()
  for (const end of ['abort', 'commit'] as const) {
    session.startTransaction()
    await items.insertOne({ a: 1 }, { session })
    expect(await items.findOne({}, { session })).toMatchObject({ a: 1 })
    expect(await names()).not.toContain(items.collectionName)
    if (end === 'abort') await session.abortTransaction()
    else await session.commitTransaction()
    expect((await names()).includes(items.collectionName)).toBe(end === 'commit')
  }
  await session.endSession()
})

test('write skew is possible, as under any snapshot isolation', async () => {
  await items.insertMany([
    { _id: 'a' as never, on: true },
    { _id: 'b' as never, on: true },
  ])
  const sessions = [running.client.startSession(), running.client.startSession()]
  for (const session of sessions) {
    session.startTransaction()
    expect(await items.find({ on: true }, { session }).toArray()).toHaveLength(2)
  }
  await items.updateOne({ _id: 'a' as never }, { $set: { on: false } }, { session: sessions[0] })
  await items.updateOne({ _id: 'b' as never }, { $set: { on: false } }, { session: sessions[1] })
  for (const session of sessions) await session.commitTransaction()
  expect(await items.find({ on: true }).toArray()).toHaveLength(0)
  await Promise.all(sessions.map((session) => session.endSession()))
})

test('a cursor over a collection that changes gives every document that stays', async () => {
  await items.insertMany(times(500, (n) => ({ n, stays: n % 2 === 0 })))
  const cursor = items.find({}, { batchSize: 50 })
  const seen = new Set<number>()
  for await (const doc of cursor) {
    seen.add(doc.n as number)
    if (seen.size === 60) await items.deleteMany({ stays: false })
  }
  for (let n = 0; n < 500; n += 2) expect(seen.has(n)).toBe(true)
})

test('a transaction reads a collection that was dropped after it began, and cannot write it back', async () => {
  const dropped = running.db.collection(`dropped${number}`)
  await dropped.insertMany(times(300, (n) => ({ n })))
  await items.insertOne({ n: 1 })
  const session = running.client.startSession()
  session.startTransaction()
  await items.findOne({}, { session })
  await dropped.drop()
  await dropped.insertOne({ n: 'another of the same name' })
  expect(await dropped.find({}, { session }).toArray()).toHaveLength(300)
  await dropped.insertOne({ n: 301 }, { session })
  expect(await failureOf(session.commitTransaction())).toMatchObject({ code: 112 })
  await session.endSession()
  expect(await dropped.find().toArray()).toMatchObject([{ n: 'another of the same name' }])
})

test('a large insert lets readers and other writers in while it is under way', async () => {
  for (const field of times(12, (at) => `field${at}`)) await items.createIndex({ [field]: 1 })
  const documents = times(3000, (n) => ({
    n,
    ...Object.fromEntries(times(12, (at) => [`field${at}`, `${(n * 7919) % 3000} ${at}`])),
  }))
  let isDone = false
  const inserting = items.insertMany(documents).finally(() => (isDone = true))
  const seen: number[] = []
  while (!isDone) {
    await items.updateOne({ n: -1 }, { $inc: { turns: 1 } }, { upsert: true })
    seen.push(await items.estimatedDocumentCount())
  }
  expect((await inserting).insertedCount).toBe(3000)
  expect(new Set(seen).size).toBeGreaterThan(3)
  expect(await items.countDocuments({ field3: { $gte: '' } })).toBe(3000)
})
