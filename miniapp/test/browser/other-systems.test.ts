import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs } from './signed-in'

const OPERATOR = 'district-operator'
/** A site the operator has listed; nothing is sent there, as no public case changes here. */
const LISTED = 'hotline.example.cn'
const WIDE = { width: 1440 } as const

let server: DemoServer
let browser: Browser
let communityId: string
/** Each works once, as a code of the same half minute would. */
let recoveryCodes: string[]

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemoServer({ OUTBOUND_HOSTS: LISTED }), launchBrowser()])
  const home = await server.call<{ community: { id: string } }>('resident', 'GET', '/home')
  communityId = home.community.id
  const begun = await server.call<{ demoCode: string }>(OPERATOR, 'POST', '/second-factor/enrolment')
  const confirmed = await server.call<{ recoveryCodes: string[] }>(
    OPERATOR,
    'POST',
    '/second-factor/enrolment/confirm',
    { code: begun.demoCode },
  )
  recoveryCodes = confirmed.recoveryCodes
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** What stands in a card that is shown once: the last of its values is the secret. */
async function secretIn(page: Page, label: string): Promise<string> {
  const card = page.getByRole('region', { name: label, exact: true })
  await card.waitFor()
  return card.locator('.info-list__value').last().innerText()
}

async function prove(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog', { name: '请输入动态码' })
  await sheet.getByRole('button', { name: '用恢复码' }).click()
  await page.locator('#second-factor-proof').fill(recoveryCodes.pop() ?? '')
  await page.locator('#second-factor-prove').click()
  await sheet.waitFor({ state: 'detached' })
}

const open311 = (path: string, init?: RequestInit) => fetch(`${server.address}/open311/v2/${path}`, init)

test('a key is made past the dynamic code; its system files a case in JSON, follows it in XML and says how far it is', async () => {
  const keys = await openAs(
    browser,
    server,
    OPERATOR,
    `/packages/staff-district/keys?id=${communityId}`,
    WIDE,
  )
  const { page } = keys
  await page.locator('#key-name').fill('锦程工单系统')
  await page.locator('#key-organisation').fill('锦程物业')
  await page.getByRole('button', { name: '生成密钥' }).click()
  await prove(page)
  const secret = await secretIn(page, '新的密钥')
  const signingSecret = await secretIn(page, '新的签名密钥')
  const keyId = /key_\w+/.exec(await page.locator('body').innerText())?.[0] ?? ''
  await expectSound(keys)
  await keepPicture(page, 'operator-key', false)
  await keys.close()

  const filed = await open311('requests.json', {
    method: 'POST',
    body: new URLSearchParams({
      ...{ api_key: secret, jurisdiction_id: 'qh', service_code: 'facilities.lights' },
      ...{ address_string: '锦和苑东门', description: '东门口的路灯不亮，晚上看不清台阶' },
    }),
  })
  expect(filed.status).toBe(200)
  const [{ service_request_id: number }] = (await filed.json()) as [{ service_request_id: string }]
  expect(number).toMatch(/^QH-\d{8}-\d{4}$/)
  const own = await open311(`requests/${number}.xml?jurisdiction_id=qh&api_key=${secret}`)
  const xml = await own.text()
  expect(xml).toContain(`<service_request_id>${number}</service_request_id>`)
  expect(xml).toContain('<status>open</status>')
  // Nobody else hears of it before somebody has released it.
  expect((await open311(`requests/${number}.xml?jurisdiction_id=qh`)).status).toBe(404)

  const { items } = await server.call<{ items: readonly { id: string; version: number }[] }>(
    'community-staff',
    'GET',
    `/staff/opinions?q=${number}`,
  )
  const [found] = items
  const desk = await openAs(
    browser,
    server,
    'community-staff',
    `/packages/staff-cases/detail?id=${found?.id}`,
    WIDE,
  )
  await desk.page.getByText('其他系统转来，未核实').filter({ visible: true }).first().waitFor()
  await desk.page.getByRole('button', { name: '派单', exact: true }).click()
  const sheet = desk.page.getByRole('dialog', { name: '派给谁办' })
  await sheet.locator('#dispatch-lead .option-row', { hasText: '锦程物业' }).click()
  await sheet.getByRole('button', { name: '派出去' }).click()
  await desk.page.getByText('已派出，签收时限开始计算').waitFor()
  await expectSound(desk)
  await desk.close()

  const body = JSON.stringify({ id: 'w-1', service_request_id: number, status: 'done', text: '灯泡已换' })
  const push = (by: string) => {
    const seconds = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', by).update(`${seconds}.${body}`).digest('hex')
    return open311('status-pushes.json', {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'linli-key': keyId, 'linli-timestamp': String(seconds) },
        'linli-signature': `sha256=${signature}`,
      },
      body,
    })
  }
  expect((await push('somebody else')).status).toBe(401)
  expect((await push(signingSecret)).status).toBe(200)
  expect((await push(signingSecret)).status).toBe(200)
  expect(await server.call('community-staff', 'GET', `/staff/opinions/${found?.id}`)).toMatchObject({
    status: 'answered',
  })
}, 180_000)

test('an address is told of public cases only where the site is listed, and its secret is shown this once', async () => {
  const path = `/packages/staff-district/webhooks?id=${communityId}`
  const visit = await openAs(browser, server, OPERATOR, path, WIDE)
  const { page } = visit
  await page.locator('#webhook-name').fill('市热线')
  await page.locator('#webhook-address').fill('https://elsewhere.example.cn/linli')
  const add = page.getByRole('button', { name: '添加推送地址' })
  await add.click()
  await prove(page)
  await page.getByText('这个网站不在允许的名单里').waitFor()
  expect(await page.locator('#webhook-name').inputValue()).toBe('市热线')
  await page.locator('#webhook-address').fill(`https://${LISTED}/cases`)
  await add.click()
  expect(await secretIn(page, '新的签名密钥')).toMatch(/^whs_/)
  await page.locator('.list-row__main', { hasText: `https://${LISTED}/cases` }).waitFor()
  await expectSound(visit)
  await visit.close()
}, 120_000)
