import type { MeetingItemView } from '@linli/shared/council/meetings.schema'
import { doorCodeIn, ownWords } from './meeting-words'

const line: MeetingItemView = {
  ...{ id: 'mtg_1', title: '充电车棚议事会', status: 'invited', statusLabel: '已通知', place: '议事厅' },
  ...{ startsAt: '2026-12-03T11:00:00.000Z', endsAt: '2026-12-03T12:30:00.000Z', isPublic: true },
  ...{ invited: true, coming: null, came: false },
}

test('a meeting asks who is invited, and recalls what was answered and who was there', () => {
  expect(ownWords(line)).toBe('请您答复来不来')
  expect(ownWords({ ...line, coming: false })).toBe('您答复来不了')
  expect(ownWords({ ...line, coming: true })).toBe('您答复参加')
  expect(ownWords({ ...line, coming: false, came: true })).toBe('您到会了')
  expect(ownWords({ ...line, invited: false })).toBe('')
  expect(ownWords({ ...line, status: 'published' })).toBe('请了您')
})

test.each([
  ['204518', '204518'],
  [' 204 518 ', '204518'],
  ['20451', undefined],
  ['2045181', undefined],
  ['https://example.org', undefined],
  [undefined, undefined],
])('the code in %j is %j', (text, code) => {
  expect(doorCodeIn(text)).toBe(code)
})
