import { book, booked, deskInput, openDesk, slotsOn } from '../../../test/booking-hall'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

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

const staff = () => lasting(app, 'staff')
const act = (id: string, event: string, body: Record<string, unknown>) =>
  staff().post(`/staff/bookings/${id}/${event}`, body)

test('the office books for somebody who calls: for people of its own roll, once for one matter', async () => {
  const [first, second] = await slotsOn(app, deskId, TUESDAY)
  const wish = { slotId: first, serviceCode: 'elder-card', personId: personas.verifiedResident.personId }
  expect((await app.as('residentB').post('/staff/bookings', wish)).status).toBe(403)
  expect((await app.as('staffB').post('/staff/bookings', wish)).status).toBe(404)
  expect(
    (await staff().post('/staff/bookings', { ...wish, personId: 'per_testPersonXNobodyAAAA' })).status,
  ).toBe(404)
  const made = await staff().post('/staff/bookings', wish)
  expect(made.body).toMatchObject({ status: 'booked', abilities: { miss: false, admit: false } })
  expect(made.body['forLabel']).not.toBe('本人')
  const again = await staff().post('/staff/bookings', { ...wish, slotId: second })
  expect(again.body).toMatchObject({ status: 409, code: 'booked_already' })
  // It is the person's: nor does the person get the same matter a second time by the phone.
  expect((await book(app.as('verifiedResident'), String(second))).body).toMatchObject({
    code: 'booked_already',
  })
})

test('fewer seats than are held: nobody loses one, and none is given out until enough came back', async () => {
  const own = await openDesk(app, { name: '缩窗口', serviceCodes: ['mediation'] })
  const [first = ''] = await slotsOn(app, own, '2026-11-25')
  const two = [app.as(neighbour('Shrink1')), app.as(neighbour('Shrink2'))]
  const ids: string[] = []
  for (const who of two) ids.push(String((await book(who, first, { serviceCode: 'mediation' })).body['id']))
  const change = { ...deskInput, serviceCodes: ['mediation'], active: true }
  const smaller = { ...change, version: 1, shares: { capacity: 1, walkIn: 0, elder: 0 } }
  expect((await staff().put(`/staff/desks/${own}`, smaller)).body).toMatchObject({ version: 2, outside: 0 })
  const late = app.as(neighbour('Shrink3'))
  expect((await book(late, first, { serviceCode: 'mediation' })).body).toMatchObject({ code: 'slot_full' })
  await two[0]?.post(`/bookings/${ids[0]}/cancel`, { version: 1 })
  expect((await book(late, first, { serviceCode: 'mediation' })).body).toMatchObject({ code: 'slot_full' })
  await two[1]?.post(`/bookings/${ids[1]}/cancel`, { version: 1 })
  expect((await book(late, first, { serviceCode: 'mediation' })).status).toBe(201)

  const closed = { ...change, version: 2, plan: { ...deskInput.plan, weekly: [[], [], [], [], [], [], []] } }
  expect((await staff().put(`/staff/desks/${own}`, closed)).body).toMatchObject({ outside: 1 })
  await app.drainOutbox()
  const told = (await app.rows('messages')).filter((row) => row['title'] === '您约的时间不开放了')
  expect(told).toHaveLength(1)
  const outside = await staff().get(`/staff/desks/${own}/outside`)
  expect(outside.body['items']).toMatchObject([{ service: { code: 'mediation' }, status: 'booked' }])
  expect((await app.as('staffB').get(`/staff/desks/${own}/outside`)).status).toBe(404)
})

