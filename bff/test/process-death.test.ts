import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectMongo } from '../src/platform/mongo'
import { createClient, type Client } from './http-client'
import { copyStreet, startServerProcess, type ServerProcess } from './server-process'
import { standPoll } from './standing-poll'

/** Making the demo street takes its time on a busy machine. */
const PATIENCE_MS = 300_000

/** A folder and the servers a test starts on it. */
interface Place {
  readonly folder: string
  start(settings?: Readonly<Record<string, string>>): ServerProcess
  /** Where the embedded database says its address. */
  readonly addressFile: string
}

/** What the test starts ends with it. The tests wait for clocks of other processes, so they run beside each other. */
function inOwnPlace(
  street: 'filled' | 'to fill',
  work: (place: Place) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'linli-death-'))
    if (street === 'filled') copyStreet(folder)
    const running: ServerProcess[] = []
    try {
      await work({
        folder,
        addressFile: path.join(folder, 'database-address'),
        start(settings = {}) {
          const server = startServerProcess({
            ...{ LINLI_DATA_DIR: folder, RATE_LIMIT_FACTOR: '1000' },
            ...settings,
          })
          running.push(server)
          return server
        },
      })
    } finally {
      for (const server of running) {
        server.child.kill('SIGKILL')
        await server.ended
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    }
  }
}

interface SignedIn {
  readonly client: Client
  readonly communityId: string
}

async function signIn(address: string, persona: string): Promise<SignedIn> {
  const answer = await createClient(address, null).post('/session/demo', { persona })
  const { accessToken, actor } = answer.body as unknown as {
    accessToken: string
    actor: { community: { id: string } }
  }
  return { client: createClient(address, accessToken), communityId: actor.community.id }
}

