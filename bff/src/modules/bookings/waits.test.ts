import { book, booked, openDesk, slotsOn } from '../../../test/booking-hall'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { startTestApp, type TestApp } from '../../../test/test-app'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const DAY = '2026-11-25'
let app: TestApp
let deskId: string

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  deskId = await openDesk(app, { shares: { capacity: 1, walkIn: 0, elder: 0 } })
})
afterAll(() => app.close())

const who = (name: string) => lasting(app, neighbour(name))
const join = (name: string, slotId: string) =>
  who(name).post(`/slots/${slotId}/wait`, { serviceCode: 'elder-card' })
const mine = async (name: string) =>
  (await who(name).get('/waits/mine')).body['items'] as { id: string; version: number; status: string }[]
const slot = async (id: string) => (await app.rows('slots')).find((row) => row['_id'] === id)
const round = () => app.deps.services.bookings.waits.offer()

test('what comes back is offered in order, to nobody else, and to the next when it is not taken', async () => {
  const [first = ''] = await slotsOn(app, deskId, DAY)
  expect((await join('First', first)).body).toMatchObject({ status: 409, code: 'seats_left' })
  const made = await booked(who('Holder'), first)
  expect((await join('First', first)).body).toMatchObject({ status: 'waiting', position: 1 })
  app.clock.advance(1_000)
  expect((await join('Second', first)).body).toMatchObject({ position: 2 })
  // The same wish again is the same place.
  expect((await join('First', first)).body).toMatchObject({ position: 1 })
  expect((await app.visitor.post(`/slots/${first}/wait`, { serviceCode: 'elder-card' })).status).toBe(401)
  expect((await app.as('residentB').post(`/slots/${first}/wait`, { serviceCode: 'elder-card' })).status).toBe(
    404,
  )

  // Rounds in which nothing came back write nothing about the time and those who wait for it.
  await round()
  const written: string[] = []
  const hear = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    const into = String(command[commandName])
    if (['slots', 'waits', 'seat_claims'].includes(into) && !['find', 'count'].includes(commandName))
      written.push(`${commandName} ${into} ${JSON.stringify(command['updates'] ?? '').includes('$nin')}`)
  }
  app.connection.getClient().on('commandStarted', hear)
  await round()
  app.connection.getClient().off('commandStarted', hear)
  expect(written).toEqual(['update slots true'])

  await who('Holder').post(`/bookings/${made.id}/cancel`, { version: 1 })
  expect((await book(who('Passer'), first)).body).toMatchObject({ code: 'slot_full' })
  await app.drainOutbox()
  await app.drainOutbox()
  const [offered] = await mine('First')
  expect(offered).toMatchObject({ status: 'offered', version: 2, offerUntil: '2026-11-23T02:30:01.000Z' })
  expect((await book(who('Passer'), first)).body).toMatchObject({ code: 'slot_full' })
  const told = (await app.rows('messages')).filter((row) => row['title'] === '您候补的时间有空位了')
  expect(told).toHaveLength(1)

  app.clock.advance(31 * 60_000)
  expect((await who('First').post(`/waits/${offered?.id}/accept`, { version: 2 })).body).toMatchObject({
    code: 'invalid_status',
  })
  expect(await round()).toBe(1)
  expect(await mine('First')).toEqual([])
  const [next] = await mine('Second')
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => who('Second').post(`/waits/${next?.id}/accept`, { version: 2 })),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.find(({ status }) => status === 201)?.body).toMatchObject({ status: 'booked' })
  expect(await slot(first)).toMatchObject({ general: 0, seats: [{}] })
  // Nobody waits any more: what comes back is everybody's again.
  await round()
  const [kept] = (await who('Second').get('/bookings/mine')).body['items'] as { id: string }[]
  await who('Second').post(`/bookings/${kept?.id}/cancel`, { version: 1 })
  expect((await book(who('Passer'), first)).status).toBe(201)
})

test('a time that the desk has taken back is nobody’s any more, whoever it was offered to', async () => {
  const [, , third = ''] = await slotsOn(app, deskId, DAY)
  const made = await booked(who('Holder'), third)
  await join('Shut', third)
  await who('Holder').post(`/bookings/${made.id}/cancel`, { version: 1 })
  await round()
  const [offered] = await mine('Shut')
  const db = app.connection.getClient().db(app.connection.name)
  await db.collection<{ _id: string }>('slots').updateOne({ _id: third }, { $set: { open: false } })
  expect((await who('Shut').post(`/waits/${offered?.id}/accept`, { version: 2 })).body).toMatchObject({
    code: 'invalid_status',
  })
})

test('an offer that is let go, and one whose note was left behind, keep seats and offers in agreement', async () => {
  const [, second = ''] = await slotsOn(app, deskId, DAY)
  const made = await booked(who('Holder'), second)
  await join('Lets', second)
  await who('Holder').post(`/bookings/${made.id}/cancel`, { version: 1 })
  await Promise.all([round(), round()])
  const [offered] = await mine('Lets')
  expect(offered).toMatchObject({ status: 'offered' })
  const { communityId } = (await slot(second)) as { communityId: string }
  const [wait] = (await app.rows('waits')).filter((row) => row['_id'] === offered?.id)
  const db = app.connection.getClient().db(app.connection.name)
  const claim = { communityId, slotId: second, bookingId: String(wait?.['bookingId']), at: app.clock.now() }
  await db.collection('seat_claims').insertOne({ _id: 'scl_left' as never, ...claim })
  app.clock.advance(120_000)
  await app.deps.services.bookings.jobs.leadBack()
  expect(await slot(second)).toMatchObject({ general: 0, seats: [{}] })
  expect((await who('Lets').post(`/waits/${offered?.id}/leave`, { version: 2 })).body).toMatchObject({
    status: 'ended',
  })
  expect(await slot(second)).toMatchObject({ general: 1, seats: [] })
  await round()
  expect((await book(who('Passer2'), second)).status).toBe(201)
})

test('nobody is woken: what comes back at night is offered, and the time to answer begins in the morning', async () => {
  const [, , , , fifth = ''] = await slotsOn(app, deskId, DAY)
  const made = await booked(who('Holder'), fifth)
  await join('Sleeps', fifth)
  app.clock.set('2026-11-23T15:00:00.000Z')
  await who('Holder').post(`/bookings/${made.id}/cancel`, { version: 1 })
  await round()
  expect(await mine('Sleeps')).toMatchObject([{ status: 'offered', offerUntil: '2026-11-23T23:30:00.000Z' }])
})
