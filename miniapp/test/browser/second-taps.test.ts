import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { openAs, settled } from './signed-in'

const PHONE = { width: 375, height: 812 } as const

interface Matters {
  readonly matters: readonly { readonly kind: string; readonly targetId: string }[]
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

const pathOf = (page: Page) => new URL(page.url()).pathname
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function matterOf(kind: string): Promise<string> {
  const { matters } = await server.call<Matters>('resident', 'GET', '/home')
  const found = matters.find((matter) => matter.kind === kind)
  if (found === undefined) throw new Error(`The demo resident has no matter of kind ${kind}`)
  return found.targetId
}

test('the second click of a double click on the way back finds the page before, and leaves it where it is', async () => {
  const { page, close } = await openAs(browser, server, 'resident', '/pages/me', PHONE)
  const arrive = async (path: string) => {
    await page.waitForURL((url) => url.pathname === path)
    // The page itself, come to rest and drawn: a click made sooner is one on the page before.
    await page.locator(`[id^="${path}?"].taro_page_stationed h1`).waitFor()
    await settled(page)
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
  }
  await page.locator('a[href^="/packages/opinions/mine"]:visible').first().click()
  await arrive('/packages/opinions/mine')
  await page.locator('a[href^="/packages/opinions/detail"]:visible').first().click()
  await arrive('/packages/opinions/detail')
  await page.locator('.nav-bar__back:visible').hover()
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount })
    await page.mouse.up({ clickCount })
    await arrive('/packages/opinions/mine')
  }
  await page.waitForLoadState('networkidle')
  expect(pathOf(page)).toBe('/packages/opinions/mine')
  await close()
}, 120_000)

test('a double click that opens the last question before a vote does not answer it', async () => {
  const id = await matterOf('vote')
  const { page, close } = await openAs(
    ...[browser, server, 'resident', `/packages/council/ballot?id=${id}`, PHONE],
  )
  await page.getByRole('radio').first().check()
  await page.locator('.page__bar:visible button').last().dblclick()
  await page.getByRole('dialog').waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByRole('dialog').count()).toBe(1)
  expect(pathOf(page)).toBe('/packages/council/ballot')
  const { matters } = await server.call<Matters>('resident', 'GET', '/home')
  expect(matters.some(({ targetId }) => targetId === id)).toBe(true)
  await close()
}, 120_000)

test('a form that is left while its words are on their way is empty when it is opened again', async () => {
  const id = await matterOf('supplement-opinion')
  const detail = `/packages/opinions/detail?id=${id}`
  const { page, close } = await openAs(browser, server, 'resident', detail, PHONE)
  const open = async () => {
    await page.locator('a[href*="/supplement"]:visible').first().click()
    await page.waitForURL((url) => url.pathname === '/packages/opinions/supplement')
    await settled(page)
  }
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/supplement', async (route) => {
    await gate
    await route.continue()
  })
  await open()
  await page.locator('#supplement:visible').fill('每天晚上七点到九点半')
  const sent = page.waitForRequest((request) => request.url().endsWith('/supplement'))
  await button(page, '送出补充').click()
  await sent
  await page.locator('.nav-bar__back:visible').click()
  await page.waitForURL((url) => url.pathname === '/packages/opinions/detail')
  await open()
  expect(await page.locator('#supplement:visible').inputValue()).toBe('每天晚上七点到九点半')
  release()
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLTextAreaElement>('#supplement')].every(({ value }) => value === ''),
  )
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('supplement'))),
  ).toEqual([])
  await close()
}, 120_000)
