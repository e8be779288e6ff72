import type { MessageView } from '@linli/shared/messages/messages.schema'
import { NIGHT } from '@linli/shared/quiet-hours'
import type { Answer } from '../../../test/http-client'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { createMessagesRepository } from './messages.repository'
import { createMessagesService, type NewMessage, type WechatChannel } from './messages.service'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const targetId = 'ntc_1BoxkVZLBjFjeN8D7rQ2wX'
let events = 0
const deliver = (over: Partial<NewMessage> = {}) =>
  app.deps.services.messages.deliver({
    communityId: communityA,
    topic: 'notice',
    targetId,
    title: '停水通知',
    text: '周六 09:00 起停水',
    needsAct: false,
    dedupeKey: `test:${++events}`,
    recipients: [{ accountId: personas.resident.accountId, wechat: true }],
    ...over,
  })
const inbox = async (query = ''): Promise<MessageView[]> => {
  const answer = await app.as('resident').get(`/messages${query}`)
  expect(answer.status).toBe(200)
  return answer.body['items'] as MessageView[]
}
const counts = async (answer?: Answer) => (answer ?? (await app.as('resident').get('/messages/counts'))).body
const clear = () => app.connection.getClient().db(app.connection.name).collection('messages').deleteMany({})
beforeEach(clear)

it('is the account’s alone', async () => {
  await deliver()
  const [message] = await inbox()
  expect((await app.visitor.get('/messages')).status).toBe(401)
  expect((await app.as('withoutConsent').get('/messages')).body['code']).toBe('consent_required')
  expect((await app.as('verifiedResident').get('/messages')).body['items']).toEqual([])
  expect((await app.as('verifiedResident').post(`/messages/${message?.id}/read`)).status).toBe(404)
  expect((await inbox())[0]?.read).toBe(false)
})

it('lists newest first, page by page, and by what asks for an act', async () => {
  for (const index of [1, 2, 3, 4, 5]) {
    app.clock.advance(1_000)
    await deliver({ title: `第 ${index} 条`, needsAct: index % 2 === 0 })
  }
  const first = await app.as('resident').get('/messages?limit=2')
  const second = await app.as('resident').get(`/messages?limit=3&cursor=${String(first.body['nextCursor'])}`)
  const titles = [first, second].flatMap((answer) =>
    (answer.body['items'] as MessageView[]).map((m) => m.title),
  )
  expect(titles).toEqual([5, 4, 3, 2, 1].map((index) => `第 ${index} 条`))
  expect(second.body['nextCursor']).toBeNull()
  expect((await inbox('?filter=needs-act')).map((m) => m.title)).toEqual(['第 4 条', '第 2 条'])
  expect((await inbox('?filter=tells')).map((m) => m.title)).toEqual(['第 5 条', '第 3 条', '第 1 条'])
})

it('counts what is unread and what waits for an act, and answers 304 while that is the same', async () => {
  await deliver()
  await deliver({ needsAct: true })
  expect(await counts()).toEqual({ unread: 2, needsAct: 1 })
  const [newest] = await inbox()
  expect(await counts(await app.as('resident').post(`/messages/${newest?.id}/read`))).toEqual({
    unread: 1,
    needsAct: 1,
  })
  expect((await app.as('resident').post(`/messages/${newest?.id}/read`)).status).toBe(200)
  expect(await counts(await app.as('resident').post('/messages/read-all'))).toEqual({
    unread: 0,
    needsAct: 1,
  })
  const etag = (await app.as('resident').get('/messages/counts')).headers.get('etag') ?? ''
  const headers = { 'if-none-match': etag }
  expect((await app.as('resident').get('/messages/counts', { headers })).status).toBe(304)
  await deliver()
  expect((await app.as('resident').get('/messages/counts', { headers })).status).toBe(200)
})

it('tells an account of one event once, even when it is delivered many times at once', async () => {
  const delivered = await Promise.all(Array.from({ length: 6 }, () => deliver({ dedupeKey: 'one' })))
  expect(delivered.reduce((a, b) => a + b, 0)).toBe(1)
  expect(await inbox()).toHaveLength(1)
})

it('stops asking when the act is done, when its time is over, and when something newer asks', async () => {
  await deliver({ needsAct: true, dedupeKey: 'first' })
  await deliver({ needsAct: true, dedupeKey: 'second', supersedes: true })
  expect(await counts()).toMatchObject({ needsAct: 1 })
  await app.deps.services.messages.settle({
    topic: 'notice',
    targetId,
    accountIds: [personas.residentB.accountId],
  })
  expect(await counts()).toMatchObject({ needsAct: 1 })
  await app.deps.services.messages.settle({
    topic: 'notice',
    targetId,
    accountIds: [personas.resident.accountId],
  })
  expect(await counts()).toMatchObject({ needsAct: 0 })
  await deliver({ needsAct: true, actUntil: new Date(app.clock.now().getTime() + 1_000) })
  expect(await counts()).toMatchObject({ needsAct: 1 })
  app.clock.advance(1_000)
  expect(await counts()).toMatchObject({ needsAct: 0 })
  expect((await inbox()).some((message) => message.needsAct)).toBe(false)
})

