import { organisationParty, staffKey, workerParty } from '@linli/shared/opinions/parties'
import sharp from 'sharp'
import type { Client } from '../../../../test/http-client'
import {
  answered,
  caseIn,
  happen,
  lasting,
  startOpinionTown,
  submitted,
  town,
  type Case,
} from '../../../../test/opinion-town'
import { communityA, personas } from '../../../../test/personas'
import { rowsOf } from '../../../../test/sheet-files'
import type { TestApp } from '../../../../test/test-app'
import { readSheet } from '../../../platform/sheets/read-sheet'

let app: TestApp
let author: Client
let staff: Client
let admin: Client
let grid: Client
let property: Client

beforeAll(async () => {
  ;({ app, author, staff, admin, grid, property } = await startOpinionTown())
})
beforeEach(() => app.clock.set('2026-11-23T02:00:00.000Z'))
afterAll(() => app.close())

const company = organisationParty(communityA, '锦程物业')
const worker = workerParty(personas.gridWorker.accountId, '李敏')
const read = async (id: string, who = staff): Promise<Case> => caseIn(await who.get(`/staff/opinions/${id}`))
interface Line {
  readonly id: string
  readonly will?: boolean
  readonly done?: boolean
  readonly reason: string
  readonly copyText?: string | null
  readonly version?: number
}
const linesOf = (body: Record<string, unknown>) => body['items'] as Line[]
const preview = async (who: Client, act: object, ...cases: readonly { id: string }[]): Promise<Line[]> =>
  linesOf((await who.post('/staff/opinions/bulk/preview', { act, ids: cases.map(({ id }) => id) })).body)
const bulk = (who: Client, act: object, cases: readonly object[], key: string) =>
  who.post('/staff/opinions/bulk', { act, items: cases }, { idempotencyKey: `bulk-of-${key}` })
const at = ({ id, version }: Case) => ({ id, version })

