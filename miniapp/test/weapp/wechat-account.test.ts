import { startFakeWechat, type FakeWechat } from '../../../bff/test/fake-wechat'
import { startDemoServer, type DemoServer } from '../server'
import { MiniProgram } from './mini-program'
import type { PageHandle } from './page-handle'
import { Phone } from './phone'
import { storedSession } from './signed-in'

interface Me {
  readonly displayName: string
  readonly maskedPhone: string | null
  readonly consentCurrent: boolean
  readonly accountId: string
}

let wechat: FakeWechat
let server: DemoServer
let publicNotice: { readonly id: string; readonly title: string }
const booted: MiniProgram[] = []

beforeAll(async () => {
  wechat = await startFakeWechat()
  server = await startDemoServer({
    WECHAT_APP_ID: wechat.appId,
    WECHAT_APP_SECRET: wechat.appSecret,
    WECHAT_API_BASE: wechat.apiBase,
  })
  const { items } = await server.call<{ items: readonly (typeof publicNotice)[] }>(
    'resident',
    'GET',
    '/notices?category=disclosure',
  )
  const [item] = items
  if (item === undefined) throw new Error('The demo has no public notice')
  publicNotice = item
}, 240_000)

afterEach(() => {
  for (const app of booted.splice(0)) {
    app.close()
    expect(app.faults).toEqual([])
  }
})

afterAll(async () => {
  await server?.close()
  await wechat?.close()
})

/** The mini-program on the phone of a WeChat user; the same openid is the same person. */
function bootAs(openid: string, phone = new Phone()): MiniProgram {
  phone.loginCode = () => wechat.loginCode(openid)
  const app = new MiniProgram({ server: server.address, phone })
  booted.push(app)
  return app
}

async function me(app: MiniProgram): Promise<Me> {
  const { accessToken = '' } = storedSession(app.phone) ?? {}
  const answer = await fetch(`${server.address}/api/v1/session`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  return (await answer.json()) as Me
}

const tick = (page: PageHandle) => page.press('我看过并同意隐私说明', 'checkbox')
const pressPhone = (page: PageHandle, detail: Readonly<Record<string, unknown>>) =>
  page.pressOpenType('getPhoneNumber', 'getphonenumber', detail)

test('nothing is sent to WeChat or the server before the terms are ticked', async () => {
  const app = bootAs('openid-careful')
  const page = await app.open('/packages/account/sign-in').settled()
  await pressPhone(page, { code: wechat.phoneCode('13900000001') })
  await page.untilText('请先看过隐私说明，再勾选同意')
  await page.press('先不用手机号')
  expect(app.phone.callsOf('login')).toEqual([])
  expect(app.phone.exchangesOf('POST', /\/session/)).toEqual([])
})

test('one tap signs in with the phone number; the terms come first, then the page the person came from', async () => {
  const app = bootAs('openid-new')
  const notice = await app.open(`/packages/notices/detail?id=${publicNotice.id}`).settled()
  expect(notice.headings).toContain(publicNotice.title)
  const mine = app.switchTab('/pages/me')
  await mine.press('登录', 'link')
  const page = await app.at('packages/account/sign-in')
  await tick(page)
  await pressPhone(page, { code: wechat.phoneCode('13900000002') })
  const terms = await app.at('packages/account/consent')
  expect(await me(app)).toMatchObject({ consentCurrent: false })
  await terms.press('同意并继续')
  const back = await app.at('pages/me')
  await back.untilText('139****0002')
  expect(await me(app)).toMatchObject({ consentCurrent: true, maskedPhone: '139****0002' })
})

test('without the phone number WeChat alone is enough, and the same WeChat is the same person on the next phone', async () => {
  const first = bootAs('openid-plain')
  const page = await first.open('/packages/account/sign-in').settled()
  await tick(page)
  await page.press('先不用手机号')
  const terms = await first.at('packages/account/consent')
  await terms.press('同意并继续')
  await first.at('packages/space/bind')
  const { accountId, maskedPhone } = await me(first)
  expect(maskedPhone).toBeNull()

  const second = bootAs('openid-plain')
  const again = await second.open('/packages/account/sign-in').settled()
  await tick(again)
  await again.press('先不用手机号')
  await second.at('pages/home')
  expect((await me(second)).accountId).toBe(accountId)
})

test('a resident of the register is recognised by the phone number: the home is there, and notices that address it', async () => {
  const app = bootAs('openid-of-zhou')
  const page = await app.open('/packages/account/sign-in').settled()
  await tick(page)
  await pressPhone(page, { code: wechat.phoneCode('13800000001') })
  const home = await app.at('pages/home')
  expect(home.headings[0]).toMatch(/^有 \d+ 件事与您有关$/)
  expect((await me(app)).displayName).toBe('周玉兰')
})

test('when the person refuses, the quota is used up or WeChat has no answer, the other way is named', async () => {
  const app = bootAs('openid-refusing')
  const page = await app.open('/packages/account/sign-in').settled()
  await tick(page)
  await pressPhone(page, { errMsg: 'getPhoneNumber:fail user deny' })
  await page.untilText('没有取到手机号，可以用短信验证码登录')
  await pressPhone(page, { errMsg: 'getPhoneNumber:fail', errno: 1400001 })
  await page.untilText('没有取到手机号，可以用短信验证码登录')
  await pressPhone(page, { code: 'a-code-wechat-does-not-know' })
  await page.until(({ text }) => !text.includes('没有取到手机号'), 'what WeChat’s refusal means')
  expect(app.page.route).toBe('packages/account/sign-in')
  expect(storedSession(app.phone)).toBeUndefined()
})

test('signing out ends the session here and on the server, and leaves nothing of the person on the phone', async () => {
  const app = bootAs('openid-of-zhou')
  const page = await app.open('/packages/account/sign-in').settled()
  await tick(page)
  await page.press('先不用手机号')
  await app.at('pages/home')
  const session = storedSession(app.phone)
  const mine = app.switchTab('/pages/me')
  await mine.untilText('周玉兰')
  await mine.press('退出登录')
  await mine.untilText('没写完的意见草稿还会留在这台设备上')
  await mine.press('退出')
  const home = await app.at('pages/home')
  await home.untilText('登录后看与您家有关的事')
  expect(storedSession(app.phone)).toBeUndefined()
  expect(JSON.stringify([...app.phone.storage])).not.toContain('周玉兰')
  const refused = await fetch(`${server.address}/api/v1/session/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken: session?.refreshToken, attemptKey: 'another-attempt-with-it' }),
  })
  expect(refused.status).toBe(401)
})

test('who does not agree keeps browsing, and is asked again where it matters', async () => {
  const app = bootAs('openid-wary')
  const page = await app.open('/packages/account/sign-in').settled()
  await tick(page)
  await page.press('先不用手机号')
  const terms = await app.at('packages/account/consent')
  await terms.press('暂不同意，先看公开内容')
  const home = await app.at('pages/home')
  await home.press(/^看一看隐私说明/, 'link')
  await app.at('packages/account/consent')
  expect((await me(app)).consentCurrent).toBe(false)
})
