import crypto from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DraftQuestion } from '@linli/shared/polls/setup.rules'
import { strawSetup } from '@linli/shared/polls/setup.samples'
import { BSON } from 'mongodb'
import { differing, readAll, readersOf, type Readings } from '../../../test/poll-readers'
import {
  always,
  bodyOf,
  drawCode,
  startPollTown,
  OPENS,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import { startTestApp, type TestApp } from '../../../test/test-app'
import type { Ids } from '../../platform/ids'
import { rawIndexesIn } from '../../database'
import { restoreBackup } from '../../platform/backup/restore-backup'
import { writeBackup } from '../../platform/backup/write-backup'
import { connectMongo } from '../../platform/mongo'
import { ensureIndexes } from '../../platform/mongo-indexes'

/*
 * Two worlds with the same past: in the one she hands in this ballot and he that one, in the other each hands in the
 * other's. A code is drawn by the phone and a place by the box, each as likely as any other and whoever votes, so the
 * worlds in which code and place go with the ballot are as likely as those in which they stay with the voter. Whatever
 * is the same in both tells nobody who chose what.
 *
 * Compared are every document in the order of the storage, every index, log line, count, file of a backup and answer.
 * The ids of a world are counted instead of drawn, and its clock is set. Left out is what the system's own
 * clock writes: id and `expire` of the limits' counters, `time` and `ms` of a log line, seconds in the metrics, date and
 * number of an answer (poll-readers.ts).
 */

const question = (text: string): DraftQuestion => ({ ...(strawSetup.questions[0] as DraftQuestion), text })
const questions = [question('是否同意建凉亭？'), question('是否同意种桂花？')]
const ROWS = 24
const readBy = 6

/** What a phone has drawn for one question, and where in the box it comes to lie. */
interface Part {
  readonly code: string
  readonly choice: string
  readonly place: number
}
type Ballot = readonly [Part, Part]

let places = 0
const part = (choice: string): Part => ({ code: drawCode(), choice, place: (places = (places + 5) % 72) })
const yes: Ballot = [part('A'), part('A')]
const no: Ballot = [part('B'), part('B')]
const others: readonly Ballot[] = [
  [part('A'), part('B')],
  [part('B'), part('A')],
  ...Array.from({ length: 8 }, (): Ballot => [part('A'), part('A')]),
]

let folder: string
let town: PollTown
let origin: TestApp
let poll: PollHandle
let rowIds: readonly string[]
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linli-worlds-'))
  ;({ app: origin, town } = await startPollTown(ROWS))
  await town.withAccounts(0, 1, 2, 3)
  await town.appoint('community_staff', '李敏')
  await town.appoint('supervisor', '钱监督')
  poll = await town.opened({ questions })
  rowIds = await Promise.all(town.voters.map((voter) => town.rowOf(poll, voter)))
  await origin.drainOutbox()
  await backUp(origin, 'past')
})
afterAll(async () => {
  await origin.close()
  await rm(folder, { recursive: true, force: true })
})

/** As `npm run backup` does beside a running Linli: by a connection of its own. */
async function backUp({ database, deps: { blobs, clock, keys } }: TestApp, name: string): Promise<void> {
  const connection = await connectMongo({ uri: process.env['MONGODB_URI'] ?? '', dbName: database })
  try {
    await writeBackup({ connection, blobs, clock, keyIds: keys.ids, folder: path.join(folder, name) })
  } finally {
    await connection.close()
  }
}

/** Ids that are counted, kind by kind, behind all of the past: what is drawn or leased beside an act moves no other. */
function countedIds(): Ids {
  const made = new Map<string, number>()
  return {
    next(prefix) {
      const count = (made.get(prefix) ?? 0) + 1
      made.set(prefix, count)
      return `${prefix}_2${count
        .toString(9)
        .padStart(21, '0')
        .replaceAll(/\d/g, (digit) => String(Number(digit) + 1))}`
    },
  }
}

/** All that was kept, said or answered. */
interface World {
  readonly kept: ReadonlyMap<string, readonly string[]>
  readonly copied: ReadonlyMap<string, string>
  readonly logs: readonly string[]
  readonly counts: readonly string[]
  readonly answers: Readings
}

let worlds = 0
/** What Linli keeps once her ballot, his and those of some neighbours are in, and again once it is published. */
async function lived(hers: Ballot, his: Ballot): Promise<{ open: World; published: World }> {
  const name = `world${++worlds}`
  const app = await startTestApp({ start: OPENS, overrides: { ids: countedIds() } })
  try {
    const { connection, deps } = app
    await restoreBackup({
      connection,
      ...{ blobs: deps.blobs, keyIds: deps.keys.ids, folder: path.join(folder, 'past') },
    })
    await ensureIndexes(connection, await rawIndexesIn(connection))
    await vote(app, hers, his)
    const open = await look(app, `${name}-open`)
    await publish(app)
    return { open, published: await look(app, `${name}-published`) }
  } finally {
    jest.restoreAllMocks()
    await app.close()
  }
}

