import type { Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { hostWithoutApi } from './h5-host'
import { launchBrowser } from './launch'
import { accessibilityFaults, sideways } from './page-checks'

let server: Server
let address: string
let browser: Browser

beforeAll(async () => {
  ;({ server, address } = await hostWithoutApi())
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
})

async function openPage(path: string, width = 375): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 812 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // The API answers 503 on purpose; the browser writes each such answer into its console.
    if (message.type() === 'error' && !message.text().includes('503')) faults.push(message.text())
  })
  await page.goto(address + path)
  await page.waitForSelector('.page h1')
  return { page, faults }
}

/** Taro leaves pages that lie below in the document; only one is shown. */
const heading = (page: Page) => page.locator('.page h1:visible')

test.each(['/pages/home', '/pages/services', '/pages/council', '/pages/me'])(
  '%s opens by its address under the strict policy, without an accessibility fault, even when the API is down',
  async (path) => {
    const { page, faults } = await openPage(path)
    expect(await page.locator('.tab-bar__tab--on').getAttribute('aria-current')).toBe('page')
    expect(await sideways(page)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  },
)

test('the first address leads home', async () => {
  const { page } = await openPage('/')
  expect(new URL(page.url()).pathname).toBe('/pages/home')
  await page.context().close()
})

test('an address the app does not have says so, and leads home', async () => {
  const { page, faults } = await openPage('/packages/notices/gone?id=1')
  expect(await heading(page).innerText()).toBe('没有这个页面')
  expect(await sideways(page)).toEqual([])
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: '回首页' }).click()
  await page.waitForURL('**/pages/home')
  expect(faults).toEqual([])
  await page.context().close()
})

test('tabs change the address, and the browser’s back button leads from tab to tab and forward again', async () => {
  const { page } = await openPage('/pages/home')
  await page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name: '我的' }).click()
  await page.waitForURL('**/pages/me')
  await page.waitForFunction(() => document.title.startsWith('我的'))
  expect(await heading(page).innerText()).toBe('我的')
  await page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name: '议事' }).click()
  await page.waitForURL('**/pages/council')
  await page.waitForFunction(() => document.title.startsWith('议事'))
  for (const [step, path, tab] of [
    ['goBack', '/pages/me', '我的'],
    ['goBack', '/pages/home', '首页'],
    ['goForward', '/pages/me', '我的'],
  ] as const) {
    await page[step]()
    await page.waitForURL(`**${path}`)
    await page.locator('.tab-bar__tab--on:visible', { hasText: tab }).waitFor()
    expect(await page.locator('.page:visible').count()).toBe(1)
  }
  await page.context().close()
})

test('back pressed before a tab has opened stays on the page the address names, also when the tab comes later', async () => {
  const { page } = await openPage('/pages/home')
  const tabs = page.getByRole('navigation', { name: '主要页面' })
  await tabs.getByRole('link', { name: '我的' }).click()
  await page.waitForFunction(() => document.title.startsWith('我的'))
  let letCome = () => {}
  const held = new Promise<void>((resolve) => (letCome = resolve))
  await page.route('**/js/*.js', (route) => held.then(() => route.continue()))
  const asked = page.waitForRequest('**/js/*.js')
  await tabs.getByRole('link', { name: '议事' }).click()
  await page.waitForURL('**/pages/council')
  await asked
  const arrived = page.waitForEvent('requestfinished')
  await page.goBack()
  await page.waitForURL('**/pages/me')
  letCome()
  await arrived
  await page.waitForLoadState('networkidle')
  expect(new URL(page.url()).pathname).toBe('/pages/me')
  expect(await heading(page).innerText()).toBe('我的')
  expect(await page.locator('.page:visible').count()).toBe(1)
  // The tab that came too late is not lost: one step forward, or one tap, shows it.
  await page.goForward()
  await page.waitForFunction(() => document.title.startsWith('议事'))
  expect(await page.locator('.tab-bar__tab--on:visible').innerText()).toBe('议事')
  await page.context().close()
})

test('on a wide screen a resident’s page stays one column of 480 px in the middle', async () => {
  const { page } = await openPage('/pages/me', 1440)
  const box = await page.locator('.page:visible').boundingBox()
  expect(box?.width).toBe(480)
  expect(Math.abs((box?.x ?? 0) + 240 - 720)).toBeLessThan(10)
  await page.context().close()
})

test('sizes are real pixels: a row’s title is 16 px at any width', async () => {
  const { page } = await openPage('/pages/me', 1440)
  const size = await page.locator('.page:visible').evaluate((element) => getComputedStyle(element).fontSize)
  expect(size).toBe('16px')
  await page.context().close()
})

test('the keyboard reaches the content past the navigation', async () => {
  const { page } = await openPage('/pages/me')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
  await page.context().close()
})
