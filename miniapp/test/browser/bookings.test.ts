import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { dayOfDesk, DESK, FULL, fullTime, openDesk, openRooms } from '../booking-desk'
import { clockAtTen } from '../moved-clock'
import { startDemoServer, type DemoServer } from '../server'
import { eventually } from '../weapp/eventually'
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

const stored = (id: string) => server.call<BookingView>('resident', 'GET', `/bookings/${id}`)

test('an item is found by what people call it, booked, checked in, called, finished and rated', async () => {
  const { page, faults, close } = await openAs(browser, server, 'resident', '/pages/services', {
    width: 375,
    clock,
  })
  await page.locator('#service-search:visible').fill('光荣证')
  await page.locator('.list-row__main:visible', { hasText: '独生子女父母光荣证补办' }).click()
  await page.waitForURL('**/bookings/item?code=only-child')
  await page.getByRole('checkbox', { name: '户口簿，必须带' }).click()
  await page.getByText('备好 1 样，还差 3 样').waitFor()
  await expectSound({ page, faults })
  await page.getByRole('link', { name: '选时间' }).click()
  await page.locator('.slot-time:visible').first().click()
  await expectSound({ page, faults })
  await keepPicture(page, 'booking-slot')
  await page.getByRole('button', { name: '约这个时间' }).click()

  await page.waitForURL('**/bookings/detail?id=**')
  const id = new URL(page.url()).searchParams.get('id') ?? ''
  await page.getByRole('img', { name: /^预约码/ }).waitFor()
  expect((await stored(id)).status).toBe('booked')
  await expectSound({ page, faults })
  await keepPicture(page, 'booking-detail')
  await page.getByRole('button', { name: '到了，签到' }).click()
  await page.locator('#hall-code').fill('12')
  await page.getByRole('button', { name: '签到取号' }).click()
  await page.getByText('请填 4 位数字的签到码').waitFor()
  await expectSound({ page, faults })
  await page.locator('#hall-code').fill((await dayOfDesk(server.call, desk)).hallCode)
  await page.getByRole('button', { name: '签到取号' }).click()
  await page.waitForURL('**/bookings/ticket?id=**')
  await page.getByText('您是下一位').filter({ visible: true }).waitFor()
  const number = await page.locator('.ticket__number:visible').innerText()
  await expectSound({ page, faults })
  await keepPicture(page, 'booking-ticket')

  const counter = await openAs(browser, server, 'community-staff', TODAY, { width: 1440, clock })
  await counter.page.getByRole('button', { name: DESK }).click()
  await counter.page.locator('.data-table tbody tr', { hasText: number }).waitFor()
  await expectSound(counter)
  await counter.page.getByRole('button', { name: '叫下一位' }).click()
  await counter.page.locator('.desk-now__number', { hasText: number }).waitFor()
  await keepPicture(counter.page, 'staff-bookings-today', false)
  expect((await stored(id)).status).toBe('called')
  await page.reload()
  await page.getByText(`轮到您了，请到${DESK}`).filter({ visible: true }).waitFor()
  await expectSound({ page, faults })

  await counter.page.getByRole('button', { name: '办完', exact: true }).click()
  await counter.page.locator('.option-row', { hasText: '还缺材料' }).click()
  await counter.page.locator('#missing').fill('结婚证原件')
  await expectSound(counter)
  await counter.page.locator('.sheet').getByRole('button', { name: '办完' }).click()
  await counter.page.getByText('已记下，居民会收到结果').waitFor()
  await counter.close()
  expect(await stored(id)).toMatchObject({ status: 'done', outcome: 'papers_missing' })

  await page.goto(`${server.address}/packages/bookings/detail?id=${id}`)
  await settled(page)
  await page.getByText('结婚证原件').waitFor()
  await page.locator('.option-row:visible', { hasText: '很满意' }).click()
  await page.getByRole('button', { name: '送出评价' }).click()
  await page.getByText('评价已经收到').waitFor()
  await expectSound({ page, faults })
  expect((await stored(id)).rating).toEqual({ score: 5, comment: '' })
  await close()
}, 180_000)

