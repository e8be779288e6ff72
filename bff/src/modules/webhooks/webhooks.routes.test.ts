import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Client } from '../../../test/http-client'
import { buildTown, caseIn, happen, lasting, submitted } from '../../../test/opinion-town'
import { communityA, communityB } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { createOutbound } from '../../platform/outbound'
import { isSignedBy } from '../../platform/signed-message'

interface Told {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

let app: TestApp
let other: TestApp
let operator: Client
let staff: Client
let author: Client
let receiver: Server
let address: string
let told: Told[] = []
/** What the receiver answers. */
let answer = 204

/** A receiver on this machine, which production would refuse to speak to: its policy stays in this file. */
async function startReceiver(): Promise<void> {
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      told.push({ headers: request.headers, body })
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end()
    })
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  address = `http://hotline.test:${(receiver.address() as AddressInfo).port}/linli`
}

beforeAll(async () => {
  await startReceiver()
  const outbound = createOutbound([new URL(address).host], {
    protocol: 'http:',
    resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    mayConnect: (found) => found === '127.0.0.1',
    timeoutMs: 2_000,
  })
  app = await startTestApp({ overrides: { outbound } })
  other = await startTestApp({ overrides: { outbound }, database: app.database })
  await buildTown(app)
  app.clock.set('2026-11-23T02:00:00.000Z')
  operator = lasting(app, 'operator')
  staff = lasting(app, 'staff')
  author = lasting(app, 'verifiedResident')
})
afterAll(async () => {
  await other.close()
  await app.close()
  receiver.closeAllConnections()
  receiver.close()
})
beforeEach(() => {
  told = []
  answer = 204
})

const create = (changes: Readonly<Record<string, unknown>> = {}) =>
  operator.post('/webhooks', { communityId: communityA, name: '12345 热线', address, ...changes })
const idOf = (made: Awaited<ReturnType<typeof create>>): string => (made.body['webhook'] as { id: string }).id
const send = () => app.deps.jobs.runNow('webhooks.send')
interface Row {
  readonly id: string
  readonly [name: string]: unknown
}
const ledger = async (id: string, query = ''): Promise<Row[]> =>
  (await operator.get(`/webhooks/${id}/deliveries${query}`)).body['items'] as Row[]

/** A case on the public board, with everything that follows from it done. */
async function publicCase(): Promise<{ id: string; number: string; version: number }> {
  const opinion = await submitted(author, { wantsPublic: true, categoryCode: 'facilities.lights' })
  await happen(staff, opinion.id, 'accept', { version: 1 })
  await app.drainOutbox()
  const shown = caseIn(await happen(staff, opinion.id, 'make-public', { version: 2, text: '楼道灯不亮' }))
  await app.drainOutbox()
  return { id: opinion.id, number: String(opinion['number']), version: shown.version }
}

/** Ends what a test has made, so that the next one is told of its own alone. */
const endAll = async () => {
  const { items } = (await operator.get(`/webhooks?communityId=${communityA}`)).body as { items: Row[] }
  for (const { id } of items) await operator.post(`/webhooks/${id}/end`, {})
}
afterEach(endAll)

describe('an address', () => {
  it('is for operators, on a listed host, named as a name', async () => {
    const body = { communityId: communityA, name: '别的系统', address }
    expect((await app.visitor.post('/webhooks', body)).status).toBe(401)
    expect((await app.as('admin').post('/webhooks', body)).status).toBe(403)
    expect((await create({ communityId: 'nod_1BoxkVZLBjFjeN8D7r' })).status).toBe(404)
    for (const [wrong, words] of [
      ['http://other.test/linli', '名单'],
      ['ftp://hotline.test/linli', 'https://'],
      ['http://user:word@hotline.test/linli', 'https://'],
    ]) {
      const refused = await create({ address: wrong })
      expect(refused.status).toBe(400)
      expect(refused.body).toMatchObject({
        errors: [{ path: 'body.address', message: expect.stringContaining(String(words)) as string }],
      })
    }
    expect((await operator.get(`/webhooks?communityId=${communityB}`)).body).toEqual({
      items: [],
      hosts: [new URL(address).host],
    })
  })

  it('gets a secret that is shown once and lies sealed', async () => {
    const made = await create()
    expect(made.status).toBe(201)
    const secret = String(made.body['secret'])
    expect(secret).toMatch(/^whs_/)
    const stored = JSON.stringify([await app.rows('webhooks'), await app.rows('audit_rows')])
    expect(stored).not.toContain(secret)
    expect((await operator.get(`/webhooks/${idOf(made)}`)).body).toMatchObject({
      ...{ tail: secret.slice(-4), state: 'active', lastSentAt: null },
    })
    expect((await operator.post(`/webhooks/${idOf(made)}/end`, {})).body).toMatchObject({ state: 'ended' })
    expect((await operator.post(`/webhooks/${idOf(made)}/end`, {})).status).toBe(200)
    expect((await operator.post(`/webhooks/${idOf(made)}/resume`, {})).status).toBe(409)
    expect((await operator.get('/webhooks/whk_1BoxkVZLBjFjeN8D7r')).status).toBe(404)
  })
})

