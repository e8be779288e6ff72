import sharp from 'sharp'
import { book, guideInput, openDesk, slotsOn } from '../../../test/booking-hall'
import type { Client } from '../../../test/http-client'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const DAY = '2026-11-25'
const MINUTE = 60_000
let app: TestApp
let deskId: string

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  deskId = await openDesk(app, { shares: { capacity: 1, walkIn: 0, elder: 0 } })
})
afterAll(() => app.close())

const who = (name: string) => lasting(app, neighbour(name))
const hold = (by: Client, slotId: string, more: Record<string, unknown> = {}) =>
  by.post(`/slots/${slotId}/hold`, { serviceCode: 'elder-card', ...more })
const slot = async (id: string) => (await app.rows('slots')).find((row) => row['_id'] === id)
const left = async (id: string) => {
  const { body } = await app.visitor.get(`/slots?deskId=${deskId}&from=${DAY}&days=1`)
  const [day] = body['days'] as { slots: { id: string; left: number }[] }[]
  return day?.slots.find((one) => one.id === id)?.left
}
const claims = async () => (await app.rows('seat_claims')).length
const jobs = () => app.deps.services.bookings.jobs

test('a kept seat is nobody else’s for five minutes, becomes the booking, and leaves no note behind', async () => {
  const [first = ''] = await slotsOn(app, deskId, DAY)
  expect((await hold(app.visitor, first)).status).toBe(401)
  expect((await hold(app.as('residentB'), first)).status).toBe(404)
  expect((await hold(who('Fills'), first, { serviceCode: 'dog-licence' })).status).toBe(404)
  const kept = await hold(who('Fills'), first)
  expect(kept.body).toMatchObject({ slotId: first, secondsLeft: 300, until: '2026-11-23T02:05:00.000Z' })
  app.clock.advance(2 * MINUTE)
  expect((await hold(who('Fills'), first)).body).toMatchObject({ id: kept.body['id'], secondsLeft: 180 })
  expect(await left(first)).toBe(0)
  expect((await hold(who('Other'), first)).body).toMatchObject({ code: 'slot_full' })
  expect((await book(who('Other'), first)).body).toMatchObject({ code: 'slot_full' })
  // Another one's hold is nobody's but theirs.
  expect((await book(who('Other'), first, { holdId: kept.body['id'] })).body).toMatchObject({
    code: 'slot_full',
  })
  const made = await book(who('Fills'), first, { holdId: kept.body['id'] })
  expect(made.body).toMatchObject({ status: 'booked' })
  expect(await slot(first)).toMatchObject({ general: 0, seats: [{ bookingId: made.body['id'] }] })
  expect((await slot(first))?.['seats']).not.toMatchObject([{ until: expect.anything() as unknown }])
  expect(await claims()).toBe(0)
  expect(await jobs().recheck()).toEqual([])
})

test('a seat whose time is over is free to everybody at once, swept or not, and never given twice', async () => {
  const [, second = ''] = await slotsOn(app, deskId, DAY)
  const kept = await hold(who('Slow'), second)
  app.clock.advance(5 * MINUTE)
  expect(await left(second)).toBe(1)
  const answers = await Promise.all([
    book(who('Slow'), second, { holdId: kept.body['id'] }),
    ...['A', 'B', 'C', 'D'].map((name) => book(who(`Late${name}`), second)),
    ...['E', 'F', 'G'].map((name) => hold(who(`Late${name}`), second)),
  ])
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
  const row = await slot(second)
  expect(row).toMatchObject({ general: 0, seats: [{}] })
  app.clock.advance(8 * MINUTE)
  await jobs().leadBack()
  expect(await claims()).toBe(0)
})

test('one seat for each person: another time gives the first back, and so does leaving the form', async () => {
  const [, , third = '', fourth = '', fifth = ''] = await slotsOn(app, deskId, DAY)
  await hold(who('Mind'), third)
  expect((await hold(who('Mind'), fourth)).status).toBe(200)
  expect([await left(third), await left(fourth)]).toEqual([1, 0])
  expect((await who('Mind').post('/holds/release', {})).status).toBe(200)
  expect((await who('Mind').post('/holds/release', {})).status).toBe(200)
  expect(await left(fourth)).toBe(1)
  // Ten taps on two times at once: whatever is answered, at most one seat is kept.
  await Promise.all(Array.from({ length: 10 }, (_, n) => hold(who('Mind'), n % 2 ? fourth : fifth)))
  const kept = [await slot(fourth), await slot(fifth)].flatMap((row) => row?.['seats'] as unknown[])
  expect(kept.length).toBeLessThanOrEqual(1)
  await who('Mind').post('/holds/release', {})
  expect([await left(fourth), await left(fifth)]).toEqual([1, 1])
  expect(await claims()).toBe(0)
})

