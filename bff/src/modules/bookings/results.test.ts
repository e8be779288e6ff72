import sharp from 'sharp'
import { booked, openDesk, slotsOn } from '../../../test/booking-hall'
import type { Client } from '../../../test/http-client'
import { buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { startTestApp, type TestApp } from '../../../test/test-app'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
let app: TestApp
let deskId: string

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  deskId = await openDesk(app)
})
afterAll(() => app.close())

const staff = () => lasting(app, 'staff')
const receipt = async (by: Client, purpose = 'booking_document') => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#446655' } })
    .png()
    .toBuffer()
  return by.upload('/files', { name: '受理回执.png', bytes }, { purpose })
}

/** A booking of today whose number has been called. */
async function called(name: string, index: number): Promise<string> {
  const [...slots] = await slotsOn(app, deskId, '2026-11-23')
  const { id } = await booked(lasting(app, neighbour(name)), slots[index] ?? '')
  await staff().post(`/staff/bookings/${id}/admit`, { version: 1 })
  await staff().post(`/staff/desks/${deskId}/call`, {})
  return id
}
const finish = (id: string, by: Client, end: Record<string, unknown>) =>
  by.post(`/staff/bookings/${id}/finish`, { version: 3, outcome: 'done', missing: '', ...end })
const told = async (id: string) => {
  await app.drainOutbox()
  return (await app.rows('messages')).filter((row) => row['targetId'] === id).at(-1)
}

test('what the counter gives with the result is the person’s to open, and nobody else’s', async () => {
  expect((await receipt(lasting(app, neighbour('Sends')))).status).toBe(403)
  const id = await called('Gets', 3)
  const fileId = String((await receipt(staff())).body['id'])
  const stray = String((await receipt(lasting(app, 'admin'))).body['id'])
  expect((await finish(id, staff(), { documentIds: [stray] })).body).toMatchObject({
    ...{ code: 'validation_failed', errors: [{ path: 'body.documentIds.0' }] },
  })
  const documents = [{ id: fileId, name: '受理回执.png' }]
  expect((await finish(id, staff(), { documentIds: [fileId] })).body).toMatchObject({
    ...{ status: 'done', documents },
  })
  const own = await lasting(app, neighbour('Gets')).get(`/bookings/${id}`)
  expect(own.body).toMatchObject({ documents })
  expect((await lasting(app, neighbour('Other')).get(`/bookings/${id}`)).status).toBe(404)
  expect(await told(id)).toMatchObject({ title: '办完了，有材料给您' })
  const [file] = own.body['documents'] as { urls: { view: string } }[]
  expect((await fetch(new URL(String(file?.urls.view), app.url))).status).toBe(200)
})

test('who has to go elsewhere is told where, and not that papers are missing', async () => {
  const elsewhere = await called('Sent', 4)
  await finish(elsewhere, staff(), { outcome: 'elsewhere', missing: '到区医保中心二楼' })
  expect(await told(elsewhere)).toMatchObject({ title: '这件事要到别处办' })
  const papers = await called('Lacks', 5)
  await finish(papers, staff(), { outcome: 'papers_missing', missing: '户口簿原件' })
  expect(await told(papers)).toMatchObject({ title: '还缺这些材料' })
})
