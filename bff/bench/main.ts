import { randomBytes } from 'node:crypto'
import { systemClock } from '../src/platform/clock'
import { createIds } from '../src/platform/ids'
import type { View } from './baseline'
import type { LoadJob } from './load'
import { operations, type Operation } from './operations'
import {
  processorMs,
  residentMegabytes,
  startBaseline,
  startClient,
  type Client,
  type Served,
} from './processes'
import { faultsOf, heading, lineOf, verdict, type Aims, type Measured, type Side } from './report'
import { seedTown, type Sizes, type Town } from './seed'
import { inHouse, runBench } from './house'

interface Plan extends Sizes {
  /** Of one measurement; every one is made twice. */
  readonly seconds: number
}

const plans = {
  quick: { people: 500, notices: 1_000, opinions: 1_000, communities: 2, confirmable: 150, seconds: 1 },
  usual: { people: 10_000, notices: 10_000, opinions: 50_000, communities: 5, confirmable: 400, seconds: 3 },
  large: {
    ...{ people: 10_000, notices: 500_000, opinions: 500_000, communities: 20 },
    ...{ confirmable: 400, seconds: 3 },
  },
} satisfies Record<string, Plan>

const connectionCounts = [1, 16, 64]
/** Where the compilers of both servers have seen enough. */
const WARM_UP_SECONDS = 2
const aims: Aims = { ratio: 0.6, p99Ms: 100, p99Connections: 64, residentMegabytes: 250 }

function planOf(flags: readonly string[]): Plan {
  if (flags.includes('--quick')) return plans.quick
  return flags.includes('--large') ? plans.large : plans.usual
}

/** `--only=submit,list` measures these alone. */
function operationsOf(flags: readonly string[]): readonly Operation[] {
  const only = flags.find((flag) => flag.startsWith('--only='))?.slice('--only='.length)
  if (only === undefined) return operations
  const wanted = only.split(',')
  const unknown = wanted.filter((name) => !operations.some((operation) => operation === name))
  if (unknown.length > 0) throw new Error(`no operation is named ${unknown.join(', ')}`)
  return operations.filter((operation) => wanted.includes(operation))
}

/** Everybody reports from home: as many different places as readers. */
const submissionsTo = (town: Town): string[] =>
  town.readers.map(({ roomId }) =>
    JSON.stringify({
      categoryCode: 'sanitation.corridor',
      text: '楼道里堆了旧家具，晚上看不清，老人走路容易绊倒，请帮忙协调清走。',
      photoIds: [],
      placeId: roomId,
      hideName: true,
      wantsPublic: false,
      notifyMe: true,
    }),
  )

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

interface Bench {
  readonly folder: string
  readonly plan: Plan
  readonly town: Town
  /** Of the readers and of the clerks, in their order. */
  readonly tokens: { readonly readers: readonly string[]; readonly clerks: readonly string[] }
  readonly linli: Served
  readonly bare: Served
  readonly client: Client
}

/** The two servers must send the same bytes, or the comparison says nothing. */
async function compareAnswers({ linli, bare, tokens, town }: Bench): Promise<void> {
  const [reader = ''] = tokens.readers
  const [clerk = ''] = tokens.clerks
  for (const [token, place] of [
    [reader, '/notices'],
    [reader, `/notices/${town.openedIds[1] ?? ''}`],
    [clerk, '/staff/opinions'],
  ] as const) {
    const [ours, theirs] = await Promise.all(
      [linli, bare].map(({ url }) => ask(`${url}/api/v1${place}`, token)),
    )
    if (ours !== theirs) throw new Error(`${place} differs:\n${ours}\n${theirs}`)
  }
  const [submission] = submissionsTo(town)
  const [ours, theirs] = await Promise.all(
    [linli, bare].map(({ url }) => ask(`${url}/api/v1/opinions`, reader, submission)),
  )
  if (ours?.length !== theirs?.length) throw new Error(`/opinions differs:\n${ours}\n${theirs}`)
}

