import type { NoticeReachView, ReachHouseholdView } from '@linli/shared/notices/notices-reach.schema'
import { building12, building3, neighbours, rooms, buildNoticeTown } from '../../../test/notice-town'
import type { Answer } from '../../../test/http-client'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { createNoticesModule } from './notices.module'
import type { NoticePeople } from './notices.ports'
import type { NoticesService } from './notices.service'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await buildNoticeTown(app.connection)
})
afterAll(() => app.close())

const HOUR = 3_600_000
const problem = (answer: Answer) => ({ status: answer.status, code: answer.body['code'] })

async function publish(over: Record<string, unknown> = {}): Promise<string> {
  const made = await app.as('staff').post('/notices', {
    title: '停水检修',
    summary: '',
    html: '<p>停水</p>',
    category: 'outage',
    disclosureClass: null,
    facts: [],
    coverId: null,
    attachmentIds: [],
    audience: { visibility: 'addressed', nodeIds: [communityA], tags: [] },
    mustConfirm: true,
    expiresAt: null,
    ...over,
  })
  const id = String(made.body['id'])
  expect((await app.as('staff').post(`/notices/${id}/publish`, { version: 0 })).status).toBe(200)
  return id
}
const published = async (over = {}): Promise<string> => {
  const id = await publish(over)
  await app.drainOutbox()
  return id
}
type Who = Parameters<TestApp['as']>[0]
const reach = async (id: string, who: Who = 'staff'): Promise<NoticeReachView> => {
  const answer = await app.as(who).get(`/notices/${id}/reach`)
  expect(answer.status).toBe(200)
  return answer.body as unknown as NoticeReachView
}
const confirm = async (who: Who, id: string): Promise<void> => {
  expect((await app.as(who).post(`/notices/${id}/confirm`)).status).toBe(200)
}
const households = async (id: string, query = '', who: Who = 'staff'): Promise<ReachHouseholdView[]> => {
  const answer = await app.as(who).get(`/notices/${id}/reach/households?limit=50${query}`)
  expect(answer.status).toBe(200)
  return answer.body['items'] as ReachHouseholdView[]
}
const stateOf = async (id: string, roomId: string): Promise<string | undefined> =>
  (await households(id)).find((row) => row.roomId === roomId)?.state
const visit = (who: Who, id: string, roomId: string, outcome = 'told') =>
  app.as(who).post(`/notices/${id}/visits`, { roomId, outcome })
const rowsOf = async (collection: string, field: string, id: string) =>
  (await app.rows(collection)).filter((row) => row[field] === id)
const notices = () =>
  app.connection.getClient().db(app.connection.name).collection<{ _id: string }>('notices')

/** The feature once more, with another roll in front of it, to step between two of its writes; nothing calls it by itself. */
const withPeople = (over: Partial<NoticePeople>): NoticesService => {
  const { services, ...platform } = app.deps
  const { people, space, files, session: accounts, messages: inbox } = services
  return createNoticesModule({
    ...platform,
    ...{ space, files, accounts, inbox, people: { ...people, ...over } },
    jobs: { ...platform.jobs, every: () => undefined },
    outbox: { ...platform.outbox, registerHandler: () => undefined },
  }).notices
}

describe('the households of a notice', () => {
  it('are written down when it appears, with who can be told and who must be visited', async () => {
    const id = await published()
    const { totals, buildings, toVisit } = await reach(id)
    expect(totals).toMatchObject({ households: 6, confirmed: 0, readOnly: 0, told: 0, notYet: 6, persons: 8 })
    expect(buildings.map(({ label, households: count }) => [label, count])).toEqual([
      ['锦和苑 3 号楼', 3],
      ['锦和苑 12 号楼', 3],
    ])
    expect(toVisit).toBe(2)
    expect(await households(id, '&toVisit=true')).toMatchObject([
      { roomId: rooms.a303, aged80: true, hasAccount: false },
      { roomId: rooms.a1203, aged80: false, hasAccount: false },
    ])
  })

  it('are those who lived there then: writing them again, or two at once, adds and changes nothing', async () => {
    const id = await published()
    await confirm('resident', id)
    const before = await rowsOf('notice_households', 'noticeId', id)
    const { delivery } = app.deps.services.notices
    const of = { noticeId: id, communityId: communityA }
    await delivery.freezeHouseholds(of)
    await notices().updateOne({ _id: id }, { $set: { snapshot: { after: null, doneAt: null } } })
    await Promise.all([delivery.freezeHouseholds(of), delivery.freezeHouseholds(of)])
    expect(await rowsOf('notice_households', 'noticeId', id)).toEqual(before)
  })

  it('are completed after a crash in the middle', async () => {
    const id = await publish()
    let pages = 0
    const dying = withPeople({
      householdPage: async (scope, audience, page) => {
        pages += 1
        if (pages > 2) throw new Error('the process dies here')
        const [first] = await app.deps.services.people.householdPage(scope, audience, { ...page, limit: 1 })
        // One by one and always full, so that every page is followed by another.
        return first ? Array.from({ length: page.limit }, () => first) : []
      },
    })
    const of = { noticeId: id, communityId: communityA }
    await expect(dying.delivery.freezeHouseholds(of)).rejects.toThrow('dies here')
    expect(await rowsOf('notice_households', 'noticeId', id)).toHaveLength(2)
    await app.drainOutbox()
    expect(await rowsOf('notice_households', 'noticeId', id)).toHaveLength(6)
    expect((await reach(id)).totals.households).toBe(6)
  })
})

