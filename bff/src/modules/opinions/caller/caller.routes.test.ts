import { groupedCode } from '@linli/shared/opinions/caller.kinds'
import type { Client } from '../../../../test/http-client'
import { buildTown, happen, lasting, submitted, town } from '../../../../test/opinion-town'
import { startTestApp, type TestApp } from '../../../../test/test-app'
import { AppError } from '../../../platform/problem-error'

let app: TestApp
let staff: Client

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  staff = lasting(app, 'staff')
})
beforeEach(() => app.clock.set('2026-11-23T02:00:00.000Z'))
afterAll(() => app.close())

const call = (changes: Readonly<Record<string, unknown>> = {}) => ({
  ...{ channel: 'phone', categoryCode: 'facilities.lights', text: '二单元的声控灯不亮，晚上不敢出门' },
  ...{ photoIds: [], placeId: town.unitA, callerName: '周玉兰', callerPhone: '13800000001' },
  ...{ hideName: true, wantsPublic: false },
  ...changes,
})
const entered = async (who: Client = staff, changes: Readonly<Record<string, unknown>> = {}) => {
  const answer = await who.post('/staff/opinions', call(changes))
  expect(answer.status).toBe(201)
  return answer.body as { id: string; number: string }
}
const coded = async () => {
  const { id, number } = await entered()
  const { body } = await staff.post(`/opinions/${id}/follow-code`, {})
  return { id, number, code: String(body['followCode']) }
}
const track = (number: string, code: string) => app.visitor.post('/opinions/track', { number, code })

describe('writing down what somebody said', () => {
  it('makes a case with a masked caller; name and phone are sealed and read only on record', async () => {
    const { id, number } = await entered()
    expect(number).toMatch(/^QH-20261123-\d{4}$/)
    const seen = await staff.get(`/staff/opinions/${id}`)
    expect(seen.body).toMatchObject({ authorLabel: '周**，138****0001（来电）', callerChannel: '来电' })
    const rows = JSON.stringify([await app.rows('opinions'), await app.rows('opinion_callers')])
    expect(rows).not.toContain('13800000001')
    expect(rows).not.toContain('周玉兰')
    expect((await staff.post(`/opinions/${id}/caller`, {})).body).toEqual({
      name: '周玉兰',
      phone: '13800000001',
    })
    const acts = (await app.rows('audit_rows')).filter((row) => row['targetId'] === id)
    expect(acts.map((row) => row['action'])).toEqual(['opinion.enter', 'opinion.read_caller'])
    await app.drainOutbox()
    expect((await staff.get('/opinions/mine')).body['items']).toEqual([])
  })

  it('takes a caller who does not want to say who calls', async () => {
    const { id } = await entered(staff, { callerName: undefined, callerPhone: undefined, channel: 'counter' })
    expect((await staff.get(`/staff/opinions/${id}`)).body).toMatchObject({
      authorLabel: '没有留姓名（窗口）',
    })
  })

  it('a grid worker writes down for the own grid alone', async () => {
    const worker = lasting(app, 'gridWorker')
    await entered(worker, { channel: 'visit' })
    expect((await worker.post('/staff/opinions', call({ placeId: town.gardenA }))).status).toBe(403)
  })

  it.each([
    ['a phone that is none', { callerPhone: '12345' }, 'body.callerPhone'],
    ['a place of another community', { placeId: town.estateB }, 'body.placeId'],
    ['an unknown category', { categoryCode: 'nothing.here' }, 'body.categoryCode'],
    ['no channel', { channel: undefined }, 'body.channel'],
  ])('refuses %s', async (_, changes, path) => {
    const answer = await staff.post('/staff/opinions', call(changes))
    expect(answer.status).toBe(400)
    expect((answer.body['errors'] as { path: string }[]).map((issue) => issue.path)).toContain(path)
  })

  it('is for staff: residents 403, visitors 401, other communities 404', async () => {
    const { id } = await entered()
    expect((await app.as('verifiedResident').post('/staff/opinions', call())).status).toBe(403)
    expect((await app.visitor.post('/staff/opinions', call())).status).toBe(401)
    for (const event of ['caller', 'follow-code'])
      expect((await app.as('staffB').post(`/opinions/${id}/${event}`, {})).status).toBe(404)
    const own = await submitted(lasting(app, 'verifiedResident'))
    for (const event of ['caller', 'follow-code'])
      expect((await staff.post(`/opinions/${own.id}/${event}`, {})).status).toBe(404)
  })
})

describe('name and phone of a caller', () => {
  const contactOf = async (id: string) => (await staff.post(`/opinions/${id}/caller`, {})).body
  const turn = async (days: number): Promise<void> => {
    app.clock.advance(days * 86_400_000)
    await app.deps.jobs.runNow('opinions.lapse')
    await app.drainOutbox()
    await app.deps.retention.run('callers')
  }

  it('go 90 days after the case has ended, and not while it goes on; the case stays', async () => {
    const open = await entered()
    const gone = await entered()
    const begun = await entered()
    await happen(staff, gone.id, 'reject', { version: 1, reason: 'not_here' })
    await happen(staff, begun.id, 'accept', { version: 1 })
    await happen(staff, begun.id, 'reply', { version: 2, text: '换好了', photoIds: [] })
    await app.drainOutbox()
    await turn(89)
    expect(await contactOf(gone.id)).toEqual({ name: '周玉兰', phone: '13800000001' })
    await turn(1)
    expect(await contactOf(gone.id)).toEqual({ name: null, phone: null })
    // Answered, it closed by itself after a week: its time began then.
    expect(await contactOf(begun.id)).toEqual({ name: '周玉兰', phone: '13800000001' })
    await turn(8)
    expect(await contactOf(begun.id)).toEqual({ name: null, phone: null })
    await turn(200)
    expect(await contactOf(open.id)).toEqual({ name: '周玉兰', phone: '13800000001' })
    expect((await staff.get(`/staff/opinions/${gone.id}`)).body).toMatchObject({ number: gone.number })
  })
})

