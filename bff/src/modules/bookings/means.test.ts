import { book, deskInput, openDesk, slotsOn } from '../../../test/booking-hall'
import type { Client } from '../../../test/http-client'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { startTestApp, type TestApp } from '../../../test/test-app'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const DAY = '2026-11-26'
const MINUTE = 60_000
const matter = { serviceCode: 'volunteering' }
let app: TestApp
let helpers: string
let visits: string
let escort: string

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  helpers = await openDesk(app, {
    ...{ name: '助老员', kind: 'means', serviceCodes: [] },
    shares: { capacity: 2, walkIn: 0, elder: 0 },
  })
  const needs = [{ deskId: helpers, count: 2 }]
  visits = await openDesk(app, {
    ...{ name: '上门助浴', kind: 'visit', serviceCodes: [matter.serviceCode], needs },
    pattern: { lengthMinutes: 60, bufferMinutes: 0 },
  })
  escort = await openDesk(app, { name: '陪诊', serviceCodes: ['elder-card'], needs })
})
afterAll(() => app.close())

const who = (name: string) => lasting(app, neighbour(name))
const staff = () => lasting(app, 'staff')
const jobs = () => app.deps.services.bookings.jobs
const hold = (by: Client, slotId: string, more: Record<string, unknown> = matter) =>
  by.post(`/slots/${slotId}/hold`, { serviceCode: 'elder-card', ...more })
const claims = async () => (await app.rows('seat_claims')).length
/** How many helpers are taken in the first half hours of the day, whether their time is over or not. */
const taken = async (count = 4) =>
  (await app.rows('slots'))
    .filter((slot) => slot['deskId'] === helpers && slot['day'] === DAY)
    .sort((a, b) => Number(a['startsAt']) - Number(b['startsAt']))
    .slice(0, count)
    .map((slot) => (slot['seats'] as unknown[]).length)
const left = async (deskId: string) => {
  const { body } = await app.visitor.get(`/slots?deskId=${deskId}&from=${DAY}&days=1`)
  const [day] = body['days'] as { slots: { left: number }[] }[]
  return (day?.slots ?? []).slice(0, 3).map((slot) => slot.left)
}

test('whoever keeps a seat keeps the people it needs: of ten who want the same ones one is told it is theirs', async () => {
  const [hour = ''] = await slotsOn(app, visits, DAY)
  const [half = '', behind = ''] = await slotsOn(app, escort, DAY)
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, (_, n) => hold(who(`Visit${n}`), hour)),
    ...Array.from({ length: 5 }, (_, n) => hold(who(`Escort${n}`), n % 2 ? half : behind, {})),
  ])
  const kept = answers.filter(({ status }) => status === 200)
  expect(answers.filter(({ body }) => body['code'] === 'slot_full')).toHaveLength(10 - kept.length)
  // An hour keeps both halves; without it each half may be another one's.
  expect(kept.length).toBeGreaterThan(0)
  expect((await taken()).reduce((sum, count) => sum + count, 0)).toBe(
    kept.reduce((sum, { body }) => sum + (body['slotId'] === hour ? 4 : 2), 0),
  )
  for (const name of Array.from({ length: 5 }, (_, n) => [`Visit${n}`, `Escort${n}`]).flat())
    expect((await who(name).post('/holds/release', {})).status).toBe(200)
  expect([await taken(), await claims()]).toEqual([[0, 0, 0, 0], 0])
})

