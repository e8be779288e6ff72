import type { ImportKind } from '@linli/shared/imports/imports.kinds'
import { columnsOf } from '@linli/shared/imports/imports.columns'
import type { ImportProblemView, ImportView } from '@linli/shared/imports/imports.schema'
import { bodyOf, type Answer, type Client } from '../../../test/http-client'
import { buildPeopleTown, type PeopleTown } from '../../../test/people-town'
import { bytesOf, gb18030, rowsOf, workbook } from '../../../test/sheet-files'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { readSheet } from '../../platform/sheets/read-sheet'
import { writeXlsx } from '../../platform/sheets/xlsx-writer'

let app: TestApp
let town: PeopleTown
let staff: Client
let head: Client
const HOME = '锦和苑 3 号楼 2 单元 501'

beforeEach(async () => {
  app = await startTestApp()
  town = await buildPeopleTown(app)
  staff = town.as('community_staff')
  head = town.as('community_admin')
})
afterEach(() => app.close())

const view = (answer: Answer): ImportView => bodyOf(answer)

const upload = (client: Client, name: string, bytes: Buffer | string): Promise<Answer> =>
  client.upload('/files', { name, bytes: Buffer.from(bytes) }, { purpose: 'import_sheet' })

/** A file behind a signed address, as anybody who has the address gets it. */
async function fetched(
  address: string | undefined,
): Promise<{ status: number; type: string; bytes: Buffer }> {
  const answer = await fetch(`${app.url}${address ?? '/'}`)
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

const begin = async (client: Client, kind: ImportKind, bytes: Buffer | string, name = '名册.csv') => {
  const { id: fileId } = bodyOf(await upload(client, name, bytes))
  return client.post('/imports', { communityId: town.own, kind, fileId })
}
const get = async (id: string, client = staff) => view(await client.get(`/imports/${id}`))

/** To the end of the dry run. */
async function check(kind: ImportKind, bytes: Buffer | string, name?: string): Promise<ImportView> {
  const { id } = view(await begin(staff, kind, bytes, name))
  await app.drainOutbox()
  return get(id)
}
async function apply(id: string): Promise<ImportView> {
  view(await staff.post(`/imports/${id}/confirm`))
  await app.drainOutbox()
  return get(id)
}
const problemsOf = async (id: string): Promise<ImportProblemView[]> =>
  ((await staff.get(`/imports/${id}/problems`)).body as unknown as { items: ImportProblemView[] }).items

const table = (...rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.join(',')).join('\r\n')
const ownerHead = ['小区', '楼栋', '单元', '房号', '姓名', '手机号', '份额']
const owners = table(
  ownerHead,
  ['锦和苑', '3', '2', '501', '周玉兰', '13800000001', '1/2'],
  ['锦和苑', '3', '2', '501', '王德海', '13800000002', '1/2'],
  ['锦和苑', '3', '2', '502', '李建国', '13800000003', '全部'],
)

describe('a list of owners', () => {
  it('is read, compared, confirmed and written; the same file again changes nothing', async () => {
    const before = await app.census()
    const dry = await check('owners', owners)
    expect(dry).toMatchObject({
      ...{ status: 'checked', rows: 3, done: 3, readAs: 'CSV，按 UTF-8 读取', fault: null },
      ...{ counts: { created: 3, changed: 0, same: 0, bad: 0 }, rejects: null },
      abilities: { confirm: true, cancel: true },
    })
    expect((await app.census())['persons'] ?? 0).toBe(before['persons'] ?? 0)

    const done = await apply(dry.id)
    expect(done).toMatchObject({
      ...{ status: 'done', done: 3, counts: { created: 3, changed: 0, same: 0, bad: 0 } },
      abilities: { confirm: false, cancel: false },
    })
    const occupants = await app.rows('residencies')
    expect(occupants).toHaveLength(3)
    expect(occupants[0]).toMatchObject({ relation: 'owner', share: { n: 1, d: 2 }, livesIn: true })

    const again = await check('owners', owners)
    expect(again).toMatchObject({ counts: { created: 0, changed: 0, same: 3, bad: 0 } })
    expect(again.abilities.confirm).toBe(false)
    expect((await apply(again.id)).counts).toEqual({ created: 0, changed: 0, same: 3, bad: 0 })
    expect(await app.rows('residencies')).toHaveLength(3)
    expect(await app.rows('persons')).toHaveLength(3)
  })

  it('is the same list in GB18030, with a byte order mark, and as a workbook', async () => {
    const rows = owners.split('\r\n').map((line) => line.split(','))
    const xlsx = await bytesOf(
      writeXlsx({
        name: '业主',
        columns: ownerHead.map((label) => ({ label, type: 'text' })),
        rows: [rows.slice(1)],
        watermark: '某人 导出',
        now: app.clock.now(),
      }),
    )
    const expected = { created: 3, changed: 0, same: 0, bad: 0 }
    expect(await check('owners', gb18030(owners))).toMatchObject({
      counts: expected,
      readAs: 'CSV，按 GB18030 读取',
    })
    expect(await check('owners', `\ufeff${owners}`)).toMatchObject({ counts: expected })
    expect(await check('owners', xlsx, '业主.xlsx')).toMatchObject({
      counts: expected,
      readAs: 'XLSX，工作表“业主”',
    })
  })

  it('reports every bad row by line, column, value and reason, and writes the good ones', async () => {
    const mixed = table(
      ownerHead,
      ['锦和苑', '3', '2', '501', '周玉兰', '13800000001', '1/2'],
      ['锦和苑', '3', '2', '501', '周玉兰', '13800000001', '1/2'],
      ['锦和苑', '3', '2', '999', '李建国', '13800000003', '全部'],
      ['锦和苑', '3', '2', '502', '赵**', '1380000000', '三成'],
      ['锦和苑', '3', '2', '501', '钱多', '13800000006', '2/3'],
    )
    const dry = await check('owners', mixed)
    expect(dry.counts).toEqual({ created: 1, changed: 0, same: 0, bad: 4 })
    expect(await problemsOf(dry.id)).toEqual([
      { line: 3, column: null, value: '', reason: '和第 2 行重复' },
      { line: 4, column: '房号', value: '999', reason: '本社区没有这套房屋，请先导入房屋' },
      { line: 5, column: '姓名', value: '赵**', reason: '打了星号，请填完整的内容' },
      { line: 5, column: '手机号', value: '1380000000', reason: '手机号要 11 位，这里是 10 位' },
      { line: 5, column: '份额', value: '三成', reason: '份额要写成 1/2、50% 或“共同共有”' },
      { line: 6, column: '份额', value: '2/3', reason: '和前面同一套房的份额加起来超过了整套房' },
    ])
    expect((await apply(dry.id)).counts).toEqual({ created: 1, changed: 0, same: 0, bad: 4 })

    const { rejects } = await get(dry.id)
    const file = await fetched(rejects?.csv)
    expect(file.type).toBe('text/csv; charset=utf-8')
    const text = file.bytes.toString()
    expect(text).toContain('1380000000')
    expect(text).toContain('原第 4 行。房号：本社区没有这套房屋，请先导入房屋')
    // Corrected and sent again as it came.
    const corrected = text
      .replace(',999,', ',601,')
      .replace('赵**', '赵六')
      .replace(',1380000000,', ',13800000009,')
      .replace('三成', '1/2')
    expect((await check('owners', corrected)).counts).toMatchObject({ created: 2, same: 1, bad: 1 })
    const rows = await rowsOf(await readSheet((await fetched(rejects?.xlsx)).bytes, 'xlsx'))
    expect(rows).toHaveLength(5)
    expect((await fetched(rejects?.csv.replace('csv?', 'xlsx?'))).status).toBe(404)
    app.clock.advance(11 * 60_000)
    expect((await fetched(rejects?.csv)).status).toBe(404)
  })

  it('is judged against the roll: shares, identities, names', async () => {
    await town.enrol(
      { name: '周玉兰', phone: '13800000001', ...town.home(HOME, { share: { n: 2, d: 3 } }) },
      { name: '王德海', identity: { kind: 'resident_id', number: '11010519491231002X' } },
    )
    const rows = table(
      [...ownerHead, '证件号码'],
      ['锦和苑', '3', '2', '501', '李四', '13800000007', '1/2', ''],
      ['锦和苑', '3', '2', '502', '王海德', '13800000008', '', '11010519491231002X'],
      ['锦和苑', '3', '2', '601', '王德海', '13800000002', '', '11010519491231002X'],
    )
    const dry = await check('owners', rows)
    expect((await problemsOf(dry.id)).map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, '份额', '和名册里其他业主的份额加起来超过了整套房'],
      [3, '姓名', '这个证件号码在名册里是另一个姓名，请核对'],
    ])
    expect(dry.counts).toEqual({ created: 0, changed: 1, same: 0, bad: 2 })
  })

  it('leaves what it does not say: a share, whether somebody lives there', async () => {
    await town.enrol({
      ...{ name: '周玉兰', phone: '13800000001' },
      ...town.home(HOME, { share: { n: 1, d: 2 }, livesIn: false }),
    })
    const said = table(ownerHead.slice(0, 6), ['锦和苑', '3', '2', '501', '周玉兰', '13800000001'])
    expect((await check('owners', said)).counts).toMatchObject({ same: 1, changed: 0 })
  })
})

