import { book, booked, deskInput, openDesk, slotsOn } from '../../../test/booking-hall'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

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
  const refused = await act(made.id, 'transfer', { version: 2, deskId: elsewhere })
  expect(refused.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'body.deskId' }] })
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
