import { buildNoticeTown } from '../../../test/notice-town'
import { communityA } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

const HOUR = 3_600_000

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await buildNoticeTown(app.connection)
})
afterAll(() => app.close())

const staff = () => app.as('staff')
const draft = {
  title: '11月28日锦和苑停水检修',
  summary: '',
  html: '<p>各位住户：请提前存水。</p>',
  category: 'outage',
  disclosureClass: null,
  facts: [],
  coverId: null,
  attachmentIds: [],
  audience: { visibility: 'addressed', nodeIds: [communityA], tags: [] },
  mustConfirm: true,
  expiresAt: null,
}
const created = async (): Promise<string> => String((await staff().post('/notices', draft)).body['id'])
const dayIn = (days: number) => new Date(app.clock.now().getTime() + days * 24 * HOUR).toISOString()
const schedule = async (days: number) =>
  (await staff().post(`/notices/${await created()}/schedule`, { version: 0, publishAt: dayIn(days) })).status
const pin = async (days: number) =>
  (await staff().post(`/notices/${await created()}/pin`, { version: 0, until: dayIn(days).slice(0, 10) }))
    .status
const settings = () => app.deps.services.notices.settings

test('half a year ahead and a season on top are the limits of a community that has decided nothing', async () => {
  expect([await schedule(180), await schedule(182)]).toEqual([200, 400])
  expect([await pin(90), await pin(92)]).toEqual([200, 400])
})

test('a community’s own figures rule its notices, and the refusal names them', async () => {
  await settings().decide(scopeOf([communityA]), {
    remindIntervalHours: 1,
    mostDaysAhead: 7,
    mostPinnedDays: 3,
  })
  expect([await schedule(7), await schedule(9)]).toEqual([200, 400])
  expect([await pin(3), await pin(5)]).toEqual([200, 400])
  const id = await created()
  const refused = await staff().post(`/notices/${id}/pin`, { version: 0, until: dayIn(5).slice(0, 10) })
  expect(refused.text).toContain('最多置顶 3 天')

  await staff().post(`/notices/${id}/publish`, { version: 0 })
  await app.drainOutbox()
  const first = await staff().post(`/notices/${id}/remind`)
  expect(first.body['nextRemindAt']).toBe(new Date(app.clock.now().getTime() + HOUR).toISOString())
  app.clock.advance(HOUR - 1)
  expect((await staff().post(`/notices/${id}/remind`)).status).toBe(409)
  app.clock.advance(1)
  expect((await staff().post(`/notices/${id}/remind`)).status).toBe(200)
})
