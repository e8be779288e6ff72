import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { MongoClient, type Collection, type Document } from 'mongodb'
import { failureOf, startServer, type RunningServer } from './running-server'

/** Passes bytes to the server and cuts the connection where a test asks for it. */
class Cutter {
  /** The next requests that name this command lose their reply, as many as `cuts` says. */
  command = ''
  cuts = 0
  private readonly server: Server = createServer((socket) => this.join(socket))

  async listen(target: number): Promise<string> {
    this.target = target
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    // The replica set would name the server's own port, past the proxy.
    return `mongodb://127.0.0.1:${(this.server.address() as AddressInfo).port}/?directConnection=true`
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private target = 0

  private join(socket: Socket): void {
    const upstream = connect(this.target, '127.0.0.1')
    let doomed = false
    socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy())
    upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.on('data', (bytes: Buffer) => {
      // The name of a command is the first field of its body, a string or a number.
      if (
        this.cuts > 0 &&
        (bytes.includes(`\x02${this.command}\0`) || bytes.includes(`\x10${this.command}\0`))
      ) {
        this.cuts--
        doomed = true
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes: Buffer) => (doomed ? socket.destroy() : socket.write(bytes)))
  }
}

let running: RunningServer
let cutter: Cutter
let client: MongoClient
/** The same collection, straight and through the proxy. */
let items: Collection<Document>
let through: Collection<Document>
let number = 0

beforeAll(async () => {
  running = await startServer()
})

beforeEach(async () => {
  cutter = new Cutter()
  client = await new MongoClient(await cutter.listen(Number(new URL(running.server.uri).port))).connect()
  const name = `faults${number++}`
  items = running.db.collection(name)
  through = client.db('test').collection(name)
  await items.insertMany([1, 2, 3].map((id) => ({ _id: id as never, n: 0 })))
})

afterEach(async () => {
  await client.close()
  await cutter.close()
})

afterAll(() => running.stop())

const first = { _id: 1 as never }
const state = async (): Promise<unknown[]> =>
  (await items.find().sort({ _id: 1 }).toArray()).map((doc) => [Number(doc._id), doc.n as number])

test.each<[string, string, () => Promise<unknown>, unknown[]]>([
  ['insertOne', 'insert', () => through.insertOne({ _id: 4 as never, n: 4 }), [[1, 0], [2, 0], [3, 0], [4, 4]]],
  ['insertMany', 'insert', () => through.insertMany([{ _id: 4 as never, n: 4 }, { _id: 5 as never, n: 5 }]), [[1, 0], [2, 0], [3, 0], [4, 4], [5, 5]]],
  ['updateOne', 'update', () => through.updateOne(first, { $inc: { n: 1 } }), [[1, 1], [2, 0], [3, 0]]],
  ['an upsert', 'update', () => through.updateOne({ _id: 9 as never }, { $inc: { n: 1 } }, { upsert: true }), [[1, 0], [2, 0], [3, 0], [9, 1]]],
  ['deleteOne', 'delete', () => through.deleteOne({ n: 0 }), [[2, 0], [3, 0]]],
  ['findOneAndUpdate', 'findAndModify', () => through.findOneAndUpdate(first, { $inc: { n: 1 } }), [[1, 1], [2, 0], [3, 0]]],
  ['findOneAndDelete', 'findAndModify', () => through.findOneAndDelete({ n: 0 }, { sort: { _id: -1 } }), [[1, 0], [2, 0]]],
  ['bulkWrite', 'update', () => through.bulkWrite([1, 2].map((id) => ({ updateOne: { filter: { _id: id as never }, update: { $inc: { n: 1 } } } }))), [[1, 1], [2, 1], [3, 0]]],
])('%s whose reply is lost happens once', async (_name, command, act, expected) => {
  cutter.command = command
  cutter.cuts = 1
  await act()
  expect(cutter.cuts).toBe(0)
  expect(await state()).toEqual(expected)
}) // prettier-ignore

test('the repeated answer is that of the first time', async () => {
  cutter.command = 'findAndModify'
  cutter.cuts = 1
  expect(await through.findOneAndUpdate(first, { $inc: { n: 1 } }, { returnDocument: 'after' })).toEqual({ _id: 1, n: 1 })
  cutter.command = 'update'
  cutter.cuts = 1
  expect(await through.updateOne(first, { $inc: { n: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 1 })
}) // prettier-ignore

test('a commit whose reply is lost is repeated and stays one commit', async () => {
  cutter.command = 'commitTransaction'
  cutter.cuts = 1
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await through.updateOne(first, { $inc: { n: 1 } }, { session })
      await through.insertOne({ _id: 4 as never, n: 4 }, { session })
    }),
  )
  expect(cutter.cuts).toBe(0)
  expect(await state()).toEqual([[1, 1], [2, 0], [3, 0], [4, 4]]) // prettier-ignore
})

