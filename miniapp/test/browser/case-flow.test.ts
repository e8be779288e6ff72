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
  // A rate that everybody reached opens these: no figure leads to an empty list.
  await page.locator('.data-table__target').first().click()
  await page.waitForURL(/figure-cases\?.*measure=response.*part=(?:hit|miss)/)
  await page.locator('.list-row__main:visible').first().waitFor()
  await expectSound({ page, faults })
  await close()

  const watching = await openAs(browser, server, 'supervisor', '/packages/staff-audit/trail', { width: 1440 })
  await watching.page.getByRole('link', { name: '办件统计' }).click()
  await watching.page.waitForURL('**/staff-cases/figures')
  await watching.page.locator('.stat-tile:visible').first().click()
  await watching.page.waitForURL('**/staff-cases/figure-cases?**')
  // What is listed is all there is for a supervisor: no row leads to a page that refuses.
  const listed = watching.page.locator('[id^="/packages/staff-cases/figure-cases?"] .list-row')
  await listed.first().waitFor()
  expect(await listed.locator('button, a').count()).toBe(0)
  await expectSound(watching)
  await watching.close()
}, 180_000)

test('who was not content is called back from the list: nobody at home is called again, who was heard is left in peace', async () => {
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-admin',
    '/packages/staff-cases/figures',
    { width: 375 },
  )
  const row = page.locator('.list-row__main:visible', { hasText: '大件垃圾点的旧床垫' })
  const record = async (heard: string, words: string) => {
    await page.getByRole('button', { name: '记下回访' }).click()
    const sheet = page.getByRole('dialog', { name: '回访，居民怎么说' })
    await sheet.locator('.option-row', { hasText: heard }).click()
    await sheet.locator('#reason-text').fill(words)
    await expectSound({ page, faults })
    await sheet.getByRole('button', { name: '记下回访' }).click()
    await page.getByText('回访已记下').filter({ visible: true }).first().waitFor()
  }
  await row.getByText('上次没有联系上，请再打一次').waitFor()
  await keepPicture(page, 'staff-callbacks')
  await row.click()
  await page.waitForURL('**/staff-cases/detail?id=**')
  await record('没有联系上', '晚上打也没有人接')
  await record('没有解决，不满意', '旧床垫又堆了两张，物业只来过一次')
  await page.getByRole('button', { name: '记下回访' }).waitFor({ state: 'detached' })
  await expectSound({ page, faults })
  await page.goBack()
  await page.getByText('待回访').filter({ visible: true }).first().waitFor()
  await row.waitFor({ state: 'detached' })
  await close()
}, 120_000)

test('what nobody takes goes to the street, which reads over what the company will see and ends it', async () => {
  const item = await submitted('东门外的台阶碎了一角，住 3-2-501 的王阿姨绊了一跤')
  const { version } = await server.call<Item>('community-staff', 'POST', `/opinions/${item.id}/accept`, {
    version: item.version,
  })
  await server.call('community-staff', 'POST', `/opinions/${item.id}/refer`, {
    ...{ version, text: '物业说是市政的，市政说在小区红线内' },
  })
  const street = await openAs(browser, server, 'street-admin', `${WORKBENCH}?id=${item.id}`, { width: 1440 })
  await street.page.getByRole('button', { name: '裁定由谁办' }).click()
  const sheet = street.page.getByRole('dialog', { name: '裁定由谁办' })
  const decide = () => sheet.getByRole('button', { name: '裁定', exact: true }).click()
  await decide()
  await sheet.getByText('请选择由谁办').waitFor()
  expect(await sheet.locator('.option-row', { hasText: /^社区/ }).count()).toBe(1)
  await sheet.locator('.option-row', { hasText: '锦程物业' }).click()
  const copy = sheet.locator('#adjudicate-copy')
  expect(await copy.inputValue()).not.toContain('3-2-501')
  await copy.fill('东门外的台阶碎了一角，有人绊了一跤')
  await sheet.locator('#adjudicate-text').fill('台阶在物业的养护范围内')
  await expectSound(street)
  await keepPicture(street.page, 'staff-adjudicate', false)
  await decide()
  await street.page.getByText('已裁定，由它办到底').waitFor()
  await street.close()
  expect((await stored(item.id)).status).toBe('dispatched')

  const company = await openAs(
    browser,
    server,
    'property-staff',
    `/packages/staff-cases/detail?id=${item.id}`,
    {
      width: 375,
    },
  )
  await company.page
    .getByText('东门外的台阶碎了一角，有人绊了一跤')
    .filter({ visible: true })
    .first()
    .waitFor()
  expect(await company.page.locator('body').innerText()).not.toContain('王阿姨')
  expect(await company.page.getByRole('button', { name: '退回', exact: true }).count()).toBe(0)
  await company.close()
}, 180_000)

