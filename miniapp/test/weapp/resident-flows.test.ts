import path from 'node:path'
import { startDemoServer, type DemoServer } from '../server'
import { eventually } from './eventually'
import { MiniProgram } from './mini-program'
import type { PageHandle } from './page-handle'
import { Phone } from './phone'
import { bootAs } from './signed-in'

interface Opinion {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly text: string
  readonly photos: readonly unknown[]
  readonly rating: { readonly solved: string; readonly score: number } | null
}
interface Matter {
  readonly kind: string
  readonly targetId: string
  readonly title: string
}
interface Reach {
  readonly totals: { readonly confirmed: number; readonly personsConfirmed: number }
}

const RESIDENT = 'resident'
const STAFF = 'community-staff'
const TEXT = '3 号楼 2 单元门口的感应灯这两天不亮了，晚上回家看不清台阶'
const ANSWER = '已经更换灯具，今晚起正常，再有不亮请拍照发来'
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

async function boot(persona: string | undefined): Promise<MiniProgram> {
  const app = await bootAs(server, persona)
  booted.push(app)
  return app
}

/** The same phone, after WeChat has ended the app. */
function bootAgain(dead: MiniProgram): MiniProgram {
  dead.kill()
  const app = new MiniProgram({ server: server.address, phone: dead.phone })
  booted.push(app)
  return app
}

const stored = (id: string) => server.call<Opinion>(RESIDENT, 'GET', `/opinions/${id}`)
const mine = async () =>
  (await server.call<{ items: readonly Opinion[] }>(RESIDENT, 'GET', '/opinions/mine?limit=50')).items
const matters = async () =>
  (await server.call<{ matters: readonly Matter[] }>(RESIDENT, 'GET', '/home')).matters

/** The first two steps of the opinion form, from an empty draft to the words. */
async function writeOpinion(page: PageHandle, text: string): Promise<void> {
  await page.press('公共设施与安全')
  await page.press('路灯、楼道灯')
  await page.press('下一步：说一说')
  await page.type('text', text)
}

test('a must-confirm notice is read from home and confirmed, and the staff’s reach goes up by this household', async () => {
  const matter = (await matters()).find(({ kind }) => kind === 'confirm-notice')
  const reach = () => server.call<Reach>(STAFF, 'GET', `/notices/${matter?.targetId}/reach`)
  const { totals: before } = await reach()

  const app = await boot(RESIDENT)
  await app.switchTab('/pages/home').press(new RegExp(`^${matter?.title}`), 'link')
  const notice = await app.at('packages/notices/detail')
  expect(notice.headings).toContain(matter?.title)
  await notice.press('我已知晓')
  await notice.untilText('已记下您知晓')
  await notice.untilText('您已知晓')

  const after = await eventually(
    reach,
    ({ totals }) => totals.confirmed === before.confirmed + 1,
    'one more household that knows',
  )
  expect(after.totals.personsConfirmed).toBe(before.personsConfirmed + 1)
  const desk = await boot(STAFF)
  await desk
    .open(`/packages/staff-notices/reach?id=${matter?.targetId}`)
    .untilText(`${after.totals.confirmed} 户已知晓`)
  // Back home the matter is gone without a reload.
  const home = app.back()
  await home.until(({ text }) => !text.includes(matter?.title ?? '') || text.includes('已知晓'), 'it gone')
  expect((await matters()).map(({ targetId }) => targetId)).not.toContain(matter?.targetId)
})

