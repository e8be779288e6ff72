import { book, booked, deskInput, guideInput, openDesk, slotsOn } from '../../../test/booking-hall'
import type { Client } from '../../../test/http-client'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { communityA } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const TUESDAY = '2026-11-24'
let app: TestApp
let deskId: string

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  deskId = await openDesk(app)
})
afterAll(() => app.close())

const stored = async (id: string) => (await app.rows('bookings')).find((row) => row['_id'] === id)
const slot = async (id: string | undefined) => (await app.rows('slots')).find((row) => row['_id'] === id)
const told = async (accountId: string) =>
  (await app.rows('messages')).filter((row) => row['accountId'] === accountId).map((row) => row['title'])

test('the starting set is found by what people call it, and a certificate that is not issued says where to go', async () => {
  const elders = await app.visitor.get(
    `/services?communityId=${communityA}&q=${encodeURIComponent('老年证')}`,
  )
  expect(elders.body['items']).toMatchObject([{ code: 'elder-card' }])
  const single = await app.visitor.get(
    `/services?communityId=${communityA}&q=${encodeURIComponent('单身证明')}`,
  )
  expect(single.body).toMatchObject({ items: [], refused: [{ code: 'marriage' }] })
  const guide = await app.visitor.get(`/services/elder-card?communityId=${communityA}`)
  expect(guide.body).toMatchObject({ version: 0, offered: true, desks: [{ id: deskId, name: '1 号窗口' }] })
  expect((await app.visitor.get(`/services/no-such?communityId=${communityA}`)).status).toBe(404)
})

test('a guide is changed over the version it was read with, and never becomes a refused certificate', async () => {
  const { body: before } = await app.visitor.get(`/services/mediation?communityId=${communityA}`)
  const change = { ...guideInput(before), fee: '一直不收费' }
  expect((await app.as('staff').put('/services/mediation', change)).status).toBe(403)
  expect((await app.as('adminB').put('/services/mediation', change)).status).toBe(404)
  const named = await app.as('admin').put('/services/mediation', { ...change, label: '婚姻状况证明' })
  expect(named.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'body.label' }] })
  const answers = await Promise.all(
    ['一', '二', '三', '四'].map((n) =>
      app.as('admin').put('/services/mediation', { ...change, fee: `不收费${n}` }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  expect((await app.visitor.get(`/services/mediation?communityId=${communityA}`)).body).toMatchObject({
    version: 1,
  })
})

test('forms of a guide are open to visitors, and a booking keeps those it was made under', async () => {
  const admin = lasting(app, 'admin')
  const form = async (by: Client, name: string, purpose = 'service_form') => {
    const bytes = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
    return by.upload('/files', { name, bytes }, { purpose })
  }
  const guide = async () => (await app.visitor.get(`/services/elder-card?communityId=${communityA}`)).body
  const put = async (more: object) =>
    admin.put('/services/elder-card', { ...guideInput(await guide()), ...more })
  expect((await form(app.as('verifiedResident'), '申请表.pdf')).status).toBe(403)
  const [first, second] = [await form(admin, '申请表.pdf'), await form(admin, '新申请表.pdf')]
  const notice = await form(admin, '通知.pdf', 'notice_attachment')
  const wrong = await put({ formIds: [notice.body['id']] })
  expect(wrong.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'body.formIds.0' }] })
  const kept = await put({ formIds: [first.body['id'], first.body['id']] })
  expect(kept.body).toMatchObject({ forms: [{ name: '申请表.pdf', kind: 'document' }] })
  // A client that knows of no forms leaves them as they are.
  expect((await put({ fee: '免费' })).body).toMatchObject({ forms: [{ name: '申请表.pdf' }] })

  const slotId = (await slotsOn(app, deskId, '2026-11-27')).at(-1)
  const who = app.as(neighbour('Former'))
  const made = await booked(who, String(slotId))
  expect((await put({ formIds: [second.body['id']] })).body).toMatchObject({
    forms: [{ name: '新申请表.pdf' }],
  })
  const later = (await who.get(`/bookings/${made.id}`)).body
  expect(later).toMatchObject({ forms: [{ name: '申请表.pdf' }] })
  const [old] = later['forms'] as { urls: { view: string } }[]
  for (const { urls } of [old, ...((await guide())['forms'] as (typeof old)[])].flatMap((one) => one ?? []))
    expect((await fetch(app.url + urls.view)).status).toBe(200)
})