test('who waits for a full time is offered what comes back, takes it, and has it in the own calendar', async () => {
  const { address, booking } = await fullTime(server.call)
  const { page, faults, close } = await openAs(browser, server, 'resident', address, { width: 375, clock })
  await page.locator('.slot-day--full:visible').first().click()
  await page.locator('.slot-time--full:visible').first().click()
  await expectSound({ page, faults })
  await page.getByRole('button', { name: '排候补' }).click()
  await page.waitForURL('**/bookings/mine')
  await page.getByText('您排在候补第 1 位').filter({ visible: true }).waitFor()
  await expectSound({ page, faults })
  await server.call('elder', 'POST', `/bookings/${booking.id}/cancel`, { version: booking.version })
  await eventually(
    () => server.call<{ items: readonly { status: string }[] }>('resident', 'GET', '/waits/mine'),
    ({ items }) => items[0]?.status === 'offered',
    'the offer of what came back',
  )
  await page.reload()
  await page.getByText('有名额了').filter({ visible: true }).waitFor()
  await keepPicture(page, 'booking-wait-offered')
  await page.getByRole('button', { name: '我要这个名额' }).click()
  await page.waitForURL('**/bookings/detail?id=**')
  const taken = await stored(new URL(page.url()).searchParams.get('id') ?? '')
  expect(taken).toMatchObject({ status: 'booked', startsAt: booking.startsAt, service: { code: FULL } })
  const saved = page.waitForEvent('download')
  await page.locator('.list-row__main:visible', { hasText: '存到日历' }).click()
  const file = await readFile(await (await saved).path(), 'utf8')
  expect(file).toContain(`DTSTART:${(taken.startsAt ?? '').replaceAll(/[-:]|\.000/g, '')}`)
  await close()
}, 90_000)

test('a form the office puts into a guide is there for whoever looks, with what it is', async () => {
  const address = '/packages/staff-bookings/guide?code=only-child'
  const office = await openAs(browser, server, 'community-admin', address, { width: 1440, clock })
  const chooser = office.page.waitForEvent('filechooser')
  await office.page.getByRole('button', { name: '加一份表' }).click()
  const buffer = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  await (await chooser).setFiles({ name: '补办申请表.pdf', mimeType: 'application/pdf', buffer })
  await office.page.getByText('已上传').waitFor()
  await expectSound(office)
  await keepPicture(office.page, 'staff-bookings-guide-forms')
  await office.page.getByRole('button', { name: '保存指南' }).click()
  await office.page.getByText('已保存。已约的仍按约时的指南').waitFor()
  await office.close()

  const guide = '/packages/bookings/item?code=only-child'
  const { page, faults, close } = await openAs(browser, server, 'resident', guide, { width: 375, clock })
  const form = page.getByRole('button', { name: /补办申请表\.pdf/ })
  await form.waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'booking-guide-forms')
  const opened = page.context().waitForEvent('page')
  await form.click()
  await opened
  await close()
}, 90_000)

test('a certificate the committee must not issue is answered with the right address, and what is nowhere with a phone', async () => {
  const { page, faults, close } = await openAs(browser, server, 'elder', '/pages/services', {
    width: 375,
    elder: true,
    clock,
  })
  await page.locator('#service-search:visible').fill('亲属关系证明')
  await page.getByText('社区不开“亲属关系证明”').waitFor()
  await page.getByText('派出所').first().waitFor()
  await expectSound({ page, faults })
  await page.locator('#service-search:visible').fill('没有这样的事')
  await page.getByText('没有找到“没有这样的事”').waitFor()
  await page.getByRole('button', { name: '打给社区' }).first().waitFor()
  await expectSound({ page, faults })
  await close()
}, 60_000)

