import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startDemoServer, type DemoServer } from '../server'
import { eventually } from './eventually'
import { MiniProgram } from './mini-program'
import type { PageHandle } from './page-handle'
import { bootAs } from './signed-in'
import { textOf } from './view'

interface Notice {
  readonly id: string
  readonly title: string
  readonly html: string
  readonly version: number
  readonly stage: string
  readonly mustConfirm: boolean
  readonly audience: { readonly nodeIds: readonly string[] }
  readonly attachments: readonly { readonly id: string; readonly name: string }[]
  readonly cover: { readonly id: string } | null
  readonly withdrawal: { readonly reason: string } | null
}
interface Reach {
  readonly totals: { readonly told: number; readonly households: number }
  readonly toVisit: number
}

const STAFF = 'community-staff'
const LIST = '/packages/staff-notices/list'
const EDITOR = '/packages/staff-notices/editor'
const PICTURE = path.resolve(__dirname, '../../src/static/mark.png')
const REASON = '时间写错了，改好后重新发布，请以新通知为准'

let server: DemoServer
let folder: string
const booted: MiniProgram[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'linli-documents-'))
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
  await rm(folder, { recursive: true, force: true })
})

async function boot(persona: string): Promise<MiniProgram> {
  const app = await bootAs(server, persona)
  booted.push(app)
  return app
}

const stored = (id: unknown) => server.call<Notice>(STAFF, 'GET', `/staff/notices/${String(id)}`)
const reachOf = (id: unknown) => server.call<Reach>(STAFF, 'GET', `/notices/${String(id)}/reach`)
const listed = async (stage: string) =>
  (await server.call<{ items: readonly Notice[] }>(STAFF, 'GET', `/staff/notices?stage=${stage}`)).items
const saved = (page: PageHandle) => page.untilText(/草稿，.*已保存/)
/** The live figure of the chosen audience. */
function headCount(page: PageHandle): string | undefined {
  const number = page.byClass('head-count__number')
  return number && textOf(number)
}
/** The number on the button that publishes. */
const households = (page: PageHandle) => /发给 (\d+) 户/.exec(page.text)?.[1]

/** From the written draft to the page that shows whom it reached. */
async function publish(app: MiniProgram): Promise<PageHandle> {
  const page = app.page
  await page.press('下一步：检查发布')
  await page.untilText('发布前检查')
  await page.press(/^发给 \d+ 户$/)
  await page.untilText(`把通知发给 ${households(page)} 户吗`)
  await page.press('发出')
  return app.at('packages/staff-notices/reach')
}

