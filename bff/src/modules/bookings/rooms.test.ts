import { book, deskInput, guideInput, openDesk, slotsOn } from '../../../test/booking-hall'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { communityA } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const DAY = '2026-11-25'
let app: TestApp
let roomId: string

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  roomId = await openDesk(app, {
    ...{ name: '活动室', serviceCodes: ['volunteering'], kind: 'room', mostHeads: 30 },
    shares: { capacity: 1, walkIn: 0, elder: 0 },
  })
})
afterAll(() => app.close())

const who = (name: string) => lasting(app, neighbour(name))
const staff = () => lasting(app, 'staff')
const group = { purpose: '合唱队排练', heads: 12, organisation: '青禾合唱队' }
const ask = (name: string, slotId: string, more: Record<string, unknown> = {}) =>
  book(who(name), slotId, { serviceCode: 'volunteering', group, ...more })
const told = async (id: unknown) =>
  (await app.rows('messages')).filter((row) => row['targetId'] === id).map((row) => row['title'])

test('a room is asked for with purpose and head count; of ten who ask at once one has the time', async () => {
  const [first = ''] = await slotsOn(app, roomId, DAY)
  const unsaid = await ask('Bare', first, { group: undefined })
  expect(unsaid.body).toMatchObject({
    code: 'validation_failed',
    errors: [{ path: 'body.group.purpose' }, { path: 'body.group.heads' }],
  })
  const crowd = await ask('Crowd', first, { group: { ...group, heads: 31 } })
  expect(crowd.body['errors']).toEqual([{ path: 'body.group.heads', message: '这间最多坐 30 人' }])
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(`Asks${index}`, first)))
  const [won] = answers.filter(({ status }) => status === 201)
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body['code'] === 'slot_full')).toHaveLength(9)
  expect(won?.body).toMatchObject({
    ...{ status: 'requested', group, qr: null },
    abilities: { cancel: true },
  })
  await app.drainOutbox()
  expect(await told(won?.body['id'])).toEqual(['申请已收到'])
})

