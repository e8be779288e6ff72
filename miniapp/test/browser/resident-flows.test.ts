import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { accessibilityFaults, keepPicture } from './page-checks'
import { openAs, settled } from './signed-in'

const PHONE = { width: 375, height: 812 } as const
const TEXT = '3 号楼 2 单元门口的感应灯这两天不亮了，晚上回家看不清台阶'

interface Opinion {
  readonly id: string
  readonly number: string
  readonly text: string
  readonly status: string
  readonly version: number
  readonly photos: readonly unknown[]
  readonly rating: { readonly solved: string; readonly score: number } | null
  readonly timeline: readonly { readonly kind: string; readonly text: string | null }[]
}
interface Notice {
  readonly confirmed: boolean
  readonly read: boolean
}

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const stored = (id: string) => server.call<Opinion>('resident', 'GET', `/opinions/${id}`)
const mine = async () =>
  (await server.call<{ items: readonly { id: string }[] }>('resident', 'GET', '/opinions/mine?limit=50'))
    .items

async function matterOf(kind: string): Promise<{ targetId: string; title: string }> {
  const { matters } = await server.call<{
    matters: readonly { kind: string; targetId: string; title: string }[]
  }>('resident', 'GET', '/home')
  const found = matters.find((matter) => matter.kind === kind)
  if (found === undefined) throw new Error(`The demo resident has no matter of kind ${kind}`)
  return found
}

const idOf = (page: Page): string => new URL(page.url()).searchParams.get('id') ?? ''
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const option = (page: Page, name: string | RegExp) => page.getByRole('radio', { name, exact: true })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

async function expectNoFaults(page: Page, faults: readonly string[]): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
  expect(faults).toEqual([])
}

/** The first two steps of the opinion form, from an empty draft to the place. */
async function writeOpinion(page: Page, text: string): Promise<void> {
  await button(page, '公共设施与安全').click()
  await page.getByRole('group', { name: '具体是什么' }).getByRole('button').first().click()
  await button(page, '下一步：说一说').click()
  await page.getByLabel('把情况告诉我们').fill(text)
}

async function placeAtHome(page: Page): Promise<void> {
  await button(page, '下一步：在哪里').click()
  await option(page, /^锦和苑 3 号楼 2 单元 501/).check()
}

test('a notice that asks for it is confirmed from home, and the household counts as knowing', async () => {
  const { targetId, title } = await matterOf('confirm-notice')
  const { page, faults, close } = await openAs(browser, server, 'resident', '/pages/home', PHONE)
  await page.getByRole('link', { name: title }).first().click()
  await heading(page, title).waitFor()
  await button(page, '我已知晓').click()
  await button(page, '您已知晓').waitFor()
  await expectNoFaults(page, faults)
  const notice = await server.call<Notice>('resident', 'GET', `/notices/${targetId}`)
  expect(notice).toMatchObject({ confirmed: true, read: true })
  await close()
}, 120_000)

test('an opinion in three steps with a photo: the draft outlives a reload, the receipt and the list show what is stored', async () => {
  const { page, faults, close } = await openAs(browser, server, 'resident', '/packages/opinions/new', PHONE)
  await button(page, '下一步：说一说').click()
  await page.getByText('请选一类，选不准就选最接近的').waitFor()
  await expectNoFaults(page, faults)
  await writeOpinion(page, TEXT)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, '加照片').click()])
  await chooser.setFiles({ name: '楼道.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await button(page, /^第 1 张照片$/).waitFor()
  await page.getByText('草稿已存在本机').waitFor()
  await keepPicture(page, 'resident-flow-opinion-text', false)
  await page.reload()
  await settled(page)
  expect(await page.getByLabel('把情况告诉我们').inputValue()).toBe(TEXT)
  await button(page, /^第 1 张照片$/).waitFor()
  await expectNoFaults(page, faults)
  await placeAtHome(page)
  await keepPicture(page, 'resident-flow-opinion-place', false)
  await expectNoFaults(page, faults)
  await button(page, '提交意见').click()
  await heading(page, '收到了').waitFor()
  await expectNoFaults(page, faults)
  const opinion = await stored(idOf(page))
  expect(opinion).toMatchObject({ text: TEXT, status: 'submitted' })
  expect(opinion.photos).toHaveLength(1)
  await page.getByText(opinion.number).first().waitFor()
  await page.getByRole('link', { name: '看进展' }).click()
  await page.getByText('您提交了意见').waitFor()
  await expectNoFaults(page, faults)
  await page.goto(`${server.address}/packages/opinions/mine`)
  await page.getByText(opinion.number).first().waitFor()
  await close()
}, 120_000)

