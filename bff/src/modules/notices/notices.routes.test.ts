import type { NoticeView } from '@linli/shared/notices/notices.schema'
import type { StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import { buildNoticeTown, building12, building3, neighbours } from '../../../test/notice-town'
import type { Answer } from '../../../test/http-client'
import { communityA, communityB, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await buildNoticeTown(app.connection)
})
afterAll(() => app.close())

const HOUR = 3_600_000
const DAY = 24 * HOUR

const draft = (over: Record<string, unknown> = {}) => ({
  title: '11月28日锦和苑停水检修',
  summary: '09:00 至 16:00 停水，东门有送水车',
  html: '<p>各位住户：本次更换止回阀并清洗水箱。</p>',
  category: 'outage',
  disclosureClass: null,
  facts: [{ label: '联系人', value: '陈师傅', phone: '13800000000' }],
  coverId: null,
  attachmentIds: [],
  audience: { visibility: 'addressed', nodeIds: [communityA], tags: [] },
  mustConfirm: true,
  expiresAt: null,
  ...over,
})
const disclosure = (over: Record<string, unknown> = {}) =>
  draft({
    title: '第三季度公共收益收支公示',
    category: 'disclosure',
    disclosureClass: 'funds',
    audience: { visibility: 'public', nodeIds: [communityA], tags: [] },
    mustConfirm: false,
    ...over,
  })

const staffView = (answer: Answer, status = 200): StaffNoticeView => {
  expect({ status: answer.status, text: status === answer.status ? '' : answer.text }).toEqual({
    status,
    text: '',
  })
  return answer.body as unknown as StaffNoticeView
}
const problem = (answer: Answer) => ({ status: answer.status, code: answer.body['code'] })
const staff = () => app.as('staff')
const create = async (over = {}): Promise<StaffNoticeView> =>
  staffView(await staff().post('/notices', draft(over)), 201)
const publish = async (over = {}): Promise<StaffNoticeView> => {
  const { id, version } = await create(over)
  const published = staffView(await staff().post(`/notices/${id}/publish`, { version }))
  await app.drainOutbox()
  return published
}
const titles = (answer: Answer): string[] =>
  (answer.body['items'] as { title: string }[]).map(({ title }) => title)
const idsOf = (answer: Answer): string[] => (answer.body['items'] as { id: string }[]).map(({ id }) => id)
const cursorOf = (answer: Answer): string => (answer.body['nextCursor'] as string | null) ?? ''
const auditOf = async (id: string): Promise<string[]> =>
  (await app.rows('audit_rows')).filter((row) => row['targetId'] === id).map((row) => String(row['action']))
const eventsOf = async (id: string): Promise<string[]> =>
  (await app.rows('outbox_events'))
    .filter((row) => row['aggregateId'] === id)
    .map((row) => String(row['type']))
const get = async (who: Parameters<TestApp['as']>[0], id: string): Promise<NoticeView> => {
  const answer = await app.as(who).get(`/notices/${id}`)
  expect(answer.status).toBe(200)
  return answer.body as unknown as NoticeView
}

