import { buildTown } from '../../../test/opinion-town'
import { outcome } from '../../../test/http-client'
import { appointCast, cast } from '../../../test/roles-desk'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp

beforeEach(async () => {
  app = await startTestApp()
  await buildTown(app)
  await appointCast(app)
})
afterEach(() => app.close())

const operator = () => app.as(cast.operator)
const notice = {
  daysOff: ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09'],
  workedWeekends: ['2027-02-13'],
}
const write = (more: object = {}, year = 2027) =>
  operator().put(`/calendar/${year}`, { version: 0, ...notice, ...more })

/** What the trail says of it. */
const written = async () => (await app.rows('audit_rows')).filter(({ action }) => action === 'calendar.write')

test.each([
  ['visitor', 401, 401],
  ['resident', 403, 403],
  ['staff', 200, 403],
  ['streetAdmin', 200, 403],
] as const)('%s reads with %i and writes with %i', async (who, reads, writes) => {
  const client = who === 'visitor' ? app.visitor : app.as(who)
  expect((await client.get('/calendar')).status).toBe(reads)
  expect((await client.put('/calendar/2027', { version: 0, ...notice })).status).toBe(writes)
})

test('a year without its notice says so, and is known to everybody once the operator has written it', async () => {
  const years = async () => (await app.as('staff').get('/calendar')).body
  expect(await years()).toMatchObject({
    years: [
      { year: 2026, version: 0, isKnown: true },
      { year: 2027, version: 0, isKnown: false, daysOff: [] },
    ],
    mayWrite: false,
  })
  const banner = async () => (await app.as('staff').get('/staff/opinions')).body['calendarNotice']
  expect(await banner()).toContain('2027 年的放假安排还没有录入')
  const answer = await write({ daysOff: [...notice.daysOff, '2027-01-01'].toReversed() })
  expect(answer.body).toEqual({ year: 2027, version: 1, isKnown: true, ...notice })
  expect((await years())['years']).toMatchObject([{ year: 2026 }, { version: 1, isKnown: true, ...notice }])
  expect(await banner()).toBe('')
  const trail = await written()
  expect(trail).toMatchObject([{ communityId: null, targetId: '2027', detail: { daysOff: 6 } }])
})

test.each([
  ['the wrong year', { daysOff: ['2026-01-01', ...notice.daysOff] }, 'body.daysOff', '不是 2027 年的日期'],
  ['hardly any day', { daysOff: ['2027-01-01'] }, 'body.daysOff', '放假不到 5 天'],
  ['a Monday that is worked anyway', { workedWeekends: ['2027-02-15'] }, 'body.workedWeekends', '不是周末'],
  ['a day off and worked', { workedWeekends: ['2027-02-06'] }, 'body.workedWeekends', '又放假又上班'],
])('%s is refused beside its field, and nothing is stored', async (_, change, path, words) => {
  const { status, body } = await write(change)
  expect(status).toBe(400)
  expect(body['errors']).toContainEqual({ path, message: expect.stringContaining(words) as string })
  expect(await app.rows('calendar_years')).toEqual([])
})

test('only this year and the next are written, and never over what a colleague wrote since', async () => {
  expect(outcome(await write({}, 2025))).toBe('not_found')
  expect(outcome(await write({}, 2028))).toBe('not_found')
  await app.deps.services.calendars.load({ year: 2027, ...notice })
  expect(outcome(await write())).toBe('version_conflict')
  expect((await write({ version: 1 })).body).toMatchObject({ version: 2 })
})

test.each([0, 1])(
  'of five who write over version %i at once one wins, with one row in the trail',
  async (version) => {
    if (version === 1) await write()
    const answers = await Promise.all(
      notice.daysOff
        .slice(1)
        .map((day) => write({ version, daysOff: notice.daysOff.filter((off) => off !== day) })),
    )
    expect(answers.map(outcome).toSorted()).toEqual(
      [200, ...Array<string>(4).fill('version_conflict')].toSorted(),
    )
    expect(await written()).toHaveLength(version + 1)
  },
)