/** Measures everything, a line at a time; answers the faults. */
async function measure(bench: Bench, wanted: readonly Operation[]): Promise<string[]> {
  const { plan, town, tokens, linli, bare, client } = bench
  const turns = new Map<Operation, number>()
  const mostConfirmed = town.confirmableIds.length * tokens.readers.length
  const bodies = submissionsTo(town)
  const faults: string[] = []
  const all: Measured[] = []
  let mostMegabytes = 0

  const load = async (server: Served, operation: Operation, connections: number, seconds: number) => {
    const firstTurn = turns.get(operation) ?? 0
    const job: LoadJob = {
      url: server.url,
      ...{ operation, connections, seconds, bodies, firstTurn },
      tokens: operation === 'workbench' ? tokens.clerks : tokens.readers,
      noticeIds: operation === 'confirm' ? town.confirmableIds : town.openedIds,
    }
    const result = await client.load(job)
    turns.set(operation, result.nextTurn)
    if (operation === 'confirm' && result.nextTurn > mostConfirmed)
      faults.push(
        `confirm at ${connections}: more requests than there is to confirm, the last changed nothing`,
      )
    return result
  }
  const side = async (server: Served, rounds: Side['rounds'], used: number | null): Promise<Side> => {
    if (server === linli) mostMegabytes = Math.max(mostMegabytes, await residentMegabytes(linli.pid))
    return { rounds, processorMs: used }
  }
  const measureOne = async (operation: Operation, connections: number): Promise<Measured> => {
    const rounds = new Map<Served, { results: Side['rounds'][number][]; used: number | null }>(
      [linli, bare].map((server) => [server, { results: [], used: 0 }]),
    )
    // There and back, so that whatever the machine does meanwhile meets both.
    for (const server of [linli, bare, bare, linli]) {
      const own = rounds.get(server)
      if (!own) continue
      const before = processorMs(server.pid)
      own.results.push(await load(server, operation, connections, plan.seconds))
      const after = processorMs(server.pid)
      own.used = before === null || after === null || own.used === null ? null : own.used + after - before
    }
    const sideOf = (server: Served) => {
      const own = rounds.get(server)
      return side(server, own?.results ?? [], own?.used ?? null)
    }
    return { operation, connections, linli: await sideOf(linli), bare: await sideOf(bare) }
  }

  console.log(heading())
  for (const operation of wanted) {
    for (const server of [linli, bare]) await load(server, operation, 16, WARM_UP_SECONDS)
    for (const connections of connectionCounts) {
      const measured = await measureOne(operation, connections)
      all.push(measured)
      console.log(lineOf(measured))
      faults.push(...faultsOf(measured))
    }
  }
  console.log(`\n${verdict(all, mostMegabytes, aims)}`)
  return faults
}

function bench(folder: string, plan: Plan, wanted: readonly Operation[]): Promise<string[]> {
  return inHouse(folder, async ({ database, linli, tokenOf, closeLater }) => {
    const started = performance.now()
    const town = await seedTown(database.db, plan, createIds(systemClock), systemClock.now())
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${plan.people} people, ${plan.notices} notices, ${plan.opinions} opinions in ${seconds} s\n`)

    const byToken = <T extends { accountId: string; sessionId: string }>(people: readonly T[]) =>
      Object.fromEntries(people.map((one) => [tokenOf(one), one]))
    const readers = byToken(town.readers)
    const clerks = byToken(town.clerks)
    const tokens = { readers: Object.keys(readers), clerks: Object.keys(clerks) }
    const [reader = ''] = tokens.readers
    const [clerk = ''] = tokens.clerks
    const [submission] = submissionsTo(town)
    const sample = async <T>(token: string, place: string, body?: string) =>
      JSON.parse(await ask(`${linli.url}/api/v1${place}`, token, body)) as T
    const list = await sample<{ items: View[] }>(reader, '/notices')
    const detail = await sample<View>(reader, `/notices/${town.openedIds[0] ?? ''}`)
    const opinion = await sample<View & { id: string }>(reader, '/opinions', submission)
    const { items: cases, calendarNotice } = await sample<{
      items: (View & { id: string })[]
      calendarNotice: string
    }>(clerk, '/staff/opinions')
    const [item = {}] = list.items
    const bare = await startBaseline(folder, {
      ...{ uri: database.uri, database: database.name },
      ...{ readers, clerks, item, detail, opinion, cases, calendarNotice },
    })
    closeLater(bare.stop)
    const client = startClient()
    closeLater(client.stop)
    const ready = { folder, plan, town, tokens, linli, bare, client }
    await compareAnswers(ready)
    return await measure(ready, wanted)
  })
}

runBench((folder, flags) => bench(folder, planOf(flags), operationsOf(flags)))
