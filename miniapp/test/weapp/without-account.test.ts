import { startDemoServer, type DemoServer } from '../server'
import { MiniProgram } from './mini-program'
import { bootAs } from './signed-in'

interface Case {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly version: number
}

const STAFF = 'community-staff'
const RESIDENT = 'resident'
/** Tries of one address at one number in an hour (caller.service). */
const TRIES = 10

let server: DemoServer
const booted: MiniProgram[] = []

beforeAll(async () => {
  // With the limits that everybody meets.
  server = await startDemoServer({ RATE_LIMIT_FACTOR: '1' })
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

async function boot(persona?: string): Promise<MiniProgram> {
  const app = await bootAs(server, persona)
  booted.push(app)
  return app
}

const happen = (id: string, event: string, body: object) =>
  server.call<Case>(STAFF, 'POST', `/opinions/${id}/${event}`, body)

test('who calls is written down by the office and follows it by number and code without an account; whoever guesses is shut out, and stays so with the right code', async () => {
  const office = await (await boot(STAFF)).open('/packages/staff-cases/entry').settled()
  await office.press('登记这件意见')
  await office.untilText('请')
  await office.type('callerName', '周玉兰')
  await office.type('callerPhone', '13800000001')
  await office.type('text', '地下车库 B 区的积水没过了脚面，推车过不去')
  await office.press('公共设施与安全')
  await office.press('健身与儿童设施')
  await office.press(/^锦和苑/)
  await office.press('就是这里')
  await office.press('登记这件意见')
  await office.untilText(/\d{4} \d{4} \d{4}/)
  const number = /QH-\d{8}-\d{4}/.exec(office.text)?.[0] ?? ''
  const code = /\d{4} \d{4} \d{4}/.exec(office.text)?.[0] ?? ''

  const { items } = await server.call<{ items: readonly Case[] }>(
    ...([STAFF, 'GET', `/staff/opinions?q=${number}`] as const),
  )
  const [made] = items
  const id = String(made?.id)
  await happen(id, 'accept', { version: 1 })
  await happen(id, 'note', { version: 2, text: '车库的泵是物业的，先问黄经理' })
  const { version } = await server.call<Case>(STAFF, 'GET', `/staff/opinions/${id}`)
  await happen(id, 'reply', { version, text: '水泵换好了，积水今晚抽完', photoIds: [] })

  const app = await boot()
  const page = await app.open('/packages/opinions/track').settled()
  await page.press('查这件事')
  await page.untilText('请填编号')
  await page.type('number', number)
  await page.type('code', '0000 0000 0000')
  await page.press('查这件事')
  await page.untilText('编号或查询码不对')
  // Nothing that was typed is lost by one wrong digit, and the spaces of the slip are no mistake.
  expect(page.byId('number')?.attr.value).toBe(number)
  await page.type('code', code)
  await page.press('查这件事')
  await page.untilText('水泵换好了，积水今晚抽完')
  for (const secret of ['黄经理', '13800000001', '周玉兰', '周**']) expect(page.text).not.toContain(secret)
  expect(page.byRole('button', '打印这一件')).toBeUndefined()

  await page.press('查另一件')
  const asked = () => app.phone.exchangesOf('POST', /\/opinions\/track$/).map(({ status }) => status)
  for (let at = 1; at < TRIES; at++) {
    await page.type('code', String(at).padStart(12, '0'))
    await page.press('查这件事')
    await page.untilText('编号或查询码不对')
  }
  await page.type('code', '999999999999')
  await page.press('查这件事')
  await page.untilText(/请.*再试/)
  await page.type('code', code)
  await page.press('查这件事')
  await page.untilText(/请.*再试/)
  expect(page.text).not.toContain('水泵换好了')
  expect(asked().slice(-2)).toEqual([429, 429])
}, 120_000)

test('a resident who is not content says why and has it done again; too short is told, and what was written survives the app being killed', async () => {
  const { items } = await server.call<{ items: readonly { id: string }[] }>(RESIDENT, 'GET', '/space/places')
  const { id } = await server.call<Case>(RESIDENT, 'POST', '/opinions', {
    ...{ categoryCode: 'property.repair', text: '一单元的门禁刷卡没有反应', placeDetail: '', photoIds: [] },
    ...{ placeId: items[0]?.id, hideName: true, wantsPublic: false, notifyMe: true },
  })
  await happen(id, 'accept', { version: 1 })
  await happen(id, 'reply', { version: 2, text: '门禁修好了', photoIds: [] })
  const first = await boot(RESIDENT)
  const form = await first.open(`/packages/opinions/rate?id=${id}`).settled()
  await form.untilText('门禁修好了')
  await form.type('reason', '没修')
  await form.press('再办一次')
  await form.untilText('请写清楚，至少 4 个字')
  const words = '刷三次才开一次，晚上完全没有反应'
  await form.type('reason', words)
  first.kill()

  const app = new MiniProgram({ server: server.address, phone: first.phone })
  booted.push(app)
  app.open(`/packages/opinions/detail?id=${id}`)
  await app.page.press('去评价', 'link')
  const again = await (await app.at('packages/opinions/rate')).settled()
  expect(again.byId('reason')?.attr.value).toBe(words)
  await again.press('再办一次')
  const detail = await app.at('packages/opinions/detail')
  await detail.untilText('办理中')
  await detail.untilText(words)
  const seen = await server.call<Case & { timeline: readonly { text: string | null }[] }>(
    ...([STAFF, 'GET', `/staff/opinions/${id}`] as const),
  )
  expect(seen.status).toBe('in_progress')
  expect(seen.timeline.map(({ text }) => text)).toContain(words)
}, 90_000)
