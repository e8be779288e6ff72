import { instantOf } from '../time'
import { faultsOfGroup, isInARow, rowFrom } from './rooms.rules'

test.each([
  ['all is said', { purpose: '合唱队排练', heads: 12, organisation: '' }, 30, []],
  ['nothing is said', undefined, 30, ['purpose', 'heads']],
  ['more than it holds', { purpose: '讲座', heads: 31, organisation: '' }, 30, ['heads']],
  ['nobody said what it holds', { purpose: '讲座', heads: 31, organisation: '' }, null, []],
  ['half a person', { purpose: '讲座', heads: 1.5, organisation: '' }, 30, ['heads']],
])('a wish for a room where %s', (_, wish, most, fields) => {
  expect(faultsOfGroup(wish, most).map(({ field }) => field)).toEqual(fields)
})

const time = (from: number, to: number, free = true) => ({
  ...{ startsAt: instantOf('2026-11-26', from), endsAt: instantOf('2026-11-26', to), free },
})

test('times in a row have nothing between them but the tidying up; a gap, a taken one and the sixth end the row', () => {
  const day = [time(540, 600), time(610, 670), time(680, 720), time(810, 870), time(880, 940, false)]
  expect(isInARow(day.slice(0, 3), 10)).toBe(true)
  expect(isInARow(day.slice(0, 4), 10)).toBe(false)
  expect(isInARow([time(610, 670), time(540, 600)], 10)).toBe(false)
  const from = (index: number) => rowFrom(day, (one) => one === day[index], 10).length
  expect([0, 1, 2, 3, 4].map(from)).toEqual([3, 2, 1, 1, 0])
  const long = Array.from({ length: 9 }, (_, index) => time(540 + index * 60, 600 + index * 60))
  expect(rowFrom(long, () => true, 0)).toHaveLength(6)
})
