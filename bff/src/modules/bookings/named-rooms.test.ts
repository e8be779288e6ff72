import { book, deskInput, openDesk, slotsOn } from '../../../test/booking-hall'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import type { BookingRow } from './booking.model'
import { deskScope } from './bookings.policy'
import { createBookingsRepository } from './bookings.repository'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const rooms = [{ name: '201 室' }, { name: '202 室' }, { name: '203 室' }]
const desk = {
  ...{ name: '活动室', serviceCodes: ['volunteering'], kind: 'room', mostHeads: 30, rooms },
  shares: { capacity: 3, walkIn: 0, elder: 0 },
}
const group = { purpose: '合唱队排练', heads: 12, organisation: '' }
let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterAll(() => app.close())

interface Made {
  readonly id: string
  readonly room: { readonly id: string; readonly name: string } | null
  readonly deskName: string
}

const who = (name: string) => lasting(app, neighbour(name))
const staff = () => lasting(app, 'staff')
const ask = (name: string, slotId: string | undefined, more: Record<string, unknown> = {}) =>
  book(who(name), slotId ?? '', { serviceCode: 'volunteering', group, ...more })
const asked = async (...args: Parameters<typeof ask>): Promise<Made> => {
  const answer = await ask(...args)
  if (answer.status !== 201) throw new Error(`not asked: ${answer.text}`)
  return answer.body as unknown as Made
}
const nameOf = ({ room }: Made): string | undefined => room?.name
const recheck = () => app.deps.services.bookings.jobs.recheck()
const hold = (name: string, slotId: string | undefined, moreSlotIds: readonly (string | undefined)[] = []) =>
  who(name).post(`/slots/${slotId}/hold`, { serviceCode: 'volunteering', moreSlotIds })
const roomsAt = async (slotId: string | undefined): Promise<unknown[]> => {
  const slot = (await app.rows('slots')).find((row) => row['_id'] === slotId)
  return (slot?.['seats'] as { roomId?: string }[]).map(({ roomId }) => roomId)
}

test('rooms are as many as seats and called differently; a counter has none', async () => {
  const open = (more: Record<string, unknown>) => openDesk(app, { ...desk, ...more })
  await expect(open({ rooms: rooms.slice(1) })).rejects.toThrow('请写 3 个名字')
  await expect(open({ rooms: [...rooms.slice(1), { name: '202 室' }] })).rejects.toThrow('body.rooms.2')
  await expect(open({ kind: 'counter', mostHeads: null })).rejects.toThrow('只有活动室要写每间的名字')
})

test('of thirty who ask for three rooms at once three have one, each another one', async () => {
  const deskId = await openDesk(app, desk)
  const [slotId] = await slotsOn(app, deskId, '2026-11-25')
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => ask(`At${index}`, slotId)))
  const won = answers.filter(({ status }) => status === 201).map(({ body }) => body as unknown as Made)
  expect(won.map(nameOf).sort()).toEqual(['201 室', '202 室', '203 室'])
  expect(answers.filter(({ body }) => body['code'] === 'slot_full')).toHaveLength(27)
  expect(new Set(await roomsAt(slotId)).size).toBe(3)
  expect(won.find((one) => nameOf(one) === '202 室')?.deskName).toBe('活动室 202 室')
  await app.drainOutbox()
  const told = (await app.rows('messages')).map((row) => String(row['text']))
  expect(told.filter((text) => text.includes('202 室'))).toHaveLength(1)
  // What the office sees names the room, and a room that is called differently stays the same room.
  const board = await staff().get(`/staff/desks/${deskId}/day?day=2026-11-25`)
  expect((board.body['items'] as Made[]).map(nameOf).sort()).toEqual(['201 室', '202 室', '203 室'])
  expect(await recheck()).toEqual([])
})

