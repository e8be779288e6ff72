import type { MessageView } from '@linli/shared/messages/messages.schema'
import sharp from 'sharp'
import type { Client } from '../../../test/http-client'
import {
  answered,
  caseIn,
  happen,
  lasting,
  neighbour,
  startOpinionTown,
  submission,
  submitted,
  town,
} from '../../../test/opinion-town'
import { communityA, communityB, personas } from '../../../test/personas'
import type { TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

let app: TestApp
let author: Client
let staff: Client
let other: Client

beforeAll(async () => {
  ;({ app, author, staff } = await startOpinionTown())
  other = lasting(app, neighbour('One'))
})
beforeEach(() => app.clock.set('2026-11-23T02:00:00.000Z'))
afterAll(() => app.close())

const photo = async (who: Client): Promise<string> => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#446655' } })
    .png()
    .toBuffer()
  const answer = await who.upload('/files', { name: '楼道.png', bytes }, { purpose: 'opinion_photo' })
  expect(answer.status).toBe(201)
  return String(answer.body['id'])
}
const stored = async (id: string) => (await app.rows('opinions')).find((row) => row['_id'] === id)
const eventsOf = async (id: string) =>
  (await app.rows('outbox_events')).filter((row) => row['aggregateId'] === id).map((row) => row['type'])
const auditOf = async (id: string) =>
  (await app.rows('audit_rows')).filter((row) => row['targetId'] === id).map((row) => row['action'])
const paths = (body: Record<string, unknown>) =>
  (body['errors'] as { path: string }[]).map((issue) => issue.path)

describe('submitting', () => {
  it('stores a case with its number, its clock and the masked author, and tells the house once', async () => {
    const photoId = await photo(author)
    const before = await app.census()
    const answer = await author.post('/opinions', submission({ photoIds: [photoId] }))
    expect(answer.status).toBe(201)
    const opinion = caseIn(answer)
    expect(opinion).toMatchObject({
      number: expect.stringMatching(/^QH-20261123-\d{4}$/) as string,
      title: '楼道堆了旧柜子和纸箱，轮椅过不去',
      category: { code: 'sanitation.corridor', label: '楼道堆物', groupLabel: '环境卫生', days: 5 },
      placeLabel: '锦和苑 3 号楼 2 单元 5 楼到 6 楼',
      status: 'submitted',
      statusLabel: '待受理',
      version: 1,
      mine: true,
      next: '接下来：社区看过后告诉您是否受理',
      deadline: {
        kind: 'acceptance',
        state: 'running',
        dueAt: '2026-11-24T10:00:00.000Z',
        sentence: '社区最晚明天 18:00 前告诉您是否受理',
      },
      abilities: { supplement: true, rate: false, reopen: false, withdraw: true },
    })
    expect(opinion['photos']).toHaveLength(1)
    const row = await stored(opinion.id)
    expect(row).toMatchObject({
      communityId: communityA,
      authorLabel: '周**，锦和苑 3 号楼 2 单元业主',
      place: { publicLabel: '锦和苑 3 号楼', gridLabel: '第 2 网格' },
      history: [{ event: 'submit', to: 'submitted' }],
    })
    expect(JSON.stringify(row)).not.toContain('周玉兰')
    expect(await eventsOf(opinion.id)).toEqual(['opinion.submitted'])
    const after = await app.census()
    const changed = Object.keys(after).filter(
      (name) => after[name] !== before[name] && name !== 'rate_limits',
    )
    expect(changed.sort()).toEqual([
      'counters',
      'idempotency_keys',
      'opinion_authors',
      'opinions',
      'outbox_events',
    ])
    const [file] = (await app.rows('files')).filter((one) => one['_id'] === photoId)
    expect(file).toMatchObject({ status: 'claimed', ownerType: 'opinion', ownerId: opinion.id })
  })

  it('promises a call within 30 minutes for what is urgent', async () => {
    const opinion = await submitted(author, { categoryCode: 'facilities.gas' })
    expect(opinion['deadline']).toMatchObject({ dueAt: '2026-11-23T02:30:00.000Z', strip: [] })
  })

  it('gives the same answer to the same key, and 409 to the same key with another body', async () => {
    const key = { idempotencyKey: 'opinion-key-one' }
    const first = await author.post('/opinions', submission(), key)
    const again = await author.post('/opinions', submission(), key)
    expect(again.status).toBe(201)
    expect(again.body['id']).toBe(first.body['id'])
    const changed = await author.post('/opinions', submission({ text: '换了一句话说' }), key)
    expect([changed.status, changed.body['code']]).toEqual([409, 'idempotency_key_reused'])
  })

  it('counts the numbers of a day upwards, per community', async () => {
    const first = await submitted(author)
    const second = await submitted(other)
    const inB = await submitted(app.as('residentB'), { placeId: town.estateB })
    const last = (opinion: Record<string, unknown>) => Number(String(opinion['number']).slice(-4))
    expect(last(second)).toBe(last(first) + 1)
    expect(inB['number']).toBe('ZC-20261123-0001')
  })

  it.each([
    ['an unknown category', { categoryCode: 'nothing.here' }, 'body.categoryCode'],
    ['a place of another community', { placeId: town.estateB }, 'body.placeId'],
    ['a text of three letters', { text: '灯坏了' }, 'body.text'],
    ['ten photos', { photoIds: Array.from({ length: 10 }, () => 'fil_1BoxkVZLBjFjeN8D7r') }, 'body.photoIds'],
    ['an unknown photo', { photoIds: ['fil_1BoxkVZLBjFjeN8D7r'] }, 'body.photoIds.0'],
    ['an unknown field', { urgent: true }, 'body.urgent'],
  ])('refuses %s and stores nothing', async (_, changes, path) => {
    const count = (await app.rows('opinions')).length
    const answer = await author.post('/opinions', submission(changes))
    expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed'])
    expect(paths(answer.body)).toContain(path)
    expect((await app.rows('opinions')).length).toBe(count)
  })

  it('refuses a photo somebody else uploaded, and a photo that already belongs to a case', async () => {
    const foreign = await photo(other)
    const refused = await author.post('/opinions', submission({ photoIds: [foreign] }))
    expect([refused.status, paths(refused.body)]).toEqual([400, ['body.photoIds.0']])
    const own = await photo(author)
    await submitted(author, { photoIds: [own] })
    const twice = await author.post('/opinions', submission({ photoIds: [own] }))
    expect(twice.status).toBe(400)
  })

  it('asks who is calling: 401 for a visitor, 403 without consent or community', async () => {
    expect((await app.visitor.post('/opinions', submission())).status).toBe(401)
    const unasked = await app.as('withoutConsent').post('/opinions', submission())
    expect(unasked.body['code']).toBe('consent_required')
    expect((await app.as('newcomer').post('/opinions', submission())).status).toBe(403)
  })
})