/** Waits for what another process does; the machine's load decides how long, so there is only an upper bound. */
async function until(what: string, isSo: () => Promise<boolean>, patienceMs = 60_000): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not within ${patienceMs / 1000} s: ${what}`)
    await pause(50)
  }
}

const submission = (communityId: string, text: string) => ({
  categoryCode: 'sanitation.corridor',
  text,
  photoIds: [],
  placeId: communityId,
  hideName: false,
  wantsPublic: false,
  notifyMe: true,
})

/** The embedded database of a killed Linli ends by itself when it notices; until then the folder is taken. */
async function untilDatabaseIsGone(uri: string): Promise<void> {
  const port = Number(/:(\d+)\//.exec(uri)?.[1])
  await until(
    'the embedded database has ended',
    () =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1')
        socket.once('connect', () => {
          socket.destroy()
          resolve(false)
        })
        socket.once('error', () => resolve(true))
      }),
  )
}

test.concurrent(
  'kill -9 in the middle of a submit storm loses nothing that was answered and doubles nothing that is retried',
  inOwnPlace('filled', async ({ start, addressFile }) => {
    const storm = Array.from({ length: 60 }, (_, index) => ({
      key: `storm-key-${index}`,
      text: `风暴第 ${index} 条意见`,
    }))
    const first = start()
    const { client, communityId } = await signIn(await first.opened, 'resident')
    const databaseUri = readFileSync(addressFile, 'utf8')
    const answered = new Map<string, string>()
    const waiting = [...storm]
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const answer = await client.post('/opinions', submission(communityId, next.text), {
          idempotencyKey: next.key,
        })
        if (answer.status === 201) answered.set(next.key, answer.text)
        if (answered.size === 15) first.child.kill('SIGKILL')
      }
    }
    const lanes = await Promise.allSettled(Array.from({ length: 12 }, lane))
    expect(lanes.some(({ status }) => status === 'rejected')).toBe(true)
    expect((await first.ended).signal).toBe('SIGKILL')
    expect(answered.size).toBeLessThan(storm.length)
    await untilDatabaseIsGone(databaseUri)

    const second = start()
    const again = await signIn(await second.opened, 'resident')
    for (const { key, text } of storm) {
      const answer = await again.client.post('/opinions', submission(communityId, text), {
        idempotencyKey: key,
      })
      expect(answer.status).toBe(201)
      if (answered.has(key)) expect(answer.text).toBe(answered.get(key))
    }

    const connection = await connectMongo({ uri: readFileSync(addressFile, 'utf8') })
    try {
      const db = connection.getClient().db(connection.name)
      const stored = await db
        .collection('opinions')
        .find({ text: /^风暴第/ })
        .toArray()
      expect(stored.map((row) => String(row['text'])).sort()).toEqual(storm.map(({ text }) => text).sort())
      expect(new Set(stored.map((row) => String(row['number']))).size).toBe(storm.length)
      const told = await db
        .collection('outbox_events')
        .find({
          type: 'opinion.submitted',
          aggregateId: { $in: stored.map((row) => row._id as unknown as string) },
        })
        .toArray()
      expect(told).toHaveLength(storm.length)
    } finally {
      await connection.close()
    }
  }),
  PATIENCE_MS,
)

interface List {
  readonly id: string
  readonly status: string
  readonly done: number
  readonly counts: Readonly<Record<string, number>> | null
}

test.concurrent(
  'kill -9 in the middle of a list loses no row and writes none twice: the next process goes on where it was',
  inOwnPlace('filled', async ({ start, addressFile }) => {
    const rows = 3_000
    const sheet = [
      '小区,楼栋,单元,房号',
      ...Array.from({ length: rows }, (_, n) => `新园,${Math.floor(n / 100) + 1},1,${(n % 100) + 101}`),
    ]
    const first = start()
    const { client, communityId } = await signIn(await first.opened, 'community-staff')
    const databaseUri = readFileSync(addressFile, 'utf8')
    const file = await client.upload(
      '/files',
      { name: '房屋.csv', bytes: Buffer.from(sheet.join('\n')) },
      { purpose: 'import_sheet' },
    )
    const begun = await client.post('/imports', { communityId, kind: 'rooms', fileId: file.body['id'] })
    const id = String(begun.body['id'])
    const look = async (who: Client): Promise<List> =>
      (await who.get(`/imports/${id}`)).body as unknown as List
    await until('the dry run is over', async () => (await look(client)).status === 'checked')
    expect((await client.post(`/imports/${id}/confirm`)).status).toBe(200)
    await until('some rows are written', async () => (await look(client)).done > 0)
    first.child.kill('SIGKILL')
    expect((await first.ended).signal).toBe('SIGKILL')
    await untilDatabaseIsGone(databaseUri)

    const second = start()
    const again = await signIn(await second.opened, 'community-staff')
    const left = await look(again.client)
    expect(left).toMatchObject({ status: 'applying' })
    expect(left.done).toBeLessThan(rows)
    // The dead process held the step for up to a minute.
    await until('the list is done', async () => (await look(again.client)).status === 'done', 150_000)
    expect(await look(again.client)).toMatchObject({
      done: rows,
      counts: { created: rows, changed: 0, same: 0, bad: 0 },
    })
    const connection = await connectMongo({ uri: readFileSync(addressFile, 'utf8') })
    try {
      const nodes = connection.getClient().db(connection.name).collection('nodes')
      expect(await nodes.countDocuments({ communityId, kind: 'room', label: /^新园/ })).toBe(rows)
    } finally {
      await connection.close()
    }
  }),
  PATIENCE_MS,
)

test.concurrent(
  'two processes on one database share the outbox: every event is handled, each effect once',
  inOwnPlace('to fill', async ({ start, folder, addressFile }) => {
    const base = process.env['MONGODB_URI'] ?? ''
    const name = `test_${randomBytes(6).toString('hex')}`
    const uri = base.replace(/(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`)
    const settings = {
      MONGODB_URI: uri,
      LINLI_DEMO: 'on',
      LINLI_SECRET: 'two-processes-share-one-secret-0001',
    }
    const one = start(settings)
    const addresses = [await one.opened]
    const two = start({ ...settings, LINLI_DATA_DIR: path.join(folder, 'two') })
    addresses.push(await two.opened)
    expect(existsSync(addressFile)).toBe(false)

    const connection = await connectMongo({ uri })
    const db = connection.getClient().db(connection.name)
    try {
      const people = await Promise.all(addresses.map((address) => signIn(address, 'resident')))
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, index) => {
          const { client, communityId } = people[index % 2] as SignedIn
          return client.post('/opinions', submission(communityId, `两个进程第 ${index} 条`))
        }),
      )
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
      const ids = answers.map((answer) => String(answer.body['id']))
      const mine = { aggregateId: { $in: ids } }
      await until(
        'every event is handled',
        async () =>
          (await db
            .collection('outbox_events')
            .countDocuments({ ...mine, dispatchedAt: { $exists: true } })) >= ids.length,
      )
      const events = await db.collection('outbox_events').find(mine).toArray()
      expect(events.every((event) => event['deadAt'] === undefined)).toBe(true)
      const marks = await db
        .collection('outbox_marks')
        .find({ eventId: { $in: events.map((event) => event._id as unknown as string) } })
        .toArray()
      expect(new Set(marks.map((mark) => `${mark['eventId']}:${mark['subscriber']}`)).size).toBe(marks.length)
      const messages = await db
        .collection('messages')
        .find({ targetId: { $in: ids } })
        .toArray()
      const perCase = ids.map((id) => messages.filter((message) => message['targetId'] === id).length)
      expect(new Set(perCase).size).toBe(1)
    } finally {
      await db.dropDatabase()
      await connection.close()
    }
  }),
  PATIENCE_MS,
)