test('several times in a row are in one room all the while, or not to be had', async () => {
  const deskId = await openDesk(app, {
    ...desk,
    rooms: rooms.slice(0, 2),
    shares: { ...desk.shares, capacity: 2 },
  })
  const [first, second, third] = await slotsOn(app, deskId, '2026-11-25')
  const one = await asked('One', first)
  const two = await asked('Two', second)
  expect([nameOf(one), nameOf(two)]).toEqual(['201 室', '201 室'])
  const other = await asked('Other', first, { moreSlotIds: [second, third] })
  expect(nameOf(other)).toBe('202 室')
  await who('Two').post(`/bookings/${two.id}/cancel`, { version: 1 })
  await asked('Late', third)
  await who('Other').post(`/bookings/${other.id}/cancel`, { version: 1 })
  // 201 is had at the first and the third time, 202 not at all: a row goes on in 202.
  const row = await asked('Row', second, { moreSlotIds: [third] })
  expect(nameOf(row)).toBe('202 室')
  const { body } = await app.visitor.get(`/slots?deskId=${deskId}&from=2026-11-25&days=1`)
  const [day] = body['days'] as { slots: { left: number; rooms: string[] }[] }[]
  expect((day?.slots ?? []).slice(0, 3).map(({ left, rooms: free }) => [left, free])).toEqual([
    [1, [row.room?.id]],
    [1, [one.room?.id]],
    [0, []],
  ])
  // A seat is left at both times, but in no room at both: nobody has half of it.
  expect((await ask('Torn', first, { moreSlotIds: [second] })).body).toMatchObject({ code: 'slot_full' })
  expect(await roomsAt(first)).toEqual([one.room?.id])
  expect(await recheck()).toEqual([])
})

test('a hold keeps all of its times in one room, gives up what is not wanted any more, and becomes the booking', async () => {
  const deskId = await openDesk(app, {
    ...desk,
    rooms: rooms.slice(0, 2),
    shares: { ...desk.shares, capacity: 2 },
  })
  const [first, second, third, fourth] = await slotsOn(app, deskId, '2026-11-26')
  await asked('Before', third)
  expect((await hold('Keeps', first)).body).toMatchObject({ room: { name: '201 室' }, moreSlotIds: [] })
  const long = await hold('Keeps', first, [second])
  expect(long.body).toMatchObject({ moreSlotIds: [second], endsAt: '2026-11-26T02:00:00.000Z' })
  // 201 is gone at the third time: what was kept stays kept.
  expect((await hold('Keeps', first, [second, third])).body).toMatchObject({ code: 'slot_full' })
  expect((await roomsAt(second)).length).toBe(1)
  const rivals = await Promise.all(Array.from({ length: 5 }, (_, index) => ask(`Rival${index}`, second)))
  expect(rivals.filter(({ status }) => status === 201)).toHaveLength(1)
  const holdId = String(long.body['id'])
  const made = await asked('Keeps', first, { holdId, moreSlotIds: [second] })
  expect(nameOf(made)).toBe('201 室')
  expect((await ask('After', second)).body).toMatchObject({ code: 'slot_full' })
  // Another one keeps two times and books one of them: the other is everybody's again.
  const both = await hold('Half', first, [])
  expect(both.status).toBe(200)
  expect((await hold('Wide', fourth, [])).status).toBe(200)
  const half = await asked('Half', first, { holdId: String(both.body['id']) })
  expect(nameOf(half)).toBe('202 室')
  expect(await recheck()).toEqual([])
})

const nameRooms = async (deskId: string, called: readonly { name: string }[]) => {
  const input = { ...deskInput, ...desk, shares: { ...desk.shares, capacity: called.length }, rooms: called }
  const answer = await staff().put(`/staff/desks/${deskId}`, { ...input, version: 1, active: true })
  if (answer.status !== 200) throw new Error(`not changed: ${answer.text}`)
  await app.drainOutbox()
}
const nowRoomOf = async (name: string, { id }: Made) =>
  nameOf((await who(name).get(`/bookings/${id}`)).body as unknown as Made)

