import { dayListText } from '@linli/shared/calendar/day-list'
import { calendar2026 } from '@linli/shared/calendar/workdays'
import { readTyped } from './year-form'

const daysOff = dayListText(calendar2026.daysOff)

test('a notice that is copied in is taken as it stands', () => {
  const { read, issues } = readTyped(2026, { daysOff, workedWeekends: '1月4日（周日）上班\n2月14日上班' })
  expect(read).toEqual({
    ...{ year: 2026, daysOff: calendar2026.daysOff.toSorted() },
    workedWeekends: ['2026-01-04', '2026-02-14'],
  })
  expect(issues).toEqual({})
})

test.each([
  [{ daysOff: '', workedWeekends: '' }, { daysOff: '放假不到 5 天，请核对通知' }],
  [
    { daysOff: `${daysOff}、春节`, workedWeekends: '2月31日' },
    {
      daysOff: '看不懂“春节”，请写成 1月1日至3日',
      workedWeekends: '看不懂“2月31日”，请写成 1月1日至3日',
    },
  ],
  [{ daysOff, workedWeekends: '1月1日' }, { workedWeekends: '2026-01-01 不是周末，本来就上班' }],
])('%j is answered beside its field', (typed, issues) => {
  expect(readTyped(2026, typed).issues).toEqual(issues)
})
