import type { DeskView } from '@linli/shared/bookings/desks.schema'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { dayOfDesk, DESK } from '../../booking-desk'
import { testDesk } from './booking-pages'
import { ADMIN, STAFF, asStaff, call, type Pages } from './stage'

const walkIn = async (): Promise<DeskView> => {
  const desk = await testDesk()
  await call(STAFF, 'POST', `/staff/desks/${desk.id}/walk-in`, { serviceCode: 'job-hardship', elder: false })
  return desk
}
const called = async () =>
  (await dayOfDesk(call, await testDesk())).items.filter(({ status }) => status === 'called')

export const bookingDeskPages: Pages = {
  'packages/staff-bookings/today': {
    who: STAFF,
    address: async () => {
      await walkIn()
      return '/packages/staff-bookings/today'
    },
    heading: /^预约窗口$/,
    words: /在等[\s\S]*正在办[\s\S]*这一天的名单/,
    async act(page) {
      await page.press(DESK)
      await page.untilText(/排队中\s*[1-9]/)
      await page.press('叫下一位')
      await page.until(() => page.byClass('desk-now'), 'the number that is called')
      expect(await called()).toHaveLength(1)
    },
  },
  'packages/staff-bookings/book': {
    who: STAFF,
    address: async () => `/packages/staff-bookings/book?desk=${(await testDesk()).id}`,
    heading: /^替人预约$/,
    words: /谁来办[\s\S]*办什么[\s\S]*可约到/,
    async act(page) {
      await page.pick('book-service', '异地就医备案')
      await page.press(/^\d\d:\d\d，还有/)
      await page.untilText('还要选谁来办')
    },
  },
  'packages/staff-bookings/schedule': {
    who: STAFF,
    address: async () => {
      await testDesk()
      return '/packages/staff-bookings/schedule'
    },
    heading: /^窗口和时间$/,
    words: /1 号窗口[\s\S]*全天窗口[\s\S]*00:00 至 24:00/,
    async act(page, app) {
      await page.press('改时间和名额', 'link')
      const desk = await app.at('packages/staff-bookings/desk')
      await desk.untilText('每周的时间')
    },
  },
  'packages/staff-bookings/desk': {
    who: STAFF,
    address: async () => `/packages/staff-bookings/desk?id=${(await testDesk()).id}`,
    heading: /^设置窗口$/,
    words: /开放预约[\s\S]*每周的时间[\s\S]*特别的日子[\s\S]*名额/,
    async act(page) {
      await page.type('place', '社区服务站二楼')
      await page.press('保存并更新时段')
      const { items } = await page.until(
        () =>
          page.text.includes('已保存') && { items: asStaff<{ items: readonly DeskView[] }>('/staff/desks') },
        'the desk saved',
      )
      expect((await items).items.find(({ name }) => name === DESK)?.place).toBe('社区服务站二楼')
    },
  },
  'packages/staff-bookings/catalogue': {
    who: ADMIN,
    address: () => '/packages/staff-bookings/catalogue',
    heading: /^办事指南$/,
    words: /养老[\s\S]*老年优待证[\s\S]*在办/,
    async act(page, app) {
      await page.press(/^老年优待证/, 'link')
      const guide = await app.at('packages/staff-bookings/guide')
      expect(guide.options.code).toBe('elder-card')
    },
  },
  'packages/staff-bookings/guide': {
    who: ADMIN,
    address: () => '/packages/staff-bookings/guide?code=disability-card',
    heading: /^残疾人证$/,
    words: /居民平时怎么叫[\s\S]*材料[\s\S]*要填的表[\s\S]*时限和费用/,
    async act(page) {
      await page.type('fee', '不收费，自带照片')
      await page.press('保存指南')
      const { community } = await asStaff<{ community: { id: string } }>('/session')
      await page.untilText('已保存')
      expect(
        await asStaff<ServiceView>(`/services/disability-card?communityId=${community.id}`),
      ).toMatchObject({ fee: '不收费，自带照片', version: 1 })
    },
  },
  'packages/staff-bookings/screen': {
    who: 'visitor',
    address: async () => `/packages/staff-bookings/screen?desk=${(await testDesk()).id}`,
    heading: /^大厅叫号$/,
    words: /位在等/,
    async act(page) {
      const desk = await walkIn()
      const { called: next } = await call<{ called: { queueNumber: string } | null }>(
        STAFF,
        'POST',
        `/staff/desks/${desk.id}/call`,
        {},
      )
      await page.untilText(next?.queueNumber ?? 'a number')
    },
  },
  'packages/staff-bookings/hall-code': {
    who: STAFF,
    address: async () => `/packages/staff-bookings/hall-code?desk=${(await testDesk()).id}`,
    heading: /^签到码$/,
    words: /签到取号[\s\S]*扫码或填这 4 位数字/,
    async act(page) {
      await page.untilText((await dayOfDesk(call, await testDesk())).hallCode)
    },
  },
  'packages/staff-bookings/month': {
    who: STAFF,
    async address() {
      const { items } = await asStaff<{ items: readonly DeskView[] }>('/staff/desks')
      return `/packages/staff-bookings/month?desk=${items.find(({ kind }) => kind === 'room')?.id ?? ''}`
    },
    heading: /^一个月的安排$/,
    words: /往后 31 天[\s\S]*等社区同意/,
    async act(page) {
      await page.press('往后 31 天')
      await page.untilText('回到今天')
    },
  },
  'packages/staff-bookings/load': {
    who: STAFF,
    address: async () => {
      await walkIn()
      return '/packages/staff-bookings/load'
    },
    heading: /^忙闲$/,
    words: /最近 4 周/,
    async act(page) {
      await page.press(DESK)
      await page.untilText(/现场取号[\s\S]*每天多少人/)
    },
  },
}