test('rooms that get names are shared out among what is asked for already, and each person is told', async () => {
  const two = { ...desk, rooms: [], shares: { ...desk.shares, capacity: 2 } }
  const deskId = await openDesk(app, two)
  const [first, second, third] = await slotsOn(app, deskId, '2026-11-25')
  const early = await asked('Early', first)
  const whole = await asked('Whole', first, { moreSlotIds: [second, third] })
  const last = await asked('Last', third)
  expect([early, whole, last].map(nameOf)).toEqual([undefined, undefined, undefined])
  const rowOf = async ({ id }: Made) =>
    (await app.rows('bookings')).find(({ _id }) => _id === id) as unknown as BookingRow
  const unnamed = await rowOf(whole)
  await nameRooms(deskId, rooms.slice(0, 2))
  // Who stays for longer goes first: a row finds no room where one time still does.
  expect(await nowRoomOf('Early', early)).toBe('202 室')
  expect(await nowRoomOf('Whole', whole)).toBe('201 室')
  expect(await nowRoomOf('Last', last)).toBe('202 室')
  for (const slotId of [first, third]) expect(new Set(await roomsAt(slotId)).size).toBe(2)
  const told = (await app.rows('messages')).filter((row) => row['title'] === '您借的是 201 室')
  expect(told.map((row) => row['targetId'])).toEqual([whole.id])
  // Another worker that read it without a room comes too late, and nobody hears of a second one.
  const named = createBookingsRepository(app.connection)
  expect(await named.nameRoom(deskScope(communityA), unnamed, { id: 'rom_late', name: '202 室' })).toBe(false)
  expect((await rowOf(whole)).room?.name).toBe('201 室')
  // A seat that has lost its room gets it back, and its person is told nothing new.
  await app.connection
    .getClient()
    .db(app.connection.name)
    .collection<{ _id: string }>('slots')
    .updateOne({ _id: String(second), 'seats.bookingId': whole.id }, { $unset: { 'seats.$.roomId': 1 } })
  expect(await app.deps.services.bookings.jobs.nameRooms()).toBe(1)
  await app.drainOutbox()
  expect((await app.rows('messages')).filter((row) => row['title'] === '您借的是 201 室')).toHaveLength(1)
  // Nothing is left to do, and the version that somebody has on the screen is still the one to cancel with.
  expect(await app.deps.services.bookings.jobs.nameRooms()).toBe(0)
  expect((await who('Whole').post(`/bookings/${whole.id}/cancel`, { version: 1 })).status).toBe(200)
  expect(await recheck()).toEqual([])
})

test('named by several workers while others take rooms, no room is had twice at one time', async () => {
  const deskId = await openDesk(app, { ...desk, rooms: [], shares: { ...desk.shares, capacity: 3 } })
  const [first, second, third] = await slotsOn(app, deskId, '2026-11-26')
  await asked('Unnamed1', first, { moreSlotIds: [second] })
  await asked('Unnamed2', second, { moreSlotIds: [third] })
  const input = { ...deskInput, ...desk, version: 1, active: true }
  expect((await staff().put(`/staff/desks/${deskId}`, input)).status).toBe(200)
  const { nameRooms: naming } = app.deps.services.bookings.jobs
  await Promise.all([
    ...[naming(), naming(), naming()],
    ...Array.from({ length: 12 }, (_, index) => ask(`Beside${index}`, [first, second, third][index % 3])),
  ])
  await naming()
  const { rows: had, names } = await sheetOf([first, second, third])
  for (const [, held] of had) {
    const given = held.flatMap(({ roomId }) => roomId ?? [])
    expect(new Set(given).size).toBe(given.length)
  }
  // Each seat says the room of its booking, and one without a room is one that none could take all the while.
  for (const row of (await app.rows('bookings')) as unknown as BookingRow[]) {
    const mine = had.filter(([, held]) => held.some(({ bookingId }) => bookingId === row._id))
    const said = mine.map(([, held]) => held.find(({ bookingId }) => bookingId === row._id)?.roomId)
    expect(said).toEqual(mine.map(() => row.room?.id))
    if (mine.length > 0 && !row.room) {
      const left = names.filter((id) => mine.every(([, held]) => held.every(({ roomId }) => roomId !== id)))
      expect(left).toEqual([])
    }
  }
  expect(await recheck()).toEqual([])

  async function sheetOf(times: readonly (string | undefined)[]) {
    const [slots, desks] = [await app.rows('slots'), await app.rows('desks')]
    const found = desks.find(({ _id }) => _id === deskId)?.['rooms'] as { id: string }[]
    type Seats = { bookingId: string; roomId?: string }[]
    const rows = slots.flatMap((row): [string, Seats][] =>
      times.includes(String(row['_id'])) ? [[String(row['_id']), row['seats'] as Seats]] : [],
    )
    return { rows, names: found.map(({ id }) => id) }
  }
})

