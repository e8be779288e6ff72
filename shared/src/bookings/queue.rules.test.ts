import fc from 'fast-check'
import { can, statusesOf } from '../machine'
import { bookingMachine, bookingStatuses, holdingStatuses, type BookingEvent } from './bookings.machine'
import { estimateWait, laneOf, missedStanding, queueAt, queueNumber } from './queue.rules'

const at = (time: string) => new Date(`2026-11-26T${time}:00+08:00`)

const table: Record<(typeof bookingStatuses)[number], readonly BookingEvent[]> = {
  requested: ['approve', 'refuse', 'cancel', 'move', 'ask'],
  refused: [],
  booked: ['check_in', 'move', 'ask', 'answer', 'propose', 'decline', 'cancel', 'miss', 'finish', 'lapse'],
  waiting: ['call', 'leave', 'transfer', 'lapse'],
  called: ['recall', 'skip', 'finish', 'transfer', 'lapse'],
  skipped: ['call', 'miss', 'transfer'],
  missed: ['pardon'],
  excused: [],
  unrecorded: ['finish'],
  cancelled: [],
  done: ['rate'],
}
const events = [...new Set(Object.values(table).flat())]

test.each(bookingStatuses.flatMap((status) => events.map((event) => [status, event] as const)))(
  'in %s the event %s is allowed exactly when the table says so',
  (status, event) => {
    expect(can(bookingMachine, status, event)).toBe(table[status].includes(event))
  },
)

test('every status is listed, and those that hold a seat are the ones somebody is still served from', () => {
  expect([...bookingStatuses].sort()).toEqual(statusesOf(bookingMachine).sort())
  expect(bookingStatuses.filter((status) => can(bookingMachine, status, 'pardon'))).toEqual(['missed'])
  expect(holdingStatuses.filter((status) => table[status].length === 0)).toEqual([])
})

test.each([
  ['early waits for the own time', '08:40', '09:30', false, '09:30'],
  ['late stands where the coming puts one', '09:50', '09:30', false, '09:50'],
  ['without a booking: by the coming', '09:10', null, false, '09:10'],
  ['an elder stands a quarter of an hour further on', '09:50', '09:30', true, '09:35'],
])('%s', (_, arrived, slot, elder, stands) => {
  expect(queueAt(at(arrived), slot === null ? null : at(slot), elder, 15)).toEqual(at(stands))
})

test('numbers say the lane', () => {
  expect(
    [laneOf(false, true), laneOf(false, false), laneOf(true, true)].map((lane) => queueNumber(lane, 7)),
  ).toEqual(['A007', 'B007', 'L007'])
  expect(queueNumber('booked', 1204)).toBe('A1204')
})

test.each([
  [[10, 12], 3, 1, null],
  [[10, 12, 14], 3, 0, null],
  [[10, 12, 14, 30], 0, 1, { fromMinutes: 0, toMinutes: 0 }],
  [[10, 12, 14, 30], 4, 2, { fromMinutes: 20, toMinutes: 60 }],
])('from measured times %j, %i ahead and %i counters: %j', (measured, ahead, counters, estimate) => {
  expect(estimateWait(measured, ahead, counters)).toEqual(estimate)
})

test('for any measured times the range is in order, and more people ahead never shorten it', () => {
  const times = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 20 })
  fc.assert(
    fc.property(times, fc.nat(40), fc.integer({ min: 1, max: 5 }), (measured, ahead, counters) => {
      const now = estimateWait(measured, ahead, counters)
      const more = estimateWait(measured, ahead + 1, counters)
      if (!now || !more) throw new Error('three measured times are enough')
      expect(now.fromMinutes <= now.toMinutes).toBe(true)
      expect(more.fromMinutes >= now.fromMinutes && more.toMinutes >= now.toMinutes).toBe(true)
    }),
  )
})

test.each([
  [0, 'fine'],
  [1, 'fine'],
  [2, 'warned'],
  [3, 'limited'],
  [7, 'limited'],
])('%i missed: %s', (missed, standing) => {
  expect(missedStanding(missed, { warnAt: 2, limitAt: 3 })).toBe(standing)
})