test('two weeks of a desk: weekends say why they are closed, and times begin an hour from now at the soonest', async () => {
  const { body } = await app.visitor.get(`/slots?deskId=${deskId}&days=14`)
  const days = body['days'] as { day: string; reason: string; left: number; slots: { startsAt: string }[] }[]
  expect(days).toHaveLength(14)
  expect(days[0]?.slots[0]?.startsAt).toBe('2026-11-23T03:00:00.000Z')
  expect(days[5]).toMatchObject({ day: '2026-11-28', reason: '不开放', left: 0, slots: [] })
  expect(days[7]?.slots).toHaveLength(13)
  // The fifth working day is the last: what is made beyond it is not offered yet.
  expect(days[8]?.slots).toEqual([])
})

test('a seat is taken, told, kept under the guide of the day, and given back', async () => {
  const who = neighbour('Taker')
  const [first] = await slotsOn(app, deskId, TUESDAY)
  const made = await booked(app.as(who), String(first))
  expect(made).toMatchObject({
    status: 'booked',
    statusLabel: '已约好',
    deskName: '1 号窗口',
    forSelf: true,
    changeUntil: '2026-11-23T23:00:00.000Z',
    abilities: { move: true, cancel: true, checkIn: false, leave: false },
  })
  expect(made['number']).toMatch(/^QH-Y-20261123-\d{4}$/)
  expect(await slot(first)).toMatchObject({ general: 1, seats: [{ bookingId: made.id }] })
  await app.drainOutbox()
  expect(await told(who.accountId)).toEqual(['约好了'])

  expect((await app.as(neighbour('Other')).get(`/bookings/${made.id}`)).status).toBe(404)
  expect((await app.as('residentB').post(`/bookings/${made.id}/cancel`, { version: 1 })).status).toBe(404)
  const cancelled = await app.as(who).post(`/bookings/${made.id}/cancel`, { version: 1 })
  expect(cancelled.body).toMatchObject({ status: 'cancelled', version: 2 })
  expect(await slot(first)).toMatchObject({ general: 2, seats: [] })
  const again = await app.as(who).post(`/bookings/${made.id}/cancel`, { version: 2 })
  expect(again.body).toMatchObject({ code: 'invalid_status', details: { current: 'cancelled' } })
  expect(await slot(first)).toMatchObject({ general: 2, seats: [] })
  const mine = await app.as(who).get('/bookings/mine?filter=past')
  expect(mine.body['items']).toMatchObject([{ id: made.id }])
})

test('nobody has two seats at one time, nor the same matter twice on a day; another matter at another time is fine', async () => {
  const other = await openDesk(app, { name: '2 号窗口' })
  const who = app.as(neighbour('Twice'))
  const [here, later] = await slotsOn(app, deskId, '2026-11-25')
  const [there] = await slotsOn(app, other, '2026-11-25')
  await booked(who, String(here))
  for (const [slotId, serviceCode] of [
    [there, 'mediation'],
    [later, 'elder-card'],
  ]) {
    const refused = await book(who, String(slotId), { serviceCode })
    expect(refused.body).toMatchObject({ status: 409, code: 'booked_already' })
  }
  expect((await book(who, String(later), { serviceCode: 'mediation' })).status).toBe(201)
  expect(await slot(there)).toMatchObject({ general: 2, seats: [] })
})

test('a full slot answers with the next free times, and what the clock or the desk closed is refused', async () => {
  const [first, second] = await slotsOn(app, deskId, '2026-11-26')
  await booked(app.as(neighbour('FullA')), String(first))
  await booked(app.as(neighbour('FullB')), String(first))
  const full = await book(app.as(neighbour('FullC')), String(first))
  expect(full.body).toMatchObject({ status: 409, code: 'slot_full' })
  const { nextFree } = full.body['details'] as { nextFree: { slotId: string; startsAt: string }[] }
  expect(nextFree).toHaveLength(3)
  expect(nextFree.map(({ slotId }) => slotId)).not.toContain(first)

  expect((await book(app.as('residentB'), String(second))).status).toBe(404)
  expect((await book(app.visitor, String(second))).status).toBe(401)
  expect(
    (await book(app.as(neighbour('FullC')), String(second), { serviceCode: 'dog-licence' })).status,
  ).toBe(404)
  const beyond = (await app.rows('slots')).find(
    (row) => row['deskId'] === deskId && row['day'] === '2026-12-02',
  )
  const early = await book(app.as(neighbour('FullC')), String(beyond?.['_id']))
  expect(early.body).toMatchObject({ code: 'slot_closed', details: { reason: 'too-far' } })
})

