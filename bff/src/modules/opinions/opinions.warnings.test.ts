import { organisationParty } from '@linli/shared/opinions/parties'
import type { Client } from '../../../test/http-client'
import { buildTown, caseIn, happen, lasting, submitted, type Case } from '../../../test/opinion-town'
import { communityA } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp
let author: Client
let staff: Client

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  author = lasting(app, 'verifiedResident')
  staff = lasting(app, 'staff')
})
beforeEach(() => app.clock.set('2026-11-23T02:00:00.000Z'))
afterAll(() => app.close())

const titles = async (who: Client): Promise<string[]> => {
  await app.deps.outbox.drain()
  const { items } = (await who.get('/messages?limit=50')).body as { items: { title: string }[] }
  return items.map(({ title }) => title)
}
const titlesOf = ({ timeline }: Case) => timeline.map(({ title }) => title)
const sweep = () => app.deps.jobs.runNow('opinions.warn')
const read = async (id: string): Promise<Case> => caseIn(await staff.get(`/staff/opinions/${id}`))
/** Everybody who acts now; none of the earlier cases of this file is left to be warned of. */
async function quiet(): Promise<void> {
  const open = (await app.rows('opinions')).filter(
    ({ status }) => status === 'accepted' || status === 'submitted',
  )
  for (const row of open)
    await author.post(`/opinions/${String(row['_id'])}/withdraw`, { version: row['version'] })
}

test('who works on a case is reminded before it is due, pressed when it is, then the head hears and then the street', async () => {
  const opinion = await submitted(author)
  const accepted = caseIn(await happen(staff, opinion.id, 'accept', { version: 1 }))
  expect(accepted).toMatchObject({ deadline: { dueAt: '2026-11-30T10:00:00.000Z' }, escalation: '' })
  await sweep()
  expect(await titles(staff)).not.toContain('快到期了')

  app.clock.set('2026-11-27T02:00:00.000Z')
  await Promise.all([sweep(), sweep(), sweep()])
  expect((await titles(staff)).filter((title) => title === '快到期了')).toHaveLength(1)

  app.clock.set('2026-11-30T10:30:00.000Z')
  await sweep()
  expect(await titles(staff)).toContain('一件意见逾期了')
  expect(await read(opinion.id)).toMatchObject({ escalation: '已催办', deadline: { state: 'overdue' } })

  app.clock.set('2026-12-01T02:00:00.000Z')
  await sweep()
  expect(await titles(lasting(app, 'admin'))).toContain('一件意见逾期了')
  app.clock.set('2026-12-07T02:00:00.000Z')
  await sweep()
  expect(await titles(lasting(app, 'streetAdmin'))).toContain('一件意见逾期多日')
  expect(await read(opinion.id)).toMatchObject({ escalation: '已报街道' })
  await sweep()
  expect((await titles(lasting(app, 'streetAdmin'))).length).toBe(1)

  const internal = (await read(opinion.id)).timeline.filter(({ kind }) => kind === 'note')
  expect(internal.map(({ title, at }) => [title, at])).toEqual([
    ['已报街道', '2026-12-07T02:00:00.000Z'],
    ['已报社区负责人', '2026-12-01T02:00:00.000Z'],
    ['已催办', '2026-11-30T10:30:00.000Z'],
    ['已提醒办理人', '2026-11-27T02:00:00.000Z'],
  ])
  for (const { text } of internal) expect(text).toMatch(/^通知了./)
  // Neither the author nor a neighbour reads who was pressed.
  const own = caseIn(await author.get(`/opinions/${opinion.id}`))
  expect(JSON.stringify(own)).not.toMatch(/已催办|已报|通知了/)
  await quiet()
})

test('a case that cannot be read keeps no other from being warned of', async () => {
  const opinions = app.deps.connection.collection<{ _id: string }>('opinions')
  const broken = { _id: 'opn_broken', communityId: communityA, warnAt: new Date('2026-11-01T00:00:00.000Z') }
  await opinions.insertOne(broken)
  const opinion = await submitted(author)
  await happen(staff, opinion.id, 'accept', { version: 1 })
  app.clock.set('2026-11-30T10:30:00.000Z')
  await expect(sweep()).rejects.toThrow('1 could not be done')
  expect(await read(opinion.id)).toMatchObject({ escalation: '已催办' })
  await opinions.deleteOne({ _id: broken._id })
  await quiet()
})

