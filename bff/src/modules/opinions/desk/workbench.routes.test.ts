import type { Client } from '../../../../test/http-client'
import {
  answered,
  buildTown,
  caseIn,
  happen,
  lasting,
  startOpinionTown,
  submitted,
  town,
  type Case,
} from '../../../../test/opinion-town'
import { communityA, communityB, gridA1 } from '../../../../test/personas'
import { startTestApp, type TestApp } from '../../../../test/test-app'

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

describe('the workbench', () => {
  it('puts what is due next first, counts every filter, and finds by number and by words', async () => {
    const first = await submitted(author, { text: '地下车库的照明全灭了' })
    const paused = await submitted(author, { text: '空调滴水到窗台' })
    await happen(staff, paused.id, 'request-info', { version: 1, question: '请补照片' })
    const done = await answered(author, staff, { text: '电梯停运已经两天' })
    const taken = await submitted(author, { text: '菜场后门油烟直排' })
    await happen(staff, taken.id, 'accept', { version: 1 })
    const ended = await submitted(author, { text: '想给楼道加一排扶手' })
    await happen(staff, ended.id, 'reject', { version: 1, reason: 'unclear' })
    const urgent = await submitted(author, { categoryCode: 'facilities.gas', text: '厨房有燃气味道' })
    app.clock.set('2026-11-23T03:00:00.000Z')

    const list = await staff.get('/staff/opinions')
    const ids = (answer: typeof list) => (answer.body['items'] as { id: string }[]).map(({ id }) => id)
    expect(ids(list)).toEqual([urgent.id, first.id, taken.id, paused.id, done.id])
    expect(list.body['counts']).toEqual({
      all: 5,
      urgent: 1,
      'to-accept': 2,
      'to-sign': 0,
      returned: 0,
      mine: 1,
      'due-today': 0,
      overdue: 1,
      paused: 1,
      answered: 1,
      closed: 1,
    })
    for (const [filter, expected] of [
      ['urgent', [urgent.id]],
      ['to-accept', [urgent.id, first.id]],
      ['mine', [taken.id]],
      ['overdue', [urgent.id]],
      ['due-today', []],
      ['paused', [paused.id]],
      ['answered', [done.id]],
      ['closed', [ended.id]],
    ] as const) {
      expect(ids(await staff.get(`/staff/opinions?filter=${filter}`))).toEqual(expected)
    }
    // A day later the acceptance of the first is due; a week later the answered one is closed, sweep or not.
    app.clock.set('2026-11-24T02:00:00.000Z')
    expect(ids(await staff.get('/staff/opinions?filter=due-today'))).toEqual([first.id])
    app.clock.set('2026-12-01T02:00:00.000Z')
    expect(ids(await staff.get('/staff/opinions?filter=closed'))).toEqual([done.id, ended.id])
    const later = await staff.get('/staff/opinions?filter=answered')
    expect([ids(later), later.body['counts']]).toEqual([
      [],
      expect.objectContaining({ answered: 0, closed: 2, all: 4 }),
    ])
    const number = String(taken['number'])
    const find = async (q: string) => ids(await staff.get(`/staff/opinions?q=${encodeURIComponent(q)}`))
    expect(await find(number)).toEqual([taken.id])
    expect(await find(number.slice(-4))).toEqual([taken.id])
    expect(await find('电梯停运')).toEqual([done.id])
    expect(await find('没有这样的词')).toEqual([])

    const page = await staff.get('/staff/opinions?limit=2')
    const rest = await staff.get(`/staff/opinions?limit=50&cursor=${String(page.body['nextCursor'])}`)
    app.clock.set('2026-11-23T03:00:00.000Z')
    expect([...ids(page), ...ids(rest)]).toEqual([urgent.id, first.id, taken.id, paused.id])
  })

  it('keeps what is urgent above what has been overdue for days', async () => {
    const desk = await startTestApp()
    try {
      await buildTown(desk)
      const [resident, worker] = [lasting(desk, 'verifiedResident'), lasting(desk, 'staff')]
      const old = await submitted(resident, { text: '地下车库的照明全灭了' })
      desk.clock.set('2026-11-27T02:00:00.000Z')
      const urgent = await submitted(resident, { categoryCode: 'facilities.gas', text: '厨房有燃气味道' })
      const order = async () =>
        ((await worker.get('/staff/opinions')).body['items'] as { id: string }[]).map(({ id }) => id)
      expect(await order()).toEqual([urgent.id, old.id])
      await happen(worker, urgent.id, 'accept', { version: 1 })
      expect(await order()).toEqual([urgent.id, old.id])
      await happen(worker, urgent.id, 'reply', { version: 2, text: '燃气公司已经关阀检修', photoIds: [] })
      expect(await order()).toEqual([old.id, urgent.id])
    } finally {
      await desk.close()
    }
  })

  it('stays inside the named community', async () => {
    const street = app.as('streetAdmin')
    await submitted(app.as('residentB'), { placeId: town.estateB })
    const inB = await street.get(`/staff/opinions?communityId=${communityB}`)
    expect((inB.body['items'] as { number: string }[]).map(({ number }) => number)).toEqual([
      expect.stringMatching(/^ZC/),
    ])
    expect((await staff.get(`/staff/opinions?communityId=${communityB}`)).status).toBe(404)
  })
})

