import { chosenTimes, countText, seriesSentence, type PlannedVisitView } from './series-words'

const time = (slotId: string) => ({
  ...{ slotId, startsAt: '2026-12-03T02:00:00.000Z', endsAt: '2026-12-03T03:00:00.000Z' },
})
const visit = (day: string, more: Partial<PlannedVisitView>): PlannedVisitView => ({
  ...{ day, startsAt: `${day}T02:00:00.000Z`, state: 'free', reason: '', time: null, other: null },
  ...more,
})

test('what is sent are the wished times, the nearest others, and nothing that was left out or cannot be had', () => {
  const visits = [
    visit('2026-12-03', { time: time('a') }),
    visit('2026-12-10', { state: 'full', reason: '已约满', other: time('b') }),
    visit('2026-12-17', { state: 'closed', reason: '法定节假日' }),
    visit('2026-12-24', { time: time('c') }),
  ]
  expect(chosenTimes(visits, [])).toEqual(['a', 'b', 'c'])
  expect(chosenTimes(visits, ['2026-12-10'])).toEqual(['a', 'c'])
})

test('number and last day are said together, and a visit knows its place', () => {
  expect(countText('2026-12-03', 1, 4, '2026-11-26')).toBe('4 次，到 12月24日')
  expect(countText('2026-12-24', 2, 2, '2026-11-26')).toBe('2 次，到 2027年1月7日')
  expect(seriesSentence({ weeks: 2, place: 3, of: 8 })).toBe('每两周一次，这是第 3 次，一共 8 次')
})