test('a move takes the new seat and gives back the old one, or changes nothing', async () => {
  const who = app.as(neighbour('Mover'))
  const [from, full, to] = await slotsOn(app, deskId, '2026-11-27')
  await booked(app.as(neighbour('SeatA')), String(full))
  await booked(app.as(neighbour('SeatB')), String(full))
  const made = await booked(who, String(from))
  const refused = await who.post(`/bookings/${made.id}/move`, { version: 1, slotId: full })
  expect(refused.body).toMatchObject({ code: 'slot_full' })
  expect(await stored(made.id)).toMatchObject({ slotId: from, version: 1 })
  expect(await slot(from)).toMatchObject({ seats: [{ bookingId: made.id }] })
  const moved = await who.post(`/bookings/${made.id}/move`, { version: 1, slotId: to })
  expect(moved.body).toMatchObject({ status: 'booked', version: 2 })
  expect([await slot(from), await slot(to)]).toMatchObject([
    { seats: [], general: 2 },
    { seats: [{ bookingId: made.id }] },
  ])
})

test('an elder has the seats kept for elders, also when somebody else has taken all others', async () => {
  const kept = await openDesk(app, { name: '敬老窗口', shares: { capacity: 2, walkIn: 0, elder: 1 } })
  const [first] = await slotsOn(app, kept, TUESDAY)
  await booked(app.as(neighbour('Young')), String(first))
  expect((await book(app.as(neighbour('Young2')), String(first))).body).toMatchObject({ code: 'slot_full' })
  expect((await book(app.as('verifiedResident'), String(first))).status).toBe(201)
})

test('nobody books for somebody who has not agreed', async () => {
  const [first] = await slotsOn(app, deskId, TUESDAY)
  const stranger = await book(app.as('resident'), String(first), { forPersonId: 'per_testPersonXVerifiedA' })
  expect(stranger.status).toBe(404)
})

test('hours that change keep the seats that are held, and say how many lie outside', async () => {
  const own = await openDesk(app, { name: '3 号窗口', serviceCodes: ['mediation'] })
  const who = app.as(neighbour('Keeper'))
  const [first] = await slotsOn(app, own, '2026-11-25')
  await book(who, String(first), { serviceCode: 'mediation' })
  const afternoons = deskInput.plan.weekly.map((day) => day.slice(1))
  const change = {
    ...deskInput,
    name: '3 号窗口',
    serviceCodes: ['mediation'],
    version: 1,
    active: true,
    plan: { ...deskInput.plan, weekly: afternoons },
  }
  expect((await app.as('staffB').put(`/staff/desks/${own}`, change)).status).toBe(404)
  const changed = await app.as('staff').put(`/staff/desks/${own}`, change)
  expect(changed.body).toMatchObject({ version: 2, outside: 1 })
  expect(await slotsOn(app, own, '2026-11-25')).toHaveLength(7)
  expect((await who.get('/bookings/mine')).body['items']).toMatchObject([{ deskId: own, status: 'booked' }])
  expect(
    (await book(app.as(neighbour('TooLate')), String(first), { serviceCode: 'mediation' })).body,
  ).toMatchObject({
    code: 'slot_closed',
  })
  expect((await app.as('staff').put(`/staff/desks/${own}`, change)).body).toMatchObject({
    code: 'version_conflict',
  })
})

test('overlapping hours are refused in one sentence that names the day', async () => {
  const weekly = deskInput.plan.weekly.map((day, index) =>
    index === 2
      ? [
          { from: 540, to: 720 },
          { from: 700, to: 800 },
        ]
      : day,
  )
  const answer = await app
    .as('staff')
    .post('/staff/desks', { communityId: communityA, ...deskInput, plan: { ...deskInput.plan, weekly } })
  expect(answer.body).toMatchObject({
    code: 'validation_failed',
    errors: [{ path: 'body.plan.weekly.2', message: '时间段要先后相接，不能重叠' }],
  })
})

