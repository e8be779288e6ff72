import { monthOf, monthsLater, monthText } from './months'

test('a month is the one of Shanghai, and its neighbours cross the year', () => {
  expect(monthOf(new Date('2026-11-30T17:00:00Z'))).toBe('2026-12')
  expect(monthsLater('2026-01', -1)).toBe('2025-12')
  expect(monthsLater('2026-12', 1)).toBe('2027-01')
  expect(monthText('2026-02')).toBe('2026 年 2 月')
})