describe('the way of a case', () => {
  it('is accepted, begun, answered and rated; every step keeps state, event, audit and history together', async () => {
    const opinion = await submitted(author)
    const accepted = caseIn(await happen(staff, opinion.id, 'accept', { version: 1 }))
    expect(accepted).toMatchObject({
      status: 'accepted',
      version: 2,
      ownerLabel: '社区 陈立新',
      authorLabel: '周**，锦和苑 3 号楼 2 单元业主',
      gridLabel: '第 2 网格',
      deadline: { kind: 'answer', dueAt: '2026-11-30T10:00:00.000Z', workdaysLeft: 5, workdaysTotal: 5 },
    })
    const begun = caseIn(await happen(staff, opinion.id, 'start', { version: 2 }))
    expect(begun.status).toBe('in_progress')
    app.clock.set('2026-11-25T02:00:00.000Z')
    const photoId = await photo(staff)
    const reply = { version: 3, text: '已联系住户，周五上午搬走', photoIds: [photoId] }
    const replied = caseIn(await happen(staff, opinion.id, 'reply', reply))
    expect(replied).toMatchObject({
      status: 'answered',
      deadline: { state: 'done', sentence: '社区已答复，用时 2 个工作日' },
    })
    const seen = caseIn(await author.get(`/opinions/${opinion.id}`))
    expect(seen).toMatchObject({ waitsForMe: true, abilities: { rate: true, reopen: true, withdraw: false } })
    expect(seen.timeline[0]).toMatchObject({ kind: 'reply', title: '社区回复', by: '社区工作者 陈立新' })
    expect(seen.timeline.at(-1)).toMatchObject({ kind: 'event', title: '您提交了意见' })
    const rated = caseIn(
      await happen(author, opinion.id, 'rate', { version: 4, solved: 'yes', score: 5, comment: '谢谢' }),
    )
    expect(rated).toMatchObject({ status: 'closed', rating: { score: 5, solved: 'yes' }, version: 5 })
    expect(await eventsOf(opinion.id)).toEqual([
      'opinion.submitted',
      'opinion.accepted',
      'opinion.started',
      'opinion.replied',
      'opinion.rated',
    ])
    expect(await auditOf(opinion.id)).toEqual(['opinion.accept', 'opinion.start', 'opinion.reply'])
    const row = await stored(opinion.id)
    expect((row?.['history'] as { event: string }[]).map(({ event }) => event)).toEqual([
      'submit',
      'accept',
      'start',
      'reply',
      'rate',
    ])
  })

  it('tells the author in the inbox, asks for the rating, and stops asking once it is given', async () => {
    const who = neighbour('Told')
    const opinion = await answered(app.as(who), staff)
    await app.drainOutbox()
    const inbox = async () => (await app.rows('messages')).filter((row) => row['accountId'] === who.accountId)
    expect((await inbox()).map((row) => [row['title'], row['needsAct']])).toEqual([
      ['社区受理了您的意见', false],
      ['社区答复了您的意见', true],
    ])
    await happen(app.as(who), opinion.id, 'rate', { version: 3, solved: 'yes', score: 4, comment: '' })
    await app.drainOutbox()
    expect((await inbox()).every((row) => row['needsAct'] === false)).toBe(true)
  })

  it('stands still while the resident is asked, and runs on with the answer', async () => {
    const opinion = await submitted(author)
    await happen(staff, opinion.id, 'accept', { version: 1 })
    app.clock.set('2026-11-24T02:00:00.000Z')
    const asked = caseIn(
      await happen(staff, opinion.id, 'request-info', { version: 2, question: '请问是几楼到几楼' }),
    )
    expect(asked).toMatchObject({ status: 'waiting', statusLabel: '等居民', deadline: { state: 'paused' } })
    app.clock.set('2026-11-26T02:00:00.000Z')
    const seen = caseIn(await author.get(`/opinions/${opinion.id}`))
    expect(seen).toMatchObject({
      statusLabel: '等您补充',
      waitsForMe: true,
      deadline: { sentence: '正在等您补充，期间不计时' },
    })
    const resumed = caseIn(
      await happen(author, opinion.id, 'supplement', { version: 3, text: '5 楼到 6 楼之间', photoIds: [] }),
    )
    expect(resumed).toMatchObject({
      status: 'in_progress',
      deadline: { state: 'running', dueAt: '2026-12-02T10:00:00.000Z' },
    })
  })

  it('asks before accepting too, and the case comes back to be accepted', async () => {
    const opinion = await submitted(author)
    await happen(staff, opinion.id, 'request-info', { version: 1, question: '请补一张照片' })
    const back = caseIn(
      await happen(author, opinion.id, 'supplement', { version: 2, text: '补上了', photoIds: [] }),
    )
    expect(back).toMatchObject({ status: 'submitted', deadline: { kind: 'acceptance' } })
  })

  it('lets the author add to a running case without touching its clock', async () => {
    const opinion = await submitted(author)
    const added = caseIn(
      await happen(author, opinion.id, 'supplement', {
        version: 1,
        text: '今天又多了两个纸箱',
        photoIds: [],
      }),
    )
    expect(added).toMatchObject({ status: 'submitted', version: 2, deadline: opinion['deadline'] })
  })

  it('is refused with a listed reason and the right address', async () => {
    const opinion = await submitted(author)
    await happen(staff, opinion.id, 'reject', { version: 1, reason: 'court', text: '法院已经立案' })
    expect(caseIn(await author.get(`/opinions/${opinion.id}`))).toMatchObject({
      status: 'rejected',
      deadline: null,
      rejection: {
        label: '由法院或仲裁处理',
        advice: '社区不能办。您可以打 12348 问法律援助。法院已经立案',
      },
    })
  })

  it('is taken up again twice at most, each time with a new clock', async () => {
    const opinion = await answered(author, staff)
    for (const [version, round] of [
      [3, 1],
      [5, 2],
    ] as const) {
      const again = caseIn(
        await happen(author, opinion.id, 'reopen', { version, reason: '柜子还在，没有搬走' }),
      )
      expect(again).toMatchObject({ status: 'in_progress', deadline: { kind: 'answer', state: 'running' } })
      expect((await stored(opinion.id))?.['reopenCount']).toBe(round)
      await happen(staff, opinion.id, 'reply', { version: version + 1, text: '今天再去一次', photoIds: [] })
    }
    const third = await happen(author, opinion.id, 'reopen', { version: 7, reason: '还是没有搬走' })
    expect([third.status, third.body['code']]).toEqual([409, 'invalid_status'])
    const seen = caseIn(await author.get(`/opinions/${opinion.id}`))
    expect(seen.abilities).toMatchObject({ reopen: false, rate: true })
  })

  it('can be taken back until it is answered, and then leaves the board too', async () => {
    const opinion = await submitted(author)
    await happen(staff, opinion.id, 'accept', { version: 1 })
    await happen(staff, opinion.id, 'make-public', { version: 2, text: '楼道堆了旧柜子和纸箱' })
    expect((await app.visitor.get(`/opinions/${opinion.id}`)).status).toBe(200)
    const gone = caseIn(await happen(author, opinion.id, 'withdraw', { version: 3 }))
    expect(gone).toMatchObject({ status: 'withdrawn', onBoard: false })
    expect((await app.visitor.get(`/opinions/${opinion.id}`)).status).toBe(404)
  })

  it('answers 409 with the status found when the status forbids the act, and when the version is old', async () => {
    const opinion = await submitted(author)
    const early = await happen(author, opinion.id, 'rate', {
      version: 1,
      solved: 'yes',
      score: 5,
      comment: '',
    })
    expect(early.body).toMatchObject({
      code: 'invalid_status',
      details: { current: 'submitted', allowedFrom: ['answered'] },
    })
    await happen(staff, opinion.id, 'accept', { version: 1 })
    const old = await happen(staff, opinion.id, 'start', { version: 1 })
    expect([old.status, old.body['code']]).toEqual([409, 'version_conflict'])
    expect((await auditOf(opinion.id)).length).toBe(1)
  })
})