describe('on the day', () => {
  const day = '2026-11-24'
  let hall: string
  let code: string
  const staff = () => lasting(app, 'staff')
  const act = (id: string, event: string, body: Record<string, unknown>) =>
    staff().post(`/staff/bookings/${id}/${event}`, body)

  beforeAll(async () => {
    hall = await openDesk(app, { name: '大厅窗口', serviceCodes: ['elder-card'] })
    app.clock.advance(22 * 3_600_000 + 50 * 60_000)
    code = String((await staff().get(`/staff/desks/${hall}/day`)).body['hallCode'])
  })

  test('with the code of the hall one checks in once, and waits by the own time', async () => {
    const who = lasting(app, neighbour('Comes'))
    const [early] = await slotsOn(app, hall, day)
    const made = await booked(who, String(early))
    const wrong = await who.post(`/bookings/${made.id}/check-in`, { version: 1, hallCode: 'nope' })
    expect(wrong.body).toMatchObject({ status: 409, code: 'slot_closed' })
    app.clock.advance(60 * 60_000)
    expect(
      (await who.post(`/bookings/${made.id}/check-in`, { version: 1, hallCode: 'nope' })).body,
    ).toMatchObject({
      code: 'hall_code_wrong',
    })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        who.post(`/bookings/${made.id}/check-in`, { version: 1, hallCode: code }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await stored(made.id)).toMatchObject({ status: 'waiting', version: 2 })
    expect((await who.get(`/bookings/${made.id}`)).body['ticket']).toMatchObject({ ahead: 0, estimate: null })
  })

  test('whoever came is called in turn, elders further on; the board of the hall shows numbers and no names', async () => {
    const walkIn = (elder: boolean) =>
      staff().post(`/staff/desks/${hall}/walk-in`, { serviceCode: 'elder-card', elder })
    const first = (await walkIn(false)).body
    const elder = (await walkIn(true)).body
    expect([first['queueNumber'], elder['queueNumber']]).toEqual(['B001', 'L001'])
    const next = async () =>
      (await staff().post(`/staff/desks/${hall}/call`, {})).body['called'] as { id: string }
    expect(await next()).toMatchObject({ id: elder['id'], status: 'called' })
    expect(await next()).toMatchObject({ id: first['id'] })
    const screen = await app.visitor.get(`/desks/${hall}/screen`)
    expect(screen.body).toMatchObject({ waiting: 1, called: [{}, {}] })
    expect(JSON.stringify(screen.body)).not.toMatch(/现场|acc_|per_/)

    const skipped = await act(String(first['id']), 'skip', { version: 2 })
    expect(skipped.body).toMatchObject({ status: 'skipped', abilities: { recall: true, miss: true } })
    const recalled = await act(String(first['id']), 'recall', { version: 3 })
    expect(recalled.body).toMatchObject({ status: 'called', version: 4 })
    const done = await act(String(first['id']), 'finish', {
      version: 4,
      outcome: 'papers_missing',
      missing: '缺照片',
    })
    expect(done.body).toMatchObject({ status: 'done' })
    expect(
      (await act(String(first['id']), 'finish', { version: 5, outcome: 'done', missing: '' })).status,
    ).toBe(409)
    expect(
      (
        await lasting(app, 'staffB').post(`/staff/bookings/${String(first['id'])}/finish`, {
          version: 5,
          outcome: 'done',
          missing: '',
        })
      ).status,
    ).toBe(404)
  })

  test('two missed warn, the third lets booking online rest, and a pardon lifts it', async () => {
    const who = neighbour('Misses')
    const ids: string[] = []
    for (const on of ['2026-11-25', '2026-11-26', '2026-11-27']) {
      ids.push((await booked(lasting(app, who), String((await slotsOn(app, hall, on))[0]))).id)
    }
    // Nobody is late before the own time.
    expect((await act(String(ids[0]), 'miss', { version: 1 })).body).toMatchObject({ code: 'invalid_status' })
    for (const [index, id] of ids.entries()) {
      app.clock.advance(86_400_000)
      expect((await act(id, 'miss', { version: 1 })).body).toMatchObject({ status: 'missed' })
      const seen = await lasting(app, who).get(`/bookings/${id}`)
      expect(seen.body['notice']).toMatch(index === 0 ? /^$/ : index === 1 ? /再有 1 次/ : /停到/)
    }
    const [target] = await slotsOn(app, hall, '2026-11-30')
    expect((await book(lasting(app, who), String(target))).body).toMatchObject({ code: 'booking_limited' })
    expect((await act(String(ids[0]), 'pardon', { version: 2 })).status).toBe(403)
    const pardon = await lasting(app, 'admin').post(`/staff/bookings/${ids[0]}/pardon`, { version: 2 })
    expect(pardon.body).toMatchObject({ status: 'excused' })
    expect((await book(lasting(app, who), String(target))).status).toBe(201)
  })

  test('a reminder goes out once, by the state at sending', async () => {
    const stays = neighbour('Stays')
    const leaves = neighbour('Leaves')
    const [, , , mine, theirs] = await slotsOn(app, hall, '2026-12-01')
    await booked(lasting(app, stays), String(mine))
    const gone = await booked(lasting(app, leaves), String(theirs))
    await lasting(app, leaves).post(`/bookings/${gone.id}/cancel`, { version: 1 })
    await app.drainOutbox()
    app.clock.advance(3 * 86_400_000 + 60 * 60_000)
    const { remind } = app.deps.services.bookings.jobs
    await Promise.all([remind(), remind()])
    await remind()
    expect((await told(stays.accountId)).filter((title) => title === '别忘了预约')).toHaveLength(1)
    expect(await told(leaves.accountId)).not.toContain('别忘了预约')
  })
})
