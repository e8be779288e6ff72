import { book, booked, deskInput, guideInput, openDesk, slotsOn } from '../../../test/booking-hall'
import { boundNeighbour, buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { communityA } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { blankPerson } from '../people/blank-rows'
import { createPeopleRepository } from '../people/people.repository'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const SEATS = 20
const serviceCode = 'home-care'
let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterAll(() => app.close())

const who = (name: string) => lasting(app, neighbour(name))
const staff = () => lasting(app, 'staff')
const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))
const slot = async (id: string) => (await app.rows('slots')).find((row) => row['_id'] === id)
const seatsAt = async (id: string): Promise<string[]> =>
  ((await slot(id))?.['seats'] as { bookingId: string }[]).map(({ bookingId }) => bookingId).sort()
const heldAt = async (id: string): Promise<string[]> =>
  (await app.rows('bookings'))
    .filter((row) => row['holds'] === true && row['slotId'] === id)
    .map((row) => String(row['_id']))
    .sort()
const jobs = () => app.deps.services.bookings.jobs

/** People of the roll who ring up, with no account. */
async function callers(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => boundNeighbour(`Caller${index}`).personId ?? '')
  await createPeopleRepository(app.connection).insertPersons(
    ids.map((_id, index) => ({
      ...{ _id, communityId: communityA, ...blankPerson, createdAt: app.clock.now() },
      ...{ name: `来电${index}`, birthDate: '1985-01-01' },
    })),
  )
  return ids
}

test('twenty seats wanted by five hundred in six ways at once are twenty bookings, and who lost has what was had before', async () => {
  const deskId = await openDesk(app, {
    ...{ name: '抢号窗口', serviceCodes: [serviceCode], mostVisits: 3 },
    pattern: { lengthMinutes: 60, bufferMinutes: 0 },
    shares: { capacity: SEATS, walkIn: 0, elder: 0 },
    window: { leadMinutes: 60, horizonDays: 40, horizonUnit: 'days' },
  })
  const [wanted = '', other = '', third = ''] = await slotsOn(app, deskId, '2026-11-24')
  const [nextWeek = ''] = await slotsOn(app, deskId, '2026-12-01')
  // Twenty have the time and sixty wait for it; twenty more have another time of that day and want to move.
  const had = await many(SEATS, async (index) => ({
    by: who(`Had${index}`),
    id: String((await book(who(`Had${index}`), wanted, { serviceCode })).body['id']),
  }))
  const waits = await many(60, async (index) => {
    const by = who(`Waits${index}`)
    return { by, id: String((await by.post(`/slots/${wanted}/wait`, { serviceCode })).body['id']) }
  })
  const movers = await many(SEATS, async (index) => ({
    by: who(`Moves${index}`),
    id: String((await book(who(`Moves${index}`), other, { serviceCode })).body['id']),
  }))
  const people = await callers(60)
  const { offer } = app.deps.services.bookings.waits
  const takesOffer = async ({ by, id }: (typeof waits)[number]) => {
    const { items } = (await by.get('/waits/mine')).body as { items: { id: string; version: number }[] }
    const mine = items.find((one) => one.id === id)
    return by.post(`/waits/${id}/accept`, { version: mine?.version ?? 1 })
  }
  await Promise.all([
    ...had.map(({ by, id }) => by.post(`/bookings/${id}/cancel`, { version: 1 })),
    ...[offer(), offer()],
    many(160, (index) => book(who(`Books${index}`), wanted, { serviceCode })),
    many(100, async (index) => {
      const by = who(`Holds${index}`)
      const kept = await by.post(`/slots/${wanted}/hold`, { serviceCode })
      return book(by, wanted, { serviceCode, ...(kept.status === 200 && { holdId: kept.body['id'] }) })
    }),
    ...people.map((personId) => staff().post('/staff/bookings', { slotId: wanted, serviceCode, personId })),
    ...waits.map(takesOffer),
    ...movers.map(({ by, id }) => by.post(`/bookings/${id}/move`, { version: 1, slotId: wanted })),
    many(80, (index) =>
      who(`Weekly${index}`).post('/series', { serviceCode, weeks: 1, slotIds: [wanted, nextWeek] }),
    ),
  ])
  // What came back belongs to the list, which is asked until it has it.
  for (let round = 0; round < 3; round += 1) {
    await offer()
    await Promise.all(waits.map(takesOffer))
  }
  app.clock.advance(121_000)
  await jobs().leadBack()
  const seats = await seatsAt(wanted)
  expect(seats).toHaveLength(SEATS)
  expect(await heldAt(wanted)).toEqual(seats)
  expect(await slot(wanted)).toMatchObject({ general: 0 })
  for (const id of [other, third, nextWeek]) expect(await seatsAt(id)).toEqual(await heldAt(id))
  // Nobody who wanted to move has lost the seat that was had.
  const rows = await app.rows('bookings')
  for (const { id } of movers) expect(rows.find(({ _id }) => _id === id)).toMatchObject({ holds: true })
  // A series is whole or not there.
  const weekly = new Map<string, number>()
  for (const row of rows.filter((one) => one['series'] && one['holds']))
    weekly.set(String(row['personKey']), (weekly.get(String(row['personKey'])) ?? 0) + 1)
  expect([...weekly.values()].every((visits) => visits === 2)).toBe(true)
  expect(await jobs().recheck()).toEqual([])
  app.clock.set('2026-11-23T02:00:00.000Z')
}, 180_000)

