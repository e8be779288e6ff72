import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { addDays, dayOf } from '@linli/shared/time'
import type { Db } from 'mongodb'
import { currentTerms } from '../src/modules/session/privacy-terms'
import { systemClock } from '../src/platform/clock'
import { createIds, type Ids } from '../src/platform/ids'
import type { SlotRow } from '../src/modules/bookings/slot.model'
import { inHouse, runBench, type House } from './house'
import { processorMs, startBareBookings, type Served } from './processes'
import { communityRows } from './space-rows'

/**
 * `npm run bench:bookings`: what a Monday morning and a month of a busy desk cost, next to a bare server on the same
 * database. Aims: 5,000 people open the times of a desk and 1,000 of them book, all within 10 s, with a p99 under 500 ms
 * and no seat given twice; a month of a desk with 100,000 past bookings is answered with a p99 under 30 ms. With
 * `-- --rush` the rush alone, with `-- --large` a month beside a million past bookings. The server has been up for a while at nine on a Monday: the same rush at another desk and by
 * other people comes first for some seconds, and is not counted.
 */
const PEOPLE = 1_000
const LOOKS = 5_000
const RUSH_MS = 10_000
/** Of the rush that is not counted: at the same pace. */
const WARM_UP_MS = 3_000
const WARM_SHARE = WARM_UP_MS / RUSH_MS
const RUSH_P99_MS = 500
const PAST_BOOKINGS = 100_000
const LARGE_BOOKINGS = 1_000_000
const VIEWS = 300
const WARM_UP = 60
const VIEW_P99_MS = 30
const DESKS = 4
/** Fewer seats than people, so that some go away without one. */
const CAPACITY = 3
const BATCH = 5_000
const DAY_MS = 86_400_000

type Token = string

async function insert(db: Db, name: string, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH)
    await db.collection(name).insertMany(rows.slice(start, start + BATCH), { ordered: false })
}

/** Accounts that look at the community, with a session of a year; the first one works there. */
async function settle({ database, tokenOf }: House, ids: Ids, communityId: string): Promise<Token[]> {
  const now = systemClock.now()
  const later = new Date(now.getTime() + 300 * DAY_MS)
  const consent = { version: currentTerms.version, at: now, personalisedPush: false, wechatMessages: false }
  const people = Array.from({ length: PEOPLE * (1 + WARM_SHARE) + 1 }, () => ({
    accountId: ids.next('acc'),
    sessionId: ids.next('ses'),
  }))
  await insert(
    database.db,
    'accounts',
    people.map(({ accountId: _id }) => ({
      ...{ _id, chosenCommunityId: communityId, consent, demo: null, createdAt: now, closedAt: null },
    })),
  )
  await insert(
    database.db,
    'sessions',
    people.map(({ accountId, sessionId: _id }) => ({
      ...{ _id, accountId, createdAt: now, expiresAt: later, endedAt: null, endReason: null },
    })),
  )
  await insert(database.db, 'role_grants', [
    {
      ...{ _id: ids.next('grt'), accountId: people[0]?.accountId, role: 'community_staff' },
      ...{ nodeId: communityId, name: '陈立新', workPhone: null, organisation: null, from: now, to: null },
    },
  ])
  return people.map(tokenOf)
}

type Body = Readonly<Record<string, unknown>>

interface Answer {
  readonly status: number
  /** Unpacks and reads the answer. */
  readonly read: () => Body
  readonly ms: number
}

/** So many connections, as a proxy in front of the server keeps them; who comes when all are busy waits, and that counts. */
const CONNECTIONS = 256

function client(base: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const own = randomUUID()
  let sent = 0
  const exchange = (token: Token, method: string, path: string, body?: object) =>
    new Promise<Omit<Answer, 'ms'>>((resolve, reject) => {
      sent += 1
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        // As every phone and browser asks; unpacking is the phone's work, not that of this machine.
        'accept-encoding': 'gzip',
        'idempotency-key': `${own}-${sent}`,
      }
      const asking = request(`${base}/api/v1${path}`, { method, agent, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const packed = answer.headers['content-encoding'] === 'gzip'
          const read = () => {
            const bytes = Buffer.concat(chunks)
            return JSON.parse((packed ? gunzipSync(bytes) : bytes).toString('utf8')) as Body
          }
          resolve({ status: answer.statusCode ?? 0, read })
        })
      })
      asking.once('error', reject)
      asking.end(body && JSON.stringify(body))
    })
  return async (...asked: Parameters<typeof exchange>): Promise<Answer> => {
    const began = performance.now()
    const answer = await exchange(...asked)
    return { ...answer, ms: performance.now() - began }
  }
}

/** As a counter is open: half past eight to twelve, half past one to half past five. */
const office = [
  { from: 510, to: 720 },
  { from: 810, to: 1_050 },
]
const desk = (communityId: string, name: string) => ({
  ...{ communityId, name, place: '社区服务站一楼', serviceCodes: ['elder-card'] },
  plan: {
    weekly: Array.from({ length: 7 }, () => office),
    ...{ closedOnHolidays: false, makeupAs: null, exceptions: [] },
  },
  pattern: { lengthMinutes: 30, bufferMinutes: 0 },
  shares: { capacity: CAPACITY, walkIn: 0, elder: 0 },
  window: { leadMinutes: 60, horizonDays: 31, horizonUnit: 'days' },
  changeMinutes: 120,
})