test('a number goes to another desk in its place, and is told the way', async () => {
  const other = await openDesk(app, { name: '里间窗口' })
  const elsewhere = await openDesk(app, { name: '调解室', serviceCodes: ['mediation'] })
  const who = lasting(app, neighbour('Sent'))
  const [, , soon] = await slotsOn(app, deskId, '2026-11-23')
  const made = await booked(who, String(soon))
  expect(made['qr']).toMatchObject({ size: 29 })
  expect((await act(made.id, 'admit', { version: 1 })).body).toMatchObject({ status: 'waiting' })
  expect((await who.get('/home')).body['matters']).toMatchObject([{ kind: 'booking', targetId: made.id }])
  const shut = await openDesk(app, { name: '停用窗口' })
  await staff().put(`/staff/desks/${shut}`, { ...deskInput, version: 1, active: false })
  for (const to of [elsewhere, shut]) {
    const refused = await act(made.id, 'transfer', { version: 2, deskId: to })
    expect(refused.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'body.deskId' }] })
  }
  const there = { serviceCode: 'elder-card', elder: false }
  expect((await staff().post(`/staff/desks/${shut}/walk-in`, there)).status).toBe(400)
  const sent = await act(made.id, 'transfer', { version: 2, deskId: other })
  expect(sent.body).toMatchObject({ deskId: other, queueNumber: 'A001', status: 'waiting' })
  expect((await staff().post(`/staff/desks/${deskId}/call`, {})).body).toEqual({ called: null })
  const ticket = (await who.get(`/bookings/${made.id}`)).body['ticket']
  expect(ticket).toMatchObject({ ahead: 0, line: [{ queueNumber: 'A001', state: 'you' }] })
  const { called } = (await staff().post(`/staff/desks/${other}/call`, {})).body
  expect(called).toMatchObject({ id: made.id })

  const unsaid = await act(made.id, 'finish', { version: 4, outcome: 'papers_missing', missing: '' })
  expect(unsaid.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'body.missing' }] })
  await act(made.id, 'finish', { version: 4, outcome: 'papers_missing', missing: '一寸照片' })
  await app.drainOutbox()
  const told = (await app.rows('messages')).filter((row) => row['targetId'] === made.id)
  expect(told.map((row) => row['text'])).toContainEqual(expect.stringContaining('一寸照片'))

  expect(
    (
      await lasting(app, neighbour('Else')).post(`/bookings/${made.id}/rate`, {
        version: 5,
        score: 1,
        comment: '',
      })
    ).status,
  ).toBe(404)
  const rates = await Promise.all(
    [5, 4, 3].map((score) => who.post(`/bookings/${made.id}/rate`, { version: 5, score, comment: '' })),
  )
  expect(rates.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(
    (await who.post(`/bookings/${made.id}/rate`, { version: 6, score: 1, comment: '' })).body,
  ).toMatchObject({
    code: 'invalid_status',
  })
})

test('whoever has two ahead is told once to come near, however often the queue moves', async () => {
  const own = await openDesk(app, { name: '近窗口' })
  const walkIn = () =>
    staff().post(`/staff/desks/${own}/walk-in`, { serviceCode: 'elder-card', elder: false })
  for (let index = 0; index < 4; index++) await walkIn()
  const slotId = (await slotsOn(app, own, '2026-11-23')).at(-1) ?? ''
  const made = await booked(lasting(app, neighbour('Near')), slotId)
  await act(made.id, 'admit', { version: 1 })
  const call = async () => {
    const { called } = (await staff().post(`/staff/desks/${own}/call`, {})).body
    return called as { id: string }
  }
  await call()
  await app.drainOutbox()
  const told = async () =>
    (await app.rows('messages')).filter((row) => row['targetId'] === made.id && row['title'] === '快轮到您了')
      .length
  expect(await told()).toBe(0)
  await call()
  await walkIn()
  await call()
  await app.drainOutbox()
  expect(await told()).toBe(1)
})

test('who deletes the account goes from what others booked as well, and the time is free again', async () => {
  const { personId: known, accountId } = personas.verifiedResident
  const personId = known ?? ''
  const [, , slotId = ''] = await slotsOn(app, deskId, '2026-11-25')
  const wish = { slotId, serviceCode: 'elder-card', personId }
  const made = String((await staff().post('/staff/bookings', wish)).body['id'])
  const db = app.connection.getClient().db(app.connection.name)
  await db
    .collection<{ _id: string }>('bookings')
    .updateOne({ _id: made }, { $set: { accountId: 'acc_daughter' } })
  const subject = {
    accountId,
    persons: [{ communityId: communityA, personId }],
    scope: scopeOf([communityA]),
  }
  const { parts, erasures } = app.deps.services.bookings.personalData
  const before = await parts[0]?.entries(subject, { masked: true, limit: 50 })
  expect(before).toHaveLength((await parts[0]?.count(subject)) ?? -1)
  for (const step of [...erasures, ...erasures]) await step.erase(subject)
  expect(await parts[0]?.count(subject)).toBe(0)
  const row = (await app.rows('bookings')).find(({ _id }) => _id === made)
  expect(row).toMatchObject({ accountId: 'acc_daughter', forLabel: '已注销的居民', status: 'cancelled' })
  expect(row).not.toHaveProperty('personKey')
  expect((await app.rows('slots')).find(({ _id }) => _id === slotId)).toMatchObject({ seats: [] })
})