test('moved and cancelled in the same moment, by its person and by the office, a booking does one of them', async () => {
  const deskId = await openDesk(app, { name: '挪窗口' })
  const [first = '', second = ''] = await slotsOn(app, deskId, '2026-11-25')
  const by = who('Torn')
  const { id } = await booked(by, first)
  const answers = await Promise.all([
    by.post(`/bookings/${id}/move`, { version: 1, slotId: second }),
    by.post(`/bookings/${id}/cancel`, { version: 1 }),
    staff().post(`/staff/bookings/${id}/move`, { version: 1, slotId: second }),
    staff().post(`/staff/bookings/${id}/cancel`, { version: 1 }),
  ])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const at of [first, second]) expect(await seatsAt(at)).toEqual(await heldAt(at))
  expect(await jobs().recheck()).toEqual([])
})

test('a number that is called while it is sent to another desk is called at one of them', async () => {
  const [here, there] = [await openDesk(app, { name: '外间' }), await openDesk(app, { name: '里间' })]
  for (let index = 0; index < 6; index += 1) {
    const guest = await staff().post(`/staff/desks/${here}/walk-in`, {
      ...{ serviceCode: 'elder-card', elder: false },
    })
    const id = String(guest.body['id'])
    const [moved, ...calls] = await Promise.all([
      staff().post(`/staff/bookings/${id}/transfer`, { version: 1, deskId: there }),
      staff().post(`/staff/desks/${here}/call`, {}),
      staff().post(`/staff/desks/${there}/call`, {}),
    ])
    const called = calls.filter(({ body }) => (body['called'] as { id: string } | null)?.id === id)
    expect(called.length).toBeLessThanOrEqual(1)
    const row = (await app.rows('bookings')).find(({ _id }) => _id === id)
    const isSent = moved.status === 200
    expect(row?.['deskId']).toBe(isSent ? there : here)
    // Called here first it is not sent any more; sent first it waits there until it is called there.
    expect(row?.['status']).toBe(called.length === 1 ? 'called' : 'waiting')
    if (row?.['status'] === 'waiting') await staff().post(`/staff/desks/${there}/call`, {})
    const { version } = (await app.rows('bookings')).find(({ _id }) => _id === id) as { version: number }
    await staff().post(`/staff/bookings/${id}/finish`, { version, outcome: 'done', missing: '' })
  }
})

test('the day changes at midnight in Shanghai: numbers begin anew, and yesterday’s booking is not checked in', async () => {
  app.clock.set('2026-11-23T15:58:00.000Z')
  const night = { weekly: Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]) }
  const deskId = await openDesk(app, {
    ...{ name: '夜窗口', plan: { ...deskInput.plan, ...night } },
    window: { leadMinutes: 0, horizonDays: 3, horizonUnit: 'days' },
  })
  const walkIn = async () =>
    (await staff().post(`/staff/desks/${deskId}/walk-in`, { serviceCode: 'elder-card', elder: false })).body
  expect((await slotsOn(app, deskId, '2026-11-23')).length).toBe(0)
  const [first = ''] = await slotsOn(app, deskId, '2026-11-24')
  const { id } = await booked(who('Midnight'), first)
  // Two minutes before midnight it is the next day's, however near it is.
  const early = await staff().post(`/staff/bookings/${id}/admit`, { version: 1 })
  expect(early.body).toMatchObject({ code: 'invalid_status' })
  expect(await walkIn()).toMatchObject({ queueNumber: 'B001' })
  app.clock.set('2026-11-23T16:00:00.000Z')
  const today = (await staff().get(`/staff/desks/${deskId}/day`)).body
  expect(today).toMatchObject({ day: '2026-11-24', waiting: 0 })
  expect((await staff().post(`/staff/desks/${deskId}/call`, {})).body).toEqual({ called: null })
  expect(await walkIn()).toMatchObject({ queueNumber: 'B001' })
  expect((await staff().post(`/staff/bookings/${id}/admit`, { version: 1 })).body).toMatchObject({
    queueNumber: 'A001',
  })
  app.clock.set('2026-11-23T02:00:00.000Z')
})

test('an item that is withdrawn while its form is open is not booked, and the kept seat comes back', async () => {
  const deskId = await openDesk(app, { name: '撤项窗口', shares: { capacity: 1, walkIn: 0, elder: 0 } })
  const [first = ''] = await slotsOn(app, deskId, '2026-11-26')
  const matter = { serviceCode: 'mediation' }
  const kept = await who('Open').post(`/slots/${first}/hold`, matter)
  const read = await app.visitor.get(`/services/mediation?communityId=${communityA}`)
  const guide = guideInput(read.body)
  const admin = lasting(app, 'admin')
  const change = async (offered: boolean, version: unknown) =>
    (await admin.put('/services/mediation', { ...guide, offered, version })).body
  const withdrawn = await change(false, guide['version'])
  expect(withdrawn).toMatchObject({ offered: false })
  const late = await book(who('Open'), first, { ...matter, holdId: kept.body['id'] })
  expect(late.status).toBe(404)
  expect(await heldAt(first)).toEqual([])
  await who('Open').post('/holds/release', {})
  await change(true, withdrawn['version'])
  app.clock.advance(300_000)
  expect((await book(who('After'), first, matter)).status).toBe(201)
  expect(await jobs().recheck()).toEqual([])
  app.clock.set('2026-11-23T02:00:00.000Z')
})