const at = (times: readonly number[], share: number): number => {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
const line = (name: string, times: readonly number[]): string =>
  `${name.padEnd(34)} p50 ${at(times, 0.5).toFixed(1)} ms  p99 ${at(times, 0.99).toFixed(1)} ms`

/** Seconds of the processor used from now on: by the server that is asked, the database, and the load (this process). */
function processors(server: Served, { database }: House): () => number[] {
  const pids = [server.pid, database.pid ?? 0, process.pid]
  const before = pids.map(processorMs)
  return () => pids.map((pid, index) => ((processorMs(pid) ?? 0) - (before[index] ?? 0)) / 1_000)
}

/** Everybody comes at an even pace that nobody waits for. */
async function evenly<T>(count: number, inMs: number, come: (n: number) => Promise<T>): Promise<T[]> {
  const begin = performance.now()
  const coming: Promise<T>[] = []
  for (let n = 0; n < count; n += 1) {
    const wait = begin + (n * inMs) / count - performance.now()
    if (wait > 1) await pause(wait)
    coming.push(come(n))
  }
  return Promise.all(coming)
}

interface Rush {
  readonly answers: readonly Answer[]
  readonly looks: readonly Answer[]
  /** Seconds of the processor: the server, the database, the load. */
  readonly spent: readonly number[]
}

interface Crowd {
  readonly people: readonly Token[]
  readonly slotIds: readonly string[]
  readonly deskIds: readonly string[]
}

/** A part of Monday nine o'clock at one server: everybody looks five times, and books once. */
async function rushAt(server: Served, house: House, { people, slotIds, deskIds }: Crowd): Promise<Rush> {
  const ask = client(server.url)
  const count = people.length
  const inMs = (RUSH_MS * count) / PEOPLE
  const used = processors(server, house)
  const [answers, looks] = await Promise.all([
    evenly(count, inMs, (n) =>
      ask(people[n] ?? '', 'POST', '/bookings', {
        slotId: slotIds[n % slotIds.length],
        serviceCode: 'elder-card',
      }),
    ),
    evenly((count * LOOKS) / PEOPLE, inMs, (n) =>
      ask(people[n % count] ?? '', 'GET', `/slots?deskId=${deskIds[n % deskIds.length] ?? ''}`),
    ),
  ])
  return { answers, looks, spent: used() }
}

/** The same times again for the bare server, in its own collection. */
async function bareTimes({ database: { db } }: House): Promise<void> {
  const rows = await db.collection<SlotRow>('slots').find().toArray()
  await insert(
    db,
    'bare_slots',
    rows.map(({ _id, deskId, startsAt, endsAt, general }) => ({
      _id,
      deskId,
      startsAt,
      endsAt,
      left: general,
    })),
  )
}

const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)
const share = (ours: number, theirs: number): string => (theirs === 0 ? '-' : (ours / theirs).toFixed(1))

function report(who: string, { answers, looks, spent }: Rush): void {
  const won = answers.filter(({ status }) => status === 201).length
  console.log(`${line(`Monday rush, ${who}: a booking`, times(answers))} (aim ${RUSH_P99_MS})  booked ${won}`)
  console.log(`${line(`Monday rush, ${who}: a look`, times(looks))} (aim ${RUSH_P99_MS})`)
  const [server = 0, database = 0, load = 0] = spent.map((seconds) => Number(seconds.toFixed(1)))
  console.log(`processor: ${who} ${server} s, database ${database} s, load ${load} s`)
}

interface Past {
  readonly communityId: string
  readonly deskId: string
  readonly count: number
}

/** Bookings of the last two years at one desk, and its times of then. */
async function past({ database }: House, ids: Ids, { communityId, deskId, count }: Past): Promise<void> {
  const today = dayOf(systemClock.now())
  const service = { code: 'elder-card', label: '老年优待证', version: 0, materials: [] }
  for (let first = 0; first < count; first += BATCH)
    await insert(
      database.db,
      'bookings',
      Array.from({ length: Math.min(BATCH, count - first) }, (_, place) => {
        const n = first + place
        const day = addDays(today, -1 - (n % 700))
        const startsAt = new Date(`${day}T01:00:00.000Z`)
        return {
          ...{ _id: ids.next('bkg'), communityId, number: `QH-Y-${n}`, deskId, deskName: '1 号窗口' },
          ...{
            place: '一楼',
            service,
            slotId: `slt_past${n}`,
            startsAt,
            endsAt: startsAt,
            day,
            madeAt: startsAt,
          },
          ...{ accountId: null, personKey: `per_${n}`, forSelf: true, forLabel: '周**', elder: false },
          ...{ status: 'done', version: 4, outcome: 'done', missing: '', history: [] },
        }
      }),
    )
  await insert(
    database.db,
    'slots',
    Array.from({ length: 700 * 13 }, (_, n) => {
      const startsAt = new Date(
        Date.parse(`${addDays(today, -1 - Math.floor(n / 13))}T01:00:00.000Z`) + (n % 13) * 1_800_000,
      )
      return {
        ...{ _id: ids.next('slt'), communityId, deskId, day: dayOf(startsAt), startsAt, endsAt: startsAt },
        ...{ general: 0, elder: 0, seats: [], open: true },
      }
    }),
  )
}

