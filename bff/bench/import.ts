import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { ImportKind } from '@linli/shared/imports/imports.kinds'
import type { ImportView } from '@linli/shared/imports/imports.schema'
import { systemClock } from '../src/platform/clock'
import { createCrypto } from '../src/platform/crypto'
import { createIds } from '../src/platform/ids'
import type { WrittenCell } from '../src/platform/sheets/sheet-columns'
import { writeXlsx } from '../src/platform/sheets/xlsx-writer'
import { processorMs, residentMegabytes, type Served } from './processes'
import { seedRoll } from './roll-seed'
import { inHouse, runBench } from './house'

/** The largest file that is taken. */
const ROWS = { usual: 20_000, quick: 2_000 }
/** Seconds from the upload to the last row written, the dry run included. */
const AIM_SECONDS = 60
/** Resident memory of the server while it reads, compares and writes. */
const AIM_MB = 300
const WATCH_MS = 200
/** Four times as often as a screen asks. */
const POLL_MS = 250
const ROOMS_PER_UNIT = 50
const UNITS = 4

const roomHead = ['小区', '楼栋', '单元', '房号', '建筑面积', '面积来源']
const ownerHead = ['小区', '楼栋', '单元', '房号', '姓名', '手机号', '证件号码', '份额', '是否居住']