describe('the places of a community', () => {
  it('are fifty, however many come at once: exactly as many are stored, and the others are told', async () => {
    const rows = Array.from({ length: 44 }, (_, seat) => ({
      ...{ _id: `whk_place${seat}`, communityId: communityB, name: '以前的', address },
      ...{ secret: 'sealed', tail: 'abcd', createdBy: 'acc_1', createdAt: app.clock.now() },
      ...{ endedAt: app.clock.now(), suspendedAt: null, failingSince: null, lastSentAt: null },
      // The oldest of them are from before there were places.
      ...(seat < 4 ? {} : { seat }),
    }))
    const db = app.connection.getClient().db(app.connection.name)
    await db.collection<(typeof rows)[number]>('webhooks').insertMany(rows)
    const made = await Promise.all(Array.from({ length: 12 }, () => create({ communityId: communityB })))
    expect(made.map(({ status }) => status).toSorted()).toEqual([
      ...Array.from({ length: 6 }, () => 201),
      ...Array.from({ length: 6 }, () => 409),
    ])
    expect((await create({ communityId: communityB })).status).toBe(409)
    const stored = (await app.rows('webhooks')).filter((row) => row['communityId'] === communityB)
    expect(stored).toHaveLength(50)
  })
})

describe('a change of a public case', () => {
  it('is told once, signed, as Open311 answers it, and nothing of what is not public', async () => {
    const made = await create()
    const { id, number, version } = await publicCase()
    await submitted(author, { wantsPublic: false, text: '这一件不公开，谁也不该看到' })
    await app.drainOutbox()
    await send()
    expect(told).toHaveLength(1)
    const [{ headers, body }] = told as [Told]
    const seconds = Number(headers['linli-timestamp'])
    expect(seconds).toBe(app.clock.now().getTime() / 1000)
    expect(isSignedBy(String(made.body['secret']), seconds, body, String(headers['linli-signature']))).toBe(
      true,
    )
    const open311 = await app.visitor.raw(`/../../open311/v2/requests/${number}.json?jurisdiction_id=qh`, {
      method: 'GET',
    })
    const [request] = JSON.parse(open311.text) as unknown[]
    const message = JSON.parse(body) as Record<string, unknown>
    expect(message).toEqual({
      ...{ id: headers['linli-delivery'], event: 'request.changed', jurisdiction_id: 'qh', request },
      ...{ service_request_id: number, occurred_datetime: '2026-11-23T02:00:00.000Z' },
    })
    expect(body).not.toMatch(/周|501|单元/)
    const { body: after } = await happen(staff, id, 'reply', { version, text: '明天换', photoIds: [] })
    const again = (after as { version?: number }).version ?? version + 1
    expect((await happen(staff, id, 'make-private', { version: again })).status).toBe(200)
    await app.drainOutbox()
    await send()
    expect(told.slice(1).map((one) => JSON.parse(one.body) as unknown)).toEqual([
      // Read when it is sent: what was taken back in between does not go out late.
      expect.objectContaining({ event: 'request.hidden', request: null, service_request_id: number }),
    ])
    expect(await ledger(idOf(made))).toMatchObject([
      { number, state: 'sent', tries: 1, status: 204, fault: null },
      { number, state: 'sent' },
    ])
    expect((await operator.get(`/webhooks/${idOf(made)}`)).body).toMatchObject({
      lastSentAt: '2026-11-23T02:00:00.000Z',
    })
  })

  it('is sent once though the event is handled twice and two workers send at once', async () => {
    await create()
    for (let made = 0; made < 3; made++) await publicCase()
    const events = (await app.rows('outbox_events')).filter(({ type }) => type === 'opinion.made_public')
    const again = { $set: { availableAt: app.clock.now(), doneBy: [] } }
    for (const { _id } of events)
      await app.connection.collection('outbox_events').updateOne({ _id: _id as never }, again)
    await app.drainOutbox()
    other.clock.set(app.clock.now().toISOString())
    told = []
    const rounds = [app, other, app, other].map(({ deps }) => deps.jobs.runNow('webhooks.send'))
    await Promise.all(rounds)
    const ids = told.map(({ headers }) => headers['linli-delivery'])
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(ids.length)
    expect((await app.rows('webhook_deliveries')).filter(({ state }) => state === 'waiting')).toEqual([])
  })
})

