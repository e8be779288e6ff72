import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Db } from 'mongodb'
import { numberTokens, textTokens } from '../src/modules/opinions/opinions.search'
import type { NodeRow } from '../src/modules/space/node.model'
import { systemClock } from '../src/platform/clock'
import { createIds, type Ids } from '../src/platform/ids'
import type { View } from './baseline'
import { comeToRest, inHouse, runBench, type House } from './house'
import type { LoadJob, LoadResult } from './load'
import { buildingOfTeller, chances, matterOf, tell, wordsFor } from './matters'
import { startBaseline, startClient, type Client, type Served } from './processes'
import { seedTown, type Town } from './seed'
import { opinionRow } from './seed-documents'

/**
 * `npm run bench:cases`: the workbench's queue, the board and the search of both in a community with 10,000 cases and in
 * one with 100,000 (`-- --large` adds one with 1,000,000): a page must not become slower as the cases become more. Each
 * community has a house of its own, a server and a database. All are filled first and come to rest; then every page is
 * read in each of them in turn, within the same moments, round after round, and what is compared is the p99 of one round
 * with the p99 of the same round in the smallest community. The figure is the round in the middle, so that whatever else
 * the machine does for a while meets all of them or is left out. Then how many opinions are filed in a second beside
 * 100,000 cases, against the bare server of `baseline.ts` (what it does stands in `operations.ts`), with the load on the
 * same machine; the two take turns. `-- --submits` measures these alone.
 */
const usualSizes = [10_000, 100_000] as const
const largeSizes = [...usualSizes, 1_000_000] as const
/** p99 at a size against p99 at the first one. */
const MOST_GROWTH = 1.5
const SUBMITS_AIM = 100
const BATCH = 2_000
const WARM_UP_SECONDS = 2
/** An odd number, so that one round is in the middle; one answer in a hundred is still ten of a round. */
const READ_ROUNDS = 9
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

/** So many cases, told as in `matters.ts`, in the states of a community that has worked for a while. */
async function seedCases(db: Db, town: Town, ids: Ids, size: number): Promise<void> {
  const [reader] = town.readers
  if (!reader) throw new Error('a town has readers')
  const { communityId } = reader
  const buildings = await db
    .collection<NodeRow>('nodes')
    .find({ communityId, kind: 'building' })
    .sort({ _id: 1 })
    .toArray()
  const chance = chances(1)
  const now = systemClock.now()
  for (let start = 0; start < size; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, size - start) }, (_, offset) => {
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

/** A community with so many cases, in a house of its own. */
interface Stand {
  readonly size: number
  readonly house: House
  readonly town: Town
}

/** Fills a house for each of the sizes, one after the other, and lets all of them come to rest before `use`. */
async function inStands<T>(
  folder: string,
  [size, ...larger]: readonly number[],
  use: (stands: readonly Stand[]) => Promise<T>,
  filled: readonly Stand[] = [],
): Promise<T> {
  if (size === undefined) {
    await comeToRest(filled.map(({ house }) => house))
    return use(filled)
  }
  const own = path.join(folder, String(size))
  await mkdir(own)
  return inHouse(own, async (house) => {
    const startedAt = performance.now()
    const ids = createIds(systemClock)
    const { db } = house.database
    const town = await seedTown(db, townSizes, ids, systemClock.now())
    await seedCases(db, town, ids, size)
    console.error(`${size} cases stored in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
    return inStands(folder, larger, use, [...filled, { size, house, town }])
  })
}

const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0

/** One page in one of the communities, round by round. */
interface Course {
  readonly page: Page
  readonly size: number
  readonly job: LoadJob
  readonly rounds: LoadResult[]
}

const readingOf = ({ size, house, town }: Stand): Course[] => {
  const [clerk] = town.clerks
  if (!clerk) throw new Error('a town has clerks')
  const tokens = town.clerks.map(house.tokenOf)
  return (Object.entries(pagesOf(clerk)) as [Page, readonly string[]][]).map(([page, paths]) => ({
    ...{ page, size, rounds: [] },
    job: {
      ...{ url: house.linli.url, operation: 'read', paths, tokens, noticeIds: [], bodies: [], firstTurn: 0 },
      ...{ connections: CONNECTIONS, seconds: READ_SECONDS },
    },
  }))
}

/** The courses of each page, the smallest community first. */
const byPage = (courses: readonly Course[]): Course[][] =>
  [...new Set(courses.map(({ page }) => page))].map((page) => courses.filter((one) => one.page === page))

/** Every page in every community, page by page: there and back by turns, so that none of them is always the first. */
async function readRounds(courses: readonly Course[], client: Client): Promise<void> {
  for (const { job } of courses) await client.load({ ...job, seconds: WARM_UP_SECONDS })
  for (let round = 0; round < READ_ROUNDS; round++)
    for (const same of byPage(courses))
      for (const { job, rounds } of round % 2 === 0 ? same : same.toReversed())
        rounds.push(await client.load(job))
}

const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, column) => String(cell).padStart(column === 0 ? 12 : 11)).join('')

const percentiles = ({ rounds }: Course, percent: number): number[] =>
  rounds.map(({ times }) => percentile(times, percent))

async function measureSizes(stands: readonly Stand[], client: Client): Promise<string[]> {
  const courses = stands.flatMap(readingOf)
  await readRounds(courses, client)
  const faults: string[] = []
  console.log(line(['page', 'cases', 'answers/s', 'p50 ms', 'p99 ms', 'growth', 'from', 'to']))
  for (const same of byPage(courses)) {
    const firsts = same[0] ? percentiles(same[0], 99) : []
    for (const course of same) {
      const { page, size, rounds } = course
      const [halves, tails] = [percentiles(course, 50), percentiles(course, 99)]
      const growths = tails.map((tail, round) => tail / (firsts[round] ?? tail))
      const growth = median(growths)
      const perSecond = median(rounds.map(({ times, seconds }) => times.length / seconds))
      const shown = [median(halves).toFixed(1), median(tails).toFixed(1), growth.toFixed(2)]
      const spread = [Math.min(...growths).toFixed(2), Math.max(...growths).toFixed(2)]
      console.log(line([page, size, perSecond.toFixed(0), ...shown, ...spread]))
      if (growth > MOST_GROWTH)
        faults.push(`${page} at ${size} cases: p99 ${growth.toFixed(2)} times that at ${stands[0]?.size}`)
      for (const { faults: refused } of rounds)
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

async function measureSubmits({ house, town }: Stand, client: Client): Promise<string[]> {
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

runBench((folder, flags) => {
  const onlySubmits = flags.includes('--submits')
  const sizes = flags.includes('--large') ? largeSizes : usualSizes
  return inStands(folder, onlySubmits ? [usualSizes[1]] : sizes, async (stands) => {
    const busiest = stands.find(({ size }) => size === usualSizes[1])
    if (!busiest) throw new Error('one of the communities takes what is filed')
    const client = startClient()
    busiest.house.closeLater(client.stop)
    const grown = onlySubmits ? [] : await measureSizes(stands, client)
    return [...grown, ...(await measureSubmits(busiest, client))]
  })
})