test('one of three rooms is asked for longer, named on every page, moved to another time, and in the month of the office', async () => {
  const rooms = await openRooms(server.call)
  const picker = '/packages/bookings/slot?code=own-room'
  const { page, faults, close } = await openAs(browser, server, 'resident', picker, { width: 375, clock })
  const send = page.locator('.page__bar:visible button').last()
  await page.getByRole('button', { name: rooms.name }).click()
  await page.locator('.slot-day--free:visible').nth(1).click()
  await page.locator('.slot-time:visible').nth(9).click()
  await send.click()
  await page.waitForURL('**/bookings/confirm?**')
  await page.getByText(`${rooms.name} 301 室`).filter({ visible: true }).waitFor()
  await page.locator('#room-until:visible').selectOption('2')
  await page.getByText('09:00 至 11:00').filter({ visible: true }).waitFor()
  await page.locator('#group-purpose:visible').fill('读书会')
  await page.locator('#group-heads:visible').fill('8')
  await expectSound({ page, faults })
  await send.click()
  await page.waitForURL('**/bookings/detail?id=**')
  const id = new URL(page.url()).searchParams.get('id') ?? ''
  const asked = await stored(id)
  expect(asked).toMatchObject({ status: 'requested', room: { name: '301 室' } })
  await page.getByText(`${rooms.name} 301 室`).filter({ visible: true }).waitFor()
  await expectSound({ page, faults })

  await page.goto(server.address + picker)
  await page.getByText('您已经约了').filter({ visible: true }).waitFor()
  await expectSound({ page, faults })
  await page.getByRole('button', { name: '看预约' }).click()
  await page.waitForURL('**/bookings/detail?id=**')
  await page.getByRole('link', { name: '改时间' }).click()
  await page.waitForURL('**/bookings/slot?**')
  await page.locator('.slot-day--free:visible').nth(1).click()
  await page.locator('.slot-time--own:visible').first().click()
  await page.getByText('这就是现在约的时间').filter({ visible: true }).waitFor()
  await expect(send.isDisabled()).resolves.toBe(true)
  await expectSound({ page, faults })
  await page.locator('#room-until:visible').selectOption('3')
  await send.click()
  await page.waitForURL('**/bookings/detail?id=**')
  const moved = await stored(id)
  expect(moved).toMatchObject({ startsAt: asked.startsAt, room: { name: '301 室' } })
  expect(Date.parse(moved.endsAt ?? '') - Date.parse(asked.endsAt ?? '')).toBe(3_600_000)
  await close()

  const month = `/packages/staff-bookings/month?desk=${rooms.id}`
  const office = await openAs(browser, server, 'community-staff', month, { width: 1440, clock })
  await office.page.getByText('301 室').filter({ visible: true }).first().waitFor()
  await expectSound(office)
  await keepPicture(office.page, 'staff-bookings-month')
  await office.page.getByRole('button', { name: '302 室' }).click()
  await office.page.getByText('这一间这 31 天还没有人约').waitFor()
  await office.page.getByRole('button', { name: '往后 31 天' }).click()
  await office.page.getByRole('button', { name: '回到今天' }).click()
  // The room that was chosen is the one that is looked at in every stretch.
  await office.page.getByText('这一间这 31 天还没有人约').waitFor()
  await office.page.getByRole('button', { name: '每一间' }).click()
  await office.page.getByRole('link', { name: /去这一天$/ }).click()
  await office.page.waitForURL('**/staff-bookings/today?day=**')
  await settled(office.page)
  expect(await office.page.locator('#desk-day:visible').inputValue()).toBe(
    new URL(office.page.url()).searchParams.get('day'),
  )
  await office.close()
}, 180_000)

test('what a daughter books is her mother’s too: the mother has the ticket and the news, and gives it back', async () => {
  const picker = '/packages/bookings/slot?code=job-hardship'
  const { page, faults, close } = await openAs(browser, server, 'proxy', picker, { width: 375, clock })
  await page.locator('.for-whom:visible .option-row').nth(1).click()
  await page.locator('.slot-time:visible').nth(2).click()
  await page.getByRole('button', { name: '约这个时间' }).click()
  await page.waitForURL('**/bookings/detail?id=**')
  await page.getByText('替吴**预约').filter({ visible: true }).waitFor()
  await expectSound({ page, faults })
  const detail = new URL(page.url())
  await close()
  const look = { width: 375, elder: true, clock }
  const mother = await openAs(browser, server, 'elder', detail.pathname + detail.search, look)
  await mother.page.getByRole('img', { name: /^预约码/ }).waitFor()
  await expectSound(mother)
  await keepPicture(mother.page, 'booking-by-family')
  await eventually(
    () => server.call<{ items: readonly { title: string }[] }>('elder', 'GET', '/messages'),
    ({ items }) => items.some(({ title }) => title === '家人替您约好了'),
    'the news for the mother',
  )
  await mother.page.getByRole('button', { name: '取消', exact: true }).click()
  await mother.page.getByRole('button', { name: '取消预约' }).click()
  await mother.page.getByText('已取消').filter({ visible: true }).first().waitFor()
  await mother.close()
  const seen = await server.call<BookingView>(
    ...(['proxy', 'GET', `/bookings/${detail.searchParams.get('id')}`] as const),
  )
  expect(seen.status).toBe('cancelled')
}, 90_000)
