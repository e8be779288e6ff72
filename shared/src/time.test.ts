import { addDays, clockTime, dayOf, daysBetween, dayText, instantOf, momentText, weekdayName } from './time'

const at = (iso: string) => new Date(iso)

test('a day begins in Shanghai, whatever zone the process runs in', () => {
  expect(dayOf(at('2026-11-22T15:59:59Z'))).toBe('2026-11-22')
  expect(dayOf(at('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
  expect(instantOf('2026-11-23').toISOString()).toBe('2026-11-22T16:00:00.000Z')
  expect(instantOf('2026-11-30', 18 * 60).toISOString()).toBe('2026-11-30T10:00:00.000Z')
})

test('day arithmetic crosses months, years and 29 February', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(daysBetween('2026-11-23', '2026-12-08')).toBe(15)
})

test('people read today, yesterday and tomorrow as words', () => {
  const now = at('2026-11-23T02:00:00Z')
  expect(momentText(at('2026-11-23T00:30:00Z'), now)).toBe('今天 08:30')
  expect(momentText(at('2026-11-22T00:30:00Z'), now)).toBe('昨天 08:30')
  expect(momentText(at('2026-11-30T10:00:00Z'), now)).toBe('11月30日 18:00')
  expect(dayText('2025-01-02', '2026-11-23')).toBe('2025年1月2日')
  expect(weekdayName('2026-11-25')).toBe('周三')
  expect(clockTime(at('2026-11-23T16:00:00Z'))).toBe('00:00')
})
