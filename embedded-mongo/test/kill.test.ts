import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { MongoClient, MongoServerError, type Document } from 'mongodb'
import { spawnEmbeddedMongo, type SpawnedMongo } from '../src/spawn'

const ROUNDS = 20
const INSERTERS = 6
const INCREMENTERS = 2
const ACCOUNTS = 4

let dataDir: string
let command: string[]

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-kill-'))
  // One file starts several times faster than the sources, and there are twenty starts.
  const folder = join(__dirname, '..', 'node_modules', '.cache')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'embedded-mongo-kill-test.cjs')
  await build({
    entryPoints: [join(__dirname, '..', 'src', 'cli.ts')],
    bundle: true,
    platform: 'node',
    external: ['lmdb'],
    outfile,
    logLevel: 'silent',
  })
  command = [outfile]
})

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

interface Journal {
  inserted: string[]
  unknownInserts: Set<string>
  increments: number
  unknownIncrements: number
}

/** Load until the server goes; what was answered and what stayed open is written down. */
async function load(
  server: SpawnedMongo,
  round: number,
  journal: Journal,
  killed: Promise<unknown>,
): Promise<void> {
  const client = new MongoClient(server.uri, {
    serverSelectionTimeoutMS: 300,
    retryWrites: false,
    maxPoolSize: 20,
  })
  const db = client.db('kill')
  let alive = true
  void killed.then(() => (alive = false))
  const loop = async (work: (turn: number) => Promise<void>): Promise<void> => {
    for (let turn = 0; alive; turn++) {
      try {
        await work(turn)
      } catch (error) {
        if (error instanceof MongoServerError) throw error
        return
      }
    }
  }
  const inserter = (by: number): Promise<void> =>
    loop(async (turn) => {
      const _id = `${round}-${by}-${turn}`
      journal.unknownInserts.add(_id)
      await db
        .collection<Document & { _id: string }>('inserts')
        .insertOne({ _id, by, turn, tags: [by, turn % 10] })
      journal.unknownInserts.delete(_id)
      journal.inserted.push(_id)
    })
  const incrementer = (): Promise<void> =>
    loop(async () => {
      journal.unknownIncrements++
      await db
        .collection<{ _id: string; n: number }>('counter')
        .updateOne({ _id: 'one' }, { $inc: { n: 1 } }, { upsert: true })
      journal.unknownIncrements--
      journal.increments++
    })
  const transfer = (): Promise<void> =>
    loop(async (turn) => {
      const accounts = db.collection<{ _id: number; balance: number }>('accounts')
      const session = client.startSession()
      try {
        session.startTransaction()
        await accounts.updateOne(
          { _id: turn % ACCOUNTS },
          { $inc: { balance: -1 } },
          { session, upsert: true },
        )
        await accounts.updateOne(
          { _id: (turn + 1) % ACCOUNTS },
          { $inc: { balance: 1 } },
          { session, upsert: true },
        )
        await session.commitTransaction()
      } finally {
        await session.endSession().catch(() => undefined)
      }
    })
  await Promise.all([
    ...Array.from({ length: INSERTERS }, (_, by) => inserter(by)),
    ...Array.from({ length: INCREMENTERS }, incrementer),
    transfer(),
  ])
  await client.close().catch(() => undefined)
}

test(`${ROUNDS} rounds of kill -9 under load lose no acknowledged write and leave no half transaction`, async () => {
  const journal: Journal = { inserted: [], unknownInserts: new Set(), increments: 0, unknownIncrements: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const server = await spawnEmbeddedMongo({ dataDir, command })
    if (round === 0) {
      const client = new MongoClient(server.uri)
      const inserts = client.db('kill').collection('inserts')
      await inserts.createIndex({ by: 1, turn: -1 })
      await inserts.createIndex({ tags: 1 })
      await client.close()
    }
    const goal = journal.inserted.length + 20 + Math.floor(Math.random() * 150)
    const loaded = load(server, round, journal, server.exited)
    while (journal.inserted.length < goal) await new Promise(setImmediate)
    process.kill(server.pid, 'SIGKILL')
    await server.exited
    await loaded
  }

  const server = await spawnEmbeddedMongo({ dataDir, command })
  const client = new MongoClient(server.uri)
  const db = client.db('kill')
  const inserts = db.collection<Document & { _id: string }>('inserts')
  const stored = new Set((await inserts.find({}, { projection: { _id: 1 } }).toArray()).map((doc) => doc._id))
  expect(journal.inserted.filter((id) => !stored.has(id))).toEqual([])
  const acknowledged = new Set(journal.inserted)
  expect([...stored].filter((id) => !acknowledged.has(id) && !journal.unknownInserts.has(id))).toEqual([])

  const counter = (await db.collection<{ _id: string; n: number }>('counter').findOne({ _id: 'one' }))?.n ?? 0
  expect(counter).toBeGreaterThanOrEqual(journal.increments)
  expect(counter).toBeLessThanOrEqual(journal.increments + journal.unknownIncrements)

  const accounts = await db.collection<{ _id: number; balance: number }>('accounts').find().toArray()
  expect(accounts.reduce((sum, { balance }) => sum + balance, 0)).toBe(0)

  // Every index, read from end to end, holds what the documents say.
  const scan = await inserts.find().hint({ $natural: 1 }).toArray()
  expect(await inserts.estimatedDocumentCount()).toBe(scan.length)
  for (const { name } of await inserts.indexes()) {
    const through = await inserts.find().hint(String(name)).toArray()
    expect(new Set(through.map((doc) => doc._id))).toEqual(stored)
    const { executionStats } = await inserts.find().hint(String(name)).explain('executionStats')
    const expected =
      name === 'tags_1' ? scan.reduce((sum, doc) => sum + new Set(doc.tags as number[]).size, 0) : scan.length
    expect((executionStats as Document).totalKeysExamined).toBe(expected)
  }
  await client.close()
  await server.close()
}, 180_000)

test('the server ends when the process that started it is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-orphan-'))
  const { spawn } = await import('node:child_process')
  const parent = spawn(process.execPath, ['-e', PARENT, command[0] ?? '', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const uri = await new Promise<string>((resolve) =>
    parent.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())),
  )
  const port = Number(new URL(uri).port)
  const connection = createConnection(port, '127.0.0.1')
  await new Promise((resolve) => connection.once('connect', resolve))
  const closed = new Promise((resolve) => connection.once('close', resolve).once('error', resolve))
  parent.kill('SIGKILL')
  await closed
  rmSync(folder, { recursive: true, force: true })
})

/** A parent that only starts the server and repeats its first line. */
const PARENT = `
const { spawn } = require('node:child_process')
const [script, folder] = process.argv.slice(1)
const child = spawn(process.execPath, [script, '--data-dir', folder, '--with-parent'], { stdio: ['pipe', 'pipe', 'inherit'] })
child.stdout.pipe(process.stdout)
`
