import { book, booked, openDesk, slotsOn } from '../../../test/booking-hall'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

const DAY = '2026-11-24'
const SEATS = 20
let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterAll(() => app.close())

const slot = async (id: string) => (await app.rows('slots')).find((row) => row['_id'] === id)
const holding = async (slotId: string) =>
  (await app.rows('bookings')).filter((row) => row['slotId'] === slotId && row['holds'] === true)
const heldIn = (row: Record<string, unknown> | undefined): string[] =>
  ((row?.['seats'] ?? []) as { bookingId: string }[]).map(({ bookingId }) => bookingId).sort()
const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

test('five hundred want twenty seats: exactly twenty have one, everybody else learns of the next free times', async () => {
  const deskId = await openDesk(app, { shares: { capacity: SEATS, walkIn: 0, elder: 0 } })
  const [first = ''] = await slotsOn(app, deskId, DAY)
  const answers = await times(500, (index) => book(app.as(neighbour(`Rush${index}`)), first))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(SEATS)
  const losers = answers.filter(({ status }) => status !== 201)
  for (const { body } of losers) {
    expect(body).toMatchObject({ status: 409, code: 'slot_full' })
    const { nextFree } = body['details'] as { nextFree: { slotId: string }[] }
    expect(nextFree).toHaveLength(3)
  }
  expect(await slot(first)).toMatchObject({ general: 0, seats: { length: SEATS } })
  expect(await holding(first)).toHaveLength(SEATS)
}, 120_000)

test('one person who taps twelve times has one seat, and eleven taps leak none', async () => {
  const deskId = await openDesk(app)
  const [first = ''] = await slotsOn(app, deskId, DAY)
  const who = app.as(neighbour('Taps'))
  const answers = await times(12, () => book(who, first))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(await slot(first)).toMatchObject({ general: 1, seats: [{}] })
  // The same tap sent again by a weak network is the same booking, seventy times over (cases and booking §5.1).
  const other = app.as(neighbour('Retry'))
  const retried = await times(70, () => book(other, first, {}, 'one-and-the-same-key'))
  const made = retried.filter(({ status }) => status === 201)
  expect(new Set(made.map(({ body }) => body['id'])).size).toBe(1)
  expect(await slot(first)).toMatchObject({ general: 0, seats: [{}, {}] })
})

test('what a process that died has left under way is led back: a seat without a booking, and one given up', async () => {
  const deskId = await openDesk(app)
  const [first = '', second = ''] = await slotsOn(app, deskId, DAY)
  const kept = await booked(app.as(neighbour('Kept')), first)
  const db = app.connection.getClient().db(app.connection.name)
  const { communityId } = (await slot(first)) as { communityId: string }
  const claim = (id: string, slotId: string, bookingId: string) => ({
    ...{ _id: id as never, communityId, slotId, bookingId },
    at: app.clock.now(),
  })
  await db
    .collection('slots')
    .updateOne(
      { _id: second as never },
      { $inc: { general: -1 }, $push: { seats: { bookingId: 'bkg_died', pool: 'general' } as never } },
    )
  await db
    .collection('seat_claims')
    .insertMany([
      claim('scl_taken', second, 'bkg_died'),
      claim('scl_noted', first, 'bkg_never'),
      claim('scl_stands', first, kept.id),
    ])
  const { leadBack } = app.deps.services.bookings.jobs
  expect(await leadBack()).toBe(0)
  app.clock.advance(120_000)
  expect(await leadBack()).toBe(3)
  expect(await slot(second)).toMatchObject({ general: 2, seats: [] })
  expect(heldIn(await slot(first))).toEqual([kept.id])
})

test('a storm of booking, moving and cancelling ends with as many seats taken as are held', async () => {
  const deskId = await openDesk(app, { shares: { capacity: 3, walkIn: 0, elder: 1 } })
  const slots = (await slotsOn(app, deskId, '2026-11-25')).slice(0, 4)
  await times(16, async (index) => {
    const who = app.as(neighbour(`Storm${index}`))
    const answer = await book(who, slots[index % 4] ?? '')
    if (answer.status !== 201) return
    const id = String(answer.body['id'])
    await Promise.all([
      who.post(`/bookings/${id}/move`, { version: 1, slotId: slots[(index + 1) % 4] }),
      ...(index % 2 === 0 ? [who.post(`/bookings/${id}/cancel`, { version: 1 })] : []),
    ])
  })
  for (const id of slots) {
    const row = await slot(id)
    const held = await holding(id)
    expect(heldIn(row)).toEqual(held.map(({ _id }) => String(_id)).sort())
    expect(Number(row?.['general']) + Number(row?.['elder']) + held.length).toBe(3)
  }
})

