import { book, deskInput, openDesk, slotsOn } from '../../../test/booking-hall'
import type { Answer, Client } from '../../../test/http-client'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai; the visits begin on Thursday. */
const FIRST = '2026-11-26'
const serviceCode = 'home-care'
const visiting = {
  serviceCodes: [serviceCode],
  pattern: { lengthMinutes: 60, bufferMinutes: 0 },
  shares: { capacity: 1, walkIn: 0, elder: 0 },
  window: { leadMinutes: 60, horizonDays: 40, horizonUnit: 'days' },
  mostVisits: 5,
  kind: 'visit',
}
let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterAll(() => app.close())

interface Visit {
  readonly state: string
  readonly reason: string
  readonly time: { readonly slotId: string } | null
  readonly other: { readonly slotId: string; readonly startsAt: string } | null
}
const who = (name: string) => lasting(app, neighbour(name))
const staff = () => lasting(app, 'staff')
const wish = (slotId: string, visits: number) =>
  `/slots/${slotId}/series?serviceCode=${serviceCode}&weeks=1&visits=${visits}`
const planOf = async (by: Client, slotId: string, visits: number): Promise<Visit[]> =>
  (await by.get(wish(slotId, visits))).body['visits'] as Visit[]
const ask = (by: Client, slotIds: readonly string[], more: Record<string, unknown> = {}): Promise<Answer> =>
  by.post('/series', { serviceCode, weeks: 1, slotIds, ...more })
const slots = async (ids: readonly string[]) =>
  (await app.rows('slots')).filter((row) => ids.includes(String(row['_id'])))
const bookingsAt = async (ids: readonly string[]) =>
  (await app.rows('bookings')).filter((row) => row['holds'] && ids.includes(String(row['slotId'])))
/** The times of a series as it is confirmed. */
const timesOf = (visits: readonly Visit[]): string[] =>
  visits.flatMap(({ time, other }) => (time ?? other)?.slotId ?? [])

async function weekly(name: string, visits = 4, more: Record<string, unknown> = {}) {
  const deskId = await openDesk(app, { ...visiting, name, ...more })
  const [first = ''] = await slotsOn(app, deskId, FIRST)
  return { deskId, first, plan: (by: Client) => planOf(by, first, visits) }
}

