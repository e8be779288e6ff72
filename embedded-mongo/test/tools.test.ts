import { Int32 } from 'bson'
import type { Collection, Document } from 'mongodb'
import { failureOf, startServer, type RunningServer } from './running-server'

// What mongosh and Compass send besides the reads and writes that every driver sends.

let running: RunningServer
let number = 0
let items: Collection<Document>

beforeAll(async () => {
  running = await startServer()
})

beforeEach(async () => {
  items = running.db.collection(`tools${number++}`)
  await items.insertMany([
    { _id: 1, name: 'a', tags: ['x', 'y'], at: { floor: new Int32(3) } },
    { _id: 2, name: 'b', tags: ['y', ['z']], at: [{ floor: 3.5 }, { floor: 3 }] },
    { _id: 3, name: 'a', tags: [], other: null },
  ] as Document[])
})

afterAll(() => running.stop())

const bytesOf = async (): Promise<number> => {
  const documents = await items.find({}, { raw: true }).toArray()
  return documents.reduce((sum, document) => sum + (document as unknown as Buffer).length, 0)
}
const storage = async (storageStats: Document = {}): Promise<Document> => {
  const [row] = await items.aggregate([{ $collStats: { storageStats, count: {} } }]).toArray()
  return row as Document
}

test('distinct gives each value once, the elements of arrays and of documents in arrays one by one', async () => {
  expect(await items.distinct('name')).toEqual(['a', 'b'])
  expect(await items.distinct('tags')).toEqual(['x', 'y', ['z']])
  expect(await items.distinct('at.floor')).toEqual([3, 3.5])
  expect(await items.distinct('other')).toEqual([null])
  expect(await items.distinct('tags', { name: 'a' })).toEqual(['x', 'y'])
  expect(await items.distinct('nothing')).toEqual([])
  expect(await failureOf(running.db.command({ distinct: 'x', key: 5 }))).toMatchObject({ code: 14 })
})

test('distinct inside a transaction sees what the transaction wrote', async () => {
  await running.client.withSession((session) =>
    session.withTransaction(async () => {
      await items.insertOne({ name: 'c' }, { session })
      expect(await items.distinct('name', {}, { session })).toEqual(['a', 'b', 'c'])
      expect(await items.distinct('name')).toEqual(['a', 'b'])
    }),
  )
})

test('the sizes of a small collection are those of its documents, after every kind of write and a restart', async () => {
  await items.updateOne({ name: 'b' }, { $set: { name: 'much longer than it was' } })
  await items.deleteOne({ tags: [] })
  const bytes = await bytesOf()
  const expected = { count: 2, size: bytes, avgObjSize: Math.floor(bytes / 2), nindexes: 1, capped: false }
  expect(await storage()).toMatchObject({ count: 2, storageStats: expected })
  const { totalIndexSize, indexSizes } = (await storage()).storageStats as Record<string, unknown>
  expect(indexSizes).toEqual({ _id_: totalIndexSize })
  const name = items.collectionName
  await running.restart()
  items = running.db.collection(name)
  expect(await storage()).toMatchObject({ count: 2, storageStats: expected })
  expect((await storage({ scale: 10 })).storageStats).toMatchObject({
    size: Math.floor(bytes / 10),
    scaleFactor: 10,
  })
})

test('the figures of a database are the sums of its collections, in the unit asked for', async () => {
  const db = running.client.db('sums')
  await db.collection('one').insertOne({ a: 1 })
  await db.collection('two').createIndex({ a: 1 })
  const { dataSize, indexSize, ...rest }: Record<string, unknown> = await db.stats()
  expect(rest).toMatchObject({ collections: 2, objects: 1, indexes: 3, avgObjSize: dataSize, scaleFactor: 1 })
  expect(await db.command({ dbStats: 1, scale: 2 })).toMatchObject({ dataSize: Number(dataSize) / 2 })
  const { databases } = await db.admin().listDatabases({ filter: { name: 'sums' } })
  expect(databases).toMatchObject([{ name: 'sums', sizeOnDisk: Number(dataSize) + Number(indexSize) }])
  expect(await failureOf(db.command({ dbStats: 1, scale: 0 }))).toMatchObject({ code: 51024 })
})

test('how often an index was used is counted, an explanation is no use', async () => {
  await items.createIndex({ name: 1 })
  await items.find({ name: 'a' }).toArray()
  await items.find({ name: 'a' }).explain('executionStats')
  await items.countDocuments({ name: 'a' })
  const rows = await items.aggregate([{ $indexStats: {} }, { $match: { name: 'name_1' } }]).toArray()
  expect(rows).toMatchObject([{ key: { name: 1 }, accesses: { ops: 2, since: expect.any(Date) as Date } }])
})

test.each<[number, Document[]]>([
  [40602, [{ $match: {} }, { $collStats: {} }]],
  [238, [{ $collStats: { latencyStats: {} } }]],
  [40415, [{ $collStats: { nope: {} } }]],
  [28803, [{ $indexStats: { a: 1 } }]],
  [28747, [{ $sample: { size: 0 } }]],
  [28749, [{ $sample: {} }]],
  [28748, [{ $sample: { size: 1, seed: 2 } }]],
])('code %i for %j', async (code, pipeline) => {
  expect(await failureOf(items.aggregate(pipeline).toArray())).toMatchObject({ code })
})

test('statistics of a collection that is not there are refused by its name, and in a transaction', async () => {
  const none = running.db.collection('none')
  const stats = [{ $collStats: { storageStats: {} } }]
  expect(await failureOf(none.aggregate(stats).toArray())).toMatchObject({
    code: 26,
    message: expect.stringContaining('Collection [test.none] not found') as string,
  })
  await running.client.withSession(async (session) => {
    session.startTransaction()
    expect(await failureOf(items.aggregate(stats, { session }).toArray())).toMatchObject({ code: 263 })
    await session.abortTransaction()
  })
})

test('a sample has so many different documents, and each of them comes up', async () => {
  const seen = new Set<unknown>()
  for (let round = 0; seen.size < 3; round++) {
    expect(round).toBeLessThan(1000)
    const rows = await items.aggregate([{ $sample: { size: 2 } }]).toArray()
    expect(new Set(rows.map(({ _id }) => _id as unknown)).size).toBe(2)
    for (const { _id } of rows) seen.add(_id)
  }
  expect(await items.aggregate([{ $sample: { size: 9 } }]).toArray()).toHaveLength(3)
})

test('an explanation shows what each stage came to, and refuses what the command would refuse', async () => {
  await items.createIndex({ name: 1 })
  const { executionStats } = await items.find({ name: 'a', tags: 'x' }).explain('executionStats')
  expect(executionStats).toMatchObject({
    executionStages: {
      stage: 'FETCH',
      nReturned: 1,
      docsExamined: 2,
      inputStage: { stage: 'IXSCAN', nReturned: 2, keysExamined: 2, indexName: 'name_1' },
    },
  })
  const unknown = items.aggregate([{ $group: { _id: 1, n: { $nope: 1 } } }]).explain()
  expect(await failureOf(unknown)).toMatchObject({ code: 15952 })
  const report = items.aggregate([{ $indexStats: {} }]).explain()
  expect(await failureOf(report)).toMatchObject({ code: 238 })
})
