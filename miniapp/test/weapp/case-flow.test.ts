import path from 'node:path'
import { startDemoServer, type DemoServer } from '../server'
import type { MiniProgram } from './mini-program'
import type { PageHandle } from './page-handle'
import { bootAs } from './signed-in'

interface Case {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly version: number
  readonly placeLabel: string
  readonly timeline: readonly {
    readonly kind: string
    readonly text: string | null
    readonly before: readonly object[]
    readonly photos: readonly object[]
  }[]
}

const RESIDENT = 'resident'
const STAFF = 'community-staff'
const ADMIN = 'community-admin'
const STREET = 'street-admin'
const COMPANY = 'property-staff'
const PROXY = 'proxy'
const PHOTO = path.resolve(__dirname, '../../src/static/mark.png')

let server: DemoServer
const booted: MiniProgram[] = []

beforeAll(async () => {
  server = await startDemoServer()
}, 240_000)

afterEach(() => {
  for (const app of booted.splice(0)) {
    app.close()
    expect(app.faults).toEqual([])
  }
})

afterAll(async () => {
  await server?.close()
})

async function boot(persona: string): Promise<MiniProgram> {
  const app = await bootAs(server, persona)
  booted.push(app)
  return app
}

const stored = (id: string) => server.call<Case>(STAFF, 'GET', `/staff/opinions/${id}`)
const happen = (who: string, id: string, event: string, body: object) =>
  server.call<Case>(who, 'POST', `/opinions/${id}/${event}`, body)

/** An opinion of the resident, told now, so that no other test has it. */
async function submitted(text: string): Promise<Case> {
  const { items } = await server.call<{ items: readonly { id: string }[] }>(RESIDENT, 'GET', '/space/places')
  return server.call<Case>(RESIDENT, 'POST', '/opinions', {
    ...{ categoryCode: 'property.repair', text, placeDetail: '', placeId: items[0]?.id, photoIds: [] },
    ...{ hideName: true, wantsPublic: false, notifyMe: true },
  })
}
async function accepted(text: string): Promise<Case> {
  const { id, version } = await submitted(text)
  return happen(STAFF, id, 'accept', { version })
}

/** The page of a case on somebody's phone. */
async function openCase(persona: string, id: string): Promise<PageHandle> {
  return (await boot(persona)).open(`/packages/staff-cases/detail?id=${id}`).settled()
}
async function more(page: PageHandle, act: string): Promise<void> {
  await page.press('更多')
  await page.press(new RegExp(`^${act}`))
}

test('who shall do it is asked of the street, which reads over the copy on its phone and ends it', async () => {
  const { id } = await accepted('西门外的花坛塌了一角，住 3-2-501 的王阿姨差点摔倒')
  const office = await openCase(STAFF, id)
  await more(office, '请街道裁定')
  await office.type('reason-text', '物业说是市政的，市政说在小区红线内')
  await office.press('报街道')
  await office.untilText('已报街道，期限照常计算')
  expect((await stored(id)).status).toBe('adjudicating')

  const street = await openCase(STREET, id)
  await street.press('裁定由谁办')
  await street.until((page) => page.byRole('radio', /锦程物业/), 'whom to choose from')
  await street.press('裁定')
  await street.untilText('请选择由谁办')
  await street.press(/锦程物业/, 'radio')
  const copy = await street.until((page) => page.byId('adjudicate-copy'), 'the copy')
  expect(String(copy.attr.value)).not.toContain('3-2-501')
  await street.type('adjudicate-copy', '西门外的花坛塌了一角，有人差点摔倒')
  await street.type('adjudicate-text', '花坛在物业的养护范围内')
  await street.press('裁定')
  await street.untilText('已裁定，由它办到底')
  expect((await stored(id)).status).toBe('dispatched')

  const company = await openCase(COMPANY, id)
  await company.untilText('西门外的花坛塌了一角，有人差点摔倒')
  expect(company.text).not.toContain('王阿姨')
  expect(company.byRole('button', '退回')).toBeUndefined()
})

