import { startDemoServer, type DemoServer } from '../server'
import { MiniProgram } from './mini-program'
import { phoneOf, storeSession, storedSession } from './signed-in'
import type { Phone } from './phone'
import { attrOf } from './view'

const MINUTE_MS = 60_000

let server: DemoServer
let phone: Phone
const booted: MiniProgram[] = []

beforeAll(async () => {
  server = await startDemoServer()
}, 240_000)

beforeEach(async () => {
  phone = await phoneOf(server, 'resident')
})

afterEach(() => {
  for (const app of booted.splice(0)) app.close()
  expect(phone.faults).toEqual([])
})

afterAll(async () => {
  await server?.close()
})

function boot(on: Phone = phone): MiniProgram {
  for (const app of booted.splice(0)) app.kill()
  const app = new MiniProgram({ server: server.address, phone: on })
  booted.push(app)
  return app
}

/** Makes what the app keeps of its pages a minute older. */
function ageWhatIsKept(): void {
  for (const [key, text] of phone.storage) {
    if (!key.startsWith('linli:last:') || typeof text !== 'string') continue
    const kept = JSON.parse(text) as { at: number }
    phone.storage.set(key, JSON.stringify({ ...kept, at: kept.at - MINUTE_MS }))
  }
}

test('without a network a page shows what it last knew and says so; what it never knew is an error that ends with one tap', async () => {
  const home = await boot().switchTab('/pages/home').settled()
  const [heading] = home.headings
  ageWhatIsKept()

  phone.setOnline(false)
  const app = boot()
  const again = app.switchTab('/pages/home')
  await again.untilText(/现在没有网络，显示的是 .* 的内容/)
  expect(again.headings[0]).toBe(heading)

  const disclosure = app.open('/packages/notices/disclosure')
  const retry = await disclosure.until(() => disclosure.byClass('error-block'), 'the error block')
  expect(retry).toBeDefined()
  expect(disclosure.text).toContain('现在没有网络')
  phone.setOnline(true)
  await disclosure.press('再试一次')
  await disclosure.untilText('会议决定及实施')
  expect(disclosure.byClass('error-block')).toBeUndefined()
})

test('a part of the app that was not fetched yet: the tap says why nothing opens, and opens it when the network is back', async () => {
  phone = await phoneOf(server, 'community-staff')
  const app = boot()
  const home = await app.switchTab('/pages/home').settled()
  phone.setOnline(false)
  const me = app.switchTab('/pages/me')
  await me.press(/^办件/, 'link')
  await me.until(() => phone.callsOf('showToast').length === 1, 'a word about the network')
  expect(app.page).toBe(me)
  // The resident's pages came along while home was read.
  app.switchTab('/pages/home')
  await home.press('提意见', 'link')
  await home.until(() => app.page.route === 'packages/opinions/new', 'the form, without a network')
  phone.setOnline(true)
  app.switchTab('/pages/me')
  await me.press(/^办件/, 'link')
  await app.at('packages/staff-cases/workbench')
})

test('a token that has run out is renewed once for all who ask at the same time', async () => {
  const session = storedSession(phone)
  if (session === undefined) throw new Error('no session')
  storeSession(phone, { ...session, expiresAt: new Date(Date.now() - MINUTE_MS).toISOString() })
  const home = await boot().switchTab('/pages/home').settled()
  expect(home.headings[0]).toMatch(/件事与您有关|今天没有等您处理的事/)
  expect(phone.exchangesOf('POST', /\/session\/refresh$/)).toHaveLength(1)
  expect(storedSession(phone)?.refreshToken).not.toBe(session.refreshToken)
})

test('a token the server refuses is renewed once, also when the answer to that gets lost', async () => {
  const session = storedSession(phone)
  if (session === undefined) throw new Error('no session')
  storeSession(phone, { ...session, accessToken: 'not.a.token' })
  phone.loseAnswer('POST', /\/session\/refresh$/)
  const app = boot()
  const home = await app.switchTab('/pages/home').settled()
  await home.untilText(/件事与您有关|今天没有等您处理的事/)
  expect(app.page.route).toBe('pages/home')
  expect(phone.exchangesOf('POST', /\/session\/refresh$/).map(({ status }) => status)).toEqual([
    undefined,
    200,
  ])
})