test('what cannot be had is named with the nearest other time, and all is booked with one message', async () => {
  const closed = { day: '2026-12-03', intervals: [], reason: '护理员培训' }
  const { deskId, first, plan } = await weekly('上门 1', 4, {
    plan: { ...deskInput.plan, exceptions: [closed] },
  })
  const [third = ''] = await slotsOn(app, deskId, '2026-12-10')
  expect((await book(who('Before'), third, { serviceCode })).status).toBe(201)
  const elder = who('Weekly')
  const visits = await plan(elder)
  expect(visits).toMatchObject([
    { state: 'free', reason: '', other: null },
    { state: 'closed', reason: '护理员培训', time: null, other: { startsAt: '2026-12-02T07:30:00.000Z' } },
    { state: 'full', reason: '已约满', time: null, other: { startsAt: '2026-12-10T02:00:00.000Z' } },
    { state: 'free' },
  ])
  expect((await app.visitor.get(wish(first, 4))).status).toBe(401)
  expect((await app.as('residentB').get(wish(first, 4))).status).toBe(404)
  expect((await ask(app.as('residentB'), timesOf(visits))).status).toBe(404)

  const made = await ask(elder, timesOf(visits))
  expect(made.status).toBe(201)
  const items = made.body['items'] as { id: string; number: string }[]
  expect(new Set(items.map(({ number }) => number)).size).toBe(4)
  // Staff come to the person: nothing to show at a desk, no hall to check in at.
  const visit = (await elder.get(`/bookings/${items[0]?.id ?? ''}`)).body
  expect(visit).toMatchObject({ atHome: true, qr: null, abilities: { checkIn: false } })
  const seen = (await elder.get(`/bookings/${items[1]?.id}`)).body
  expect(seen).toMatchObject({ status: 'booked', series: { weeks: 1, place: 2, of: 4 } })
  const file = await (await fetch(new URL(String(seen['icsUrl']), app.url))).text()
  expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(4)
  await app.drainOutbox()
  const told = (await app.rows('messages')).filter(
    (row) => row['accountId'] === neighbour('Weekly').accountId,
  )
  expect(told.map((row) => row['title'])).toEqual(['连着的几次都约好了'])
  const rows = await bookingsAt(timesOf(visits))
  expect(rows.every((row) => row['remindAt'] instanceof Date)).toBe(true)
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('times that are no rhythm, too many, or of two desks are refused by name; a desk without series takes none', async () => {
  const { deskId, first } = await weekly('上门 2')
  const by = who('Wrong')
  const on = async (day: string) => (await slotsOn(app, deskId, day))[0] ?? ''
  const refused = async (slotIds: readonly string[], more: Record<string, unknown> = {}) =>
    (await ask(by, slotIds, more)).body['errors']
  const path = 'body.slotIds'
  expect(await refused([first])).toMatchObject([{ path }])
  expect(await refused([first, first])).toMatchObject([{ path }])
  expect(await refused([first, await on('2026-11-27')])).toMatchObject([{ path }])
  expect(await refused([first, await on('2026-12-03')], { weeks: 2 })).toMatchObject([{ path }])
  const other = await weekly('上门 3')
  expect(await refused([first, other.first])).toMatchObject([{ path }])
  const alone = await openDesk(app, { ...visiting, name: '单次窗口', mostVisits: null })
  const [single = ''] = await slotsOn(app, alone, FIRST)
  expect((await by.get(wish(single, 4))).body).toMatchObject({
    ...{ status: 409, code: 'series_refused' },
    details: { most: 0 },
  })
})

test('ten who want the same weeks at once: one has all of them, the others have nothing and leave nothing', async () => {
  const { plan } = await weekly('上门 4')
  const times = timesOf(await plan(who('Looks')))
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(who(`Race${index}`), times)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body['code'] === 'slot_full')).toHaveLength(9)
  expect((await slots(times)).map((row) => row['seats'])).toEqual(
    times.map((): unknown[] => [expect.anything()]),
  )
  expect(await bookingsAt(times)).toHaveLength(4)
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('nobody has more visits of a matter before him than the desk takes, whatever arrives at once', async () => {
  const [one, two, three] = [await weekly('上门 5'), await weekly('上门 6'), await weekly('上门 7')]
  const by = who('Greedy')
  const days = [0, 1, 2]
  // The same person, on three days of the week, so that no day has the matter twice.
  const wishes = await Promise.all(
    [one, two, three].map(async ({ deskId }, index) => {
      const day = `2026-11-${24 + (days[index] ?? 0)}`
      return timesOf(await planOf(by, (await slotsOn(app, deskId, day))[0] ?? '', 4))
    }),
  )
  const answers = await Promise.all(wishes.map((times) => ask(by, times)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  for (const { status, body } of answers)
    if (status !== 201) expect(body).toMatchObject({ code: 'series_refused', details: { most: 5 } })
  // A single booking beside it is no abuse.
  const [, later = ''] = await slotsOn(app, one.deskId, '2026-11-30')
  expect((await book(by, later, { serviceCode })).status).toBe(201)
})

test('one visit is cancelled alone, or with all that follow; the seats are everybody’s again', async () => {
  const { plan } = await weekly('上门 8')
  const by = who('Cancels')
  const times = timesOf(await plan(by))
  const items = (await ask(by, times)).body['items'] as { id: string }[]
  await app.drainOutbox()
  const cancel = (id: string | undefined, body: Record<string, unknown>, as: Client = by) =>
    as.post(`/bookings/${id}/cancel`, body)
  expect((await cancel(items[0]?.id, { version: 1 })).body).toMatchObject({ status: 'cancelled' })
  expect(await bookingsAt(times)).toHaveLength(3)
  expect((await cancel(items[2]?.id, { version: 1, rest: true }, who('Else'))).status).toBe(404)
  const both = await Promise.all([1, 2].map(() => cancel(items[2]?.id, { version: 1, rest: true })))
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await bookingsAt(times)).map((row) => row['_id'])).toEqual([items[1]?.id])
  await app.drainOutbox()
  const told = (await app.rows('messages')).filter(
    (row) => row['accountId'] === neighbour('Cancels').accountId,
  )
  // The two cancellations are told of side by side.
  expect(told.map((row) => row['title']).toSorted()).toEqual(
    ['连着的几次都约好了', '预约已取消', '后面的几次都取消了'].toSorted(),
  )
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('series, moves, returns and new hours at once: nobody has half a series, and every seat is somebody’s', async () => {
  const { deskId, plan } = await weekly('上门 10', 4, { shares: { capacity: 2, walkIn: 0, elder: 0 } })
  const times = timesOf(await plan(who('Plans')))
  const people = Array.from({ length: 8 }, (_, index) => who(`Storm${index}`))
  const desk = ((await staff().get('/staff/desks')).body['items'] as { id: string }[]).find(
    ({ id }) => id === deskId,
  )
  const { id: _, communityId: __, outside: ___, check: ____, ...facts } = desk as Record<string, unknown>
  const exceptions = [{ day: '2026-12-10', intervals: [], reason: '盘点' }]
  const [answers, changed] = await Promise.all([
    Promise.all(
      people.map(async (by) => {
        const made = await ask(by, times)
        if (made.status !== 201) return made
        const [, second, third] = made.body['items'] as { id: string }[]
        const [free = ''] = (await slotsOn(app, deskId, '2026-12-11')).slice(-1)
        await Promise.all([
          by.post(`/bookings/${second?.id}/cancel`, { version: 1, rest: true }),
          by.post(`/bookings/${third?.id}/move`, { version: 1, slotId: free }),
          by.post(`/bookings/${second?.id}/cancel`, { version: 1 }),
        ])
        return made
      }),
    ),
    staff().put(`/staff/desks/${deskId}`, { ...facts, plan: { ...deskInput.plan, exceptions } }),
  ])
  expect(changed.status).toBe(200)
  for (const { status, body } of answers)
    if (status !== 201) expect(['slot_full', 'slot_closed']).toContain(body['code'])
  const rows = (await app.rows('bookings')).filter((row) => row['deskId'] === deskId)
  const made = answers.filter(({ status }) => status === 201).length
  expect(rows).toHaveLength(made * 4)
  const held = rows.filter((row) => row['holds']).map((row) => [row['slotId'], row['_id']])
  app.clock.advance(121_000)
  await app.deps.services.bookings.jobs.leadBack()
  const seats = (await app.rows('slots'))
    .filter((row) => row['deskId'] === deskId)
    .flatMap((row) =>
      (row['seats'] as { bookingId: string }[]).map(({ bookingId }) => [row['_id'], bookingId]),
    )
  expect(seats.map(String).sort()).toEqual(held.map(String).sort())
  expect(await app.rows('seat_claims')).toEqual([])
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
  app.clock.advance(-121_000)
})

test('the office asks for somebody of its roll, with what the item asks, and gives the rest back on a call', async () => {
  const { plan, first } = await weekly('上门 9')
  const personId = personas.verifiedResident.personId ?? ''
  const times = timesOf(await plan(who('Office')))
  const body = { serviceCode, weeks: 1, slotIds: times, personId }
  expect((await app.as('residentB').post('/staff/series', body)).status).toBe(403)
  expect((await app.as('staffB').post('/staff/series', body)).status).toBe(404)
  const address = `/staff${wish(first, 4)}&personId=${personId}`
  expect((await app.as('staffB').get(address)).status).toBe(404)
  expect((await staff().get(address)).body['visits']).toHaveLength(4)
  const made = await staff().post('/staff/series', body)
  const items = made.body['items'] as { id: string }[]
  expect(items).toHaveLength(4)
  expect((await bookingsAt(times)).map((row) => [row['personKey'], row['series']])).toEqual(
    [1, 2, 3, 4].map((place): unknown[] => [personId, expect.objectContaining({ place, of: 4 })]),
  )
  const cancel = `/staff/bookings/${items[1]?.id}/cancel`
  expect((await app.as('staffB').post(cancel, { version: 1, rest: true })).status).toBe(404)
  expect((await staff().post(cancel, { version: 1, rest: true })).body).toMatchObject({ status: 'cancelled' })
  expect((await staff().post(cancel, { version: 2 })).body).toMatchObject({ code: 'invalid_status' })
  expect((await bookingsAt(times)).map((row) => row['_id'])).toEqual([items[0]?.id])
  const acts = (await app.rows('audit_rows')).map((row) => row['action'])
  expect(acts).toEqual(expect.arrayContaining(['booking.book', 'booking.cancel']))
})

test('a visit at home has no queue: nobody is admitted, and it is done when staff were there', async () => {
  const { first } = await weekly('上门 12')
  const made = await book(who('AtHome'), first, { serviceCode })
  const act = (event: string, body: Record<string, unknown>) =>
    staff().post(`/staff/bookings/${String(made.body['id'])}/${event}`, body)
  const done = { version: 1, outcome: 'done', missing: '' }
  const deskId = String(made.body['deskId'])
  for (const answer of [
    await staff().post(`/staff/desks/${deskId}/walk-in`, { serviceCode, elder: false }),
    await staff().post(`/staff/desks/${deskId}/call`, {}),
  ])
    expect(answer).toMatchObject({ status: 409, body: { code: 'no_hall_queue' } })
  expect((await act('finish', done)).status).toBe(409)
  app.clock.set(`${FIRST}T04:00:00.000Z`)
  expect(await act('admit', { version: 1 })).toMatchObject({
    ...{ status: 409, body: { code: 'no_hall_queue', title: expect.any(String) as string } },
  })
  const ends = await Promise.all([1, 2, 3].map(() => act('finish', done)))
  expect(ends.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect(ends.find(({ status }) => status === 200)?.body).toMatchObject({
    ...{ status: 'done', outcome: 'done', queueNumber: null, abilities: { finish: false, admit: false } },
  })
})
