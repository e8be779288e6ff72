import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs } from './signed-in'

const HOME = '锦和苑 3 号楼 2 单元 501'
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

interface Requests {
  readonly items: readonly { readonly id: string; readonly maskedName: string; readonly status: string }[]
}

interface Found {
  readonly items: readonly { readonly id: string }[]
}
interface Card {
  readonly homes: readonly { readonly roomLabel: string }[]
  readonly formerHomes: readonly { readonly roomLabel: string; readonly endLabel: string }[]
}

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A button that leads somewhere is a link to the browser. */
const leading = (page: Page, name: string) =>
  page.getByRole('link', { name }).or(page.getByRole('button', { name })).first()
const bindBy = (code: string): string => `/packages/space/bind?code=${code.replace(' ', '')}`

/** The code of an invitation of the office, for a tenant. */
async function codeFor(label: string): Promise<string> {
  const { items } = await server.call<Found>(
    'community-staff',
    'GET',
    `/space/search?q=${encodeURIComponent(label)}`,
  )
  const body = { roomId: items[0]?.id, relation: 'tenant' }
  const { id } = await server.call<{ id: string }>('community-staff', 'POST', '/homes/invitations', body)
  const sheet = await server.call<{ inviteCode: string }>(
    ...(['community-staff', 'POST', `/homes/invitations/${id}/sheet`] as const),
  )
  return sheet.inviteCode
}

test('an owner invites family, and a newcomer is led from the terms to the home with that code', async () => {
  const owner = await openAs(browser, server, 'resident', '/packages/space/my-rooms', { width: 375 })
  await owner.page.getByText(HOME).first().waitFor()
  await expectSound(owner)
  await keepPicture(owner.page, 'my-rooms')
  await owner.page.getByRole('button', { name: '邀请家里人' }).first().click()
  await owner.page.getByRole('radio', { name: /^家人/ }).check()
  await owner.page.getByRole('button', { name: '生成邀请码' }).click()
  const shown = owner.page.locator('.invite-sheet__code')
  await shown.waitFor()
  const code = (await shown.innerText()).trim()
  expect(code).toMatch(/^[2-9A-Z]{4} [2-9A-Z]{4}$/)
  await expectSound(owner)
  await keepPicture(owner.page, 'invitation')
  await owner.close()

  const { page, faults, close } = await openAs(browser, server, 'newcomer', '/packages/account/consent', {
    width: 375,
  })
  await page.getByRole('button', { name: '同意并继续' }).click()
  await page.getByRole('heading', { name: '绑定您的房屋' }).waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'bind')
  await page.getByRole('button', { name: /我有邀请码/ }).click()
  await page.locator('#invite-code').fill(code.toLowerCase())
  await page.getByRole('button', { name: '看是哪一处' }).click()
  await page.getByText(HOME).waitFor()
  await page.getByRole('button', { name: '绑定这处房屋' }).click()
  await page.getByText('请填写姓名，和证件上一样').waitFor()
  await page.locator('#name').fill('孙悦')
  await page.getByRole('checkbox', { name: '我已满 18 岁' }).check()
  await expectSound({ page, faults })
  await page.getByRole('button', { name: '绑定这处房屋' }).click()
  await page.getByRole('heading', { name: '绑定好了' }).waitFor()
  const { homes } = await server.call<{ homes: readonly object[] }>('newcomer', 'GET', '/session')
  expect(homes).toMatchObject([{ label: HOME, relation: 'family' }])
  await close()
}, 180_000)