describe('who is at it now, and how one looks at the list', () => {
  it('a colleague sees who has the case open until a minute and a quarter after the last sign', async () => {
    const opinion = await submitted(author)
    const here = async (who: Client) =>
      ((await who.post(`/staff/opinions/${opinion.id}/here`, {})).body as { others: string[] }).others
    expect(await here(staff)).toEqual([])
    expect(await here(admin)).toEqual(['社区工作者 陈立新'])
    const inList = async () =>
      (
        (await admin.get('/staff/opinions?limit=50')).body['items'] as { id: string; working?: string[] }[]
      ).find(({ id }) => id === opinion.id)?.working
    expect(await inList()).toEqual(['社区工作者 陈立新'])
    app.clock.advance(76_000)
    expect(await inList()).toBeUndefined()
    expect(await here(admin)).toEqual([])
    expect(await app.rows('case_presences')).toHaveLength(1)
    // It keeps nobody from anything, and says nothing about cases one may not see.
    expect((await happen(staff, opinion.id, 'accept', { version: 1 })).status).toBe(200)
    expect((await property.post(`/staff/opinions/${opinion.id}/here`, {})).status).toBe(404)
    expect((await app.visitor.post(`/staff/opinions/${opinion.id}/here`, {})).status).toBe(401)
  })

  it('keeps views of one’s own, and lists by them', async () => {
    const address = `/staff/case-views?communityId=${communityA}`
    const view = { name: '二网格新的', filter: 'all', order: 'newest', gridId: gridA1, isDefault: true }
    const set = (who: Client, items: readonly object[]) =>
      who.put('/staff/case-views', { communityId: communityA, items })
    expect((await set(staff, [view])).status).toBe(200)
    expect((await staff.get(address)).body).toEqual({ items: [view] })
    expect((await admin.get(address)).body).toEqual({ items: [] })
    expect((await set(staff, [view, { ...view, isDefault: false }])).status).toBe(400)
    expect((await set(staff, [view, { ...view, name: '另一个' }])).status).toBe(400)
    expect((await lasting(app, 'staffB').get(address)).status).toBe(404)

    const [old, fresh] = [await submitted(author), await submitted(author, { placeId: town.gardenA })]
    const listed = async (query: string) =>
      ((await staff.get(`/staff/opinions?${query}`)).body['items'] as Case[]).map(({ id }) => id)
    expect((await listed('order=newest&limit=2')).slice(0, 2)).toEqual([fresh.id, old.id])
    const first = await staff.get(`/staff/opinions?order=newest&limit=1`)
    expect(await listed(`order=newest&limit=1&cursor=${String(first.body['nextCursor'])}`)).toEqual([old.id])
    const inGrid = await listed(`order=newest&gridId=${gridA1}&limit=50`)
    expect([inGrid.includes(old.id), inGrid.includes(fresh.id)]).toEqual([true, false])
    expect(await listed(`gridId=${gridA1}&limit=50`)).not.toContain(fresh.id)
  })
})

