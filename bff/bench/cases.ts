import { randomBytes } from 'node:crypto'
import { setTimeout as rest } from 'node:timers/promises'
import type { Db } from 'mongodb'
import { numberTokens, textTokens } from '../src/modules/opinions/opinions.search'
import type { NodeRow } from '../src/modules/space/node.model'
import { systemClock } from '../src/platform/clock'
import { createIds, type Ids } from '../src/platform/ids'
import type { View } from './baseline'
import { inHouse, runBench, type House } from './house'
import type { LoadJob, LoadResult } from './load'
import { buildingOfTeller, chances, matterOf, tell, wordsFor } from './matters'
import { startBaseline, startClient, type Client, type Served } from './processes'
import { seedTown, type Town } from './seed'
import { opinionRow } from './seed-documents'

/**
 * `npm run bench:cases`: the workbench's queue, the board and the search of both with 10,000 and then 100,000 cases of
 * one community (`-- --large` adds 1,000,000): a page must not become slower as the cases become more. The baseline of
 * each line is the same page of the same server at the first size, measured in the same run. Then how many opinions are
 * filed in a second, against the bare server of `baseline.ts` (what it does stands in `operations.ts`), with the load
 * on the same machine; the two take turns, so that what the database still does after the import meets both.
 * `-- --submits` measures these alone, beside 100,000 cases.
 */
const usualSizes = [10_000, 100_000] as const
const largeSizes = [...usualSizes, 1_000_000] as const
/** p99 at a size against p99 at the first one. */
const MOST_GROWTH = 1.5
/**
 * After an import the database and the disk have work left (submits doubled from turn to turn): what a page costs is
 * measured once they rest.
 */
const REST_SHARE = 3
const MOST_REST_MS = 60_000
const SUBMITS_AIM = 100
const BATCH = 2_000
const WARM_UP_SECONDS = 1
/** Five turns of each page at each size: one answer in a hundred is still ten of a turn. */
const READ_TURNS = 5
const READ_SECONDS = 2
const SECONDS = 5
/** As many as work on the cases of one community at once. */
const CONNECTIONS = 4
const SUBMITTERS = 16
/** How often each of the two servers has its turn. */
const TURNS = 3

const townSizes = { people: 500, notices: 10, opinions: 0, communities: 1, confirmable: 1 }

/** Words people look for, common ones and rare ones. */
const searches = [
  '路灯',
  '电梯',
  '水管 漏水',
  '垃圾桶',
  '旗杆',
  '扶手 松动',
  '篮球场',
  '3单元',
  '泵房',
  '门禁 刷卡',
]

type Page = 'queue' | 'board' | 'search' | 'board search'

const pagesOf = ({ communityId }: { communityId: string }): Record<Page, readonly string[]> => {
  const asked = searches.map(encodeURIComponent)
  const board = `/api/v1/opinions/board?communityId=${communityId}`
  return {
    queue: ['/api/v1/staff/opinions'],
    board: [board],
    search: asked.map((q) => `/api/v1/staff/opinions?q=${q}`),
    'board search': asked.map((q) => `${board}&q=${q}`),
  }
}

/** Cases from `from` to `to`, told as in `matters.ts`, in the states of a community that has worked for a while. */
async function seedCases(db: Db, town: Town, ids: Ids, [from, to]: readonly [number, number]): Promise<void> {
  const [reader] = town.readers
  if (!reader) throw new Error('a town has readers')
  const { communityId } = reader
  const buildings = await db
    .collection<NodeRow>('nodes')
    .find({ communityId, kind: 'building' })
    .sort({ _id: 1 })
    .toArray()
  const chance = chances(from + 1)
  const now = systemClock.now()
  for (let start = from; start < to; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, to - start) }, (_, offset) => {
      const index = start + offset
      const matter = matterOf(buildings.length, chance)
      const place = buildings[buildingOfTeller(matter, buildings.length, chance)] ?? buildings[0]
      if (!place) throw new Error('a community has buildings')
      const text = tell(wordsFor(matter, chance), chance)
      const author = town.readers[index % town.readers.length] ?? reader
      const row = opinionRow({ ids, index, communityId, place, authorAccountId: author.accountId, now })
      const tokens = textTokens(text)
      return {
        ...row,
        text,
        ...(row.board && { board: { ...row.board, text, tokens } }),
        searchTokens: [...new Set([...numberTokens(row.number), ...textTokens(text, row.place.label)])],
      }
    })
    await db.collection<(typeof rows)[number]>('opinions').insertMany(rows, { ordered: false })
  }
}

