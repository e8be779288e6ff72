import { readCalendarYear } from './read-year'

const notice = {
  year: 2027,
  daysOff: ['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10'],
  workedWeekends: ['2027-02-13'],
}
const read = (changes: Readonly<Record<string, unknown>> = {}) =>
  readCalendarYear(JSON.stringify({ ...notice, ...changes }))

test('a notice of a year is read as it stands', () => {
  expect(read()).toEqual({ year: notice, faults: [] })
})

test.each([
  [{ year: '2027' }, 'year 要写年份，例如 2027'],
  [{ daysOff: 'all' }, 'daysOff 要写成日期的列表'],
  [{ daysOff: [...notice.daysOff, '2027-02-30'] }, '2027-02-30 不是 2027 年的日期'],
  [{ daysOff: [...notice.daysOff, '2026-01-01'] }, '2026-01-01 不是 2027 年的日期'],
  [{ daysOff: ['2027-01-01'] }, '放假不到 5 天，请核对通知'],
  [{ workedWeekends: ['2027-02-12'] }, '2027-02-12 不是周末，本来就上班'],
])('%j is refused: %s', (changes, fault) => {
  expect(read(changes)).toEqual({ year: null, faults: [fault] })
})

test('what is no JSON is refused', () => {
  expect(readCalendarYear('2027: none')).toEqual({ year: null, faults: ['不是 JSON 文件'] })
})
