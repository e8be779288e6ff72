import { eventually } from '../eventually'
import { OPERATOR, STAFF, asStaff, call, type Pages } from './stage'

interface Tenants {
  readonly streets: readonly { readonly communities: readonly { readonly id: string }[] }[]
}

const firstCommunity = async (): Promise<string> => {
  const { streets } = await call<Tenants>(OPERATOR, 'GET', '/tenants')
  return streets[0]?.communities[0]?.id ?? ''
}
const webhooks = async () =>
  call<{ items: readonly { id: string }[] }>(
    OPERATOR,
    'GET',
    `/webhooks?communityId=${await firstCommunity()}`,
  )

const calendarYears = async () =>
  (await asStaff<{ years: readonly { readonly year: number }[] }>('/calendar')).years

/** Other systems get a key; somebody calls, and follows the case without an account. */
export const intakePages: Pages = {
  'packages/staff-cases/entry': {
    who: STAFF,
    address: () => '/packages/staff-cases/entry',
    heading: /^代录意见$/,
    words: /来电[\s\S]*反映的情况[\s\S]*在哪里/,
    async act(page) {
      await page.type('callerName', '周玉兰')
      await page.type('callerPhone', '13800000001')
      await page.type('text', '三单元门口的地砖翘起来一块，老人绊了一跤')
      await page.press('公共设施与安全')
      await page.press('健身与儿童设施')
      await page.press(/^锦和苑/)
      await page.press('就是这里')
      await page.press('登记这件意见')
      await page.untilText('查询码')
      await page.untilText(/\d{4} \d{4}/)
      const { items } = await asStaff<{ items: readonly { id: string; title: string }[] }>(
        `/staff/opinions?q=${encodeURIComponent('地砖')}`,
      )
      const [made] = items
      expect(await asStaff(`/staff/opinions/${made?.id}`)).toMatchObject({ callerChannel: '来电' })
    },
  },
  'packages/staff-district/calendar': {
    who: OPERATOR,
    address: () => '/packages/staff-district/calendar',
    heading: /^放假安排$/,
    words: /\d{4} 年[\s\S]*还没有录入/,
    async act(page) {
      // The year to come, whatever year the test is run in.
      const next = (await calendarYears()).at(-1)?.year
      await page.press(`录入 ${next} 年`)
      await page.type('calendar-off', '1月1日至3日、2月5日至11日、5月1日至5日')
      await page.press('保存')
      // Whoever has not set up a second factor is led there before anything is written.
      await page.untilText('设置一次，大约两分钟')
      expect((await calendarYears()).at(-1)).toMatchObject({ year: next, isKnown: false })
      await page.press('先不做')
    },
  },
  'packages/opinions/track': {
    who: 'visitor',
    address: () => '/packages/opinions/track',
    heading: /^查进展$/,
    words: /编号[\s\S]*查询码/,
    async act(page) {
      const { items } = await asStaff<{ items: readonly { id: string }[] }>('/space/places')
      const body = {
        ...{ channel: 'counter', categoryCode: 'facilities.lights', text: '二单元的灯不亮', photoIds: [] },
        ...{ placeId: items[0]?.id, hideName: true, wantsPublic: false },
      }
      const { id } = await call<{ id: string }>(STAFF, 'POST', '/staff/opinions', body)
      const { number, followCode } = await call<{ number: string; followCode: string }>(
        STAFF,
        'POST',
        `/opinions/${id}/follow-code`,
        {},
      )
      await page.type('number', number)
      await page.type('code', followCode)
      await page.press('查这件事')
      await page.untilText('办理经过')
      await page.untilText(number)
    },
  },
  'packages/staff-district/keys': {
    who: OPERATOR,
    address: async () => `/packages/staff-district/keys?id=${await firstCommunity()}`,
    heading: /^接口密钥$/,
    words: /发一把新的[\s\S]*已经发出的[\s\S]*还没有其他系统接进来/,
    async act(page) {
      await page.type('key-name', '12345 热线')
      await page.press('生成密钥')
      // Whoever has not set up a second factor is led there before a key is made.
      await page.untilText('设置一次，大约两分钟')
      const { items } = await call<{ items: readonly { name: string }[] }>(
        OPERATOR,
        'GET',
        `/open311/keys?communityId=${page.options.id}`,
      )
      expect(items).toEqual([])
      await page.press('先不做')
    },
  },
  'packages/staff-district/webhooks': {
    who: OPERATOR,
    address: async () => `/packages/staff-district/webhooks?id=${await firstCommunity()}`,
    heading: /^推送地址$/,
    words: /还没有允许往任何网站推送[\s\S]*已经添加的[\s\S]*市 12345 热线/,
    async act(page, app) {
      await page.press(/^市 12345 热线/, 'link')
      const opened = await app.at('packages/staff-district/webhook')
      await opened.untilText('推送记录')
    },
  },
  'packages/staff-district/webhook': {
    who: OPERATOR,
    async address() {
      const [first] = (await webhooks()).items
      return `/packages/staff-district/webhook?id=${first?.id}`
    },
    heading: /^推送地址$/,
    words: /对方系统[\s\S]*推送记录[\s\S]*没有送到/,
    async act(page) {
      const givenUp = async () =>
        call<{ items: readonly { number: string }[] }>(
          ...([OPERATOR, 'GET', `/webhooks/${page.options.id}/deliveries?state=dead`] as const),
        )
      const [lost] = (await givenUp()).items
      await page.press(`${lost?.number}，再发一次`)
      await eventually(givenUp, ({ items }) => items.length === 0, 'a message that is sent again')
    },
  },
}