describe('following a case without an account', () => {
  it('shows what became of it to number and code, without internal notes', async () => {
    const { id, number, code } = await coded()
    await happen(staff, id, 'accept', { version: 1 })
    await happen(staff, id, 'note', { version: 2, text: '这家上周也打过电话' })
    await happen(staff, id, 'reply', { version: 2, text: '灯泡已经换好', photoIds: [] })
    const seen = await track(number.toLowerCase(), groupedCode(code))
    expect(seen.status).toBe(200)
    expect(seen.body).toMatchObject({ number, status: 'answered', placeLabel: '锦和苑 3 号楼 2 单元' })
    expect(seen.text).toContain('灯泡已经换好')
    expect(seen.text).not.toContain('上周也打过')
    expect(seen.text).not.toContain('138')
  })

  it('a new code ends the one before, and the code is stored nowhere', async () => {
    const { id, number, code } = await coded()
    const { body } = await staff.post(`/opinions/${id}/follow-code`, {})
    expect((await track(number, code)).status).toBe(400)
    expect((await track(number, String(body['followCode']))).status).toBe(200)
    const kept = JSON.stringify([await app.rows('opinion_callers'), await app.rows('idempotency_keys')])
    expect(kept).not.toContain(String(body['followCode']))
  })

  it('a part that is split off is followed by its own number and the code of the whole, until it has its own', async () => {
    const { id, number, code } = await coded()
    const part = { version: 1, text: '一楼的门也关不上', categoryCode: 'facilities.lights' }
    expect((await happen(staff, id, 'split', part)).status).toBe(200)
    const row = (await app.rows('opinion_callers')).find((one) => one['codeOf'] === number)
    const own = String(row?.['_id'])
    expect((await track(own, code)).body).toMatchObject({ number: own, title: part.text })
    expect((await track(number, code)).text).toContain(own)
    const partId = String(row?.['opinionId'])
    expect((await staff.get(`/staff/opinions/${partId}`)).body).toMatchObject({ callerChannel: '来电' })
    expect((await staff.post(`/opinions/${partId}/caller`, {})).body).toMatchObject({ phone: '13800000001' })
    const renewed = await staff.post(`/opinions/${partId}/follow-code`, {})
    expect((await track(own, code)).status).toBe(400)
    expect((await track(own, String(renewed.body['followCode']))).status).toBe(200)
    expect((await track(number, code)).status).toBe(200)
  })

  it('a wrong number and a wrong code are one refusal, and ten tries at a number are all an address has in an hour', async () => {
    const { id, number, code } = await coded()
    const wrong = code === '000000000000' ? '000000000001' : '000000000000'
    const unknown = await track('QH-20991231-0001', '12345678')
    const answers = await Promise.all(Array.from({ length: 15 }, () => track(number, wrong)))
    const refused = answers.filter(({ status }) => status === 400)
    expect(refused).toHaveLength(10)
    expect(refused[0]?.body['errors']).toEqual(unknown.body['errors'])
    expect((await track(number, code)).status).toBe(429)
    // Whoever holds the code asks from elsewhere and is not shut out by it.
    const { callers } = app.deps.services.opinions
    const from = (host: number, said: string): Promise<string> =>
      callers.track({ ip: `198.51.100.${host}` }, { number, code: said }).then(
        () => 'seen',
        (error: unknown) => (error instanceof AppError ? String(error.code) : 'fault'),
      )
    expect(await from(1, code)).toBe('seen')
    // After a hundred tries of many each address has three, and whoever holds the code is not shut out by them.
    const guesses = await Promise.all(
      Array.from({ length: 99 }, (_, index) => from(2 + Math.floor(index / 9), wrong)),
    )
    expect(guesses.filter((outcome) => outcome === 'validation_failed').length).toBeGreaterThanOrEqual(90)
    expect(await from(1, code)).toBe('seen')
    expect(await from(99, code)).toBe('seen')
    const late = await Promise.all(Array.from({ length: 9 }, () => from(50, wrong)))
    expect(late.filter((outcome) => outcome === 'validation_failed')).toHaveLength(3)
    // A code from before is too short for that: a hundred tries are all there are at it, and a new code counts anew.
    await app.connection
      .getClient()
      .db(app.connection.name)
      .collection<{ _id: string }>('opinion_callers')
      .updateOne({ _id: number }, { $unset: { codeDigits: 1 } })
    expect(await from(99, code)).toBe('rate_limited')
    const { body } = await staff.post(`/opinions/${id}/follow-code`, {})
    expect(await from(1, String(body['followCode']))).toBe('seen')
    app.clock.advance(3_600_001)
    expect((await track(number, String(body['followCode']))).status).toBe(200)
  })
})
