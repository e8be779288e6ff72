import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs, settled } from './signed-in'

const LIST = '/packages/staff-notices/list'
const EDITOR = '/packages/staff-notices/editor'
const STAFF = 'community-staff'

interface Item {
  readonly id: string
  readonly title: string
  readonly mustConfirm: boolean
}
interface Notice extends Item {
  readonly stage: string
  readonly html: string
  readonly audience: { readonly nodeIds: readonly string[] }
  readonly withdrawal: { readonly reason: string } | null
}
interface Reach {
  readonly totals: { readonly told: number; readonly households: number }
  readonly toVisit: number
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

const listed = async (stage: string): Promise<readonly Item[]> =>
  (await server.call<{ items: readonly Item[] }>(STAFF, 'GET', `/staff/notices?stage=${stage}`)).items
const stored = (id: string) => server.call<Notice>(STAFF, 'GET', `/staff/notices/${id}`)
const idOf = (page: Page) => new URL(page.url()).searchParams.get('id') ?? ''

/** A live notice that asks to be confirmed, with households that have no account. */
async function toVisit(): Promise<Item> {
  for (const item of await listed('live')) {
    if (!item.mustConfirm) continue
    const reach = await server.call<Reach>(STAFF, 'GET', `/notices/${item.id}/reach`)
    if (reach.toVisit > 0) return item
  }
  throw new Error('The demo has no notice with households to visit')
}

test('the list shows the notices of each stage, and a draft opens in the editor', async () => {
  const [live] = await listed('live')
  const [draft] = await listed('draft')
  const visit = await openAs(browser, server, STAFF, LIST, { width: 1440 })
  const { page } = visit
  expect(await page.locator('h1:visible').innerText()).toBe('通知')
  await page.getByText(live?.title ?? '', { exact: true }).waitFor()
  await expectSound(visit)
  await keepPicture(page, 'staff-notices', false)
  await page.getByRole('tab', { name: /草稿/ }).click()
  await page.locator('.data-table__open').first().click()
  await page.waitForURL(`**${EDITOR}?id=${draft?.id}`)
  await settled(page)
  expect(await page.locator('#title:visible').inputValue()).toBe(draft?.title)
  await visit.close()
}, 120_000)

test('a notice is written, aimed at one estate and published on a wide page; the stored text is what was typed', async () => {
  const visit = await openAs(browser, server, STAFF, EDITOR, { width: 1440 })
  const { page } = visit
  await page.locator('#title').fill('明天上午清洗水箱，请提前存水')
  await page.locator('.chip:visible', { hasText: '停水停电' }).click()
  await page.locator('.ProseMirror').click()
  await page.keyboard.type('各位住户：明天 09:00 至 11:00 清洗水箱。')
  await page.getByRole('button', { name: '加粗' }).click()
  await page.keyboard.type('请提前存水')
  // One estate instead of the whole community: the number of the button follows.
  const all = await page.locator('#publish').innerText()
  await page.getByRole('checkbox', { name: /^青禾社区/ }).click()
  await page.getByRole('checkbox', { name: /^禾苗里/ }).click()
  await page.waitForFunction((before) => {
    const words = document.querySelector<HTMLElement>('#publish')?.innerText ?? ''
    return words !== before && /发给 \d+ 户/.test(words)
  }, all)
  await page.getByText(/草稿，.*已保存/).waitFor()
  expect(idOf(page)).not.toBe('')
  await expectSound(visit)
  await keepPicture(page, 'staff-editor', false)

  const households = (await page.locator('#publish').innerText()).replace(/\D/g, '')
  await page.locator('#publish').click()
  await page.getByRole('dialog').getByText(`把通知发给 ${households} 户吗`).waitFor()
  await expectSound(visit)
  await page.getByRole('button', { name: '发出', exact: true }).click()
  await page.waitForURL('**/staff-notices/reach?id=**')
  await settled(page)
  await page.getByText(`送到 ${households} 户`).waitFor()
  const notice = await stored(idOf(page))
  expect(notice.stage).toBe('live')
  expect(notice.html).toContain('<strong>请提前存水</strong>')
  expect(notice.audience.nodeIds).toHaveLength(1)
  await visit.close()
}, 120_000)

test('what is typed while the server is out of reach is still there after a reload', async () => {
  const visit = await openAs(browser, server, STAFF, EDITOR, { width: 1440 })
  const { page } = visit
  await page.route('**/api/v1/notices', (route) => route.abort())
  await page.locator('#title').fill('没有网络的时候写的')
  await page.getByText('您写的内容还在').waitFor()
  await page.reload()
  await settled(page)
  expect(await page.locator('#title').inputValue()).toBe('没有网络的时候写的')
  await page.unroute('**/api/v1/notices')
  await page.locator('#title').fill('没有网络的时候写的，现在存上')
  await page.getByText(/草稿，.*已保存/).waitFor()
  expect((await stored(idOf(page))).title).toBe('没有网络的时候写的，现在存上')
  await visit.close()
}, 120_000)

test('a draft is thrown away after one question, and is in no list any more', async () => {
  const [draft] = await listed('draft')
  const visit = await openAs(browser, server, STAFF, `${EDITOR}?id=${draft?.id}`, { width: 1440 })
  const { page } = visit
  await page.getByRole('button', { name: '删除草稿' }).click()
  await page.getByRole('dialog').getByText('删除这份草稿吗').waitFor()
  await expectSound(visit)
  await page.getByRole('dialog').getByRole('button', { name: '再想想' }).click()
  expect((await listed('draft')).map(({ id }) => id)).toContain(draft?.id)
  await page.getByRole('button', { name: '删除草稿' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click()
  await page.waitForURL(`**${LIST}`)
  await page.getByText('草稿已删除').waitFor()
  expect((await listed('draft')).map(({ id }) => id)).not.toContain(draft?.id)
  await visit.close()
}, 120_000)

test('a visit at the door moves its household to the told, and the notice is withdrawn with its reason', async () => {
  const item = await toVisit()
  const reachOf = () => server.call<Reach>(STAFF, 'GET', `/notices/${item.id}/reach`)
  const before = await reachOf()
  const visit = await openAs(browser, server, STAFF, `/packages/staff-notices/reach?id=${item.id}`, {
    width: 1440,
  })
  const { page } = visit
  await page.locator('h1:visible', { hasText: item.title }).waitFor()
  expect(await page.locator('h1:visible').allInnerTexts()).toEqual([item.title])
  await expectSound(visit)
  await keepPicture(page, 'staff-reach', false)
  // On paper stands every door to knock at, whatever the screen has loaded so far.
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'yes')
  })
  await page.getByRole('button', { name: '打印上门名单' }).click()
  await page.locator('body[data-printed]').waitFor()
  expect(await page.locator('.visit-paper__row').count()).toBe(before.toVisit)
  await page
    .getByRole('button', { name: /，已告知$/ })
    .first()
    .click()
  await page.getByText('已记下上门告知').waitFor()
  expect((await reachOf()).totals.told).toBe(before.totals.told + 1)

  await page.getByRole('button', { name: '撤回', exact: true }).click()
  await page.locator('#withdraw-reason').fill('时间写错了，改好后重新发布，请以新通知为准')
  await expectSound(visit)
  await page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click()
  await page.getByText('已撤回，原因会显示给居民').waitFor()
  expect((await stored(item.id)).withdrawal?.reason).toBe('时间写错了，改好后重新发布，请以新通知为准')
  await visit.close()
}, 120_000)