const placeOf = (n: number): string[] => {
  const unit = Math.floor(n / ROOMS_PER_UNIT)
  const room = n % ROOMS_PER_UNIT
  const number = `${Math.floor(room / 2) + 1}0${(room % 2) + 1}`
  return ['新园', String(Math.floor(unit / UNITS) + 1), String((unit % UNITS) + 1), number]
}
const roomRow = (n: number): string[] => [...placeOf(n), String(6000 + (n % 9000) / 100), '登记簿']

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** A right identity number, another one for every n (GB 11643-1999). */
function idNumberOf(n: number): string {
  const day = String((Math.floor(n / 1_000) % 28) + 1).padStart(2, '0')
  const digits = `110101196${n % 10}07${day}${String(n % 1_000).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return `${digits}${'10X98765432'[sum % 11] ?? ''}`
}
const names = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英玉梅'
const nameOf = (n: number): string =>
  `${'王李张刘陈杨黄赵周吴'[n % 10] ?? ''}${names[n % 25] ?? ''}${names[Math.floor(n / 25) % 25] ?? ''}`
const ownerRow = (n: number): string[] => [
  ...placeOf(n),
  ...[nameOf(n), `139${String(10_000_000 + n)}`, idNumberOf(n), '全部', n % 5 === 0 ? '否' : '是'],
]

async function fileOf(head: readonly string[], rows: readonly WrittenCell[][]): Promise<Buffer> {
  const stream: Readable = writeXlsx({
    name: '名册',
    columns: head.map((label) => ({ label, type: 'text' })),
    rows: [rows],
    now: systemClock.now(),
  })
  return Buffer.concat((await stream.toArray()) as Buffer[])
}

/** Watches the memory of processes until it is told to stop. */
function watchMemory(pids: readonly number[]) {
  const peaks = pids.map(() => 0)
  let isOver = false
  const over = (async () => {
    while (!isOver) {
      for (const [index, pid] of pids.entries())
        peaks[index] = Math.max(peaks[index] ?? 0, await residentMegabytes(pid))
      await pause(WATCH_MS)
    }
  })()
  return {
    async stop() {
      isOver = true
      await over
      return peaks
    },
  }
}

interface Desk {
  readonly linli: Served
  readonly databasePid: number | null
  readonly token: string
  readonly communityId: string
}

async function call<T>({ linli, token }: Desk, method: string, route: string, body?: unknown): Promise<T> {
  const isForm = body instanceof FormData
  const response = await fetch(`${linli.url}/api/v1${route}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === 'POST' && { 'idempotency-key': randomBytes(12).toString('hex') }),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  })
  if (!response.ok)
    throw new Error(`${method} ${route} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

/** Asks as a screen does, and how long the server takes to answer meanwhile. */
async function settled(desk: Desk, id: string): Promise<{ list: ImportView; slowestMs: number }> {
  let slowestMs = 0
  for (;;) {
    const started = performance.now()
    const list = await call<ImportView>(desk, 'GET', `/imports/${id}`)
    slowestMs = Math.max(slowestMs, performance.now() - started)
    if (!['reading', 'checking', 'applying'].includes(list.status)) return { list, slowestMs }
    await pause(POLL_MS)
  }
}

async function bring(desk: Desk, kind: ImportKind, title: string, file: Buffer): Promise<string[]> {
  const { linli, databasePid } = desk
  const memory = watchMemory([linli.pid, ...(databasePid === null ? [] : [databasePid])])
  const cpuBefore = processorMs(linli.pid)
  const started = performance.now()
  const form = new FormData()
  form.append('purpose', 'import_sheet')
  form.append('file', new Blob([file]), '名册.xlsx')
  const { id: fileId } = await call<{ id: string }>(desk, 'POST', '/files', form)
  const { id } = await call<ImportView>(desk, 'POST', '/imports', {
    communityId: desk.communityId,
    kind,
    fileId,
  })
  const dry = await settled(desk, id)
  const checkedAt = performance.now()
  const writes = dry.list.abilities.confirm
  if (writes) await call(desk, 'POST', `/imports/${id}/confirm`)
  const done = writes ? await settled(desk, id) : dry
  const endedAt = performance.now()
  const peaks = await memory.stop()
  const cpu = ((processorMs(linli.pid) ?? 0) - (cpuBefore ?? 0)) / 1000
  const { counts, status, rows } = done.list
  const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1)
  console.log(
    [
      title.padEnd(26),
      `${rows} rows ${status}`,
      `dry run ${seconds(started, checkedAt)} s`,
      writes ? `written ${seconds(checkedAt, endedAt)} s` : 'nothing to write',
      `cpu ${cpu.toFixed(1)} s`,
      `slowest answer ${Math.max(dry.slowestMs, done.slowestMs).toFixed(0)} ms`,
      `server ${peaks[0]?.toFixed(0)} MB`,
      ...(peaks[1] === undefined ? [] : [`database ${peaks[1].toFixed(0)} MB`]),
      JSON.stringify(counts),
    ].join('  '),
  )
  const total = (endedAt - started) / 1000
  return [
    ...(total > AIM_SECONDS ? [`${title}: ${total.toFixed(0)} s, aimed at ${AIM_SECONDS}`] : []),
    ...((peaks[0] ?? 0) > AIM_MB ? [`${title}: ${peaks[0]?.toFixed(0)} MB, aimed at ${AIM_MB}`] : []),
    ...(counts?.bad === 0 ? [] : [`${title}: ${counts?.bad} rows were refused, so less was measured`]),
  ]
}

async function takeOut(desk: Desk, rows: number): Promise<string[]> {
  const memory = watchMemory([desk.linli.pid])
  const started = performance.now()
  const { address } = await call<{ address: string }>(desk, 'POST', '/exports', {
    ...{ communityId: desk.communityId, kind: 'owners', format: 'xlsx', purpose: 'check', masked: true },
  })
  const bytes = (await (await fetch(`${desk.linli.url}${address}`)).arrayBuffer()).byteLength
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const [peak = 0] = await memory.stop()
  console.log(
    `${'owners taken out'.padEnd(26)}  ${rows} rows  ${seconds} s  ${bytes} bytes  server ${peak.toFixed(0)} MB`,
  )
  return peak > AIM_MB ? [`taking out: ${peak.toFixed(0)} MB, aimed at ${AIM_MB}`] : []
}

function bench(folder: string, rows: number): Promise<string[]> {
  // Lists are read and written by the worker.
  const settings = { LINLI_WORKER: 'on' }
  return inHouse(
    folder,
    async ({ database, linli, keys, tokenOf }) => {
      const { clerk } = await seedRoll(database.db, {
        ...{ people: 100, perCommunity: 100, ids: createIds(systemClock) },
        ...{ crypto: createCrypto(keys), now: systemClock.now() },
      })
      const community = await database.db.collection<{ _id: string }>('nodes').findOne({ kind: 'community' })
      const token = tokenOf(clerk)
      const desk = { linli, databasePid: database.pid, token, communityId: community?._id ?? '' }
      const all = Array.from({ length: rows }, (_, n) => n)
      const rooms = await fileOf(roomHead, all.map(roomRow))
      const owners = await fileOf(ownerHead, all.map(ownerRow))
      console.log(`at rest: server ${(await residentMegabytes(linli.pid)).toFixed(0)} MB\n`)
      return [
        ...(await bring(desk, 'rooms', 'new rooms', rooms)),
        ...(await bring(desk, 'owners', 'new owners', owners)),
        ...(await bring(desk, 'owners', 'the same owners again', owners)),
        ...(await takeOut(desk, rows)),
      ]
    },
    settings,
  )
}

runBench((folder, flags) => bench(folder, flags.includes('--quick') ? ROWS.quick : ROWS.usual))