test('a request with a photo of a document is sent by hand, looked at once, and the photo is gone with the approval', async () => {
  const { page, faults, close } = await openAs(browser, server, 'grid-worker', '/packages/space/bind', {
    width: 375,
  })
  await page.getByRole('button', { name: /请社区核对/ }).click()
  await page.getByRole('button', { name: '请社区核对', exact: true }).click()
  await page.getByText('请选一处房屋').waitFor()
  for (const step of ['锦和苑', '3 号楼', '1 单元', '402'])
    await page.locator('.tree-picker').getByRole('button', { name: step, exact: true }).click()
  await page.getByRole('radio', { name: /^租户/ }).check()
  await page.locator('#name').fill('李敏')
  await page.getByRole('checkbox', { name: '我已满 18 岁' }).check()
  const chooser = page.waitForEvent('filechooser')
  await page
    .getByRole('button', { name: /添加照片|加照片|照片/ })
    .first()
    .click()
  await (await chooser).setFiles({ name: '合同.png', mimeType: 'image/png', buffer: PHOTO })
  await page.locator('.photo').first().waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'bind-request')
  await page.getByRole('button', { name: '请社区核对', exact: true }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  await leading(page, '看进展').click()
  await page.getByText(/提交，社区最晚 .+ 前给您答复/).waitFor()
  expect(await page.getByText('您还没有绑定房屋').count()).toBe(0)
  await expectSound({ page, faults })
  await keepPicture(page, 'my-rooms-waiting')
  await close()

  const desk = await openAs(browser, server, 'community-staff', '/packages/staff-space/bindings', {
    width: 1440,
  })
  await desk.page
    .locator('.data-table__open')
    .filter({ hasText: '李*' })
    .or(desk.page.getByRole('button', { name: /^李\*/ }))
    .first()
    .click()
  const panel = desk.page.locator('.side-panel')
  await panel.getByText('李敏').first().waitFor()
  await panel.getByRole('button', { name: '看证件照片' }).click()
  await panel.getByRole('img', { name: '申请人上传的证件照片' }).waitFor()
  await panel.getByRole('radio', { name: /^名册里没有/ }).check()
  await expectSound(desk)
  await keepPicture(desk.page, 'staff-bindings', false)
  await panel.getByRole('button', { name: '通过', exact: true }).click()
  await desk.page.getByText('已通过并告诉对方').waitFor()
  const { items } = await server.call<Requests>('community-staff', 'GET', '/homes/requests?filter=over')
  expect(items[0]).toMatchObject({ maskedName: '李*', status: 'approved', hasProof: false })
  await desk.close()
}, 180_000)

test('a tenant moves out and into another home, and the roll keeps where the person was', async () => {
  const [first, next] = ['锦和苑 4 号楼 1 单元 401', '锦和苑 4 号楼 1 单元 402']
  const { page, faults, close } = await openAs(
    browser,
    server,
    'grid-worker-two',
    bindBy(await codeFor(first)),
    {
      width: 375,
    },
  )
  const settle = async () => {
    await page.locator('#name:visible').fill('何涛')
    await page.getByRole('checkbox', { name: '我已满 18 岁' }).check()
    await page.getByRole('button', { name: '绑定这处房屋' }).click()
    await page.getByRole('heading', { name: '绑定好了' }).waitFor()
  }
  await settle()
  await leading(page, '看我的房屋').click()
  await page.getByRole('button', { name: '我搬走了' }).click()
  await page.getByText(`不住在${first}了吗`).waitFor()
  await expectSound({ page, faults })
  await page.getByRole('dialog').getByRole('button', { name: '我搬走了' }).click()
  await page.getByText('您还没有绑定房屋').waitFor()
  await page.goto(server.address + bindBy(await codeFor(next)))
  await settle()
  await close()

  const { items } = await server.call<Found>(
    'community-staff',
    'GET',
    `/people?q=${encodeURIComponent('何涛')}`,
  )
  expect(items).toHaveLength(1)
  const card = await server.call<Card>('community-staff', 'GET', `/people/${items[0]?.id}`)
  expect(card.homes.map(({ roomLabel }) => roomLabel)).toEqual([next])
  expect(card.formerHomes).toMatchObject([{ roomLabel: first, endLabel: '搬走了' }])
}, 120_000)

test('a lost phone is moved at the counter only after the paper was seen', async () => {
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-staff',
    '/packages/staff-space/recovery',
    { width: 375 },
  )
  await page.locator('#recovery-person').fill('吴桂英')
  await page.locator('#recovery-person').press('Enter')
  await page.getByRole('button', { name: /^吴\*\*/ }).click()
  await page.locator('#new-phone').fill('13800009999')
  expect(await page.getByRole('button', { name: '发验证码' }).isEnabled()).toBe(false)
  await page.locator('#paper-tail').fill('002X')
  await page.getByRole('checkbox', { name: /^本人在场/ }).check()
  await page.getByRole('button', { name: '发验证码' }).click()
  await page.getByText('已发到新手机，请居民念给您听').waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'recovery')
  await close()
}, 120_000)
