import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { accessibilityFaults, keepPicture } from './page-checks'
import { openAs } from './signed-in'

const PHONE = { width: 375, height: 812 } as const
const WIDE = { width: 1440, height: 900 } as const

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function expectNoFaults(page: Page, faults: readonly string[]): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
  expect(faults).toEqual([])
}

test('unsure of the category: the text proposes one with its words, danger is met with a number, a neighbour is supported instead', async () => {
  const community = (await server.call<{ community: { id: string } }>('resident', 'GET', '/home')).community
    .id
  const { items: places } = await server.call<{ items: readonly { id: string; name: string }[] }>(
    'elder',
    'GET',
    '/space/places',
  )
  const estate = places.find(({ name }) => name === '锦和苑')
  const { id } = await server.call<{ id: string }>('elder', 'POST', '/opinions', {
    ...{ categoryCode: 'sanitation.pests', text: '凉亭屋檐下有个马蜂窝，蜂子飞来飞去', photoIds: [] },
    ...{ placeId: estate?.id ?? community, hideName: true, wantsPublic: true, notifyMe: true },
  })
  const { page, faults, close } = await openAs(browser, server, 'resident', '/packages/opinions/new', PHONE)
  await button(page, '选不准，先说情况').click()
  await page.getByLabel('把情况告诉我们').fill('楼道里有很重的煤气味')
  await page.getByText('先开窗、不碰开关、人到室外，再打电话').waitFor()
  await button(page, '打 119').waitFor()
  await page.getByText('现在还有危险，请社区马上联系我').waitFor()
  await expectNoFaults(page, faults)
  await keepPicture(page, 'intake-emergency', false)
  await page.getByLabel('把情况告诉我们').fill('凉亭屋檐下有马蜂窝，孩子不敢过去')
  await page.getByText(/系统建议“.*”，因为您写到“马蜂窝”/).waitFor()
  await page.getByRole('group', { name: '归到哪一类' }).getByRole('button', { name: '病媒' }).click()
  await page.getByText(/附近已有 \d 件相似的意见/).waitFor()
  await keepPicture(page, 'intake-similar', true)
  await expectNoFaults(page, faults)
  await button(page, '支持它').first().click()
  await page.getByText('已支持').first().waitFor()
  expect(await server.call('resident', 'GET', '/opinions/followed')).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ id, supported: true })]) as object[],
  })
  await page.goto(`${server.address}/packages/opinions/mine`)
  await button(page, '我支持的').click()
  await page.getByText('环境卫生：病媒').waitFor()
  await expectNoFaults(page, faults)
  await close()
}, 120_000)

test('a caller is written down and follows the case by number and code, without an account', async () => {
  const desk = await openAs(browser, server, 'community-staff', '/packages/staff-cases/entry', WIDE)
  const { page } = desk
  await page.getByLabel('反映人姓名').fill('周玉兰')
  await page.getByLabel('反映人手机号').fill('13800000001')
  await page.getByLabel('反映的情况').fill('三单元门口的地砖翘起来一块，老人绊了一跤')
  await button(page, '公共设施与安全').click()
  await page.getByRole('group', { name: '具体是什么' }).getByRole('button').first().click()
  await button(page, /^锦和苑/).click()
  await button(page, '就是这里').first().click()
  await expectNoFaults(page, desk.faults)
  await button(page, '登记这件意见').click()
  const code = (await page.getByText(/^\d{4} \d{4} \d{4}$/).textContent()) ?? ''
  const number = (await page.getByText(/^QH-\d{8}-\d{4}$/).textContent()) ?? ''
  await keepPicture(page, 'intake-entered', false)
  await expectNoFaults(page, desk.faults)
  await desk.close()
  const visitor = await openAs(browser, server, undefined, '/packages/opinions/track', PHONE)
  await visitor.page.getByLabel('编号').fill(number)
  await visitor.page.getByLabel('查询码').fill('000000000000')
  await button(visitor.page, '查这件事').click()
  await visitor.page.getByText('编号或查询码不对，请照回执再填一遍').waitFor()
  await visitor.page.getByLabel('查询码').fill(code)
  await button(visitor.page, '查这件事').click()
  await visitor.page.getByText('办理经过').waitFor()
  await keepPicture(visitor.page, 'intake-tracked', false)
  await expectNoFaults(visitor.page, visitor.faults)
  await visitor.close()
}, 120_000)