test('twelve taps with one kept seat make one booking', async () => {
  const [, , , , , sixth = ''] = await slotsOn(app, deskId, DAY)
  const { id: holdId } = (await hold(who('Taps'), sixth)).body
  const answers = await Promise.all(Array.from({ length: 12 }, () => book(who('Taps'), sixth, { holdId })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(await slot(sixth)).toMatchObject({ general: 0, seats: [{}] })
  expect(await claims()).toBe(0)
})

test('what a holder did not take goes to whoever waits', async () => {
  const [, , , , , , seventh = ''] = await slotsOn(app, deskId, DAY)
  await hold(who('Leaves'), seventh)
  const waits = await who('Queues').post(`/slots/${seventh}/wait`, { serviceCode: 'mediation' })
  expect(waits.body).toMatchObject({ status: 'waiting' })
  app.clock.advance(5 * MINUTE)
  expect((await book(who('Passer'), seventh)).body).toMatchObject({ code: 'slot_full' })
  await app.deps.services.bookings.waits.offer()
  expect((await who('Queues').get('/waits/mine')).body['items']).toMatchObject([{ status: 'offered' }])
  expect(await jobs().recheck()).toEqual([])
})

test('the nightly count names a seat without a booking, and a count that is off', async () => {
  const [, , , , , , , eighth = ''] = await slotsOn(app, deskId, DAY)
  const db = app.connection.getClient().db(app.connection.name)
  const stray = { bookingId: 'bkg_stray', pool: 'general' }
  await db
    .collection('slots')
    .updateOne({ _id: eighth as never }, { $push: { seats: stray as never }, $inc: { general: -2 } })
  expect(await jobs().recheck()).toMatchObject([
    { slotId: eighth, noBooking: ['bkg_stray'], noSeat: [], countOff: 1 },
  ])
  // The office sees it at the desk, and the head of the community is told once, however often it is counted.
  await jobs().recheck()
  const { items } = (await lasting(app, 'staff').get('/staff/desks')).body as {
    items: { id: string; check: unknown }[]
  }
  expect(items.find(({ id }) => id === deskId)?.check).toMatchObject({
    times: [{ noBooking: 1, noSeat: 0, countOff: 1 }],
  })
  const told = (await app.rows('messages')).filter((row) => row['title'] === '预约的名额要核对')
  expect(told.map((row) => row['accountId'])).toEqual([personas.admin.accountId])
  await db
    .collection('slots')
    .updateOne({ _id: eighth as never }, { $pull: { seats: stray as never }, $inc: { general: 2 } })
  expect(await jobs().recheck()).toEqual([])
  expect((await app.rows('desks')).find((row) => row['_id'] === deskId)).not.toHaveProperty('check')
})

test('times that are there are not written again', async () => {
  const before = await app.rows('slots')
  const db = app.connection.getClient().db(app.connection.name)
  await db.collection('slots').deleteOne({ _id: String(before.at(-1)?.['_id']) as never })
  const written: unknown[] = []
  app.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (commandName === 'update') written.push(...(command as { updates: unknown[] }).updates)
  })
  await app.deps.services.bookings.desks.makeAhead()
  expect(written).toHaveLength(1)
  expect(await app.rows('slots')).toHaveLength(before.length)
})

