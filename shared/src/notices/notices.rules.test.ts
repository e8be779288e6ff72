import { disclosureMinimumEnd, noticeStage, publicationDay } from './notices.rules'

const now = new Date('2026-11-23T02:00:00Z')
const before = new Date('2026-11-23T01:59:59Z')
const after = new Date('2026-11-23T02:00:01Z')

test.each([
  ['draft', null, null, 'draft'],
  ['scheduled', after, null, 'scheduled'],
  ['scheduled', before, null, 'live'],
  ['scheduled', before, before, 'ended'],
  ['published', before, null, 'live'],
  ['published', before, after, 'live'],
  ['published', before, now, 'ended'],
  ['withdrawn', before, null, 'withdrawn'],
] as const)('%s, publish %p, expire %p is shown as %s', (status, publishAt, expiresAt, stage) => {
  expect(noticeStage({ status, publishAt, expiresAt }, now)).toBe(stage)
})

test('a disclosure notice stays up fifteen full Shanghai days after the day it appears', () => {
  expect(disclosureMinimumEnd(new Date('2026-11-23T02:00:00Z')).toISOString()).toBe(
    '2026-12-08T16:00:00.000Z',
  )
  expect(publicationDay(new Date('2026-11-22T15:00:00Z'), now)).toBe(2)
})