describe('the other lists', () => {
  it('rooms: new ones, changed ones, a grid that is not there', async () => {
    const rooms = table(
      ['小区', '楼栋', '单元', '房号', '网格', '建筑面积', '面积来源'],
      ['新园', '1', '', '101', '', '89.55', '登记簿'],
      ['新园', '1', '', '102', '', '八十九', ''],
      ['锦和苑', '3', '2', '501', '', '90.5', '实测'],
      ['新园', '1', '', '103', '第 99 网格', '', ''],
    )
    const dry = await check('rooms', rooms)
    expect(dry.counts).toEqual({ created: 1, changed: 1, same: 0, bad: 2 })
    expect(await problemsOf(dry.id)).toMatchObject([
      { line: 3, column: '建筑面积', value: '八十九', reason: '不是数字' },
      { line: 5, column: '网格', reason: '本社区没有这个网格，请先在房屋树里建好' },
    ])
    expect((await apply(dry.id)).status).toBe('done')
    const made = (await app.rows('nodes')).find((row) => row['label'] === '新园 1 号楼 101')
    expect(made).toMatchObject({ areaHundredths: 8955, areaSource: 'register' })
  })

  it('people: an owner stays one, and marks find people who are there', async () => {
    await town.enrol({ name: '周玉兰', phone: '13800000001', ...town.home(HOME) })
    const people = table(
      ['小区', '楼栋', '单元', '房号', '姓名', '与房屋关系', '手机号'],
      ['锦和苑', '3', '2', '501', '周玉兰', '家人', '13800000001'],
      ['锦和苑', '3', '2', '501', '沈一诺', '家属', ''],
      ['锦和苑', '3', '2', '502', '许租客', '租客', '13800000010'],
    )
    const dry = await check('people', people)
    expect(dry.counts).toEqual({ created: 2, changed: 0, same: 0, bad: 1 })
    expect(await problemsOf(dry.id)).toMatchObject([
      { line: 2, column: '与房屋关系', reason: '这个人是这套房的业主，业主用“业主”表导入' },
    ])
    await apply(dry.id)

    const tags = table(
      ['姓名', '手机号', '小区', '楼栋', '单元', '房号', '标签', '有效期至'],
      ['周玉兰', '13800000001', '', '', '', '', '养犬户', ''],
      ['沈一诺', '', '锦和苑', '3', '2', '501', '有学龄前孩子', '2027-08-31'],
      ['许租客', '13800000010', '', '', '', '', '会飞', ''],
      ['没有人', '13800000099', '', '', '', '', '养犬户', ''],
    )
    const marked = await check('tags', tags)
    expect(marked.counts).toEqual({ created: 0, changed: 2, same: 0, bad: 2 })
    expect((await problemsOf(marked.id)).map(({ reason }) => reason)).toEqual([
      '本社区的标签目录里没有这个标签',
      '名册里没有找到这个人，请先导入住户',
    ])
    await apply(marked.id)
    expect(await app.rows('persons')).toHaveLength(3)
    expect((await check('tags', tags)).counts).toMatchObject({ same: 2, changed: 0 })
  })
})