test('a transaction that loses its connection half way begins again and counts once', async () => {
  cutter.command = 'update'
  cutter.cuts = 1
  let attempts = 0
  await client.withSession((session) =>
    session.withTransaction(async () => {
      attempts++
      await through.updateOne(first, { $inc: { n: 1 } }, { session })
      await through.updateOne({ _id: 2 as never }, { $inc: { n: 1 } }, { session })
    }),
  )
  expect(attempts).toBe(2)
  expect(await state()).toEqual([[1, 1], [2, 1], [3, 0]]) // prettier-ignore
})

test.each<[string, string, () => Promise<unknown>, unknown]>([
  ['find', 'find', () => through.findOne(first), { _id: 1, n: 0 }],
  ['aggregate', 'aggregate', () => through.aggregate([{ $group: { _id: null, c: { $count: {} } } }]).toArray(), [{ _id: null, c: 3 }]],
  ['countDocuments', 'aggregate', () => through.countDocuments({ n: 0 }), 3],
])('%s is asked again after a lost reply', async (_name, command, act, expected) => {
  cutter.command = command
  cutter.cuts = 1
  expect(await act()).toEqual(expected)
  expect(cutter.cuts).toBe(0)
}) // prettier-ignore

test('a second loss in a row reaches the caller, and the write has still happened once', async () => {
  cutter.command = 'update'
  cutter.cuts = 2
  const lost = await failureOf(through.updateOne(first, { $inc: { n: 1 } }))
  expect(lost.name).toMatch(/^Mongo.*Network/)
  expect(await state()).toEqual([[1, 1], [2, 0], [3, 0]]) // prettier-ignore
})

test('a lost getMore reaches the caller; the cursor is closed and the next query reads everything', async () => {
  await items.insertMany(Array.from({ length: 300 }, (_, n) => ({ n })))
  const cursor = through.find({}, { batchSize: 50 })
  expect(await cursor.next()).toEqual({ _id: 1, n: 0 })
  // A getMore carries the cursor's id, a Long.
  cutter.command = 'collection'
  cutter.cuts = 1
  const lost = await failureOf(
    (async () => {
      for await (const doc of cursor) expect(doc).toBeDefined()
    })(),
  )
  expect(lost.name).toMatch(/^Mongo.*Network/)
  expect(cursor.closed).toBe(true)
  expect(await through.find().toArray()).toHaveLength(303)
})

test('a getMore after the end, after close and after a restart of the server answers 43', async () => {
  await items.insertMany(Array.from({ length: 10 }, (_, n) => ({ n })))
  const collection = items.collectionName
  const open = async () => (await running.db.command({ find: collection, batchSize: 2 })).cursor as { id: bigint }
  const more = (id: unknown, batchSize = 100) => running.db.command({ getMore: id, collection, batchSize })
  const ended = await open()
  expect(((await more(ended.id)) as { cursor: { nextBatch: unknown[] } }).cursor.nextBatch).toHaveLength(11)
  expect((await failureOf(more(ended.id))).code).toBe(43)
  const closed = await open()
  await running.db.command({ killCursors: collection, cursors: [closed.id] })
  expect((await failureOf(more(closed.id))).code).toBe(43)
  const forgotten = await open()
  await running.restart()
  expect((await failureOf(more(forgotten.id))).code).toBe(43)
}) // prettier-ignore

test('a cursor outlives the connection that opened it', async () => {
  await items.insertMany(Array.from({ length: 300 }, (_, n) => ({ n })))
  const name = items.collectionName
  const { cursor } = (await client.db('test').command({ find: name, batchSize: 50 })) as {
    cursor: { id: bigint }
  }
  await client.close()
  const rest = await running.db.command({ getMore: cursor.id, collection: name })
  expect((rest.cursor as { nextBatch: unknown[] }).nextBatch).toHaveLength(253)
})