test('a kept seat becomes the booking together with its people, once, and leaves no note behind', async () => {
  const [hour = ''] = await slotsOn(app, visits, DAY)
  const [half = ''] = await slotsOn(app, escort, DAY)
  const kept = await hold(who('Keeps'), hour)
  expect(kept.status).toBe(200)
  expect([await left(escort), await taken()]).toEqual([
    [0, 0, 1],
    [2, 2, 0, 0],
  ])
  expect((await hold(who('Other'), half, {})).body).toMatchObject({ code: 'slot_full' })
  expect((await book(who('Other'), half)).body).toMatchObject({ code: 'slot_full' })
  app.clock.advance(4 * MINUTE)
  const wish = { ...matter, holdId: kept.body['id'] }
  const answers = await Promise.all(Array.from({ length: 8 }, () => book(who('Keeps'), hour, wish)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const made = answers.find(({ status }) => status === 201)?.body ?? {}
  // Given for good: the end of the keeping ends nothing any more.
  app.clock.advance(8 * MINUTE)
  await jobs().leadBack()
  expect([await left(escort), await taken(), await claims()]).toEqual([[0, 0, 1], [2, 2, 0, 0], 0])
  expect(await jobs().recheck()).toEqual([])
  await who('Keeps').post(`/bookings/${String(made['id'])}/cancel`, { version: 1 })
  expect(await taken()).toEqual([0, 0, 0, 0])
})

test('people whose keeping is over are free to everybody at once, swept or not, and a late booking gets none of them', async () => {
  const [hour = ''] = await slotsOn(app, visits, DAY)
  const [half = ''] = await slotsOn(app, escort, DAY)
  const kept = await hold(who('Slow'), hour)
  app.clock.advance(5 * MINUTE)
  expect(await left(escort)).toEqual([1, 1, 1])
  const made = await book(who('Quick'), half)
  expect(made.status).toBe(201)
  expect((await book(who('Slow'), hour, { ...matter, holdId: kept.body['id'] })).body).toMatchObject({
    code: 'slot_full',
  })
  app.clock.advance(8 * MINUTE)
  await jobs().leadBack()
  expect([(await taken())[0], await claims()]).toEqual([2, 0])
  expect(await jobs().recheck()).toEqual([])
  await who('Quick').post(`/bookings/${String(made.body['id'])}/cancel`, { version: 1 })
  app.clock.set('2026-11-23T02:00:00.000Z')
})

test('new hours find another time at which the people are free too, and keep them until the answer', async () => {
  const [first = '', second = ''] = await slotsOn(app, visits, DAY)
  const mine = String((await book(who('Moved'), first, matter)).body['id'])
  const theirs = await book(who('Busy'), second, matter)
  expect(theirs.status).toBe(201)
  const wish = {
    ...{ ...deskInput, name: '上门助浴', kind: 'visit', serviceCodes: [matter.serviceCode] },
    needs: [{ deskId: helpers, count: 2 }],
    ...{ pattern: { lengthMinutes: 60, bufferMinutes: 0 }, version: 1, active: true },
    plan: {
      ...deskInput.plan,
      exceptions: [
        {
          day: DAY,
          intervals: [
            { from: 600, to: 720 },
            { from: 810, to: 1020 },
          ],
          reason: '早上开会',
        },
      ],
    },
  }
  const saved = await staff().put(`/staff/desks/${visits}`, { ...wish, propose: [mine] })
  expect(saved.body).toMatchObject({ version: 2, outside: 1 })
  await app.drainOutbox()
  await app.drainOutbox()
  // At ten the people are with the other one: eleven is the next time that has them.
  const offered = (await who('Moved').get(`/bookings/${mine}`)).body
  expect(offered['proposal']).toMatchObject({ startsAt: '2026-11-26T03:00:00.000Z' })
  expect(await taken(6)).toEqual([2, 2, 2, 2, 2, 2])
  const [, eleven = ''] = await slotsOn(app, visits, DAY)
  expect((await book(who('Passer'), eleven, matter)).body).toMatchObject({ code: 'slot_full' })
  const agreed = await Promise.all(
    Array.from({ length: 4 }, () =>
      who('Moved').post(`/bookings/${mine}/other-time`, { version: offered['version'], agrees: true }),
    ),
  )
  expect(agreed.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(agreed.find(({ status }) => status === 200)?.body).toMatchObject({
    ...{ status: 'booked', startsAt: '2026-11-26T03:00:00.000Z', proposal: null },
  })
  expect(await taken(6)).toEqual([0, 0, 2, 2, 2, 2])
  app.clock.advance(49 * 60 * MINUTE)
  await jobs().leadBack()
  expect([await taken(6), await claims()]).toEqual([[0, 0, 2, 2, 2, 2], 0])
  app.clock.set('2026-11-23T02:00:00.000Z')
  expect(await jobs().recheck()).toEqual([])
})