describe('a file that is refused', () => {
  const fault = async (bytes: Buffer | string, name?: string) => {
    const seen = await check('owners', bytes, name)
    expect(seen).toMatchObject({
      status: 'refused',
      rejects: null,
      abilities: { confirm: false, cancel: false },
    })
    return seen.fault
  }

  it('for its header, by the names of the columns', async () => {
    expect(await fault(table(['小区', '楼栋', '姓名', '手机号'], ['锦和苑', '3', '周', '1']))).toEqual({
      ...{ code: 'header_missing', line: 1, labels: ['房号'] },
      text: '表头缺少必填的列，请用模板的表头',
    })
    expect(await fault('完全是别的内容\n没有表头')).toMatchObject({ code: 'header_missing' })
    expect(await fault(table(ownerHead))).toMatchObject({ code: 'empty' })
  })

  it('for its bytes: a bomb, a broken workbook, an unknown encoding, UTF-16, an open quotation mark', async () => {
    const bomb = await workbook('', { 'xl/worksheets/sheet1.xml': ' '.repeat(10_000_000) })
    expect(await fault(bomb, '炸弹.xlsx')).toMatchObject({ code: 'bomb' })
    const utf16 = Buffer.from(`\ufeff${owners}`, 'utf16le')
    expect(await fault(utf16)).toMatchObject({ code: 'utf16' })
    expect(await fault(Buffer.concat([Buffer.from(owners), Buffer.from([0xff, 0xff])]))).toMatchObject({
      code: 'encoding',
    })
    expect(await fault(`${owners}\r\n"锦和苑,3,2,504,孙七,13800000011,`)).toMatchObject({ code: 'quotes' })
  })

  it('before it is kept: 30 MB, a photo, the old format', async () => {
    expect(await upload(staff, '名册.csv', Buffer.alloc(30 * 1024 * 1024, 'a,'))).toMatchObject({
      status: 413,
    })
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    expect(await upload(staff, '名册.csv', gif)).toMatchObject({ status: 415 })
    const old = Buffer.from('d0cf11e0a1b11ae1'.repeat(8), 'hex')
    expect(await upload(staff, '名册.xls', old)).toMatchObject({ status: 415 })
  })

  it('row by row for formulas, while the other rows go on', async () => {
    const cells = (values: readonly string[]) =>
      values.map((value) => (value.startsWith('<') ? value : `<c t="str"><v>${value}</v></c>`)).join('')
    const book = await workbook(
      [
        `<row r="1">${cells(ownerHead)}</row>`,
        `<row r="2">${cells(['锦和苑', '3', '2', '501', '周玉兰', '<c><f>A1</f><v>13800000001</v></c>', '1/2'])}</row>`,
        `<row r="3">${cells(['锦和苑', '3', '2', '502', '李建国', '13800000003', '全部'])}</row>`,
      ].join(''),
    )
    const dry = await check('owners', book, '业主.xlsx')
    expect(dry.counts).toMatchObject({ created: 1, bad: 1 })
    expect(await problemsOf(dry.id)).toEqual([
      { line: 2, column: '手机号', value: '13800000001', reason: '这一格是公式，请粘贴为数值' },
    ])
  })
})