const percentile = (times: readonly number[], percent: number): number =>
  times[Math.ceil((times.length * percent) / 100) - 1] ?? 0

interface Bench {
  readonly house: House
  readonly town: Town
  readonly client: Client
  readonly ids: Ids
}

/** What one page took at one size: of its turns the one in the middle, so that one disturbance is not the answer. */
interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly faults: Readonly<Record<string, number>>
}

function middleOf(turns: readonly LoadResult[]): Measured {
  const median = (of: (turn: LoadResult) => number): number =>
    turns.map(of).toSorted((a, b) => a - b)[Math.floor(turns.length / 2)] ?? 0
  const faults: Record<string, number> = {}
  for (const turn of turns)
    for (const [fault, count] of Object.entries(turn.faults)) faults[fault] = (faults[fault] ?? 0) + count
  return {
    perSecond: median(({ times, seconds }) => times.length / seconds),
    p50: median(({ times }) => percentile(times, 50)),
    p99: median(({ times }) => percentile(times, 99)),
    faults,
  }
}

/** Reads every page at one size, the pages by turns. */
async function readPages({ house, town, client }: Bench): Promise<Map<Page, Measured>> {
  const { linli, tokenOf } = house
  const [clerk] = town.clerks
  if (!clerk) throw new Error('a town has clerks')
  const tokens = town.clerks.map(tokenOf)
  const jobs = (Object.entries(pagesOf(clerk)) as [Page, readonly string[]][]).map(
    ([page, paths]): { page: Page; job: LoadJob; turns: LoadResult[] } => ({
      page,
      job: {
        ...{ url: linli.url, operation: 'read', paths, tokens, noticeIds: [], bodies: [], firstTurn: 0 },
        ...{ connections: CONNECTIONS, seconds: READ_SECONDS },
      },
      turns: [],
    }),
  )
  for (const { job } of jobs) await client.load({ ...job, seconds: WARM_UP_SECONDS })
  for (let turn = 0; turn < READ_TURNS; turn++)
    for (const { job, turns } of jobs) turns.push(await client.load(job))
  return new Map(jobs.map(({ page, turns }) => [page, middleOf(turns)]))
}

const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, column) => String(cell).padStart(column === 0 ? 12 : 11)).join('')

async function measureSizes(bench: Bench, sizes: readonly number[]): Promise<string[]> {
  const faults: string[] = []
  const first = new Map<Page, number>()
  console.log(line(['page', 'cases', 'answers/s', 'p50 ms', 'p99 ms', 'growth']))
  let seeded = 0
  for (const size of sizes) {
    const startedAt = performance.now()
    await seedCases(bench.house.database.db, bench.town, bench.ids, [seeded, size])
    const storing = performance.now() - startedAt
    console.error(`${size - seeded} cases stored in ${(storing / 1000).toFixed(0)} s`)
    await rest(Math.min(storing / REST_SHARE, MOST_REST_MS))
    seeded = size
    for (const [page, { perSecond, p50, p99, faults: refused }] of await readPages(bench)) {
      first.set(page, first.get(page) ?? p99)
      const growth = p99 / (first.get(page) ?? p99)
      const shown = [perSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1), growth.toFixed(2)]
      console.log(line([page, size, ...shown]))
      if (growth > MOST_GROWTH)
        faults.push(`${page} at ${size} cases: p99 ${growth.toFixed(2)} times that at ${sizes[0]}`)
      for (const [fault, count] of Object.entries(refused))
        faults.push(`${page} at ${size}: ${fault} ${count}`)
    }
  }
  return faults
}

