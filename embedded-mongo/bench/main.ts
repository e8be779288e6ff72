import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { MongoClient, type Document } from 'mongodb'
import { spawnEmbeddedMongo } from '../src/spawn'
import { itemOf } from './items'
import { benchLarge } from './large'
import { flushMilliseconds, processorMilliseconds } from './process-figures'
import { ID, PreparedCommand, RawConnection } from './raw-client'

/**
 * Prints every figure beside the one of a server that answers the same bytes without doing anything: one Node
 * client is the ceiling otherwise. "processor" is what the database's process used for one operation. `npm run bench -w embedded-mongo [-- --large N]`
 */
const CLIENTS = 16
const SLICES = 4
const SLICE_SECONDS = 0.7
const DOCUMENTS = 20_000

interface Contender {
  uri: string
  pid: number
  stop(): Promise<void>
}

async function startFixed(): Promise<Contender> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'fixed-main.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const uri = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve))
  return {
    uri,
    pid: child.pid ?? 0,
    async stop() {
      child.stdin.end()
      await new Promise((resolve) => child.once('exit', resolve))
    },
  }
}

async function startEmbedded(dataDir: string): Promise<Contender> {
  const server = await spawnEmbeddedMongo({ dataDir })
  const client = new MongoClient(server.uri)
  const items = client.db('bench').collection<{ _id: number }>('items')
  const all = Array.from({ length: DOCUMENTS }, (_, id) => itemOf(id))
  await items.insertMany(all as Array<{ _id: number }>)
  await client.close()
  return { uri: server.uri, pid: server.pid, stop: () => server.close() }
}

type Operation = (client: number, turn: number) => Promise<unknown>

async function run(operation: Operation, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000
  let turn = 0
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      while (performance.now() < end) await operation(client, turn++)
    }),
  )
  return turn
}

/** Operations per second of both, in short alternating runs, so that a busy moment of the machine hits both. */
async function compare(
  own: Operation,
  fixed: Operation,
): Promise<{ figure: number; ceiling: number; count: number }> {
  const warm = await run(own, 0.7)
  await run(fixed, 0.7)
  const total = { own: 0, fixed: 0 }
  for (let slice = 0; slice < SLICES; slice++) {
    total.own += await run(own, SLICE_SECONDS)
    total.fixed += await run(fixed, SLICE_SECONDS)
  }
  const seconds = SLICES * SLICE_SECONDS
  return { figure: total.own / seconds, ceiling: total.fixed / seconds, count: total.own + warm }
}

let nextId = 1_000_000

const any = (turn: number): number => (turn * 7919) % DOCUMENTS
/** A document that no other client writes at the same time. */
const ownOf = (client: number, turn: number): number => any(turn) - (any(turn) % CLIENTS) + client

interface Load {
  operations: Record<string, Operation>
  stop(): Promise<void>
}

function throughDriver(uri: string): Load {
  const client = new MongoClient(uri, { maxPoolSize: CLIENTS })
  const items = client.db('bench').collection<Document & { _id: number }>('items')
  const item = (): Document & { _id: number } => ({ ...itemOf(nextId), _id: nextId++ })
  const sessions = Array.from({ length: CLIENTS }, () => client.startSession())
  return {
    operations: {
      read: (_, turn) => items.findOne({ _id: any(turn) }),
      insert: () => items.insertOne(item()),
      update: (_, turn) => items.updateOne({ _id: any(turn) }, { $inc: { amount: 1 } }),
      async transaction(at, turn) {
        const session = sessions[at]
        if (!session) return
        session.startTransaction()
        await items.updateOne({ _id: ownOf(at, turn) }, { $inc: { amount: 1 } }, { session })
        await items.insertOne(item(), { session })
        await session.commitTransaction()
      },
    },
    async stop() {
      await Promise.all(sessions.map((session) => session.endSession()))
      await client.close()
    },
  }
}

