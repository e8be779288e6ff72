import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { accessibilityFaults, expectSound, keepPicture } from './page-checks'
import { openAs, settled } from './signed-in'

const WORKBENCH = '/packages/staff-cases/workbench'
const INBOX = '/packages/account/messages'

interface Item {
  readonly id: string
  readonly title: string
  readonly number: string
}
interface Case extends Item {
  readonly status: string
  readonly version: number
  readonly timeline: readonly {
    readonly kind: string
    readonly text: string | null
    readonly photos: readonly object[]
  }[]
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

const listed = async (filter: string): Promise<readonly Item[]> =>
  (
    await server.call<{ items: readonly Item[] }>(
      'community-staff',
      'GET',
      `/staff/opinions?filter=${filter}`,
    )
  ).items
const stored = (id: string) => server.call<Case>('community-staff', 'GET', `/staff/opinions/${id}`)

/** The case of this filter that a test may change; every test takes another one. */
async function oneOf(filter: string, index: number): Promise<Item> {
  const item = (await listed(filter))[index]
  if (item === undefined) throw new Error(`The demo has no case ${index} of ${filter}`)
  return item
}

/** The first estate of the resident's community. */
async function placeOfResident(): Promise<string> {
  const { items } = await server.call<{ items: readonly { id: string }[] }>(
    'resident',
    'GET',
    '/space/places',
  )
  const [first] = items
  if (first === undefined) throw new Error('The demo has no place')
  return first.id
}

/** The outbox tells and settles within moments: how many urgent alerts still ask the desk for something. */
async function untilUrgentAlerts(page: Page, fits: 'some' | { readonly fewerThan: number }): Promise<void> {
  await page.waitForFunction(
    async ({ token, most }) => {
      const answer = await fetch('/api/v1/messages?filter=needs-act', {
        headers: { authorization: `Bearer ${token}` },
      })
      const { items } = (await answer.json()) as { items: readonly { readonly title: string }[] }
      const alerts = items.filter(({ title }) => title.startsWith('紧急：')).length
      return most === null ? alerts > 0 : alerts < most
    },
    { token: await server.tokenOf('community-staff'), most: fits === 'some' ? null : fits.fewerThan },
    { polling: 200 },
  )
}

const panel = (page: Page) => page.locator('.side-panel')

test('the desk lists cases by due time, the keyboard opens one beside the list and Esc returns to its row', async () => {
  const [first, second] = await listed('all')
  const { page, faults, close } = await openAs(browser, server, 'community-staff', WORKBENCH, { width: 1440 })
  expect(await page.locator('h1:visible').innerText()).toBe('办件')
  await page.getByText(first?.title ?? '', { exact: true }).waitFor()
  await expectSound({ page, faults })

  await page.locator('.data-table__open').first().focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await panel(page)
    .getByRole('heading', { name: second?.title ?? '' })
    .waitFor()
  await panel(page).getByText('办理经过').waitFor()
  expect(new URL(page.url()).searchParams.get('id')).toBe(second?.id)
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-workbench', false)

  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.has('id')).toBe(false)
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('data-table__open')
  await close()
}, 120_000)

/** A word beside the window is in the document as well, and nobody sees it. */
const untilSeen = (page: Page, words: string) =>
  page.waitForFunction((text) => {
    const toast = [...document.querySelectorAll('.toast')].find((one) => one.textContent?.includes(text))
    const { left = -1, top = -1, right = Infinity, bottom = Infinity } = toast?.getBoundingClientRect() ?? {}
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
  }, words)

