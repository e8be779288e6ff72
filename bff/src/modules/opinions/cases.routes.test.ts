import { organisationParty, staffKey, workerParty } from '@linli/shared/opinions/parties'
import type { Client } from '../../../test/http-client'
import {
  answered,
  caseIn,
  happen,
  lasting,
  neighbour,
  startOpinionTown,
  submitted,
  type Case,
} from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'
import type { TestApp } from '../../../test/test-app'

let app: TestApp
let author: Client
let staff: Client
let admin: Client
let property: Client
let street: Client

beforeAll(async () => {
  ;({ app, author, staff, admin, property, street } = await startOpinionTown())
})
beforeEach(() => app.clock.set('2026-11-23T02:00:00.000Z'))
afterAll(() => app.close())

const company = organisationParty(communityA, '锦程物业')
const worker = workerParty(personas.gridWorker.accountId, '李敏')
const COPY = '楼道堆了旧柜子和纸箱，轮椅过不去'

const dispatch = (who: Client, opinion: Case, changes: Readonly<Record<string, unknown>> = {}) =>
  happen(who, opinion.id, 'dispatch', {
    version: opinion.version,
    leadKey: company.key,
    helpers: [],
    instruction: '请约住户搬走',
    copyText: COPY,
    photoIds: [],
    ...changes,
  })
const given = async (changes?: Readonly<Record<string, unknown>>): Promise<Case> =>
  caseIn(await dispatch(staff, await submitted(author), changes))
