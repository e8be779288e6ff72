import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startDemoServer, type DemoServer } from '../server'
import { routesOf, type AppJson } from './app-json'
import type { MiniProgram } from './mini-program'
import type { PageHandle } from './page-handle'
import { bootAs, storedSession } from './signed-in'

interface Item {
  readonly id: string
  readonly title: string
}
interface Opinion extends Item {
  readonly number: string
  readonly version: number
  readonly status: string
  readonly text: string
  readonly rating: { readonly score: number } | null
  readonly timeline: readonly { readonly kind: string; readonly text: string | null }[]
}
interface Matter {
  readonly kind: string
  readonly targetId: string
  readonly title: string
}

const RESIDENT = 'resident'
const STAFF = 'community-staff'
const ADMIN = 'community-admin'
const TEXT = '单元门口的感应灯这两天不亮了，晚上回家看不清台阶'

let server: DemoServer
const apps = new Map<string, MiniProgram>()
let matters: readonly Matter[]

beforeAll(async () => {
  server = await startDemoServer()
  for (const who of [RESIDENT, STAFF, ADMIN]) apps.set(who, await bootAs(server, who))
  apps.set('visitor', await bootAs(server, undefined))
  matters = (await server.call<{ matters: readonly Matter[] }>(RESIDENT, 'GET', '/home')).matters
}, 240_000)

afterAll(async () => {
  for (const app of apps.values()) app.close()
  await server?.close()
})

const asResident = <T>(route: string) => server.call<T>(RESIDENT, 'GET', route)
const asStaff = <T>(route: string) => server.call<T>(STAFF, 'GET', route)
const opinion = (id: string) => asResident<Opinion>(`/opinions/${id}`)

function appOf(who: string): MiniProgram {
  const app = apps.get(who)
  if (app === undefined) throw new Error(`nobody booted as ${who}`)
  return app
}

function matterOf(kind: string): Matter {
  const found = matters.find((matter) => matter.kind === kind)
  if (found === undefined) throw new Error(`The demo resident has no matter of kind ${kind}`)
  return found
}

const first = <T>(items: readonly T[], what: string): T => {
  const [item] = items
  if (item === undefined) throw new Error(`The demo has no ${what}`)
  return item
}

async function listed<T extends Item>(route: string): Promise<T> {
  return first((await asStaff<{ items: readonly T[] }>(route)).items, route)
}

async function personNamed(name: string): Promise<string> {
  return (await listed(`/people?q=${encodeURIComponent(name)}`)).id
}

const noticeToConfirm = () => `/packages/notices/detail?id=${matterOf('confirm-notice').targetId}`
const ofOpinion = (page: string, kind: string) => () =>
  `/packages/opinions/${page}?id=${matterOf(kind).targetId}`

/** A page of the app: who opens it where, what stands on it, and what its main act leaves behind. */
interface Opened {
  readonly who: string
  readonly address: () => string | Promise<string>
  readonly heading: RegExp
  /** Words of the seeded data. */
  readonly words: RegExp
  readonly act: (page: PageHandle, app: MiniProgram) => Promise<void>
}