test('more time is asked for and granted, and a second matter becomes a case of its own that its author finds', async () => {
  const item = await submitted('楼道的灯不亮，还有单元门口的台阶也松了')
  await server.call('community-staff', 'POST', `/opinions/${item.id}/accept`, { version: item.version })
  const address = `/packages/staff-cases/detail?id=${item.id}`
  const desk = await openAs(browser, server, 'community-staff', address, { width: 375 })
  const { page } = desk
  const more = async (act: string) => {
    await page.getByRole('button', { name: '更多', exact: true }).click()
    await page.locator('.list-row__main:visible', { hasText: act }).click()
  }
  await more('分出一件另办')
  const split = page.getByRole('dialog', { name: '分出一件另办' })
  await split.locator('#split-text').fill('单元门口的台阶松了')
  await split.getByRole('button', { name: '公共设施与安全' }).click()
  await split.getByRole('group', { name: '具体是什么' }).getByRole('button').first().click()
  await expectSound(desk)
  await split.getByRole('button', { name: '另立一件' }).click()
  await page.getByText('已另立一件，居民会看到').waitFor()
  await more('申请延期')
  const asked = page.getByRole('dialog', { name: '申请延长多久' })
  await asked.locator('.option-row').nth(1).click()
  await asked.locator('#reason-text').fill('灯具要从厂里发货')
  await asked.getByRole('button', { name: '申请', exact: true }).click()
  await page.getByText('已申请，同意前期限不变').waitFor()
  // Nobody grants the own wish.
  expect(await page.getByRole('button', { name: '审批延期' }).count()).toBe(0)
  await desk.close()

  const head = await openAs(browser, server, 'community-admin', address, { width: 375 })
  await head.page.getByRole('button', { name: '审批延期' }).click()
  await head.page.locator('.option-row:visible', { hasText: /^同意/ }).click()
  await head.page.getByRole('button', { name: '决定', exact: true }).click()
  await head.page.getByText('已决定').filter({ visible: true }).first().waitFor()
  await expectSound(head)
  await head.close()
  const resident = await openAs(browser, server, 'resident', '/packages/opinions/mine', { width: 375 })
  await resident.page.locator('.list-row__main:visible', { hasText: '单元门口的台阶松了' }).first().click()
  await resident.page.waitForURL('**/opinions/detail?id=**')
  await expectSound(resident)
  await resident.close()
}, 180_000)

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

test('on paper staff have the whole case, and who told it has what the own page says: no internal note, nothing to tap', async () => {
  const secret = '门禁厂家黄经理 13900000000 说这批锁要召回'
  const item = await submitted('西单元的门禁按了没有反应')
  const act = (event: string, body: object) =>
    server.call<Item>('community-staff', 'POST', `/opinions/${item.id}/${event}`, body)
  await act('accept', { version: item.version })
  await act('note', { version: item.version + 1, text: secret })
  await act('reply', { version: (await stored(item.id)).version, text: '门禁主板换好了', photoIds: [] })
  const onPaper = async (persona: string, address: string, picture: string) => {
    const seen = await openAs(browser, server, persona, address, { width: 768 })
    const { page } = seen
    await page.getByText('门禁主板换好了').filter({ visible: true }).first().waitFor()
    await expectSound(seen)
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes')
    })
    await page.getByRole('button', { name: '打印这一件' }).click()
    await page.locator('body[data-printed]').waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button').filter({ visible: true }).allInnerTexts()).toEqual([])
    await keepPicture(page, picture)
    const words = await page.locator('body').innerText()
    await seen.close()
    expect(words).toMatch(new RegExp(`${item.number}，.*打印`))
    return words
  }
  const office = await onPaper(
    'community-staff',
    `/packages/staff-cases/detail?id=${item.id}`,
    'case-on-paper',
  )
  expect(office).toContain(secret)
  expect(office).toContain('内部资料，请勿外传')
  const own = await onPaper('resident', `/packages/opinions/detail?id=${item.id}`, 'opinion-on-paper')
  expect(own).not.toMatch(/黄经理|13900000000|内部/)
  expect(own).toContain('西单元的门禁按了没有反应')
}, 120_000)