test('a notice is written with WeChat’s own editor, aimed with a live head count, published, read and withdrawn with its reason', async () => {
  const app = await boot(STAFF)
  await app.open(LIST).press('写通知', 'link')
  const page = await app.at('packages/staff-notices/editor')
  await page.type('title', '明天上午清洗水箱，请提前存水')
  await page.press('停水停电')
  const editor = await page.events.editor('notice-text')
  editor.type('各位住户：明天 09:00 至 11:00 清洗水箱。')
  await page.press('加粗')
  await page.until(() => page.byRole('button', '加粗')?.attr.ariaChecked === true, 'the tool, pressed')
  editor.type('请提前存水')
  await page.press('加粗')
  editor.type('\n要做的事')
  await page.press('小标题')
  editor.type('\n关好阀门\n准备水桶')
  await page.press('列表')
  await page.press(/^需要确认知晓/, 'switch')
  app.phone.photos = [PICTURE]
  await page.press('加照片')
  await page.until(() => page.byRole('button', /^第 1 张照片$/), 'the cover, arrived')
  const document = path.join(folder, '清洗安排.pdf')
  await writeFile(document, '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  app.phone.documents = [document]
  await page.press('加附件')
  await page.untilText('已上传')
  await saved(page)

  await page.press('下一步：发给谁')
  await page.until(() => page.byRole('checkbox', /^青禾社区/), 'the places')
  const whole = await page.until(headCount, 'a head count')
  await page.press(/^青禾社区/, 'checkbox')
  await page.untilText('请选择发给谁')
  await page.press(/^锦和苑，/, 'checkbox')
  const aimed = await page.until(
    (shown) => headCount(shown) !== whole && headCount(shown),
    'another head count',
  )
  expect(Number(aimed)).toBeLessThan(Number(whole))

  const reach = await publish(app)
  const id = String(reach.options.id)
  const notice = await stored(id)
  expect(notice).toMatchObject({ stage: 'live', mustConfirm: true })
  expect(notice.audience.nodeIds).toHaveLength(1)
  expect(notice.cover).not.toBeNull()
  expect(notice.attachments.map(({ name }) => name)).toHaveLength(1)
  expect(notice.html).toBe(
    '<p>各位住户：明天 09:00 至 11:00 清洗水箱。<strong>请提前存水</strong></p><h3>要做的事</h3>' +
      '<p>关好阀门</p><ul><li>准备水桶</li></ul>',
  )
  await reach.untilText(`送到 ${aimed} 户`)
  expect((await reachOf(id)).totals.households).toBe(Number(aimed))

  const resident = await boot('resident')
  const read = await resident.open(`/packages/notices/detail?id=${id}`).settled()
  expect(read.text).toContain('请提前存水')
  await read.press(/^打开附件/)
  await read.until(() => resident.phone.callsOf('openDocument').length === 1, 'the document, opened')
  expect(read.text).not.toContain('没有打开')

  await reach.press('撤回')
  const act = await reach.until(() => reach.byRole('button', '撤回'), 'the act in the sheet')
  expect(act.attr.ariaDisabled).toBe(true)
  await reach.type('withdraw-reason', REASON)
  await reach.press('撤回')
  await reach.untilText(`已撤回：${REASON}`)
  expect((await stored(id)).withdrawal?.reason).toBe(REASON)
  read.pullDown()
  await read.untilText(REASON)
}, 120_000)

test('on a slow network the button never carries the head count of the audience before', async () => {
  const app = await boot(STAFF)
  const page = await app.open(EDITOR).settled()
  await page.type('title', '社区食堂周一起改菜单')
  const editor = await page.events.editor('notice-text')
  editor.type('周一起换菜单。')
  await saved(page)
  await page.press('发给谁', 'tab')
  const whole = await page.until(headCount, 'a head count')
  const release = app.phone.holdAnswer('POST', /audience-preview$/)
  await page.press(/^青禾社区/, 'checkbox')
  await page.press(/^锦和苑，/, 'checkbox')
  await page.untilText('正在重新数')
  await page.press('检查发布', 'tab')
  await page.untilText('还没有数出发给多少户')
  await page.press('发布')
  await page.untilText('还没有数出是多少户，要发出吗')
  await page.press('再想想')
  release()
  await page.until((shown) => Number(households(shown)) < Number(whole), 'the new head count on the button')
  await page.press(/^发给 \d+ 户$/)
  await page.press('发出')
  const reach = await app.at('packages/staff-notices/reach')
  expect((await stored(reach.options.id)).audience.nodeIds).toHaveLength(1)
})

test('publishing while a save is still under way waits for it and names its version', async () => {
  const app = await boot(STAFF)
  const page = await app.open(EDITOR).settled()
  await page.type('title', '老年食堂明天起供应早餐')
  const editor = await page.events.editor('notice-text')
  editor.type('早上 06:30 开门。')
  await saved(page)
  const release = app.phone.holdAnswer('PUT', /\/notices\//)
  editor.type('请带餐卡。')
  await page.until(() => app.phone.exchangesOf('PUT', /\/notices\//).length === 1, 'a save under way')
  await page.press('检查发布', 'tab')
  await page.press(/^发给 \d+ 户$/)
  await page.press('发出')
  release()
  const reach = await app.at('packages/staff-notices/reach')
  expect(await stored(reach.options.id)).toMatchObject({
    stage: 'live',
    html: '<p>早上 06:30 开门。请带餐卡。</p>',
  })
})

test('a draft that is only looked at stays as it was; what is typed into it is added to what stood there', async () => {
  const [draft] = await listed('draft')
  const before = await stored(draft?.id)
  expect(before.html).not.toBe('')
  const app = await boot(STAFF)
  const page = await app.open(`${EDITOR}?id=${draft?.id}`).settled()
  const editor = await page.events.editor('notice-text')
  await eventually(
    () => editor.contents.text,
    (text) => text.trim() !== '',
    'the text in the editor',
  )
  // Another step and back: the editor is a new one and holds the same text.
  await page.press('检查发布', 'tab')
  await page.press('写', 'tab')
  const again = await page.events.editor('notice-text')
  await eventually(
    () => again.contents.text,
    (text) => text === editor.contents.text,
    'the same text',
  )
  expect(page.text).not.toContain('已存在本机')
  expect(app.phone.exchangesOf('PUT', /\/notices\//)).toEqual([])

  again.type('。请相互转告')
  await saved(page)
  const after = await stored(draft?.id)
  expect(after.version).toBeGreaterThan(before.version)
  expect(after.html).toContain('请相互转告')
  expect(after.html).not.toContain('nodeid')
})

test('what is typed while the server is out of reach is still there when the app was killed, and is saved when it is back', async () => {
  const first = await boot(STAFF)
  const page = await first.open(EDITOR).settled()
  first.phone.setOnline(false)
  await page.type('title', '没有网络的时候写的')
  const editor = await page.events.editor('notice-text')
  editor.type('在电梯里写的一句')
  await page.untilText('您写的内容还在')
  first.kill()
  first.phone.setOnline(true)
  const second = new MiniProgram({ server: server.address, phone: first.phone })
  booted.push(second)
  const reopened = await second.open(EDITOR).settled()
  expect(reopened.byId('title')?.attr.value).toBe('没有网络的时候写的')
  await saved(reopened)
  const draft = (await listed('draft')).find(({ title }) => title === '没有网络的时候写的')
  expect((await stored(draft?.id)).html).toBe('<p>在电梯里写的一句</p>')
})

test('the visit list, told at the door, and a reminder for those who have not confirmed', async () => {
  let item: Notice | undefined
  for (const found of await listed('live')) {
    if (item === undefined && found.mustConfirm && (await reachOf(found.id)).toVisit > 0) item = found
  }
  const before = await reachOf(item?.id)
  const app = await boot(STAFF)
  const page = await app.open(`/packages/staff-notices/reach?id=${item?.id}`).settled()
  expect(page.text).toMatch(/按楼栋[\s\S]*住户名单[\s\S]*没有注册/)
  await page.press(/，已告知$/)
  await page.untilText('已记下上门告知')
  expect((await reachOf(item?.id)).totals.told).toBe(before.totals.told + 1)
  await page.press('只提醒未确认的')
  await page.untilText(/已提醒 \d+ 户，没有打扰已知晓的/)
  await page.untilText('刚提醒过')
  expect(page.byId('remind')?.attr.ariaDisabled).toBe(true)
})

test('a notice goes out at its time, chosen on WeChat’s wheels', async () => {
  const app = await boot(STAFF)
  const page = await app.open(EDITOR).settled()
  await page.type('title', '周末义诊，血压血糖免费测')
  const editor = await page.events.editor('notice-text')
  editor.type('周六 09:00 至 11:00 在中心花园。')
  await saved(page)
  await page.press('检查发布', 'tab')
  await page.press('定时发布')
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await page.pick('publish-day', tomorrow)
  await page.pick('publish-time', '09:30')
  await page.press('按时发出')
  const list = await app.at('packages/staff-notices/list')
  expect((await listed('scheduled')).map(({ title }) => title)).toContain('周末义诊，血压血糖免费测')
  await list.press(/^待发布/, 'tab')
  await list.untilText('周末义诊，血压血糖免费测')
})