test('an answer lost on the way back: the text stays, the retry is the same submit, nothing is stored twice', async () => {
  const before = (await mine()).length
  const { page, close } = await openAs(browser, server, 'resident', '/packages/opinions/new', PHONE)
  await writeOpinion(page, '快递柜挡住了消防通道，轮椅推不过去')
  await placeAtHome(page)
  await page.route('**/api/v1/opinions', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await button(page, '提交意见').click()
  await page.getByText('您写的内容还在').waitFor()
  expect((await mine()).length).toBe(before + 1)
  await page.unroute('**/api/v1/opinions')
  await button(page, '提交意见').click()
  await heading(page, '收到了').waitFor()
  expect((await mine()).length).toBe(before + 1)
  await close()
}, 120_000)

test('a question of the community is answered from the list, and the clock runs again', async () => {
  const { targetId } = await matterOf('supplement-opinion')
  const { page, faults, close } = await openAs(browser, server, 'resident', '/packages/opinions/mine', PHONE)
  await button(page, '等我').click()
  await page
    .getByRole('link', { name: /等您补充/ })
    .first()
    .click()
  await page.getByRole('link', { name: '回答并补充' }).click()
  await heading(page, '补充').waitFor()
  await expectNoFaults(page, faults)
  await page.getByLabel('您的回答').fill('每天晚上七点到九点半，周末更久')
  await button(page, '送出补充').click()
  await page.locator('.timeline:visible').getByText('每天晚上七点到九点半，周末更久').waitFor()
  await expectNoFaults(page, faults)
  const opinion = await stored(targetId)
  expect(opinion.status).not.toBe('needs_info')
  expect(opinion.timeline.some(({ kind, text }) => kind === 'supplement' && text?.includes('七点'))).toBe(
    true,
  )
  await close()
}, 120_000)

test('somebody else was faster: the page says so, the text stays, the next attempt arrives', async () => {
  const { targetId } = await matterOf('opinion')
  const { page, close } = await openAs(
    browser,
    server,
    'resident',
    `/packages/opinions/supplement?id=${targetId}`,
    PHONE,
  )
  const { version } = await stored(targetId)
  await server.call('resident', 'POST', `/opinions/${targetId}/supplement`, {
    version,
    text: '另一台手机先写了一句',
    photoIds: [],
  })
  const field = page.getByLabel('补充说明')
  await field.fill('补一句：早上也堵着')
  await button(page, '送出补充').click()
  await page.getByText('您写的内容还在').waitFor()
  expect(await field.inputValue()).toBe('补一句：早上也堵着')
  await button(page, '送出补充').click()
  await page.locator('.timeline:visible').getByText('补一句：早上也堵着').waitFor()
  expect((await stored(targetId)).timeline.some(({ text }) => text === '补一句：早上也堵着')).toBe(true)
  await close()
}, 120_000)

test('an answered opinion is rated; what is missing is said first', async () => {
  const { targetId, title } = await matterOf('rate-opinion')
  const { page, faults, close } = await openAs(browser, server, 'resident', '/pages/home', PHONE)
  await button(page, /^看全部 \d+ 件$/).click()
  await page.getByRole('link', { name: title }).first().click()
  await button(page, '送出评价').click()
  await page.getByText('请选择解决了没有').waitFor()
  await expectNoFaults(page, faults)
  await option(page, '解决了').check()
  await option(page, '满意').check()
  await button(page, '送出评价').click()
  await page.waitForURL((url) => !url.pathname.endsWith('/rate'))
  expect((await stored(targetId)).rating).toMatchObject({ solved: 'yes', score: 4 })
  await close()
}, 120_000)

test('messages: one tap marks them all as read, here and on the server', async () => {
  const { page, faults, close } = await openAs(
    browser,
    server,
    'resident',
    '/packages/account/messages',
    PHONE,
  )
  await button(page, '全部已读').click()
  await page.getByText(/条未读/).waitFor({ state: 'detached' })
  await expectNoFaults(page, faults)
  const counts = await server.call<{ unread: number }>('resident', 'GET', '/messages/counts')
  expect(counts.unread).toBe(0)
  await close()
}, 120_000)

test('without a network the page shows what it knew and says so; what it never knew can be asked again', async () => {
  const { page, close } = await openAs(browser, server, 'resident', '/pages/home', PHONE)
  await page.route('**/api/**', (route) => route.abort())
  // A minute later: an answer of half a minute ago is not asked for again.
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith('linli:last:'))) {
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as { data: string }
      const answer = JSON.parse(kept.data) as { at: number }
      localStorage.setItem(
        key,
        JSON.stringify({ data: JSON.stringify({ ...answer, at: answer.at - 60_000 }) }),
      )
    }
  })
  await page.reload()
  await page.getByText(/现在没有网络，显示的是/).waitFor()
  await heading(page, /件事与您有关/).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await keepPicture(page, 'resident-flow-offline', false)
  await page.goto(`${server.address}/packages/notices/disclosure`)
  const again = page.locator('.error-block:visible').getByRole('button', { name: '再试一次' })
  await again.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.unroute('**/api/**')
  await again.click()
  await page.getByText('会议决定及实施').waitFor()
  await close()
}, 120_000)

