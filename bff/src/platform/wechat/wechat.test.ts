import { startFakeWechat, type FakeWechat } from '../../../test/fake-wechat'
import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { createCrypto, createKeyRing } from '../crypto'
import { createIds } from '../ids'
import { createWechat, type Wechat } from './wechat'
import { createWechatCall } from './wechat-call'
import { createWechatTokens, type WechatTokens } from './wechat-tokens'

const STABLE_TOKEN = '/cgi-bin/stable_token'
const SEND = '/cgi-bin/message/subscribe/send'
const SESSION = '/sns/jscode2session'

let fake: FakeWechat
let database: TestDatabase
let tokens: WechatTokens
let wechat: Wechat

/** One process's adapter; each test can make several over one database. */
function process(connection = database.connection): { tokens: WechatTokens; wechat: Wechat } {
  const call = createWechatCall({ apiBase: fake.apiBase, logger: database.logger })
  const { appId, appSecret } = fake
  const own = createWechatTokens({
    connection,
    clock: database.clock,
    ids: createIds(database.clock),
    crypto: createCrypto(createKeyRing(['secret'])),
    call,
    appId,
    appSecret,
  })
  return {
    tokens: own,
    wechat: createWechat({
      appId,
      appSecret,
      call,
      tokens: own,
      logger: database.logger,
      miniprogramState: 'formal',
    }),
  }
}

beforeEach(async () => {
  fake = await startFakeWechat()
  database = await openTestDatabase()
  ;({ tokens, wechat } = process())
  await database.createIndexes()
})
afterEach(async () => {
  await fake.close()
  await database.close()
})

const logged = (): string => JSON.stringify(database.logs)

describe('signing in with a code', () => {
  it('gives openid and unionid and keeps the session key to itself', async () => {
    const identity = await wechat.codeToSession(fake.loginCode('openid-1', 'unionid-1'))
    expect(identity).toEqual({ openid: 'openid-1', unionid: 'unionid-1' })
    expect(await wechat.codeToSession(fake.loginCode('openid-2'))).toEqual({
      openid: 'openid-2',
      unionid: null,
    })
  })

  it('works once per code', async () => {
    const code = fake.loginCode('openid-1')
    await wechat.codeToSession(code)
    await expect(wechat.codeToSession(code)).rejects.toMatchObject({ code: 'wechat_code_invalid' })
  })

  it('is tried once more when WeChat is busy', async () => {
    fake.failNext(SESSION, -1)
    expect(await wechat.codeToSession(fake.loginCode('openid-1'))).toMatchObject({ openid: 'openid-1' })
    fake.failNext(SESSION, -1, 2)
    await expect(wechat.codeToSession(fake.loginCode('openid-2'))).rejects.toMatchObject({
      code: 'upstream_failed',
    })
  })

  it.each([
    [40029, 'wechat_code_invalid'],
    [40163, 'wechat_code_invalid'],
    [45011, 'rate_limited'],
    [40226, 'forbidden'],
    [40013, 'upstream_failed'],
    [41004, 'upstream_failed'],
  ])('errcode %i becomes %s', async (errcode, code) => {
    fake.failNext(SESSION, errcode)
    await expect(wechat.codeToSession(fake.loginCode('openid-1'))).rejects.toMatchObject({ code })
  })

  it('never logs codes, keys, openids or the secret, not even when the answer is unreadable', async () => {
    const code = fake.loginCode('openid-1')
    fake.answerNext(SESSION, '{"session_key":"c2VjcmV0","openid":"openid-1"')
    const failure = await wechat.codeToSession(code).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'upstream_failed' })
    fake.failNext(SESSION, 40013)
    await wechat.codeToSession(fake.loginCode('openid-2')).catch(() => undefined)
    const told = logged() + String(Reflect.get(failure as Error, 'cause'))
    for (const secret of ['c2VjcmV0', 'openid-', 'login-code', fake.appSecret])
      expect(told).not.toContain(secret)
    expect(database.logs.some(({ msg }) => msg === 'wechat.misconfigured_or_down')).toBe(true)
  })
})

describe('the phone button', () => {
  it('gives the mainland number, once per code', async () => {
    const code = fake.phoneCode('13800000001')
    expect(await wechat.phoneByCode(code)).toBe('13800000001')
    await expect(wechat.phoneByCode(code)).rejects.toMatchObject({ code: 'wechat_code_invalid' })
  })

  it('refuses a number from elsewhere with a sentence', async () => {
    await expect(wechat.phoneByCode(fake.phoneCode('91234567', '852'))).rejects.toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'body.phoneCode' }],
    })
  })
})

