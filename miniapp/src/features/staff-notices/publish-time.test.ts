import { usualPublishTime } from './publish-time'

test.each([
  ['2026-11-27T02:15:00Z', { day: '2026-11-27', time: '11:15' }],
  // Half past eleven at night in Shanghai: in an hour it is another day.
  ['2026-11-27T15:30:00Z', { day: '2026-11-28', time: '00:30' }],
])('at %s a notice is published in an hour', (now, expected) => {
  expect(usualPublishTime(new Date(now))).toEqual(expected)
})
