import { dayListText, readDayList } from './day-list'
import { calendar2026 } from './workdays'

test('days stand as a notice writes them', () => {
  expect(dayListText(calendar2026.workedWeekends)).toBe('1月4日、2月14日、2月28日、5月9日、9月20日、10月10日')
  expect(dayListText(['2027-02-27', '2027-02-28', '2027-03-01', '2027-01-01'])).toBe(
    '1月1日、2月27日至3月1日',
  )
})

test('what is shown is read back as it was', () => {
  for (const days of [calendar2026.daysOff, calendar2026.workedWeekends])
    expect(readDayList(2026, dayListText(days))).toEqual({ days: [...days].toSorted(), unread: [] })
})

test.each([
  ['元旦：1月1日（周五）至3日（周日）放假调休，共3天。', ['2027-01-01', '2027-01-02', '2027-01-03']],
  ['1月9日（周六）上班', ['2027-01-09']],
  ['1月1日\n1月1日', ['2027-01-01']],
  ['4月30日-5月1日', ['2027-04-30', '2027-05-01']],
  ['', []],
])('%s is read', (text, days) => {
  expect(readDayList(2027, text)).toEqual({ days, unread: [] })
})

test.each(['2月30日', '2月29日', '13月1日', '1月3日至1日', '1月1日至12月31日', '春节', '2027-01-01至今'])(
  '%s is answered back and not guessed',
  (text) => {
    expect(readDayList(2027, `1月1日，${text}`)).toEqual({ days: ['2027-01-01'], unread: [text] })
  },
)