describe('an urgent opinion', () => {
  const alerts = async (persona: 'staff' | 'admin' | 'gridWorker' | 'staffB', id: string) => {
    const { body } = await lasting(app, persona).get('/messages')
    return (body['items'] as MessageView[]).filter(({ targetId }) => targetId === id)
  }

  it('alerts community and grid at once, asks until somebody reacts, and stops asking everybody then', async () => {
    const gas = { categoryCode: 'facilities.gas', text: '厨房有燃气味道', placeId: town.unitA }
    const opinion = await submitted(author, gas)
    await app.drainOutbox()
    await app.drainOutbox()
    for (const persona of ['staff', 'admin', 'gridWorker'] as const) {
      expect(await alerts(persona, opinion.id)).toEqual([
        expect.objectContaining({
          topic: 'case',
          title: '紧急：燃气',
          text: '锦和苑 3 号楼 2 单元，“厨房有燃气味道”。请在 11月23日 10:30 前联系居民',
          needsAct: true,
        }),
      ])
    }
    expect(await alerts('staffB', opinion.id)).toEqual([])
    await happen(lasting(app, 'gridWorker'), opinion.id, 'accept', { version: 1 })
    await app.drainOutbox()
    expect((await alerts('staff', opinion.id)).map(({ needsAct }) => needsAct)).toEqual([false])
  })

  it('alerts nobody when somebody has reacted before the event is handled, or when nothing is urgent', async () => {
    const handled = await submitted(author, { categoryCode: 'facilities.gas', text: '厨房有燃气味道' })
    await happen(staff, handled.id, 'accept', { version: 1 })
    const calm = await submitted(author)
    await app.drainOutbox()
    expect([...(await alerts('staff', handled.id)), ...(await alerts('staff', calm.id))]).toEqual([])
  })
})