describe('a receipt that comes before its household row counts', () => {
  it('when it comes before the writing begins', async () => {
    const id = await publish()
    await confirm('resident', id)
    expect((await reach(id)).totals.households).toBe(0)
    await app.drainOutbox()
    expect((await reach(id)).totals).toMatchObject({ households: 6, confirmed: 1, personsConfirmed: 1 })
  })

  it('when it comes between reading the roll and writing the rows', async () => {
    const id = await publish()
    const service = withPeople({
      householdPage: async (scope, audience, page) => {
        const found = await app.deps.services.people.householdPage(scope, audience, page)
        await confirm('resident', id)
        return found
      },
    })
    await service.delivery.freezeHouseholds({ noticeId: id, communityId: communityA })
    expect((await reach(id)).totals).toMatchObject({ households: 6, confirmed: 1 })
  })

  it('when many confirm while the rows are written', async () => {
    const id = await publish()
    const everybody = [personas.resident, neighbours.spouse, neighbours.dogOwner, neighbours.dogFriend]
    await Promise.all([
      app.drainOutbox(),
      ...everybody.flatMap((who) => [
        confirm(who, id),
        confirm(who, id),
        app.as(who).post(`/notices/${id}/read`),
      ]),
    ])
    await app.drainOutbox()
    app.clock.advance(11_000)
    expect((await reach(id)).totals).toMatchObject({ households: 6, confirmed: 3, personsConfirmed: 4 })
    const asked = (await rowsOf('messages', 'targetId', id)).filter((row) => row['needsAct'] === true)
    expect(asked.map((row) => row['accountId']).sort()).toEqual(
      [neighbours.child.accountId, personas.verifiedResident.accountId].sort(),
    )
  })

  it('when the process that took it died before entering it', async () => {
    const id = await published()
    await app.connection
      .getClient()
      .db(app.connection.name)
      .collection<{ _id: string }>('notice_receipts')
      .insertOne({
        _id: 'ntr_testReceiptAAAAAAAAA1',
        communityId: communityA,
        noticeId: id,
        personId: personas.resident.personId,
        accountId: personas.resident.accountId,
        roomIds: [rooms.a301],
        adultRoomIds: [rooms.a301],
        readAt: app.clock.now(),
        confirmedAt: app.clock.now(),
        pendingSince: app.clock.now(),
      } as never)
    await app.deps.jobs.runNow('notices.enter-left-receipts')
    expect(await stateOf(id, rooms.a301)).toBe('not-yet')
    app.clock.advance(61_000)
    await app.deps.jobs.runNow('notices.enter-left-receipts')
    expect(await stateOf(id, rooms.a301)).toBe('confirmed')
    expect((await rowsOf('notice_receipts', 'noticeId', id))[0]).not.toHaveProperty('pendingSince')
  })
})

