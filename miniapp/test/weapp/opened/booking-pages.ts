import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { ASKING, askQuestions, bookAt, openDesk, openVisits, VISITING } from '../../booking-desk'
import { addDays, dayOf } from '@linli/shared/time'
import { RESIDENT, asResident, call, type Pages } from './stage'

let opened: Promise<DeskView> | undefined
/** The desk of these tests, set up once. */
export const testDesk = (): Promise<DeskView> => (opened ??= openDesk(call))

const stored = (id: string | undefined) => asResident<BookingView>(`/bookings/${id ?? ''}`)

export const bookingPages: Pages = {
  'packages/bookings/item': {
    who: RESIDENT,
    address: async () => {
      await testDesk()
      return '/packages/bookings/item?code=only-child'
    },
    heading: /^独生子女父母光荣证补办$/,
    words: /谁能办[\s\S]*多久办好[\s\S]*要带的材料[\s\S]*在哪里办/,
    async act(page, app) {
      await page.press(/^户口簿/, 'checkbox')
      await page.untilText('备好 1 样，还差 3 样')
      await page.press('选时间', 'link')
      const slot = await app.at('packages/bookings/slot')
      expect(slot.options.code).toBe('only-child')
    },
  },
  'packages/bookings/slot': {
    who: RESIDENT,
    address: async () => {
      await testDesk()
      return '/packages/bookings/slot?code=only-child'
    },
    heading: /^独生子女父母光荣证补办$/,
    words: /可约到[\s\S]*更新/,
    async act(page, app) {
      await page.press(/^\d\d:\d\d，还有/)
      await page.press('约这个时间')
      const detail = await app.at('packages/bookings/detail')
      expect(await stored(detail.options.id)).toMatchObject({
        status: 'booked',
        service: { code: 'only-child' },
      })
    },
  },
  'packages/bookings/series': {
    who: RESIDENT,
    address: async () => {
      const { id } = await openVisits(call)
      const { days } = await asResident<{
        days: readonly { day: string; slots: readonly { id: string }[] }[]
      }>(`/slots?deskId=${id}&from=${addDays(dayOf(new Date()), 1)}&days=1`)
      const [first] = days
      return `/packages/bookings/series?code=${VISITING}&slot=${first?.slots.at(-1)?.id ?? ''}&day=${first?.day ?? ''}`
    },
    heading: /^特困人员供养/,
    words: /每周一次[\s\S]*一共几次/,
    async act(page, app) {
      await page.press('约这 4 次')
      await app.at('packages/bookings/mine')
      const { items } = await asResident<{ items: readonly { service: { code: string } }[] }>(
        '/bookings/mine',
      )
      expect(items.filter(({ service }) => service.code === VISITING)).toHaveLength(4)
    },
  },
  'packages/bookings/confirm': {
    who: RESIDENT,
    address: async () => {
      const desk = await testDesk()
      await askQuestions(call)
      const { days } = await asResident<{ days: readonly { slots: readonly { id: string }[] }[] }>(
        `/slots?deskId=${desk.id}&from=${addDays(dayOf(new Date()), 1)}&days=1`,
      )
      return `/packages/bookings/confirm?code=${ASKING}&slot=${days[0]?.slots.at(-2)?.id ?? ''}`
    },
    heading: /^失业保险金/,
    words: /名额先给您留着，还有 5 分钟[\s\S]*原来在哪里上班[\s\S]*第一次办还是续办/,
    async act(page, app) {
      await page.press('约这个时间')
      await page.untilText('还有 2 处要填')
      await page.type('answer-q1', '纺织厂')
      await page.press('续办', 'radio')
      await page.press('约这个时间')
      const detail = await app.at('packages/bookings/detail')
      expect(await stored(detail.options.id)).toMatchObject({
        status: 'booked',
        answers: [{ text: '纺织厂' }, { text: '续办' }],
      })
    },
  },
  'packages/bookings/detail': {
    who: RESIDENT,
    address: async () => {
      const { id } = await bookAt(call, RESIDENT, await testDesk(), 'remote-treatment', 1)
      return `/packages/bookings/detail?id=${id}`
    },
    heading: /^异地就医备案$/,
    words: /已约好[\s\S]*前可以改时间或取消[\s\S]*到了给工作人员扫这个码[\s\S]*要带的材料/,
    async act(page) {
      await page.press('取消')
      await page.press('取消预约')
      await page.untilText('的预约已取消')
      expect((await stored(page.options.id)).status).toBe('cancelled')
    },
  },
  'packages/bookings/ticket': {
    who: RESIDENT,
    address: async () => {
      const { id, version } = await bookAt(call, RESIDENT, await testDesk(), 'maternity-allowance', 0)
      await call('community-staff', 'POST', `/staff/bookings/${id}/admit`, { version })
      return `/packages/bookings/ticket?id=${id}`
    },
    heading: /^[AL]\d{3}$/,
    words: /您是下一位[\s\S]*更新[\s\S]*生育津贴/,
    async act(page) {
      await page.press('不办了，退号')
      await page.press('退号')
      await page.untilText('生育津贴：已取消')
      expect((await stored(page.options.id)).status).toBe('cancelled')
    },
  },
  'packages/bookings/mine': {
    who: RESIDENT,
    address: async () => {
      await bookAt(call, RESIDENT, await testDesk(), 'veteran-record', 1)
      return '/packages/bookings/mine'
    },
    heading: /^我的预约$/,
    words: /退役军人建档、优待证[\s\S]*已约好/,
    async act(page, app) {
      await page.press(/^退役军人建档、优待证/, 'link')
      const detail = await app.at('packages/bookings/detail')
      expect((await stored(detail.options.id)).service.code).toBe('veteran-record')
    },
  },
}