describe('who sees what', () => {
  it('shows a case to its author and, by its address, to nobody else until it is public', async () => {
    const opinion = await submitted(author)
    for (const client of [other, app.visitor, staff, app.as('residentB'), app.as('organisation')]) {
      expect((await client.get(`/opinions/${opinion.id}`)).status).toBe(404)
    }
    for (const client of [app.as('staffB'), app.as('adminB')]) {
      expect((await client.get(`/staff/opinions/${opinion.id}`)).status).toBe(404)
      expect((await happen(client, opinion.id, 'accept', { version: 1 })).status).toBe(404)
    }
    expect((await app.as('organisation').get(`/staff/opinions/${opinion.id}`)).status).toBe(404)
    expect((await other.get('/staff/opinions')).status).toBe(403)
    expect((await app.visitor.get('/staff/opinions')).status).toBe(401)
    for (const event of ['supplement', 'rate', 'reopen', 'withdraw']) {
      const bodies: Record<string, Record<string, unknown>> = {
        supplement: { version: 1, text: '我来补充', photoIds: [] },
        rate: { version: 1, solved: 'yes', score: 5, comment: '' },
        reopen: { version: 1, reason: '没有解决' },
        withdraw: { version: 1 },
      }
      expect((await happen(other, opinion.id, event, bodies[event] ?? {})).status).toBe(404)
      expect((await happen(staff, opinion.id, event, bodies[event] ?? {})).status).toBe(404)
    }
    expect(await stored(opinion.id)).toMatchObject({ version: 1, status: 'submitted' })
  })

  it('lets a grid worker handle the own grid and nothing beside it', async () => {
    const inside = await submitted(author)
    const outside = await submitted(author, { placeId: town.gardenA })
    const worker = app.as('gridWorker')
    expect((await worker.get(`/staff/opinions/${inside.id}`)).status).toBe(200)
    expect((await worker.get(`/staff/opinions/${outside.id}`)).status).toBe(404)
    const taken = caseIn(await happen(worker, inside.id, 'accept', { version: 1 }))
    expect(taken['ownerLabel']).toBe('网格员 李敏')
    expect(taken.abilities).toMatchObject({ reply: true, makePublic: false })
    const board = await happen(worker, inside.id, 'make-public', { version: 2, text: '楼道堆了旧柜子' })
    expect(board.status).toBe(403)
    const list = await worker.get('/staff/opinions?limit=50')
    const ids = (list.body['items'] as { id: string }[]).map(({ id }) => id)
    expect(ids).toContain(inside.id)
    expect(ids).not.toContain(outside.id)
  })

  it('lets the street read along without acting, and keeps hidden names inside the community', async () => {
    const hidden = await submitted(author)
    const open = await submitted(author, { hideName: false })
    const street = app.as('streetAdmin')
    const read = async (id: string) => caseIn(await street.get(`/staff/opinions/${id}`))
    expect((await read(hidden.id))['authorLabel']).toBe('不愿透露姓名')
    expect((await read(open.id))['authorLabel']).toBe('周**，锦和苑 3 号楼 2 单元业主')
    expect(Object.values((await read(open.id)).abilities).some(Boolean)).toBe(false)
    expect((await happen(street, open.id, 'accept', { version: 1 })).status).toBe(403)
  })

  it('keeps internal notes from the author, in text, in version and in inbox', async () => {
    const opinion = await submitted(author)
    const note = { version: 1, text: '602 住的是独居老人' }
    const noted = caseIn(await happen(staff, opinion.id, 'note', note))
    expect(noted.timeline.map(({ kind }) => kind)).toContain('note')
    const seen = await author.get(`/opinions/${opinion.id}`)
    expect(seen.text).not.toContain('独居老人')
    expect(caseIn(seen).version).toBe(1)
    expect(await eventsOf(opinion.id)).toEqual(['opinion.submitted'])
    expect(await auditOf(opinion.id)).toEqual(['opinion.note'])
  })

  it('keeps audit rows and events free of text and names', async () => {
    const rows = [...(await app.rows('audit_rows')), ...(await app.rows('outbox_events'))]
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('the own list', () => {
  it('pages through the own cases, newest first, and through nobody else’s', async () => {
    const who = app.as(neighbour('Pages'))
    const made: string[] = []
    for (let i = 0; i < 5; i++) {
      app.clock.advance(1_000)
      made.unshift((await submitted(who)).id)
    }
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query = cursor === null ? '' : `&cursor=${cursor}`
      const page = await who.get(`/opinions/mine?limit=2${query}`)
      expect(page.status).toBe(200)
      seen.push(...(page.body['items'] as { id: string }[]).map(({ id }) => id))
      cursor = page.body['nextCursor'] as string | null
    } while (cursor !== null)
    expect(seen).toEqual(made)
    expect((await who.get('/opinions/mine?cursor=bm90IG9uZQ')).status).toBe(400)
  })

  it('still holds what was written in a community the person no longer looks at', async () => {
    const here = neighbour('Moves')
    const opinion = await submitted(app.as(here))
    const moved = { ...here, sessionId: 'ses_testNeighbourMoved', communityId: communityB }
    const list = await app.as(moved).get('/opinions/mine')
    expect((list.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual([opinion.id])
  })
})

describe('the catalogue', () => {
  it('is open to everybody and polled for nothing', async () => {
    const first = await app.visitor.get(`/opinions/catalogue?communityId=${communityA}`)
    expect((first.body['groups'] as { code: string }[]).map(({ code }) => code)).toContain('sanitation')
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    const again = await app.visitor.get(`/opinions/catalogue?communityId=${communityA}`, { headers })
    expect(again.status).toBe(304)
  })

  it('is the community’s own once it has one', async () => {
    await app.deps.services.opinions.settings.decide(scopeOf([communityB]), { groups: [] })
    const refused = await app.as('residentB').post('/opinions', submission({ placeId: town.estateB }))
    expect(paths(refused.body)).toEqual(['body.categoryCode'])
  })
})

test('every persona of the tests is somebody else', () => {
  const accounts = Object.values(personas).map(({ accountId }) => accountId)
  expect(new Set(accounts).size).toBe(accounts.length)
})
