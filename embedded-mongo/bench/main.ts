import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { MongoClient, type Document } from 'mongodb'
import { spawnEmbeddedMongo } from '../src/spawn'
import { itemOf } from './items'
import { benchLarge } from './large'
import { RawConnection } from './raw-client'

/**
 * Prints every figure beside the one of a server that answers the same bytes without doing anything: one Node
 * client is the ceiling otherwise. `npm run bench -w embedded-mongo [-- --large N]`
 */
const CLIENTS = 16
const SECONDS = 3
const DOCUMENTS = 20_000

interface Contender {
  uri: string
  stop(): Promise<void>
}

async function startFixed(): Promise<Contender> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'fixed-main.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const uri = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve))
  return {
    uri,
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
  return { uri: server.uri, stop: () => server.close() }
}

/** Operations per second of `CLIENTS` loops that run side by side. */
async function rate(operation: (client: number, turn: number) => Promise<unknown>): Promise<number> {
  const loops = async (seconds: number): Promise<number> => {
    const end = performance.now() + seconds * 1000
    let done = 0
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        while (performance.now() < end) {
          await operation(client, turn++)
          done++
        }
      }),
    )
    return done / seconds
  }
  let turn = 0
  await loops(0.7)
  return loops(SECONDS)
}

let nextId = 1_000_000

async function throughDriver(uri: string): Promise<Record<string, number>> {
  const client = new MongoClient(uri, { maxPoolSize: CLIENTS })
  const items = client.db('bench').collection<Document>('items')
  const sessions = Array.from({ length: CLIENTS }, () => client.startSession())
  const any = (turn: number): number => (turn * 7919) % DOCUMENTS
  const figures = {
    read: await rate((_, turn) => items.findOne({ _id: any(turn) as never })),
    insert: await rate(() => items.insertOne(itemOf(nextId++))),
    update: await rate((_, turn) => items.updateOne({ _id: any(turn) as never }, { $inc: { amount: 1 } })),
    transaction: await rate(async (at, turn) => {
      const session = sessions[at]
      if (!session) return
      session.startTransaction()
      const own = (any(turn) - (any(turn) % CLIENTS) + at) % DOCUMENTS
      await items.updateOne({ _id: own as never }, { $inc: { amount: 1 } }, { session })
      await items.insertOne(itemOf(nextId++), { session })
      await session.commitTransaction()
    }),
  }
  await Promise.all(sessions.map((session) => session.endSession()))
  await client.close()
  return figures
}

async function throughSockets(uri: string): Promise<Record<string, number>> {
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => RawConnection.open(uri)))
  const at = (client: number): RawConnection => {
    const connection = connections[client]
    if (!connection) throw new RangeError('no such connection')
    return connection
  }
  const any = (turn: number): number => (turn * 7919) % DOCUMENTS
  const figures = {
    read: await rate((client, turn) =>
      at(client).send({ find: 'items', filter: { _id: any(turn) }, limit: 1, singleBatch: true }),
    ),
    insert: await rate((client) =>
      at(client).send({
        insert: 'items',
        documents: [itemOf(nextId++)],
        ordered: true,
        ...at(client).retryable(),
      }),
    ),
    update: await rate((client, turn) =>
      at(client).send({
        update: 'items',
        updates: [{ q: { _id: any(turn) }, u: { $inc: { amount: 1 } } }],
        ...at(client).retryable(),
      }),
    ),
    transaction: await rate(async (client, turn) => {
      const connection = at(client)
      const { first, later } = connection.transaction()
      const own = (any(turn) - (any(turn) % CLIENTS) + client) % DOCUMENTS
      await connection.send({
        update: 'items',
        updates: [{ q: { _id: own }, u: { $inc: { amount: 1 } } }],
        ...first,
      })
      await connection.send({ insert: 'items', documents: [itemOf(nextId++)], ...later })
      await connection.send({ commitTransaction: 1, ...later })
    }),
  }
  for (const connection of connections) connection.close()
  return figures
}

function table(
  title: string,
  own: Record<string, number>,
  fixed: Record<string, number>,
  goals: Record<string, string>,
): void {
  process.stdout.write(
    `\n${title}\n${'operation'.padEnd(14)}${'this/s'.padStart(10)}${'fixed/s'.padStart(10)}${'ratio'.padStart(8)}  goal\n`,
  )
  for (const [name, figure] of Object.entries(own)) {
    const ceiling = fixed[name] ?? NaN
    process.stdout.write(
      `${name.padEnd(14)}${figure.toFixed(0).padStart(10)}${ceiling.toFixed(0).padStart(10)}${(figure / ceiling).toFixed(2).padStart(8)}  ${goals[name] ?? ''}\n`,
    )
  }
}

async function main(): Promise<void> {
  const large = process.argv.indexOf('--large')
  if (large > 0) return benchLarge(Number(process.argv[large + 1] ?? 1_000_000))
  const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-bench-'))
  const fixed = await startFixed()
  const own = await startEmbedded(dataDir)
  try {
    table(`driver, ${CLIENTS} clients`, await throughDriver(own.uri), await throughDriver(fixed.uri), {
      read: 'ratio 0.85',
      insert: 'ratio 0.85',
      update: 'ratio 0.60',
      transaction: 'ratio 0.60',
    })
    table(
      `raw sockets, ${CLIENTS} connections`,
      await throughSockets(own.uri),
      await throughSockets(fixed.uri),
      {
        read: '8,000/s',
        insert: '6,000/s',
        transaction: '1,500/s',
      },
    )
  } finally {
    await Promise.all([own.stop(), fixed.stop()])
    rmSync(dataDir, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