describe('what an item asks', () => {
  const questions = [
    { id: 'q1', kind: 'choice', label: '第一次还是补办', required: true, options: ['第一次', '补办'] },
    { id: 'q2', kind: 'text', label: '门口有没有台阶', required: false, options: [] },
    { id: 'q3', kind: 'photo', label: '旧证的照片', required: true, options: [] },
  ]
  const matter = { serviceCode: 'mediation' }
  let slots: string[]
  const photo = async (by: Client) => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#446655' } })
      .png()
      .toBuffer()
    const answer = await by.upload('/files', { name: '旧证.png', bytes }, { purpose: 'booking_photo' })
    return String(answer.body['id'])
  }

  beforeAll(async () => {
    const { body } = await app.visitor.get(`/services/mediation?communityId=${communityA}`)
    const guide = guideInput(body)
    const change = (asked: unknown) =>
      lasting(app, 'admin').put('/services/mediation', { ...guide, questions: asked })
    const wrong = await change([
      { ...questions[0], options: ['一'] },
      { ...questions[1], label: '' },
    ])
    expect(wrong.body['errors']).toMatchObject([
      { path: 'body.questions.0.options' },
      { path: 'body.questions.1.label' },
    ])
    expect((await change(questions)).body).toMatchObject({ version: 1, questions })
    // A client that knows of no questions leaves them as they are.
    const { questions: _, ...older } = guide
    const kept = await lasting(app, 'admin').put('/services/mediation', { ...older, version: 1 })
    expect(kept.body).toMatchObject({ version: 2, questions })
    slots = await slotsOn(app, deskId, '2026-11-26')
  })

  test('every question that is not answered as it has to be is named, and nothing is booked', async () => {
    const [first = ''] = slots
    const answers = [
      { questionId: 'q1', text: '第三次' },
      { questionId: 'q9', text: '没有问' },
    ]
    const refused = await book(who('Asked'), first, { ...matter, answers })
    expect(refused.body).toMatchObject({ status: 400, code: 'validation_failed' })
    expect((refused.body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'body.answers.q1',
      'body.answers.q3',
      'body.answers.q9',
    ])
    expect(await slot(first)).toMatchObject({ seats: [] })
    const strange = await photo(who('Somebody'))
    const theirs = [
      { questionId: 'q1', text: '补办' },
      { questionId: 'q3', photoIds: [strange] },
    ]
    expect((await book(who('Asked'), first, { ...matter, answers: theirs })).body).toMatchObject({
      code: 'validation_failed',
    })
    expect(await slot(first)).toMatchObject({ seats: [] })
  })

  test('answers go to the desk under the questions of that day, can be changed, and leave with their owner', async () => {
    const [, second = ''] = slots
    const id = await photo(who('Asked'))
    const answers = [
      { questionId: 'q1', text: '补办' },
      { questionId: 'q3', photoIds: [id] },
    ]
    const made = (await book(who('Asked'), second, { ...matter, answers })).body
    expect(made['answers']).toMatchObject([{ text: '补办' }, { text: '' }, { photos: [{ id }] }])
    const board = await lasting(app, 'staff').get(`/staff/desks/${deskId}/day?day=2026-11-26`)
    expect(board.body['items']).toMatchObject([{ answers: [{ text: '补办' }, {}, { photos: [{ id }] }] }])

    const again = [
      { questionId: 'q1', text: '第一次' },
      { questionId: 'q3', photoIds: [await photo(who('Asked'))] },
    ]
    expect(
      (await who('Other').post(`/bookings/${String(made['id'])}/answer`, { version: 1, answers })).status,
    ).toBe(404)
    const changed = await who('Asked').post(`/bookings/${String(made['id'])}/answer`, {
      version: 1,
      answers: again,
    })
    expect(changed.body).toMatchObject({ version: 2, answers: [{ text: '第一次' }, {}, {}] })
    expect((await app.rows('files')).find((row) => row['_id'] === id)?.['status']).toBe('released')
    expect(
      (await who('Asked').post(`/bookings/${String(made['id'])}/answer`, { version: 1, answers })).body,
    ).toMatchObject({ code: 'version_conflict' })
  })

  test('the office is asked the same for somebody who calls, and sends the photos itself', async () => {
    const [, , third = ''] = slots
    const wish = { slotId: third, serviceCode: 'mediation', personId: personas.verifiedResident.personId }
    const staff = () => lasting(app, 'staff')
    const refused = await staff().post('/staff/bookings', wish)
    expect(refused.body['errors']).toMatchObject([{ path: 'body.answers.q1' }, { path: 'body.answers.q3' }])
    expect(await slot(third)).toMatchObject({ seats: [] })
    const answers = [
      { questionId: 'q1', text: '补办' },
      { questionId: 'q3', photoIds: [await photo(staff())] },
    ]
    const made = await staff().post('/staff/bookings', { ...wish, answers })
    expect(made.body['answers']).toMatchObject([{ text: '补办' }, { text: '' }, { photos: [{}] }])
  })
})
