import type { Browser, Page } from 'playwright-core'
import type { MovedClock } from '../moved-clock'
import type { DemoServer } from '../server'

/** How long a screen may take on a machine that does other work as well. */
const SCREEN_MS = 30_000
const PHONE_BELOW = 700

export interface Look {
  readonly width: number
  readonly height?: number
  readonly dark?: boolean
  readonly elder?: boolean
  /** Device pixels per CSS pixel; 1 unless a picture is to be sharp. */
  readonly scale?: number
  /** The page's clock, where the server's has been moved too. */
  readonly clock?: MovedClock
}

/** A page of somebody who is signed in, and everything that went wrong on it. */
export interface SignedIn {
  readonly page: Page
  /** Exceptions and console errors of the page; refused requests are the test's own business. */
  readonly faults: string[]
  readonly close: () => Promise<void>
}

/** Opens an address as a demo person, or as a visitor when there is none. Motion is reduced, so that pictures and axe meet a page at rest. */
export async function openAs(
  browser: Browser,
  server: DemoServer,
  persona: string | undefined,
  path: string,
  { width, height = 900, dark = false, elder = false, scale = 1, clock }: Look,
): Promise<SignedIn> {
  const kept = {
    ...(elder && { 'linli:theme': JSON.stringify({ elder, tone: 'system' }) }),
    ...(persona !== undefined && { 'linli:session': await sessionOf(server, persona) }),
  }
  const context = await browser.newContext({
    viewport: { width, height },
    // A phone's scroll bar takes no room.
    isMobile: width < PHONE_BELOW,
    deviceScaleFactor: scale,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(SCREEN_MS)
  if (clock !== undefined) await context.addInitScript({ content: clock.page })
  // Only where nothing is kept yet: the page itself replaces it when it refreshes.
  await context.addInitScript((entries: Readonly<Record<string, string>>) => {
    for (const [key, data] of Object.entries(entries))
      if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ data }))
  }, kept)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text())
  })
  await page.goto(server.address + path)
  await settled(page)
  return { page, faults, close: () => context.close() }
}

/** What the app keeps on the device after a sign-in. */
async function sessionOf(server: DemoServer, persona: string): Promise<string> {
  const answer = await fetch(`${server.address}/api/v1/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  return JSON.stringify({ ...((await answer.json()) as object), attemptKey: 'test' })
}

/** Waits until the page shown has its heading and nothing is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor({ timeout: SCREEN_MS })
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll<HTMLElement>('.skeleton')].some((block) => block.offsetParent !== null),
  )
}
