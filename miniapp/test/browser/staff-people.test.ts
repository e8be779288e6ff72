import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs } from './signed-in'

const PEOPLE = '/packages/staff-space/people'
const PERSON = '/packages/staff-space/person'

interface Item {
  readonly id: string
}
interface Card extends Item {
  readonly version: number
  readonly tags: readonly { readonly code: string }[]
  readonly merges: readonly { readonly id: string }[]
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

async function personNamed(name: string): Promise<Item> {
  const { items } = await server.call<{ items: readonly Item[] }>(
    'community-staff',
    'GET',
    `/people?q=${encodeURIComponent(name)}`,
  )
  const [item] = items
  if (item === undefined) throw new Error(`the demo has nobody called ${name}`)
  return item
}
const stored = (id: string) => server.call<Card>('community-staff', 'GET', `/people/${id}`)

const panel = (page: Page) => page.locator('.side-panel')

async function typeInto(page: Page, text: string): Promise<void> {
  const box = page.locator('#people-search:visible')
  await box.fill(text)
  await box.press('Enter')
}

test('somebody is found by initials and by room, masked, and the card stands beside the list', async () => {
  const { page, faults, close } = await openAs(browser, server, 'community-staff', PEOPLE, { width: 1440 })
  expect(await page.locator('h1:visible').innerText()).toBe('居民')
  await typeInto(page, 'zyl')
  await page.locator('.data-table__open').first().click()
  await panel(page).getByText('房屋', { exact: true }).waitFor()
  await panel(page).getByText('锦和苑 3 号楼 2 单元 501').first().waitFor()
  expect(await page.locator('body').innerText()).not.toContain('周玉兰')
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-people', false)

  await typeInto(page, '3-2-501')
  await page.locator('.data-table__open').nth(3).waitFor()
  await typeInto(page, '没有这个人')
  await page.getByText('没有找到“没有这个人”').waitFor()
  await close()
}, 120_000)

test('a phone is shown in full after saying what for, and masked again by a tap', async () => {
  const { id } = await personNamed('周玉兰')
  const { page, faults, close } = await openAs(browser, server, 'community-staff', `${PEOPLE}?id=${id}`, {
    width: 1440,
  })
  await panel(page).getByText('138****0001').waitFor()
  await panel(page).getByRole('button', { name: '查看完整手机号' }).click()
  await page.getByText('这次查看会记入操作记录').waitFor()
  await expectSound({ page, faults })
  await page.getByRole('radio', { name: '办理本人的事' }).check()
  await page.getByRole('button', { name: '查看', exact: true }).last().click()
  await panel(page).getByText('13800000001').waitFor()
  await panel(page).getByRole('button', { name: '遮住手机号' }).click()
  await panel(page).getByText('138****0001').waitFor()
  expect(await page.locator('body').innerText()).not.toContain('13800000001')
  await close()
}, 120_000)

test('a mark is added with its source and purpose, and what was typed survives a race', async () => {
  const { id } = await personNamed('王德海')
  const { page, faults, close } = await openAs(browser, server, 'community-staff', `${PEOPLE}?id=${id}`, {
    width: 1440,
  })
  await panel(page).getByRole('button', { name: '加标签' }).click()
  await page.locator('#tag-code').selectOption('dog')
  await page.getByText('用途：犬只登记和文明养犬提醒').waitFor()
  await page.locator('#tag-source').selectOption('self')
  // Somebody corrects the record in the meantime.
  const { version } = await stored(id)
  await server.call('community-staff', 'POST', `/people/${id}/correct`, { version, birthDate: '1960-02-02' })
  await page.getByRole('button', { name: '加上', exact: true }).click()
  await page.getByText('别人刚改过这份档案').waitFor()
  expect(await page.locator('#tag-code').inputValue()).toBe('dog')
  await expectSound({ page, faults: faults.filter((fault) => !fault.includes('409')) })
  await page.getByRole('button', { name: '加上', exact: true }).click()
  await panel(page).locator('.list-row__title', { hasText: '养犬户' }).waitFor()
  expect((await stored(id)).tags.map(({ code }) => code)).toContain('dog')
  await close()
}, 120_000)

test('two records are laid side by side, merged, and parted again', async () => {
  const [keep, drop] = [await personNamed('马晓东'), await personNamed('何雨欣')]
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-staff',
    `/packages/staff-space/merge?id=${keep.id}`,
    { width: 1440 },
  )
  const box = page.locator('#merge-search')
  await box.fill('何雨欣')
  await box.press('Enter')
  await page.locator('.list-row__main').first().click()
  await page.getByText('并入的这份').waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-merge', false)
  await page.getByRole('button', { name: '合并成一份' }).click()
  await page.getByRole('button', { name: '是，合并' }).click()
  await page.getByText('合并过一份重复档案').waitFor()
  const merged = await stored(keep.id)
  expect(merged.merges).toHaveLength(1)
  await page.getByRole('button', { name: /^撤销合并./ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销合并', exact: true }).click()
  await page.getByText('合并过一份重复档案').waitFor({ state: 'detached' })
  expect((await stored(drop.id)).id).toBe(drop.id)
  await close()
}, 120_000)

test('a child whose guardian has gone is said to have none, is given another, and a refusal is said there', async () => {
  const { id } = await personNamed('沈一诺')
  const { page, faults, close } = await openAs(browser, server, 'community-staff', `${PERSON}?id=${id}`, {
    width: 375,
  })
  const dialog = page.getByRole('dialog')
  const end = page.getByRole('button', { name: '结束，监护人 王**' })
  await end.click()
  await page.getByText(/没有别的监护人，孩子的账号就不能再同意新的事项/).waitFor()
  await expectSound({ page, faults })
  await dialog.getByRole('button', { name: '结束', exact: true }).click()
  await page.getByText('不满 14 岁，还没有登记监护人').waitFor()
  await page.getByRole('button', { name: '登记监护人' }).click()
  const box = page.locator('#guardian-search')
  await box.fill('王晓雯')
  await box.press('Enter')
  await dialog.locator('.list-row__main').first().click()
  // Whoever was picked stands there alone.
  await dialog.getByRole('button', { name: '换一个人' }).waitFor()
  expect(await box.count()).toBe(0)
  expect(await dialog.locator('.list-row').count()).toBe(1)
  await dialog.getByRole('radio', { name: '父母', exact: true }).check()
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await end.click()
  // Nobody settles what concerns themselves.
  await page.route('**/people/guardians/*/end', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        ...{ type: 'urn:linli:problem:own_matter', title: 'One’s own matter', status: 403 },
        ...{ detail: '这件事和您自己有关，请同事来办', code: 'own_matter', requestId: 'req_1' },
      }),
    }),
  )
  await dialog.getByRole('button', { name: '结束', exact: true }).click()
  await page.getByText('这件事和您自己有关，请同事来办').waitFor()
  await close()
}, 120_000)

