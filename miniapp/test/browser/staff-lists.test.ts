import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startDemoServer, type DemoServer } from '../server'
import { launchBrowser } from './launch'
import { expectSound, keepPicture } from './page-checks'
import { openAs } from './signed-in'

const DESK = '/packages/staff-space/import'
const head = '小区,楼栋,单元,房号,姓名,手机号,份额'

let server: DemoServer
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'linli-lists-'))
  ;[server, browser] = await Promise.all([startDemoServer(), launchBrowser()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function choose(page: Page, kind: string, name: string, text: string): Promise<void> {
  const file = path.join(folder, name)
  await writeFile(file, text)
  await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: `选择${kind}文件` }).click(),
  ])
  await chooser.setFiles(file)
}

async function downloaded(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

test('a list of owners is checked, its bad rows are said by line, column, value and reason, and the rest is written', async () => {
  const { page, faults, close } = await openAs(browser, server, 'community-staff', DESK, { width: 1440 })
  expect(await page.locator('h1:visible').innerText()).toBe('导入与导出')
  await page.getByText('还没有导入过').waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-lists', false)
  expect((await downloaded(page, '房屋模板 CSV')).text).toContain('小区,楼栋,单元,房号')
  expect((await downloaded(page, '下载示例房屋名册 CSV')).text).toContain('示例苑,1 号楼,1 单元,101')

  const rows = [
    '锦和苑,3,2,601,许新,13811110001,1/2',
    '锦和苑,3,2,601,何旧,1381111,1/2',
    '锦和苑,3,2,999,无房,13811110003,',
  ]
  await choose(page, '业主', '业主.csv', [head, ...rows].join('\n'))
  await page.getByText('核对好了，确认后写入 1 条').waitFor()
  await page.getByText('手机号要 11 位，这里是 7 位').waitFor()
  const table = page.getByRole('table', { name: '不能导入的行' })
  expect((await table.innerText()).split('\n').map((line) => line.trim())).toEqual(
    expect.arrayContaining([
      '第 3 行',
      '手机号',
      '1381111',
      '第 4 行',
      '房号',
      '999',
      '本社区没有这套房屋，请先导入房屋',
    ]),
  )
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-import-run', false)

  const rejects = await downloaded(page, '下载改好再传 CSV')
  expect(rejects.text).toContain('手机号：手机号要 11 位')
  await page.getByRole('button', { name: '导入 1 条' }).click()
  await page.getByText('把 1 条写入名册吗').waitFor()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByText('已写入 1 条').waitFor()
  const { items } = await server.call<{ items: readonly unknown[] }>(
    'community-staff',
    'GET',
    `/people?q=${encodeURIComponent('许新')}`,
  )
  expect(items).toHaveLength(1)
  await close()
}, 180_000)

test('a wrong header and an old format are said before anything is touched, on a phone as well', async () => {
  const { page, faults, close } = await openAs(browser, server, 'community-staff', DESK, { width: 375 })
  await choose(page, '业主', '旧.xls', 'x')
  await page.getByText('这是旧版表格（.xls）').waitFor()
  await choose(page, '业主', '错.csv', '小区,楼栋,姓名\n锦和苑,3,许新\n')
  await page.getByText('有问题的列：房号').waitFor()
  await expectSound({ page, faults })
  await keepPicture(page, 'staff-import-refused-375', false)
  await close()
}, 120_000)

test('a masked list goes out with a purpose, and the history says so', async () => {
  const { page, faults, close } = await openAs(browser, server, 'community-staff', DESK, { width: 1440 })
  await page.getByRole('button', { name: '导出名册' }).click()
  await page.getByText('这次导出会记入操作记录').waitFor()
  await expectSound({ page, faults })
  await page.getByRole('radio', { name: '核对名册' }).check()
  await page.getByRole('radio', { name: 'CSV' }).click()
  const { name, text } = await downloaded(page, '导出业主')
  expect(name).toMatch(/^业主名册 .*\.csv$/)
  expect(text).toContain('周**,138****0001')
  expect(text).not.toContain('13800000001')
  await page.getByText('用途：核对名册').first().waitFor()
  await close()
}, 120_000)