test('a case is accepted, noted and answered from the panel, and each act is stored', async () => {
  const item = await oneOf('to-accept', 0)
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-staff',
    `${WORKBENCH}?id=${item.id}`,
    { width: 1440 },
  )
  await panel(page).getByRole('button', { name: '受理', exact: true }).click()
  await untilSeen(page, '已受理，期限开始计算')
  expect((await stored(item.id)).status).toBe('accepted')

  await panel(page).getByRole('tab', { name: '内部备注' }).click()
  await panel(page).locator('#composer').fill('住户白天不在家，晚上七点后联系')
  await expectSound({ page, faults })
  await panel(page).getByRole('button', { name: '记下备注' }).click()
  await page.getByText('备注已记下').waitFor()

  await panel(page).getByRole('tab', { name: '回复居民' }).click()
  await panel(page).locator('#composer').fill('已经约好师傅，明天上午到现场处理')
  await panel(page).getByRole('button', { name: '发送回复' }).click()
  await page.getByText('回复已发给居民').waitFor()
  const { timeline } = await stored(item.id)
  expect(timeline.find(({ kind }) => kind === 'note')?.text).toBe('住户白天不在家，晚上七点后联系')
  expect(timeline.find(({ kind }) => kind === 'reply')?.text).toBe('已经约好师傅，明天上午到现场处理')
  await close()
}, 120_000)

test('what is urgent stands on top with its mark, alerts staff in the inbox, and stops asking once somebody accepts', async () => {
  const [first] = await listed('urgent')
  const desk = await openAs(browser, server, 'community-staff', WORKBENCH, { width: 1440 })
  const top = desk.page.locator('.data-table tbody tr').first()
  await top.getByText(first?.title ?? '', { exact: false }).waitFor()
  expect(await top.locator('.urgent-mark').innerText()).toBe('紧急')
  await desk.page.locator('.chip:visible', { hasText: '紧急' }).waitFor()
  await expectSound(desk)
  await desk.close()

  // Said now: what the demo tells of may have been accepted by the time of the day at which it was told.
  await server.call('resident', 'POST', '/opinions', {
    ...{ categoryCode: 'facilities.gas', text: '楼道里有很重的燃气味，已经开窗了', placeDetail: '' },
    ...{ placeId: await placeOfResident(), photoIds: [] },
    ...{ hideName: true, wantsPublic: false, notifyMe: true },
  })
  const { page, faults, close } = await openAs(browser, server, 'community-staff', INBOX, { width: 375 })
  await untilUrgentAlerts(page, 'some')
  await page.reload()
  await page.locator('.chip:visible', { hasText: '要我做' }).click()
  const alerts = page.locator('.list-row:visible', { hasText: '紧急：' })
  await alerts.first().waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-inbox-urgent', false)
  const waiting = await alerts.count()
  await alerts.first().click()
  await page.waitForURL('**/staff-cases/detail?id=**')
  await page.locator('.urgent-mark:visible').waitFor()
  await expectSound({ page, faults })
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('已受理，期限开始计算').filter({ visible: true }).first().waitFor()
  const id = new URL(page.url()).searchParams.get('id') ?? ''
  expect((await stored(id)).status).toBe('accepted')
  await untilUrgentAlerts(page, { fewerThan: waiting })
  await close()
}, 120_000)

test('when a colleague was faster the page says so, shows the new state and keeps what was typed', async () => {
  const item = await oneOf('to-accept', 0)
  const { page, close } = await openAs(browser, server, 'community-staff', `${WORKBENCH}?id=${item.id}`, {
    width: 1440,
  })
  await panel(page).getByRole('tab', { name: '内部备注' }).click()
  await panel(page).locator('#composer').fill('先记一句')
  const { version } = await stored(item.id)
  await server.call('community-admin', 'POST', `/opinions/${item.id}/accept`, { version })
  await panel(page).getByRole('button', { name: '记下备注' }).click()
  await page.getByText('别人刚改过，已刷新，现在是“已受理”').waitFor()
  expect(await panel(page).locator('#composer').inputValue()).toBe('先记一句')
  await panel(page).getByRole('button', { name: '记下备注' }).click()
  await page.getByText('备注已记下').waitFor()
  expect((await stored(item.id)).status).toBe('accepted')
  await close()
}, 120_000)