it('of several that take one another’s place at once exactly one goes on asking, the last of them', async () => {
  const recipients = [personas.resident, personas.residentB].map(({ accountId }) => ({
    accountId,
    wechat: false,
  }))
  await deliver({ needsAct: true, dedupeKey: 'before', recipients })
  for (let round = 0; round < 5; round += 1) {
    const keys = Array.from({ length: 6 }, (_, index) => `round ${round} ${index}`)
    await Promise.all(
      keys.map((dedupeKey) => deliver({ needsAct: true, dedupeKey, supersedes: true, recipients })),
    )
    const asking = (await app.rows('messages')).filter((row) => row['needsAct'] === true)
    expect(asking.map(({ accountId }) => accountId).toSorted()).toEqual(
      [personas.resident.accountId, personas.residentB.accountId].toSorted(),
    )
    for (const { accountId, _id } of asking)
      expect(
        (await app.rows('messages')).every(
          (row) => row['accountId'] !== accountId || String(row['_id']) <= String(_id),
        ),
      ).toBe(true)
  }
})

it('what only tells ends what was asked before it, and nothing that is asked after it', async () => {
  await deliver({ needsAct: true, dedupeKey: 'asked' })
  await deliver({ needsAct: false, dedupeKey: 'called off', supersedes: true })
  expect(await counts()).toMatchObject({ needsAct: 0 })
  await deliver({ needsAct: true, dedupeKey: 'asked anew' })
  await deliver({ needsAct: false, dedupeKey: 'called off', supersedes: true })
  expect(await counts()).toMatchObject({ needsAct: 1 })
})

it('commits with the change it tells of, or not at all', async () => {
  const { uow } = app.deps
  await expect(
    uow.run(async () => {
      await deliver({ dedupeKey: 'undone' })
      throw new Error('the change failed')
    }),
  ).rejects.toThrow('the change failed')
  expect(await inbox()).toEqual([])
})

describe('WeChat', () => {
  const service = (send: WechatChannel['send']) =>
    createMessagesService({
      ...app.deps,
      messages: createMessagesRepository(app.connection),
      wechat: { send, templateIds: { notice: 'tmpl-notice', opinion: null, booking: null } },
      quiet: { of: () => Promise.resolve(NIGHT) },
    })
  const message = (
    dedupeKey: string,
    recipients = [{ accountId: personas.resident.accountId, wechat: true }],
  ) => ({
    communityId: communityA,
    topic: 'notice' as const,
    targetId,
    title: '停水通知',
    text: '',
    needsAct: false,
    dedupeKey,
    recipients,
  })

  it('gets each message once, from whichever worker, and only of accounts that take it', async () => {
    const sent: string[] = []
    const messages = service(({ accountId }) => {
      sent.push(accountId)
      return Promise.resolve('sent')
    })
    const willing = personas.resident.accountId
    await messages.deliver(
      message('wx-1', [
        { accountId: willing, wechat: true },
        { accountId: personas.residentB.accountId, wechat: false },
      ]),
    )
    await Promise.all([messages.sendWechat(), messages.sendWechat(), messages.sendWechat()])
    expect(sent).toEqual([willing])
  })

  it('tells nobody at night, but for what is urgent; what has been settled by the morning is told no more', async () => {
    const sent: string[] = []
    const messages = service(({ title }) => {
      sent.push(title)
      return Promise.resolve('sent')
    })
    app.clock.set('2026-11-24T15:30:00.000Z')
    await messages.deliver({ ...message('wx-night'), title: '明天停水' })
    await messages.deliver({ ...message('wx-urgent'), title: '有人困在电梯里', urgent: true })
    await messages.deliver({ ...message('wx-done'), title: '请确认', needsAct: true, targetId: 'ntc_done' })
    await messages.sendWechat()
    expect(sent).toEqual(['有人困在电梯里'])
    await messages.settle({ topic: 'notice', targetId: 'ntc_done' })
    app.clock.set('2026-11-24T22:59:59.000Z')
    expect(await messages.sendWechat()).toBe(0)
    app.clock.set('2026-11-24T23:00:00.000Z')
    await messages.sendWechat()
    expect(sent).toEqual(['有人困在电梯里', '明天停水'])
    expect((await app.rows('messages')).filter((row) => 'wechatDueAt' in row)).toEqual([])
  })

  it('is tried again when it does not answer, three times and no more; the inbox has the message anyway', async () => {
    let tries = 0
    const messages = service(() => {
      tries += 1
      return tries === 1 ? Promise.reject(new Error('no route')) : Promise.resolve('later')
    })
    await messages.deliver(message('wx-2'))
    for (let minutes = 0; minutes < 6; minutes += 1) {
      await messages.sendWechat()
      app.clock.advance(60_000)
    }
    expect(tries).toBe(3)
    expect(await app.rows('messages')).toMatchObject([{ wechatOutcome: 'given-up' }])
    expect(await inbox()).toHaveLength(1)
  })

  it('is left alone after it refused', async () => {
    let tries = 0
    const messages = service(() => {
      tries += 1
      return Promise.resolve('refused')
    })
    await messages.deliver(message('wx-3'))
    await messages.sendWechat()
    app.clock.advance(120_000)
    await messages.sendWechat()
    expect(tries).toBe(1)
  })
})