describe('one act on many cases', () => {
  it('says before which will change and why the others stay, then does exactly that, once', async () => {
    const [one, two] = [await submitted(author), await submitted(author)]
    const done = await answered(author, staff)
    const strange = { id: 'opn_1BoxkVZLBjFjeN8D7r' }
    expect(await preview(staff, { kind: 'accept' }, one, two, done, strange)).toMatchObject([
      { id: one.id, will: true, reason: '' },
      { id: two.id, will: true },
      { id: done.id, will: false, reason: '现在是“已答复”，不能这样办' },
      { id: strange.id, will: false, reason: '没有找到，可能已经删除，或者不对您开放' },
    ])
    expect((await read(one.id)).status).toBe('submitted')
    await happen(author, two.id, 'withdraw', { version: 1 })
    const items = [at(one), at(two), at(done)]
    const answer = await bulk(staff, { kind: 'accept' }, items, 'accept-one')
    expect(linesOf(answer.body).map((line) => line.done)).toEqual([true, false, false])
    // A lost answer asked for again is the same answer, and nothing happens twice.
    expect((await bulk(staff, { kind: 'accept' }, items, 'accept-one')).body).toEqual(answer.body)
    expect(await read(one.id)).toMatchObject({ status: 'accepted', version: 2 })
  })

  it('two who do it at once: each case changes once', async () => {
    const cases = [await submitted(author), await submitted(author), await submitted(author)]
    const answers = await Promise.all(
      [staff, admin].map((who, n) => bulk(who, { kind: 'accept' }, cases.map(at), `race-of-${n}-two`)),
    )
    const done = answers.flatMap(({ body }) => (linesOf(body) ?? []).filter((line) => line.done))
    expect(done).toHaveLength(3)
    for (const { id } of cases) expect((await read(id)).version).toBe(2)
  })

  it('gives cases to a worker as they are, and to an organisation only in a copy somebody has checked', async () => {
    const one = await submitted(author)
    const two = await submitted(author, { text: '三楼的灯坏了，请打 13800000000 约时间' })
    const act = { kind: 'dispatch', leadKey: company.key, instruction: '' }
    const [first, second] = await preview(staff, act, one, two)
    expect(first).toMatchObject({
      will: true,
      copyText: '楼道堆了旧柜子和纸箱，轮椅过不去。跟物业说过两次了',
    })
    expect(second?.copyText).not.toContain('13800000000')
    const bare = await bulk(staff, act, [at(one)], 'no-copy-at-all')
    expect(linesOf(bare.body)[0]).toMatchObject({
      done: false,
      reason: expect.stringContaining('给单位看的内容') as string,
    })
    const sent = await bulk(
      staff,
      act,
      [
        { ...at(one), copyText: '楼道堆物' },
        { ...at(two), copyText: '打 13800000000' },
      ],
      'with-copies',
    )
    expect(linesOf(sent.body).map((line) => line.done)).toEqual([true, false])
    expect(await read(one.id, property)).toMatchObject({ text: '楼道堆物', limited: true })
    const toWorker = { kind: 'dispatch', leadKey: worker.key, instruction: '今天去看看' }
    expect(linesOf((await bulk(staff, toWorker, [at(two)], 'to-the-worker')).body)[0]?.done).toBe(true)
    // A grid worker sees what lies in the grid, and gives nothing away.
    expect((await preview(grid, toWorker, one))[0]).toMatchObject({
      will: false,
      reason: '您现在的身份不能做这件事',
    })
  })

  it('answers many in the same words, and puts them before the rest', async () => {
    const cases = [await submitted(author), await submitted(author)]
    await bulk(staff, { kind: 'accept' }, cases.map(at), 'accept-to-answer')
    const urgent = { kind: 'urgent', urgent: true, reason: '明天有检查' }
    const now = await preview(staff, urgent, ...cases)
    await bulk(
      staff,
      urgent,
      now.map(({ id, version }) => ({ id, version })),
      'make-urgent',
    )
    const [first] = ((await staff.get('/staff/opinions?filter=urgent')).body['items'] as Case[]).filter(
      ({ id }) => id === cases[0]?.id,
    )
    expect(first).toMatchObject({ category: { urgent: true } })
    const next = await preview(staff, { kind: 'reply', text: '都搬走了' }, ...cases)
    const reply = { kind: 'reply', text: '都搬走了，请看看' }
    await bulk(
      staff,
      reply,
      next.map(({ id, version }) => ({ id, version })),
      'same-answer',
    )
    for (const { id } of cases)
      expect(caseIn(await author.get(`/opinions/${id}`)).timeline[0]).toMatchObject({
        text: '都搬走了，请看看',
      })
  })

  it('is for those who handle cases, and asks for cases and for whole words', async () => {
    expect((await app.visitor.post('/staff/opinions/bulk/preview', {})).status).toBe(401)
    expect((await property.post('/staff/opinions/bulk/preview', {})).status).toBe(403)
    expect(
      (await staff.post('/staff/opinions/bulk/preview', { act: { kind: 'accept' }, ids: [] })).status,
    ).toBe(400)
    const wordless = { kind: 'reply', text: '好' }
    expect(
      (await staff.post('/staff/opinions/bulk/preview', { act: wordless, ids: [town.roomA] })).status,
    ).toBe(400)
  })
})

