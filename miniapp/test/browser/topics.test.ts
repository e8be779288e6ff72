import type { Browser } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs } from './signed-in'

interface Topics {
  readonly items: readonly { readonly id: string; readonly title: string; readonly status: string }[]
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

test('a resident is told of a like topic, proposes the own one, and the desk adopts it for deliberation', async () => {
  const home = await openAs(browser, server, 'resident', '/packages/council/propose', { width: 375 })
  await home.page.locator('#title').fill('6 号楼充电车棚能不能多装几个插座')
  await home.page.locator('#wish').click()
  await home.page.getByText('已有 1 个相似的议题').waitFor()
  await home.page.getByRole('button', { name: '提出议题' }).click()
  await home.page.getByText('请写清楚想请大家决定什么').waitFor()
  await home.page.locator('#wish').fill('在新车棚里多装 20 个插座')
  await home.page.locator('#why').fill('原来的方案插座太少')
  await expectSound(home)
  await keepPicture(home.page, 'topic-propose')
  await home.page.getByRole('button', { name: '提出议题' }).click()
  await home.page.getByText('等社区审核').first().waitFor()
  await expectSound(home)
  await keepPicture(home.page, 'topic-submitted')
  await home.close()

  const desk = await openAs(browser, server, 'community-staff', '/packages/staff-council/topics', {
    width: 1440,
  })
  await desk.page.locator('.data-table tbody tr', { hasText: '多装几个插座' }).first().click()
  const panel = desk.page.locator('.side-panel')
  await panel.getByText('在新车棚里多装 20 个插座').waitFor()
  await expectSound(desk)
  await keepPicture(desk.page, 'staff-topics', false)
  await panel.getByRole('button', { name: '采纳', exact: true }).click()
  await desk.page.locator('#adopt-reason').fill('和车棚的方案一起商量')
  await desk.page.locator('.sheet').getByRole('button', { name: '采纳', exact: true }).click()
  await desk.page.getByText('已采纳，关注的人会收到消息').waitFor()
  const { items } = await server.call<Topics>('resident', 'GET', '/topics/mine')
  expect(items[0]?.status).toBe('deliberating')
  await desk.close()
}, 180_000)

test('what all sides agree on stands first, the own stance is kept, and a statement is said', async () => {
  const { items } = await server.call<Topics>('resident', 'GET', '/topics?filter=deliberating')
  const topic = items.find(({ title }) => title.includes('广场舞'))
  const { page, faults, close } = await openAs(
    browser,
    server,
    'resident',
    `/packages/council/deliberation?id=${topic?.id ?? ''}`,
    { width: 375 },
  )
  await page.getByRole('heading', { name: '大家的共识' }).waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'deliberation')
  await page.getByRole('button', { name: '不同意', exact: true }).first().click()
  await page.locator('.button[aria-pressed="true"]').first().waitFor()
  await page.getByRole('button', { name: '说一句' }).click()
  await page.getByRole('radio', { name: '别的办法' }).check()
  await page.locator('#say-text').fill('周末可以晚半小时')
  await expectSound({ page, faults })
  await page.getByRole('button', { name: '说出来' }).click()
  await page.getByText('周末可以晚半小时').waitFor()
  await expectSound({ page, faults })
  await close()
}, 180_000)