const act = async (
  who: Client,
  { id, version }: Case,
  event: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Case> => caseIn(await happen(who, id, event, { version, ...body }))
const read = async (who: Client, id: string): Promise<Case> => caseIn(await who.get(`/staff/opinions/${id}`))
const paths = (body: Record<string, unknown>) =>
  (body['errors'] as { path: string }[]).map((issue) => issue.path)
const inboxOf = async (who: Client) => {
  await app.deps.outbox.drain()
  const { items } = (await who.get('/messages')).body as { items: { title: string; text: string }[] }
  return items
}

describe('giving a case to an organisation', () => {
  it('accepts it, starts the time to sign, and tells the resident who handles it until when', async () => {
    const opinion = await given()
    expect(opinion).toMatchObject({
      status: 'dispatched',
      statusLabel: '已派单',
      ownerLabel: '锦程物业',
      deadline: { kind: 'signing', sentence: '锦程物业最晚今天 16:00 前签收' },
      handling: { lead: { label: '锦程物业' }, signed: false, copyText: COPY },
      abilities: { take: true, sign: false, reply: true, dispatch: true },
    })
    const own = caseIn(await author.get(`/opinions/${opinion.id}`))
    expect(own).toMatchObject({
      next: '接下来：锦程物业接收后开始办理，办好后答复您',
      deadline: { sentence: '锦程物业最晚 11月30日 18:00 前答复您' },
    })
    expect(own.timeline[0]).toMatchObject({ title: '社区交给锦程物业办理', text: null })
    expect((await inboxOf(property))[0]).toMatchObject({
      title: '有一件意见请您办理',
      text: `锦和苑 3 号楼，“${COPY}”。锦程物业最晚 11月23日 16:00 前签收`,
    })
  })

  it('shows the organisation the checked copy and the building, and nothing else of the resident', async () => {
    const text = '我是周玉兰，住 3-2-501，楼道堆了旧柜子，电话 13800000000'
    const opinion = caseIn(await dispatch(staff, await submitted(author, { text })))
    await act(staff, opinion, 'note', { text: '602 住的是独居老人' })
    const seen = await property.get(`/staff/opinions/${opinion.id}`)
    expect(seen.body).toMatchObject({
      limited: true,
      text: COPY,
      title: COPY,
      placeLabel: '锦和苑 3 号楼',
      authorLabel: '不提供反映人信息',
      gridLabel: '',
    })
    const list = await property.get('/staff/opinions')
    for (const leak of ['周', '501', '13800000000', '独居', '2 单元', '5 楼'])
      for (const body of [seen.text, list.text]) expect(body).not.toContain(leak)
    const found = async (q: string) =>
      ((await property.get(`/staff/opinions?q=${encodeURIComponent(q)}`)).body['items'] as unknown[]).length
    expect([await found(String(opinion['number'])), await found('501'), await found('周玉兰')]).toEqual([
      1, 0, 0,
    ])
  })

  it('never tells the organisation whom the resident’s words name, or that the case was called back about', async () => {
    const opinion = await given()
    const barred = await act(admin, opinion, 'recuse', {
      ...{ keys: [staffKey(personas.gridWorker.accountId)], reason: '居民说是网格员叫人堆的' },
    })
    expect(barred.timeline[0]).toMatchObject({ title: '请网格员 李敏回避' })
    const seen = await property.get(`/staff/opinions/${opinion.id}`)
    expect(seen.body).toMatchObject({ limited: true, status: 'dispatched' })
    for (const leak of ['李敏', '回避', '叫人堆的']) expect(seen.text).not.toContain(leak)
    await act(staff, barred, 'reply', { text: '已经搬走', photoIds: [] })
    app.clock.advance(8 * 86_400_000)
    await app.deps.services.opinions.jobs.lapseUnrated()
    const closed = await read(staff, opinion.id)
    await act(admin, closed, 'callback', { reached: false, text: '打了三次没有人接' })
    const after = await property.get(`/staff/opinions/${opinion.id}`)
    expect(after.body).toMatchObject({ status: 'closed' })
    expect(after.text).not.toMatch(/回访|没有人接/)
  })

  it('tells an organisation that helps its own task, and not what was written to the others', async () => {
    const opinion = await given({
      ...{ leadKey: worker.key, instruction: '先给 602 的王阿姨打电话 13800000009' },
      helpers: [
        { key: company.key, task: '备好推车', days: 2 },
        { key: 'community', task: '和王阿姨的儿子说好', days: 2 },
      ],
    })
    await act(lasting(app, 'gridWorker'), opinion, 'ask-extension', { days: 2, reason: '王阿姨住院了' })
    const seen = await property.get(`/staff/opinions/${opinion.id}`)
    expect(seen.body).toMatchObject({
      handling: {
        lead: { label: '网格员 李敏' },
        instruction: '',
        helpers: [{ task: '备好推车' }, { task: '' }],
      },
      extension: { days: 2, reason: '' },
    })
    expect(seen.text).not.toMatch(/王阿姨|13800000009/)
    const led = await read(lasting(app, 'gridWorker'), opinion.id)
    expect(led).toMatchObject({ handling: { helpers: [{}, { task: '和王阿姨的儿子说好' }] } })
    expect(JSON.stringify(led)).toContain('先给 602 的王阿姨打电话')
  })

  it('lets it sign, begin, write and answer; the answer is signed with its name', async () => {
    const opinion = await given()
    const signed = await act(property, opinion, 'sign')
    expect(signed).toMatchObject({
      status: 'signed',
      abilities: { start: true, reply: true, handBack: true },
    })
    const begun = await act(property, signed, 'start')
    const noted = await act(property, begun, 'note', { text: '住户明天在家' })
    const done = await act(property, noted, 'reply', { text: '已经搬走，消火栓前清空了', photoIds: [] })
    expect(done.status).toBe('answered')
    const own = caseIn(await author.get(`/opinions/${opinion.id}`))
    expect(own.timeline[0]).toMatchObject({ kind: 'reply', by: '锦程物业 黄志成' })
    expect(JSON.stringify(own.timeline)).not.toContain('住户明天在家')
    expect((await read(staff, opinion.id)).timeline.some(({ text }) => text === '住户明天在家')).toBe(true)
  })

  it('hides what it was not given, also by its address, and refuses the acts of the office', async () => {
    const opinion = await submitted(author)
    expect((await property.get(`/staff/opinions/${opinion.id}`)).status).toBe(404)
    expect((await happen(property, opinion.id, 'sign', { version: 1 })).status).toBe(404)
    const led = await given()
    expect((await dispatch(property, led)).status).toBe(403)
    expect((await happen(staff, led.id, 'sign', { version: led.version })).status).toBe(403)
    expect((await happen(lasting(app, 'staffB'), led.id, 'take', { version: led.version })).status).toBe(404)
    const taken = await act(staff, led, 'take')
    expect(taken).toMatchObject({ status: 'in_progress', handling: null, ownerLabel: '社区 陈立新' })
    expect((await property.get(`/staff/opinions/${led.id}`)).status).toBe(404)
  })

  it.each([
    ['somebody who takes no cases here', { leadKey: 'organisation:x' }, ['body.leadKey']],
    ['no copy for the organisation', { copyText: '' }, ['body.copyText']],
    ['a phone number in the copy', { copyText: '打 13800000000 找她' }, ['body.copyText']],
    [
      'the lead as its own helper',
      { helpers: [{ key: company.key, task: '帮忙', days: 1 }] },
      ['body.helpers.0.key'],
    ],
    ['a photo of another case', { photoIds: ['fil_1BoxkVZLBjFjeN8D7r'] }, ['body.photoIds.0']],
  ])('refuses %s and says which field', async (_, changes, wanted) => {
    const opinion = await submitted(author)
    const answer = await dispatch(staff, opinion, changes)
    expect([answer.status, paths(answer.body)]).toEqual([400, wanted])
  })

  it('offers those who hold a role here, and nobody twice', async () => {
    const { items } = (await staff.get(`/staff/case-parties?communityId=${communityA}`)).body as {
      items: { label: string }[]
    }
    expect(items.map(({ label }) => label)).toEqual(['锦程物业', '网格员 李敏', '街道'])
  })
})

describe('coming back', () => {
  it('returns with a reason and its clock running; the second time the street decides, for good', async () => {
    const first = await given()
    const due = (await read(staff, first.id)) as unknown as { deadline: { dueAt: string } }
    expect(due.deadline.dueAt).toBe('2026-11-23T08:00:00.000Z')
    const bare = await happen(property, first.id, 'hand-back', { version: first.version, reason: 'not_ours' })
    expect([bare.status, paths(bare.body)]).toEqual([400, ['body.text']])
    await happen(property, first.id, 'hand-back', { version: first.version, reason: 'outside_list' })
    const back = await read(staff, first.id)
    expect(back).toMatchObject({
      ...{ status: 'returned', statusLabel: '被退回', returnCount: 1, handling: null },
      deadline: { kind: 'answer', state: 'running', dueAt: '2026-11-30T10:00:00.000Z' },
    })
    expect(back.timeline[0]).toMatchObject({ title: '锦程物业退回', text: '不在职责清单内' })
    expect((await inboxOf(staff))[0]?.title).toBe('派出的意见被退回了')
    expect((await property.get(`/staff/opinions/${first.id}`)).status).toBe(404)

    const again = caseIn(await dispatch(staff, back))
    await happen(property, again.id, 'hand-back', { version: again.version, reason: 'outside_list' })
    const referred = await read(street, first.id)
    expect(referred).toMatchObject({ status: 'adjudicating', abilities: { adjudicate: true } })
    expect((await dispatch(staff, referred)).status).toBe(409)
    expect((await inboxOf(street))[0]?.title).toBe('有一件意见请街道裁定')
    const decided = await act(street, referred, 'adjudicate', {
      leadKey: company.key,
      text: '按物业合同由锦程物业清理',
      copyText: COPY,
    })
    expect(decided).toMatchObject({ status: 'dispatched', handling: { final: true } })
    expect((await read(property, first.id)).abilities['handBack']).toBe(false)
    const third = await happen(property, first.id, 'hand-back', {
      version: decided.version,
      reason: 'outside_list',
    })
    expect([third.status, third.body['code']]).toEqual([409, 'invalid_status'])
    const elsewhere = await dispatch(staff, decided, { leadKey: worker.key })
    expect([elsewhere.status, paths(elsewhere.body)]).toEqual([400, ['body.leadKey']])
    const own = caseIn(await author.get(`/opinions/${first.id}`))
    expect(own.timeline.map(({ title }) => title)).toContain('社区重新安排由谁办')
    expect(JSON.stringify(own.timeline)).not.toContain('清单')
  })

  it('a worker leads what lies outside the own grid as well, and helpers report on their own part', async () => {
    const opinion = await given({
      leadKey: worker.key,
      helpers: [{ key: company.key, task: '提供手推车', days: 2 }],
    })
    const grid = lasting(app, 'gridWorker')
    expect(await read(grid, opinion.id)).toMatchObject({ limited: false, abilities: { sign: true } })
    const helper = await read(property, opinion.id)
    expect(helper).toMatchObject({ abilities: { helpDone: true, reply: false, sign: false } })
    const done = await act(property, helper, 'help-done', { text: '车放在物业门口' })
    expect(done).toMatchObject({ handling: { helpers: [{ done: true, late: false, task: '提供手推车' }] } })
    const sent = { version: done.version, text: '再说一次' }
    expect((await happen(property, opinion.id, 'help-done', sent)).status).toBe(403)
    expect((await read(grid, opinion.id)).timeline[0]).toMatchObject({
      kind: 'report',
      text: '车放在物业门口',
    })
  })
})

describe('waiting and more time', () => {
  it('waits for a vote with the clock standing, and does not ask the resident for anything', async () => {
    const accepted = await act(staff, await submitted(author), 'accept')
    const held = await act(staff, accepted, 'hold', { for: 'vote', note: '12 月 20 日业主大会' })
    expect(held).toMatchObject({ statusLabel: '等业主表决', deadline: { state: 'paused' } })
    const own = caseIn(await author.get(`/opinions/${held.id}`))
    expect(own).toMatchObject({
      ...{ statusLabel: '暂时等待', waitsForMe: false, next: '接下来：现在等业主表决，之后社区接着办' },
      deadline: { sentence: '现在等业主表决，期间不计时' },
    })
    const more = caseIn(
      await author.post(`/opinions/${held.id}/supplement`, {
        version: held.version,
        text: '我也投票',
        photoIds: [],
      }),
    )
    expect(more.status).toBe('waiting')
    app.clock.set('2026-11-25T02:00:00.000Z')
    const resumed = await act(staff, more, 'resume')
    expect(resumed).toMatchObject({
      status: 'in_progress',
      hold: null,
      deadline: { dueAt: '2026-12-02T10:00:00.000Z' },
    })
  })

  it('grants more time by somebody else, moves the due time and says so; once per promise', async () => {
    const signed = await act(property, await given(), 'sign')
    const long = await happen(property, signed.id, 'ask-extension', {
      version: signed.version,
      days: 11,
      reason: '配件没到',
    })
    expect([long.status, paths(long.body)]).toEqual([400, ['body.days']])
    const asked = await act(property, signed, 'ask-extension', { days: 3, reason: '配件没到' })
    expect((await inboxOf(admin))[0]).toMatchObject({ title: '有一个延期申请' })
    expect(
      (await happen(staff, asked.id, 'decide-extension', { version: asked.version, grant: true, text: '' }))
        .status,
    ).toBe(403)
    const granted = await act(admin, asked, 'decide-extension', { grant: true, text: '' })
    expect(granted).toMatchObject({
      extension: { state: 'granted', days: 3 },
      deadline: {
        dueAt: '2026-12-03T10:00:00.000Z',
        rule: expect.stringContaining('延期 3 个工作日') as string,
      },
    })
    const own = caseIn(await author.get(`/opinions/${signed.id}`))
    expect(own.timeline[0]).toMatchObject({ title: '办理期限延长 3 个工作日' })
    const again = await happen(property, signed.id, 'ask-extension', {
      version: granted.version,
      days: 1,
      reason: '还要一天',
    })
    expect(again.status).toBe(409)
  })

  it('nobody grants what they asked for', async () => {
    const accepted = await act(admin, await submitted(author), 'accept')
    const asked = await act(admin, accepted, 'ask-extension', { days: 2, reason: '要等师傅' })
    expect(asked.abilities['decideExtension']).toBe(false)
    expect(
      (await happen(admin, asked.id, 'decide-extension', { version: asked.version, grant: true, text: '' }))
        .status,
    ).toBe(403)
  })
})

test('two who give one case away at once: one does, the other learns that it has moved on', async () => {
  const opinion = await submitted(author)
  const answers = await Promise.all(
    [company.key, worker.key, company.key, worker.key].map((leadKey, at) =>
      dispatch(at % 2 === 0 ? staff : admin, opinion, { leadKey }),
    ),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const { status, body } of answers)
    if (status !== 200)
      expect(['409 invalid_status', '409 version_conflict']).toContain(`${status} ${String(body['code'])}`)
  const [row] = (await app.rows('opinions')).filter((one) => one['_id'] === opinion.id)
  expect((row?.['history'] as unknown[]).length).toBe(2)
})

describe('closing by time', () => {
  it('closes an unrated case seven days after the answer, on every read, before any sweep has run', async () => {
    const who = neighbour('Silent')
    const opinion = await answered(app.as(who), staff)
    app.clock.set('2026-11-30T01:59:59.000Z')
    expect(caseIn(await app.as(who).get(`/opinions/${opinion.id}`)).status).toBe('answered')
    app.clock.set('2026-11-30T02:00:00.000Z')
    const seen = caseIn(await app.as(who).get(`/opinions/${opinion.id}`))
    expect(seen).toMatchObject({ status: 'closed', rating: null, abilities: { rate: false, reopen: true } })
    const late = { version: 3, solved: 'yes', score: 5, comment: '' }
    const refused = await happen(app.as(who), opinion.id, 'rate', late)
    expect(refused.body).toMatchObject({ code: 'invalid_status', details: { current: 'closed' } })
    const open = await app.as(who).get('/opinions/mine?filter=waits-for-me')
    expect(open.body['items']).toEqual([])
    const closed = await app.as(who).get('/opinions/mine?filter=closed')
    expect((closed.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual([opinion.id])
  })

  it('is written down by the sweep as unrated, from the moment the time was over, and only once', async () => {
    const opinion = await answered(author, staff)
    app.clock.set('2026-12-05T02:00:00.000Z')
    await app.deps.jobs.runNow('opinions.lapse')
    await app.deps.jobs.runNow('opinions.lapse')
    const stored = (await app.rows('opinions')).find((row) => row['_id'] === opinion.id)
    expect(stored).toMatchObject({
      status: 'closed',
      closedAs: 'lapsed',
      rating: null,
      closedAt: new Date('2026-11-30T02:00:00.000Z'),
    })
    const lapses = (await app.rows('outbox_events')).filter((row) => row['type'] === 'opinion.lapsed')
    expect(lapses.filter((row) => row['aggregateId'] === opinion.id)).toHaveLength(1)
    const again = await happen(author, opinion.id, 'reopen', { version: 4, reason: '一直没有搬走' })
    expect(again.status).toBe(200)
  })
})
