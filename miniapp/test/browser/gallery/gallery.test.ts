import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../launch'
import { accessibilityFaults, drawsGlyph, keepPicture, sideways } from '../page-checks'
import { buildGallery } from './build-gallery'

const address = 'http://kit.test/'
let browser: Browser
let html: string

beforeAll(async () => {
  html = await buildGallery()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
})

interface Look {
  readonly theme: 'light' | 'dark' | 'elder' | 'elder-large'
  readonly width: number
}

const choices = {
  light: { elder: false, tone: 'light' },
  dark: { elder: false, tone: 'dark' },
  elder: { elder: true, tone: 'system' },
  'elder-large': { elder: true, tone: 'system', scale: 1.875 },
} as const

interface Opened {
  readonly page: Page
  readonly errors: string[]
}
/** One device for each look, which shows one view after the other. */
const devices = new Map<string, Opened>()

async function open(view: string, look: Look): Promise<Opened> {
  const name = `${look.theme} ${look.width}`
  const device = devices.get(name) ?? (await deviceOf(look))
  devices.set(name, device)
  device.errors.length = 0
  // Another path is another document, where another anchor would be the same one.
  await device.page.goto(`${address}${view}#${view}`)
  await device.page.waitForSelector('h1')
  return device
}

async function deviceOf({ theme, width }: Look): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 812 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.route(`${address}**`, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  )
  await page.addInitScript(
    (choice) => localStorage.setItem('linli:theme', choice),
    JSON.stringify(choices[theme]),
  )
  return { page, errors }
}

test('the browser draws Chinese: 邻 is not a missing glyph', async () => {
  const { page } = await open('home', { theme: 'light', width: 375 })
  expect(await drawsGlyph(page, '邻')).toBe(true)
  expect(await drawsGlyph(page, '\u{10FFFC}')).toBe(false)
})

const views = ['home', 'notice', 'say', 'case', 'me', 'console']
const looks: readonly Look[] = [
  { theme: 'light', width: 375 },
  { theme: 'dark', width: 375 },
  { theme: 'elder', width: 375 },
  { theme: 'elder-large', width: 375 },
  { theme: 'light', width: 768 },
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
]

describe.each(views)('the kit on “%s”', (view) => {
  test.each(looks)('has no accessibility fault and nothing cut off: $theme at $width px', async (look) => {
    const { page, errors } = await open(view, look)
    await keepPicture(page, `kit-${view}-${look.theme}-${look.width}`)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await sideways(page)).toEqual([])
    expect(errors).toEqual([])
  })
})
