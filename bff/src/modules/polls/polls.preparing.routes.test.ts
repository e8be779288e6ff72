import type { Board } from '@linli/shared/polls/board'
import { recount } from '@linli/shared/polls/recount'
import {
  bodyOf,
  startPollTown,
  drawCode,
  namedResidents,
  namedStraw,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

const voterAt = (index: number) => town.voterAt(index)

describe('listed votes', () => {
  const weights = (people: { personId: string; votes: number }[]) => ({
    ...{ secrecy: 'named' as const, electorate: 'representative' as const, isWeighted: true },
    weights: { basis: '每位代表按所代表的户数', people },
  })
  test('every row counts as many as the roll says, from the set-up to the recount', async () => {
    const electorIds = [0, 1, 2, 3].map((index) => voterAt(index).personId)
    const setup = weights([
      { personId: voterAt(0).personId, votes: 30 },
      { personId: voterAt(1).personId, votes: 12 },
    ])
    const draft = bodyOf(await town.staff.post('/staff/polls', town.draft(setup, { electorIds })))
    expect(draft['people']).toHaveLength(4)
    expect(draft['people']).toContainEqual({
      personId: voterAt(0).personId,
      label: expect.stringMatching(/^周\*\*，锦和苑 /) as unknown,
    })
    const poll = await town.opened(setup, { electorIds })
    const seen = bodyOf(await voterAt(5).client.get(`/polls/${poll.id}`))
    expect(seen).toMatchObject({ roll: { rows: 4, votes: 44 } })
    expect((seen['rules'] as string[]).join('')).toContain('每位代表按所代表的户数')
    expect(bodyOf(await voterAt(0).client.get(`/polls/${poll.id}/mine`))).toMatchObject({
      rows: [{ votes: 30 }],
    })
    for (const [index, answer] of ['A', 'B', 'B'].entries())
      bodyOf(
        await voterAt(index).client.post(`/polls/${poll.id}/vote`, {
          ...{ rowId: await town.rowOf(poll, voterAt(index)), answers: [answer], othersAgree: true },
        }),
      )
    await town.close()
    const counted = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
    expect(counted).toMatchObject({ people: [], outcomes: [{ count: { ballots: 3, cast: { votes: 43 } } }] })
    bodyOf(await town.admin.post(`/staff/polls/${poll.id}/publish`, { version: counted['version'] }))
    const board = bodyOf(await voterAt(3).client.get(`/polls/${poll.id}/board`)) as unknown as Board
    expect(board.poll.weighing).toContain('每位代表按所代表的户数')
    expect(board.outcomes[0]?.count.options.map(({ votes }) => votes)).toEqual([30, 13])
    expect(recount(board)).toMatchObject({ ok: true, ballots: 3 })
    const rows = board.named?.rows.map((row) => (row.votes === 30 ? { ...row, votes: 31 } : row)) ?? []
    const forged = { ...board, named: board.named && { ...board.named, rows } }
    expect(recount(forged).faults).toContainEqual({ kind: 'roll_changed' })
  })
  test('whoever has more votes is of this community; what is no number of votes is refused', async () => {
    const stranger = weights([{ personId: 'per_1BoxkVZLBjFjeN8D7rQ2wX', votes: 2 }])
    const refused = await town.staff.post('/staff/polls', town.draft(stranger))
    expect([refused.status, refused.body['errors']]).toMatchObject([400, [{ path: 'body.setup.weights' }]])
    const half = weights([{ personId: voterAt(0).personId, votes: 1.5 }])
    expect((await town.staff.post('/staff/polls', town.draft(half))).status).toBe(400)
  })
})

test('a community that has said which city it lies in votes by no other city’s rules', async () => {
  const owners = {
    packId: 'owners_decision',
    matter: 'owners_item',
    ownerItem: 4,
    electorate: 'owner',
  } as const
  const draft = (cityId: string) => town.draft({ ...owners, secrecy: 'named', cityId })
  const create = (cityId: string) => town.staff.post('/staff/polls', draft(cityId))
  const early = bodyOf(await create('beijing'))
  const rules = `/staff/poll-rules?communityId=${town.own}`
  expect(bodyOf(await town.staff.get(rules))).toEqual({ cityId: null })
  expect((await voterAt(0).client.get(rules)).status).toBe(403)
  expect((await town.as('community_staff', { community: 'other' }).get(rules)).status).toBe(404)
  const url = `/staff/council-figures?communityId=${town.own}`
  const decide = async (cityId: string | null) => {
    const { version, figures } = bodyOf(await town.admin.get(url)) as { version: number; figures: object }
    const body = { communityId: town.own, version, ...figures, cityId }
    return bodyOf(await town.admin.put('/staff/council-figures', body))
  }
  expect(await decide('hangzhou')).toMatchObject({ figures: { cityId: 'hangzhou' } })
  expect(bodyOf(await town.staff.get(rules))).toEqual({ cityId: 'hangzhou' })
  const refused = await create('beijing')
  expect([refused.status, refused.body['errors']]).toMatchObject([
    400,
    [{ path: 'body.setup.cityId', message: '本社区按杭州市的规定办，请选杭州市' }],
  ])
  const path = `/staff/polls/${String(early['id'])}`
  expect((await town.staff.post(`${path}/prepare`, { version: 0 })).status).toBe(400)
  expect((await create('hangzhou')).status).toBe(201)
  await decide(null)
})

test('a residents’ meeting is of the whole community: a part of it may be asked, and decides nothing (art. 27)', async () => {
  const nodeId = town.room('锦和苑 3 号楼 2 单元 501')
  const meeting = { packId: 'residents_meeting', secrecy: 'named' } as const
  const refused = await town.staff.post('/staff/polls', town.draft(meeting, { nodeId }))
  expect([refused.status, refused.body['errors']]).toMatchObject([
    400,
    [{ path: 'body.nodeId', message: expect.stringContaining('第 27 条') as string }],
  ])
  expect((await town.staff.post('/staff/polls', town.draft({}, { nodeId }))).status).toBe(201)
  expect((await town.staff.post('/staff/polls', town.draft(meeting))).status).toBe(201)
})

test('owners decide for one estate: a place that holds several is refused with the article, and names them', async () => {
  const setup = { packId: 'owners_decision', cityId: 'beijing', matter: 'owners_item', ownerItem: 4 } as const
  const draftAt = (nodeId: string) =>
    town.draft({ ...setup, electorate: 'owner', secrecy: 'named' }, { nodeId })
  const save = (nodeId: string) => town.staff.post('/staff/polls', draftAt(nodeId))
  const wide = await save(town.own)
  expect([wide.status, wide.body['errors']]).toMatchObject([
    400,
    [
      {
        path: 'body.nodeId',
        message: expect.stringMatching(/3 个小区（锦和苑、禾苗里、清河新村）.*第 278 条/) as string,
      },
    ],
  ])
  for (const place of ['锦和苑', '锦和苑 3 号楼']) expect((await save(town.room(place))).status).toBe(201)
  // Everybody may be asked what they think.
  expect((await town.staff.post('/staff/polls', town.draft({}, { nodeId: town.own }))).status).toBe(201)
})

describe('preparing', () => {
  test('an unlawful set-up stays a draft and is told the article', async () => {
    const made = bodyOf(await town.staff.post('/staff/polls', town.draft({ matter: 'home_to_business' })))
    expect(JSON.stringify(made['refusals'])).toContain('第 279 条')
    const prepared = await town.staff.post(`/staff/polls/${String(made['id'])}/prepare`, { version: 0 })
    expect([prepared.status, prepared.body['code']]).toEqual([400, 'validation_failed'])
    expect(JSON.stringify(prepared.body['errors'])).toContain('第 279 条')
  })
  test('a residents’ meeting takes only people whose identity is confirmed; the others are listed apart', async () => {
    const poll = await town.announced({ packId: 'residents_meeting', secrecy: 'named' })
    const desk = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
    expect(desk).toMatchObject({ roll: { rows: 0, pending: town.voters.length } })
    expect((desk['people'] as { personId: string }[]).map(({ personId }) => personId).sort()).toEqual(
      town.voters.map(({ personId }) => personId).sort(),
    )
    expect(bodyOf(await town.supervisor.get(`/staff/polls/${poll.id}`))).toMatchObject({ people: [] })
    town.afterObjections()
    expect((await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version })).status).toBe(
      409,
    )
  })
  test('a straw poll takes only people whose identity is confirmed, unless its author says that it takes the others too', async () => {
    const strict = await town.announced({ ...namedStraw, takesUnconfirmed: false })
    expect(bodyOf(await town.staff.get(`/staff/polls/${strict.id}`))).toMatchObject({
      roll: { rows: 0, pending: town.voters.length },
    })
    const seen = bodyOf(await voterAt(0).client.get(`/polls/${strict.id}`))
    expect((seen['rules'] as string[]).join('')).toContain('只有身份核对过的人')
    // Whoever is left out reads why, and that it can be mended.
    expect(bodyOf(await voterAt(0).client.get(`/polls/${strict.id}/mine`))).toMatchObject({
      ...{ rows: [], leftOut: 'unconfirmed', abilities: { object: true } },
    })
    const open = await town.opened({ ...namedStraw, takesUnconfirmed: true })
    const shown = bodyOf(await voterAt(0).client.get(`/polls/${open.id}`))
    expect((shown['rules'] as string[]).join('')).toContain('身份还没核对过的居民也在名册上')
    expect(bodyOf(await voterAt(0).client.get(`/polls/${open.id}/mine`))).toMatchObject({
      ...{ rows: [{ serial: expect.any(Number) as number }], leftOut: null },
    })
    // It is frozen with the rules, and goes with the board.
    const frozen = (await app.rows('polls')).find((row) => row['_id'] === open.id)?.['frozen']
    expect(frozen).toMatchObject({ takesUnconfirmed: true })
    const residents = { packId: 'residents_meeting', secrecy: 'named', takesUnconfirmed: true } as const
    const made = bodyOf(await town.staff.post('/staff/polls', town.draft(residents)))
    expect(JSON.stringify(made['refusals'])).toContain('居民会议表决只算身份核对过的人')
  })
  test('representatives who are too young, unconfirmed or gone are named apart, each with the reason', async () => {
    const [young = ''] = await town.enrol({
      ...{ name: '周少年', phone: '13700000021', birthDate: '2012-05-01' },
      ...town.home('锦和苑 3 号楼 2 单元 501'),
    })
    const gone = 'per_1BoxkVZLBjFjeN8D7rQ2wX'
    const [fine, other] = [voterAt(0).personId, voterAt(1).personId]
    const setup = { ...namedStraw, electorate: 'representative' } as const
    const poll = await town.announced(setup, { electorIds: [fine, young, gone] })
    expect(bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))).toMatchObject({
      roll: { rows: 1, pending: 2 },
      people: [
        { personId: young, reason: 'minor', label: expect.stringContaining('3 号楼') as string },
        { personId: gone, reason: 'gone', label: '第 3 位代表' },
      ],
      checklist: expect.arrayContaining([
        expect.objectContaining({
          key: 'roll',
          text: expect.stringContaining('另有 2 人没上名册') as string,
        }),
      ]) as object,
    })
    const strict = { ...setup, takesUnconfirmed: false }
    const apart = await town.announced(strict, { electorIds: [fine, other] })
    expect(bodyOf(await town.staff.get(`/staff/polls/${apart.id}`))['people']).toMatchObject([
      { personId: fine, reason: 'unconfirmed' },
      { personId: other, reason: 'unconfirmed' },
    ])
  })
  test('an objection is decided with its reason before the poll can open', async () => {
    const poll = await town.announced(namedStraw)
    const made = bodyOf(
      await voterAt(0).client.post(`/polls/${poll.id}/objections`, { text: '名册上没有我家' }),
    )
    town.afterObjections()
    const freeze = () => town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version })
    expect((await freeze()).body['code']).toBe('not_prepared')
    const decision = { objectionId: made['id'], accepted: false, reason: '已在名册第 3 行' }
    const decide = () => town.staff.post(`/staff/polls/${poll.id}/decide-objection`, decision)
    expect((await Promise.all([decide(), decide()])).map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await freeze()).status).toBe(200)
  })
  test('whoever decides an objection reads whose row it is; nobody else does, nor anybody once the roll is frozen', async () => {
    const poll = await town.announced()
    const [bound, stranger] = [voterAt(4), voterAt(5)]
    const bindings = app.connection.getClient().db(app.database).collection<{ _id: string }>('bindings')
    await bindings.insertOne({
      ...{ _id: 'bin_testObjector', accountId: bound.actor.accountId, communityId: town.own },
      ...{ personId: bound.personId, method: 'roll', from: app.clock.now(), to: null },
      ...{ endedReason: null, endedBy: null },
    })
    for (const { client } of [bound, stranger]) {
      const said = bodyOf(await client.post(`/polls/${poll.id}/objections`, { text: '我家门牌写的是 102' }))
      expect(Object.keys(said)).not.toContain('by')
    }
    const path = `/staff/polls/${poll.id}/objections`
    const by = async (client: typeof town.staff) =>
      (bodyOf(await client.get(path))['items'] as { by: unknown }[]).map((item) => item.by)
    const { rows } = bodyOf(await bound.client.get(`/polls/${poll.id}/mine`)) as {
      rows: { serial: number; label: string }[]
    }
    const named = {
      name: '周**',
      homes: [expect.stringMatching(/^锦和苑 .+ \d+$/)],
      rows: rows.map(({ serial, label }) => ({ serial, label })),
    }
    expect(rows).toHaveLength(1)
    expect(await by(town.staff)).toEqual([[named], []])
    expect(await by(town.supervisor)).toEqual([null, null])
    expect((await bound.client.get(path)).status).toBe(403)
    const { items } = bodyOf(await town.staff.get(path)) as { items: { id: string }[] }
    for (const { id } of items)
      await town.staff.post(`/staff/polls/${poll.id}/decide-objection`, {
        ...{ objectionId: id, accepted: false, reason: '登记没有错' },
      })
    town.afterObjections()
    bodyOf(await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version }))
    expect(await by(town.staff)).toEqual([null, null])
  })
  test('what was handed in for a roll that is taken back goes with it: mandates take no place in the next', async () => {
    const poll = await town.announced({
      ...{ packId: 'residents_meeting', secrecy: 'named', electorate: 'household', proxiesPerHolder: 1 },
    })
    const give = async () =>
      town.staff.post(`/staff/polls/${poll.id}/proxies`, {
        ...{ rowId: await town.rowOf(poll, voterAt(1)), holderId: voterAt(0).personId },
        mandateRef: '委托书 1',
      })
    expect((await give()).status).toBe(200)
    for (const event of ['withdraw-roll', 'publish-roll']) {
      const moved = await town.staff.post(`/staff/polls/${poll.id}/${event}`, { version: poll.version })
      poll.version = Number(bodyOf(moved)['version'])
    }
    expect((await give()).status).toBe(200)
  })
  test('a roll is frozen on the day after the last day of objections, and not on that day', async () => {
    const poll = await town.announced(namedStraw)
    const desk = async () => bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
    const freeze = () => town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version })
    const objection = async () =>
      ((await desk())['checklist'] as { key: string; isDone: boolean; text: string }[]).find(
        ({ key }) => key === 'objections',
      )
    // Published on 23 November with a day for objections: the 24th is the last, whatever the hour.
    app.clock.set('2026-11-24T15:59:59.999Z')
    const missing = ['异议可以提到 11月24日，这一天过后才能锁定']
    expect(await freeze()).toMatchObject({
      status: 409,
      body: { code: 'not_prepared', details: { missing } },
    })
    expect(await objection()).toMatchObject({ isDone: false, text: missing[0] })
    const object = () => voterAt(0).client.post(`/polls/${poll.id}/objections`, { text: '名册上没有我家' })
    app.clock.set('2026-11-24T16:00:00.000Z')
    expect((await object()).status).toBe(409)
    expect(await objection()).toMatchObject({ isDone: true })
    expect((await freeze()).status).toBe(200)
  })
  test('however many objections were answered, the one without an answer comes first and holds up the freezing', async () => {
    const poll = await town.announced(namedStraw)
    const text = '名册上漏了我爱人'
    const made = bodyOf(await voterAt(0).client.post(`/polls/${poll.id}/objections`, { text }))
    const collection = app.connection.getClient().db(app.database).collection('poll_objections')
    const last = await collection.findOne({ communityId: town.own, pollId: poll.id })
    const decision = { accepted: false, reason: '核对过了', at: new Date('2026-11-23T03:00:00.000Z') }
    // Filed before hers: their ids sort first.
    const early = (index: number) => `pob_${'1'.repeat(18)}${String(index + 1111).replaceAll('0', 'A')}`
    const answered = Array.from({ length: 600 }, (_, index) => ({
      ...last,
      ...{ _id: early(index), text: '再看一遍', openBy: null, openByPerson: null },
      decision: { ...decision, byAccountId: 'acc_desk', byName: '陈立新' },
    }))
    await collection.insertMany(answered as never[])
    town.afterObjections()
    const missing = expect.arrayContaining(['还有 1 条名册异议没有答复']) as unknown
    expect(await town.admin.post(`/staff/polls/${poll.id}/freeze`, { version: poll.version })).toMatchObject({
      status: 409,
      body: { code: 'not_prepared', details: { missing } },
    })
    const desk = bodyOf(await town.staff.get(`/staff/polls/${poll.id}/objections`))
    expect((desk['items'] as unknown[])[0]).toMatchObject({ id: made['id'], text })
  })
  test('the roll is public and masked, page by page, and its fingerprint is what the lines give', async () => {
    const poll = await town.announced(namedStraw)
    const lines: { serial: number; label: string; votes: number; area: number }[] = []
    for (let cursor = ''; ;) {
      const page = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}/roll?limit=10${cursor}`))
      lines.push(...(page['items'] as typeof lines))
      if (page['nextCursor'] === null) break
      cursor = `&cursor=${page['nextCursor'] as string}`
    }
    const { rollFingerprint } = await import('@linli/shared/polls/fingerprints')
    const seen = bodyOf(await voterAt(0).client.get(`/polls/${poll.id}`))
    expect((seen['roll'] as { fingerprint: string }).fingerprint).toBe(rollFingerprint(lines))
    expect(lines).toHaveLength(town.voters.length)
  })
  test('a notice told another question: changed since, it has to be given anew; a longer explanation changes nothing', async () => {
    const poll = await town.announced({ ...namedResidents, matter: 'charter' })
    const post = async (event: string) => {
      const { body } = await town.staff.post(`/staff/polls/${poll.id}/${event}`, { version: poll.version })
      poll.version = Number(body['version'])
    }
    await post('withdraw-roll')
    await post('revise')
    const { communityId: _community, ...draft } = town.draft({ ...namedResidents, matter: 'charter' })
    const saved = async (change: object): Promise<unknown> => {
      const body = bodyOf(
        await town.staff.put(`/staff/polls/${poll.id}`, { ...draft, ...change, version: poll.version }),
      )
      poll.version = Number(body['version'])
      return body['facts']
    }
    expect(await saved({ about: '全文贴在公告栏' })).toMatchObject({
      ...{ noticeDay: '2026-11-23', partyStudyOn: '2026-11-20', deliveryKept: true },
    })
    const later = { setup: { ...draft.setup, closesOn: '2026-12-30' } }
    expect(await saved(later)).toMatchObject({
      ...{ noticeDay: null, partyStudyOn: '2026-11-20', deliveryKept: false },
    })
    const [question] = draft.setup.questions
    const other = { setup: { ...later.setup, questions: [{ ...question, text: '是否同意另一份公约？' }] } }
    expect(await saved(other)).toMatchObject({ partyStudyOn: null, paperPlace: '社区服务中心一楼' })
  })
  test('two who prepare at once: one of them is told that it has changed', async () => {
    const made = bodyOf(await town.staff.post('/staff/polls', town.draft()))
    const both = await Promise.all(
      [town.staff, town.second].map((client) =>
        client.post(`/staff/polls/${String(made['id'])}/prepare`, { version: 0 }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
  test('a roll withdrawn while a colleague publishes the next one: what is in force has every row, and nothing else is kept', async () => {
    const poll = await town.announced(namedStraw)
    for (let round = 0; round < 8; round += 1) {
      // Whoever publishes names the version that the withdrawal will leave: some come too early, one may win.
      const next = { version: poll.version + 1 }
      await Promise.all([
        town.staff.post(`/staff/polls/${poll.id}/withdraw-roll`, { version: poll.version }),
        ...[town.second, town.admin, town.staff].map((client) =>
          client.post(`/staff/polls/${poll.id}/publish-roll`, next),
        ),
      ])
      const desk = bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))
      poll.version = Number(desk['version'])
      const kept = (await app.rows('poll_rolls')).filter((row) => row['pollId'] === poll.id)
      if (desk['phase'] === 'preparing') {
        expect(kept).toEqual([])
        const moved = bodyOf(await town.staff.post(`/staff/polls/${poll.id}/publish-roll`, next))
        poll.version = Number(moved['version'])
      } else expect(kept).toHaveLength(town.voters.length)
    }
  })
  test('what is still thought about does not exist for residents, and nothing exists for another community', async () => {
    const made = bodyOf(await town.staff.post('/staff/polls', town.draft()))
    const id = String(made['id'])
    expect((await voterAt(0).client.get(`/polls/${id}`)).status).toBe(404)
    const elsewhere = town.as('community_staff', { community: 'other' })
    for (const path of [`/staff/polls/${id}`, `/polls/${id}`])
      expect((await elsewhere.get(path)).status).toBe(404)
    expect((await elsewhere.post('/staff/polls', town.draft())).status).toBe(404)
    expect((await elsewhere.post(`/staff/polls/${id}/prepare`, { version: 0 })).status).toBe(404)
    expect((await app.visitor.get(`/polls/${id}`)).status).toBe(401)
    expect((await voterAt(0).client.get(`/staff/polls/${id}`)).status).toBe(403)
  })
  test('a cancelled poll is never counted, and says why', async () => {
    const poll = await town.opened()
    await voterAt(0).client.post(`/polls/${poll.id}/ballot`, {
      rowId: await town.rowOf(poll, voterAt(0)),
      ballots: [{ code: drawCode(), choice: 'A' }],
    })
    const cancelled = await town.admin.post(`/staff/polls/${poll.id}/cancel`, {
      version: poll.version,
      reason: '候选方案有误',
    })
    expect(cancelled.status).toBe(200)
    await app.deps.services.polls.closing.sweep()
    // The roll is sealed before the box goes, so that a ballot under way cannot make it anew.
    const rows = (await app.rows('poll_rolls')).filter((row) => row['pollId'] === poll.id)
    expect(rows.every(({ sealed }) => sealed === true)).toBe(true)
    expect(Object.keys(await app.census())).not.toContain(`poll_box_${poll.id}`)
    await town.close()
    expect(bodyOf(await voterAt(0).client.get(`/polls/${poll.id}`))).toMatchObject({
      phase: 'cancelled',
      cancelReason: '候选方案有误',
      result: null,
    })
  })
})
