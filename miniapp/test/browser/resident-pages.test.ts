import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { accessibilityFaults, expectWhole, keepPicture, sideways } from './page-checks'
import { openAs, settled, type Look, type SignedIn } from './signed-in'

interface Matter {
  readonly kind: string
  readonly targetId: string
  readonly title: string
}
interface HomeAnswer {
  readonly matters: readonly Matter[]
}

const pictures = path.resolve(__dirname, '../../../docs/pictures')
/** Large enough to be read, small enough for a clone over a slow line. */
const PICTURE_BYTES = 100_000

let server: DemoServer
let browser: Browser
let matters: readonly Matter[]

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
  matters = (await server.call<HomeAnswer>('resident', 'GET', '/home')).matters
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

function targetOf(kind: string): string {
  const found = matters.find((matter) => matter.kind === kind)
  if (found === undefined) throw new Error(`The demo resident has no matter of kind ${kind}`)
  return found.targetId
}

/** Every page of a resident: its address, its heading and words of the seeded data. */
const pages: readonly (readonly [string, () => string, RegExp, RegExp])[] = [
  ['home', () => '/pages/home', /^有 \d+ 件事与您有关$/, /停水检修/],
  ['services', () => '/pages/services', /^办事$/, /提意见[\s\S]*我的网格/],
  ['council', () => '/pages/council', /^议事$/, /青禾社区：/],
  ['me', () => '/pages/me', /^我的$/, /周玉兰[\s\S]*锦和苑 3 号楼 2 单元 501/],
  ['messages', () => '/packages/account/messages', /^消息$/, /社区答复了您的意见/],
  ['look', () => '/packages/account/elder', /^字号和深浅$/, /长辈模式/],
  ['consent', () => '/packages/account/consent', /^隐私说明$/, /撤回同意/],
  ['grid', () => '/packages/space/grid', /网格$/, /网格员 李敏/],
  ['notices', () => '/packages/notices/list', /^通知$/, /第三季度公共收益收支公示/],
  [
    'notice',
    () => `/packages/notices/detail?id=${targetOf('confirm-notice')}`,
    /停水检修/,
    /青禾社区居委会[\s\S]*户已知晓/,
  ],
  ['disclosure', () => '/packages/notices/disclosure', /^居务公开$/, /会议决定及实施[\s\S]*至少 15 天/],
  ['bookings', () => '/packages/bookings/mine', /^我的预约$/, /要去办的/],
  ['guide', () => '/packages/bookings/item?code=elder-card', /^老年优待证$/, /要带的材料[\s\S]*在哪里办/],
  ['slot', () => '/packages/bookings/slot?code=elder-card', /^老年优待证$/, /可约到/],
  ['new', () => '/packages/opinions/new', /^提意见$/, /环境卫生/],
  ['mine', () => '/packages/opinions/mine', /^我的意见$/, /等您补充/],
  ['board', () => '/packages/opinions/board', /^公开答复$/, /青禾社区：/],
  ['opinion', () => `/packages/opinions/detail?id=${targetOf('opinion')}`, /楼道/, /社区已受理/],
  [
    'supplement',
    () => `/packages/opinions/supplement?id=${targetOf('supplement-opinion')}`,
    /^补充$/,
    /社区问您/,
  ],
  ['rate', () => `/packages/opinions/rate?id=${targetOf('rate-opinion')}`, /电梯|车棚/, /社区的答复/],
  ['receipt', () => `/packages/opinions/receipt?id=${targetOf('opinion')}`, /^收到了$/, /QH-\d+-\d+/],
]

const looks: readonly (readonly [string, Look])[] = [
  ['light-375', { width: 375, height: 812 }],
  ['elder-375', { width: 375, height: 812, elder: true }],
  ['dark-1440', { width: 1440, dark: true }],
]
/** One device for each look, on which one address after the other is opened: a new one costs more than the page. */
const devices = new Map<string, SignedIn>()