test('a session that was ended elsewhere: the person reads why, signs in, and comes back to what they had written', async () => {
  phone = await phoneOf(server, 'elder')
  const writing = boot().open('/packages/opinions/new')
  await (await writing.settled()).press('公共设施与安全')
  await writing.press('路灯、楼道灯')
  await writing.press('下一步：说一说')
  await writing.type('text', '楼道灯又不亮了')
  const { accessToken = '' } = storedSession(phone) ?? {}
  await fetch(`${server.address}/api/v1/session/sign-out-everywhere`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
  })
  const session = storedSession(phone)
  if (session === undefined) throw new Error('no session')
  storeSession(phone, { ...session, accessToken: 'not.a.token' })
  const app = boot()
  app.open('/packages/opinions/mine')
  const gate = await app.at('packages/account/sign-in')
  await gate.untilText('您的登录已经失效')
  expect(gate.options.from).toBe(encodeURIComponent('/packages/opinions/mine'))
  expect(storedSession(phone)).toBeUndefined()
  expect(JSON.stringify([...phone.storage])).not.toContain('吴桂英')
  await gate.press(/吴桂英/)
  await (await app.at('packages/opinions/mine')).settled()
  const again = await app.open('/packages/opinions/new').settled()
  expect(again.byId('text')?.attr.value).toBe('楼道灯又不亮了')
})

test.each([
  ['resident', '/pages/home', /\/home/],
  ['resident', '/pages/council', /\/home/],
  ['resident', '/packages/account/messages', /\/messages/],
  ['resident', '/packages/space/grid', /\/space\/grid-card/],
  ['resident', '/packages/notices/list', /\/notices/],
  ['resident', '/packages/notices/disclosure', /\/notices\/disclosure/],
  ['resident', '/packages/opinions/mine', /\/opinions\/mine/],
  ['resident', '/packages/opinions/board', /\/opinions\/board/],
  ['community-staff', '/packages/staff-cases/workbench', /\/staff\/opinions/],
  ['community-staff', '/packages/staff-notices/list', /\/staff\/notices/],
])('as %s, pulling %s down asks anew and lets the spinner go', async (persona, address, asked) => {
  phone = await phoneOf(server, persona)
  const app = boot()
  const opened = address.startsWith('/pages/') ? app.switchTab(address) : app.open(address)
  const page = await opened.settled()
  const before = phone.exchangesOf('GET', asked).length
  page.pullDown()
  await page.until(() => phone.callsOf('stopPullDownRefresh').length === 1, 'the spinner gone')
  expect(phone.exchangesOf('GET', asked).length).toBeGreaterThan(before)
})

test('coming back to the front asks anew for what is old', async () => {
  const app = boot()
  await app.switchTab('/pages/home').settled()
  app.hide()
  app.show()
  await app.page.settled()
  expect(app.page.route).toBe('pages/home')
})

test('the phone turns dark and the page follows; elder mode is light, has its own tab bar, and ends with one tap', async () => {
  const app = boot()
  const home = await app.switchTab('/pages/home').settled()
  expect(home.byClass('theme-light')).toBeDefined()
  phone.setDark(true)
  await home.until(() => home.byClass('theme-dark'), 'the dark theme')
  const me = app.switchTab('/pages/me')
  await me.press(/^长辈模式/, 'switch')
  await me.until(() => me.byClass('theme-elder'), 'elder mode')
  await me.until(() => phone.callsOf('hideTabBar').length > 0, 'WeChat’s tab bar hidden')
  await me.press('首页', 'link')
  const elder = await app.at('pages/home')
  expect(elder.byClass('theme-elder')).toBeDefined()
  await elder.press(/^打给网格员/)
  expect(phone.callsOf('makePhoneCall')).toHaveLength(1)
  const style = () => {
    const meta = elder.find(({ tag }) => tag === 'wx-page-meta')
    return meta === undefined ? '' : attrOf(meta, 'pageStyle')
  }
  await elder.press('字再大一点')
  await elder.until(() => style().includes('1.5'), 'larger type')
  await elder.press('退出长辈模式')
  await elder.until(() => elder.byClass('theme-dark'), 'the dark theme again')
})

test('an old release is told so and takes the new one with one tap', async () => {
  phone.clientName = 'weapp/0.0.9'
  const app = boot()
  const home = app.switchTab('/pages/home')
  await home.untilText('当前版本太旧')
  expect(phone.callsOf('showModal')).toEqual([])
  phone.newRelease = true
  phone.updateReady.tell()
  await home.until(() => phone.callsOf('applyUpdate').length === 1, 'the new release')
  expect(phone.callsOf('showModal')).toHaveLength(1)
})

test('an address the app does not have says so, and leads home', async () => {
  const app = boot()
  app.switchTab('/pages/council')
  app.openUnknown('pages/gone')
  const missing = await app.at('pages/not-found')
  await missing.untilText('网址可能少了几个字')
  await missing.press('回首页', 'link')
  await app.at('pages/home')
})