test('a second matter becomes a case of its own, and more time is asked for on one phone and granted on another', async () => {
  const { id } = await accepted('门厅的灯不亮，还有信报箱的门掉了')
  const office = await openCase(STAFF, id)
  await more(office, '分出一件另办')
  await office.press('另立一件')
  await office.untilText('请至少写 4 个字')
  await office.type('split-text', '信报箱的门掉了')
  await office.press('公共设施与安全')
  await office.press('路灯、楼道灯')
  await office.press('另立一件')
  await office.untilText('已另立一件，居民会看到')
  const { items } = await server.call<{ items: readonly Case[] }>(
    ...([STAFF, 'GET', `/staff/opinions?q=${encodeURIComponent('信报箱的门')}&order=newest`] as const),
  )
  expect(items.some((one) => one.id !== id)).toBe(true)

  await more(office, '申请延期')
  await office.press(/^2 个工作日/, 'radio')
  await office.type('reason-text', '灯具要从厂里发货')
  await office.press('申请')
  await office.untilText('已申请，同意前期限不变')
  expect(office.byRole('button', '审批延期')).toBeUndefined()

  const head = await openCase(ADMIN, id)
  await head.press('审批延期')
  await head.press(/^不同意/, 'radio')
  await head.press('决定')
  await head.untilText('请写几个字说明')
  await head.press(/^同意/, 'radio')
  await head.press('决定')
  await head.untilText('已决定')
  expect(head.byRole('button', '审批延期')).toBeUndefined()
})

test('a number that is none stays as it was typed, also when the sheet is closed, and the right one merges', async () => {
  const into = await submitted('南门的门铃按了没有声音')
  const { id, number } = await submitted('南门那个按钮像是坏的')
  const office = await openCase(STAFF, id)
  await more(office, '并入另一件')
  await office.type('merge-number', number.toLowerCase())
  await office.press('合并')
  await office.untilText('这就是现在这一件')
  await office.type('merge-number', 'QH-20200101-0001')
  await office.press('合并')
  await office.untilText('没有找到这个编号')
  await office.press('再想想')
  await more(office, '并入另一件')
  const field = await office.until((page) => page.byId('merge-number'), 'the number')
  expect(field.attr.value).toBe('QH-20200101-0001')
  await office.type('merge-number', into.number)
  await office.press('合并')
  await office.untilText(`已并入 ${into.number}`)
  expect((await stored(id)).status).toBe('merged')
})

test('how it was before and how it is now go out as two pictures with one answer, and the resident sees both', async () => {
  const { id } = await accepted('二单元门口的地砖翘起来了')
  const app = await boot(STAFF)
  const office = await app.open(`/packages/staff-cases/detail?id=${id}`).settled()
  // There is no paper in WeChat: no button that does nothing.
  expect(office.byRole('button', '打印这一件')).toBeUndefined()
  await office.type('composer', '地砖重新铺好了，已经压实')
  for (const [at] of ['before', 'after'].entries()) {
    app.phone.photos = [PHOTO]
    const add = await office.until(
      (page) => page.allByRole('button', /^加照片/)[at],
      'where a photo is added',
    )
    office.tap(add)
    await office.until(
      (page) => page.allByRole('button', /^第 1 张照片$/).length === at + 1,
      'a photo that has arrived',
    )
  }
  await office.press('发送回复')
  await office.untilText('回复已发给居民')
  const { status, timeline } = await stored(id)
  expect(status).toBe('answered')
  const reply = timeline.find(({ kind }) => kind === 'reply')
  expect([reply?.before, reply?.photos]).toMatchObject([[{}], [{}]])

  const own = await (await boot(RESIDENT)).open(`/packages/opinions/detail?id=${id}`).settled()
  await own.untilText('地砖重新铺好了，已经压实')
  await own.untilText('办理前')
})