test('at night nobody is disturbed; what was answered meanwhile warns of nothing', async () => {
  const late = await submitted(author)
  app.clock.set('2026-11-24T10:30:00.000Z')
  const [row] = (await app.rows('opinions')).filter((one) => one['_id'] === late.id)
  expect(row?.['warnAt']).toBeInstanceOf(Date)
  app.clock.set('2026-11-24T14:00:00.000Z')
  const before = (await titles(staff)).length
  await sweep()
  expect((await titles(staff)).length).toBe(before)
  const [warned] = (await app.rows('opinions')).filter((one) => one['_id'] === late.id)
  expect(warned?.['warnAt']).toEqual(new Date('2026-11-25T00:00:00.000Z'))
  await happen(staff, late.id, 'accept', { version: 1 })
  app.clock.set('2026-11-25T00:30:00.000Z')
  await sweep()
  expect((await titles(staff)).length).toBe(before)
  await quiet()
})

test('an organisation that does not sign in time hears of it in the words of its copy', async () => {
  const opinion = await submitted(author)
  await happen(staff, opinion.id, 'dispatch', {
    ...{ version: 1, helpers: [], instruction: '', photoIds: [] },
    leadKey: organisationParty(communityA, '锦程物业').key,
    copyText: '楼道堆物',
  })
  app.clock.set('2026-11-23T08:30:00.000Z')
  await sweep()
  await app.deps.outbox.drain()
  const { items } = (await lasting(app, 'organisation').get('/messages')).body as {
    items: { text: string }[]
  }
  expect(items[0]?.text).toBe('锦和苑 3 号楼，“楼道堆物”。锦程物业没有按时签收，期限是 11月23日 16:00')
  expect(items[0]?.text).not.toContain('单元')
  expect(titlesOf(await read(opinion.id))).toContain('已催办')
  // The organisation learns that it is late, not whom the community has told.
  const theirs = caseIn(await lasting(app, 'organisation').get(`/staff/opinions/${opinion.id}`))
  expect(titlesOf(theirs)).not.toContain('已催办')
})

test('when the holidays of the next year are loaded, open promises move and kept ones stay', async () => {
  app.clock.set('2026-12-29T02:00:00.000Z')
  const open = await submitted(author)
  const accepted = caseIn(await happen(staff, open.id, 'accept', { version: 1 }))
  const kept = await submitted(author)
  const answered = caseIn(
    await happen(staff, kept.id, 'reply', {
      version: caseIn(await happen(staff, kept.id, 'accept', { version: 1 })).version,
      ...{ text: '已经清理', photoIds: [] },
    }),
  )
  const due = (one: Case) => (one['deadline'] as { dueAt: string }).dueAt
  expect(accepted['deadline']).toMatchObject({ dueAt: '2027-01-06T10:00:00.000Z', provisional: true })
  expect((await staff.get('/staff/opinions')).body['calendarNotice']).toBe(
    '2027 年的放假安排还没有录入，跨年的期限是暂定的',
  )
  await app.deps.jobs.runNow('opinions.recompute')
  expect(due(await read(open.id))).toBe(due(accepted))
  await app.deps.services.calendars.load({
    ...{ year: 2027, daysOff: ['2027-01-01', '2027-01-04'], workedWeekends: [] },
  })
  await app.deps.jobs.runNow('opinions.recompute')
  const moved = await read(open.id)
  expect(moved['deadline']).toMatchObject({ dueAt: '2027-01-07T10:00:00.000Z', provisional: false })
  expect(moved.version).toBe(accepted.version)
  // An act that had read the case a moment before puts the former time back: the next round finds it.
  await app.connection
    .getClient()
    .db(app.connection.name)
    .collection<{ _id: string }>('opinions')
    .updateOne({ _id: open.id }, { $set: { 'clock.dueAt': new Date(due(accepted)) } })
  await app.deps.jobs.runNow('opinions.recompute')
  expect(due(await read(open.id))).toBe(due(moved))
  expect(due(await read(kept.id))).toBe(due(answered))
  expect((await staff.get('/staff/opinions')).body['calendarNotice']).toBe('')
})