describe('templates', () => {
  it.each(['rooms', 'owners', 'people', 'staff', 'tags'] as const)(
    'of %s come back with nothing to import',
    async (kind) => {
      for (const format of ['xlsx', 'csv'] as const) {
        const answer = await fetched(`/api/v1/imports/templates/${kind}/${format}`)
        expect(answer.status).toBe(200)
        const rows = await rowsOf(await readSheet(answer.bytes, format, { skipSheets: ['填写说明'] }))
        expect(rows[0]?.cells).toEqual(columnsOf(kind).map(([, { label }]) => label))
        expect(rows).toHaveLength(2)
      }
      expect((await fetched('/api/v1/imports/templates/rooms/xls')).status).toBe(404)
    },
  )

  it('with invented people are for the demo alone', async () => {
    expect((await fetched('/api/v1/imports/samples/owners/csv')).status).toBe(404)
  })

  it('whose example row was left in does not bring the example', async () => {
    const answer = await fetched('/api/v1/imports/templates/owners/csv')
    const filled = `${answer.bytes.toString().trimEnd()}\r\n锦和苑,3,2,502,李建国,13800000003,,,,全部,\r\n`
    expect((await check('owners', filled)).counts).toEqual({ created: 1, changed: 0, same: 0, bad: 0 })
  })
})

