import type { Browser } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs } from './signed-in'

const WORKBENCH = '/packages/staff-cases/workbench'

interface Item {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly status: string
  readonly version: number
  readonly placeLabel: string
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

const stored = (id: string) => server.call<Item>('community-staff', 'GET', `/staff/opinions/${id}`)

/** An opinion of the resident, told now, so that no other test has it. */
async function submitted(text: string): Promise<Item> {
  const { items } = await server.call<{ items: readonly { id: string }[] }>(
    'resident',
    'GET',
    '/space/places',
  )
  return server.call<Item>('resident', 'POST', '/opinions', {
    ...{ categoryCode: 'property.repair', text, placeDetail: '', placeId: items[0]?.id, photoIds: [] },
    ...{ hideName: true, wantsPublic: false, notifyMe: true },
  })
}

test('the desk gives a case to the property company, which reads the checked copy alone, signs and answers; the resident sees who', async () => {
  const item = await submitted('单元门的闭门器坏了，晚上一直响。我住 3-2-501，电话 13800000000')
  const desk = await openAs(browser, server, 'community-staff', `${WORKBENCH}?id=${item.id}`, { width: 1440 })
  const panel = desk.page.locator('.side-panel')
  await panel.getByRole('button', { name: '派单', exact: true }).click()
  const sheet = desk.page.getByRole('dialog', { name: '派给谁办' })
  await sheet.locator('#dispatch-lead .option-row', { hasText: '锦程物业' }).click()
  await sheet.locator('#dispatch-instruction').fill('请今天去看，换好拍一张照片')
  await sheet.locator('#dispatch-copy').fill('单元门的闭门器坏了，晚上一直响')
  await expectSound(desk)
  await keepPicture(desk.page, 'staff-dispatch', false)
  await sheet.getByRole('button', { name: '派出去' }).click()
  await desk.page.getByText('已派出，签收时限开始计算').waitFor()
  await panel.getByText('谁在办').waitFor()
  await keepPicture(desk.page, 'staff-dispatched', false)
  expect((await stored(item.id)).status).toBe('dispatched')
  await desk.close()

  const company = await openAs(browser, server, 'property-staff', WORKBENCH, { width: 375 })
  const { page } = company
  await page.locator('.list-row__main:visible', { hasText: '单元门的闭门器坏了' }).first().click()
  await page.getByText('这里是社区核对过的内容').waitFor()
  const words = await page.locator('body').innerText()
  for (const secret of ['13800000000', '3-2-501', '周*', '周玉兰']) expect(words).not.toContain(secret)
  await expectSound(company)
  await keepPicture(page, 'company-case-phone')
  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.getByText('已签收').filter({ visible: true }).first().waitFor()
  await page.locator('#composer:visible').fill('闭门器换好了，关门没有声音了')
  await page.getByRole('button', { name: '发送回复' }).click()
  await page.getByText('回复已发给居民').filter({ visible: true }).first().waitFor()
  expect((await stored(item.id)).status).toBe('answered')
  await company.close()

  const resident = await openAs(browser, server, 'resident', `/packages/opinions/detail?id=${item.id}`, {
    width: 375,
  })
  await resident.page.getByText('社区交给锦程物业办理').waitFor()
  await resident.page.getByText('锦程物业 黄志成').first().waitFor()
  await expectSound(resident)
  await resident.close()
}, 180_000)

test('the figures of a month open the cases behind them', async () => {
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-admin',
    '/packages/staff-cases/figures',
    { width: 1440 },
  )
  await page.getByText('满意率').first().waitFor()
  await page.getByText('待回访').first().waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-figures', false)
  await page.getByRole('button', { name: '上个月' }).click()
  await page.locator('.stat-tile').first().click()
  await page.waitForURL('**/staff-cases/figure-cases?**')
  await expectSound({ page, faults })
  await page.goBack()
  await page.locator('.data-table__target').first().click()
  await page.waitForURL('**/figure-cases?*measure=response*part=miss*')
  await expectSound({ page, faults })
  await close()
}, 120_000)

test('a case goes into another by its number, and a number that is none keeps what was typed', async () => {
  const into = await submitted('北门的门铃按了没有声音')
  const item = await submitted('门口那个按钮像是坏的')
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-staff',
    `/packages/staff-cases/detail?id=${item.id}`,
    { width: 375 },
  )
  await page.getByRole('button', { name: '更多', exact: true }).click()
  await page.getByText('并入另一件').click()
  const sheet = page.getByRole('dialog', { name: '并入另一件' })
  const merge = () => sheet.getByRole('button', { name: '合并', exact: true }).click()
  const number = page.locator('#merge-number')
  await number.fill(item.number.toLowerCase())
  await merge()
  await page.getByText('这就是现在这一件').waitFor()
  await number.fill('QH-20200101-0001')
  await merge()
  await page.getByText('没有找到这个编号').waitFor()
  expect(await number.inputValue()).toBe('QH-20200101-0001')
  await expectSound({ page, faults })
  await number.fill(into.number)
  await merge()
  await page.getByText(`已并入 ${into.number}`).first().waitFor()
  expect((await stored(item.id)).status).toBe('merged')
  await close()
}, 120_000)
