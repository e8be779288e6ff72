import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { spawnEmbeddedMongo } from 'embedded-mongo'
import { MongoClient } from 'mongodb'
import { createAccessTokens } from '../src/platform/access-tokens'
import { systemClock } from '../src/platform/clock'
import { createKeyRing } from '../src/platform/crypto'
import { createIds } from '../src/platform/ids'
import type { LoadJob, Operation } from './load'
import { load, residentMegabytes, startBaseline, startLinli, type Served } from './processes'
import { faultsOf, heading, lineOf } from './report'
import { seedTown, type Sizes, type Town } from './seed'

interface Plan extends Sizes {
  readonly seconds: number
}

const plans = {
  quick: { people: 500, documents: 2_000, communities: 2, seconds: 4 },
  usual: { people: 10_000, documents: 50_000, communities: 5, seconds: 8 },
  large: { people: 10_000, documents: 1_000_000, communities: 20, seconds: 8 },
} satisfies Record<string, Plan>

const operations: readonly Operation[] = ['list', 'detail', 'submit', 'confirm']
const connectionCounts = [1, 16, 64]
const WARM_UP_SECONDS = 1
/** Every job that confirms gets notices of its own: two servers, each warmed up and then measured. */
const CONFIRMING_JOBS = 2 * (1 + connectionCounts.length)

function planOf(flags: readonly string[]): Plan {
  if (flags.includes('--quick')) return plans.quick
  return flags.includes('--large') ? plans.large : plans.usual
}

/** A database of its own: embedded, or beside what MONGODB_URI names. Removed at the end. */
async function openDatabase(folder: string) {
  const given = process.env['MONGODB_URI']
  const embedded = given === undefined ? await spawnEmbeddedMongo({ dataDir: path.join(folder, 'db') }) : null
  const name = `linli_bench_${process.pid}`
  const uri = (embedded?.uri ?? given ?? '').replace(
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/,
    (_, server: string) => `${server}/${name}`,
  )
  const client = await new MongoClient(uri).connect()
  return {
    uri,
    name,
    db: client.db(name),
    async close() {
      if (!embedded) await client.db(name).dropDatabase()
      await client.close()
      await embedded?.close()
    },
  }
}

const submissionTo = (town: Town): string =>
  JSON.stringify({
    categoryCode: 'sanitation.corridor',
    text: '楼道里堆了旧家具，晚上看不清，老人走路容易绊倒，请帮忙协调清走。',
    photoIds: [],
    placeId: town.buildingId,
    hideName: true,
    wantsPublic: false,
    notifyMe: true,
  })

async function ask(url: string, token: string, body?: string): Promise<string> {
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && {
        'content-type': 'application/json',
        'idempotency-key': randomBytes(8).toString('hex'),
      }),
    },
    ...(body !== undefined && { method: 'POST', body }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`)
  return text
}

/** The two servers must send the same bytes, or the comparison says nothing. */
async function compareAnswers(linli: Served, bare: Served, token: string, town: Town): Promise<void> {
  for (const place of ['/notices', `/notices/${town.noticeIds[1] ?? ''}`]) {
    const [ours, theirs] = await Promise.all(
      [linli, bare].map(({ url }) => ask(`${url}/api/v1${place}`, token)),
    )
    if (ours !== theirs) throw new Error(`${place} differs:\n${ours}\n${theirs}`)
  }
  const submission = submissionTo(town)
  const [ours, theirs] = await Promise.all(
    [linli, bare].map(({ url }) => ask(`${url}/api/v1/opinions`, token, submission)),
  )
  if (ours?.length !== theirs?.length) throw new Error(`/opinions differs:\n${ours}\n${theirs}`)
}

interface Bench {
  readonly folder: string
  readonly plan: Plan
  readonly town: Town
  readonly tokens: readonly string[]
  readonly linli: Served
  readonly bare: Served
}

/** Measures everything, a line at a time; answers the faults. */
async function measure({ folder, plan, town, tokens, linli, bare }: Bench): Promise<string[]> {
  const share = Math.floor(town.noticeIds.length / CONFIRMING_JOBS)
  let jobs = 0
  let confirming = 0
  let mostMegabytes = 0
  const body = submissionTo(town)
  const faults: string[] = []
  const one = async (server: Served, operation: Operation, connections: number, seconds: number) => {
    const first = operation === 'confirm' ? share * confirming++ : 0
    const noticeIds = town.noticeIds.slice(first, first + share)
    const keyPrefix = `bench-job${jobs++}`
    const job: LoadJob = {
      url: server.url,
      operation,
      connections,
      seconds,
      tokens,
      noticeIds,
      body,
      keyPrefix,
    }
    const result = await load(folder, job)
    mostMegabytes = Math.max(mostMegabytes, await residentMegabytes(linli))
    if (operation === 'confirm' && result.requests > share * tokens.length)
      faults.push(`confirm at ${connections}: fewer notices than requests, the last ones changed nothing`)
    return result
  }
  console.log(heading())
  for (const operation of operations) {
    for (const server of [linli, bare]) await one(server, operation, 16, WARM_UP_SECONDS)
    for (const connections of connectionCounts) {
      const measured = {
        operation,
        connections,
        linli: await one(linli, operation, connections, plan.seconds),
        bare: await one(bare, operation, connections, plan.seconds),
      }
      console.log(lineOf(measured))
      faults.push(...faultsOf(measured))
    }
  }
  console.log(`most resident memory of linli: ${mostMegabytes.toFixed(0)} MB`)
  return faults
}

async function bench(folder: string, plan: Plan): Promise<string[]> {
  const database = await openDatabase(folder)
  const closing: (() => Promise<void>)[] = [() => database.close()]
  try {
    const secret = randomBytes(36).toString('base64')
    const linli = await startLinli(folder, {
      MONGODB_URI: database.uri,
      LINLI_DATA_DIR: path.join(folder, 'data'),
      LINLI_DEMO: 'off',
      // As in compose.yaml, where the worker is a process of its own.
      LINLI_WORKER: 'off',
      LINLI_SECRET: secret,
      RATE_LIMIT_FACTOR: '1000000',
    })
    closing.unshift(linli.stop)
    const started = performance.now()
    const town = await seedTown(database.db, plan, createIds(systemClock), systemClock.now())
    console.log(
      `${plan.people} people, ${plan.documents} notices and opinions in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    )
    const issuer = createAccessTokens({ keys: createKeyRing([secret]), clock: systemClock })
    const readers = Object.fromEntries(town.readers.map((reader) => [issuer.issue(reader).token, reader]))
    const tokens = Object.keys(readers)
    const token = tokens[0] ?? ''
    const [list, detail, opinion] = [
      await ask(`${linli.url}/api/v1/notices`, token),
      await ask(`${linli.url}/api/v1/notices/${town.noticeIds[0] ?? ''}`, token),
      await ask(`${linli.url}/api/v1/opinions`, token, submissionTo(town)),
    ].map((answer) => JSON.parse(answer) as unknown)
    const bare = await startBaseline(folder, {
      uri: database.uri,
      database: database.name,
      readers,
      item: (list as { items: Record<string, unknown>[] }).items[0] ?? {},
      detail: detail as Record<string, unknown>,
      opinion: opinion as { id: string },
    })
    closing.unshift(bare.stop)
    await compareAnswers(linli, bare, token, town)
    return await measure({ folder, plan, town, tokens, linli, bare })
  } finally {
    for (const close of closing) await close()
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'linli-bench-'))
  try {
    const faults = await bench(folder, planOf(process.argv.slice(2)))
    for (const fault of faults) console.error(fault)
    process.exitCode = faults.length > 0 ? 1 : 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
