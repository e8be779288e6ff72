import type { Page } from 'playwright-core'
import type { DemoServer } from '../server'

/** Sets the second factor up over the API, in a session of its own: the page's session has proven nothing. */
export async function enrol(server: DemoServer, persona: string): Promise<void> {
  const begun = await server.call<{ demoCode: string }>(persona, 'POST', '/second-factor/enrolment')
  await server.call(persona, 'POST', '/second-factor/enrolment/confirm', { code: begun.demoCode })
}

/** Answers the sheet that asks for the second factor, with the code a demo shows. */
export async function prove(page: Page): Promise<void> {
  const line = await page.locator('#second-factor-demo').innerText()
  await page.locator('#second-factor-proof').fill(/\d{6}/.exec(line)?.[0] ?? '')
  await page.locator('#second-factor-prove').click()
}
