import { instantOf } from '../time'
import { calendar2026, createCalendar } from '../calendar/workdays'
import { cityPackOf } from './city-packs'
import {
  earliestDay,
  isOver,
  lastDayOf,
  lastDayToChallenge,
  objectionsEnd,
  resultDueOn,
} from './deadlines.rules'
import { pollPhase } from './polls.machine'

describe('domain-facts §1.8: days', () => {
  const never = () => false
  test('notice of 1 March: 15 days end on the 16th literally, on the 17th with whole days between', () => {
    expect(earliestDay('2026-03-01', 15, 'literal')).toBe('2026-03-16')
    expect(earliestDay('2026-03-01', 15, 'whole')).toBe('2026-03-17')
    expect(earliestDay('2026-03-01', 10, 'literal')).toBe('2026-03-11')
    expect(earliestDay('2026-03-01', 10, 'whole')).toBe('2026-03-12')
    expect('2026-03-14' < earliestDay('2026-03-01', 15, 'literal')).toBe(true)
    expect(earliestDay('2026-03-01', 0, 'whole')).toBe('2026-03-01')
  })
  test('a decision known on 20 May 2026 can be challenged until 20 May 2027', () => {
    expect(lastDayToChallenge('2026-05-20', never)).toBe('2027-05-20')
    expect(lastDayToChallenge('2028-02-29', never)).toBe('2029-02-28')
  })
  test('a last day of rest moves on', () => {
    expect(lastDayOf('2026-09-26', 5, (day) => day >= '2026-10-01' && day <= '2026-10-07')).toBe('2026-10-08')
  })
  const calendar = createCalendar([calendar2026])
  const isRestDay = (day: string) => !calendar.isWorkday(day)
  test.each([
    // Monday to Saturday; the Saturday is a day of rest like any other.
    ['an ordinary weekend', '2026-11-23', '2026-11-28', '2026-11-30'],
    ['an ordinary working day', '2026-11-24', '2026-11-29', '2026-11-30'],
    ['nothing in the way', '2026-11-25', '2026-11-30', '2026-11-30'],
    ['National Day', '2026-09-26', '2026-10-01', '2026-10-08'],
    ['Spring Festival, all nine days', '2026-02-10', '2026-02-15', '2026-02-24'],
    ['a Saturday that is worked', '2026-10-05', '2026-10-10', '2026-10-10'],
    ['the eve of a holiday on a Saturday that is worked', '2026-02-09', '2026-02-14', '2026-02-14'],
  ])('five days for objections, %s', (_, published, plain, last) => {
    expect(objectionsEnd(published, 'residents_meeting', isRestDay)).toBe(last)
    expect(objectionsEnd(published, 'representatives_meeting', isRestDay)).toBe(last)
    // Nothing is ever shorter than it was.
    expect(objectionsEnd(published, 'residents_meeting', never)).toBe(plain)
    expect(last >= plain).toBe(true)
  })
  test('seven days of an owners’ roll move too, the one of a straw poll does not', () => {
    expect(objectionsEnd('2026-09-25', 'owners_decision', isRestDay)).toBe('2026-10-08')
    expect(objectionsEnd('2026-09-30', 'straw_poll', isRestDay)).toBe('2026-10-01')
  })
  test('the days to publish a result move where the city sets them, and nowhere else', () => {
    const due = (city: string) => {
      const pack = cityPackOf(city)
      return pack && resultDueOn('2026-09-29', pack, isRestDay)
    }
    expect(due('beijing')).toBe('2026-10-08')
    expect(due('qingyuan')).toBe('2026-10-08')
    expect(due('hangzhou')).toBe('2026-10-02')
  })
  test('closed is a comparison with the clock, and the instant itself is too late', () => {
    const closesAt = instantOf('2026-12-26', 20 * 60)
    const before = new Date(closesAt.getTime() - 1)
    expect([isOver(closesAt, before), isOver(closesAt, closesAt)]).toEqual([false, true])
    const poll = { status: 'frozen', opensAt: instantOf('2026-12-20'), closesAt } as const
    expect(
      [instantOf('2026-12-19'), poll.opensAt, before, closesAt].map((now) => pollPhase(poll, now)),
    ).toEqual(['waiting', 'open', 'open', 'closed'])
  })
})
