import { instantOf } from '@linli/shared/time'
import { missedNotice, nearTitle } from './bookings.messages'
import { defaultBookingSettings, nextReminder } from './bookings.settings'

const at = (day: string, hours: number) => instantOf(day, hours * 60)
const now = at('2026-11-26', 10)

test.each([
  [1, null, ''],
  [2, null, '近 30 天有 2 次约了没来，再有 1 次，网上预约要停 30 天'],
  [3, at('2026-12-26', 9), '近 30 天有 3 次约了没来，网上预约停到 12月26日'],
  [3, at('2027-01-02', 9), '近 30 天有 3 次约了没来，网上预约停到 2027年1月2日'],
  // The rest is over, and the missed ones still count: nothing is announced that has happened already.
  [3, null, ''],
])('after %i missed bookings it is said what follows', (count, until, said) => {
  expect(missedNotice(count, until, defaultBookingSettings, now)).toBe(said)
})

it('names as many as are left where a community decided for more', () => {
  const own = { ...defaultBookingSettings, missedLimitAt: 5, restDays: 14 }
  expect(missedNotice(2, null, own, now)).toBe('近 30 天有 2 次约了没来，再有 3 次，网上预约要停 14 天')
})

test.each([
  ['the day before', at('2026-11-27', 14), now, at('2026-11-26', 14)],
  ['two hours before', at('2026-11-27', 14), at('2026-11-26', 15), at('2026-11-27', 12)],
  ['not at six in the morning but at seven', at('2026-11-27', 8), now, at('2026-11-27', 7)],
  ['not after the beginning', at('2026-11-27', 6.5), at('2026-11-26', 10), null],
])('a reminder comes %s', (_, startsAt, from, due) => {
  expect(nextReminder(defaultBookingSettings, startsAt, from)).toEqual(due)
})

test('the first page says for whom a booking is, where it is not the own', () => {
  const booking = { service: { label: '老年优待证' }, forSelf: true, forLabel: '周**，锦和苑 3 号楼业主' }
  expect(nearTitle(booking)).toBe('老年优待证')
  expect(nearTitle({ ...booking, forSelf: false })).toBe('替周**约的老年优待证')
})
