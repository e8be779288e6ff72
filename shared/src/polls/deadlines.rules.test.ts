import { instantOf } from '../time'
import { earliestDay, isOver, lastDayOf, lastDayToChallenge } from './deadlines.rules'
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