describe('who may', () => {
  it('bring and read lists: the office of the community alone', async () => {
    const { id } = await check('owners', owners)
    expect((await app.visitor.get(`/imports/${id}`)).status).toBe(401)
    for (const role of [
      'resident',
      'grid_worker',
      'supervisor',
      'organisation_staff',
      'street_admin',
    ] as const)
      expect((await town.as(role).get(`/imports/${id}`)).status).toBe(403)
    const stranger = town.as('community_staff', { community: 'other' })
    expect((await stranger.get(`/imports/${id}`)).status).toBe(404)
    expect((await stranger.post(`/imports/${id}/confirm`)).status).toBe(404)
    expect((await stranger.get(`/imports?communityId=${town.own}`)).status).toBe(404)
    expect((await staff.get(`/imports?communityId=${town.own}`)).body).toMatchObject({ items: [{ id }] })
  })

  it('bring staff: the head alone', async () => {
    const sheet = table(['姓名', '手机号', '角色'], ['李敏', '13800000005', '社区工作者'])
    expect((await begin(staff, 'staff', sheet)).status).toBe(403)
    expect((await begin(head, 'staff', sheet)).status).toBe(201)
  })

  it('use a file: whoever uploaded it, for this', async () => {
    const file = await upload(staff, '名册.csv', owners)
    const body = { communityId: town.own, kind: 'owners', fileId: file.body['id'] }
    expect((await head.post('/imports', body)).status).toBe(400)
    expect((await staff.post('/imports', body)).status).toBe(201)
  })
})