test('on a phone the card is a page, and a grid worker sees nobody of another grid', async () => {
  const [near, far] = [await personNamed('周玉兰'), await personNamed('蔡福生')]
  const own = await openAs(browser, server, 'grid-worker', `${PERSON}?id=${near.id}`, { width: 375 })
  await own.page.getByText('锦和苑 3 号楼 2 单元 501').first().waitFor()
  expect(await own.page.getByRole('button', { name: '更正档案' }).count()).toBe(0)
  await expectSound(own)
  await keepPicture(own.page, 'staff-person-phone', false)
  await own.close()
  const other = await openAs(browser, server, 'grid-worker', `${PERSON}?id=${far.id}`, { width: 375 })
  await other.page.getByText('没有找到，可能已经删除，或者不对您开放').waitFor()
  await other.close()
}, 120_000)

test('the list of who is helped first opens with a purpose', async () => {
  const { page, faults, close } = await openAs(
    browser,
    server,
    'community-staff',
    '/packages/staff-space/help-first',
    { width: 375 },
  )
  await page.getByRole('button', { name: '打开名单' }).click()
  await page.getByRole('radio', { name: '紧急救助' }).check()
  await page.getByRole('button', { name: '查看', exact: true }).click()
  await page.getByText('84 岁，一个人住', { exact: false }).waitFor()
  await expectSound({ page, faults })
  await close()
}, 120_000)