test('on a phone the notice is written in three steps and goes out at its time', async () => {
  const visit = await openAs(browser, server, STAFF, EDITOR, { width: 375, height: 812, dark: true })
  const { page } = visit
  await page.locator('#title').fill('周末义诊，血压血糖免费测')
  await page.locator('.ProseMirror').click()
  await page.keyboard.type('周六 09:00 至 11:00 在中心花园。')
  await expectSound(visit)
  await keepPicture(page, 'staff-editor-phone-dark')
  await page.getByRole('button', { name: '下一步：发给谁' }).click()
  await page.getByRole('checkbox', { name: /^青禾社区/ }).waitFor()
  await page.getByText('怎么送到').waitFor()
  await expectSound(visit)
  await page.getByRole('button', { name: '下一步：检查发布' }).click()
  await page.getByText('发布前检查').waitFor()
  await expectSound(visit)
  await page.getByRole('button', { name: '定时发布' }).click()
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await page.locator('#publish-day').fill(tomorrow)
  await page.locator('#publish-time').fill('09:30')
  await expectSound(visit)
  await page.getByRole('button', { name: '按时发出' }).click()
  await page.waitForURL(`**${LIST}`)
  const planned = await listed('scheduled')
  expect(planned.map(({ title }) => title)).toContain('周末义诊，血压血糖免费测')
  await visit.close()
}, 120_000)

test('who only looks after a grid sees the notices and whom to visit, but writes none', async () => {
  const visit = await openAs(browser, server, 'grid-worker', LIST, { width: 375, height: 812 })
  const { page } = visit
  await page.getByRole('tab', { name: /已发布/ }).waitFor()
  expect(await page.getByRole('link', { name: '写通知' }).count()).toBe(0)
  await expectSound(visit)
  await visit.close()
}, 60_000)