async function openOn(look: string, options: Look, address: string): Promise<SignedIn> {
  const device = devices.get(look)
  if (device === undefined) {
    const bought = await openAs(browser, server, 'resident', address, options)
    devices.set(look, bought)
    return bought
  }
  device.faults.length = 0
  await device.page.goto(server.address + address)
  await settled(device.page)
  return device
}

test.each(pages)(
  '%s opens with its heading and the seeded data, sound in light, and fits elder mode and a dark wide screen',
  async (name, address, heading, words) => {
    for (const [look, options] of looks) {
      const { page, faults } = await openOn(look, options, address())
      const main = page.locator('.page:visible')
      if (!(name === 'home' && look === 'elder-375')) {
        expect(await page.locator('h1:visible').innerText()).toMatch(heading)
        expect(await main.innerText()).toMatch(words)
      }
      expect((await main.boundingBox())?.width).toBeLessThanOrEqual(480)
      await expectWhole({ page, faults })
      await keepPicture(page, `resident-${name}-${look}`, false)
    }
  },
  120_000,
)

test('elder mode: one matter, one call, four tiles; the type grows twice and begins anew; one tap leads out', async () => {
  const { page, faults, close } = await openAs(browser, server, 'resident', '/pages/home', {
    width: 375,
    height: 812,
    elder: true,
  })
  const size = () =>
    page.locator('h1:visible').evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  expect(await page.locator('h1:visible').innerText()).toBe(matters[0]?.title)
  await page.getByRole('button', { name: /^打给网格员/ }).waitFor()
  const sizes = [await size()]
  for (const act of ['字再大一点', '字再大一点', '字变回原样']) {
    await page.getByRole('button', { name: act }).click()
    sizes.push(await size())
    expect(await sideways(page)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
  }
  const [first = 0, second = 0, third = 0, last = 0] = sizes
  expect(second).toBeGreaterThan(first)
  expect(third).toBeGreaterThan(second)
  expect(last).toBe(first)
  await page.getByRole('button', { name: '退出长辈模式' }).click()
  await page.getByRole('heading', { name: /件事与您有关/ }).waitFor()
  await expectWhole({ page, faults })
  await close()
}, 120_000)

test('at the largest type every page of the main job still fits a narrow phone', async () => {
  for (const address of ['/packages/opinions/new', `/packages/opinions/detail?id=${targetOf('opinion')}`]) {
    const { page, close } = await openAs(browser, server, 'resident', address, {
      width: 320,
      height: 700,
      elder: true,
    })
    await page.evaluate(() =>
      localStorage.setItem(
        'linli:theme',
        JSON.stringify({ data: JSON.stringify({ elder: true, tone: 'system', scale: 1.875 }) }),
      ),
    )
    await page.reload()
    await settled(page)
    expect(await sideways(page)).toEqual([])
    await close()
  }
}, 120_000)

const phone: Look = { width: 375, height: 812, scale: 1.5 }
/** Of the README: name, who looks, at what, on which screen. */
const readme: readonly (readonly [string, string, () => string, Look])[] = [
  ['home', 'resident', () => '/pages/home', phone],
  ['opinion', 'resident', () => `/packages/opinions/detail?id=${targetOf('opinion')}`, phone],
  ['elder', 'resident', () => '/pages/home', { ...phone, elder: true }],
  [
    'workbench',
    'community-staff',
    () => `/packages/staff-cases/workbench?id=${targetOf('opinion')}`,
    { width: 1440, height: 900 },
  ],
]

test('pictures for the README are drawn when they are asked for', async () => {
  const asked = process.env.LINLI_PICTURES === '1'
  for (const [name, persona, address, look] of asked ? readme : readme.slice(0, 1)) {
    const { page, close } = await openAs(browser, server, persona, address(), look)
    if (asked) await mkdir(pictures, { recursive: true })
    const bytes = await page.screenshot({
      type: 'jpeg',
      quality: 72,
      animations: 'disabled',
      ...(asked && { path: path.join(pictures, `${name}.jpg`) }),
    })
    expect(bytes.length).toBeLessThan(PICTURE_BYTES)
    await close()
  }
}, 120_000)