describe('a household', () => {
  it('has confirmed when one adult did; a child’s confirmation is a reading', async () => {
    const id = await published()
    await confirm(neighbours.child, id)
    expect(await stateOf(id, rooms.a301)).toBe('read')
    expect((await reach(id)).totals).toMatchObject({ readOnly: 1, confirmed: 0, personsConfirmed: 1 })
    await confirm(neighbours.spouse, id)
    expect(await stateOf(id, rooms.a301)).toBe('confirmed')
    await app.as('resident').post(`/notices/${id}/read`)
    expect((await reach(id)).totals).toMatchObject({ confirmed: 1, personsConfirmed: 2, personsReadOnly: 1 })
  })

  it('counts one confirmation when a person confirms many times at once', async () => {
    const id = await published()
    await Promise.all(Array.from({ length: 12 }, () => confirm('resident', id)))
    expect(await rowsOf('notice_receipts', 'noticeId', id)).toHaveLength(1)
    expect((await reach(id)).totals).toMatchObject({ confirmed: 1, personsConfirmed: 1 })
  })

  it('shows readers counts of all, and none where they would point at a neighbour', async () => {
    const wide = await published()
    await confirm('resident', wide)
    const seen = await app.as('verifiedResident').get(`/notices/${wide}`)
    expect(seen.body['reach']).toMatchObject({ households: 6, confirmed: 1 })
    const narrow = await published({ audience: { visibility: 'addressed', nodeIds: [building3], tags: [] } })
    expect((await app.as('resident').get(`/notices/${narrow}`)).body['reach']).toBeNull()
    expect((await reach(narrow)).totals.households).toBe(3)
  })
})

describe('a visit', () => {
  it('is recorded as told, with its audit row, and shown apart', async () => {
    const id = await published()
    const nobody = await visit('gridWorker', id, rooms.a303, 'nobody-home')
    expect(nobody.body).toMatchObject({ state: 'not-yet', lastVisit: { outcome: 'nobody-home', by: '李敏' } })
    const told = await visit('gridWorker', id, rooms.a303)
    expect(told.status).toBe(201)
    expect(told.body).toMatchObject({ state: 'told', lastVisit: { outcome: 'told', by: '李敏' } })
    expect((await reach(id)).totals).toMatchObject({ told: 1, notYet: 5 })
    const acts = (await rowsOf('audit_rows', 'targetId', id)).filter(
      (row) => row['action'] === 'notice.visit',
    )
    expect(acts).toMatchObject([
      { detail: { roomId: rooms.a303, outcome: 'nobody-home' }, actorRole: 'grid_worker' },
      { detail: { roomId: rooms.a303, outcome: 'told' } },
    ])
  })

  it('never takes back a confirmation, whichever comes first', async () => {
    const id = await published()
    await confirm('resident', id)
    expect((await visit('staff', id, rooms.a301)).body).toMatchObject({
      state: 'confirmed',
      lastVisit: { outcome: 'told' },
    })
    await visit('staff', id, rooms.a302)
    await confirm('verifiedResident', id)
    expect(await stateOf(id, rooms.a302)).toBe('confirmed')
  })

  it('and a confirmation at the same moment leave the household confirmed', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => publish()))
    await app.drainOutbox()
    await Promise.all(ids.flatMap((id) => [visit('staff', id, rooms.a301), confirm('resident', id)]))
    for (const id of ids) expect(await stateOf(id, rooms.a301)).toBe('confirmed')
  })

  it('is a grid worker’s in the own grid only, and nobody’s who only looks', async () => {
    const id = await published()
    expect((await visit('gridWorker', id, rooms.a1203)).status).toBe(404)
    expect((await visit('streetAdmin', id, rooms.a303)).status).toBe(403)
    expect((await visit('resident', id, rooms.a303)).status).toBe(403)
    expect((await visit('staff', id, rooms.b101)).status).toBe(404)
    expect(await stateOf(id, rooms.a1203)).toBe('not-yet')
    const own = await reach(id, 'gridWorker')
    expect(own.totals).toMatchObject({ households: 3, persons: 5 })
    expect(own.buildings.map(({ nodeId }) => nodeId)).toEqual([building3])
    expect(await households(id, '', 'gridWorker')).toHaveLength(3)
    expect(await households(id, `&nodeId=${building12}`, 'gridWorker')).toEqual([])
    expect(await households(id, `&nodeId=${building12}`)).toHaveLength(3)
    expect((await reach(id, 'streetAdmin')).totals.households).toBe(6)
  })

  it('is refused after the notice was withdrawn, and a repeated key records it once', async () => {
    const id = await published()
    const body = { roomId: rooms.a303, outcome: 'told' }
    const options = { idempotencyKey: 'visit-key-00000001' }
    for (let times = 0; times < 2; times += 1)
      expect((await app.as('staff').post(`/notices/${id}/visits`, body, options)).status).toBe(201)
    const acts = (await rowsOf('audit_rows', 'targetId', id)).filter(
      (row) => row['action'] === 'notice.visit',
    )
    expect(acts).toHaveLength(1)
    await app.as('staff').post(`/notices/${id}/withdraw`, { version: 1, reason: '发错了' })
    expect(problem(await visit('staff', id, rooms.a302))).toEqual({ status: 409, code: 'invalid_status' })
  })
})