test('what somebody writes stays in front when a colleague’s act brings another tab before it', async () => {
  const item = await oneOf('to-accept', 0)
  const { page, close } = await openAs(browser, server, 'community-staff', `${WORKBENCH}?id=${item.id}`, {
    width: 1440,
  })
  const composer = panel(page).locator('#composer')
  await composer.fill('请问是几楼到几楼')
  const { version } = await stored(item.id)
  await server.call('community-admin', 'POST', `/opinions/${item.id}/accept`, { version })
  await panel(page).getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('别人刚改过，已刷新，现在是“已受理”').waitFor()
  await panel(page).getByRole('tab', { name: '回复居民' }).waitFor()
  expect(await composer.inputValue()).toBe('请问是几楼到几楼')
  await close()
}, 120_000)

test('on a phone a row leads to the case, and asking the resident stops the clock', async () => {
  const item = await oneOf('mine', 0)
  const { page, faults, close } = await openAs(browser, server, 'community-staff', WORKBENCH, { width: 375 })
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-workbench-phone')
  await page.locator('.chip:visible', { hasText: '我在办' }).click()
  await page.locator('.list-row__main:visible', { hasText: item.title }).first().click()
  await page.waitForURL('**/staff-cases/detail?id=**')
  await page.locator('h1:visible', { hasText: item.title }).waitFor()
  await settled(page)
  expect(await page.locator('h1:visible').allInnerTexts()).toEqual([item.title])
  await page.getByRole('tab', { name: '请居民补充' }).click()
  await page.locator('#composer:visible').fill('请问是几单元，方便拍一张照片吗')
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-case-phone')
  await page.getByRole('button', { name: '发送提问' }).click()
  await page.getByText('已请居民补充，期间不计时').filter({ visible: true }).first().waitFor()
  expect((await stored(item.id)).status).toBe('waiting')
  await close()
}, 120_000)

test('on a phone an answer that was not sent says so beside its button, and what was typed goes out with the next tap', async () => {
  const item = await oneOf('mine', 5)
  const { page, close } = await openAs(
    browser,
    server,
    'community-staff',
    `/packages/staff-cases/detail?id=${item.id}`,
    { width: 375, height: 812 },
  )
  const words = '师傅已经约好，明天上午到现场'
  await page.locator('#composer').fill(words)
  await page.route('**/reply', (route) => route.abort())
  await page.getByRole('button', { name: '发送回复' }).click()
  const fault = page.getByRole('alert').filter({ hasText: '您写的内容还在' })
  await fault.waitFor()
  const box = await fault.boundingBox()
  expect(box?.y).toBeGreaterThan(0)
  expect(box?.y).toBeLessThan(812)
  await page.unroute('**/reply')
  await page.getByRole('button', { name: '发送回复' }).click()
  await untilSeen(page, '回复已发给居民')
  expect(await fault.count()).toBe(0)
  const { timeline } = await stored(item.id)
  expect(timeline.filter(({ kind, text }) => kind === 'reply' && text === words)).toHaveLength(1)
  await close()
}, 120_000)

test('whoever looks after a grid ends a case on the spot in four taps: the case, the camera, the picture, the answer', async () => {
  const { items } = await server.call<{ items: readonly Item[] }>(
    'grid-worker',
    'GET',
    '/staff/opinions?filter=mine',
  )
  const [item] = items
  const { page, faults, close } = await openAs(browser, server, 'grid-worker', WORKBENCH, { width: 375 })
  const picture = await page.screenshot()
  await page
    .locator('.list-row__main:visible', { hasText: item?.title ?? '' })
    .first()
    .click()
  await page.waitForURL('**/staff-cases/detail?id=**')
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '办好了，拍照' }).click(),
  ])
  await chooser.setFiles({ name: '修好以后.png', mimeType: 'image/png', buffer: picture })
  // Nobody has to wait for the picture: the answer goes as soon as it has arrived.
  await page.getByRole('button', { name: '发送回复' }).click()
  await page.getByText('回复已发给居民').filter({ visible: true }).first().waitFor()
  await expectSound({ page, faults })
  const { status, timeline } = await stored(item?.id ?? '')
  expect(status).toBe('answered')
  const reply = timeline.findLast(({ kind }) => kind === 'reply')
  expect(reply?.text).toMatch(/^已经处理好了/)
  expect(reply?.photos).toHaveLength(1)
  await close()
}, 120_000)

