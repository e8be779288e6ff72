import type { DeskView } from '@linli/shared/bookings/desks.schema'
import type { Browser } from 'playwright-core'
import { bookAt, dayOfDesk, DESK, openDesk } from '../booking-desk'
import { clockAtTen } from '../moved-clock'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs, settled } from './signed-in'

const TODAY = '/packages/staff-bookings/today'

/** Whatever the hour of the machine: who books for today has time left to come today. */
const clock = clockAtTen()
let server: DemoServer
let browser: Browser
let desk: DeskView

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(clock.server), launchBrowser()])
  desk = await openDesk(server.call)
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test.each([
  ['today', 'community-staff', TODAY, /正在办/],
  ['schedule', 'community-staff', '/packages/staff-bookings/schedule', /一周/],
  ['desk', 'community-staff', '/packages/staff-bookings/desk', /每周的时间/],
  ['book', 'community-staff', '/packages/staff-bookings/book', /谁来办/],
  ['catalogue', 'community-admin', '/packages/staff-bookings/catalogue', /老年优待证/],
  ['guide', 'community-admin', '/packages/staff-bookings/guide?code=elder-card', /居民平时怎么叫/],
  ['load', 'community-staff', '/packages/staff-bookings/load', /最近 4 周/],
])(
  'the office’s page %s is sound on a phone and in the dark',
  async (name, who, address, words) => {
    const { page, faults, close } = await openAs(browser, server, who, address, {
      width: 375,
      dark: true,
      clock,
    })
    await page.getByText(words).filter({ visible: true }).first().waitFor()
    await expectSound({ page, faults })
    await keepPicture(page, `staff-bookings-${name}-phone`)
    await close()
  },
  60_000,
)

test('who may not write a guide reads it as residents do, with nothing to type that nobody would save', async () => {
  const address = '/packages/staff-bookings/guide?code=elder-card'
  const reader = await openAs(browser, server, 'community-staff', address, { width: 375, clock })
  await reader.page.getByText('这里和居民看到的一样，要改请找社区负责人').waitFor()
  await reader.page.getByText('要带的材料').waitFor()
  for (const field of ['textbox', 'combobox', 'switch'] as const)
    expect(await reader.page.getByRole(field).count()).toBe(0)
  await expectSound(reader)
  await keepPicture(reader.page, 'staff-bookings-guide-read')
  await reader.page.goto(`${server.address}/packages/staff-bookings/guide`)
  await settled(reader.page)
  await reader.page.getByText('新增事项请找社区负责人').waitFor()
  await reader.close()
}, 60_000)

test('the sheet on the wall is the code alone on paper, and a result goes to the person with its papers', async () => {
  const sheet = `/packages/staff-bookings/hall-code?desk=${desk.id}`
  const wall = await openAs(browser, server, 'community-staff', sheet, { width: 1440, clock })
  const { hallCode } = await dayOfDesk(server.call, desk)
  await wall.page.getByText(hallCode, { exact: true }).waitFor()
  await expectSound(wall)
  await wall.page.emulateMedia({ media: 'print' })
  expect(await wall.page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
  expect(await wall.page.getByText(hallCode, { exact: true }).isVisible()).toBe(true)
  await keepPicture(wall.page, 'hall-code-on-paper')
  await wall.close()

  const booking = await bookAt(server.call, 'elder', desk, 'veteran-record', 0)
  await server.call('community-staff', 'POST', `/staff/bookings/${booking.id}/admit`, { version: 1 })
  for (let called = ''; called !== booking.id;) {
    const next = await server.call<{ called: { id: string } | null }>(
      ...(['community-staff', 'POST', `/staff/desks/${desk.id}/call`, {}] as const),
    )
    called = next.called?.id ?? booking.id
  }
  const office = await openAs(browser, server, 'community-staff', TODAY, { width: 1440, clock })
  await office.page.getByRole('button', { name: DESK }).click()
  await office.page.locator('#desk-finder').fill(booking.number)
  await office.page.getByRole('button', { name: '找这个号' }).click()
  await office.page.locator('.sheet').getByRole('button', { name: '办完' }).click()
  await office.page.locator('.option-row', { hasText: '办好了' }).click()
  const chooser = office.page.waitForEvent('filechooser')
  await office.page.getByRole('button', { name: /^加一份回执/ }).click()
  const buffer = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  await (await chooser).setFiles({ name: '受理回执.pdf', mimeType: 'application/pdf', buffer })
  await office.page.getByText('已上传').waitFor()
  await expectSound(office)
  await keepPicture(office.page, 'staff-bookings-finish')
  await office.page.locator('.sheet').getByRole('button', { name: '办完' }).click()
  await office.page.getByText('已记下，居民会收到结果').waitFor()
  await office.close()
  const detail = `/packages/bookings/detail?id=${booking.id}`
  const { page, faults, close } = await openAs(browser, server, 'elder', detail, {
    width: 375,
    elder: true,
    clock,
  })
  await page.getByRole('button', { name: /受理回执\.pdf/ }).waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'booking-documents')
  await close()
}, 120_000)