test('what was written for an organisation to read stays when the sheet of many is closed, until it has gone out', async () => {
  const one = await submitted('B 座大堂的玻璃裂了一道')
  const app = await boot(STAFF)
  const list = await app.open('/packages/staff-cases/workbench').settled()
  await list.press(/^待受理/)
  await list.press('批量办理')
  await list.press(/B 座大堂的玻璃裂了一道/, 'checkbox')
  const look = async () => {
    await list.press('派单')
    await list.press(/锦程物业/, 'radio')
    await list.press('看看会改哪些')
    return list.until((page) => page.byId(`bulk-copy-${one.id}`), 'the copy')
  }
  await look()
  await list.type(`bulk-copy-${one.id}`, '大堂的玻璃裂了，请换一块')
  await list.press('上一步')
  await list.press('再想想')
  expect((await look()).attr.value).toBe('大堂的玻璃裂了，请换一块')
  await list.press('派单 1 件')
  await list.untilText('已派出 1 件')
  await list.press('知道了')
  const company = await openCase(COMPANY, one.id)
  await company.untilText('大堂的玻璃裂了，请换一块')
})

test('who files for her mother is offered her mother’s home, and the case lies there', async () => {
  const app = await boot(PROXY)
  const page = app.open('/packages/opinions/new')
  const onward = async () => {
    await page.press('下一步：说一说')
    await page.press('下一步：在哪里')
  }
  await page.press(/^吴\*+/, 'radio')
  await page.press('公共设施与安全')
  await page.press('路灯、楼道灯')
  await page.press('下一步：说一说')
  await page.type('text', '我妈家门口的灯不亮，她晚上不敢出门倒垃圾')
  await page.press('下一步：在哪里')
  const { items } = await server.call<{
    items: readonly { homes: readonly { roomId: string; label: string }[] }[]
  }>(PROXY, 'GET', '/opinions/principals')
  const home = items[0]?.homes[0]
  await page.press(new RegExp(`^${home?.label}，吴\\*+的家$`), 'radio')
  // For oneself it is not the place any more.
  await page.press(/^是什么事/)
  await page.press('我自己', 'radio')
  await onward()
  expect(
    page.find((node) => node.attr.ariaChecked === true && node.attr.ariaRole === 'radio'),
  ).toBeUndefined()
  await page.press(/^是什么事/)
  await page.press(/^吴\*+/, 'radio')
  await onward()
  await page.press(new RegExp(`^${home?.label}，`), 'radio')
  await page.press('提交意见')
  const receipt = await app.at('packages/opinions/receipt')
  await receipt.untilText('您替吴**提的')
  expect(await stored(String(receipt.options.id))).toMatchObject({ placeLabel: home?.label })
})

test('a rating whose answer is lost on the way is sent again with one tap, and is the one that arrived', async () => {
  const { id, version } = await accepted('四单元门口的灯罩掉了')
  await happen(STAFF, id, 'reply', { version, text: '灯罩装好了', photoIds: [] })
  const app = await boot(RESIDENT)
  app.open(`/packages/opinions/detail?id=${id}`)
  await app.page.press('去评价', 'link')
  const page = await (await app.at('packages/opinions/rate')).settled()
  await page.press('解决了', 'radio')
  await page.press('很满意', 'radio')
  app.phone.loseAnswer('POST', /\/rate$/)
  await page.press('送出评价')
  await page.untilText('您写的内容还在')
  await page.press('送出评价')
  const detail = await app.at('packages/opinions/detail')
  await detail.untilText('已办结')
  expect(app.phone.exchangesOf('POST', /\/rate$/).map(({ status }) => status)).toEqual([undefined, 409])
  const own = await server.call<{ rating: { score: number } }>(RESIDENT, 'GET', `/opinions/${id}`)
  expect(own.rating.score).toBe(5)
})
