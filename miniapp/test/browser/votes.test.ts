import { createHash } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectWhole, keepPicture } from './page-checks'
import { openAs, settled } from './signed-in'

interface Poll {
  readonly id: string
  readonly title: string
  readonly phase: string
}
interface Mine {
  readonly rows: readonly { readonly rowId: string; readonly voted: boolean }[]
}
interface Board {
  readonly secret: readonly { readonly entries: readonly [string, string][] }[]
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

async function pollNamed(start: string): Promise<string> {
  const { items } = await server.call<{ items: readonly Poll[] }>('community-staff', 'GET', '/staff/polls')
  const found = items.find(({ title }) => title.startsWith(start))
  if (found === undefined) throw new Error(`The demo has no poll ${start}`)
  return found.id
}
const mine = (id: string) => server.call<Mine>('resident', 'GET', `/polls/${id}/mine`)

test('a resident casts a secret ballot: an answer that was lost is asked for again and stays one vote', async () => {
  const id = await pollNamed('锦和苑东门')
  const { page, faults, close } = await openAs(browser, server, 'resident', '/pages/council', { width: 375 })
  // The address of a receipt is no receipt: nothing has been cast yet, and a row of nobody never will be.
  const [row] = (await mine(id)).rows
  for (const [named, words] of [
    [row?.rowId, '这一票还没有投出'],
    ['prw_strange', '名册上没有找到您的这一票'],
  ]) {
    await page.goto(`${server.address}/packages/council/voted?id=${id}&row=${named}`)
    await page.getByText(words ?? '').waitFor()
    expect(await page.getByRole('heading', { name: '已投出' }).count()).toBe(0)
  }
  await page.goto(`${server.address}/pages/council`)
  await page.getByRole('link', { name: '去投票：锦和苑东门改造，选哪个方案' }).click()
  await page.getByRole('button', { name: '投出这张票' }).click()
  await page.getByText('请选择，或者选“弃权”').waitFor()
  await page.getByRole('radio', { name: '方案一：人车分流' }).check()
  await expectWhole({ page, faults })
  await keepPicture(page, 'poll-ballot')
  await page.getByRole('button', { name: '投给“方案一”' }).click()
  await page.getByText('投出后不能修改，谁也不能').waitFor()
  await expectWhole({ page, faults })
  // The server takes the ballot, and its answer never arrives.
  await page.route(
    '**/ballot',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await page.getByRole('button', { name: '投出', exact: true }).click()
  await page.getByText('正在确认是否投出').waitFor()
  expect((await mine(id)).rows).toMatchObject([{ voted: true }])
  await page.getByRole('button', { name: '再确认一次' }).click()
  await page.getByRole('heading', { name: '已投出' }).waitFor()
  await page.getByText('已存在这部手机里，截止后显示').waitFor()
  expect(await page.locator('.page:visible').innerText()).not.toMatch(/方案一|[0-9a-f]{4} [0-9a-f]{4}/)
  await expectWhole({ page, faults })
  await keepPicture(page, 'poll-voted')
  const kept = await page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith('linli:ballot:'))
      .map((key) => localStorage.getItem(key)),
  )
  expect(kept).toHaveLength(1)
  expect(kept[0]).toMatch(/[0-9a-f]{32}/)
  await close()
}, 180_000)

test('who opens the address of a vote signs in first and is at that vote afterwards', async () => {
  const id = await pollNamed('锦和苑东门')
  const at = `/packages/council/poll?id=${id}`
  const { page, close } = await openAs(browser, server, undefined, at, { width: 375 })
  await page.getByRole('link', { name: '去登录' }).click()
  await page.locator('#demo-people').getByRole('button').first().click()
  await page.getByRole('heading', { name: '锦和苑东门改造，选哪个方案' }).waitFor()
  expect(page.url()).toBe(server.address + at)
  await close()
}, 120_000)

test('a voter whose own row did not arrive reads that and asks again: it is not left out in silence', async () => {
  const id = await pollNamed('锦和苑东门')
  const { page, close } = await openAs(browser, server, 'resident', '/pages/council', { width: 375 })
  await page.route('**/mine', (route) => route.abort())
  await page.goto(`${server.address}/packages/council/poll?id=${id}`)
  await page.getByText('现在没有网络').waitFor()
  await page.unroute('**/mine')
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByRole('region', { name: '我的这一票' }).waitFor()
  await close()
}, 120_000)