async function throughSockets(uri: string): Promise<Load> {
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => RawConnection.open(uri)))
  const increment = { update: 'items', updates: [{ q: { _id: ID }, u: { $inc: { amount: 1 } } }] }
  const addition = { insert: 'items', documents: [{ ...itemOf(1), _id: ID }] }
  const clients = connections.map((connection) => {
    const { numbered } = connection
    const inTransaction = { ...numbered, autocommit: false }
    return {
      connection,
      read: new PreparedCommand({ find: 'items', filter: { _id: ID }, limit: 1, singleBatch: true }),
      insert: new PreparedCommand({ ...addition, ...numbered }),
      update: new PreparedCommand({ ...increment, ...numbered }),
      first: new PreparedCommand({ ...increment, ...inTransaction, startTransaction: true }),
      second: new PreparedCommand({ ...addition, ...inTransaction }),
      commit: new PreparedCommand({ commitTransaction: 1, ...inTransaction }),
    }
  })
  const at = (number: number): (typeof clients)[number] => {
    const client = clients[number]
    if (!client) throw new RangeError('no such connection')
    client.connection.nextNumber()
    return client
  }
  return {
    operations: {
      read(number, turn) {
        const { connection, read } = at(number)
        return connection.send(read, any(turn))
      },
      insert(number) {
        const { connection, insert } = at(number)
        return connection.send(insert, nextId++)
      },
      update(number, turn) {
        const { connection, update } = at(number)
        return connection.send(update, any(turn))
      },
      async transaction(number, turn) {
        const { connection, first, second, commit } = at(number)
        await connection.send(first, ownOf(number, turn))
        await connection.send(second, nextId++)
        await connection.send(commit)
      },
    },
    async stop() {
      for (const connection of connections) connection.close()
    },
  }
}

async function table(
  title: string,
  pid: number,
  own: Load,
  fixed: Load,
  goals: Record<string, string>,
): Promise<void> {
  process.stdout.write(`\n${title}\noperation         this/s   fixed/s   ratio  processor  goal\n`)
  for (const [name, operation] of Object.entries(own.operations)) {
    const used = processorMilliseconds(pid)
    const { figure, ceiling, count } = await compare(operation, fixed.operations[name] ?? operation)
    const each = `${(((processorMilliseconds(pid) - used) * 1000) / count).toFixed(0)} µs`
    const ratio = (figure / ceiling).toFixed(2)
    process.stdout.write(
      `${name.padEnd(14)}${figure.toFixed(0).padStart(10)}${ceiling.toFixed(0).padStart(10)}${ratio.padStart(8)}${each.padStart(11)}  ${goals[name] ?? ''}\n`,
    )
  }
  await Promise.all([own.stop(), fixed.stop()])
}

async function main(): Promise<void> {
  const large = process.argv.indexOf('--large')
  if (large > 0) return benchLarge(Number(process.argv[large + 1] ?? 1_000_000))
  const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-bench-'))
  const fixed = await startFixed()
  const own = await startEmbedded(dataDir)
  try {
    process.stdout.write(`one flush of this disk: ${flushMilliseconds(dataDir).toFixed(2)} ms\n`)
    const drivers = [throughDriver(own.uri), throughDriver(fixed.uri)] as const
    await table(`driver, ${CLIENTS} clients`, own.pid, ...drivers, {
      read: 'ratio 0.85',
      insert: 'ratio 0.85',
      update: 'ratio 0.60',
      transaction: 'ratio 0.60',
    })
    const sockets = [await throughSockets(own.uri), await throughSockets(fixed.uri)] as const
    await table(`raw sockets, ${CLIENTS} connections`, own.pid, ...sockets, {
      read: '8,000/s',
      insert: '6,000/s',
      transaction: '1,500/s',
    })
  } finally {
    await Promise.all([own.stop(), fixed.stop()])
    rmSync(dataDir, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
