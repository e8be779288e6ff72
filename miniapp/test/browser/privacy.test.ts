import type { Browser } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs } from './signed-in'

const MY_DATA = '/packages/account/my-data'

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test.each([
  ['light', {}],
  ['dark', { dark: true }],
  ['elder', { elder: true }],
] as const)('my data reads well in the %s theme', async (theme, look) => {
  const visit = await openAs(browser, server, 'resident', MY_DATA, { width: 375, ...look })
  const { page } = visit
  await page.getByRole('heading', { level: 1, name: /存了您 \d+ 类信息/ }).waitFor()
  await page.getByText('看了完整手机号').waitFor()
  await expectSound(visit)
  await keepPicture(page, `my-data-${theme}`, false)
  await visit.close()
})

test('a resident reads what is kept, exports it and downloads the file', async () => {
  const visit = await openAs(browser, server, 'resident', MY_DATA, { width: 390 })
  const { page } = visit
  await page.getByText('居民名册').first().click()
  await page.getByRole('heading', { level: 1, name: '居民名册' }).waitFor()
  await page.getByText('138****0001').waitFor()
  await expectSound(visit)
  await page.goBack()
  await page.locator('#export-data').click()
  const row = page.getByText(/点一下下载/)
  await row.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), row.click()])
  expect(download.suggestedFilename()).toMatch(/我的数据.*\.zip$/)
  await expectSound(visit)
  await visit.close()
})

test('a wish reaches the office, which sees both values and agrees; the resident reads of it', async () => {
  const resident = await openAs(browser, server, 'resident', '/packages/account/correct', { width: 390 })
  await resident.page.locator('#ask-correction').click()
  await resident.page.getByText('请填完整的姓名').waitFor()
  await resident.page.locator('#correction-value').fill('周玉岚')
  await resident.page.locator('#ask-correction').click()
  await resident.page.getByText(/已经交给社区核对/).waitFor()
  await expectSound(resident)

  const desk = await openAs(browser, server, 'community-staff', '/packages/staff-space/corrections', {
    width: 1440,
  })
  await desk.page.getByRole('row', { name: /周\*\*/ }).click()
  await desk.page.getByText('周玉岚').waitFor()
  await expectSound(desk)
  await keepPicture(desk.page, 'correction-sheet', false)
  await desk.page.locator('#accept-correction').click()
  await desk.page.locator('#accept-correction').waitFor({ state: 'detached' })
  await desk.close()

  await resident.page.goto(resident.page.url().replace('account/correct', 'account/my-data'))
  await resident.page.getByText(/更正姓名，已改好/).waitFor()
  await resident.close()
})

test('a switch holds at once; the account is deleted with clear words, and its session is over', async () => {
  const consents = await openAs(browser, server, 'resident-zhichun', '/packages/account/consents', {
    width: 390,
  })
  const { page } = consents
  const push = page.getByRole('switch', { name: /按我的情况推送/ })
  const was = await push.getAttribute('aria-checked')
  await push.click()
  await page.getByText('改了开关').first().waitFor()
  expect(await push.getAttribute('aria-checked')).not.toBe(was)
  await expectSound(consents)
  await consents.close()

  const leaving = await openAs(browser, server, 'newcomer', '/packages/account/delete', { width: 390 })
  await leaving.page.getByRole('heading', { name: '马上删除' }).waitFor()
  await expectSound(leaving)
  await leaving.page.locator('#delete-account').click()
  await leaving.page.getByText('注销账号吗').waitFor()
  await leaving.page.getByRole('dialog').getByRole('button', { name: '注销账号' }).click()
  await leaving.page.getByText('所有设备都已退出').waitFor()
  await expectSound(leaving)
  await leaving.close()
})

test.each([1440, 375])('the supervisor sees how long what is kept, at %i', async (width) => {
  const visit = await openAs(browser, server, 'supervisor', '/packages/staff-audit/retention', { width })
  await visit.page.getByText('短信验证码').waitFor()
  await visit.page.getByText('每天删了什么').waitFor()
  await expectSound(visit)
  await keepPicture(visit.page, `retention-${width}`, false)
  await visit.close()
})
