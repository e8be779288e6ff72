import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Binary, Double, Int32, Long } from 'bson'
import { MongoClient, type Collection, type Document, type Long as DriverLong } from 'mongodb'
import { startEmbeddedMongo } from '../src/index'
import * as rawSocket from './raw-socket'
import { frame, replies } from './raw-socket'
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

const lsid = { id: new Binary(Buffer.alloc(16, 7), Binary.SUBTYPE_UUID) }

const openSocket = () => rawSocket.openSocket(running.server.uri)
const ask = (body: Document) => rawSocket.ask(running.server.uri, body)

test('a numbered write repeated with the same number answers the same and happens once, after a restart too', async () => {
  await items.insertOne({ _id: 1 as never, n: 0 })
  const command = {
    findAndModify: items.collectionName,
    query: { _id: 1 },
    update: { $inc: { n: 1 } },
    new: true,
    lsid,
    txnNumber: Long.fromNumber(5),
  }
  const first = await ask(command)
  expect(first.value).toEqual({ _id: 1, n: 1 })
  expect(await ask(command)).toEqual(first)
  const name = items.collectionName
  await running.restart()
  items = running.db.collection(name)
  expect(await ask(command)).toEqual(first)
  expect(await items.findOne()).toMatchObject({ n: 1 })
  expect(await ask({ ...command, txnNumber: Long.fromNumber(4) })).toMatchObject({ ok: 0, code: 225 })
})

test('a committed transaction may be committed again after a restart, an unknown one may not', async () => {
  const own = { lsid: { id: new Binary(Buffer.alloc(16, 9), Binary.SUBTYPE_UUID) }, autocommit: false }
  const txn = { ...own, txnNumber: Long.fromNumber(1) }
  await ask({ insert: items.collectionName, documents: [{ a: 1 }], ...txn, startTransaction: true })
  expect(await ask({ commitTransaction: 1, ...txn })).toMatchObject({ ok: 1 })
  await running.restart()
  expect(await ask({ commitTransaction: 1, ...txn })).toMatchObject({ ok: 1 })
  expect(await ask({ commitTransaction: 1, ...own, txnNumber: Long.fromNumber(2) })).toMatchObject({
    ok: 0,
    code: 251,
  })
})

test('a count by equalities is read from the index and equals the count by scan', async () => {
  await items.createIndex({ a: 1, b: 1 })
  await items.insertMany(Array.from({ length: 300 }, (_, n) => ({ a: n % 3, b: n % 5, c: n % 2 })))
  for (const filter of [{ a: 1 }, { b: 2, a: 1 }, { a: 1, b: 'x' }, { a: 1, b: 2, c: 1 }])
    expect(await items.countDocuments(filter)).toBe(
      await items.countDocuments(filter, { hint: { $natural: 1 } }),
    )
  await items.insertOne({ a: [1, 2], b: 2 })
  expect(await items.countDocuments({ a: 1 })).toBe(101)
  expect(await items.countDocuments({ a: 1 }, { skip: 100 })).toBe(1)
})

interface CursorReply {
  cursor: { firstBatch: Document[]; nextBatch: Document[]; id: DriverLong }
}

test('cursors give batches, end, can be closed, and are unknown afterwards', async () => {
  const ask = async (command: Document): Promise<CursorReply['cursor']> =>
    ((await running.db.command(command)) as CursorReply).cursor
  await items.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })))
  const collection = items.collectionName
  const first = await ask({ find: collection })
  expect(first.firstBatch).toHaveLength(101)
  const more = await ask({ getMore: first.id, collection, batchSize: 100 })
  expect(more.nextBatch).toHaveLength(100)
  const last = await ask({ getMore: first.id, collection })
  expect(last.nextBatch).toHaveLength(49)
  expect(Number(last.id)).toBe(0)
  const empty = await ask({ find: collection, batchSize: 0 })
  expect(empty.firstBatch).toEqual([])
  const killed = await running.db.command({ killCursors: collection, cursors: [empty.id] })
  expect(killed.cursorsKilled).toHaveLength(1)
  expect((await failureOf(running.db.command({ getMore: empty.id, collection }))).code).toBe(43)
})

test.each<[string, () => Promise<unknown>]>([
  ['its collection', () => items.drop()],
  ['the index it reads', () => items.dropIndex('by_n')],
])('a cursor says so when %s is dropped, and does not just end', async (_what, drop) => {
  await items.createIndex({ n: 1 }, { name: 'by_n' })
  await items.insertMany(Array.from({ length: 5000 }, (_, n) => ({ n })))
  const cursor = items.find({ n: { $gte: 0 } }, { hint: 'by_n', batchSize: 10 })
  await cursor.next()
  await drop()
  expect(await failureOf(cursor.toArray())).toMatchObject({ code: 175, codeName: 'QueryPlanKilled' })
})