test('what is typed into a desk outlives the page, and a colleague’s change is shown before it is written over', async () => {
  const address = `/packages/staff-bookings/desk?id=${desk.id}`
  const office = await openAs(browser, server, 'community-staff', address, { width: 375, clock })
  await office.page.locator('#place:visible').fill('社区服务站二楼，楼梯右手')
  await office.page.reload()
  await settled(office.page)
  await office.page.getByText('上次填的还没有保存').waitFor()
  expect(await office.page.locator('#place:visible').inputValue()).toBe('社区服务站二楼，楼梯右手')
  const { items } = await server.call<{ items: readonly DeskView[] }>(
    ...(['community-staff', 'GET', '/staff/desks'] as const),
  )
  const now = items.find(({ id }) => id === desk.id)
  const { id: _id, communityId: _in, outside: _outside, check: _check, ...facts } = now ?? desk
  await server.call('community-staff', 'PUT', `/staff/desks/${desk.id}`, {
    ...facts,
    place: '社区服务站三楼',
  })
  await office.page.reload()
  await settled(office.page)
  await office.page.getByText('同事改过这个窗口').waitFor()
  await expectSound(office)
  await keepPicture(office.page, 'staff-bookings-desk-overtaken')
  // Nothing is written over before it was looked at.
  await office.page.locator('#save-desk:visible').click()
  await office.page.getByText('请到页面上面选一下按谁的').waitFor()
  await office.page.getByRole('button', { name: '看同事改好的' }).click()
  expect(await office.page.locator('#place:visible').inputValue()).toBe('社区服务站三楼')
  await office.page.locator('#place:visible').fill('社区服务站四楼')
  await office.page.locator('#save-desk:visible').click()
  await office.page.waitForURL('**/staff-bookings/schedule')
  await office.page.goto(server.address + address)
  await settled(office.page)
  expect(await office.page.locator('#place:visible').inputValue()).toBe('社区服务站四楼')
  expect(await office.page.getByText('上次填的还没有保存').count()).toBe(0)
  await office.close()
}, 90_000)

test('the board of the hall shows who is called, without a name', async () => {
  const { page, faults, close } = await openAs(
    browser,
    server,
    undefined,
    `/packages/staff-bookings/screen?desk=${desk.id}`,
    { width: 1440, clock },
  )
  await page.getByText('请稍候，还没有叫号').waitFor()
  await server.call('community-staff', 'POST', `/staff/desks/${desk.id}/walk-in`, {
    serviceCode: 'only-child',
    elder: true,
  })
  const { called } = await server.call<{ called: { queueNumber: string } | null }>(
    'community-staff',
    'POST',
    `/staff/desks/${desk.id}/call`,
    {},
  )
  await page.locator('.hall__number', { hasText: called?.queueNumber ?? 'a number' }).waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'hall-screen', false)
  await close()
}, 60_000)