describe('a receiver that does not take it', () => {
  it('is asked again after longer and longer, with the same id; then a person sends it again', async () => {
    const made = await create()
    const id = idOf(made)
    await publicCase()
    answer = 503
    await send()
    for (const minutes of [5, 30, 120, 360, 720]) {
      const before = told.length
      app.clock.advance(minutes * 60_000 - 1)
      await send()
      expect(told).toHaveLength(before)
      app.clock.advance(1)
      await send()
      expect(told).toHaveLength(before + 1)
    }
    expect(told).toHaveLength(6)
    expect(new Set(told.map(({ headers }) => headers['linli-delivery'])).size).toBe(1)
    const [dead] = await ledger(id, '?state=dead')
    expect(dead).toMatchObject({ state: 'dead', tries: 6, fault: 'refused', status: 503, maySendAgain: true })
    expect((await operator.get(`/webhooks/${id}`)).body['failingSince']).not.toBeNull()
    answer = 200
    expect((await operator.post(`/webhook-deliveries/${dead?.id}/send-again`, {})).body).toMatchObject({
      ...{ id: dead?.id, state: 'waiting' },
    })
    expect((await app.as('admin').post(`/webhook-deliveries/${dead?.id}/send-again`, {})).status).toBe(403)
    await send()
    expect(told.at(-1)?.headers['linli-delivery']).toBe(dead?.id)
    expect(await ledger(id)).toMatchObject([{ state: 'sent', status: 200, nextAt: null }])
    expect((await operator.get(`/webhooks/${id}`)).body).toMatchObject({ failingSince: null })
  })

  it('is not followed elsewhere, and after three days without success nothing more goes there until it is resumed', async () => {
    const made = await create()
    const id = idOf(made)
    await publicCase()
    answer = 302
    await send()
    expect(await ledger(id)).toMatchObject([{ state: 'waiting', fault: 'redirected', status: null }])
    app.clock.advance(3 * 86_400_000)
    await send()
    expect((await operator.get(`/webhooks/${id}`)).body).toMatchObject({ state: 'suspended' })
    const asked = told.length
    await publicCase()
    app.clock.advance(86_400_000)
    await send()
    expect(told).toHaveLength(asked)
    const [dead] = await ledger(id)
    expect(dead).toMatchObject({ state: 'dead', maySendAgain: false })
    expect((await operator.post(`/webhook-deliveries/${dead?.id}/send-again`, {})).status).toBe(409)
    answer = 204
    expect((await operator.post(`/webhooks/${id}/resume`, {})).body).toMatchObject({ state: 'active' })
    expect((await operator.post(`/webhook-deliveries/${dead?.id}/send-again`, {})).status).toBe(200)
    await send()
    expect(await ledger(id, '?state=sent')).toHaveLength(1)
  })
})

it('a secret that no key opens ends its messages, and its address asks for a new one', async () => {
  const id = idOf(await create())
  const lost = { $set: { secret: 'v1.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } }
  await app.connection.collection('webhooks').updateOne({ _id: id as never }, lost)
  await publicCase()
  await publicCase()
  await send()
  app.clock.advance(3_600_000)
  await send()
  expect(told).toEqual([])
  expect(await ledger(id)).toMatchObject(
    Array.from({ length: 2 }, () => ({
      ...{ state: 'dead', fault: 'secret_lost', nextAt: null, maySendAgain: false },
    })),
  )
  expect((await operator.get(`/webhooks/${id}`)).body).toMatchObject({
    state: 'suspended',
    needsSecret: true,
  })
  expect((await operator.post(`/webhooks/${id}/resume`, {})).body).toMatchObject({ needsSecret: false })
})

it('the ledger goes after thirty days', async () => {
  app.clock.advance(31 * 86_400_000)
  await app.deps.retention.run('webhook_deliveries')
  expect(await app.rows('webhook_deliveries')).toEqual([])
})