describe('who is named in a case (回避)', () => {
  const recuse = async (who: Client, id: string, keys: readonly string[], reason = '反映的就是它') =>
    happen(who, id, 'recuse', { version: (await read(id, admin)).version, keys, reason })
  const idsIn = async (who: Client, address: string): Promise<string[]> =>
    ((await who.get(address)).body['items'] as { id: string }[]).map(({ id }) => id)

  it('offers who works here, and points at those the words name', async () => {
    const opinion = await submitted(author, { text: '锦程物业的保安态度很差，骂人' })
    const { items } = (await staff.get(`/staff/opinions/${opinion.id}/recusal`)).body as {
      items: { label: string; named: boolean }[]
    }
    expect(items.filter(({ named }) => named).map(({ label }) => label)).toEqual(['锦程物业'])
    expect(items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['锦程物业', '社区工作者 陈立新', '社区负责人 王秀英', '网格员 李敏']),
    )
  })

  it('neither handles nor reads nor finds it, on any path', async () => {
    const opinion = await submitted(author, { text: '网格员上门时态度不好，楼道灯也没人管' })
    await happen(staff, opinion.id, 'note', { version: 1, text: '内部先核实' })
    expect((await recuse(admin, opinion.id, [staffKey(personas.staff.accountId), company.key])).status).toBe(
      200,
    )
    expect(await read(opinion.id, admin)).toMatchObject({ barredCount: 2 })
    expect((await staff.get(`/staff/opinions/${opinion.id}`)).status).toBe(404)
    for (const address of [
      '/staff/opinions?limit=50',
      '/staff/opinions?filter=to-accept&limit=50',
      `/staff/opinions?q=${encodeURIComponent('态度不好')}`,
      `/staff/opinions?q=${String(opinion['number'])}`,
    ])
      expect(await idsIn(staff, address)).not.toContain(opinion.id)
    expect(await idsIn(admin, `/staff/opinions?q=${String(opinion['number'])}`)).toEqual([opinion.id])
    for (const [event, body] of [
      ['accept', {}],
      ['note', { text: '看一眼' }],
      ['recuse', { keys: [], reason: '不用了' }],
      ['merge', { intoId: opinion.id }],
    ] as const)
      expect((await happen(staff, opinion.id, event, { version: 2, ...body })).status).toBe(404)
    expect((await preview(staff, { kind: 'accept' }, opinion))[0]).toMatchObject({ will: false })
    expect((await staff.get(`/staff/opinions/${opinion.id}/similar`)).status).toBe(404)
    // It is not given to the company, by nobody and on no path.
    const given = { leadKey: company.key, helpers: [], instruction: '', copyText: '灯坏了', photoIds: [] }
    const sent = await happen(admin, opinion.id, 'dispatch', { version: 2, ...given })
    expect([sent.status, (sent.body['errors'] as { path: string }[])[0]?.path]).toEqual([400, 'body.leadKey'])
    const helped = await happen(admin, opinion.id, 'dispatch', {
      ...{ version: 2, ...given, leadKey: worker.key },
      helpers: [{ key: company.key, task: '帮忙看灯', days: 2 }],
    })
    expect(helped.status).toBe(400)
  })

  it('leaves the lists behind the figures and the callbacks, not the figures', async () => {
    const opinion = await answered(author, admin)
    await happen(author, opinion.id, 'rate', {
      version: opinion.version,
      solved: 'no',
      score: 1,
      comment: '',
    })
    await recuse(admin, opinion.id, [staffKey(personas.staff.accountId)])
    const behind = `/staff/case-figures/cases?communityId=${communityA}&month=2026-11&by=category&part=all`
    expect(await idsIn(staff, behind)).not.toContain(opinion.id)
    expect(await idsIn(admin, behind)).toContain(opinion.id)
    expect(await idsIn(staff, `/staff/case-callbacks?communityId=${communityA}`)).not.toContain(opinion.id)
  })

  it('a person who works here is barred with the first write when the words name them, and is told nothing', async () => {
    const opinion = await submitted(author, { text: '着火了没人管，李敏说不归她', urgentNow: true })
    // Nothing that follows the submission has run yet.
    expect((await grid.get(`/staff/opinions/${opinion.id}`)).status).toBe(404)
    expect((await read(opinion.id, admin)).timeline).toContainEqual(
      expect.objectContaining({ title: '请网格员 李敏回避' }),
    )
    await app.deps.outbox.drain()
    const told = async (who: Client) => (await who.get('/messages?limit=50')).text.includes(opinion.id)
    expect([await told(staff), await told(grid)]).toEqual([true, false])
    // Words that come later count as well, unless the named one has the case in hand: then the office decides.
    const later = await submitted(author)
    const more = { version: 1, text: '李敏来过，说了两句就走了', photoIds: [] }
    expect((await happen(author, later.id, 'supplement', more)).status).toBe(200)
    expect((await grid.get(`/staff/opinions/${later.id}`)).status).toBe(404)
    const held = await submitted(author)
    await happen(grid, held.id, 'accept', { version: 1 })
    expect((await happen(author, held.id, 'supplement', { ...more, version: 2 })).status).toBe(200)
    expect((await grid.get(`/staff/opinions/${held.id}`)).status).toBe(200)
    const praise = await submitted(author, { text: '表扬李敏，跑了三趟', categoryCode: 'other.praise' })
    await app.deps.outbox.drain()
    expect((await grid.get(`/staff/opinions/${praise.id}`)).status).toBe(200)
  })

  it('first takes the case out of the hands of whoever has it; only the head lets somebody in again', async () => {
    const opinion = await submitted(author)
    await happen(staff, opinion.id, 'dispatch', {
      ...{ version: 1, leadKey: company.key, helpers: [], instruction: '', copyText: '堆物', photoIds: [] },
    })
    const held = await recuse(staff, opinion.id, [company.key])
    expect([held.status, held.text]).toEqual([400, expect.stringContaining('请先收回或改派') as string])
    const taken = caseIn(await happen(staff, opinion.id, 'take', { version: 2 }))
    expect((await recuse(admin, taken.id, [staffKey(personas.staff.accountId)])).status).toBe(200)
    expect(await read(opinion.id, admin)).toMatchObject({ ownerLabel: '社区 王秀英' })
    expect((await recuse(admin, opinion.id, [company.key])).status).toBe(200)
    expect((await recuse(staff, opinion.id, [])).status).toBe(400)
    expect((await recuse(admin, opinion.id, [])).status).toBe(200)
    expect((await recuse(admin, opinion.id, ['person:acc_1BoxkVZLBjFjeN8D7r'])).status).toBe(400)
    expect((await recuse(grid, opinion.id, [])).status).toBe(403)
    expect((await read(opinion.id)).timeline[0]).toMatchObject({ title: '不再要求回避' })
    expect((await author.get(`/opinions/${opinion.id}`)).text).not.toContain('回避')
  })
})