test('a search without hits and a server out of reach are said, and trying again helps', async () => {
  const { page, close } = await openAs(browser, server, 'community-staff', WORKBENCH, {
    width: 1440,
    dark: true,
  })
  await page.locator('#case-search').fill('没有这样的办件')
  await page.keyboard.press('Enter')
  await page.getByText('没有找到“没有这样的办件”').waitFor()
  await page.route('**/api/v1/staff/opinions?**', (route) => route.abort())
  await page.locator('.chip:visible', { hasText: '暂停' }).click()
  const retry = page.getByRole('button', { name: '再试一次' })
  await retry.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.unroute('**/api/v1/staff/opinions?**')
  await retry.click()
  await retry.waitFor({ state: 'detached' })
  await close()
}, 120_000)

test('who looks after two communities changes between them on a phone too', async () => {
  const { page, faults, close } = await openAs(browser, server, 'street-admin', WORKBENCH, { width: 375 })
  await page.getByRole('button', { name: '青禾社区，换一个' }).click()
  await expectSound({ page, faults })
  await page.locator('.option-row:visible', { hasText: '知春社区' }).click()
  await page.getByRole('button', { name: '知春社区，换一个' }).waitFor()
  await page
    .locator('.list-row__meta:visible', { hasText: /知春园|学府里/ })
    .first()
    .waitFor()
  await close()
}, 60_000)

test('in elder mode as well the home page of who works here begins with the cases that are due', async () => {
  const { page, close } = await openAs(browser, server, 'community-staff', '/pages/home', {
    width: 375,
    elder: true,
  })
  await page.getByRole('heading', { name: '社区的办件' }).waitFor()
  await page.getByRole('link', { name: '看详情' }).click()
  await page.getByRole('heading', { name: '办件', exact: true }).waitFor()
  await close()
}, 120_000)

test('who has no desk is told so', async () => {
  const { page, faults, close } = await openAs(browser, server, 'resident', WORKBENCH, { width: 375 })
  await page.getByText('这里是社区工作人员的页面').waitFor()
  await expectSound({ page, faults })
  await close()
}, 60_000)

test('several cases are accepted at once, after a look at which will change and why the others stay', async () => {
  const [one, two, gone] = (await listed('to-accept')).slice(-3)
  if (!one || !two || !gone) throw new Error('The demo has too few cases for this')
  const { page, faults, close } = await openAs(browser, server, 'community-staff', WORKBENCH, { width: 1440 })
  await page.locator('.chip:visible', { hasText: '紧急' }).click()
  await page.getByRole('button', { name: '批量办理' }).click()
  // The mark of the table is a word here.
  await page.locator('#bulk-cases .option-row', { hasText: '紧急 · ' }).first().waitFor()
  await page.locator('.chip:visible', { hasText: '待受理' }).click()
  for (const { title } of [one, two, gone])
    await page.locator('#bulk-cases .option-row', { hasText: title }).first().click()
  await page.getByText('已选 3 件').waitFor()
  await expectSound({ page, faults })
  // A colleague is faster with one of them.
  const { version } = await stored(gone.id)
  await server.call('community-admin', 'POST', `/opinions/${gone.id}/accept`, { version })
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByRole('button', { name: '看看会改哪些' }).click()
  await page.getByText('不会改 1 件').waitFor()
  await page.getByText('现在是“已受理”，不能这样办').waitFor()
  await expectSound({ page, faults })
  expect((await stored(one.id)).status).toBe('submitted')
  await page.getByRole('button', { name: '受理 2 件', exact: true }).click()
  await page.getByText('已受理 2 件').waitFor()
  for (const { id } of [one, two]) expect((await stored(id)).status).toBe('accepted')
  await page.getByRole('button', { name: '知道了' }).click()
  await close()
}, 120_000)