describe('one at a time', () => {
  it('a second list of the community is refused, however many come at once', async () => {
    const files = await Promise.all(Array.from({ length: 6 }, () => upload(staff, '名册.csv', owners)))
    const answers = await Promise.all(
      files.map((file) =>
        staff.post('/imports', { communityId: town.own, kind: 'owners', fileId: file.body['id'] }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'import_running',
      detail: '本社区正在导入另一份名册，请等它完成，或先取消它',
    })
  })

  it('confirmed many times at once, it is written once', async () => {
    const { id } = await check('owners', owners)
    const answers = await Promise.all(Array.from({ length: 5 }, () => staff.post(`/imports/${id}/confirm`)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4)
    await app.drainOutbox()
    expect(await app.rows('persons')).toHaveLength(3)
    const acts = (await app.rows('audit_rows')).map((row) => row['action'])
    expect(acts.filter((action) => String(action).startsWith('import.'))).toEqual([
      ...['import.begin', 'import.confirm', 'import.apply', 'import.finish'],
    ])
  })

  it('cancelled before it is confirmed, nothing has changed, and the next one may come', async () => {
    const { id } = view(await begin(staff, 'owners', owners))
    expect(view(await staff.post(`/imports/${id}/cancel`)).status).toBe('cancelled')
    await app.drainOutbox()
    expect(await app.rows('persons')).toHaveLength(0)
    expect((await staff.post(`/imports/${id}/cancel`)).status).toBe(409)
    expect((await begin(staff, 'owners', owners)).status).toBe(201)
  })
})

describe('a list that is cancelled while it is written', () => {
  it('has written whole slices, says how many rows, and the same file again brings the rest', async () => {
    // One room is one place: its rows are cut after 500.
    const named = (at: number) => [...String(at)].map((digit) => '零一二三四五六七八九'.charAt(Number(digit)))
    const row = (_: unknown, at: number) => [
      ...['锦和苑', '3', '2', '501', `周${named(at).join('')}`, `138000${10_000 + at}`, ''],
    ]
    const long = table(ownerHead, ...Array.from({ length: 600 }, row))
    const { id } = await check('owners', long)
    const { roll } = app.deps.services
    const upsert = roll.upsertPeople.bind(roll)
    const writing = jest.spyOn(roll, 'upsertPeople')
    writing.mockImplementation(async (...asked) => {
      // The second slice is under way when somebody cancels.
      if (writing.mock.calls.length === 2) view(await staff.post(`/imports/${id}/cancel`))
      return upsert(...asked)
    })
    const stopped = await apply(id)
    writing.mockRestore()
    expect(stopped).toMatchObject({ status: 'stopped', rows: 600, done: 500 })
    expect(stopped.counts).toEqual({ created: 500, changed: 0, same: 0, bad: 0 })
    expect(stopped.abilities).toEqual({ confirm: false, cancel: false })
    expect(await app.rows('persons')).toHaveLength(500)
    const acts = (await app.rows('audit_rows')).map(({ action }) => String(action))
    expect(acts.filter((action) => action.startsWith('import.'))).toEqual([
      ...['import.begin', 'import.confirm', 'import.apply', 'import.cancel'],
    ])
    expect((await staff.post(`/imports/${id}/cancel`)).status).toBe(409)
    const again = await apply((await check('owners', long)).id)
    expect(again).toMatchObject({ status: 'done', counts: { created: 100, changed: 0, same: 500, bad: 0 } })
  })
})

describe('what is kept', () => {
  it('no name, phone or number stands readable in the database or in a log', async () => {
    const { id } = await check('owners', owners)
    const stored = JSON.stringify([await app.rows('imports'), await app.rows('import_slices'), app.logs])
    expect(stored).not.toMatch(/周玉兰|13800000001/)
    await apply(id)
    expect(JSON.stringify([await app.rows('audit_rows'), app.logs])).not.toMatch(/周玉兰|13800000001/)
  })

  it('the rows go after their days, with the file; the figures stay', async () => {
    const bad = table(ownerHead, ['锦和苑', '3', '2', '999', '李', '13800000003', ''])
    const { id, keptUntil } = await check('owners', bad)
    expect(keptUntil).toBe('2026-11-30T02:00:00.000Z')
    app.clock.advance(8 * 86_400_000)
    staff = town.as('community_staff')
    expect(await app.deps.retention.run('import_rows')).toBe(1)
    await app.deps.retention.run('uploads')
    expect(await app.rows('import_slices')).toHaveLength(0)
    expect(await app.rows('files')).toHaveLength(0)
    expect(await get(id)).toMatchObject({
      status: 'cancelled',
      rejects: null,
      keptUntil: null,
      counts: { bad: 1 },
    })
    expect(await problemsOf(id)).toEqual([])
  })

  it('a list whose event was lost goes on by the sweep, and one that never moves is told as failed', async () => {
    const { id } = view(await begin(staff, 'owners', owners))
    await app.connection.getClient().db(app.connection.name).collection('outbox_events').deleteMany({})
    app.clock.advance(4 * 60_000)
    await app.deps.jobs.runNow('imports.sweep')
    await app.drainOutbox()
    staff = town.as('community_staff')
    expect((await get(id)).status).toBe('checked')

    const second = view(await begin(staff, 'owners', owners))
    for (let round = 0; round < 5; round += 1) {
      await app.connection.getClient().db(app.connection.name).collection('outbox_events').deleteMany({})
      app.clock.advance(4 * 60_000)
      await app.deps.jobs.runNow('imports.sweep')
    }
    staff = town.as('community_staff')
    expect((await get(second.id)).status).toBe('failed')
  })
})