test('no words of a notice or a rating outlive the account; how it ended and the points stay as figures', async () => {
  const persona = neighbour('Words')
  const who = lasting(app, persona)
  const own = await openDesk(app, { name: '留言窗口' })
  const [, , slotId = ''] = await slotsOn(app, own, '2026-11-23')
  const { id } = await booked(who, slotId)
  await act(id, 'admit', { version: 1 })
  await staff().post(`/staff/desks/${own}/call`, {})
  await act(id, 'finish', { version: 3, outcome: 'papers_missing', missing: '带上您母亲的户口本' })
  await who.post(`/bookings/${id}/rate`, { version: 4, score: 2, comment: '我腿脚不好，跑了两趟' })
  const { erasures } = app.deps.services.bookings.personalData
  const subject = { accountId: persona.accountId, persons: [], scope: scopeOf([communityA]) }
  for (const step of [...erasures, ...erasures]) await step.erase(subject)
  const row = (await app.rows('bookings')).find(({ _id }) => _id === id)
  expect(row).toMatchObject({ status: 'done', outcome: 'papers_missing', missing: '', rating: { score: 2 } })
  expect(JSON.stringify(row)).not.toMatch(/户口本|腿脚/)
  expect((await staff().get(`/staff/desks/${own}/day`)).text).not.toMatch(/户口本|腿脚/)
})

test('a booking goes into a calendar by its address, all of them by a secret one that can be changed', async () => {
  const who = lasting(app, neighbour('Diary'))
  const [, slot] = await slotsOn(app, deskId, '2026-11-26')
  const { icsUrl } = await booked(who, String(slot))
  const open = (address: unknown) => fetch(new URL(String(address), app.url))
  const file = await open(icsUrl)
  expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(await file.text()).toContain('DTSTART:20261126T013000Z')
  expect((await open(String(icsUrl).replace('&s=', '&s=A'))).status).toBe(404)
  expect((await who.get('/bookings/feed')).body).toEqual({ url: null })
  const { url } = (await who.post('/bookings/feed/renew', {})).body
  expect((await who.get('/bookings/feed')).body).toEqual({ url })
  expect(await (await open(url)).text()).toContain('SUMMARY:预约：')
  const next = (await who.post('/bookings/feed/renew', {})).body['url']
  expect([(await open(url)).status, (await open(next)).status]).toEqual([404, 200])
})

test('the office sees how busy a desk was, and takes the list behind it; another community does not', async () => {
  const own = await openDesk(app, { name: '忙窗口' })
  for (const elder of [true, false])
    await staff().post(`/staff/desks/${own}/walk-in`, { serviceCode: 'elder-card', elder })
  await staff().post(`/staff/desks/${own}/call`, {})
  const { body } = await staff().get(`/staff/desks/${own}/load`)
  expect((body['days'] as unknown[]).at(-1)).toMatchObject({ walkIn: 2, booked: 0, waitMinutes: 0 })
  expect(body['days']).toHaveLength(28)
  expect(body['hours']).toEqual([{ hour: 10, arrivals: 2 }])
  expect(body['ratings']).toBeNull()
  const { csv, xlsx } = body['files'] as { csv: string; xlsx: string }
  expect(await (await fetch(new URL(csv, app.url))).text()).toContain('现场取号')
  expect((await fetch(new URL(xlsx, app.url))).status).toBe(200)
  expect((await fetch(new URL(csv.replace('2026-11-23/', '2026-11-24/'), app.url))).status).toBe(404)
  expect((await app.as('staffB').get(`/staff/desks/${own}/load`)).status).toBe(404)
  const far = await staff().get(`/staff/desks/${own}/load?from=2026-01-01&to=2026-11-01`)
  expect(far.body).toMatchObject({ code: 'validation_failed' })
})

