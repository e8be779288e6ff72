import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { enrol, prove } from './proven'
import { openAs, settled } from './signed-in'

const TREE = '/packages/staff-space/tree'
const GRIDS = '/packages/staff-space/grids'

interface Node {
  readonly id: string
  readonly name: string
  readonly label: string
}
interface Card {
  readonly version: number
  readonly gridName: string | null
  readonly history: readonly { readonly facts: { readonly name: string } }[]
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

const panel = (page: Page) => page.locator('.side-panel')
const line = (page: Page, name: string) => page.locator('.lazy-tree__name', { hasText: name }).first()

async function found(q: string): Promise<Node> {
  const { items } = await server.call<{ items: readonly Node[] }>(
    'community-admin',
    'GET',
    `/space/search?q=${encodeURIComponent(q)}`,
  )
  const [first] = items
  if (!first) throw new Error(`the demo has no ${q}`)
  return first
}
const card = (id: string) => server.call<Card>('community-admin', 'GET', `/space/nodes/${id}`)

test('the tree opens level by level with the keyboard, and a building is renamed from a day on', async () => {
  const { page, faults, close } = await openAs(browser, server, 'community-staff', TREE, { width: 1440 })
  expect(await page.locator('h1:visible').innerText()).toBe('房屋与居民')
  await line(page, '清河新村').focus()
  await page.keyboard.press('ArrowRight')
  await line(page, '2 号楼').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await panel(page).getByRole('heading', { name: '清河新村 2 号楼' }).waitFor()
  await panel(page).getByText('有人住').waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-space', false)

  await panel(page).getByRole('button', { name: '修改' }).click()
  await page.locator('#node-name').fill('6')
  await expectSound({ page, faults })
  await page.getByRole('button', { name: '保存修改' }).click()
  await page.getByText('已保存').waitFor()
  await panel(page).getByRole('heading', { name: '清河新村 6 号楼' }).waitFor()
  await panel(page).getByText('以前的样子').waitFor()
  await panel(page).getByText('名称是“2 号楼”').waitFor()
  const building = await found('清河新村6号楼')
  expect((await card(building.id)).history.map(({ facts }) => facts.name)).toEqual(['2 号楼'])
  expect((await found('清河新村6-1-301')).label).toBe('清河新村 6 号楼 1 单元 301')
  await close()
}, 180_000)

test('last month is shown as it was, and nothing can be changed from there', async () => {
  const estate = await found('锦和苑')
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-admin',
    `${TREE}?id=${estate.id}`,
    {
      width: 1440,
    },
  )
  await panel(page).getByRole('button', { name: '修改' }).waitFor()
  const day = new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10)
  await page.locator('#tree-day').fill(day)
  await page.getByText('回到今天').waitFor()
  await panel(page).getByText('只能看，不能改').waitFor()
  expect(await panel(page).getByRole('button', { name: '修改' }).count()).toBe(0)
  // Two months ago the building was still looked after by the second grid.
  await line(page, '第 2 网格').focus()
  await page.keyboard.press('ArrowRight')
  await line(page, '2 号楼').click()
  await panel(page).getByRole('heading', { name: '锦和苑 2 号楼' }).waitFor()
  await panel(page).getByText('第 2 网格').waitFor()
  await expectSound({ page, faults })
  await page.getByText('回到今天').click()
  await panel(page).getByText('第 1 网格').waitFor()
  await close()
}, 180_000)

test('the head of the community re-draws a grid, seeing first whom it touches', async () => {
  const building = await found('锦和苑4号楼')
  const { page, faults, close } = await openAs(browser, server, 'community-admin', GRIDS, { width: 1440 })
  await page.locator('.area-map__name', { hasText: '第 2 网格' }).click()
  await panel(page).getByText('李敏').waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-grids', false)

  await panel(page).getByRole('button', { name: '调整楼栋' }).click()
  await page.getByRole('checkbox', { name: '锦和苑 4 号楼' }).check()
  await page.locator('#redraw-target').selectOption({ label: '第 1 网格' })
  await page.getByText(/1 处、\d+ 户会换网格员/).waitFor()
  await expectSound({ page, faults })
  await enrol(server, 'community-admin')
  await page.getByRole('button', { name: '从今天起调整' }).click()
  await prove(page)
  await page.getByText('已调整，从今天起按新的网格').waitFor()
  expect((await card(building.id)).gridName).toBe('第 1 网格')
  await close()
}, 180_000)

test('an outline is drawn over the neighbours, and a pasted mistake is told', async () => {
  const grid = await found('第4网格')
  const { page, faults, close } = await openAs(browser, server, 'community-staff', `${GRIDS}?id=${grid.id}`, {
    width: 1440,
  })
  await panel(page).getByRole('button', { name: '画范围' }).click()
  await page.locator('#outline-text').fill('{"type":"Point"}')
  await page.getByText('里面没有多边形').waitFor()
  await page.locator('#outline-text').fill('')
  await page.getByRole('button', { name: '重新画' }).click()
  const pad = page.locator('.outline-pad svg')
  const box = await pad.boundingBox()
  if (!box) throw new Error('the pad is on the page')
  for (const [x, y] of [
    [0.9, 0.7],
    [0.98, 0.7],
    [0.98, 0.95],
    [0.9, 0.95],
  ] as const)
    await pad.click({ position: { x: box.width * x, y: box.height * y } })
  await page.getByText('已有 4 个拐角').waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-outline', false)
  await page.getByRole('button', { name: '保存范围' }).click()
  await page.getByText(/范围已保存|已保存。和/).waitFor()
  const { version } = await card(grid.id)
  expect(version).toBe(2)
  await close()
}, 180_000)

test('on a phone a room is found by its number line and its card is a page', async () => {
  const { page, faults, close } = await openAs(browser, server, 'grid-worker', TREE, { width: 375 })
  await page.locator('#place-search:visible').fill('jhy3-2-501')
  await page.locator('.list-row__main:visible', { hasText: '锦和苑 3 号楼 2 单元 501' }).click()
  await page.waitForURL('**/staff-space/node?id=**')
  await settled(page)
  await page.locator('h1:visible', { hasText: '锦和苑 3 号楼 2 单元 501' }).waitFor()
  await page.getByText('现在的住户和业主').waitFor()
  expect(await page.getByRole('button', { name: '修改' }).count()).toBe(0)
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-room-phone')
  await close()
}, 180_000)

test.each([
  ['light', { width: 375 }],
  ['dark', { width: 375, dark: true }],
  ['elder', { width: 375, elder: true }],
] as const)(
  'a resident sees the grids of the community in the %s theme, the own one marked',
  async (name, look) => {
    const { page, faults, close } = await openAs(browser, server, 'resident', '/packages/space/grid', look)
    await page.getByText('社区的网格').waitFor()
    await page.locator('.area-map__name--on', { hasText: '第 2 网格' }).waitFor()
    await page.getByText('第 2 网格，您家在这里').waitFor()
    await expectSound({ page, faults })
    await keepPicture(page, `grid-map-${name}`)
    await close()
  },
  120_000,
)
