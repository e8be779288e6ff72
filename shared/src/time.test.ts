import fc from 'fast-check'
import {
  addDays,
  clockTime,
  dayOf,
  daysBetween,
  dayText,
  instantOf,
  momentText,
  weekdayName,
  weekdayOf,
} from './time'

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

test('remembered days are the days that are written out', () => {
  const withinCenturies = fc.date({
    min: at('1900-01-01T00:00:00Z'),
    max: at('2199-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(withinCenturies, fc.integer({ min: -20_000, max: 20_000 }), (instant, days) => {
      const written = (moment: Date) => moment.toISOString().slice(0, 10)
      const inShanghai = new Date(instant.getTime() + 8 * 3_600_000)
      const day = dayOf(instant)
      expect(day).toBe(written(inShanghai))
      expect(weekdayOf(day)).toBe(inShanghai.getUTCDay())
      const later = new Date(
        Date.UTC(inShanghai.getUTCFullYear(), inShanghai.getUTCMonth(), inShanghai.getUTCDate() + days),
      )
      expect(addDays(day, days)).toBe(written(later))
      expect(daysBetween(day, written(later))).toBe(days)
    }),
  )
})

test('what is no day is refused, also the second time', () => {
  for (let times = 0; times < 2; times += 1) {
    expect(() => addDays('no day', 1)).toThrow(RangeError)
    expect(() => dayOf(new Date(Number.NaN))).toThrow(RangeError)
  }
})