interface Day {
  readonly slots: readonly { readonly id: string }[]
}

runBench((folder, flags) =>
  inHouse(folder, async (house) => {
    const ids = createIds(systemClock)
    const ask = client(house.linli.url)
    const rows = communityRows(ids, 0, 60, new Date(systemClock.now().getTime() - 400 * DAY_MS))
    await insert(house.database.db, 'nodes', rows)
    const communityId = rows[0]?._id ?? ''
    const [staff = '', ...everybody] = await settle(house, ids, communityId)
    const missed: string[] = []

    const open = async (name: string): Promise<{ deskId: string; slotIds: string[] }> => {
      const opened = await ask(staff, 'POST', '/staff/desks', desk(communityId, name))
      if (opened.status !== 201) throw new Error(`no desk: ${JSON.stringify(opened.read())}`)
      const deskId = String(opened.read()['id'])
      const week = await ask(staff, 'GET', `/slots?deskId=${deskId}&days=7`)
      return {
        deskId,
        slotIds: (week.read()['days'] as Day[]).flatMap(({ slots }) => slots.map(({ id }) => id)),
      }
    }
    const desks: Awaited<ReturnType<typeof open>>[] = []
    for (let n = 0; n < DESKS; n += 1) desks.push(await open(`${n + 1} 号窗口`))
    const earlier = await open('早来的窗口')
    const deskIds = desks.map(({ deskId }) => deskId)
    const people = everybody.slice(0, PEOPLE)
    const wanted = desks.flatMap(({ slotIds }) => slotIds).slice(0, Math.floor((PEOPLE * 0.8) / CAPACITY))
    const crowd = { people, slotIds: wanted, deskIds }
    const first = { people: everybody.slice(PEOPLE), slotIds: earlier.slotIds, deskIds: [earlier.deskId] }

    await bareTimes(house)
    const bare = await startBareBookings(folder, { uri: house.database.uri, database: house.database.name })
    await rushAt(bare, house, first)
    const floor = await rushAt(bare, house, crowd)
    await bare.stop()
    report('a bare server', floor)
    await rushAt(house.linli, house, first)
    const { answers, looks, spent } = await rushAt(house.linli, house, crowd)
    report('Linli', { answers, looks, spent })
    console.log(
      `Linli to the bare server: p99 of a booking ${share(at(times(answers), 0.99), at(times(floor.answers), 0.99))}, ` +
        `of a look ${share(at(times(looks), 0.99), at(times(floor.looks), 0.99))}, ` +
        `processor ${share(spent[0] ?? 0, floor.spent[0] ?? 0)}`,
    )
    const won = answers.filter(({ status }) => status === 201).length
    const full = answers.filter(({ status, read }) => status === 409 && read()['code'] === 'slot_full').length
    const failed = looks.filter(({ status }) => status !== 200).length
    if (failed > 0) missed.push(`rush: ${failed} times the page was not answered`)
    for (const [what, all] of [
      ['rush', times(answers)],
      ['times of a desk', times(looks)],
    ] as const)
      if (at(all, 0.99) >= RUSH_P99_MS) missed.push(`${what}: over ${RUSH_P99_MS} ms`)
    if (won + full !== PEOPLE) missed.push(`rush: ${PEOPLE - won - full} other answers`)
    const held = await house.database.db
      .collection('slots')
      .find({ deskId: { $in: deskIds }, 'seats.0': { $exists: true } })
      .toArray()
    const seats = held.reduce((sum, row) => sum + (row['seats'] as unknown[]).length, 0)
    const over = held.filter((row) => (row['seats'] as unknown[]).length > CAPACITY).length
    if (over > 0 || seats !== won || won !== wanted.length * CAPACITY)
      missed.push(
        `rush: ${over} times overbooked, ${seats} seats for ${won} bookings of ${wanted.length * CAPACITY}`,
      )

    if (flags.includes('--rush')) return missed
    const deskId = deskIds.at(-1) ?? ''
    const count = flags.includes('--large') ? LARGE_BOOKINGS : PAST_BOOKINGS
    await past(house, ids, { communityId, deskId, count })
    const views: number[] = []
    for (let n = 0; n < WARM_UP + VIEWS; n += 1) {
      const { status, ms } = await ask(people[0] ?? '', 'GET', `/slots?deskId=${deskId}&days=31`)
      if (status !== 200) throw new Error(`the month answered ${status}`)
      if (n >= WARM_UP) views.push(ms)
    }
    console.log(`${line(`a month, ${count} past bookings`, views)} (aim ${VIEW_P99_MS})`)
    if (at(views, 0.99) >= VIEW_P99_MS) missed.push(`month: over ${VIEW_P99_MS} ms`)
    return missed
  }),
)
