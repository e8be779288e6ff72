import type { ImportKind } from '@linli/shared/imports/imports.kinds'
import { bodyOf, type Client } from '../../../test/http-client'
import { buildPeopleTown, type PeopleTown } from '../../../test/people-town'
import { rowsOf } from '../../../test/sheet-files'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { readSheet } from '../../platform/sheets/read-sheet'

let app: TestApp
let town: PeopleTown
let staff: Client
let head: Client
const HOME = '锦和苑 3 号楼 2 单元 501'

beforeAll(async () => {
  app = await startTestApp()
  town = await buildPeopleTown(app)
  staff = town.as('community_staff')
  head = town.as('community_admin')
  await town.enrol(
    {
      ...{ name: '周玉兰', phone: '13800000001', birthDate: '1949-12-31' },
      identity: { kind: 'resident_id', number: '11010519491231002X' },
      ...town.home(HOME, { share: { n: 1, d: 2 }, livesIn: false }),
      tags: [
        { code: 'dog', source: 'self', sourceRef: null, expiresAt: null },
        { code: 'subsistence', source: 'official', sourceRef: '滨民 118', expiresAt: null },
      ],
    },
    { name: '=王德海', phone: '13800000002', ...town.home(HOME, { share: { n: 1, d: 2 } }) },
    { name: '沈一诺', ...town.home(HOME, { relation: 'family' }) },
  )
})
afterAll(() => app.close())

interface Begun {
  readonly id: string
  readonly address: string
}
const begin = (client: Client, kind: ImportKind, masked: boolean, format: 'csv' | 'xlsx' = 'csv') =>
  client.post('/exports', { communityId: town.own, kind, format, purpose: 'check', masked })
const begun = async (...args: Parameters<typeof begin>): Promise<Begun> => bodyOf(await begin(...args))
const bytesAt = async (address: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(`${app.url}${address}`)).arrayBuffer())

/** The rows of a file without watermark and header, as text. */
async function rowsAt(address: string, format: 'csv' | 'xlsx' = 'csv'): Promise<string[][]> {
  const rows = await rowsOf(await readSheet(await bytesAt(address), format, { skipSheets: ['填写说明'] }))
  return rows.slice(2).map(({ cells }) => [...cells])
}

describe('a list that goes out', () => {
  it('is masked for the office, watermarked, and recorded with its purpose', async () => {
    const { id, address } = await begun(staff, 'owners', true)
    const text = (await bytesAt(address)).toString()
    expect(text).not.toMatch(/周玉兰|13800000001|11010519491231002X|1949-12-31/)
    expect(text).toMatch(
      /^\ufeff业主名册（已打星号） {2}.*2026-11-23 10:00 导出 {2}用途：核对名册 {2}内部资料，请勿外传\r\n/,
    )
    expect(text).toContain('周**,138****0001,居民身份证,1****************X,1949-**-**,1/2,否')
    expect((await app.rows('audit_rows')).at(-1)).toMatchObject({
      ...{ action: 'export.begin', targetId: id },
      detail: { kind: 'owners', format: 'csv', purpose: 'check', masked: true },
    })
    expect((await staff.get(`/exports?communityId=${town.own}`)).body).toMatchObject({
      items: [{ id, downloads: 1, rows: 2, masked: true, purpose: 'check' }],
    })
  })

  it('in full is the head’s alone, and both formats say the same', async () => {
    expect((await begin(staff, 'owners', false)).status).toBe(403)
    const csv = await rowsAt((await begun(head, 'owners', false)).address)
    const xlsx = await rowsAt((await begun(head, 'owners', false, 'xlsx')).address, 'xlsx')
    expect(csv).toEqual(xlsx)
    expect(csv[0]).toEqual([
      ...['锦和苑', '3 号楼', '2 单元', '501', '周玉兰', '13800000001', '居民身份证', '11010519491231002X'],
      ...['1949-12-31', '1/2', '否'],
    ])
    // What would be computed is text in a text file, and comes back as it was.
    expect((await bytesAt((await begun(head, 'owners', false)).address)).toString()).toContain("'=王德海")
    expect(csv[1]?.[4]).toBe('=王德海')
  })

  it('of marks leaves sensitive ones out of a masked list', async () => {
    const masked = await rowsAt((await begun(staff, 'tags', true)).address)
    expect(masked.map((cells) => cells[7])).toEqual(['养犬户'])
    const full = await rowsAt((await begun(head, 'tags', false)).address)
    expect(full.map((cells) => [cells[7], cells[8], cells[9]])).toEqual([
      ['养犬户', '本人登记', undefined],
      ['低保', '主管部门认定结果', '滨民 118'],
    ])
  })

  it('of rooms and people comes in again without a change', async () => {
    for (const kind of ['rooms', 'people', 'tags'] as const) {
      const { address } = await begun(head, kind, false, 'xlsx')
      const file = await head.upload(
        '/files',
        { name: '名册.xlsx', bytes: await bytesAt(address) },
        { purpose: 'import_sheet' },
      )
      const { body } = await head.post('/imports', { communityId: town.own, kind, fileId: file.body['id'] })
      await app.drainOutbox()
      const seen = (await head.get(`/imports/${String(body['id'])}`)).body
      expect(seen).toMatchObject({ status: 'checked', counts: { created: 0, changed: 0, bad: 0 } })
      expect((seen['counts'] as { same: number }).same).toBeGreaterThan(0)
    }
  })

  it('is made while it is sent, and stays within memory', async () => {
    const { address } = await begun(head, 'rooms', false, 'xlsx')
    expect(await rowsAt(address, 'xlsx')).toHaveLength(
      (await app.rows('nodes')).filter((row) => row['kind'] === 'room' && row['communityId'] === town.own)
        .length,
    )
  })

  it('has an address for this file alone and for minutes', async () => {
    const { id, address } = await begun(staff, 'owners', true)
    const other = await begun(staff, 'people', true)
    const status = async (path: string) => (await fetch(`${app.url}${path}`)).status
    expect(await status(address.replace(id, other.id))).toBe(404)
    expect(await status(address.replace(/s=./, 's=A').replace(/s=A./, 's=AB'))).toBe(404)
    app.clock.advance(11 * 60_000)
    expect(await status(address)).toBe(404)
    staff = town.as('community_staff')
    head = town.as('community_admin')
  })
})

describe('who may', () => {
  it('take lists out: the office of the community alone, with a second factor proven', async () => {
    expect((await app.visitor.get(`/exports?communityId=${town.own}`)).status).toBe(401)
    for (const role of ['resident', 'grid_worker', 'supervisor', 'street_admin'] as const)
      expect((await begin(town.as(role), 'owners', true)).status).toBe(403)
    expect((await begin(town.as('community_admin', { community: 'other' }), 'owners', true)).status).toBe(404)
    const answer = await staff.post('/exports', { communityId: town.own, kind: 'owners', format: 'pdf' })
    expect(answer.status).toBe(400)
    expect(answer.text).toMatch(/请选择文件格式/)
  })
})
