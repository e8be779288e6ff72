import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { spawnEmbeddedMongo } from '../src/spawn'
import { itemOf, percentile } from './items'
import { residentMegabytes } from './process-figures'

const BATCH = 5000
/** Until the compilers of both processes have seen enough; every run asks for another group, so nothing is read twice. */
const WARM_UP_RUNS = 1000
const RUNS = 2000

/** A million documents: disk, memory, opening time, an indexed query, a scan. */
export async function benchLarge(count: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-bench-'))
  let server = await spawnEmbeddedMongo({ dataDir })
  let client = new MongoClient(server.uri)
  let items = client.db('bench').collection<{ _id: number }>('items')
  await items.createIndex({ group: 1, at: -1 })
  let started = performance.now()
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => itemOf(from + at))
    await items.insertMany(batch as Array<{ _id: number }>)
  }
  print('load', count / ((performance.now() - started) / 1000), 'documents/s')
  await client.close()
  await server.close()

  started = performance.now()
  server = await spawnEmbeddedMongo({ dataDir })
  const opened = performance.now() - started
  client = new MongoClient(server.uri)
  items = client.db('bench').collection('items')
  await items.findOne({ _id: 1 })
  print('open', opened, 'ms, process start included (goal 2,000)')
  print('disk', statSync(join(dataDir, 'data.lmdb')).size / 1e6, 'MB (goal 1,500)')

  const times: number[] = []
  const pings: number[] = []
  for (let run = 0; run < WARM_UP_RUNS + RUNS; run++) {
    const group = (run * 7919) % 50_000
    const before = performance.now()
    await items.find({ group }).sort({ at: -1 }).limit(20).toArray()
    const answered = performance.now()
    await client.db('bench').command({ ping: 1 })
    if (run < WARM_UP_RUNS) continue
    times.push(answered - before)
    pings.push(performance.now() - answered)
  }
  print('20 by index, p99', percentile(times, 0.99), 'ms (goal 3)')
  print('a ping between, p99', percentile(pings, 0.99), 'ms, what this machine alone makes of a round trip')
  started = performance.now()
  const found = await items.countDocuments({ amount: 500 })
  print(
    'scan with a filter',
    count / ((performance.now() - started) / 1000),
    `documents/s (goal 200,000; found ${found})`,
  )
  print(
    'memory',
    residentMegabytes(server.pid),
    "MB of the process's own, the mapped file left out (goal 400)",
  )
  await client.close()
  await server.close()
  rmSync(dataDir, { recursive: true, force: true })
}

function print(what: string, figure: number, unit: string): void {
  process.stdout.write(`${what.padEnd(24)} ${Math.round(figure * 10) / 10} ${unit}\n`)
}