async function vote(app: TestApp, hers: Ballot, his: Ballot): Promise<void> {
  let sent = 0
  const drawn: number[] = []
  const draw = (() => drawn.shift() ?? 0) as typeof crypto.randomInt
  const coins = jest.spyOn(crypto, 'randomInt').mockImplementation(draw)
  const phone = (index: number) => always(app, town.voterAt(index).actor)
  const post = (index: number, ballot: Ballot, rowId = rowIds[index]) => {
    app.clock.advance(1_000)
    const ballots = ballot.map(({ code, choice }) => ({ code, choice }))
    const key = { idempotencyKey: `world-key-${++sent}` }
    return phone(index).post(`/polls/${poll.id}/ballot`, { rowId, ballots }, key)
  }
  const cast = async (index: number, ballot: Ballot) => {
    drawn.push(...ballot.map(({ place }) => place))
    expect((await post(index, ballot)).body).toEqual({ recorded: true })
  }
  const spoiled: Ballot = [part('Z'), part('A')]
  await cast(2, others[0] ?? yes)
  expect((await post(0, spoiled)).status).toBe(400)
  await cast(0, hers)
  expect((await post(0, hers)).body).toEqual({ recorded: true })
  for (const at of [1, 2, 3]) await cast(at + 2, others[at] ?? yes)
  // A neighbour tries his row before he comes.
  expect((await post(3, yes, rowIds[1])).status).toBe(403)
  await cast(1, his)
  const marked = { rowId: rowIds[20] }
  bodyOf(
    await always(app, town.actor('community_staff')).post(`/staff/polls/${poll.id}/marks`, marked, {
      idempotencyKey: 'world-mark',
    }),
  )
  for (const at of [4, 5, 6, 7, 8, 9]) await cast(at + 4, others[at] ?? yes)
  expect(coins).toHaveBeenCalledTimes(2 * (others.length + 2))
  await follow(app)
}

/** What follows from the last act, before the next: two that follow side by side would do so in any order. */
async function follow(app: TestApp): Promise<void> {
  await app.drainOutbox()
  await app.deps.auditChain.chainPending()
}

async function publish(app: TestApp): Promise<void> {
  const staff = always(app, town.actor('community_staff'))
  const admin = always(app, town.actor('community_admin'))
  const version = async () => bodyOf(await staff.get(`/staff/polls/${poll.id}`))['version']
  app.clock.set('2026-12-26T12:00:00.000Z')
  await app.deps.services.polls.closing.sweep()
  await follow(app)
  const key = (idempotencyKey: string) => ({ idempotencyKey })
  bodyOf(await staff.post(`/staff/polls/${poll.id}/count`, { version: await version() }, key('world-count')))
  await follow(app)
  bodyOf(await admin.post(`/staff/polls/${poll.id}/publish`, { version: await version() }, key('world-out')))
  await follow(app)
}

/** Every document of every collection as it lies there, in the order of the storage, with the indexes. */
async function documentsOf(app: TestApp): Promise<Map<string, string[]>> {
  const db = app.connection.getClient().db(app.connection.name)
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
  const all = new Map<string, string[]>([['collections', names.sort()]])
  for (const name of names) {
    const documents = await db.collection<Record<string, unknown>>(name).find().toArray()
    const kept = documents.map(({ expire, _id, ...rest }) =>
      BSON.EJSON.stringify(name === 'rate_limits' ? rest : { _id, expire, ...rest }),
    )
    const indexes = (await db.collection(name).indexes()).map((index) => JSON.stringify(index))
    all.set(name, [...indexes, ...kept])
  }
  return all
}

const systemTime = ['time', 'ms']
async function look(app: TestApp, name: string): Promise<World> {
  // Asking is logged and counted too: what was said and counted so far comes first.
  const logs = app.logs.map((line) =>
    JSON.stringify(Object.fromEntries(Object.entries(line).filter(([key]) => !systemTime.includes(key)))),
  )
  const counts = (await app.visitor.get('//metrics')).text
    .split('\n')
    .filter((line) => /^linli_\w+?(_count|_total|_requests)\b/.test(line))
  const readers = new Map([
    ...readersOf(app, town, readBy),
    ['she', always(app, town.voterAt(0).actor)],
    ['he', always(app, town.voterAt(1).actor)],
  ])
  const kept = await documentsOf(app)
  await backUp(app, name)
  const answers = await readAll(app, poll, town.own, readers)
  return { kept, copied: await copiedIn(path.join(folder, name)), logs, counts, answers }
}

/** The files of a backup, byte by byte. */
async function copiedIn(backup: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(backup, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  )
  const read = files.map(
    async ({ parentPath, name }) =>
      [name, (await readFile(path.join(parentPath, name))).toString('latin1')] as const,
  )
  return new Map(await Promise.all(read))
}

function expectSame(one: World, other: World): void {
  expect([...other.kept]).toEqual([...one.kept])
  expect([...other.copied.keys()].sort()).toEqual([...one.copied.keys()].sort())
  expect([...other.copied].filter(([name, text]) => one.copied.get(name) !== text)).toEqual([])
  expect(other.logs).toEqual(one.logs)
  expect(other.counts).toEqual(one.counts)
  const told = differing(one.answers, other.answers)
  expect(told.map((address) => other.answers.get(address))).toEqual(
    told.map((address) => one.answers.get(address)),
  )
}

test('two voters who exchange their choices leave the same world behind, in all questions or in one of two', async () => {
  const one = await lived(yes, no)
  for (const [hers, his] of [
    [no, yes],
    [
      [no[0], yes[1]],
      [yes[0], no[1]],
    ],
  ] as const) {
    const other = await lived(hers, his)
    expectSame(one.open, other.open)
    expectSame(one.published, other.published)
  }
}, 180_000)