test('an opinion with a photo: the draft outlives the app, a lost answer makes one case, the staff answer, the resident rates', async () => {
  const before = (await mine()).length
  const first = await boot(RESIDENT)
  await first.switchTab('/pages/home').press('提意见', 'link')
  const writing = await first.at('packages/opinions/new')
  await writing.press('下一步：说一说')
  await writing.untilText('请选一类，选不准就选最接近的')
  await writeOpinion(writing, TEXT)
  first.phone.photos = [PHOTO]
  await writing.press('加照片')
  await writing.until((page) => page.byRole('button', /^第 1 张照片$/), 'the photo, arrived')
  await writing.untilText('草稿已存在本机')
  // The words stood there for the text already; the photo follows it a moment after it is seen.
  await eventually(
    () => [...first.phone.storage].filter(([key]) => key.startsWith('linli:draft:')),
    (drafts) => drafts.some(([, value]) => String(value).includes('"fil_')),
    'the photo, in the draft',
  )

  const second = bootAgain(first)
  const page = await second.open('/packages/opinions/new').settled()
  expect(page.byId('text')?.attr.value).toBe(TEXT)
  expect(page.byRole('button', /^第 1 张照片$/)).toBeDefined()
  await page.press('下一步：在哪里')
  await page.press('提交意见')
  await page.untilText('请选在哪里')
  await page.press(/^锦和苑 3 号楼 2 单元 501/, 'radio')
  second.phone.loseAnswer('POST', /\/opinions$/)
  await page.press('提交意见')
  await page.untilText('您写的内容还在')
  expect(await mine()).toHaveLength(before + 1)
  await page.press('提交意见')
  const receipt = await second.at('packages/opinions/receipt')
  expect(await mine()).toHaveLength(before + 1)
  const id = String(receipt.options.id)
  const opinion = await stored(id)
  expect(opinion).toMatchObject({ text: TEXT, status: 'submitted' })
  expect(opinion.photos).toHaveLength(1)
  expect(receipt.text).toContain(opinion.number)
  await receipt.press('看进展', 'link')
  await (await second.at('packages/opinions/detail')).untilText('您提交了意见')

  const grid = await boot('grid-worker')
  const bench = await grid.open('/packages/staff-cases/workbench').settled()
  await bench.type('case-search', opinion.number)
  bench.events.fire(bench.byId('case-search'), 'confirm', { value: opinion.number }, false)
  await bench.until((shown) => shown.allByRole('button', /感应灯/).length === 1, 'this case alone')
  await bench.press(/感应灯/)
  const accepting = await grid.at('packages/staff-cases/detail')
  await accepting.press('受理')
  await accepting.untilText('已受理，期限开始计算')
  expect((await stored(id)).status).toBe('accepted')

  const desk = await boot(STAFF)
  const item = await desk.open(`/packages/staff-cases/detail?id=${id}`).settled()
  await item.press('发送回复')
  await item.untilText('请先写几个字')
  await item.type('composer', ANSWER)
  await item.press('发送回复')
  await item.untilText('回复已发给居民')
  expect((await stored(id)).status).toBe('answered')

  const detail = second.page
  detail.pullDown()
  await detail.untilText(ANSWER)
  await detail.press('去评价', 'link')
  const rating = await second.at('packages/opinions/rate')
  expect(rating.text).toContain(ANSWER)
  await rating.press('解决了', 'radio')
  await rating.press('很满意', 'radio')
  await rating.press('送出评价')
  await second.at('packages/opinions/detail')
  expect((await stored(id)).rating).toMatchObject({ solved: 'yes', score: 5 })
})

test('a draft that met the server and was changed since is not taken for the one that arrived', async () => {
  const app = await boot(RESIDENT)
  const page = await app.open('/packages/opinions/new').settled()
  await writeOpinion(page, '快递柜挡住了消防通道，轮椅推不过去')
  await page.press('下一步：在哪里')
  await page.press(/^锦和苑 3 号楼 2 单元 501/, 'radio')
  const before = (await mine()).length
  app.phone.loseAnswer('POST', /\/opinions$/)
  await page.press('提交意见')
  await page.untilText('您写的内容还在')
  await page.type('placeDetail', '东门快递柜旁边')
  await page.press('提交意见')
  await page.untilText('上一次提交已经收到了')
  expect(await mine()).toHaveLength(before + 1)
  await page.press('当作新的提交')
  await page.press('提交意见')
  await app.at('packages/opinions/receipt')
  expect(await mine()).toHaveLength(before + 2)
})

test('a public notice is shared as a card, and whoever gets it reads it without signing in', async () => {
  const { items } = await server.call<{
    items: readonly { id: string; title: string; category: string }[]
  }>(RESIDENT, 'GET', '/notices?category=disclosure')
  const app = await boot(RESIDENT)
  const page = await app.open(`/packages/notices/detail?id=${items[0]?.id}`).settled()
  expect(page.find(({ tag, attr }) => tag === 'wx-button' && attr.openType === 'share')).toBeDefined()
  const card = page.share()
  expect(card.title).toBe(items[0]?.title)

  const visitor = new MiniProgram({ server: server.address, phone: new Phone() })
  booted.push(visitor)
  const received = await visitor.open(card.path).settled()
  expect(received.headings).toContain(items[0]?.title)
})
