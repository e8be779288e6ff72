import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { openAs } from './signed-in'

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** More controls than any of these pages has. */
const MOST_TABS = 60

/** Goes there as somebody without a mouse does. */
async function tabTo(page: Page, role: 'link' | 'button' | 'radio' | 'textbox', name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true })
  await target.waitFor()
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`The Tab key does not reach ${name}`)
}

/** Waits until the focus is on the element: a screen reader reads it from here on. */
async function readsFrom(page: Page, selector: string, words: string): Promise<void> {
  await page.waitForFunction(
    ([query, text]) => {
      const active = document.activeElement
      return active?.matches(query ?? '') === true && (active.textContent ?? '').includes(text ?? '')
    },
    [selector, words],
  )
}

test('without a mouse: a vote from the list to the receipt, every page begins with its heading, and back is the link one came by', async () => {
  const { page, close } = await openAs(browser, server, 'resident', '/pages/council', { width: 1440 })
  const toBallot = '去投票：锦和苑东门改造，选哪个方案'
  await tabTo(page, 'link', toBallot)
  await page.keyboard.press('Enter')
  await readsFrom(page, 'h1', '锦和苑东门改造')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, toBallot)
  await page.keyboard.press('Enter')
  await readsFrom(page, 'h1', '锦和苑东门改造')
  // Nothing chosen: back to the question, which says what is missing.
  await tabTo(page, 'button', '投出这张票')
  await page.keyboard.press('Enter')
  const options = page.getByRole('radiogroup', {
    name: '您选哪个方案？',
    description: /请选择，或者选“弃权”/,
  })
  await options.waitFor()
  expect(await options.evaluate((group) => group.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('ArrowDown')
  await tabTo(page, 'button', '投给“方案二”')
  await page.keyboard.press('Enter')
  const asked = page.getByRole('dialog', {
    name: '就这样投吗',
    description: /方案二：只换门禁.*投出后不能修改/,
  })
  await asked.waitFor()
  await tabTo(page, 'button', '投出')
  await page.keyboard.press('Enter')
  await readsFrom(page, 'h1', '已投出')
  await close()
}, 180_000)

test('without a mouse: each step of an opinion begins at its top and not where the last one was left', async () => {
  const { page, close } = await openAs(browser, server, 'resident', '/packages/opinions/new', {
    width: 375,
    height: 640,
  })
  await tabTo(page, 'button', '物业服务')
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', '维修')
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', '下一步：说一说')
  await page.keyboard.press('Enter')
  const steps = page.getByRole('group', { name: '第 2 步，共 3 步：说一说' })
  await steps.waitFor()
  expect(await steps.evaluate((group) => group === document.activeElement)).toBe(true)
  const top = await page.getByRole('textbox', { name: '把情况告诉我们' }).boundingBox()
  expect(top?.y).toBeGreaterThan(0)
  expect(top?.y).toBeLessThan(320)
  await close()
}, 120_000)