test('a booking that no room can take all the while stays without one, and holds none back', async () => {
  const deskId = await openDesk(app, { ...desk, rooms: [], shares: { ...desk.shares, capacity: 2 } })
  const [first, second] = await slotsOn(app, deskId, '2026-11-27')
  const torn = await asked('TornApart', first, { moreSlotIds: [second] })
  const db = app.connection.getClient().db(app.connection.name)
  const input = { ...deskInput, ...desk, shares: { ...desk.shares, capacity: 2 }, rooms: rooms.slice(0, 2) }
  await staff().put(`/staff/desks/${deskId}`, { ...input, version: 1, active: true })
  // Before the naming comes round, two others take one room each at one of its times.
  const here = await asked('Here', first)
  const there = await asked('There', second)
  const other = (
    (await app.rows('desks')).find(({ _id }) => _id === deskId)?.['rooms'] as { id: string }[]
  )[1]
  await db
    .collection<{ _id: string; seats: unknown[] }>('slots')
    .updateOne(
      { _id: String(second), seats: { $elemMatch: { bookingId: there.id } } },
      { $set: { 'seats.$.roomId': other?.id } },
    )
  expect(nameOf(here)).toBe('201 室')
  await app.drainOutbox()
  expect(await nowRoomOf('TornApart', torn)).toBeUndefined()
  expect((await roomsAt(first)).filter((roomId) => roomId === undefined)).toHaveLength(1)
})

test('the office that books a room for a caller says who comes, has it at once and for longer, and nobody is called for it', async () => {
  const deskId = await openDesk(app, desk)
  const [first, second] = await slotsOn(app, deskId, '2026-11-24')
  const wish = { slotId: first, serviceCode: 'volunteering', personId: personas.verifiedResident.personId }
  const bare = await staff().post('/staff/bookings', wish)
  expect(bare.body).toMatchObject({
    ...{ code: 'validation_failed', errors: [{ path: 'body.group.purpose' }, { path: 'body.group.heads' }] },
  })
  const made = await staff().post('/staff/bookings', { ...wish, group, moreSlotIds: [second] })
  expect(made.body).toMatchObject({
    ...{ status: 'booked', room: { name: '201 室' }, group, endsAt: '2026-11-24T02:00:00.000Z' },
    abilities: { admit: false },
  })
  expect(await recheck()).toEqual([])
})

test('what was kept and is not booked goes back at once, and all of it after its five minutes', async () => {
  const deskId = await openDesk(app, desk)
  const [first, second, third] = await slotsOn(app, deskId, '2026-11-27')
  const kept = await hold('Shorter', first, [second, third])
  const made = await asked('Shorter', first, { holdId: String(kept.body['id']), moreSlotIds: [second] })
  expect(made.room?.name).toBe('201 室')
  expect(await roomsAt(third)).toEqual([])
  expect((await hold('Leaves', first, [second, third])).status).toBe(200)
  expect((await hold('Leaves', first, [second])).body).toMatchObject({ moreSlotIds: [second] })
  expect(await roomsAt(third)).toEqual([])
  app.clock.advance(300_000)
  expect(nameOf(await asked('Next', second, { moreSlotIds: [third] }))).toBe('202 室')
  app.clock.advance(300_000)
  await app.deps.services.bookings.jobs.leadBack()
  expect(await app.rows('seat_claims')).toEqual([])
  expect(await recheck()).toEqual([])
})

test('a booking that moves and keeps a time stays in its room, and the offer of a waiting list has one too', async () => {
  const deskId = await openDesk(app, {
    ...desk,
    rooms: rooms.slice(0, 2),
    shares: { ...desk.shares, capacity: 2 },
  })
  const [first, second, third] = await slotsOn(app, deskId, '2026-11-30')
  const mine = await asked('Mine', first, { moreSlotIds: [second] })
  const theirs = await asked('Theirs', second)
  expect([nameOf(mine), nameOf(theirs)]).toEqual(['201 室', '202 室'])
  const moved = await who('Mine').post(`/bookings/${mine.id}/move`, {
    ...{ version: 1, slotId: second, moreSlotIds: [third] },
  })
  expect(moved.body).toMatchObject({ room: { name: '201 室' } })
  const waits = await who('Waits').post(`/slots/${second}/wait`, { serviceCode: 'volunteering', group })
  expect(waits.body).toMatchObject({ status: 'waiting' })
  await who('Theirs').post(`/bookings/${theirs.id}/cancel`, { version: 1 })
  await app.deps.services.bookings.waits.offer()
  const offered = await who('Waits').post(`/waits/${String(waits.body['id'])}/accept`, { version: 2 })
  expect(offered.body).toMatchObject({ room: { name: '202 室' } })
  expect(await recheck()).toEqual([])
})