test.concurrent(
  'kill -9 in a storm of secret ballots: what was answered is recorded, and each flipped row has exactly one ballot',
  inOwnPlace('filled', async ({ start, addressFile }) => {
    const letters = 'ABCDEFGHJKLM'
    const rowIds = [...letters].flatMap((one) =>
      [...letters].slice(0, 5).map((other) => `prw_storm${one}${other}BCDEFGHJKLMNPQ`),
    )
    const code = () => randomBytes(16).toString('hex')
    const pollId = 'pol_stormBCDEFGHJKLMNPQRS'
    const first = start()
    const { client, communityId } = await signIn(await first.opened, 'resident')
    const databaseUri = readFileSync(addressFile, 'utf8')
    const before = await connectMongo({ uri: databaseUri })
    const db = before.getClient().db(before.name)
    const account = await db.collection('accounts').findOne({ 'demo.persona': 'resident' })
    const binding = await db.collection('bindings').findOne({ accountId: account?._id, to: null })
    const personId = String(binding?.['personId'])
    await standPoll(before, {
      ...{ id: pollId, communityId, status: 'frozen' },
      ...{ opensAt: new Date('2020-01-01'), closesAt: new Date('2090-01-01') },
      rows: rowIds.map((_id) => ({ _id, personIds: [personId], voterId: personId })),
    })
    await before.close()

    const answered = new Set<string>()
    const waiting = [...rowIds]
    const cast = (by: Client, rowId: string) =>
      by.post(`/polls/${pollId}/ballot`, { rowId, ballots: [{ code: code(), choice: 'A' }] })
    const lane = async (): Promise<void> => {
      for (let rowId = waiting.shift(); rowId; rowId = waiting.shift()) {
        if ((await cast(client, rowId)).status === 200) answered.add(rowId)
        if (answered.size === 15) first.child.kill('SIGKILL')
      }
    }
    const lanes = await Promise.allSettled(Array.from({ length: 12 }, lane))
    expect(lanes.some(({ status }) => status === 'rejected')).toBe(true)
    expect((await first.ended).signal).toBe('SIGKILL')
    await untilDatabaseIsGone(databaseUri)

    const second = start()
    const again = await signIn(await second.opened, 'resident')
    const connection = await connectMongo({ uri: readFileSync(addressFile, 'utf8') })
    try {
      const db = connection.getClient().db(connection.name)
      const state = async () => ({
        voted: (await db.collection('poll_rolls').find({ communityId, pollId }).toArray())
          .filter((row) => row['voted'] === true)
          .map((row) => String(row._id)),
        ballots: await db.collection(`poll_box_${pollId}`).countDocuments({ ballot: { $exists: true } }),
      })
      const left = await state()
      expect(left.ballots).toBe(left.voted.length)
      expect(left.voted.length).toBeLessThan(rowIds.length)
      expect([...answered].filter((rowId) => !left.voted.includes(rowId))).toEqual([])
      // Whoever got no answer sends again, with a new code: it is recorded once, whatever had become of the first.
      for (const rowId of rowIds) expect((await cast(again.client, rowId)).body).toEqual({ recorded: true })
      expect(await state()).toMatchObject({ ballots: rowIds.length })
    } finally {
      await connection.close()
    }
  }),
  PATIENCE_MS,
)