describe('a reminder', () => {
  const remind = (id: string, who: Who = 'staff') => app.as(who).post(`/notices/${id}/remind`)
  const reminders = async (id: string) =>
    (await rowsOf('messages', 'targetId', id)).filter((row) => String(row['dedupeKey']).includes('reminded'))

  it('goes to those who have not confirmed and were not told, and replaces what asked before', async () => {
    const id = await published()
    await confirm('resident', id)
    await visit('staff', id, rooms.a302)
    await app.as(neighbours.dogOwner).post(`/notices/${id}/read`)
    const answer = await remind(id)
    expect(answer.body).toEqual({
      reminded: 2,
      nextRemindAt: new Date(app.clock.now().getTime() + 4 * HOUR).toISOString(),
    })
    await app.drainOutbox()
    expect((await reminders(id)).map((row) => row['accountId']).sort()).toEqual(
      [neighbours.dogOwner.accountId, neighbours.dogFriend.accountId].sort(),
    )
    const open = (await rowsOf('messages', 'targetId', id)).filter(
      (row) => row['needsAct'] === true && row['accountId'] === neighbours.dogOwner.accountId,
    )
    expect(open).toHaveLength(1)
    expect((await rowsOf('audit_rows', 'targetId', id)).map((row) => row['action'])).toContain(
      'notice.remind',
    )
  })

  it('is sent once when many order it at once, and again after four hours', async () => {
    const id = await published()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => remind(id, index % 2 ? 'staff' : 'admin')),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status === 409)
    expect(refused.map((answer) => answer.body['code'])).toEqual(refused.map(() => 'already_reminded'))
    expect(refused[0]?.body['details']).toEqual({
      nextAt: new Date(app.clock.now().getTime() + 4 * HOUR).toISOString(),
    })
    await app.drainOutbox()
    const first = await reminders(id)
    expect(first).toHaveLength(6)
    app.clock.advance(4 * HOUR - 1)
    expect((await remind(id)).status).toBe(409)
    app.clock.advance(1)
    expect((await remind(id)).status).toBe(200)
    await app.drainOutbox()
    expect(await reminders(id)).toHaveLength(12)
  })

  it('is the desk’s to order, while the notice is up', async () => {
    const id = await published()
    expect((await remind(id, 'gridWorker')).status).toBe(403)
    expect((await remind(id, 'streetAdmin')).status).toBe(403)
    await app.as('staff').post(`/notices/${id}/withdraw`, { version: 1, reason: '发错了' })
    expect(problem(await remind(id))).toEqual({ status: 409, code: 'invalid_status' })
    expect(await reminders(id)).toEqual([])
  })
})

describe('personalised push', () => {
  const dogs = { visibility: 'addressed', nodeIds: [communityA], tags: ['dog'] }
  const told = async (id: string) =>
    (await rowsOf('messages', 'targetId', id)).map((row) => row['accountId']).sort()

  it('spares who switched it off, but not from what must be confirmed', async () => {
    const offer = await published({ audience: dogs, mustConfirm: false })
    expect(await told(offer)).toEqual([neighbours.dogFriend.accountId])
    // It is not hidden from them: they find it in the list.
    expect((await app.as(neighbours.dogOwner).get(`/notices/${offer}`)).status).toBe(200)
    const duty = await published({ audience: dogs })
    expect(await told(duty)).toEqual([neighbours.dogFriend.accountId, neighbours.dogOwner.accountId].sort())
  })

  it('delivers each message once, however often the event is handled', async () => {
    const id = await published()
    const before = await told(id)
    const of = { noticeId: id, communityId: communityA }
    await Promise.all([
      app.deps.services.notices.delivery.deliver(of),
      app.deps.services.notices.delivery.deliver(of),
    ])
    expect(await told(id)).toEqual(before)
  })
})

it('states the age of its figures, which is never more than ten seconds', async () => {
  const id = await published()
  const first = await reach(id)
  expect(first.totals.updatedAt).toBe(app.clock.now().toISOString())
  app.clock.advance(9_000)
  expect((await reach(id)).totals.updatedAt).toBe(first.totals.updatedAt)
  app.clock.advance(1_000)
  expect((await reach(id)).totals.updatedAt).toBe(app.clock.now().toISOString())
})