test('stored numbers keep their types', async () => {
  await items.insertOne({ d: new Double(1), l: Long.fromNumber(1), i: new Int32(1) })
  for (const [field, type] of [
    ['d', 'double'],
    ['l', 'long'],
    ['i', 'int'],
  ] as const)
    // prettier-ignore
    expect(await items.countDocuments({ [field]: { $type: type } })).toBe(1)
})

test('maxTimeMS ends a long read with 50 and the connection goes on', async () => {
  await items.insertMany(Array.from({ length: 30_000 }, (_, n) => ({ n, text: 'x'.repeat(100) })))
  const slow = items.find({ $expr: { $eq: [{ $subtract: ['$n', 7] }, -9] } }, { maxTimeMS: 1 }).toArray()
  expect((await failureOf(slow)).code).toBe(50)
  expect(await items.estimatedDocumentCount()).toBe(30_000)
  const update = running.db.command({
    update: items.collectionName,
    updates: [{ q: { $expr: { $eq: [{ $subtract: ['$n', 7] }, -9] } }, u: { $set: { x: 1 } }, multi: true }],
    maxTimeMS: 1,
  })
  expect((await failureOf(update)).code).toBe(50)
})

test('unknown commands, fields, hints and options are refused by name, never ignored', async () => {
  await items.insertOne({ a: 1 })
  const refusals: Array<[Document, number]> = [
    [{ mapReduce: 'x' }, 59],
    [{ find: items.collectionName, surprise: 1 }, 40415],
    [{ find: items.collectionName, hint: 'none' }, 2],
    [{ find: items.collectionName, tailable: true }, 238],
    [{ create: 'capped', capped: true, size: 1000 }, 238],
    [{ createIndexes: items.collectionName, indexes: [{ key: { a: 'text' }, name: 't' }] }, 238],
    [{ createIndexes: items.collectionName, indexes: [{ key: { a: 1 }, name: 'a', odd: 1 }] }, 197],
    [{ listIndexes: 'missing' }, 26],
    [{ dropIndexes: items.collectionName, index: 'none' }, 27],
    [{ dropIndexes: items.collectionName, index: '_id_' }, 72],
    [{ aggregate: items.collectionName, pipeline: [{ $nope: 1 }], cursor: {} }, 40324],
  ]
  for (const [command, code] of refusals)
    expect((await failureOf(running.db.command(command))).code).toBe(code)
})

test('the same index again is accepted, one that differs is a conflict', async () => {
  await items.createIndex({ a: 1 }, { name: 'a', unique: true })
  await items.createIndex({ a: 1 }, { name: 'a', unique: true })
  expect((await failureOf(items.createIndex({ a: 1 }, { name: 'a' }))).code).toBe(86)
  expect((await failureOf(items.createIndex({ b: 1 }, { name: 'a' }))).code).toBe(86)
  expect((await failureOf(items.createIndex({ a: 1 }, { name: 'other', unique: true }))).code).toBe(85)
  await items.insertMany([{ b: 1 }, { a: 2, b: 1 }])
  expect((await failureOf(items.createIndex({ b: 1 }, { unique: true }))).code).toBe(11000)
  expect(await items.indexes()).toHaveLength(2)
})

test('a commit that loses, or that nobody knows, says that the whole transaction may be tried again', async () => {
  await running.client.withSession(async (session) => {
    session.startTransaction()
    await items.insertOne({ a: 1 }, { session })
    await items.insertOne({ a: 2 }) // makes the collection that the transaction was going to make
    const lost = await failureOf(session.commitTransaction())
    expect(lost).toMatchObject({ code: 112, errorLabels: ['TransientTransactionError'] })
  })
  const unknown = { lsid, txnNumber: Long.fromNumber(99), autocommit: false }
  for (const name of ['commitTransaction', 'abortTransaction'])
    expect(await ask({ [name]: 1, ...unknown, txnNumber: Long.fromNumber(name.length) })).toMatchObject({
      code: 251,
      errorLabels: ['TransientTransactionError'],
    })
})

test.each([
  [3, 100],
  ['elsewhere', 79],
] as const)('what one node cannot promise (w: %p) is told after the write', async (w, code) => {
  const document = { _id: 1 } as Document
  const command = { insert: items.collectionName, documents: [document], writeConcern: { w } }
  expect(await ask(command)).toMatchObject({ ok: 1, n: 1, writeConcernError: { code } })
  expect(await items.countDocuments()).toBe(1)
  for (const given of [1, 'majority'])
    expect(await ask({ ...command, documents: [{}], writeConcern: { w: given } })).toEqual({ ok: 1, n: 1 })
})