describe('writing', () => {
  it('starts a draft with cleaned text and its audit row, and tells nobody', async () => {
    const before = await app.census()
    const made = await create({ html: '<p onclick="x()">停水<script>alert(1)</script></p>' })
    expect(made).toMatchObject({ stage: 'draft', version: 0, html: '<p>停水</p>', authorName: '陈立新' })
    expect(made.abilities).toMatchObject({ edit: true, publish: true, withdraw: false })
    expect(await auditOf(made.id)).toEqual(['notice.create'])
    const changed = Object.entries(await app.census()).filter(([name, count]) => before[name] !== count)
    expect(changed.map(([name]) => name)).toEqual([
      'audit_rows',
      'idempotency_keys',
      'notices',
      'rate_limits',
    ])
  })

  it('gives the same draft to the same key, and refuses the key with another text', async () => {
    const key = 'notice-create-key-1'
    const first = staffView(await staff().post('/notices', draft(), { idempotencyKey: key }), 201)
    const again = staffView(await staff().post('/notices', draft(), { idempotencyKey: key }), 201)
    expect(again.id).toBe(first.id)
    const other = await staff().post('/notices', draft({ title: '另一件事' }), { idempotencyKey: key })
    expect(problem(other)).toEqual({ status: 409, code: 'idempotency_key_reused' })
  })

  it('refuses what does not fit together, field by field', async () => {
    const answer = await staff().post(
      '/notices',
      draft({
        category: 'disclosure',
        audience: { visibility: 'addressed', nodeIds: [building3, communityB], tags: [] },
      }),
    )
    expect(problem(answer)).toEqual({ status: 400, code: 'validation_failed' })
    expect((answer.body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
      'body.disclosureClass',
      'body.audience.visibility',
      'body.audience.nodeIds.1',
    ])
    expect(problem(await staff().post('/notices', draft({ surprise: 1 })))).toMatchObject({ status: 400 })
    expect(problem(await staff().post('/notices', draft({ title: '' })))).toMatchObject({ status: 400 })
  })

  it('keeps two editors from overwriting each other', async () => {
    const { id } = await create()
    const saved = staffView(
      await staff().put(`/notices/${id}`, { ...draft({ title: '改过一次' }), version: 0 }),
    )
    expect(saved).toMatchObject({ title: '改过一次', version: 1 })
    const late = await app.as('admin').put(`/notices/${id}`, { ...draft({ title: '又改一次' }), version: 0 })
    expect(problem(late)).toEqual({ status: 409, code: 'version_conflict' })
    expect(staffView(await staff().get(`/staff/notices/${id}`)).title).toBe('改过一次')
  })

  it('owns an attachment once, and a draft thrown away lets go of it', async () => {
    const upload = await staff().upload(
      '/files',
      { name: '安排.pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n') },
      { purpose: 'notice_attachment' },
    )
    expect(upload.status).toBe(201)
    const fileId = String(upload.body['id'])
    const first = await create({ attachmentIds: [fileId] })
    expect(first.attachments).toMatchObject([{ id: fileId, kind: 'document', name: '安排.pdf' }])
    const second = await staff().post('/notices', draft({ attachmentIds: [fileId] }))
    expect(problem(second)).toEqual({ status: 400, code: 'validation_failed' })
    staffView(await staff().post(`/notices/${first.id}/discard`, { version: 0 }))
    const [file] = (await app.rows('files')).filter((row) => row['_id'] === fileId)
    expect(file).toMatchObject({ status: 'released' })
    expect(problem(await staff().post(`/notices/${first.id}/publish`, { version: 1 }))).toMatchObject({
      code: 'invalid_status',
    })
  })
})