describe('name and phone for whoever has the case', () => {
  const given = (who: Client, opinion: Case) =>
    happen(who, opinion.id, 'dispatch', {
      ...{ version: opinion.version, leadKey: company.key, helpers: [], instruction: '' },
      ...{ copyText: '楼道堆物', photoIds: [] },
    })

  it('are read with the tick for exactly that, on record, and no longer once it is taken back', async () => {
    const bare = caseIn(await given(staff, await submitted(author, { hideName: false })))
    const seen = await property.get(`/staff/opinions/${bare.id}`)
    expect(seen.body).toMatchObject({ authorLabel: '不提供反映人信息', abilities: { readContact: false } })
    expect((await happen(property, bare.id, 'read-contact', {})).status).toBe(403)

    const shared = await happen(author, bare.id, 'share-contact', { version: bare.version, share: true })
    expect(shared.body).toMatchObject({ sharesContact: true, abilities: { shareContact: true } })
    expect((await property.get(`/staff/opinions/${bare.id}`)).body).toMatchObject({
      ...{ sharesContact: true, abilities: { readContact: true } },
      authorLabel: '周**，锦和苑 3 号楼 2 单元业主',
    })
    expect((await happen(property, bare.id, 'read-contact', {})).body).toMatchObject({ name: '周玉兰' })
    expect((await app.rows('audit_rows')).at(-1)).toMatchObject({
      ...{ action: 'opinion.read_contact', targetId: bare.id },
    })
    const { version } = caseIn(shared)
    expect((await happen(author, bare.id, 'share-contact', { version, share: false })).status).toBe(200)
    expect((await happen(property, bare.id, 'read-contact', {})).status).toBe(403)
    expect((await property.get(`/staff/opinions/${bare.id}`)).text).not.toContain('周')
    expect((await happen(admin, bare.id, 'share-contact', { version, share: true })).status).toBe(404)
  })

  it('come with the opinion when its author ticks so in the form', async () => {
    const opinion = caseIn(await given(staff, await submitted(author, { shareContact: true })))
    expect((await happen(property, opinion.id, 'read-contact', {})).body).toMatchObject({ name: '周玉兰' })
    expect((await happen(staff, opinion.id, 'read-contact', {})).status).toBe(403)
  })
})

