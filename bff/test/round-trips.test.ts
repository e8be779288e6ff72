import { book, openDesk, slotsOn } from './booking-hall'
import { buildTown, submission, submitted, town } from './opinion-town'
import { communityA } from './personas'
import { startTestApp, type TestApp } from './test-app'

/**
 * What the database is asked for one request, when the memories of at most ten seconds are warm. A further line here
 * costs every resident at every request: add one knowingly.
 */

let app: TestApp
let noticeId: string
const asked: string[] = []

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  app.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    const target: unknown = command[commandName]
    const name = typeof target === 'string' ? `${commandName} ${target}` : commandName
    asked.push(command['autocommit'] === false ? `${name} in the transaction` : name)
  })
  const staff = app.as('staff')
  const draft = {
    ...{ title: '停水检修', summary: '09:00 至 16:00 停水', html: '<p>更换止回阀。</p>', category: 'outage' },
    ...{
      disclosureClass: null,
      facts: [],
      coverId: null,
      attachmentIds: [],
      mustConfirm: true,
      expiresAt: null,
    },
    audience: { visibility: 'addressed', nodeIds: [communityA], tags: [] },
  }
  const { id, version } = (await staff.post('/notices', draft)).body
  noticeId = String(id)
  expect((await staff.post(`/notices/${noticeId}/publish`, { version })).status).toBe(200)
  await app.drainOutbox()
  await submitted(app.as('verifiedResident'))
})
afterAll(() => app.close())

/** Asked twice: the first time fills the memories. */
async function tripsOf(request: () => Promise<{ readonly status: number }>): Promise<string[]> {
  await request()
  asked.length = 0
  expect((await request()).status).toBeLessThan(300)
  return [...asked]
}

test('a submission takes ten, eight of them in its transaction', async () => {
  const author = app.as('verifiedResident')
  const trips = await tripsOf(() => author.post('/opinions', submission({ placeId: town.roomA })))
  expect(trips.toSorted()).toEqual(
    [
      'findAndModify rate_limits',
      'insert idempotency_keys in the transaction',
      'find nodes in the transaction',
      'find persons in the transaction',
      'find residencies in the transaction',
      'findAndModify counters',
      'insert opinions in the transaction',
      'insert outbox_events in the transaction',
      'update idempotency_keys in the transaction',
      'commitTransaction in the transaction',
    ].toSorted(),
  )
})

test('a booking takes sixteen, five of them in its transaction', async () => {
  const deskId = await openDesk(app)
  const [first = '', second = ''] = await Promise.all(
    ['2026-11-24', '2026-11-25'].map(async (day) => (await slotsOn(app, deskId, day))[0] ?? ''),
  )
  const slotIds = [first, second]
  const trips = await tripsOf(() => book(app.as('verifiedResident'), slotIds.shift() ?? ''))
  // The note of the taking is removed once the answer is on its way.
  const before = trips.filter((trip) => trip !== 'delete seat_claims')
  expect(before.toSorted()).toEqual(
    [
      'findAndModify rate_limits',
      'insert idempotency_keys in the transaction',
      'find slots',
      'find desks',
      'find service_guides',
      'find persons',
      'find residencies',
      'find persons',
      'find bookings',
      'findAndModify counters',
      'insert seat_claims',
      'update slots',
      'insert bookings in the transaction',
      'insert outbox_events in the transaction',
      'update idempotency_keys in the transaction',
      'commitTransaction in the transaction',
    ].toSorted(),
  )
})

test('a list of notices takes four', async () => {
  const reader = app.as('verifiedResident')
  expect(await tripsOf(() => reader.get('/notices'))).toEqual([
    'find residencies',
    'find notices',
    'find notices',
    'find notice_receipts',
  ])
})

test('a notice takes three', async () => {
  const reader = app.as('verifiedResident')
  const trips = await tripsOf(() => reader.get(`/notices/${noticeId}`))
  expect(trips.toSorted()).toEqual(['find notice_receipts', 'find notices', 'find residencies'])
})

test('a confirmation takes six', async () => {
  const reader = app.as('verifiedResident')
  asked.length = 0
  expect((await reader.post(`/notices/${noticeId}/confirm`)).status).toBe(200)
  expect(asked.toSorted()).toEqual([
    'find notices',
    'find residencies',
    'findAndModify notice_receipts',
    'update messages',
    'update notice_households',
    'update notice_receipts',
  ])
})

test('the workbench reads its page in two stretches; the counts and who is at it are remembered', async () => {
  const staff = app.as('staff')
  expect(await tripsOf(() => staff.get('/staff/opinions'))).toEqual(['find opinions', 'find opinions'])
})