test('who has no home yet changes the community from the bar of home; every choice lies free above the tab bar', async () => {
  const { page, faults, close } = await openAs(browser, server, 'newcomer', '/pages/home', PHONE)
  await button(page, /^青禾社区，换一个社区/).click()
  await expectNoFaults(page, faults)
  for (const name of [/青禾社区/, /知春社区/]) {
    const box = await option(page, name).boundingBox()
    const free = await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x, y)?.closest('[role=dialog]') != null,
      { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 },
    )
    expect(free).toBe(true)
  }
  await option(page, /知春社区/).click()
  await button(page, /^知春社区，换一个社区/).waitFor()
  await close()

  const bound = await openAs(browser, server, 'resident', '/pages/home', PHONE)
  await bound.page.locator('.home-head:visible').getByText('青禾社区').waitFor()
  expect(await bound.page.locator('#community-switch').count()).toBe(0)
  await bound.close()
}, 120_000)

test('a visitor chooses a community, reads its public notices, signs in as somebody new and accepts the terms', async () => {
  const { page, faults, close } = await openAs(browser, server, undefined, '/pages/home', PHONE)
  await heading(page, '登录后看与您家有关的事').waitFor()
  await page.locator('.empty-state:visible').getByRole('button', { name: '选择社区' }).click()
  await option(page, /青禾社区/).click()
  await page.getByRole('heading', { name: '通知' }).waitFor()
  await page.getByRole('link', { name: /公示/ }).first().waitFor()
  await expectNoFaults(page, faults)
  await page.getByRole('link', { name: /^登录/ }).first().click()
  await heading(page, '登录邻里智治').waitFor()
  await expectNoFaults(page, faults)
  await page.getByLabel('手机号', { exact: true }).fill('123')
  await button(page, '手机号登录').click()
  await expectNoFaults(page, faults)
  const people = await server.call<{ items: readonly { persona: string; name: string }[] }>(
    'resident',
    'GET',
    '/session/demo',
  )
  const newcomer = people.items.find(({ persona }) => persona === 'newcomer')
  await page
    .locator('#demo-people')
    .getByText(newcomer?.name ?? '')
    .click()
  await heading(page, '隐私说明').waitFor()
  await expectNoFaults(page, faults)
  await button(page, '同意并继续').click()
  await heading(page, '绑定您的房屋').waitFor()
  await expectNoFaults(page, faults)
  const me = await server.call<{ consentCurrent: boolean }>('newcomer', 'GET', '/session')
  expect(me.consentCurrent).toBe(true)
  await close()
}, 120_000)
