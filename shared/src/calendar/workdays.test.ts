import { addWorkdays, calendar2026, createCalendar, dueAfterWorkdays, workdaysUntil } from './workdays'

const calendar = createCalendar([calendar2026])

test.each([
  ['2026-02-13', 1, '2026-02-14'],
  ['2026-02-13', 3, '2026-02-25'],
  ['2026-02-13', 5, '2026-02-27'],
  ['2026-02-16', 1, '2026-02-24'],
  ['2026-04-30', 1, '2026-05-06'],
  ['2026-04-30', 5, '2026-05-11'],
  ['2026-05-08', 1, '2026-05-09'],
  ['2026-09-18', 1, '2026-09-20'],
  ['2026-09-24', 3, '2026-09-30'],
  ['2026-09-30', 1, '2026-10-08'],
  ['2026-09-30', 5, '2026-10-13'],
  ['2026-10-09', 1, '2026-10-10'],
  ['2026-11-23', 5, '2026-11-30'],
  ['2026-11-20', 15, '2026-12-11'],
])('%s and %i working days is %s', (from, count, to) => {
  expect(addWorkdays(calendar, from, count)).toBe(to)
  expect(workdaysUntil(calendar, from, to)).toBe(count)
})

test('a year without its notice is provisional, never silently exact', () => {
  expect(calendar.isProvisional('2026-12-31')).toBe(false)
  expect(calendar.isProvisional('2027-01-04')).toBe(true)
  expect(calendar.isWorkday('2027-01-01')).toBe(false)
})

test('a deadline ends at 18:00 in Shanghai', () => {
  expect(dueAfterWorkdays(calendar, new Date('2026-11-23T06:06:00Z'), 5).toISOString()).toBe(
    '2026-11-30T10:00:00.000Z',
  )
})
