import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { enrol, prove } from './proven'
import { openAs } from './signed-in'

const PAGE = '/packages/account/second-factor'
const ADMIN = 'community-admin'
const SUPERVISOR = 'supervisor'

interface Status {
  readonly enrolled: boolean
  readonly recoveryCodesLeft: number
  readonly provenUntil: string | null
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

const demoCode = async (page: Page, words: RegExp): Promise<string> => {
  const line = await page.getByText(words).last().innerText()
  return /\d{6}/.exec(line)?.[0] ?? ''
}
const codesShown = (page: Page) => page.locator('.second-factor__code').allInnerTexts()

test('a supervisor is reminded, sets it up on a phone and sees the recovery codes once', async () => {
  const visit = await openAs(browser, server, SUPERVISOR, '/pages/me', { width: 390 })
  const { page } = visit
  await page.getByText('请先设置动态码').waitFor()
  await page.getByRole('button', { name: '去设置' }).click()
  await page.waitForURL(`**${PAGE}`)
  await page.locator('#second-factor-begin').click()
  await page.locator('.qr-code').waitFor()
  expect(await page.locator('#second-factor-secret').innerText()).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  await expectSound(visit)
  await keepPicture(page, 'second-factor-enrol', false)
  await page.locator('#second-factor-code').fill('12345')
  await page.locator('#second-factor-confirm').click()
  await page.getByText('请填 6 位动态码').waitFor()
  await page.locator('#second-factor-code').fill(await demoCode(page, /演示环境/))
  await page.locator('#second-factor-confirm').click()
  await page.getByText('只显示这一次').waitFor()
  expect(await codesShown(page)).toHaveLength(10)
  await expectSound(visit)
  await keepPicture(page, 'second-factor-codes', false)
  await page.getByRole('checkbox', { name: '我已经保存好恢复码' }).check()
  await page.locator('#codes-done').click()
  await page.getByText('还剩 10 个').waitFor()
  const status = await server.call<Status>(SUPERVISOR, 'GET', '/second-factor')
  expect(status).toMatchObject({ enrolled: true, recoveryCodesLeft: 10 })
  await page.goBack()
  await page.getByText('请先设置动态码').waitFor({ state: 'hidden' })
  await visit.close()
}, 120_000)

test('who has none is told on the first page of the day and on the workbench, and is left in peace on the others', async () => {
  const visit = await openAs(browser, server, ADMIN, '/packages/staff-notices/list', {
    width: 1440,
  })
  const { page } = visit
  const reminder = page.getByText('请先设置动态码').filter({ visible: true })
  await reminder.waitFor()
  await page.getByRole('link', { name: '议题' }).click()
  await page.waitForURL('**/staff-council/topics')
  await page.locator('h1:visible', { hasText: '议题' }).waitFor()
  expect(await reminder.count()).toBe(0)
  await page.locator('a:visible', { hasText: '办件' }).first().click()
  await page.waitForURL('**/staff-cases/workbench')
  await reminder.waitFor()
  await expectSound(visit)
  await visit.close()
}, 120_000)

test('an act that asks for it opens the sheet; the code lets the same act go on', async () => {
  await enrol(server, ADMIN)
  const visit = await openAs(browser, server, ADMIN, PAGE, { width: 390, elder: true, dark: true })
  const { page } = visit
  const keys: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/second-factor/recovery-codes')) keys.push(request.method())
  })
  const renew = page.locator('#second-factor-renew')
  const sheet = page.getByRole('dialog', { name: '请输入动态码' })

  await renew.click()
  await sheet.waitFor()
  await sheet.getByRole('button', { name: '先不做' }).click()
  await page.getByText('没有确认是您本人，这一步没有办').waitFor()
  expect(keys).toHaveLength(1)

  await renew.click()
  await sheet.waitFor()
  await expectSound(visit)
  await keepPicture(page, 'second-factor-sheet', false)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('second-factor-proof')
  await sheet.getByRole('button', { name: '用恢复码' }).click()
  await page.locator('#second-factor-proof').fill('abcd-efgh')
  await page.locator('#second-factor-prove').click()
  await sheet.getByText('恢复码是 16 位字母和数字').waitFor()
  await sheet.getByRole('button', { name: '用动态码' }).click()
  await page.locator('#second-factor-proof').fill(await demoCode(page, /演示环境/))
  await page.locator('#second-factor-prove').click()
  await page.getByText('只显示这一次').waitFor()
  expect(await codesShown(page)).toHaveLength(10)
  expect(keys).toHaveLength(3)
  await expectSound(visit)
  await visit.close()
}, 120_000)

test('on a wide page colleagues can be helped, and whoever has no such role is told so', async () => {
  const visit = await openAs(browser, server, ADMIN, PAGE, { width: 1440 })
  await visit.page.getByText('帮同事重置').waitFor()
  await visit.page
    .getByRole('button', { name: /^申请重置，/ })
    .first()
    .waitFor()
  await expectSound(visit)
  await visit.close()
  const resident = await openAs(browser, server, 'resident', PAGE, { width: 390 })
  await resident.page.getByText('您的身份不需要动态码').waitFor()
  await expectSound(resident)
  await resident.close()
}, 120_000)

test('two administrators together take away the factor of a lost phone: its sessions end, and it is set up anew', async () => {
  // A code counts once: each of them proves with one of their own.
  const [first, second] = ['district-operator', 'street-admin'] as const
  for (const who of [first, second]) await enrol(server, who)
  const lost = await openAs(browser, server, SUPERVISOR, PAGE, { width: 390 })
  await lost.page.getByText('还剩 10 个').waitFor()

  const asking = await openAs(browser, server, first, PAGE, { width: 390 })
  await asking.page.getByRole('button', { name: '申请重置，郑秀华' }).click()
  await asking.page.getByRole('dialog').getByRole('button', { name: '申请重置', exact: true }).click()
  await prove(asking.page)
  await asking.page.getByText('您申请了重置，等另一位负责人同意').waitFor()
  expect(await asking.page.getByRole('button', { name: '同意，郑秀华' }).count()).toBe(0)
  await expectSound(asking)
  await asking.close()

  const agreeing = await openAs(browser, server, second, PAGE, { width: 1440 })
  await agreeing.page.getByRole('button', { name: '同意，郑秀华' }).click()
  await agreeing.page.getByRole('dialog').getByRole('button', { name: '同意重置' }).click()
  await prove(agreeing.page)
  await agreeing.page.getByText('已重置，并告诉了本人').waitFor()
  await expectSound(agreeing)
  await agreeing.close()

  await lost.page.reload()
  await lost.page.waitForURL('**/packages/account/sign-in**')
  await lost.close()
  const anew = await openAs(browser, server, SUPERVISOR, PAGE, { width: 390 })
  await anew.page.getByText('还没有设置动态码').waitFor()
  await anew.close()
}, 180_000)