describe('who may', () => {
  it('asks visitors to sign in and refuses those without the role', async () => {
    const { id } = await create()
    expect((await app.visitor.post('/notices', draft())).status).toBe(401)
    expect((await app.visitor.get('/staff/notices')).status).toBe(401)
    for (const who of [
      'resident',
      'organisation',
      'supervisor',
      'operator',
      'gridWorker',
      'streetAdmin',
    ] as const)
      expect(problem(await app.as(who).post('/notices', draft()))).toEqual({ status: 403, code: 'forbidden' })
    for (const who of ['gridWorker', 'streetAdmin'] as const) {
      // Drafts are the desk's alone: others do not learn that there is one.
      expect((await app.as(who).get(`/staff/notices/${id}`)).status).toBe(404)
      expect((await app.as(who).get(`/notices/${id}/reach`)).status).toBe(404)
    }
    expect(problem(await app.as('withoutConsent').post(`/notices/${id}/confirm`))).toMatchObject({
      code: 'consent_required',
    })
  })

  it('does not know another community’s notices, for any act', async () => {
    const { id } = await publish()
    const other = app.as('adminB')
    const body = { version: 1 }
    const answers = [
      await other.get(`/staff/notices/${id}`),
      await other.get(`/notices/${id}/reach`),
      await other.get(`/notices/${id}/reach/households`),
      await other.put(`/notices/${id}`, { ...draft(), version: 1 }),
      await other.post(`/notices/${id}/discard`, body),
      await other.post(`/notices/${id}/publish`, body),
      await other.post(`/notices/${id}/schedule`, { ...body, publishAt: '2026-11-25T00:30:00.000Z' }),
      await other.post(`/notices/${id}/unschedule`, body),
      await other.post(`/notices/${id}/withdraw`, { ...body, reason: '不是我们发的通知，请撤回' }),
      await other.post(`/notices/${id}/pin`, { ...body, until: '2026-11-28' }),
      await other.post(`/notices/${id}/unpin`, body),
      await other.post(`/notices/${id}/remind`),
      await other.post(`/notices/${id}/visits`, { roomId: building3, outcome: 'told' }),
      await app.as('residentB').get(`/notices/${id}`),
      await app.as('residentB').post(`/notices/${id}/read`),
      await app.as('residentB').post(`/notices/${id}/confirm`),
      await other.post('/notices', { ...draft(), communityId: communityA }),
      await other.get(`/staff/notices?communityId=${communityA}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
    expect(staffView(await staff().get(`/staff/notices/${id}`))).toMatchObject({ stage: 'live', version: 1 })
  })
})

describe('publishing', () => {
  it('appears at once, with event and audit row, and reaches the inboxes of those it addresses', async () => {
    const made = await publish({ audience: { visibility: 'addressed', nodeIds: [building3], tags: [] } })
    expect(made).toMatchObject({ stage: 'live', version: 1, publishAt: app.clock.now().toISOString() })
    expect(await auditOf(made.id)).toEqual(['notice.create', 'notice.publish'])
    expect(await eventsOf(made.id)).toEqual(['notice.published'])
    const told = (await app.rows('messages')).filter((row) => row['targetId'] === made.id)
    expect(told.map((row) => row['accountId']).sort()).toEqual(
      [personas.resident, personas.verifiedResident, neighbours.spouse, neighbours.child]
        .map(({ accountId }) => accountId)
        .sort(),
    )
    expect(told.every((row) => row['needsAct'] === true)).toBe(true)
  })

  it('happens once when many order it at once', async () => {
    const { id, version } = await create()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        app.as(index % 2 ? 'staff' : 'admin').post(`/notices/${id}/publish`, { version }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7)
    await app.drainOutbox()
    expect(await eventsOf(id)).toEqual(['notice.published'])
    expect(await auditOf(id)).toEqual(['notice.create', 'notice.publish'])
    const households = (await app.rows('notice_households')).filter((row) => row['noticeId'] === id)
    expect(households).toHaveLength(6)
  })

  it('is refused when it would reach nobody, end before it begins, or is published already', async () => {
    const empty = await create({
      audience: { visibility: 'addressed', nodeIds: [communityA], tags: ['age99'] },
    })
    expect(problem(await staff().post(`/notices/${empty.id}/publish`, { version: 0 }))).toEqual({
      status: 409,
      code: 'audience_empty',
    })
    const over = await create({ expiresAt: new Date(app.clock.now().getTime() - 1000).toISOString() })
    expect(problem(await staff().post(`/notices/${over.id}/publish`, { version: 0 }))).toEqual({
      status: 400,
      code: 'validation_failed',
    })
    const { id, version } = await publish()
    const twice = await staff().post(`/notices/${id}/publish`, { version })
    expect(problem(twice)).toEqual({ status: 409, code: 'invalid_status' })
    expect(twice.body['details']).toEqual({ current: 'live', allowedFrom: ['draft', 'scheduled'] })
  })
})

describe('the clock', () => {
  const at = () => new Date(app.clock.now().getTime() + 2 * HOUR)
  const scheduled = async (over = {}): Promise<StaffNoticeView> => {
    const { id, version } = await create(over)
    const publishAt = at().toISOString()
    return staffView(await staff().post(`/notices/${id}/schedule`, { version, publishAt }))
  }

  it('shows a scheduled notice on time without the sweep, and the sweep then tells of it once', async () => {
    const { id } = await scheduled({ title: '定时的通知' })
    expect((await app.as('resident').get(`/notices/${id}`)).status).toBe(404)
    expect(titles(await app.as('resident').get('/notices'))).not.toContain('定时的通知')
    app.clock.advance(2 * HOUR)
    expect(titles(await app.as('resident').get('/notices'))).toContain('定时的通知')
    expect(await get('resident', id)).toMatchObject({ stage: 'live' })
    expect(await eventsOf(id)).toEqual([])

    await Promise.all([
      app.deps.jobs.runNow('notices.publish-due'),
      app.deps.jobs.runNow('notices.publish-due'),
    ])
    await app.drainOutbox()
    expect(await eventsOf(id)).toEqual(['notice.published'])
    expect((await app.rows('messages')).filter((row) => row['targetId'] === id)).toHaveLength(6)
  })

  it('lets readers confirm and staff withdraw what the sweep has not reached yet', async () => {
    const { id, version } = await scheduled()
    app.clock.advance(2 * HOUR)
    const confirmed = await app.as('resident').post(`/notices/${id}/confirm`)
    expect(confirmed.body).toEqual({ read: true, confirmed: true })
    // The version the editor holds stays good: the clock changed nothing that an editor sees.
    const withdrawn = await staff().post(`/notices/${id}/withdraw`, { version, reason: '检修改期' })
    expect(staffView(withdrawn).stage).toBe('withdrawn')
    expect(await eventsOf(id)).toEqual(['notice.published', 'notice.withdrawn'])
  })

  it('does not let what readers already see be edited or taken back to a draft', async () => {
    const { id, version } = await scheduled()
    app.clock.advance(2 * HOUR)
    const edited = await staff().put(`/notices/${id}`, { ...draft({ title: '偷偷改' }), version })
    expect(problem(edited)).toEqual({ status: 409, code: 'invalid_status' })
    expect(problem(await staff().post(`/notices/${id}/unschedule`, { version }))).toMatchObject({
      code: 'invalid_status',
    })
    expect((await get('resident', id)).title).not.toBe('偷偷改')
  })

  it('goes back to a draft before its time, and refuses a time that is over or years away', async () => {
    const { id, version } = await scheduled()
    const back = staffView(await staff().post(`/notices/${id}/unschedule`, { version }))
    expect(back).toMatchObject({ stage: 'draft', publishAt: null })
    app.clock.advance(3 * HOUR)
    await app.deps.jobs.runNow('notices.publish-due')
    expect(staffView(await staff().get(`/staff/notices/${id}`)).stage).toBe('draft')
    const past = app.clock.now().toISOString()
    for (const publishAt of [past, '2029-01-01T00:00:00.000Z', '9999-12-31T23:00:00.000Z']) {
      const refused = await staff().post(`/notices/${id}/schedule`, { version: back.version, publishAt })
      expect(problem(refused)).toEqual({ status: 400, code: 'validation_failed' })
    }
  })

  it('ends a notice at its time: out of the list, still at its address, nothing to confirm', async () => {
    const expiresAt = new Date(app.clock.now().getTime() + HOUR).toISOString()
    const { id } = await publish({ expiresAt, title: '马上结束' })
    const counts = () => app.as('resident').get('/messages/counts')
    const asked = Number((await counts()).body['needsAct'])
    app.clock.advance(HOUR)
    expect(titles(await app.as('resident').get('/notices'))).not.toContain('马上结束')
    expect(await get('resident', id)).toMatchObject({ stage: 'ended', abilities: { confirm: false } })
    expect(problem(await app.as('resident').post(`/notices/${id}/confirm`))).toEqual({
      status: 409,
      code: 'invalid_status',
    })
    expect(Number((await counts()).body['needsAct'])).toBe(asked - 1)
  })
})

describe('reading', () => {
  it('shows residents what addresses them and visitors what is public', async () => {
    const near = await publish({ audience: { visibility: 'addressed', nodeIds: [building3], tags: [] } })
    const far = await publish({ audience: { visibility: 'addressed', nodeIds: [building12], tags: [] } })
    const open = await publish({ audience: { visibility: 'public', nodeIds: [communityA], tags: [] } })
    const dogs = await publish({
      audience: { visibility: 'addressed', nodeIds: [communityA], tags: ['dog'] },
    })
    const sees = async (client: ReturnType<TestApp['as']>, path: string) => {
      const all = idsOf(await client.get(`${path}limit=50`))
      return [near, far, open, dogs].map(({ id }) => all.includes(id))
    }
    expect(await sees(app.as('resident'), '/notices?')).toEqual([true, false, true, false])
    expect(await sees(app.as(neighbours.dogFriend), '/notices?')).toEqual([false, true, true, true])
    expect(await sees(app.visitor, `/notices?communityId=${communityA}&`)).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect(await sees(app.as('residentB'), `/notices?communityId=${communityA}&`)).toEqual([
      false,
      false,
      true,
      false,
    ])
    // Before the terms are accepted nothing personal is read: a visitor's list.
    expect(await sees(app.as('withoutConsent'), `/notices?communityId=${communityA}&`)).toEqual([
      false,
      false,
      true,
      false,
    ])
    for (const { id } of [near, far, dogs]) expect((await app.visitor.get(`/notices/${id}`)).status).toBe(404)
    expect((await app.as('resident').get(`/notices/${far.id}`)).status).toBe(404)
    expect((await app.visitor.get(`/notices/${open.id}`)).status).toBe(200)
  })

  it('asks a visitor for the community, and knows which there are', async () => {
    expect(problem(await app.visitor.get('/notices'))).toEqual({ status: 400, code: 'validation_failed' })
    expect((await app.visitor.get('/notices?communityId=nod_nowhereAtAAAAAAAAAA')).status).toBe(404)
    expect((await app.visitor.get('/notices/ntc_1BoxkVZLBjFjeN8D7rQ2wX')).status).toBe(404)
  })

  it('answers 304 while nothing has changed', async () => {
    const { id } = await publish()
    const first = await app.as('resident').get(`/notices/${id}`)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).not.toBe('')
    const again = await app.as('resident').get(`/notices/${id}`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  it('records a reading once, and none of a passer-by', async () => {
    const { id } = await publish({ audience: { visibility: 'public', nodeIds: [building3], tags: [] } })
    for (const who of ['resident', 'resident', 'residentB', 'newcomer'] as const)
      expect((await app.as(who).post(`/notices/${id}/read`)).body).toEqual({ read: true, confirmed: false })
    const receipts = (await app.rows('notice_receipts')).filter((row) => row['noticeId'] === id)
    expect(receipts.map((row) => row['personId'])).toEqual([personas.resident.personId])
    expect(receipts[0]).not.toHaveProperty('pendingSince')
    expect(await get('resident', id)).toMatchObject({ read: true, confirmed: false })
  })

  it('lets those confirm who are asked, and nobody else', async () => {
    const { id } = await publish({ audience: { visibility: 'public', nodeIds: [building3], tags: [] } })
    expect((await get('resident', id)).abilities.confirm).toBe(true)
    expect((await app.as('resident').post(`/notices/${id}/confirm`)).body).toEqual({
      read: true,
      confirmed: true,
    })
    expect(await get('resident', id)).toMatchObject({ confirmed: true, abilities: { confirm: false } })
    expect((await app.as('resident').post(`/notices/${id}/confirm`)).status).toBe(200)
    for (const who of ['residentB', 'newcomer', 'staff'] as const)
      expect(problem(await app.as(who).post(`/notices/${id}/confirm`))).toEqual({
        status: 403,
        code: 'forbidden',
      })
    expect((await app.visitor.post(`/notices/${id}/confirm`)).status).toBe(401)
  })

  it('finds by words and by pinyin initials, within what the reader may see', async () => {
    await publish({ title: '消防疏散演练安排' })
    for (const q of ['疏散演练', 'xfss', '消防 安排'])
      expect(titles(await app.as('resident').get(`/notices?q=${encodeURIComponent(q)}`))).toEqual([
        '消防疏散演练安排',
      ])
    expect(titles(await app.visitor.get(`/notices?communityId=${communityA}&q=xfss`))).toEqual([])
    expect(titles(await staff().get('/staff/notices?q=xfss'))).toEqual(['消防疏散演练安排'])
  })

  it('keeps pinned notices on top until the end of their day, and loses none between the pages', async () => {
    const own = { visibility: 'addressed', nodeIds: [communityA], tags: [] }
    const made: string[] = []
    for (const index of [1, 2, 3, 4, 5]) {
      app.clock.advance(60_000)
      made.push((await publish({ category: 'policy', title: `政策第 ${index} 号`, audience: own })).id)
    }
    for (const id of made.slice(0, 2))
      staffView(await staff().post(`/notices/${id}/pin`, { version: 1, until: '2026-11-30' }))
    const walk = async (): Promise<string[]> => {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = await app
          .as('resident')
          .get(`/notices?category=policy&limit=2${cursor && `&cursor=${cursor}`}`)
        expect(page.status).toBe(200)
        seen.push(...titles(page).map((title) => title.replace(/\D/g, '')))
        cursor = cursorOf(page)
      } while (cursor)
      return seen
    }
    expect(await walk()).toEqual(['2', '1', '5', '4', '3'])
    app.clock.set('2026-11-30T15:59:59Z')
    expect(await walk()).toEqual(['2', '1', '5', '4', '3'])
    app.clock.set('2026-11-30T16:00:00Z')
    expect(await walk()).toEqual(['5', '4', '3', '2', '1'])
    const wrong = await app.as('resident').get('/notices?cursor=WyJ4Il0')
    expect(problem(wrong)).toEqual({ status: 400, code: 'validation_failed' })
  })
})

describe('withdrawing', () => {
  it('takes it off the list, keeps it at its address with the reason, and asks nobody any more', async () => {
    const { id } = await publish({ title: '发错的通知' })
    const withdrawn = staffView(
      await staff().post(`/notices/${id}/withdraw`, { version: 1, reason: '日期写错了，稍后重发' }),
    )
    expect(withdrawn.withdrawal).toMatchObject({ reason: '日期写错了，稍后重发', by: '陈立新' })
    await app.drainOutbox()
    expect(titles(await app.as('resident').get('/notices'))).not.toContain('发错的通知')
    expect(await get('resident', id)).toMatchObject({
      stage: 'withdrawn',
      withdrawal: { reason: '日期写错了，稍后重发', by: '青禾社区居委会' },
    })
    const messages = (await app.rows('messages')).filter((row) => row['targetId'] === id)
    expect(messages.some((row) => row['needsAct'])).toBe(false)
    expect(await auditOf(id)).toContain('notice.withdraw')
    expect(problem(await staff().post(`/notices/${id}/withdraw`, { version: 1, reason: '' }))).toMatchObject({
      code: 'validation_failed',
    })
  })

  it('sends no message of a notice that was withdrawn before they went out', async () => {
    const { id } = await create()
    staffView(await staff().post(`/notices/${id}/publish`, { version: 0 }))
    staffView(await staff().post(`/notices/${id}/withdraw`, { version: 1, reason: '发错了' }))
    await app.drainOutbox()
    expect((await app.rows('messages')).filter((row) => row['targetId'] === id)).toEqual([])
  })
})

describe('disclosure', () => {
  it('stays fifteen days: an earlier end is moved, an early withdrawal needs a reason and is disclosed', async () => {
    app.clock.set('2026-12-01T02:00:00Z')
    const soon = new Date(app.clock.now().getTime() + DAY).toISOString()
    const { id } = staffView(await staff().post('/notices', disclosure({ expiresAt: soon })), 201)
    const out = staffView(await staff().post(`/notices/${id}/publish`, { version: 0 }))
    expect(out).toMatchObject({
      expiresAt: '2026-12-16T16:00:00.000Z',
      disclosureUntil: '2026-12-16T16:00:00.000Z',
    })

    const page = async () => {
      const answer = await app.visitor.get(`/notices/disclosure?communityId=${communityA}`)
      const classes = answer.body['classes'] as {
        code: string
        items: Record<string, unknown>[]
        total: number
      }[]
      return classes.find(({ code }) => code === 'funds')
    }
    app.clock.advance(2 * DAY)
    expect(await page()).toMatchObject({
      total: 1,
      items: [{ id, day: 3, of: 15, running: true, withdrawal: null }],
    })
    expect(await get('residentB', id)).toMatchObject({ disclosureDay: { day: 3, of: 15 } })

    const short = await staff().post(`/notices/${id}/withdraw`, { version: 1, reason: '写错了' })
    expect(problem(short)).toEqual({ status: 409, code: 'disclosure_reason_required' })
    const reason = '第二页金额写错，更正后重新公开'
    staffView(await staff().post(`/notices/${id}/withdraw`, { version: 1, reason }))
    expect(await page()).toMatchObject({ total: 1, items: [{ id, running: false, withdrawal: { reason } }] })
  })

  it('needs no more than a short reason after its fifteen days, and is then no early withdrawal', async () => {
    app.clock.set('2027-01-04T02:00:00Z')
    const { id } = staffView(await staff().post('/notices', disclosure({ disclosureClass: 'services' })), 201)
    staffView(await staff().post(`/notices/${id}/publish`, { version: 0 }))
    app.clock.set('2027-01-19T15:59:59Z')
    expect(
      problem(await staff().post(`/notices/${id}/withdraw`, { version: 1, reason: '已满期' })),
    ).toMatchObject({
      code: 'disclosure_reason_required',
    })
    app.clock.set('2027-01-19T16:00:00Z')
    staffView(await staff().post(`/notices/${id}/withdraw`, { version: 1, reason: '已满期' }))
    const answer = await app.visitor.get(`/notices/disclosure?communityId=${communityA}`)
    const classes = answer.body['classes'] as { code: string; total: number }[]
    expect(classes.find(({ code }) => code === 'services')).toMatchObject({ total: 0 })
  })
})

describe('the staff list', () => {
  it('counts by stage, narrows to one, and shows others than the desk no drafts', async () => {
    const answer = await staff().get('/staff/notices?limit=50')
    const counts = answer.body['counts'] as Record<string, number>
    const stages = await Promise.all(
      Object.keys(counts).map(async (stage) => {
        const ids: string[] = []
        let cursor = ''
        do {
          const page = await staff().get(
            `/staff/notices?stage=${stage}&limit=7${cursor && `&cursor=${cursor}`}`,
          )
          ids.push(...idsOf(page))
          cursor = cursorOf(page)
        } while (cursor)
        return [stage, new Set(ids).size] as const
      }),
    )
    expect(Object.fromEntries(stages)).toEqual(counts)
    for (const who of ['gridWorker', 'streetAdmin'] as const) {
      const others = await app.as(who).get(`/staff/notices?limit=50&communityId=${communityA}`)
      expect(others.body['counts']).toEqual({ ...counts, draft: 0, scheduled: 0 })
      expect(idsOf(await app.as(who).get('/staff/notices?stage=draft'))).toEqual([])
    }
    expect(idsOf(await app.as('staffB').get('/staff/notices'))).toEqual([])
  })

  it('previews an audience, and refuses another community’s places', async () => {
    const audience = { visibility: 'addressed', nodeIds: [communityA], tags: [] }
    const preview = await staff().post('/notices/audience-preview', { audience })
    expect(preview.body).toEqual({
      households: 6,
      persons: 8,
      byWechat: 0,
      byInbox: 4,
      byVisit: 2,
      visitAged80: 1,
    })
    const outside = { ...audience, nodeIds: [communityB] }
    expect((await staff().post('/notices/audience-preview', { audience: outside })).status).toBe(400)
  })
})
