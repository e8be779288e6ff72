import { startFakeWechat, type FakeWechat } from '../../../test/fake-wechat'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp
let wechat: FakeWechat
const codes = new Map<string, string>()

beforeAll(async () => {
  wechat = await startFakeWechat()
  app = await startTestApp({
    settings: {
      WECHAT_APP_ID: wechat.appId,
      WECHAT_APP_SECRET: wechat.appSecret,
      WECHAT_API_BASE: wechat.apiBase,
    },
    overrides: {
      sms: {
        send({ phone, params }) {
          codes.set(phone, params['code'] ?? '')
          return Promise.resolve()
        },
      },
    },
  })
})
afterAll(async () => {
  await wechat.close()
  await app.close()
})

interface Session {
  readonly accessToken: string
  readonly actor: { readonly accountId: string }
}
const byWechat = async (openid: string, phone?: string): Promise<Session> => {
  const answer = await app.visitor.post('/session/wechat', {
    code: wechat.loginCode(openid),
    ...(phone !== undefined && { phoneCode: wechat.phoneCode(phone) }),
  })
  expect(answer.status).toBe(200)
  return answer.body as unknown as Session
}

it('hands out the openid of nobody who has not agreed to WeChat messages, or has withdrawn', async () => {
  const { session } = app.deps.services
  const { accessToken, actor } = await byWechat('openid-quiet')
  const openids = async () => [...(await session.openidsOf([actor.accountId])).values()]
  const agree = (wechatMessages: boolean) =>
    app
      .withToken(accessToken)
      .post('/session/consents', { version: '2026-11', personalisedPush: false, wechatMessages })
  expect(await openids()).toEqual([])
  expect((await agree(false)).status).toBe(200)
  expect(await openids()).toEqual([])
  expect((await agree(true)).status).toBe(200)
  expect(await openids()).toEqual(['openid-quiet'])
  expect((await app.withToken(accessToken).post('/session/consents/withdraw')).status).toBe(204)
  expect(await openids()).toEqual([])
})

it('joins a WeChat account to the account of its phone once, however often that is asked at once', async () => {
  const phone = '13800030001'
  await app.visitor.post('/session/sms-codes', { phone })
  const answer = await app.visitor.post('/session/phone', { phone, code: codes.get(phone) })
  const { actor } = answer.body as unknown as Session
  await byWechat('openid-many')
  const joined = await Promise.all(Array.from({ length: 5 }, () => byWechat('openid-many', phone)))
  expect(new Set(joined.map((session) => session.actor.accountId))).toEqual(new Set([actor.accountId]))
  expect((await byWechat('openid-many')).actor.accountId).toBe(actor.accountId)
})