test('the office says yes once, or no with a reason, and then the time is free again', async () => {
  const [, second = '', third = ''] = await slotsOn(app, roomId, DAY)
  const yes = String((await ask('Yes', second)).body['id'])
  const no = String((await ask('No', third)).body['id'])
  expect((await who('Yes').get(`/staff/desks/${roomId}/requests`)).status).toBe(403)
  expect((await app.as('staffB').get(`/staff/desks/${roomId}/requests`)).status).toBe(404)
  const list = await staff().get(`/staff/desks/${roomId}/requests`)
  expect(list.body['items']).toHaveLength(3)
  expect(list.body['items']).toContainEqual(expect.objectContaining({ id: yes, group }))
  expect((await app.as('staffB').post(`/staff/bookings/${yes}/approve`, { version: 1 })).status).toBe(404)
  const both = await Promise.all([
    ...Array.from({ length: 3 }, () => staff().post(`/staff/bookings/${yes}/approve`, { version: 1 })),
    staff().post(`/staff/bookings/${yes}/refuse`, { version: 1, reason: '来不及了' }),
  ])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  // It is gone to at its time: nobody draws a number for it, and nobody is called.
  for (const answer of [
    await staff().post(`/staff/desks/${roomId}/walk-in`, { serviceCode: 'volunteering', elder: false }),
    await staff().post(`/staff/desks/${roomId}/call`, {}),
  ])
    expect(answer).toMatchObject({ status: 409, body: { code: 'no_hall_queue' } })
  expect((await staff().post(`/staff/bookings/${no}/refuse`, { version: 1, reason: '' })).body).toMatchObject(
    {
      ...{ code: 'validation_failed', errors: [{ path: 'body.reason' }] },
    },
  )
  const refused = await staff().post(`/staff/bookings/${no}/refuse`, {
    version: 1,
    reason: '当晚要开居民会议',
  })
  expect(refused.body).toMatchObject({ status: 'refused', refusal: '当晚要开居民会议' })
  await app.drainOutbox()
  expect(await told(no)).toContain('这次没有同意')
  expect((await ask('Next', third)).body).toMatchObject({ status: 'requested' })
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('a room is asked for several times in a row: all of them or none, and all come back together', async () => {
  const day = await slotsOn(app, roomId, '2026-11-26')
  const at = (...indexes: number[]) => indexes.map((index) => day[index] ?? '')
  const row = (name: string, ...indexes: number[]) => {
    const [first = '', ...moreSlotIds] = at(...indexes)
    return ask(name, first, { moreSlotIds })
  }
  for (const indexes of [
    [1, 3],
    [2, 1],
    // The break at noon lies between them.
    [5, 6],
  ])
    expect((await row('Gap', ...indexes)).body).toMatchObject({
      ...{ code: 'validation_failed', errors: [{ path: 'body.moreSlotIds' }] },
    })
  const wishes = [
    ...Array.from({ length: 6 }, (_, index) => row(`Row${index}`, 1, 2, 3)),
    ...Array.from({ length: 6 }, (_, index) => row(`Behind${index}`, 3, 4)),
  ]
  const answers = await Promise.all(wishes)
  const won = answers.filter(({ status }) => status === 201)
  expect(won).toHaveLength(1)
  expect(answers.filter(({ body }) => body['code'] === 'slot_full')).toHaveLength(11)
  const id = String(won[0]?.body['id'])
  const taken = (await app.rows('slots')).filter((slot) => (slot['seats'] as unknown[]).length > 0)
  const made = (await app.rows('bookings')).find((one) => one['_id'] === id)
  const held = [made?.['slotId'], ...(made?.['moreSlotIds'] as string[])]
  expect(taken.filter((slot) => day.includes(String(slot['_id']))).map((slot) => slot['_id'])).toEqual(held)
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])

  await staff().post(`/staff/bookings/${id}/refuse`, { version: 1, reason: '当晚要开居民会议' })
  const whole = await row('Whole', 0, 1, 2, 3, 4)
  expect(whole.body).toMatchObject({
    ...{ status: 'requested', startsAt: '2026-11-26T01:00:00.000Z', endsAt: '2026-11-26T03:30:00.000Z' },
  })
  const own = String(whole.body['id'])
  const cancelled = await who('Whole').post(`/bookings/${own}/cancel`, { version: 1 })
  expect(cancelled.body).toMatchObject({ status: 'cancelled' })
  expect((await row('After', 2, 3)).status).toBe(201)
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('who waits for a room says what for; what comes back is offered in order and then asked for', async () => {
  const [first = ''] = await slotsOn(app, roomId, '2026-11-27')
  const wait = (name: string, more: Record<string, unknown>) =>
    who(name).post(`/slots/${first}/wait`, { serviceCode: 'volunteering', ...more })
  const held = await ask('Had', first)
  expect((await wait('Next1', {})).body).toMatchObject({
    ...{ code: 'validation_failed', errors: [{ path: 'body.group.purpose' }, { path: 'body.group.heads' }] },
  })
  expect((await wait('Next1', { group })).body).toMatchObject({ status: 'waiting', position: 1, group })
  app.clock.advance(1_000)
  expect((await wait('Next2', { group })).body).toMatchObject({ position: 2 })
  await staff().post(`/staff/bookings/${String(held.body['id'])}/refuse`, { version: 1, reason: '要开会' })
  await app.deps.services.bookings.waits.offer()
  const [offered] = (await who('Next1').get('/waits/mine')).body['items'] as { id: string; status: string }[]
  expect(offered).toMatchObject({ status: 'offered' })
  expect((await ask('Passer', first)).body).toMatchObject({ code: 'slot_full' })
  const accepted = await Promise.all(
    Array.from({ length: 4 }, () => who('Next1').post(`/waits/${offered?.id}/accept`, { version: 2 })),
  )
  const [made] = accepted.filter(({ status }) => status === 201)
  expect(accepted.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(made?.body).toMatchObject({ status: 'requested', group })
  // The next one moves up when the office says no to the first.
  const refuse = `/staff/bookings/${String(made?.body['id'])}/refuse`
  expect((await staff().post(refuse, { version: 1, reason: '要开会' })).status).toBe(200)
  await app.deps.services.bookings.waits.offer()
  expect((await who('Next2').get('/waits/mine')).body['items']).toMatchObject([{ status: 'offered' }])
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('a room that its person moves is asked for anew, the office moves it as it stands, and no time is lost', async () => {
  const day = await slotsOn(app, roomId, '2026-11-24')
  const at = (...indexes: number[]) => {
    const [slotId = '', ...moreSlotIds] = indexes.map((index) => day[index] ?? '')
    return { slotId, moreSlotIds }
  }
  const { slotId, moreSlotIds } = at(1, 2)
  const id = String((await ask('Moves', slotId, { moreSlotIds })).body['id'])
  await staff().post(`/staff/bookings/${id}/approve`, { version: 1 })
  const move = (version: number, ...indexes: number[]) =>
    who('Moves').post(`/bookings/${id}/move`, { version, ...at(...indexes) })
  const heldBy = async () =>
    (await app.rows('slots'))
      .filter((slot) => (slot['seats'] as { bookingId: string }[]).some((seat) => seat.bookingId === id))
      .map((slot) => day.indexOf(String(slot['_id'])))
      .sort()
  expect((await move(2, 1, 2)).body).toMatchObject({ code: 'booked_already' })
  const rival = await ask('Rival', at(4).slotId)
  expect((await move(2, 3, 4)).body).toMatchObject({ code: 'slot_full' })
  expect(await heldBy()).toEqual([1, 2])
  // One of the two own times stays, the other is given up; of many at once one is done.
  const moves = await Promise.all(Array.from({ length: 6 }, () => move(2, 2, 3)))
  expect(moves.filter(({ status }) => status === 200)).toHaveLength(1)
  const [done] = moves.filter(({ status }) => status === 200)
  expect(done?.body).toMatchObject({
    ...{ status: 'requested', abilities: { move: true, cancel: true } },
    ...{ startsAt: '2026-11-24T02:00:00.000Z', endsAt: '2026-11-24T03:00:00.000Z' },
  })
  expect(await heldBy()).toEqual([2, 3])
  const address = `/staff/bookings/${id}/move`
  const shorter = { version: 3, ...at(2) }
  expect((await who('Moves').post(address, shorter)).status).toBe(403)
  expect((await app.as('staffB').post(address, shorter)).status).toBe(404)
  expect((await staff().post(address, { ...shorter, version: 2 })).body).toMatchObject({
    code: 'version_conflict',
  })
  expect((await staff().post(address, shorter)).body).toMatchObject({
    ...{ status: 'requested', endsAt: '2026-11-24T02:30:00.000Z', abilities: { decide: true, move: true } },
  })
  expect(await heldBy()).toEqual([2])
  await staff().post(`/staff/bookings/${id}/approve`, { version: 4 })
  expect((await staff().post(address, { version: 5, ...at(5) })).body).toMatchObject({ status: 'booked' })
  expect(await heldBy()).toEqual([5])
  expect(rival.body).toMatchObject({ status: 'requested' })
  await app.drainOutbox()
  expect(await told(id)).toEqual(expect.arrayContaining(['改好时间了']))
  expect((await app.rows('audit_rows')).map((row) => row['action'])).toContain('booking.move')
  const counter = await openDesk(app, { name: '咨询窗口', serviceCodes: ['volunteering'] })
  const [elsewhere] = await slotsOn(app, counter, '2026-11-25')
  expect((await staff().post(address, { version: 6, slotId: elsewhere })).body).toMatchObject({
    code: 'slot_closed',
  })
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('an item is booked so often by a person, a home, and a home on a day, and the refusal says which', async () => {
  const counter = await openDesk(app, { name: '限次窗口', serviceCodes: ['mediation'] })
  const limit = async (limits: Record<string, number>) => {
    const { body } = await app.visitor.get(`/services/mediation?communityId=${communityA}`)
    const changed = await lasting(app, 'admin').put('/services/mediation', { ...guideInput(body), limits })
    expect(changed.body).toMatchObject({ limits })
  }
  const resident = () => lasting(app, 'verifiedResident')
  const take = async (day: string, index = 0) =>
    book(resident(), String((await slotsOn(app, counter, day))[index]), { serviceCode: 'mediation' })
  await limit({ person: 1, home: 0, homeDay: 0 })
  const days = ['2026-11-25', '2026-11-26', '2026-11-27']
  const answers = await Promise.all(days.map((day) => take(day)))
  const won = answers.filter(({ status }) => status === 201)
  expect(won).toHaveLength(1)
  expect(answers.filter(({ body }) => body['code'] === 'person_limit')).toHaveLength(2)
  await resident().post(`/bookings/${String(won[0]?.body['id'])}/cancel`, { version: 1 })
  await limit({ person: 0, home: 1, homeDay: 1 })
  expect((await take('2026-11-30')).status).toBe(201)
  expect((await take('2026-11-24')).body).toMatchObject({ code: 'home_limit' })
  await limit({ person: 0, home: 0, homeDay: 1 })
  const made = await take('2026-11-24')
  expect(made.status).toBe(201)
  // Moved onto the day of the other one it would be one too many.
  const there = (await slotsOn(app, counter, '2026-11-30'))[3]
  expect(
    (await resident().post(`/bookings/${String(made.body['id'])}/move`, { version: 1, slotId: there })).body,
  ).toMatchObject({ code: 'home_day_limit' })
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('people that two desks share are counted down with the seat, and come back with it, whatever arrives at once', async () => {
  const means = {
    ...{ name: '助老员', kind: 'means', serviceCodes: [] },
    shares: { capacity: 3, walkIn: 1, elder: 1 },
  }
  const helpers = await openDesk(app, means)
  const needs = [{ deskId: helpers, count: 2 }]
  const open = (more: Record<string, unknown>) =>
    staff().post('/staff/desks', { communityId: communityA, ...deskInput, ...more })
  for (const [more, path] of [
    [{ serviceCodes: [] }, 'body.serviceCodes'],
    [{ needs: [{ deskId: helpers, count: 4 }] }, 'body.needs.0'],
    [{ needs: [{ deskId: roomId, count: 1 }] }, 'body.needs.0'],
    [{ needs: [...needs, ...needs] }, 'body.needs.1'],
  ] as const)
    expect((await open(more)).body).toMatchObject({ code: 'validation_failed', errors: [{ path }] })
  expect((await app.visitor.get(`/slots?deskId=${helpers}`)).status).toBe(404)

  const visits = await openDesk(app, {
    ...{ name: '上门助浴', kind: 'visit', serviceCodes: ['volunteering'], needs },
    pattern: { lengthMinutes: 60, bufferMinutes: 0 },
  })
  const escort = await openDesk(app, { name: '陪诊', serviceCodes: ['elder-card'], needs })
  const on = '2026-11-30'
  const [hour = '', later = ''] = await slotsOn(app, visits, on)
  const [half = '', other = ''] = await slotsOn(app, escort, on)
  const left = async (deskId: string) => {
    const { body } = await app.visitor.get(`/slots?deskId=${deskId}&from=${on}&days=1`)
    const [day] = body['days'] as { slots: { left: number }[] }[]
    return (day?.slots ?? []).slice(0, 3).map((slot) => slot.left)
  }
  expect(await left(escort)).toEqual([1, 1, 1])
  const visit = (name: string, slotId: string) => book(who(name), slotId, { serviceCode: 'volunteering' })
  const answers = await Promise.all([
    ...Array.from({ length: 6 }, (_, index) => visit(`Bath${index}`, hour)),
    ...Array.from({ length: 6 }, (_, index) => book(who(`Escort${index}`), index < 3 ? half : other)),
  ])
  // An hour's visit keeps both halves from the other desk; without one, each half has its own.
  const won = answers.filter(({ status }) => status === 201)
  expect(answers.filter(({ body }) => body['code'] === 'slot_full')).toHaveLength(12 - won.length)
  expect(won.length).toBeGreaterThan(0)
  const cells = async () =>
    (await app.rows('slots'))
      .filter((slot) => slot['deskId'] === helpers && slot['day'] === on)
      .sort((a, b) => Number(a['startsAt']) - Number(b['startsAt']))
      .slice(0, 4)
      .map((slot) => (slot['seats'] as unknown[]).length)
  const held = await cells()
  expect(held.filter((count) => count !== 0 && count !== 2)).toEqual([])
  expect(await left(escort)).toEqual(held.slice(0, 3).map((count) => (count === 0 ? 1 : 0)))
  for (const { body } of won) {
    const gone = await staff().post(`/staff/bookings/${String(body['id'])}/cancel`, { version: 1 })
    expect(gone.status).toBe(200)
  }
  expect(await cells()).toEqual([0, 0, 0, 0])
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])

  const made = await visit('Bath9', hour)
  const id = String(made.body['id'])
  expect(made.status).toBe(201)
  const refused = await book(who('Escort9'), half)
  expect(refused.body).toMatchObject({ code: 'slot_full', details: { nextFree: [{}, {}, {}] } })
  expect(await left(escort)).toEqual([0, 0, 1])
  const wait = await who('Escort9').post(`/slots/${half}/wait`, { serviceCode: 'elder-card' })
  expect(wait.body).toMatchObject({ status: 'waiting', position: 1 })
  const moved = await who('Bath9').post(`/bookings/${id}/move`, { version: 1, slotId: later })
  expect(moved.body).toMatchObject({ status: 'booked', startsAt: '2026-11-30T02:00:00.000Z' })
  expect(await cells()).toEqual([0, 0, 2, 2])
  await app.deps.services.bookings.waits.offer()
  expect(await cells()).toEqual([2, 0, 2, 2])
  app.clock.advance(120_000)
  await app.deps.services.bookings.jobs.leadBack()
  expect(await cells()).toEqual([2, 0, 2, 2])
  const taken = await who('Escort9').post(`/waits/${String(wait.body['id'])}/accept`, { version: 2 })
  expect(taken.body).toMatchObject({ status: 'booked' })
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
  await who('Escort9').post(`/bookings/${String(taken.body['id'])}/cancel`, { version: 1 })
  expect(await cells()).toEqual([0, 0, 2, 2])
})

test('a room that was used ends as used and may be rated; the office says when nobody came', async () => {
  const [used = '', empty = ''] = await slotsOn(app, roomId, '2026-11-24')
  const ids: string[] = []
  for (const [name, slotId] of [
    ['Used', used],
    ['Empty', empty],
  ] as const) {
    const { body } = await ask(name, slotId)
    ids.push(String(body['id']))
    expect((await staff().post(`/staff/bookings/${String(body['id'])}/approve`, { version: 1 })).status).toBe(
      200,
    )
  }
  app.clock.set('2026-11-24T10:00:00.000Z')
  expect((await staff().post(`/staff/bookings/${ids[1]}/miss`, { version: 2 })).status).toBe(200)
  app.clock.set('2026-11-24T17:00:00.000Z')
  const { endDays } = app.deps.services.bookings.jobs
  await Promise.all([endDays(), endDays()])
  const mine = (name: string, id: string | undefined) => who(name).get(`/bookings/${id}`)
  expect((await mine('Used', ids[0])).body).toMatchObject({
    ...{ status: 'done', statusLabel: '已用过', version: 3, abilities: { rate: true } },
  })
  expect((await mine('Empty', ids[1])).body).toMatchObject({ status: 'missed' })
  await app.drainOutbox()
  expect(await told(ids[0])).not.toContain('预约已取消')
  const [third = ''] = await slotsOn(app, roomId, '2026-11-30')
  const id = String((await ask('Ticked', third)).body['id'])
  await staff().post(`/staff/bookings/${id}/approve`, { version: 1 })
  const finish = { version: 2, outcome: 'done', missing: '' }
  const early = (await staff().get(`/staff/desks/${roomId}/day?day=2026-11-30`)).body as {
    items: readonly object[]
  }
  expect(early.items).toEqual([
    expect.objectContaining({
      id,
      abilities: expect.objectContaining({ finish: false, miss: false }) as object,
    }),
  ])
  app.clock.set('2026-11-30T00:30:00.000Z')
  expect((await staff().post(`/staff/bookings/${id}/finish`, finish)).status).toBe(409)
  app.clock.set('2026-11-30T02:00:00.000Z')
  expect((await staff().post(`/staff/bookings/${id}/finish`, finish)).body).toMatchObject({
    ...{ status: 'done', statusLabel: '已用过' },
  })
  await app.drainOutbox()
  expect(await told(id)).toContain('活动室用完了')
})
