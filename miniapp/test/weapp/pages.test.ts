import { readFileSync } from 'node:fs'
import path from 'node:path'
import { routesOf, type AppJson } from './app-json'
import { accountPages } from './opened/account-pages'
import { councilPages, pollDeskPages } from './opened/council-pages'
import { residentPages } from './opened/resident-pages'
import { bookingDeskPages } from './opened/booking-desk-pages'
import { bookingPages } from './opened/booking-pages'
import { caseAndNoticeDeskPages } from './opened/case-and-notice-desk-pages'
import { intakePages } from './opened/intake-pages'
import { rollDeskPages } from './opened/roll-desk-pages'
import { houseDeskPages } from './opened/house-desk-pages'
import { meetingDeskPages, meetingPages } from './opened/meeting-pages'
import { chainPages, topicDeskPages, topicPages } from './opened/topic-pages'
import { appOf, type Pages } from './opened/stage'

const pages: Pages = {
  ...accountPages,
  ...residentPages,
  ...topicPages,
  ...chainPages,
  ...meetingPages,
  ...bookingPages,
  ...councilPages,
  ...caseAndNoticeDeskPages,
  ...bookingDeskPages,
  ...intakePages,
  ...rollDeskPages,
  ...pollDeskPages,
  ...topicDeskPages,
  ...meetingDeskPages,
  ...houseDeskPages,
}

const json = JSON.parse(readFileSync(path.resolve(__dirname, '../../dist/weapp/app.json'), 'utf8')) as AppJson
const tabs = (json.tabBar?.list ?? []).map(({ pagePath }) => pagePath)

test('the table holds every page of the app', () => {
  expect(Object.keys(pages).toSorted()).toEqual(routesOf(json).toSorted())
})

test.each(Object.entries(pages))(
  '%s opens with its heading and the seeded data, and its main act reaches its effect',
  async (route, { who, address, heading, words, act }) => {
    const app = appOf(who)
    const place = await address()
    const page = tabs.includes(route) ? app.switchTab(place) : app.open(place)
    await page.untilText(words)
    await page.settled()
    expect(page.route).toBe(route)
    expect(page.names.filter((name) => heading.test(name))).not.toEqual([])
    expect(page.byClass('error-block')).toBeUndefined()
    await act(page, app)
    expect(app.faults).toEqual([])
  },
)
