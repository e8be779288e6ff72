import { startDemoServer, type DemoServer } from '../server'
import type { MiniProgram } from './mini-program'
import type { PageHandle } from './page-handle'
import { bootAs } from './signed-in'

const STAFF = 'community-staff'
const RESIDENT = 'resident'

interface Case {
  readonly id: string
  readonly status: string
  readonly timeline: readonly { readonly kind: string; readonly text: string | null }[]
}

let server: DemoServer
let app: MiniProgram | undefined

beforeAll(async () => {
  server = await startDemoServer()
}, 240_000)

afterEach(() => {
  app?.close()
  expect(app?.faults).toEqual([])
})

afterAll(async () => {
  await server?.close()
})

/** How often these words stand in the history of a case. */
async function told(persona: string, route: string, text: string): Promise<number> {
  const { timeline } = await server.call<Case>(persona, 'GET', route)
  return timeline.filter((entry) => entry.text === text).length
}

/** A case in work on the desk, and its page. */
async function openCase(): Promise<{
  readonly id: string
  readonly app: MiniProgram
  readonly page: PageHandle
}> {
  const { items } = await server.call<{ items: readonly Case[] }>(STAFF, 'GET', '/staff/opinions?limit=50')
  const id = items.find(({ status }) => status === 'in_progress')?.id
  const booted = await bootAs(server, STAFF)
  app = booted
  return {
    id: String(id),
    app: booted,
    page: await booted.open(`/packages/staff-cases/detail?id=${id}`).settled(),
  }
}

test.each([
  ['a note', '内部备注', '记下备注', /\/note$/, '物业说周四到货'],
  ['a reply', '回复居民', '发送回复', /\/reply$/, '已经更换灯具，今晚起正常'],
] as const)(
  '%s whose answer was lost stands once, though the button is tapped again',
  async (_, tab, button, path, text) => {
    const { id, app: staff, page } = await openCase()
    await page.press(tab, 'tab')
    await page.type('composer', text)
    staff.phone.loseAnswer('POST', path)
    await page.press(button)
    await page.untilText('您写的内容还在')
    expect(await told(STAFF, `/staff/opinions/${id}`, text)).toBe(1)
    // What the desk shows has moved on meanwhile, as after its half minute.
    page.pullDown()
    await page.untilText(text)
    await page.press(button)
    await page.until(() => page.byId('composer')?.attr.value !== text, 'the field, empty again')
    expect(await told(STAFF, `/staff/opinions/${id}`, text)).toBe(1)
  },
)

test('a note that arrived and was changed since is not written a second time without asking', async () => {
  const { id, app: staff, page } = await openCase()
  await page.press('内部备注', 'tab')
  await page.type('composer', '等配件')
  staff.phone.loseAnswer('POST', /\/note$/)
  await page.press('记下备注')
  await page.untilText('您写的内容还在')
  await page.type('composer', '等配件，周五到')
  await page.press('记下备注')
  await page.untilText('上一次写的已经送到了')
  expect(await told(STAFF, `/staff/opinions/${id}`, '等配件，周五到')).toBe(0)
  await page.press('当作新的一条')
  await page.press('记下备注')
  await page.untilText('备注已记下')
  expect(await told(STAFF, `/staff/opinions/${id}`, '等配件')).toBe(1)
  expect(await told(STAFF, `/staff/opinions/${id}`, '等配件，周五到')).toBe(1)
})

test('an addition of the resident whose answer was lost stands once, though the button is tapped again', async () => {
  const text = '每天晚上七点到九点半，周末更久'
  const { matters } = await server.call<{ matters: readonly { kind: string; targetId: string }[] }>(
    RESIDENT,
    'GET',
    '/home',
  )
  const id = String(matters.find(({ kind }) => kind === 'supplement-opinion')?.targetId)
  const before = await told(RESIDENT, `/opinions/${id}`, text)
  const resident = await bootAs(server, RESIDENT)
  app = resident
  const page = await resident.open(`/packages/opinions/supplement?id=${id}`).settled()
  await page.type('supplement', text)
  resident.phone.loseAnswer('POST', /\/supplement$/)
  await page.press('送出补充')
  await page.untilText('您写的内容还在')
  await page.press('送出补充')
  await resident.at('packages/opinions/detail')
  expect(await told(RESIDENT, `/opinions/${id}`, text)).toBe(before + 1)
})