test('after closing the phone finds its ballot and counts the whole board; a board that was touched is named', async () => {
  const id = await pollNamed('2026 年物业')
  const [row] = (await mine(id)).rows
  const rowId = row?.rowId ?? ''
  // The codes of the demo are derived from the rows; this phone is made to hold the one of its person.
  const code = createHash('sha256').update(`demo ballot ${rowId}`).digest('hex').slice(0, 32)
  const board = await server.call<Board>('resident', 'GET', `/polls/${id}/board`)
  const choice = board.secret[0]?.entries.find(([known]) => known === code)?.[1]
  expect(choice).toBe('B')
  const { accountId } = await server.call<{ accountId: string }>('resident', 'GET', '/session')
  const { page, faults, close } = await openAs(
    browser,
    server,
    'resident',
    `/packages/council/poll?id=${id}`,
    { width: 375 },
  )
  await page.evaluate(
    ([key, ballot]) => localStorage.setItem(key ?? '', JSON.stringify({ data: ballot })),
    [
      `linli:ballot:${accountId}:${id}:${rowId}`,
      JSON.stringify({ codes: [code], choices: [choice], recorded: true }),
    ],
  )
  await page.getByRole('link', { name: '核对我的票' }).click()
  await page.getByRole('heading', { name: '您的票在公示板上' }).waitFor()
  await page.getByText(/完全一致，\d+ 张票都数到了/).waitFor()
  expect(await page.locator('.own-code').innerText()).toBe('**** **** ****')
  await page.getByRole('button', { name: '显示' }).click()
  expect(await page.locator('.own-code').innerText()).toBe(code.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 '))
  await expectWhole({ page, faults })
  await keepPicture(page, 'poll-verify')

  const touched = structuredClone(board)
  for (const entry of touched.secret[0]?.entries ?? []) if (entry[0] === code) entry[1] = 'C'
  await page.route('**/board', (route) => route.fulfill({ json: touched }))
  await page.getByRole('button', { name: '再数一遍' }).click()
  await page.getByRole('heading', { name: '公示板上没有您投的这张票' }).waitFor()
  await page.getByText('和公布的不一致').waitFor()
  await page.getByText(/^码 [0-9a-f]{12} 的票被改过$/).waitFor()
  await close()
}, 180_000)

test('the poll desk: an unlawful set-up is told the article, a lawful one becomes a draft and goes on to its roll', async () => {
  const desk = await openAs(browser, server, 'community-staff', '/packages/staff-council/list', {
    width: 1440,
  })
  const { page } = desk
  await expectWhole({ page, faults: desk.faults })
  await keepPicture(page, 'staff-polls', false)
  await page.getByRole('link', { name: '发起表决' }).click()
  await page.locator('#setup-title').fill('中心花园种什么树')
  await page.locator('#question-0-text').fill('您想种什么？')
  await page.locator('#question-0-option-0').fill('桂花')
  await page.locator('#question-0-option-1').fill('樱花')
  await page.locator('#setup-matter').selectOption({ label: '住宅改为经营性用房' })
  await page
    .getByText(/要有利害关系的业主一致同意.*《民法典》第 279 条/)
    .first()
    .waitFor()
  await page.locator('#setup-matter').selectOption({ label: '一般事项' })
  await page.getByText('设置合规，可以往下走').waitFor()
  // Whoever staff have not confirmed may be asked what they think.
  await page.getByRole('checkbox', { name: '身份没核对过的人也能投' }).check()
  await page.getByText(/身份还没核对过的居民也在名册上/).waitFor()
  // Votes that are listed one by one: what they follow from, and who has more than one.
  await page.locator('#setup-secrecy').selectOption({ label: '记名' })
  await page.locator('#setup-weighing').selectOption({ label: '逐个登记' })
  await page.getByText('请至少登记一位的票数').waitFor()
  await page.locator('#setup-weights-basis').fill('楼门长按楼门户数')
  await page.locator('#setup-weigh-pick').fill('周玉兰')
  await page.locator('#setup-weigh-pick').press('Enter')
  await page
    .getByRole('button', { name: /^周\*\*/ })
    .first()
    .click()
  await page.getByLabel(/^周\*\*.*几票$/).fill('20')
  await page.getByText(/依据是：楼门长按楼门户数/).waitFor()
  await page.getByText('设置合规，可以往下走').waitFor()
  await expectWhole({ page, faults: desk.faults })
  await keepPicture(page, 'staff-poll-setup', false)
  await page.getByRole('button', { name: '存为草稿' }).click()
  for (const act of ['定下设置', '公示名册']) {
    await page.getByRole('button', { name: act }).first().click()
    await page.locator('.sheet').getByRole('button', { name: act }).click()
  }
  await page.getByRole('heading', { name: '名册', exact: true }).waitFor()
  await page.getByText('名册合计').waitFor()
  await settled(page)
  await expectWhole({ page, faults: desk.faults })
  await keepPicture(page, 'staff-poll-desk', false)
  await desk.close()

  const id = await pollNamed('《青禾社区')
  const phone = await openAs(browser, server, 'community-staff', `/packages/staff-council/poll?id=${id}`, {
    width: 375,
  })
  await phone.page.getByRole('button', { name: '答复' }).first().click()
  await phone.page.getByRole('radio', { name: /^不成立/ }).check()
  await phone.page.locator('#decide-reason').fill('门牌 102 就是名册上这一户')
  await expectWhole(phone)
  await phone.page.locator('.sheet').getByRole('button', { name: '答复' }).click()
  await phone.page.getByText(/门牌 102 就是名册上这一户/).waitFor()
  await keepPicture(phone.page, 'staff-poll-375')
  await phone.close()
}, 180_000)

test('papers of a secret poll: a batch that was left half entered is still there, is entered whole, and is counted', async () => {
  const id = await pollNamed('4 号楼门厅')
  const desk = await openAs(browser, server, 'community-staff', `/packages/staff-council/poll?id=${id}`, {
    width: 375,
  })
  const { page } = desk
  await page.getByText('还有 8 张发出的纸票没有录').waitFor()
  await expectWhole(desk)
  await keepPicture(page, 'staff-poll-sealing-375')
  const open = async () => {
    await page.getByRole('link', { name: '录入纸票' }).click()
    await page.getByRole('heading', { name: '录入纸票' }).waitFor()
    await settled(page)
  }
  const enter = async (serial: number) => {
    await page.locator('#paper-serial').fill(String(serial))
    await page.locator('#batch-0').getByRole('radio', { name: '宣传栏' }).check()
    await page.locator('#batch-1').getByRole('radio', { name: '同意' }).check()
    await page.getByRole('button', { name: '放进这一批' }).click()
    await page.getByRole('button', { name: `去掉 ${serial} 号` }).waitFor()
  }
  await open()
  // A paper that was entered before is none of this batch: it is named, and the others stay.
  for (const serial of [3, 7, 8, 9]) await enter(serial)
  await expectWhole(desk)
  await keepPicture(page, 'staff-poll-batch-375')
  await page.locator('.nav-bar__back:visible').click()
  await page.waitForURL((url) => url.pathname === '/packages/staff-council/poll')
  await open()
  for (const serial of [10, 11, 12, 13]) await enter(serial)
  await page.getByRole('button', { name: '录入这 8 张' }).click()
  await page.getByText(/^3 号已经录过、作废了，或者没有印过/).waitFor()
  await page.getByText('从这一批去掉').click()
  await page.getByRole('button', { name: '录入这 7 张' }).waitFor()
  await enter(14)
  await page.getByRole('button', { name: '录入这 8 张' }).click()
  await page.getByText('发出 14 张，已录 14 张').waitFor()
  await page.locator('.nav-bar__back:visible').click()
  for (const which of ['first', 'last'] as const)
    await page.getByRole('button', { name: '计票', exact: true })[which]().click()
  await page.getByText('已截止，待公布').waitFor()
  await settled(page)
  await expectWhole(desk)
  const counted = await server.call<{ outcomes: readonly { count: { ballots: number } }[] }>(
    ...(['community-staff', 'GET', `/staff/polls/${id}`] as const),
  )
  expect(counted.outcomes).toHaveLength(2)
  await desk.close()
}, 180_000)

test('who leaves the ballot while it is on its way stays where they went', async () => {
  const id = await pollNamed('广场舞')
  const { page, close } = await openAs(browser, server, 'resident', `/packages/council/poll?id=${id}`, {
    width: 375,
  })
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/vote', async (route) => {
    await gate
    await route.continue()
  })
  await page.getByRole('link', { name: '去投票' }).click()
  await page.waitForURL((url) => url.pathname === '/packages/council/ballot')
  await settled(page)
  await page.getByRole('radio', { name: '20:30' }).check()
  await page.getByRole('button', { name: '投给“20:30”' }).click()
  const agreed = page.getByRole('checkbox', { name: '我和共有人商量好了' })
  if ((await agreed.count()) > 0) await agreed.check()
  const sent = page.waitForRequest((request) => request.url().endsWith('/vote'))
  await page.getByRole('button', { name: '投出', exact: true }).click()
  await sent
  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/packages/council/poll')
  const answered = page.waitForResponse((response) => response.url().endsWith('/vote'))
  release()
  await answered
  await page.getByText('已投票').waitFor()
  await page.waitForLoadState('networkidle')
  expect(new URL(page.url()).pathname).toBe('/packages/council/poll')
  await close()
}, 120_000)

test('a paper is handed out although the answer of the desk was lost: asked again, it does not say that the row has voted', async () => {
  const id = await pollNamed('锦和苑东门')
  const desk = await openAs(browser, server, 'community-staff', `/packages/staff-council/paper?id=${id}`, {
    width: 375,
  })
  const { page } = desk
  await page.route(
    '**/marks',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  const sheet = page.locator('.sheet')
  const pick = () =>
    page
      .getByRole('button', { name: /^2 · 锦和苑 1 号楼/ })
      .first()
      .click()
  const handOut = () => sheet.getByRole('button', { name: '发纸票' }).click()
  await pick()
  await handOut()
  // Said and answered where the desk looks, not at the head of a page that may be far above.
  await sheet.getByText('现在没有网络').waitFor()
  await handOut()
  await sheet.getByText('第 2 号可以发纸票').waitFor()
  await expectWhole(desk)
  await keepPicture(page, 'staff-poll-mark-375')
  await sheet.getByRole('button', { name: '知道了' }).click()
  // Another paper for the same row is another act.
  await pick()
  await handOut()
  await sheet.getByText('这一行已经投过，或者已经领过纸票').waitFor()
  await desk.close()
}, 120_000)