const submission = (roomId: string): string =>
  JSON.stringify({
    categoryCode: 'sanitation.corridor',
    text: '楼道里堆了旧家具，晚上看不清，老人走路容易绊倒，请帮忙协调清走。',
    photoIds: [],
    placeId: roomId,
    ...{ hideName: true, wantsPublic: false, notifyMe: true },
  })

/** One opinion, filed to see what the bare server has to write. */
async function sampleOpinion({ url }: Served, token: string, body: string): Promise<View & { id: string }> {
  const answer = await fetch(`${url}/api/v1/opinions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomBytes(8).toString('hex'),
    },
    body,
  })
  if (!answer.ok) throw new Error(`a submission was answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as View & { id: string }
}

async function measureSubmits({ house, town, client }: Bench): Promise<string[]> {
  const { database, folder, linli, tokenOf, closeLater } = house
  const readers = Object.fromEntries(town.readers.map((reader) => [tokenOf(reader), reader]))
  const tokens = Object.keys(readers)
  const bodies = town.readers.map(({ roomId }) => submission(roomId))
  const opinion = await sampleOpinion(linli, tokens[0] ?? '', bodies[0] ?? '')
  const bare = await startBaseline(folder, {
    ...{ uri: database.uri, database: database.name, readers, clerks: {}, item: {}, detail: {}, opinion },
    ...{ cases: [], calendarNotice: '' },
  })
  closeLater(bare.stop)
  const perSecond = new Map<Served, number[]>([
    [linli, []],
    [bare, []],
  ])
  const faults: string[] = []
  let firstTurn = 0
  const load = async ({ url }: Served, seconds: number) => {
    const job: LoadJob = {
      ...{ url, operation: 'submit', tokens, bodies, noticeIds: [], firstTurn },
      ...{ connections: SUBMITTERS, seconds },
    }
    const result = await client.load(job)
    firstTurn = result.nextTurn
    return result
  }
  for (const server of [linli, bare]) await load(server, WARM_UP_SECONDS)
  for (let turn = 0; turn < TURNS; turn++)
    for (const [server, rates] of perSecond) {
      const { times, seconds, faults: refused } = await load(server, SECONDS)
      rates.push(times.length / seconds)
      for (const [fault, count] of Object.entries(refused)) faults.push(`submit: ${fault} ${count}`)
    }
  const meanOf = (server: Served): number =>
    (perSecond.get(server) ?? []).reduce((sum, rate) => sum + rate / TURNS, 0)
  const turnsOf = (server: Served): string =>
    (perSecond.get(server) ?? []).map((rate) => rate.toFixed(0)).join(', ')
  const [own, bares] = [meanOf(linli), meanOf(bare)]
  console.log(
    `\nsubmit  ${own.toFixed(0)}/s (aim ${SUBMITS_AIM}; by turns ${turnsOf(linli)}) with ${SUBMITTERS} at once, ` +
      `bare server ${bares.toFixed(0)}/s (${turnsOf(bare)}), ratio ${(own / bares).toFixed(2)}`,
  )
  return own >= SUBMITS_AIM ? faults : [...faults, `fewer than ${SUBMITS_AIM} submits in a second`]
}

runBench((folder, flags) =>
  inHouse(folder, async (house) => {
    const ids = createIds(systemClock)
    const town = await seedTown(house.database.db, townSizes, ids, systemClock.now())
    const client = startClient()
    house.closeLater(client.stop)
    const bench: Bench = { house, town, client, ids }
    const sizes = flags.includes('--large') ? largeSizes : usualSizes
    if (flags.includes('--submits')) {
      await seedCases(house.database.db, town, ids, [0, usualSizes[1]])
      return measureSubmits(bench)
    }
    const grown = await measureSizes(bench, sizes)
    return [...grown, ...(await measureSubmits(bench))]
  }),
)