const pages: Readonly<Record<string, Opened>> = {
  'pages/home': {
    who: RESIDENT,
    address: () => '/pages/home',
    heading: /^有 \d+ 件事与您有关$/,
    words: /停水检修[\s\S]*通知/,
    async act(page, app) {
      await page.press(new RegExp(`^${matterOf('confirm-notice').title}`), 'link')
      await app.at('packages/notices/detail')
      const { targetId } = matterOf('confirm-notice')
      expect(await asResident(`/notices/${targetId}`)).toMatchObject({ read: true, confirmed: false })
    },
  },
  'pages/services': {
    who: RESIDENT,
    address: () => '/pages/services',
    heading: /^办事$/,
    words: /提意见[\s\S]*我的网格[\s\S]*打给社区服务中心/,
    async act(page, app) {
      await page.press(/打给社区服务中心/)
      const { communityPhone } = await asResident<{ communityPhone: string }>('/space/grid-card')
      expect(app.phone.callsOf('makePhoneCall').at(-1)).toMatchObject({ phoneNumber: communityPhone })
    },
  },
  'pages/council': {
    who: RESIDENT,
    address: () => '/pages/council',
    heading: /^议事$/,
    words: /看居务公开[\s\S]*公开答复[\s\S]*青禾社区：/,
    async act(page, app) {
      await page.press(/青禾社区：/, 'link')
      const detail = await app.at('packages/opinions/detail')
      const { items } = await asResident<{ items: readonly { id: string }[] }>('/opinions/board')
      expect(items.map(({ id }) => id)).toContain(detail.options.id)
    },
  },
  'pages/me': {
    who: RESIDENT,
    address: () => '/pages/me',
    heading: /^我的$/,
    words: /周玉兰[\s\S]*锦和苑 3 号楼 2 单元 501[\s\S]*退出登录/,
    async act(page, app) {
      await page.press(/^长辈模式/, 'switch')
      await page.until(() => page.byClass('theme-elder'), 'elder mode')
      expect(app.phone.storage.get('linli:theme')).toContain('"elder":true')
      await page.press(/^退出长辈模式/, 'switch')
      await page.until(() => page.byClass('theme-light'), 'the light theme')
    },
  },
  'packages/account/sign-in': {
    who: 'visitor',
    address: () => '/packages/account/sign-in',
    heading: /^登录邻里智治$/,
    words: /演示人物[\s\S]*周玉兰/,
    async act(page, app) {
      await page.press(/吴桂英/)
      await app.at('pages/home')
      expect(storedSession(app.phone)?.refreshToken).toBeTruthy()
    },
  },
  'packages/account/consent': {
    who: RESIDENT,
    address: () => '/packages/account/consent',
    heading: /^隐私说明$/,
    words: /用来做什么[\s\S]*全文[\s\S]*撤回同意/,
    async act(page, app) {
      const before = await asResident<{ optionalPurposes: { wechatMessages: boolean } }>('/session')
      const { wechatMessages } = before.optionalPurposes
      await page.press(/微信/, 'switch')
      await page.press('保存选择')
      await app.at('pages/home')
      expect(await asResident('/session')).toMatchObject({
        optionalPurposes: { wechatMessages: !wechatMessages },
      })
    },
  },
  'packages/account/messages': {
    who: RESIDENT,
    address: () => '/packages/account/messages',
    heading: /^消息$/,
    words: /社区答复了您的意见/,
    async act(page) {
      await page.press('全部已读')
      await page.until(() => !page.text.includes('条未读'), 'nothing unread')
      expect(await asResident('/messages/counts')).toMatchObject({ unread: 0 })
    },
  },
  'packages/account/elder': {
    who: RESIDENT,
    address: () => '/packages/account/elder',
    heading: /^字号和深浅$/,
    words: /停水检修[\s\S]*长辈模式/,
    async act(page, app) {
      await page.press('再大', 'radio')
      await page.until(() => page.find((node) => String(node.attr.pageStyle).includes('1.25')), 'larger type')
      expect(app.phone.storage.get('linli:theme')).toContain('"scale":1.25')
      await page.press('标准', 'radio')
    },
  },
  'packages/account/second-factor': {
    who: 'community-admin',
    address: () => '/packages/account/second-factor',
    heading: /^动态码$/,
    words: /还没有设置动态码[\s\S]*手机丢了怎么办[\s\S]*帮同事重置/,
    async act(page) {
      const shown = /直接填 (\d{6})/
      await page.press('设置动态码')
      await page.until(() => shown.test(page.text), 'the secret')
      await page.type('second-factor-code', shown.exec(page.text)?.[1] ?? '')
      await page.press('确认设置')
      await page.until(() => page.text.includes('只显示这一次'), 'the recovery codes')
      expect(await server.call('community-admin', 'GET', '/second-factor')).toMatchObject({
        enrolled: true,
        recoveryCodesLeft: 10,
      })
    },
  },
  'packages/space/grid': {
    who: RESIDENT,
    address: () => '/packages/space/grid',
    heading: /^第 2 网格$/,
    words: /网格员 李敏[\s\S]*监督电话/,
    async act(page, app) {
      await page.press(/^网格员 李敏/)
      const { workers } = await asResident<{ workers: readonly { phone: string }[] }>('/space/grid-card')
      const { phone } = first(workers, 'grid worker')
      expect(app.phone.callsOf('makePhoneCall').at(-1)).toMatchObject({ phoneNumber: phone })
    },
  },
  'packages/notices/list': {
    who: RESIDENT,
    address: () => '/packages/notices/list',
    heading: /^通知$/,
    words: /第三季度公共收益收支公示/,
    async act(page, app) {
      const unread = (
        await asResident<{ items: readonly (Item & { read: boolean })[] }>('/notices')
      ).items.find(({ read }) => !read)
      await page.type('notice-search', unread?.title ?? '')
      page.events.fire(page.byId('notice-search'), 'confirm', { value: unread?.title }, false)
      await page.press(new RegExp(unread?.title ?? ''), 'link')
      const detail = await app.at('packages/notices/detail')
      expect(detail.options.id).toBe(unread?.id)
      expect(await asResident(`/notices/${unread?.id}`)).toMatchObject({ read: true })
    },
  },
  'packages/notices/detail': {
    who: RESIDENT,
    address: noticeToConfirm,
    heading: /停水检修/,
    words: /青禾社区居委会[\s\S]*户已知晓/,
    async act(page) {
      await page.press('我已知晓')
      await page.untilText('您已知晓')
      expect(await asResident(`/notices/${page.options.id}`)).toMatchObject({ confirmed: true })
    },
  },
  'packages/notices/disclosure': {
    who: RESIDENT,
    address: () => '/packages/notices/disclosure',
    heading: /^居务公开$/,
    words: /会议决定及实施[\s\S]*第 \d+ 天，至少 15 天/,
    async act(page, app) {
      await page.press(/至少 15 天/, 'link')
      const detail = await app.at('packages/notices/detail')
      expect(await asResident(`/notices/${detail.options.id}`)).toMatchObject({ category: 'disclosure' })
    },
  },
  'packages/opinions/new': {
    who: RESIDENT,
    address: () => '/packages/opinions/new',
    heading: /^提意见$/,
    words: /公共设施与安全[\s\S]*119/,
    async act(page, app) {
      await page.press('公共设施与安全')
      await page.press('路灯、楼道灯')
      await page.press('下一步：说一说')
      await page.type('text', TEXT)
      await page.press('下一步：在哪里')
      await page.press(/^锦和苑 3 号楼 2 单元 501/, 'radio')
      await page.press('提交意见')
      const receipt = await app.at('packages/opinions/receipt')
      expect(await opinion(String(receipt.options.id))).toMatchObject({ text: TEXT, status: 'submitted' })
    },
  },
  'packages/opinions/receipt': {
    who: RESIDENT,
    address: ofOpinion('receipt', 'opinion'),
    heading: /^收到了$/,
    words: /QH-\d+-\d+/,
    async act(page, app) {
      await page.press('复制编号')
      await page.untilText('编号已复制')
      expect(app.phone.clipboard).toBe((await opinion(matterOf('opinion').targetId)).number)
    },
  },
  'packages/opinions/detail': {
    who: RESIDENT,
    async address() {
      const { items } = await asResident<{ items: readonly Opinion[] }>('/opinions/mine?filter=open')
      const mine = items.find(({ status }) => status === 'submitted')
      return `/packages/opinions/detail?id=${mine?.id}`
    },
    heading: /感应灯/,
    words: /您提交了意见[\s\S]*我写的/,
    async act(page) {
      await page.press('撤回')
      await page.untilText('撤回这件意见吗')
      await page.press('撤回')
      await page.until(() => page.byClass('sheet-layer') === undefined, 'the sheet gone')
      expect(await opinion(String(page.options.id))).toMatchObject({ status: 'withdrawn' })
    },
  },
  'packages/opinions/supplement': {
    who: RESIDENT,
    address: ofOpinion('supplement', 'supplement-opinion'),
    heading: /^补充$/,
    words: /社区问您/,
    async act(page, app) {
      await page.type('supplement', '每天晚上七点到九点半，周末更久')
      await page.press('送出补充')
      await app.at('packages/opinions/detail')
      const { status, timeline } = await opinion(matterOf('supplement-opinion').targetId)
      expect(status).not.toBe('needs_info')
      expect(timeline.find(({ kind }) => kind === 'supplement')?.text).toBe('每天晚上七点到九点半，周末更久')
    },
  },
  'packages/opinions/rate': {
    who: RESIDENT,
    address: ofOpinion('rate', 'rate-opinion'),
    heading: /电梯/,
    words: /社区的答复[\s\S]*满意吗/,
    async act(page, app) {
      await page.press('送出评价')
      await page.untilText('请选择解决了没有')
      await page.press('解决了', 'radio')
      await page.press('满意', 'radio')
      await page.press('送出评价')
      await app.at('packages/opinions/detail')
      const { rating } = await opinion(matterOf('rate-opinion').targetId)
      expect(rating).toMatchObject({ solved: 'yes', score: 4 })
    },
  },
  'packages/opinions/mine': {
    who: RESIDENT,
    address: () => '/packages/opinions/mine',
    heading: /^我的意见$/,
    words: /QH-\d+-\d+/,
    async act(page, app) {
      await page.press('办理中')
      await page.until(
        () => app.phone.exchangesOf('GET', /filter=open/).some(({ status }) => status === 200),
        'the open ones',
      )
      await page.settled()
      await page.press(/QH-\d+-\d+/, 'link')
      const detail = await app.at('packages/opinions/detail')
      expect(await opinion(String(detail.options.id))).toMatchObject({ id: detail.options.id, mine: true })
    },
  },
  'packages/opinions/board': {
    who: RESIDENT,
    address: () => '/packages/opinions/board',
    heading: /^公开答复$/,
    words: /青禾社区：/,
    async act(page) {
      await page.type('board-search', '没有这样的事')
      page.events.fire(page.byId('board-search'), 'confirm', { value: '没有这样的事' }, false)
      await page.untilText('没有找到“没有这样的事”')
      await page.type('board-search', '')
      await page.untilText('青禾社区：')
    },
  },
  'packages/staff-cases/workbench': {
    who: STAFF,
    address: () => '/packages/staff-cases/workbench',
    heading: /^办件$/,
    words: /逾期/,
    async act(page, app) {
      const item = await listed('/staff/opinions?filter=mine')
      await page.press(/^我在办/)
      await page.until(
        () => app.phone.exchangesOf('GET', /filter=mine/).some(({ status }) => status === 200),
        'the own ones',
      )
      await page.settled()
      await page.press(item.title)
      const detail = await app.at('packages/staff-cases/detail')
      expect(detail.options.id).toBe(item.id)
    },
  },
  'packages/staff-cases/detail': {
    who: STAFF,
    address: async () =>
      `/packages/staff-cases/detail?id=${(await listed('/staff/opinions?filter=to-accept')).id}`,
    heading: /^办件$/,
    words: /反映人[\s\S]*办理经过/,
    async act(page) {
      await page.press('受理')
      await page.untilText('已受理，期限开始计算')
      expect(await asStaff(`/staff/opinions/${page.options.id}`)).toMatchObject({ status: 'accepted' })
    },
  },
  'packages/staff-notices/list': {
    who: STAFF,
    address: () => '/packages/staff-notices/list',
    heading: /^通知$/,
    words: /户已知晓/,
    async act(page, app) {
      const draft = await listed('/staff/notices?stage=draft')
      await page.press(/^草稿/, 'tab')
      await page.press(new RegExp(draft.title))
      const editor = await app.at('packages/staff-notices/editor')
      expect(editor.options.id).toBe(draft.id)
      expect(editor.byId('title')?.attr.value).toBe(draft.title)
    },
  },
  'packages/staff-notices/editor': {
    who: STAFF,
    address: async () =>
      `/packages/staff-notices/editor?id=${(await listed('/staff/notices?stage=draft')).id}`,
    heading: /^写通知$/,
    words: /停水停电[\s\S]*正文[\s\S]*下一步：发给谁/,
    async act(page) {
      await page.type('title', '改过题目的草稿')
      await page.untilText(/草稿，.*已保存/)
      expect(await asStaff(`/staff/notices/${page.options.id}`)).toMatchObject({ title: '改过题目的草稿' })
    },
  },
  'packages/staff-notices/reach': {
    who: STAFF,
    address: async () => `/packages/staff-notices/reach?id=${matterOf('confirm-notice').targetId}`,
    heading: /停水检修/,
    words: /送到 \d+ 户[\s\S]*按楼栋[\s\S]*没有注册/,
    async act(page) {
      const reach = () =>
        asStaff<{ totals: { told: number } }>(`/notices/${page.options.id}/reach`).then(
          ({ totals }) => totals.told,
        )
      const before = await reach()
      await page.press(/，已告知$/)
      await page.untilText('已记下上门告知')
      expect(await reach()).toBe(before + 1)
    },
  },
  'packages/staff-space/tree': {
    who: STAFF,
    address: () => '/packages/staff-space/tree',
    heading: /^房屋与居民$/,
    words: /锦和苑[\s\S]*第 1 网格/,
    async act(page, app) {
      const room = await listed('/space/search?q=jhy3-2-501')
      await page.type('place-search', 'jhy3-2-501')
      await page.untilText('锦和苑 3 号楼 2 单元 501')
      await page.press(/^锦和苑 3 号楼 2 单元 501/)
      const node = await app.at('packages/staff-space/node')
      expect(node.options.id).toBe(room.id)
    },
  },
  'packages/staff-space/node': {
    who: STAFF,
    address: async () => `/packages/staff-space/node?id=${(await listed('/space/search?q=jhy3-2-502')).id}`,
    heading: /^锦和苑 3 号楼 2 单元 502$/,
    words: /住宅[\s\S]*登记簿/,
    async act(page) {
      await page.press('修改')
      await page.press('原来写错了', 'radio')
      await page.type('node-areaHundredths', '88.80')
      await page.press('保存修改')
      await page.untilText('已保存')
      expect(await asStaff(`/space/nodes/${page.options.id}`)).toMatchObject({
        facts: { areaHundredths: 8_880 },
        history: [],
      })
    },
  },
  'packages/staff-space/grids': {
    who: STAFF,
    address: () => '/packages/staff-space/grids',
    heading: /^网格$/,
    words: /第 2 网格[\s\S]*李敏/,
    async act(page, app) {
      expect(page.byClass('outlines')?.attr.src).toMatch(/^data:image\/svg\+xml,.*polygon/)
      await page.press(/^第 2 网格，/)
      const card = await app.at('packages/staff-space/node')
      await card.untilText('李敏')
    },
  },
  'packages/staff-space/people': {
    who: STAFF,
    address: () => '/packages/staff-space/people',
    heading: /^居民$/,
    words: /优先帮助名单[\s\S]*岁/,
    async act(page, app) {
      await page.type('people-search', 'zyl')
      page.events.fire(page.byId('people-search'), 'confirm', { value: 'zyl' }, false)
      await page.untilText('锦和苑 3 号楼 2 单元 501')
      await page.press(/^周\*\*/)
      const person = await app.at('packages/staff-space/person')
      expect(await asStaff(`/people/${person.options.id}`)).toMatchObject({ maskedPhone: '138****0001' })
    },
  },
  'packages/staff-space/person': {
    who: STAFF,
    address: async () => `/packages/staff-space/person?id=${await personNamed('周玉兰')}`,
    heading: /^周\*\*$/,
    words: /138\*\*\*\*0001[\s\S]*锦和苑 3 号楼 2 单元 501[\s\S]*监护和代办/,
    async act(page) {
      await page.press('查看完整手机号')
      await page.press('办理本人的事', 'radio')
      await page.press('查看', 'button')
      await page.untilText('13800000001')
      await page.press('遮住手机号')
      await page.untilText('138****0001')
    },
  },
  'packages/staff-space/merge': {
    who: STAFF,
    address: async () =>
      `/packages/staff-space/merge?id=${await personNamed('马晓东')}&other=${await personNamed('何雨欣')}`,
    heading: /^合并重复档案$/,
    words: /保留这份[\s\S]*并入的这份/,
    async act(page, app) {
      await page.press('合并成一份')
      await page.press('是，合并')
      const person = await app.at('packages/staff-space/person')
      const { merges } = await asStaff<{ merges: readonly unknown[] }>(`/people/${person.options.id}`)
      expect(merges).toHaveLength(1)
    },
  },
  'packages/staff-space/help-first': {
    who: STAFF,
    address: () => '/packages/staff-space/help-first',
    heading: /^优先帮助名单$/,
    words: /先得到帮助的人/,
    async act(page) {
      await page.press('打开名单')
      await page.press('紧急救助', 'radio')
      await page.press('查看', 'button')
      await page.untilText(/84 岁，一个人住/)
    },
  },
  'packages/staff-space/occupants': {
    who: STAFF,
    address: async () => {
      const { homes } = await asStaff<{ homes: readonly { roomId: string }[] }>(
        `/people/${await personNamed('王德海')}`,
      )
      return `/packages/staff-space/occupants?id=${homes[0]?.roomId}`
    },
    heading: /^锦和苑 3 号楼 2 单元 501$/,
    words: /现在的住户和业主[\s\S]*份额 1\/2/,
    async act(page, app) {
      await page.press(/^王\*\*[\s\S]*业主/, 'link')
      const person = await app.at('packages/staff-space/person')
      expect(person.options.id).toBe(await personNamed('王德海'))
    },
  },
  'packages/staff-space/tags': {
    who: ADMIN,
    address: () => '/packages/staff-space/tags',
    heading: /^标签目录$/,
    words: /养犬户[\s\S]*敏感标签[\s\S]*低保/,
    async act(page) {
      await page.press('改标签志愿者')
      await page.type('tag-purpose', '招募志愿者和排班')
      await page.press('保存')
      await page.untilText('用途：招募志愿者和排班')
      const { items } = await asStaff<{ items: readonly { code: string; purpose: string }[] }>(
        '/people/tag-catalogue',
      )
      expect(items.find(({ code }) => code === 'volunteer')?.purpose).toBe('招募志愿者和排班')
    },
  },
}

test('the table holds every page of the app, in its order', () => {
  const json = JSON.parse(
    readFileSync(path.resolve(__dirname, '../../dist/weapp/app.json'), 'utf8'),
  ) as AppJson
  expect(Object.keys(pages)).toEqual(routesOf(json))
})

test.each(Object.entries(pages))(
  '%s opens with its heading and the seeded data, and its main act reaches its effect',
  async (route, { who, address, heading, words, act }) => {
    const app = appOf(who)
    const place = await address()
    const page = route.startsWith('pages/') ? app.switchTab(place) : app.open(place)
    await page.untilText(words)
    await page.settled()
    expect(page.route).toBe(route)
    expect(page.names.filter((name) => heading.test(name))).not.toEqual([])
    expect(page.byClass('error-block')).toBeUndefined()
    await act(page, app)
    expect(app.faults).toEqual([])
  },
)