describe('the list as a file', () => {
  const begin = (who: Client, changes: object = {}) =>
    who.post('/staff/opinions/export', {
      ...{ communityId: communityA, filter: 'all', order: 'newest', gridId: null },
      ...{ format: 'xlsx', purpose: 'meeting', masked: true, ...changes },
    })
  const rowsOfList = async (address: string): Promise<string[][]> => {
    const bytes = Buffer.from(await (await fetch(`${app.url}${address}`)).arrayBuffer())
    return (await rowsOf(await readSheet(bytes, 'xlsx'))).map(({ cells }) => [...cells])
  }

  it('holds the rows of the list, masked, recorded and watermarked, without the cases that name its taker', async () => {
    const text = '3-2-501 的灯坏了，请打 13800000000'
    const open = await submitted(author, { text, placeId: town.roomA })
    const secret = await submitted(author, { text: '说的是社区的人' })
    await happen(admin, secret.id, 'recuse', {
      ...{ version: 1, keys: [staffKey(personas.staff.accountId)], reason: '反映的是他' },
    })
    const { id, address } = (await begin(staff)).body as { id: string; address: string }
    const rows = await rowsOfList(address)
    expect(rows[0]?.[0]).toMatch(
      /^办件清单（已隐去门牌和号码） {2}陈立新 {2}2026-11-23 10:00 导出 {2}用途：工作例会/,
    )
    const line = rows.find(([number]) => number === open['number'])
    expect(rows[1]).toEqual([
      ...['编号', '提交日期', '到期日期', '期限', '事项', '类别', '位置', '主办', '状态', '答复日期'],
    ])
    expect(line?.slice(1, 4)).toEqual(['2026-11-23', '2026-11-24', '还剩 1 个工作日'])
    expect(line).toEqual(expect.arrayContaining(['锦和苑 3 号楼', '待受理']))
    expect(line?.join()).not.toMatch(/13800000000|501/)
    expect(rows.some(([number]) => number === secret['number'])).toBe(false)
    expect((await app.rows('audit_rows')).at(-1)).toMatchObject({
      ...{ action: 'opinion.export', targetId: id, detail: { purpose: 'meeting', masked: true } },
    })
    const [stored] = (await app.rows('case_exports')).filter((row) => row['_id'] === id)
    expect(stored).toMatchObject({ downloads: 1, rows: rows.length - 2 })
    expect((await fetch(`${app.url}${address.replace(/s=./, 's=A')}x`)).status).toBe(404)
  })

  it('in full is the head’s, and nobody else’s office', async () => {
    expect((await begin(staff, { masked: false })).status).toBe(403)
    const { address } = (await begin(admin, { masked: false })).body as { address: string }
    expect((await rowsOfList(address)).flat().join()).toContain('13800000000')
    expect((await begin(lasting(app, 'staffB'))).status).toBe(404)
    for (const who of [grid, property, author]) expect((await begin(who)).status).toBe(403)
    expect((await begin(staff, { purpose: 'fun' })).status).toBe(400)
  })
})

it('an answer shows how it was and how it is, to the resident as to staff', async () => {
  const photo = async (name: string): Promise<string> => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#446655' } })
      .png()
      .toBuffer()
    const answer = await staff.upload('/files', { name, bytes }, { purpose: 'opinion_photo' })
    return String(answer.body['id'])
  }
  const opinion = await submitted(author)
  const accepted = caseIn(await happen(staff, opinion.id, 'accept', { version: 1 }))
  const [before, after] = [await photo('前.png'), await photo('后.png')]
  const body = { version: accepted.version, text: '已经清走', photoIds: [after], beforeIds: [before] }
  expect((await happen(staff, opinion.id, 'reply', body)).status).toBe(200)
  const [entry] = caseIn(await author.get(`/opinions/${opinion.id}`)).timeline
  expect(entry).toMatchObject({ before: [{ id: before }], photos: [{ id: after }] })
  expect((await read(opinion.id)).timeline[0]).toMatchObject({ before: [{ id: before }] })
})

it('tells everybody what became of the cases of a month, and of kinds with few cases nothing', async () => {
  const { body } = await app.visitor.get(`/opinions/board/figures?communityId=${communityA}&month=2026-11`)
  expect(body).toMatchObject({ month: '2026-11', cases: expect.any(Number) as number, capped: false })
  expect((body['groups'] as { cases: number }[]).every(({ cases }) => cases >= 5)).toBe(true)
  expect(JSON.stringify(body)).not.toMatch(/物业公司|陈立新|person:/)
  expect((await app.visitor.get('/opinions/board/figures?month=2026-11')).status).toBe(404)
})