test('an update is refused the sort that MongoDB 7 does not know', async () => {
  const updates = [{ q: {}, u: { $set: { a: 1 } }, sort: { a: 1 } }]
  expect(await ask({ update: items.collectionName, updates })).toMatchObject({ ok: 0, code: 40415 })
})

test('explain names the index and counts what was examined', async () => {
  await items.createIndex({ a: 1, b: -1 }, { name: 'a_b' })
  await items.insertMany(Array.from({ length: 100 }, (_, n) => ({ a: n % 10, b: n })))
  const plan: Document = await items.find({ a: 3 }).sort({ b: -1 }).limit(4).explain('executionStats')
  expect(plan.queryPlanner).toMatchObject({
    winningPlan: {
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: 'a_b' },
    },
  })
  expect(plan.executionStats).toMatchObject({ nReturned: 4, totalDocsExamined: 4 })
  const scan: Document = await items.find({ b: 5 }).explain('executionStats')
  expect(scan).toMatchObject({
    queryPlanner: { winningPlan: { stage: 'COLLSCAN' } },
    executionStats: { totalDocsExamined: 100 },
  })
})

test('a message split at every byte, and many in one chunk, are all answered', async () => {
  const ping = frame({ ping: 1 })
  const socket = await openSocket()
  const answered = replies(socket, 4)
  for (const byte of ping) {
    socket.write(Buffer.of(byte))
    await new Promise(setImmediate)
  }
  socket.write(Buffer.concat([ping, ping, ping]))
  expect((await answered).map((reply): unknown => reply.ok)).toEqual([1, 1, 1, 1])
  socket.destroy()
})

test.each([
  ['a length below the header', Buffer.from([3, 0, 0, 0])],
  ['a length above 48 MB', Buffer.from([0, 0, 0, 64])],
  [
    'an unknown opcode',
    Buffer.concat([Buffer.from([16, 0, 0, 0]), Buffer.alloc(8), Buffer.from([1, 0, 0, 0])]),
  ],
  ['a body that is no BSON', (() => { const bad = frame({ ping: 1 }); bad.fill(255, 21); return bad })()], // prettier-ignore
])('%s closes that connection and no other', async (_what, bytes) => {
  const [good, bad] = [await openSocket(), await openSocket()]
  const closed = new Promise((resolve) => bad.once('close', resolve))
  bad.write(bytes)
  await closed
  good.write(frame({ ping: 1 }))
  expect(await replies(good, 1)).toMatchObject([{ ok: 1 }])
  good.destroy()
})

test('two hundred connections are served at once', async () => {
  const sockets = await Promise.all(Array.from({ length: 200 }, openSocket))
  const answers = sockets.map((socket) => replies(socket, 1))
  for (const socket of sockets) socket.write(frame({ ping: 1 }))
  expect((await Promise.all(answers)).flat()).toHaveLength(200)
  for (const socket of sockets) socket.destroy()
})

test('a second server on the same folder is refused in one sentence, and the files are the owner’s alone', async () => {
  const refused = await failureOf(startEmbeddedMongo({ dataDir: running.dataDir }))
  expect(refused.message).toMatch(/is in use by process \d+/)
  for (const file of readdirSync(running.dataDir))
    expect(statSync(join(running.dataDir, file)).mode & 0o077).toBe(0)
})

// A file size limit is a full disk that needs no disk; only POSIX shells can set one.
const onPosix = process.platform === 'win32' ? test.skip : test
onPosix('a full disk refuses the write, loses nothing and lets reading go on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'))
  const command = join(__dirname, '..', 'bin', 'embedded-mongo.mjs')
  const script = `trap '' XFSZ; ulimit -f 8192; exec "$0" "$@"`
  const child = spawn(
    'sh',
    ['-c', script, process.execPath, command, '--data-dir', dataDir, '--with-parent'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const uri = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve))
  const client = new MongoClient(uri)
  const filled = client.db('test').collection('filled')
  let stored = 0
  const refused = await failureOf(
    (async () => {
      for (; stored < 2000; stored++) await filled.insertOne({ n: stored, text: 'x'.repeat(40_000) })
    })(),
  )
  expect(refused).toMatchObject({ code: 14031 })
  expect(stored).toBeGreaterThan(10)
  expect(await filled.countDocuments({ n: { $gte: 0 } })).toBe(stored)
  expect(await filled.estimatedDocumentCount()).toBe(stored)
  expect((await filled.deleteMany({ n: { $gte: 5 } })).deletedCount).toBe(stored - 5)
  await client.close()
  child.stdin.end()
  await new Promise((resolve) => child.once('exit', resolve))
  rmSync(dataDir, { recursive: true })
})