test('somebody who agreed is spoken for, the spot is picked by keyboard, and a photo is covered before it is public', async () => {
  const family = await server.call<{ candidates: readonly { personId: string }[] }>(
    'resident',
    'GET',
    '/homes/family',
  )
  const wish = { personId: family.candidates[0]?.personId, scope: ['opinions'], lastDay: lastDay() }
  await server.call('resident', 'POST', '/homes/delegate-asks', wish)
  const desk = await openAs(browser, server, 'community-staff', '/packages/staff-space/bindings', WIDE)
  await button(desk.page, '代办申请').click()
  await button(desk.page, /^本人同意/).click()
  await desk.page.locator('.option-row:visible', { hasText: '当面口头同意' }).click()
  await keepPicture(desk.page, 'intake-ask', false)
  await button(desk.page, '登记同意').last().click()
  await desk.page.getByText('没有等答复的代办申请').waitFor()
  await expectNoFaults(desk.page, desk.faults)
  await desk.close()

  const form = await openAs(browser, server, 'resident', '/packages/opinions/new', PHONE)
  const { page } = form
  await page.getByRole('radiogroup', { name: '替谁提' }).locator('.option-row', { hasText: '王**' }).click()
  await button(page, '公共设施与安全').click()
  await page.getByRole('group', { name: '具体是什么' }).getByRole('button').first().click()
  await button(page, '下一步：说一说').click()
  await page.getByLabel('把情况告诉我们').fill('花坛边的地砖翘起来了，老人走路容易绊')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, '加照片').click()])
  await chooser.setFiles({ name: '花坛.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await button(page, /^第 1 张照片$/).waitFor()
  await page.getByRole('switch', { name: /^可以公开/ }).click()
  await button(page, '下一步：在哪里').click()
  await page
    .getByRole('radiogroup', { name: '在哪里' })
    .locator('.option-row', { hasText: '别的地方' })
    .click()
  await button(page, '社区各网格的地图，点一下选位置').press('Enter')
  await button(page, '往上挪一点').press('Enter')
  await keepPicture(page, 'intake-spot', true)
  await expectNoFaults(page, form.faults)
  await button(page, '提交意见').click()
  await page.getByText('您替王**提的').waitFor()
  const [, id = ''] = /id=(opn_\w+)/.exec(page.url()) ?? []
  await form.close()
  expect(await server.call('community-staff', 'GET', `/staff/opinions/${id}`)).toMatchObject({
    point: [expect.any(Number), expect.any(Number)],
  })

  await server.call('community-staff', 'POST', `/opinions/${id}/accept`, { version: 1 })
  const released = { version: 2, text: '花坛边的地砖翘起来了' }
  await server.call('community-staff', 'POST', `/opinions/${id}/make-public`, released)
  const address = `/packages/staff-cases/detail?id=${id}`
  const look = await openAs(browser, server, 'community-staff', address, WIDE)
  await button(look.page, /^看照片，决定公开哪些/).click()
  // One stroke of the brush is taken back, one stays; then the other tool.
  const photo = look.page.locator('.mask-pad__photo')
  await look.page.waitForFunction(
    (element) => (element as HTMLImageElement | null)?.complete,
    await photo.elementHandle(),
  )
  // The panel has come to rest, and the pointer is over the photo.
  await photo.hover()
  const pad = await photo.boundingBox()
  const paint = async (y: number) => {
    const { x, width, y: top } = pad ?? { x: 0, y: 0, width: 0 }
    await look.page.mouse.move(x + width * 0.2, top + y)
    await look.page.mouse.down()
    await look.page.mouse.move(x + width * 0.4, top + y + 10, { steps: 4 })
    await look.page.mouse.up()
  }
  await paint(20)
  await paint(60)
  await button(look.page, '撤回一笔').click()
  expect(await look.page.locator('.mask-pad__dot').count()).toBeGreaterThan(3)
  await look.page.getByRole('radio', { name: '方块' }).click()
  await button(look.page, '加一块遮挡').click()
  await button(look.page, '遮挡大一点').click()
  await look.page.locator('.option-row:visible', { hasText: '只公开遮挡以后的照片' }).click()
  await keepPicture(look.page, 'intake-cover', false)
  await expectNoFaults(look.page, look.faults)
  await button(look.page, '保存').click()
  await button(look.page, '公开了 1 张照片，再看一遍').waitFor()
  await look.close()
  const seen = await server.call<{ photos: readonly object[] }>('elder', 'GET', `/opinions/${id}`)
  expect(seen.photos).toMatchObject([{ name: '照片' }])
}, 180_000)

/** Far enough ahead for any consent, and within its longest. */
const lastDay = (): string => `${new Date().getFullYear() + 1}-06-01`