test('what people say afterwards reaches the office as a figure, never beside the one who said it', async () => {
  const own = await openDesk(app, { name: '评价窗口', shares: { capacity: 5, walkIn: 0, elder: 0 } })
  const [, , , slot = ''] = await slotsOn(app, own, '2026-11-23')
  const load = async () => (await staff().get(`/staff/desks/${own}/load`)).body
  for (const [index, comment] of ['快', '', '慢了点', '叫号清楚', '谢谢'].entries()) {
    expect((await load())['ratings']).toBeNull()
    const who = lasting(app, neighbour(`Rates${index}`))
    const { id } = await booked(who, slot)
    await act(id, 'admit', { version: 1 })
    await staff().post(`/staff/desks/${own}/call`, {})
    await act(id, 'finish', { version: 3, outcome: 'done', missing: '' })
    expect((await who.post(`/bookings/${id}/rate`, { version: 4, score: index + 1, comment })).status).toBe(
      200,
    )
  }
  const { ratings, files } = await load()
  expect(ratings).toMatchObject({ count: 5, scores: [1, 1, 1, 1, 1] })
  expect((ratings as { comments: string[] }).comments).toHaveLength(4)
  const file = await (await fetch(new URL((files as { csv: string }).csv, app.url))).text()
  for (const seen of [(await staff().get(`/staff/desks/${own}/day`)).text, file])
    expect(seen).not.toMatch(/叫号清楚|"rating"|评价,/)
})

test('new hours name whom they touch before they are saved, and keep another time for those who are asked', async () => {
  const own = await openDesk(app, { name: '改时间窗口', serviceCodes: ['volunteering'] })
  const matter = { serviceCode: 'volunteering' }
  const day = '2026-11-26'
  const [first = '', second = '', third = ''] = await slotsOn(app, own, day)
  const names = ['Touched1', 'Touched2', 'Touched3'] as const
  const ids: string[] = []
  for (const [index, slotId] of [first, second, third].entries())
    ids.push(String((await book(lasting(app, neighbour(String(names[index]))), slotId, matter)).body['id']))
  const wish = {
    ...{ ...deskInput, name: '改时间窗口', serviceCodes: ['volunteering'], version: 1, active: true },
    plan: {
      ...deskInput.plan,
      exceptions: [{ day, intervals: [{ from: 810, to: 1020 }], reason: '上午消防演练' }],
    },
  }
  expect((await app.as('staffB').post(`/staff/desks/${own}/preview`, wish)).status).toBe(404)
  expect((await app.as('residentB').post(`/staff/desks/${own}/preview`, wish)).status).toBe(403)
  const touched = await staff().post(`/staff/desks/${own}/preview`, wish)
  expect((touched.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual(ids)
  expect((await slotsOn(app, own, day))[0]).toBe(first)

  const saved = await staff().put(`/staff/desks/${own}`, { ...wish, propose: ids.slice(0, 2) })
  expect(saved.body).toMatchObject({ version: 2, outside: 3 })
  await app.drainOutbox()
  await app.drainOutbox()
  const told = async (id: string | undefined) =>
    (await app.rows('messages')).filter((row) => row['targetId'] === id).map((row) => row['title'])
  expect(await told(ids[0])).toContain('您约的时间不开放了，请看看新的时间')
  expect(await told(ids[2])).toContain('您约的时间不开放了')
  const seen = (index: number) => lasting(app, neighbour(String(names[index])))
  const offered = (await seen(0).get(`/bookings/${ids[0]}`)).body
  expect(offered['proposal']).toMatchObject({ startsAt: '2026-11-26T05:30:00.000Z', deskName: '改时间窗口' })

  // The kept time is nobody else's; of six taps one moves the booking, and the old seat is gone with it.
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      seen(0).post(`/bookings/${ids[0]}/other-time`, { version: offered['version'], agrees: true }),
    ),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
    ...{ startsAt: '2026-11-26T05:30:00.000Z', proposal: null, status: 'booked' },
  })
  const other = (await seen(1).get(`/bookings/${ids[1]}`)).body
  expect(
    (await seen(0).post(`/bookings/${ids[1]}/other-time`, { version: other['version'], agrees: false }))
      .status,
  ).toBe(404)
  const declined = await seen(1).post(`/bookings/${ids[1]}/other-time`, {
    ...{ version: other['version'], agrees: false },
  })
  expect(declined.body).toMatchObject({ status: 'booked', proposal: null })
  // Nothing is lost: both still stand on the list of the office, which asks again.
  const list = async () =>
    (await staff().get(`/staff/desks/${own}/outside`)).body['items'] as { id: string; proposal: unknown }[]
  expect((await list()).map(({ id }) => id)).toEqual(ids.slice(1))
  const again = await staff().post(`/staff/desks/${own}/offer-times`, { bookingIds: ids })
  expect(again.body).toEqual({ asked: 2 })
  await app.drainOutbox()
  expect((await list()).every(({ proposal }) => proposal !== null)).toBe(true)
  // An answer that comes too late finds nothing, and the seat is everybody's.
  app.clock.advance(49 * 3_600_000)
  const late = (await seen(2).get(`/bookings/${ids[2]}`)).body
  expect(late['proposal']).toBeNull()
  expect(
    (await seen(2).post(`/bookings/${ids[2]}/other-time`, { version: late['version'], agrees: true })).body,
  ).toMatchObject({ code: 'invalid_status' })
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
  app.clock.set('2026-11-23T02:00:00.000Z')
})

