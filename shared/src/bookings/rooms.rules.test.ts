import { faultsOfGroup } from './rooms.rules'

test.each([
  ['all is said', { purpose: '合唱队排练', heads: 12, organisation: '' }, 30, []],
  ['nothing is said', undefined, 30, ['purpose', 'heads']],
  ['more than it holds', { purpose: '讲座', heads: 31, organisation: '' }, 30, ['heads']],
  ['nobody said what it holds', { purpose: '讲座', heads: 31, organisation: '' }, null, []],
  ['half a person', { purpose: '讲座', heads: 1.5, organisation: '' }, 30, ['heads']],
])('a wish for a room where %s', (_, wish, most, fields) => {
  expect(faultsOfGroup(wish, most).map(({ field }) => field)).toEqual(fields)
})