describe('the access token', () => {
  it('is fetched once for 20 callers in two processes at once', async () => {
    const other = process((await database.another()).connection)
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? tokens : other.tokens).current()),
    )
    expect(new Set(all.map(({ token }) => token)).size).toBe(1)
    expect(fake.calls(STABLE_TOKEN)).toBe(1)
  })

  it('is fetched once for 20 processes at once', async () => {
    const processes = Array.from({ length: 20 }, () => process())
    const all = await Promise.all(processes.map((one) => one.tokens.current()))
    expect(new Set(all.map(({ token }) => token)).size).toBe(1)
    expect(fake.calls(STABLE_TOKEN)).toBe(1)
  })

  it('lies sealed in the database', async () => {
    const { token } = await tokens.current()
    const rows = await database.connection
      .getClient()
      .db(database.connection.name)
      .collection('wechat_tokens')
      .find()
      .toArray()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('is kept for its life and replaced shortly before its end', async () => {
    await tokens.current()
    database.clock.advance((7200 - 121) * 1000)
    await tokens.current()
    expect(fake.calls(STABLE_TOKEN)).toBe(1)
    database.clock.advance(2_000)
    fake.expireTokens()
    const { version } = await tokens.current()
    expect([fake.calls(STABLE_TOKEN), version]).toEqual([2, 2])
  })

  it('that WeChat refuses is fetched anew, and the call repeated once', async () => {
    await tokens.current()
    fake.expireTokens()
    expect(await wechat.phoneByCode(fake.phoneCode('13800000001'))).toBe('13800000001')
    expect(fake.calls(STABLE_TOKEN)).toBe(2)
  })

  it('refused to one process that lags behind does not throw away the newer one', async () => {
    const old = await tokens.current()
    fake.expireTokens()
    await tokens.refused(old)
    const renewed = await tokens.current()
    await process().tokens.refused(old)
    expect(await process().tokens.current()).toEqual(renewed)
    expect(fake.calls(STABLE_TOKEN)).toBe(2)
  })

  it('that cannot be fetched is a passing fault and does not block the next try', async () => {
    fake.failNext(STABLE_TOKEN, 40125)
    await expect(tokens.current()).rejects.toMatchObject({ code: 'upstream_failed' })
    expect((await tokens.current()).token).toContain('token-')
  })
})

describe('subscribe messages', () => {
  const message = {
    openid: 'openid-1',
    templateId: 'template-1',
    page: 'pages/notices/detail/index?id=ntc_1',
    data: {
      thing1: '关于清源里小区3号楼二次供水水箱清洗消毒的通知\n请提前储水',
      time2: '2026年11月30日 18:00',
    },
  }

  it('go out with every field cut to what WeChat takes', async () => {
    fake.allow('openid-1', 'template-1', 1)
    expect(await wechat.sendSubscribe(message)).toBe('sent')
    expect(fake.sent).toMatchObject([
      {
        touser: 'openid-1',
        page: message.page,
        data: {
          thing1: { value: '关于清源里小区3号楼二次供水水箱清洗消…' },
          time2: { value: '2026年11月30日 18:00' },
        },
      },
    ])
  })

  it('without a credit say so, so that the caller stops', async () => {
    expect(await wechat.sendSubscribe(message)).toBe('no_credit')
    expect(fake.sent).toHaveLength(0)
  })

  it.each([
    [40003, 'dropped'],
    [40037, 'dropped'],
    [41030, 'dropped'],
    [43107, 'dropped'],
    [47003, 'dropped'],
  ])('errcode %i is %s for good', async (errcode, result) => {
    fake.failNext(SEND, errcode)
    expect(await wechat.sendSubscribe(message)).toBe(result)
  })

  it('a busy server is a passing fault', async () => {
    fake.failNext(SEND, -1, 2)
    await expect(wechat.sendSubscribe(message)).rejects.toMatchObject({ code: 'upstream_failed' })
  })

  it('a field no template can have is a fault of ours', async () => {
    await expect(wechat.sendSubscribe({ ...message, data: { title: 'x' } })).rejects.toThrow('no field')
  })
})
