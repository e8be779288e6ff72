import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { enrol, prove } from './proven'
import { openAs } from './signed-in'

const ROLES = '/packages/staff-settings/roles'
const TENANTS = '/packages/staff-district/tenants'
const TRAIL = '/packages/staff-audit/trail'

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const panel = (page: Page) => page.locator('.side-panel')

test('a role is given with the second factor, shortened, and taken back; the trail tells it', async () => {
  const visit = await openAs(browser, server, 'community-admin', ROLES, { width: 1440 })
  const { page } = visit
  await page.getByText('陈立新').first().waitFor()
  await expectSound(visit)
  await keepPicture(page, 'staff-roles', false)

  await page.getByRole('button', { name: '授权', exact: true }).first().click()
  await page.locator('#grant-role').selectOption('community_admin')
  await page.locator('#grant-phone').fill('13700000021')
  await page.locator('#grant-name').fill('孙小芳')
  await expectSound(visit)
  const give = page.getByRole('dialog').getByRole('button', { name: '授权', exact: true })
  await give.click()
  // Whoever has no second factor is led there first, and what was typed stays.
  await page.getByRole('dialog', { name: '请先设置动态码' }).waitFor()
  await page.getByRole('button', { name: '先不做' }).click()
  expect(await page.locator('#grant-name').inputValue()).toBe('孙小芳')
  await enrol(server, 'community-admin')
  await give.click()
  await prove(page)
  await page.getByText('等本人用这个手机号登录后生效').waitFor()
  await page.getByRole('button', { name: '等登录' }).click()
  await page.getByText('137****0021').waitFor()

  await page.getByRole('button', { name: '在任' }).click()
  await page.getByRole('button', { name: /^何涛，/ }).click()
  await panel(page).getByText('现在的身份').waitFor()
  await expectSound(visit)
  await keepPicture(page, 'staff-roles-panel', false)
  await panel(page)
    .getByRole('button', { name: /^收回，/ })
    .click()
  await page.getByRole('radio', { name: '调岗' }).check()
  await page.getByRole('dialog').getByRole('button', { name: '收回', exact: true }).click()
  await panel(page).getByText('以前的身份').waitFor()
  const { items } = await server.call<{ items: readonly { name: string; endReason: string }[] }>(
    'community-admin',
    'GET',
    '/role-grants?state=ended',
  )
  expect(items).toMatchObject([{ name: '何涛', endReason: 'moved' }])
  await visit.close()

  const trail = await openAs(browser, server, 'supervisor', TRAIL, { width: 1440 })
  await trail.page.getByText('赵国强（社区负责人）收回了何涛的网格员身份，原因：调岗').waitFor()
  await trail.page.locator('#trail-verify').click()
  await trail.page.getByText(/条记录完整，没有被改过/).waitFor()
  await expectSound(trail)
  await keepPicture(trail.page, 'staff-trail', false)
  await trail.page.getByRole('button', { name: '查看个人信息' }).click()
  await trail.page.locator('.trail-sentence').first().waitFor()
  expect(await trail.page.locator('.trail-sentence:visible').allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringMatching(/查看了/)]) as unknown,
  )
  await trail.close()
}, 180_000)

test('an operator puts up a community with its two administrators, and takes it out of use and back', async () => {
  await enrol(server, 'district-operator')
  const visit = await openAs(browser, server, 'district-operator', TENANTS, { width: 1440 })
  const { page } = visit
  await page.getByText('青禾社区').first().waitFor()
  await expectSound(visit)
  await page.getByRole('button', { name: '新增社区' }).click()
  const fill = (id: string, value: string) => page.locator(`#${id}`).fill(value)
  await fill('community-name', '荷塘社区')
  await fill('community-code', 'ht')
  await fill('community-phone', '0571-88000001')
  await fill('community-address', '荷塘路 1 号')
  await fill('community-supervision', '0571-88000002')
  for (const index of [0, 1]) {
    await fill(`admin-${index}-name`, index === 0 ? '孙小芳' : '钱学文')
    await fill(`admin-${index}-phone`, `1370000003${index}`)
  }
  await expectSound(visit)
  await page.getByRole('dialog').getByRole('button', { name: '新增', exact: true }).click()
  await prove(page)
  await panel(page).getByText('还有 2 位负责人没有登录').waitFor()
  await keepPicture(page, 'staff-tenants', false)
  await panel(page).getByRole('button', { name: '暂停使用' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '暂停使用' }).click()
  await panel(page)
    .getByText(/起暂停使用/)
    .waitFor()
  await expectSound(visit)
  await panel(page).getByRole('button', { name: '恢复使用' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '恢复使用' }).click()
  await panel(page)
    .getByText(/起暂停使用/)
    .waitFor({ state: 'detached' })
  await panel(page).getByRole('button', { name: '并入另一个社区' }).click()
  const sheet = page.getByRole('dialog').filter({ hasText: '把荷塘社区并入另一个社区' })
  await sheet.locator('#merge-into').selectOption({ label: '青禾社区（禾苗街道）' })
  await expectSound(visit)
  expect(await sheet.getByRole('button', { name: '并入', exact: true }).isDisabled()).toBe(true)
  await page.locator('#merge-name').fill('荷塘社区')
  await sheet.getByRole('button', { name: '并入', exact: true }).click()
  await panel(page).getByText('青禾社区').first().waitFor()
  await page.getByText('荷塘社区', { exact: true }).first().waitFor({ state: 'detached' })
  await visit.close()
}, 180_000)

test.each([
  ['community-admin', ROLES, 'roles'],
  ['district-operator', TENANTS, 'tenants'],
  ['supervisor', TRAIL, 'trail'],
] as const)(
  'on a phone %s uses %s too',
  async (persona, path, name) => {
    const visit = await openAs(browser, server, persona, path, { width: 375 })
    await visit.page.locator('.list-row').first().waitFor()
    await expectSound(visit)
    await keepPicture(visit.page, `staff-${name}-phone`, false)
    await visit.close()
  },
  120_000,
)