test('two counters never call the same number', async () => {
  const deskId = await openDesk(app)
  const staff = app.as('staff')
  await times(10, () =>
    staff.post(`/staff/desks/${deskId}/walk-in`, { serviceCode: 'elder-card', elder: false }),
  )
  const numbers = (await app.rows('bookings'))
    .filter((row) => row['deskId'] === deskId)
    .map((row) => String(row['queueNumber']))
  expect(new Set(numbers).size).toBe(10)
  const answers = await times(12, () => staff.post(`/staff/desks/${deskId}/call`, {}))
  const called = answers.flatMap(({ body }) => (body['called'] as { id: string } | null)?.id ?? [])
  expect(called).toHaveLength(10)
  expect(new Set(called).size).toBe(10)
})

test('hours changed while people book: nobody who was told of a seat loses it', async () => {
  const deskId = await openDesk(app)
  const desk = (await app.as('staff').get('/staff/desks')).body['items'] as Record<string, unknown>[]
  const {
    id: _,
    communityId: __,
    outside: ___,
    check: ____,
    ...facts
  } = desk.find(({ id }) => id === deskId) ?? {}
  const slots = await slotsOn(app, deskId, '2026-11-26')
  const [answers, changed] = await Promise.all([
    times(10, (index) => book(app.as(neighbour(`Change${index}`)), slots[index] ?? '')),
    app.as('staff').put(`/staff/desks/${deskId}`, {
      ...facts,
      plan: { ...(facts['plan'] as object), weekly: [[], [], [], [], [], [], []] },
    }),
  ])
  expect(changed.status).toBe(200)
  const won = answers.filter(({ status }) => status === 201).map(({ body }) => String(body['id']))
  const rows = (await app.rows('bookings')).filter((row) => won.includes(String(row['_id'])))
  expect(rows.every((row) => row['status'] === 'booked' && row['holds'] === true)).toBe(true)
  for (const row of rows) expect(heldIn(await slot(String(row['slotId'])))).toEqual([row['_id']])
  await booked(
    app.as(neighbour('Elsewhere')),
    (await slotsOn(app, await openDesk(app), '2026-11-26'))[0] ?? '',
  )
})

test('shares that nobody used are everybody’s from their time on: each seat once, and the walk-ins’ at the counter on the day', async () => {
  const shares = { capacity: 6, walkIn: 2, elder: 1 }
  const open = (release: Record<string, unknown>, name: string) =>
    openDesk(app, { name, shares, release, window: { leadMinutes: 0, horizonDays: 5, horizonUnit: 'days' } })
  const today = '2026-11-23'
  const deskId = await open({ walkIn: 180, elder: 1_440 }, '放名额的窗口')
  const kept = await open({ walkIn: null, elder: null }, '留名额的窗口')
  // 13:30, three hours and a half ahead.
  const first = (await slotsOn(app, deskId, today)).at(-7) ?? ''
  const waves = ['One', 'Two', 'Three']
  const won = async (slotId: string, wave: string) => {
    const answers = await times(8, (index) => book(lasting(app, neighbour(`Wave${wave}${index}`)), slotId))
    return answers.filter(({ status }) => status === 201).length
  }
  const numbers: number[] = []
  for (const wave of waves) {
    numbers.push(await won(first, wave))
    app.clock.advance(31 * 60_000)
  }
  expect(numbers).toEqual([4, 2, 0])
  expect(await slot(first)).toMatchObject({ general: 0, elder: 0, walkIn: 0, seats: { length: 6 } })
  expect(await holding(first)).toHaveLength(6)

  const second = (await slotsOn(app, kept, today)).at(-1) ?? ''
  expect(await won(second, 'Kept')).toBe(3)
  expect(await slot(second)).toMatchObject({ general: 0, elder: 1, walkIn: 2 })
  const personId = personas.verifiedResident.personId ?? ''
  const atCounter = { slotId: second, serviceCode: 'mediation', personId }
  // An elder of the roll takes the elders' seat first; the same person has no second one at that time.
  const calls = await times(3, () => lasting(app, 'staff').post('/staff/bookings', atCounter))
  expect(calls.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(await slot(second)).toMatchObject({ elder: 0, walkIn: 2, seats: { length: 4 } })
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
  app.clock.set('2026-11-23T02:00:00.000Z')
})