test('a day that is over ends what nobody has ended; who did not come has missed it only where the queue was used', async () => {
  const [used, unused] = [await openDesk(app, { name: '用窗口' }), await openDesk(app, { name: '不用窗口' })]
  const names = ['Absent', 'Unseen'] as const
  const made: string[] = []
  for (const [index, hall] of [used, unused].entries()) {
    const [, , , slot] = await slotsOn(app, hall, '2026-11-23')
    made.push((await booked(lasting(app, neighbour(String(names[index]))), String(slot))).id)
  }
  const walkIn = () =>
    staff().post(`/staff/desks/${used}/walk-in`, { serviceCode: 'elder-card', elder: false })
  const [first, second] = [(await walkIn()).body['id'], (await walkIn()).body['id']]
  for (const id of [first, second]) {
    await staff().post(`/staff/desks/${used}/call`, {})
    if (id === first) await act(String(id), 'finish', { version: 2, outcome: 'done', missing: '' })
  }
  const waits = (await walkIn()).body['id']
  const { endDays } = app.deps.services.bookings.jobs
  app.clock.advance(86_400_000)
  await Promise.all([endDays(), endDays()])
  const rows = await app.rows('bookings')
  const statusOf = (id: unknown) => rows.find((row) => row['_id'] === id)?.['status']
  // Who was called and not ticked off is not done: nobody has said so.
  expect([...made, second, waits].map(statusOf)).toEqual(['missed', 'unrecorded', 'unrecorded', 'unrecorded'])
  expect(rows.find((row) => row['_id'] === second)).toMatchObject({ outcome: null })
  const past = await lasting(app, neighbour('Absent')).get('/bookings/mine?filter=past')
  expect(past.body['items']).toMatchObject([{ id: made[0], status: 'missed' }])
  // Nobody has cancelled what the counter did not write down: it can still say how it ended.
  const unseen = lasting(app, neighbour('Unseen'))
  expect((await unseen.get(`/bookings/${made[1]}`)).body).toMatchObject({
    ...{ statusLabel: '未登记结果', notice: '', abilities: { cancel: false, checkIn: false } },
  })
  const board = await staff().get(`/staff/desks/${unused}/day?day=2026-11-23`)
  expect(board.body['items']).toMatchObject([{ id: made[1], abilities: { finish: true, miss: false } }])
  const late = { version: 2, outcome: 'papers_missing', missing: '户口本' }
  expect((await act(String(made[1]), 'finish', late)).body).toMatchObject({
    status: 'done',
    missing: '户口本',
  })
  const load = async () => (await staff().get(`/staff/desks/${used}/load?from=2026-11-23&to=2026-11-23`)).body
  expect((await load())['days']).toMatchObject([{ missed: 1, done: 1, cancelled: 0, unrecorded: 2 }])
  await act(String(second), 'finish', { version: 3, outcome: 'done', missing: '' })
  const { days, files } = await load()
  expect(days).toMatchObject([{ missed: 1, done: 2, cancelled: 0, unrecorded: 1 }])
  expect(await (await fetch(new URL((files as { csv: string }).csv, app.url))).text()).toContain('后来补登')
})