describe('the catalogue of a community', () => {
  const address = `/staff/case-catalogue?communityId=${communityA}`
  interface Catalogue extends Record<string, unknown> {
    readonly version: number
    readonly groups: { readonly code: string; readonly items: { readonly code: string; days: number }[] }[]
  }
  const current = async () => (await admin.get(address)).body as Catalogue
  const set = (who: Client, catalogue: object) => {
    const { version, groups, limits } = catalogue as Record<string, unknown>
    return who.put('/staff/case-catalogue', { communityId: communityA, version, groups, limits })
  }

  it('is changed by the head in versions: what runs keeps its promise, what comes gets the new one', async () => {
    const old = await submitted(author)
    const before = await current()
    expect(before).toMatchObject({ version: 0, changed: null, limits: { signHours: 4 } })
    const groups = before.groups.map((group) =>
      group.code === 'sanitation'
        ? {
            ...group,
            items: group.items.map((item) =>
              item.code === 'sanitation.corridor' ? { ...item, days: 2, lead: '锦程物业' } : item,
            ),
          }
        : group,
    )
    expect((await set(staff, { ...before, groups })).status).toBe(403)
    const answers = await Promise.all([1, 2, 3].map(() => set(admin, { ...before, groups })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect(await current()).toMatchObject({ version: 1, changed: { by: '王秀英' } })
    app.clock.advance(11_000)
    expect((await submitted(author))['category']).toMatchObject({ days: 2 })
    expect(caseIn(await staff.get(`/staff/opinions/${old.id}`))['category']).toMatchObject({ days: 5 })
    expect((await set(admin, { ...before, groups })).status).toBe(409)
    // Hours of the office and natural days are counted as the category says, and so is more time.
    const counted = (unit: string, days: number) =>
      groups.map(({ items, ...group }) => ({
        ...group,
        items: items.map((item) => ({ ...item, unit, days })),
      }))
    for (const [unit, days, rule, more, later] of [
      ['days', 3, '3 天', '延长 2 天', '延期 2 天'],
      ['workhours', 4, '4 个工作小时', '延长 2 个工作日', '18 个工作小时'],
    ] as const) {
      expect((await set(admin, { ...(await current()), groups: counted(unit, days) })).status).toBe(200)
      app.clock.advance(11_000)
      const { id } = await submitted(author)
      const taken = caseIn(await happen(staff, id, 'accept', { version: 1 }))
      expect(taken).toMatchObject({
        category: { unit, days },
        deadline: { unit, rule: expect.stringContaining(rule) as string },
      })
      const asked = { version: taken.version, days: 2, reason: '要等配件' }
      expect((await happen(staff, id, 'ask-extension', asked)).status).toBe(200)
      const granted = await happen(admin, id, 'decide-extension', {
        version: taken.version + 1,
        grant: true,
        text: '',
      })
      expect(caseIn(granted)).toMatchObject({ deadline: { rule: expect.stringContaining(later) as string } })
      const [told] = caseIn(await author.get(`/opinions/${id}`)).timeline as { title: string }[]
      expect(told?.title).toBe(`办理期限${more}`)
    }
    const broken = await set(admin, { ...(await current()), groups: [groups[0], groups[0]] })
    expect([broken.status, (broken.body['errors'] as { path: string }[])[0]?.path]).toEqual([
      400,
      'body.groups.1.code',
    ])
    expect((await lasting(app, 'staffB').get(address)).status).toBe(404)
    expect((await grid.get(address)).status).toBe(403)
  })

  it('lets a category decide for itself what starts, stops, lengthens and reopens its time', async () => {
    const changed = (changes: object) => async () => {
      const before = await current()
      const groups = before.groups.map(({ items, ...group }) => ({
        ...group,
        items: items.map((item) =>
          item.code === 'sanitation.corridor' ? { ...item, days: 3, unit: 'workdays', ...changes } : item,
        ),
      }))
      const answer = await set(admin, { ...before, groups })
      app.clock.advance(11_000)
      return answer
    }
    const own = { start: 'same_day', pauses: false, warnDays: 2, mostExtensionDays: 0, mostReopens: 0 }
    app.clock.set('2026-12-07T02:00:00.000Z')
    expect((await changed(own)()).status).toBe(200)
    expect(
      (await current()).groups
        .flatMap(({ items }) => items)
        .find(({ code }) => code === 'sanitation.corridor'),
    ).toMatchObject(own)
    const { id } = await submitted(author)
    const taken = caseIn(await happen(staff, id, 'accept', { version: 1 }))
    expect(taken).toMatchObject({
      category: { pauses: false },
      // Monday is the first of three days, not the day before the first.
      deadline: {
        dueAt: '2026-12-09T10:00:00.000Z',
        rule: expect.stringContaining('受理的当天起') as string,
      },
      abilities: { askExtension: false },
    })
    const [row] = (await app.rows('opinions')).filter(({ _id }) => _id === id)
    expect(row?.['warnAt']).toEqual(new Date('2026-12-09T10:00:00.001Z'))
    const more = { version: taken.version, days: 1, reason: '要等配件' }
    expect((await happen(staff, id, 'ask-extension', more)).body['errors']).toMatchObject([
      { path: 'body.days', message: '这一类不能延期，请直接告诉居民原因' },
    ])
    const question = { version: taken.version, question: '是几楼的柜子' }
    const asked = caseIn(await happen(staff, id, 'request-info', question))
    expect(asked).toMatchObject({ status: 'waiting', deadline: { state: 'running' } })
    const answered = caseIn(
      await happen(staff, id, 'reply', { version: asked.version, text: '搬走了', photoIds: [] }),
    )
    const rated = { version: answered.version, solved: 'no', score: 1, comment: '' }
    const closed = caseIn(await happen(author, id, 'rate', rated))
    expect(closed).toMatchObject({ abilities: { reopen: false } })
    const again = await happen(author, id, 'reopen', { version: closed.version, reason: '又堆上了' })
    expect(again.status).toBeGreaterThanOrEqual(400)
    // What a category leaves to its community is kept nowhere of its own.
    const none = {
      start: 'next_day',
      pauses: true,
      warnDays: null,
      mostExtensionDays: null,
      mostReopens: null,
    }
    expect((await changed(none)()).status).toBe(200)
    expect(JSON.stringify(await app.rows('tenant_settings'))).not.toContain('mostReopens":0')
    const wrong = await changed({ ...own, mostReopens: 9 })()
    expect([wrong.status, (wrong.body['errors'] as { message: string }[])[0]?.message]).toEqual([
      ...[400, '请填 0 到 5 之间的次数'],
    ])
  })
})
